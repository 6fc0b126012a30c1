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
CHAPTER, OBJECTION, COUNTED = "hoofdstuk", "klopt_niet", "geteld"


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
class Judged:
    """What was said of a chapter, by its number, on a day."""

    chapter: int
    judgement: Judgement
    at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """The half-year in which this conversation was counted, and when that was done."""

    period: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was said when looking back, the oldest first, and what was agreed to."""

    judged: tuple[Judged, ...]
    objections: tuple[Objection, ...]
    counted: tuple[Counted, ...]
    consents: tuple[Consent, ...]

    @property
    def judgements(self) -> Mapping[int, Judgement]:
        """Return the last judgement of each chapter."""
        return {one.chapter: one.judgement for one in self.judged}


def judge(
    session: Session,
    means: Means,
    id: str,
    chapter: int,
    judgement: str,
    *,
    key: str,
    now: datetime,
    by: Actor,
) -> None:
    """Write down what the resident says of a chapter; what is said already has no effect.

    The three buttons of a chapter share a form, so each has a key of its own. Raises NotAllowed for a
    word we do not know.
    """
    if judgement not in set(Judgement):
        raise NotAllowed("judgement")
    if checked(session, means, id).judgements.get(chapter) == judgement:
        return
    content = json.dumps({CHAPTER: chapter, "oordeel": judgement})
    verdicts.add(session, means.vault, id, content, key=f"{key}:{chapter}:{judgement}", now=now, by=by)


def object_to(
    session: Session, means: Means, id: str, text: str, *, key: str, now: datetime, by: Actor
) -> None:
    """Write down the resident's objection. Raises NotAllowed when it is empty or too long.

    Raises KeyReused when its form was used before, for other words.
    """
    if not text or len(text) > LONGEST_OBJECTION:
        raise NotAllowed("too_long" if text else "empty")
    verdicts.add(session, means.vault, id, json.dumps({OBJECTION: text}), key=key, now=now, by=by)


def count(session: Session, means: Means, id: str, period: str, *, now: datetime, by: Actor) -> None:
    """Write down that this conversation was counted in a half-year."""
    content = json.dumps({COUNTED: period})
    verdicts.add(session, means.vault, id, content, key=f"{COUNTED}:{period}", now=now, by=by)


def checked(session: Session, means: Means, id: str) -> Checked:
    """Return everything that was said when looking back."""
    said = [(json.loads(one.content), one.at) for one in verdicts.listed(session, means.vault, id)]
    return Checked(
        tuple(Judged(one[CHAPTER], Judgement(one["oordeel"]), at) for one, at in said if CHAPTER in one),
        tuple(Objection(one[OBJECTION], at) for one, at in said if OBJECTION in one),
        tuple(Counted(one[COUNTED], at) for one, at in said if COUNTED in one),
        consents.listed(session, means.vault, id),
    )
