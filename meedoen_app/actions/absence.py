"""Being absent until a day, and taking over what cannot wait for it.

A desk stays live when all of its team are absent: what comes in waits there, and who shares reads that.
"""

from collections.abc import Sequence
from datetime import date, datetime

from meedoen_app.actions import casework
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, assignments, handoffs, trace
from meedoen_app.storage.database import Session

ABSENT, PRESENT = "afwezig", "aanwezig"


def be_absent(
    session: Session, means: Means, id: str, until: date | None, *, today: date, now: datetime, by: Actor
) -> None:
    """Be absent up to and including a day; None is: there again. Raises NotThere, NotAllowed ("day")."""
    if until is not None and until < today:
        raise NotAllowed("day")
    accounts.set_absence(session, id, until)
    name = ABSENT if until else PRESENT
    trace.append(session, means.vault, by, Event(Action.CONFIG, name, accounts.ACCOUNT, id), now=now)


def require_present(session: Session, id: str, today: date) -> None:
    """Raise NotAllowed for who is absent: whoever gives them a case says that they know."""
    account = accounts.find(session, id)
    if account is not None and account.is_absent(today):
        raise NotAllowed("absent")


def due(
    session: Session, team: str, *, today: date, now: datetime, most: int, skip: int = 0
) -> Sequence[tuple[Handoff, str]]:
    """Return what is due of colleagues who are absent, each with their name: only that it is there."""
    return handoffs.of_absent(session, team, today, now, most=most, skip=skip) if team else ()


def worker(session: Session, id: str, account: str, today: date) -> Account:
    """Return the colleague who works on a case and is absent. Raises NotAllowed when there is none."""
    there = assignments.active(session, id)
    found = accounts.find(session, there.account) if there and there.account != account else None
    if found is None or not found.is_absent(today):
        raise NotAllowed("taken")
    return found


def take_over(
    session: Session,
    means: Means,
    id: str,
    account: str,
    reason: str,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> None:
    """Take over a case of a colleague who is absent, with the reason. Whoever was the regisseur gives that.

    Raises NotAllowed when nobody absent works on it ("taken"), without a reason, and when it is over.
    """
    worker(session, id, account, today)
    if casework.case_of(session, means, id).is_over(handoffs.get(session, id).withdrawn_at):
        raise NotAllowed("over")
    casework.pass_on(session, means, id, account, reason, now=now, by=by)
