"""Looking in need without working on a case: for an hour, and others are told of it (security Z6)."""

from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import casework, letters, telling, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core import looks
from meedoen_app.core.access.account import Role
from meedoen_app.core.casework import around
from meedoen_app.core.casework.assignment import GLASS_LASTS, Glass
from meedoen_app.core.errors import NotThere
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import accounts, assignments, handoffs
from meedoen_app.storage.database import Session

REPORT = "noodsprong_gemeld"
OVERSIGHT = Ground.LAW.of("AVG art. 39 lid 1 b")


def break_glass(
    session: Session,
    means: Means,
    number: str,
    account: str,
    reason: str,
    *,
    quiet: bool = False,
    notice: Letter,
    report: Letter,
    now: datetime,
    by: Actor,
) -> str:
    """Look at the case with this number without working on it, and return its id. What holds already is not
    broken twice.

    Every privacy officer gets the `report` at once. The resident gets the `notice` that there is news; of a
    `quiet` look they are not told yet. Raises NotThere, NotAllowed without a reason.
    """
    casework.require_reason(reason)
    id = handoffs.numbered(session, number)
    if not workbench.is_shared(session, means, casework.hold(session, id), now):
        raise NotThere(handoffs.HANDOFF)
    open_now = assignments.glass(session, id, account, now)
    if open_now is not None and open_now.is_quiet == quiet:
        return id
    until = now + GLASS_LASTS
    broken = assignments.break_glass(
        session, means.vault, id, account, reason=reason, until=until, quiet=quiet, now=now, by=by
    )
    if not quiet:
        _tell_resident(session, means, broken, notice, now=now, by=by)
    _tell_officers(session, means, broken, report, now=now, by=by)
    return id


def listed(
    session: Session, means: Means, *, most: int, now: datetime, by: Actor
) -> tuple[tuple[Glass, str], ...]:
    """Return every quiet glass and those that were broken last, each with its reason; the look is noted."""
    found = assignments.glasses(session, means.vault, most=most)
    events = {
        glass.case: Event(Action.READ, looks.GLASS_SEEN, handoffs.HANDOFF, glass.case, ground=OVERSIGHT)
        for glass, _ in found
    }
    handoffs.note_all(session, means.vault, events, now=now, by=by)
    return found


def tell(
    session: Session, means: Means, id: str, number: int, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Let the resident read of a quiet glass from now on, and tell them that there is news.

    Raises NotThere.
    """
    casework.hold(session, id)
    broken = assignments.tell_of_glass(session, means.vault, id, number, now=now, by=by)
    if broken is not None:
        _tell_resident(session, means, broken, notice, now=now, by=by)


def _tell_resident(
    session: Session, means: Means, broken: Glass, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Write in the case who looked, and when: who tells of it later is another, on another day."""
    line = around.GlassBroken(now, broken.account, broken.from_at)
    casework.write_down(session, means, broken.case, line, key=f"noodsprong:{broken.number}", by=by)
    telling.tell(session, means, broken.case, notice, now=now, by=by)


def _tell_officers(
    session: Session, means: Means, broken: Glass, report: Letter, *, now: datetime, by: Actor
) -> None:
    """Mail who watches over what is shared that somebody looked: neither who it was nor at whom."""
    for one in accounts.having(session, [Role.PRIVACY]):
        letter, once = replace(report, to=one.mail), f"noodsprong:{broken.ref}:{one.id}"
        letters.leave(session, means, REPORT, letter, once=once, now=now, by=by)
