"""Looking back: what the resident says to "klopt dit?" and to what is written down about them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meedoen_app.actions.means import Means
from meedoen_app.core.consent import Consent
from meedoen_app.core.conversation.conversation import Verdict
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, verdicts
from meedoen_app.storage.database import Session

LONGEST_OBJECTION = 2000
CHAPTER, JUDGEMENT, OBJECTION, COUNTED = "hoofdstuk", "oordeel", "klopt_niet", "geteld"


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


Remark = Judged | Objection | Counted


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


def judgement(questionnaire: Questionnaire, chapter: int | None, said: str, now: datetime) -> Judged:
    """Return what the resident says of a chapter. Raises NotAllowed for one that we do not know."""
    if chapter not in {one.number for one in questionnaire.chapters} or said not in set(Judgement):
        raise NotAllowed("judgement")
    return Judged(chapter, Judgement(said), now)


def objection(text: str, now: datetime) -> Objection:
    """Return the resident's objection. Raises NotAllowed when it is empty or too long."""
    if not text or len(text) > LONGEST_OBJECTION:
        raise NotAllowed("too_long" if text else "empty")
    return Objection(text, now)


def write_down(session: Session, means: Means, id: str, said: Remark, *, key: str, by: Actor) -> None:
    """Write down what was said; a chapter that is judged so already stays as it is.

    The three buttons of a chapter share a form, so each has a key of its own. Raises KeyReused when the
    form of an objection was used before, for other words.
    """
    if isinstance(said, Judged):
        if checked(session, means, id).judgements.get(said.chapter) is said.judgement:
            return
        key = f"{key}:{said.chapter}:{said.judgement}"
    verdicts.add(session, means.vault, id, verdict(said).content, key=key, now=said.at, by=by)


def verdict(said: Remark) -> Verdict:
    """Return what was said as it is stored; its seq is given when it is."""
    match said:
        case Judged():
            content: dict[str, object] = {CHAPTER: said.chapter, JUDGEMENT: said.judgement}
        case Objection():
            content = {OBJECTION: said.text}
        case Counted():
            content = {COUNTED: said.period}
    return Verdict(0, json.dumps(content), said.at)


def read(stored: Verdict) -> Remark:
    """Return what was said, as it was stored."""
    content = json.loads(stored.content)
    if CHAPTER in content:
        return Judged(content[CHAPTER], Judgement(content[JUDGEMENT]), stored.at)
    if OBJECTION in content:
        return Objection(content[OBJECTION], stored.at)
    return Counted(content[COUNTED], stored.at)


def checked(session: Session, means: Means, id: str) -> Checked:
    """Return everything that was said when looking back."""
    said = [read(one) for one in verdicts.listed(session, means.vault, id)]
    return Checked(
        tuple(one for one in said if isinstance(one, Judged)),
        tuple(one for one in said if isinstance(one, Objection)),
        tuple(one for one in said if isinstance(one, Counted)),
        consents.listed(session, means.vault, id),
    )
