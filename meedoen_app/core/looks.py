"""Who looked and who changed something: the trace as the resident of whom it is reads it (security Z10)."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from meedoen_app.core.access.account import Role
from meedoen_app.core.casework.assignment import Glass
from meedoen_app.core.trace import Action, Ground, Line

RESIDENT = "inwoner"  # As the role of an actor. Of what residents do themselves only the last day is told.
LOOKING = frozenset(
    {Action.READ, Action.SEARCH, Action.EXPORT, Action.PRINT, Action.BREAK_GLASS, Action.DENIED}
)
ALONE = frozenset({Action.BREAK_GLASS, Action.DENIED})  # Never summed up with something else.
AT_A_TIME = 20  # So many cards on a page: one for each person and day.
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
class Visit:
    """What one person did on one day, the newest first; a refusal and a broken glass are each a visit."""

    who: Onlooker
    day: date
    lines: tuple[Line, ...]


def told(lines: Iterable[Line], glasses: Iterable[Glass], hushed: Set[str]) -> tuple[Line, ...]:
    """Return what the resident may read now: all but a broken glass of which telling is not safe yet, also
    where who broke it was refused, and what gives away that there is a note about safety in one of the
    `hushed` cases (AVG art. 23).
    """
    quiet = [glass for glass in glasses if glass.is_quiet]
    grounds, cases = {Ground.GLASS.of(one.ref) for one in quiet}, {one.case for one in quiet}
    by_whom = {(one.account, one.case) for one in quiet}
    return tuple(
        line
        for line in lines
        if line.event.ground not in grounds
        and not (line.event.name == GLASS_SEEN and line.event.object_id in cases)
        and not (line.event.action is Action.DENIED and (line.actor.id, line.event.object_id) in by_whom)
        and not (hushed and _gives_away(line, hushed))
    )


def _gives_away(line: Line, hushed: Set[str]) -> bool:
    is_of_officer = line.actor.role == Role.PRIVACY and line.event.object_id in hushed
    return is_of_officer or line.event.name.startswith(SAFETY)


def own_last(lines: Iterable[Line]) -> datetime | None:
    """Return when the resident did something themselves for the last time; None is: never."""
    return max((line.at for line in lines if line.actor.role == RESIDENT), default=None)


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


def visits(lines: Iterable[Line], day_of: Callable[[datetime], date]) -> tuple[Visit, ...]:
    """Return these lines by person and day, in the order in which they come: every line is in one visit."""
    found: dict[tuple[Onlooker, date, int | None], list[Line]] = {}
    for line in lines:
        alone = line.seq if line.event.action in ALONE else None
        found.setdefault((onlooker(line), day_of(line.at), alone), []).append(line)
    return tuple(Visit(who, day, tuple(told)) for (who, day, _seq), told in found.items())
