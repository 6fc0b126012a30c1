"""Being absent until a day, and taking over what cannot wait for it.

A desk stays live when all of its team are absent: what comes in waits there, and who shares reads that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from meedoen_app.actions import casework, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import hearing
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, assignments, handoffs, trace
from meedoen_app.storage.database import Session

ABSENT, PRESENT = "afwezig", "aanwezig"


@dataclass(frozen=True, slots=True)
class Asking:
    """A case of a colleague who is absent, with what its resident wrote that nobody answered to yet."""

    handoff: Handoff
    colleague: str
    unheard: tuple[Line, ...]

    def is_due(self, today: date) -> bool:
        """Say whether something has to be done by today. The day of what is closed says only that it asks."""
        due = self.handoff.due_on if self.handoff.closed_at is None else None
        return due is not None and due <= today


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


def asking(
    session: Session, means: Means, reader: Account, *, today: date, now: datetime, most: int, skip: int = 0
) -> Sequence[Asking]:
    """Return what of absent colleagues of the reader does not wait for them: only that it is there.

    First what is due, then that of which the resident wrote something, what waits longest first.
    """
    team = reader.team
    found = handoffs.of_absent(session, team, reader.id, today, now) if team else ()
    said = workbench.unheard(session, means, [handoff for handoff, _name in found])
    every = [Asking(handoff, name, said[handoff.id]) for handoff, name in found]
    due = [one for one in every if one.is_due(today)]
    news = [one for one in every if one.unheard and not one.is_due(today)]
    return [*due, *sorted(news, key=lambda one: one.unheard[0].at)][skip : skip + most]


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

    Raises NotAllowed when nobody absent works on it ("taken"), without a reason, and when it is over, unless
    its resident waits for an answer.
    """
    worker(session, id, account, today)
    case, handoff = casework.case_of(session, means, id), handoffs.get(session, id)
    if case.is_over(handoff.withdrawn_at) and not hearing.waits(case, handoff):
        raise NotAllowed("over")
    casework.pass_on(session, means, id, account, reason, now=now, by=by)
