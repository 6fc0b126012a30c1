"""The conversation itself, who takes part in it, and what is kept of it besides the answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.reading import Reading

VISIT_LASTS = timedelta(hours=16)
DAYS_KEPT = 90
DAYS_A_PLAN_IS_KEPT = 396  # 13 months: a year, and a month to come back in.


class State(StrEnum):
    """Where a conversation stands. An erased one is not there any more."""

    OPEN = "open"
    FINISHED = "afgerond"


class Keeping(StrEnum):
    """What the resident chose: only this visit, or kept to come back to; with a plan that is longer."""

    VISIT = "bezoek"
    KEPT = "bewaard"
    PLAN = "bewaard_met_plan"

    @property
    def is_kept(self) -> bool:
        return self is not Keeping.VISIT


class Role(StrEnum):
    """As what somebody takes part in a conversation."""

    RESIDENT = "inwoner"
    HELPER = "helper"
    CARER = "mantelzorger"
    COACH = "buurtcoach"


class SnapshotKind(StrEnum):
    """Which page was kept as it was shown."""

    LADDER = "ladder"
    ADVICE = "advies"


@dataclass(frozen=True, slots=True)
class Conversation:
    """One keukentafelgesprek. The id is random, names nobody and opens nothing.

    `content_version` is the version of the questions that it started with and keeps, `notice` that of
    the privacy notice that could be read before it.
    """

    id: str
    state: State
    keeping: Keeping
    content_version: str
    notice: str
    reading: Reading
    created_at: datetime
    visited_at: datetime
    expires_at: datetime

    def is_there(self, now: datetime) -> bool:
        """Say whether somebody can come back to it: it is kept, and its time is not over."""
        return self.keeping.is_kept and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at the table, by number. Number 1 is the resident."""

    number: int
    role: Role


@dataclass(frozen=True, slots=True)
class Note:
    """What the resident said besides the answers: to "klopt dit?", or in the plan.

    `content` is JSON; a later one never removes an earlier.
    """

    seq: int
    content: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A result as it was shown, so that tomorrow's rules do not rewrite it. `content` is JSON."""

    number: int
    kind: SnapshotKind
    rule_version: str
    at: datetime
    content: str
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What came when nobody was in session: an answer or a note. It is offered at the next opening."""

    number: int
    key: str
    said: Entry | Note
    at: datetime


def expiry(keeping: Keeping, now: datetime, days: int = DAYS_KEPT) -> datetime:
    """Return until when a conversation stays that was opened or added to just now.

    A visit is over when its session (8 hours) and the last seal given out in it (8 hours) are. What is
    kept and not shared stays 90 days, or as many as the municipality sets; with a plan 13 months.
    """
    if keeping is Keeping.VISIT:
        return now + VISIT_LASTS
    return now + timedelta(days=max(days, DAYS_A_PLAN_IS_KEPT) if keeping is Keeping.PLAN else days)
