"""Looking back: what the resident says to "klopt dit?" and to what is written down about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meedoen_app.actions.means import Means
from meedoen_app.core.consent import Consent
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, verdicts
from meedoen_app.storage.database import Session

LONGEST_OBJECTION = 2000


class Judgement(StrEnum):
    """What somebody says of one chapter."""

    RIGHT = "klopt"
    WRONG = "klopt_niet"
    NOT_SHARED = "niet_delen"


@dataclass(frozen=True, slots=True)
class Objection:
    """ "Dit klopt niet": the resident's own words, stored next to what they are about."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """The last judgement of each chapter (by number), every objection, and what was agreed to."""

    judgements: Mapping[int, Judgement]
    objections: tuple[Objection, ...]
    consents: tuple[Consent, ...]


def judge(
    session: Session, means: Means, id: str, chapter: int, judgement: str, *, now: datetime, by: Actor
) -> None:
    """Write down what the resident says of a chapter. Raises NotAllowed for a word we do not know."""
    if judgement not in set(Judgement):
        raise NotAllowed("judgement")
    content = json.dumps({"hoofdstuk": chapter, "oordeel": judgement})
    verdicts.add(session, means.vault, id, content, now=now, by=by)


def object_to(session: Session, means: Means, id: str, text: str, *, now: datetime, by: Actor) -> None:
    """Write down the resident's objection. Raises NotAllowed when it is empty or too long."""
    if not text or len(text) > LONGEST_OBJECTION:
        raise NotAllowed("too_long" if text else "empty")
    verdicts.add(session, means.vault, id, json.dumps({"klopt_niet": text}), now=now, by=by)


def checked(session: Session, means: Means, id: str) -> Checked:
    judgements: dict[int, Judgement] = {}
    objections: list[Objection] = []
    for verdict in verdicts.listed(session, means.vault, id):
        said = json.loads(verdict.content)
        if "hoofdstuk" in said:
            judgements[said["hoofdstuk"]] = Judgement(said["oordeel"])
        elif "klopt_niet" in said:
            objections.append(Objection(said["klopt_niet"], verdict.at))
    return Checked(judgements, tuple(objections), consents.listed(session, means.vault, id))
