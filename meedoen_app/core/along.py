"""Looking along: somebody whom the resident knows reads chosen chapters, and has a column of their own.

What they write stands beside the words of the resident and never in them: no answer, no need and no place on
the ladder comes from it. Some make little of what is hard, and another sees it (research §7 P7, P8, P9).
Who looks along is told of independent support as the resident is (Wmo 2015 art. 2.3.2 lid 3).
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from meedoen_app.core.consent import Consent
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import LONGEST_WORDS, Support

RECIPIENT = "meekijker"
LONGEST_BESIDE = 2000


class HelperRole(StrEnum):
    """What somebody who looks along is to the resident."""

    CARER = "mantelzorger"
    FAMILY = "familie"
    FRIEND = "vriend"
    VOLUNTEER = "vrijwilliger"


class Weight(StrEnum):
    """How it is to care for somebody, in the carer's own choice of words. Nothing is counted from it."""

    FINE = "gaat_goed"
    SOMETIMES = "soms_zwaar"
    OFTEN = "vaak_zwaar"


class Relief(StrEnum):
    """What would help a carer."""

    TAKE_OVER = "overnemen"
    TALK = "praten"
    ADVICE = "uitleg"
    PAPERS = "regelen"
    OWN_TIME = "tijd_voor_mij"
    NOTHING = "niets"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody looks along: at which conversation, as which number."""

    conversation: str
    number: int

    @property
    def ref(self) -> str:
        """Return how forms call this seat. Nobody sees by it which conversation that is."""
        return f"{RECIPIENT}:{sha256(f'{self.conversation}:{self.number}'.encode()).hexdigest()}"

    @property
    def actor(self) -> str:
        """Return how the trace and a consent call who sits here."""
        return actor(self.number)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who looks along, or did. What they may read stands in the consent."""

    number: int
    role: HelperRole
    created_at: datetime
    revoked_at: datetime | None = None
    consent: Consent | None = None

    def looks_at(self, now: datetime) -> bool:
        return self.revoked_at is None and self.consent is not None and self.consent.holds_at(now)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a resident chose: what somebody is to them, which chapters, until when."""

    role: HelperRole
    parts: frozenset[str]
    ends_at: datetime

    def accept(self, offered: Set[str]) -> None:
        """Raise NotAllowed for no chapter at all, and for one that cannot be shown."""
        if not self.parts:
            raise NotAllowed("nothing")
        if not self.parts <= offered:
            raise NotAllowed("parts")


@dataclass(frozen=True, slots=True)
class HelperSaid:
    """What somebody who looks along sees or notices in one chapter. The newest holds; empty takes it back."""

    helper: int
    chapter: str
    words: str
    at: datetime

    def accept(self) -> None:
        if len(self.words) > LONGEST_BESIDE:
            raise NotAllowed("too_long")


@dataclass(frozen=True, slots=True)
class CarerCheck:
    """How a carer is themselves: three questions, each may stay open (research §7 P9)."""

    helper: int
    weight: Weight | None
    relief: frozenset[Relief]
    words: str
    at: datetime

    def accept(self) -> None:
        if len(self.words) > LONGEST_WORDS:
            raise NotAllowed("too_long")

    @property
    def is_empty(self) -> bool:
        return self.weight is None and not self.relief and not self.words


@dataclass(frozen=True, slots=True)
class HelperSupport:
    """Independent support was offered to somebody who looks along, and this is what they said to it."""

    helper: int
    said: Support
    at: datetime


Line = HelperSaid | CarerCheck | HelperSupport


@dataclass(frozen=True, slots=True)
class Column:
    """The own column of somebody who looks along: their newest words per chapter, and about themselves."""

    helper: Helper
    said: Mapping[str, HelperSaid] = field(default_factory=dict)
    check: CarerCheck | None = None
    support: HelperSupport | None = None

    @property
    def is_empty(self) -> bool:
        return not self.said and self.check is None

    def only(self, parts: Set[str]) -> "Column":
        """Return what of it is about these chapters, and what they said about themselves."""
        said = {id: one for id, one in self.said.items() if id in parts}
        return Column(self.helper, said, self.check, self.support)


def actor(number: int) -> str:
    return f"{RECIPIENT}:{number}"


def columns(helpers: Iterable[Helper], lines: Iterable[Line]) -> tuple[Column, ...]:
    """Return the column of each helper, from everything that was written, the oldest first."""
    written = tuple(lines)
    return tuple(
        _column(helper, [one for one in written if one.helper == helper.number]) for helper in helpers
    )


def _column(helper: Helper, lines: Iterable[Line]) -> Column:
    said: dict[str, HelperSaid] = {}
    check: CarerCheck | None = None
    support: HelperSupport | None = None
    for line in lines:
        match line:
            case HelperSaid():
                said[line.chapter] = line
            case CarerCheck():
                check = line
            case HelperSupport():
                support = line
    kept = {chapter: one for chapter, one in said.items() if one.words}
    return Column(helper, kept, None if check is None or check.is_empty else check, support)
