"""Who may open a case: whoever works on it, and for a while whoever broke the glass (security Z6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from meedoen_app.core.access.account import Role
from meedoen_app.core.handoff import Handoff

WORKERS = frozenset({Role.COACH, Role.PROFESSIONAL})  # Who works on cases at all.
GLASS_LASTS = timedelta(minutes=60)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody, by their account, works on a case from one moment until another."""

    case: str
    account: str
    from_at: datetime
    until_at: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.from_at <= moment and (self.until_at is None or moment < self.until_at)


@dataclass(frozen=True, slots=True)
class Coordinator:
    """The one regisseur of a plan, by their account, and the case in which they became that."""

    case: str
    account: str


@dataclass(frozen=True, slots=True)
class Glass:
    """Somebody broke the glass of a case: they look without working on it, for at most an hour.

    A quiet one is not told to its resident yet, because that would not be safe.
    """

    case: str
    account: str
    from_at: datetime
    until_at: datetime
    number: int = 0
    is_quiet: bool = False

    @property
    def ref(self) -> str:
        """Return how it is named in the trace, where its reason does not stand."""
        return f"{self.case}:{self.number}"

    def holds_at(self, moment: datetime) -> bool:
        return self.from_at <= moment < self.until_at


class Relation(StrEnum):
    """What somebody of the municipality has to do with a case."""

    TEAM = "team"
    ASSIGNED = "toegewezen"
    GLASS = "noodsprong"


def relations(
    handoff: Handoff,
    account: str,
    team: str,
    assignment: Assignment | None,
    glass: Glass | None,
    now: datetime,
) -> tuple[Relation, ...]:
    """Return all that an account of a team has to do with a case now, the nearest first; () is nothing.

    Of a case that nobody works on yet the team sees that it is there, and nothing of what is in it. Who
    went to another team works on it no more. Who looks in need at a case of the own team stays of that team.
    """
    is_of_team = bool(team) and handoff.team == team
    if assignment and assignment.account == account and assignment.holds_at(now) and is_of_team:
        return (Relation.ASSIGNED,)
    looks = glass is not None and glass.account == account and glass.holds_at(now)
    found = {Relation.GLASS: looks, Relation.TEAM: is_of_team}
    return tuple(one for one, holds in found.items() if holds)
