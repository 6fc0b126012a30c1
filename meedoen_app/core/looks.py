"""Who looked and who changed something: the trace as the resident of whom it is reads it (security Z10)."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meedoen_app.core.access.account import Role
from meedoen_app.core.casework.assignment import Glass
from meedoen_app.core.trace import Action, Ground, Line

RESIDENT = "inwoner"  # As the role of an actor. What residents do themselves is summed up, not listed.
LOOKING = frozenset(
    {Action.READ, Action.SEARCH, Action.EXPORT, Action.PRINT, Action.BREAK_GLASS, Action.DENIED}
)
AT_A_TIME = 50
SAFETY = "veiligheid"  # How the trace names a note about safety, and what begins with it the saying on it.
GLASS_SEEN = "noodsprong_bekeken"  # The privacy officer looked who broke the glass.


class Which(StrEnum):
    """What somebody wants to see of their log. To look in vain is to look."""

    ALL = "alles"
    LOOKED = "gekeken"
    CHANGED = "veranderd"


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who looked or changed something, as they then were. A system has a role and no account."""

    account: str
    role: str
    team: str


@dataclass(frozen=True, slots=True)
class Own:
    """What a resident did themselves: how often, and when for the last time."""

    times: int
    last: datetime | None


def told(lines: Iterable[Line], glasses: Iterable[Glass], hushed: Set[str]) -> tuple[Line, ...]:
    """Return what the resident may read now: all but a broken glass of which telling is not safe yet, and
    what gives away that there is a note about safety in one of the `hushed` cases (AVG art. 23).
    """
    quiet = [glass for glass in glasses if glass.is_quiet]
    grounds, cases = {Ground.GLASS.of(one.ref) for one in quiet}, {one.case for one in quiet}
    return tuple(
        line
        for line in lines
        if line.event.ground not in grounds
        and not (line.event.name == GLASS_SEEN and line.event.object_id in cases)
        and not (hushed and _gives_away(line, hushed))
    )


def _gives_away(line: Line, hushed: Set[str]) -> bool:
    is_of_officer = line.actor.role == Role.PRIVACY and line.event.object_id in hushed
    return is_of_officer or line.event.name.startswith(SAFETY)


def own(lines: Iterable[Line]) -> Own:
    """Return what the resident did, in short."""
    moments = [line.at for line in lines if line.actor.role == RESIDENT]
    return Own(len(moments), max(moments, default=None))


def by_others(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what anybody else did, the newest first."""
    others = [line for line in lines if line.actor.role != RESIDENT]
    return tuple(sorted(others, key=lambda line: line.seq, reverse=True))


def people(lines: Sequence[Line]) -> tuple[Onlooker, ...]:
    """Return everybody in these lines, who came first before the others, so that a number stays theirs."""
    return tuple(dict.fromkeys(onlooker(line) for line in sorted(lines, key=lambda line: line.seq)))


def onlooker(line: Line) -> Onlooker:
    return Onlooker(line.actor.id, line.actor.role, line.actor.org)


def chosen(lines: Iterable[Line], which: Which, who: Onlooker | None) -> tuple[Line, ...]:
    """Return the lines of this kind, and of this person when there is one."""
    return tuple(
        line
        for line in lines
        if who in (None, onlooker(line))
        and (which is Which.ALL or (line.event.action in LOOKING) is (which is Which.LOOKED))
    )
