"""Asking the adults of one household to be looked at together, each alone; and stopping that."""

from collections.abc import Sequence
from datetime import datetime

from meedoen_app.actions import casework, handing_over
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import household
from meedoen_app.core.casework.household import Household
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, handoffs, households
from meedoen_app.storage.database import Session


def hold(session: Session, account: str, cases: Sequence[str]) -> None:
    """Hold these cases of somebody, and those they were asked together with, before any is looked at.

    So two who ask or stop at once, each from another case, come one after the other.
    """
    own = set(assignments.cases_of(session, account)).intersection(cases)
    casework.hold_several(session, own | households.asked_with(session, own))


def ask(
    session: Session, means: Means, account: str, cases: Sequence[str], *, now: datetime, by: Actor
) -> None:
    """Ask these adults. Raises NotAllowed for fewer than two, another's cases, and where it is unsafe.

    Who went to another team works on the cases of the former one no more.
    """
    own = set(assignments.cases_of(session, account))
    if len(set(cases)) < household.LEAST or not own.issuperset(cases):
        raise NotAllowed("cases")
    found = [handoffs.get(session, case) for case in sorted(set(cases))]
    if {one.team for one in found} != {accounts.get(session, account).team}:
        raise NotAllowed("cases")
    if any(one.is_withdrawn_or_closed for one in found):
        raise NotAllowed("cases")
    if len({one.conversation for one in found}) < len(found):
        raise NotAllowed("cases")
    if not household.may_be_asked(handoffs.reach(session, means.vault, one.id) for one in found):
        raise NotAllowed("unsafe")
    households.ask(session, means.vault, [one.id for one in found], now=now, by=by)


def say(
    session: Session, means: Means, conversation: str, case: str, said: bool, *, now: datetime, by: Actor
) -> None:
    """Write down one's own yes or no. Raises NotThere for another's case, or for who was not asked."""
    households.say(
        session, means.vault, handing_over.own(session, conversation, case).id, said, now=now, by=by
    )


def of_case(session: Session, means: Means, case: str) -> Household | None:
    """Return the household of a case; None where nobody was asked, or somebody must be careful since."""
    found = households.of_case(session, means.vault, case)
    if found is None:
        return None
    reaches = [handoffs.reach(session, means.vault, one.case) for one in found.members]
    over = any(handoffs.get(session, one.case).is_withdrawn_or_closed for one in found.members)
    return found if household.may_be_asked(reaches) and not over else None


def stop(session: Session, means: Means, case: str, *, now: datetime, by: Actor) -> None:
    """Let these adults not be looked at together any more. Where that was not so it is nothing."""
    households.leave(session, means.vault, case, now=now, by=by)
