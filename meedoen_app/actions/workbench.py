"""The workbench: what somebody works on, and looking at it, which is always written in the trace."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import casework, choices, showing
from meedoen_app.actions.means import Means
from meedoen_app.actions.showing import Shown
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import hearing
from meedoen_app.core.casework.assignment import Assignment, Relation, relations
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.clock import Running
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotThere
from meedoen_app.core.handoff import Handoff, Reach
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import accounts, assignments, case_lines, handoffs, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.handoffs import HANDOFF

LOOKED, SEARCHED, PRINTED = "gelezen", "gezocht", "geprint"
REFUSED = "geen_toegang"


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account has to do with a case at this moment, and on what ground it may look.

    Through a broken glass that is `until` a moment.
    """

    handoff: Handoff
    relation: Relation
    ground: str
    until: datetime | None = None


@dataclass(frozen=True)
class Looked:
    """A case as whoever may look at it sees it now."""

    standing: Standing
    shown: Shown
    reach: Reach
    case: Case
    running: tuple[Running, ...]
    worker: str
    is_coordinated: bool
    is_gone: bool

    @property
    def handoff(self) -> Handoff:
        return self.standing.handoff

    @property
    def is_over(self) -> bool:
        return self.case.is_over(self.handoff.withdrawn_at)

    @property
    def is_stopped(self) -> bool:
        return self.case.is_stopped(self.handoff.withdrawn_at)

    @property
    def unheard_after_closing(self) -> tuple[Line, ...]:
        """Return what the resident wrote when the work was done, and nobody answered to yet."""
        is_closed = self.case.closed is not None and not self.is_stopped
        return hearing.unheard(self.case, self.handoff.shared_at) if is_closed else ()


@dataclass(frozen=True, slots=True)
class Mine:
    """A case that somebody works on, as their lists show it: what was told is not in it."""

    handoff: Handoff
    reach: Reach
    case: Case
    running: tuple[Running, ...]
    is_gone: bool

    @property
    def is_over(self) -> bool:
        return self.case.is_over(self.handoff.withdrawn_at)

    @property
    def is_stopped(self) -> bool:
        return self.case.is_stopped(self.handoff.withdrawn_at)

    @property
    def unheard(self) -> tuple[Line, ...]:
        """Return what the resident wrote that nobody answered to yet; nothing of what was stopped."""
        return () if self.is_stopped else hearing.unheard(self.case, self.handoff.shared_at)


def stand(
    session: Session, means: Means, id: str, account: Account, wanted: Collection[Relation], now: datetime
) -> Standing:
    """Return what somebody has to do with a case, of what is `wanted` for it.

    Raises NotThere when that is nothing, or it is not shared. A case of another and one that does not exist
    look the same (security Z2).
    """
    handoff = casework.hold(session, id)
    works, glass = assignments.active(session, id), assignments.glass(session, id, account.id, now)
    held = relations(handoff, account.id, account.team, works, glass, now)
    found = next((one for one in held if one in wanted), None)
    if found is None or not is_shared(session, means, handoff, now):
        raise NotThere(HANDOFF)
    if glass and found is Relation.GLASS:
        return Standing(handoff, found, Ground.GLASS.of(glass.ref), glass.until_at)
    return Standing(handoff, found, Ground.ASSIGNMENT.of())


def is_shared(session: Session, means: Means, handoff: Handoff, now: datetime) -> bool:
    """Say whether a case is there for others at all: what is shared by choice while that holds."""
    if handoff.kind is DeskKind.NOTIFICATION:
        return True
    consent = choices.consent_of(session, means, handoff)
    return handoff.withdrawn_at is None and consent is not None and consent.holds_at(now)


def denied(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> bool:
    """Note in the trace of a case that somebody was refused it; False where there is no such case."""
    try:
        handoffs.note(session, means.vault, id, Event(Action.DENIED, REFUSED, HANDOFF, id), now=now, by=by)
    except NotThere:
        return False
    return True


def gave_away(session: Session, id: str, account: str) -> bool:
    """Say whether somebody worked on a case once: they know of it, also when it is with a colleague now."""
    return assignments.gave_away(session, id, account)


def look(
    session: Session,
    means: Means,
    standing: Standing,
    *,
    now: datetime,
    by: Actor,
    action: Action = Action.READ,
) -> Looked:
    """Return a case, and write in the trace who looked, at which parts and on what ground (security Z8).

    Where that cannot be written nothing is returned.
    """
    handoff = standing.handoff
    shown = showing.shown(session, means, handoff, now)
    parts = ",".join(sorted(shown.sharing.parts))
    name = PRINTED if action is Action.PRINT else LOOKED
    event = Event(action, name, HANDOFF, handoff.id, part=parts, ground=standing.ground)
    handoffs.note(session, means.vault, handoff.id, event, now=now, by=by)
    case = casework.case_of(session, means, handoff.id)
    worker, is_coordinated = casework.worker_of(session, handoff)
    return Looked(
        standing,
        shown,
        handoffs.reach(session, means.vault, handoff.id),
        case,
        casework.running(means, handoff, case),
        worker,
        is_coordinated,
        casework.is_gone(session, handoff),
    )


def mine(session: Session, means: Means, account: str, now: datetime) -> tuple[Mine, ...]:
    """Return everything that somebody works on, what is due first before the rest, at a flat cost."""
    found = handoffs.of_worker(session, means.vault, account, now)
    written = case_lines.of_cases(session, means.vault, [handoff.id for handoff, _reach in found])
    cases = {id: casework.folded(lines) for id, lines in written.items()}
    gone = casework.gone(session, [handoff for handoff, _reach in found])
    return tuple(
        Mine(one, reach, cases[one.id], casework.running(means, one, cases[one.id]), one.id in gone)
        for one, reach in found
    )


def closed(
    session: Session, means: Means, account: str, now: datetime, *, most: int, skip: int = 0
) -> tuple[tuple[Handoff, Reach], ...]:
    """Return on which cases somebody is done working, so that they find them again: the newest first."""
    return handoffs.closed_of(session, means.vault, account, now, most=most, skip=skip)


def in_need(
    session: Session, account: str, working: Iterable[Mine], now: datetime
) -> tuple[tuple[Handoff, datetime], ...]:
    """Return at which cases somebody looks through a broken glass, each with until when.

    On those of `working` they work by now, and need no glass.
    """
    own = {one.handoff.id for one in working}
    return tuple(one for one in handoffs.seen_in_need(session, account, now) if one[0].id not in own)


def returning(session: Session, account: str, now: datetime) -> int:
    """Return how many cases go back to the team when somebody leaves it, or does other work."""
    return handoffs.count_of_workers(session, [account], now)[account]


def new_for(session: Session, team: str, now: datetime, *, most: int, skip: int = 0) -> Sequence[Handoff]:
    """Return what came in for a team that nobody works on yet: only that it is there."""
    return handoffs.of_nobody(session, team, now, most=most, skip=skip) if team else ()


def unheard(session: Session, means: Means, found: Collection[Handoff]) -> Mapping[str, tuple[Line, ...]]:
    """Return of each of these what the resident wrote that nobody answered to yet, at a flat cost."""
    written = case_lines.of_cases(session, means.vault, [one.id for one in found])
    return {one.id: hearing.unheard(casework.folded(written[one.id]), one.shared_at) for one in found}


def search(
    session: Session, means: Means, account: str, name: str, *, now: datetime, by: Actor
) -> tuple[Mine, ...]:
    """Return of what somebody works on the cases of who is called so; the trace tells of it.

    What is over is not looked through: who took back what they shared is not found by it any more.
    """
    event = Event(Action.SEARCH, SEARCHED, HANDOFF, ground=Ground.ASSIGNMENT.of())
    trace.append(session, means.vault, by, event, now=now)
    wanted = name.casefold()
    found = mine(session, means, account, now)
    return tuple(one for one in found if _is_called(one, wanted))


def _is_called(one: Mine, wanted: str) -> bool:
    return bool(wanted) and not one.is_over and wanted in one.reach.name.casefold()


def history(session: Session, means: Means, id: str) -> tuple[tuple[Assignment, str, str], ...]:
    """Return who worked on a case, each with their name and the reason why it came to them."""
    return tuple(
        (one, account.name if (account := accounts.find(session, one.account)) else "", reason)
        for one, reason in assignments.of_case(session, means.vault, id)
    )


def loads(session: Session, team: str, now: datetime) -> tuple[tuple[Account, int], ...]:
    """Return who of a team takes in, each with how many cases they work on."""
    found = casework.colleagues(session, team)
    counted = handoffs.count_of_workers(session, [one.id for one in found], now)
    return tuple((one, counted[one.id]) for one in found)
