"""Who may enter: every view declares it, and the app does not start when one forgets. And who is in session.

The doorkeeper holds every request to what is declared here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, current_user

from meedoen_app.actions import signing_in, workbench
from meedoen_app.actions.workbench import Standing
from meedoen_app.core.access.account import Account, Role
from meedoen_app.core.along import Seat
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.errors import NotThere, Refused
from meedoen_app.core.trace import Actor
from meedoen_app.web import clock, limits, pages, sessions
from meedoen_app.web.installation import here
from meedoen_app.web.sessions import CONVERSATION, StaffSession

View = TypeVar("View", bound=Callable[..., Any])
DECLARED = "open_to"
VERSION = version("meedoen")
REFUSED = "geen_toegang"
CASE = "case"


class Who(StrEnum):
    """Whom a view is for. A resident is whoever has opened this very conversation; staff have a role."""

    ANYONE = "iedereen"
    RESIDENT = "inwoner"
    HELPER = "meekijker"
    COACH = Role.COACH
    PROFESSIONAL = Role.PROFESSIONAL
    ADMIN = Role.ADMIN
    PRIVACY = Role.PRIVACY
    POLICY = Role.POLICY
    COUNCIL = Role.COUNCIL


STAFF = tuple(Who(role) for role in Role)


@dataclass(frozen=True, slots=True)
class Door:
    """What a view declares: whom it is for, and whether staff have to show a second factor just before.

    A view of one case declares in `case` what somebody must have to do with it.

    What staff send carries the seal of a form of ours, but for leaving: a page that has only that button is
    the same to the byte for whatever is not there (security Z2).

    Who sends once more what gave a case away (`gives_away`) worked on it, and comes back at their list.
    """

    who: tuple[Who, ...]
    fresh: bool = False
    sealed: bool = True
    case: frozenset[Relation] = frozenset()
    gives_away: bool = False

    def __str__(self) -> str:
        return " ".join(self.who)

    @property
    def is_for_staff(self) -> bool:
        return not set(STAFF).isdisjoint(self.who)


class Undeclared(Exception):
    """A view does not say who may enter, or stands where their session is not seen."""


class SessionOver(Refused):
    """Nobody is in session for this conversation, and this page is somebody's own."""


class LooksNoMore(Refused):
    """Nobody looks along in this session any more, and this page is for who does."""


class GivenAway(Refused):
    """This member of staff gave this case away just before, and sent the same once more."""


class SignedOut(Refused):
    """Nobody of the staff is in session, and this page is theirs."""


class NotForThisRole(Refused):
    """Somebody of the staff is in session, with another role than this page is for."""


class NotFresh(Refused):
    """It is too long ago that this member of staff showed a second factor for what is asked here."""


class Resident(UserMixin):  # type: ignore[misc]  # Flask-Login has no types.
    """The resident in session, known only by the conversation that is open."""

    def __init__(self, conversation: str) -> None:
        self.id = conversation


class Member(UserMixin):  # type: ignore[misc]  # Flask-Login has no types.
    """The member of staff in session."""

    def __init__(self, account: Account) -> None:
        self.id = account.id
        self.account = account


def open_to(
    *who: Who,
    fresh: bool = False,
    sealed: bool = True,
    case: Iterable[Relation] = (),
    gives_away: bool = False,
) -> Callable[[View], View]:
    """Declare whom a view is for; with `fresh` a second factor is asked that is older than five minutes."""

    def declare(view: View) -> View:
        setattr(view, DECLARED, Door(who, fresh, sealed, frozenset(case), gives_away))
        return view

    return declare


def install(app: Flask) -> None:
    manager = LoginManager(app)
    manager.request_loader(lambda request: _in_session())
    app.context_processor(_whose_page)


def check_declared(app: Flask) -> None:
    """Raise Undeclared, naming the view, unless every view says who may enter.

    Under /werk only the session of staff is seen, and elsewhere only that of a resident: a view for the one
    that stands where the other's is seen would be closed to all, or open to nobody knows whom. A view of one
    case says what staff must have to do with it.
    """
    for endpoint, view in app.view_functions.items():
        if not isinstance(getattr(view, DECLARED, None), Door) or not getattr(view, DECLARED).who:
            raise Undeclared(endpoint)
    for rule in app.url_map.iter_rules():
        door = door_of(app, rule.endpoint)
        is_theirs = sessions.is_for_staff(rule.rule)
        if door.who != (Who.ANYONE,) and door.is_for_staff is not is_theirs:
            raise Undeclared(rule.endpoint)
        if bool(door.case) is not (is_theirs and CASE in rule.arguments):
            raise Undeclared(rule.endpoint)


def door_of(app: Flask, endpoint: str) -> Door:
    door: Door = getattr(app.view_functions[endpoint], DECLARED)
    return door


def staff() -> Account:
    """Return the account in session. Raises SignedOut."""
    account = _member()
    if account is None:
        raise SignedOut
    return account


def require_fresh() -> None:
    """Raise NotFresh unless this member of staff showed a second factor at most five minutes ago."""
    if not sessions.of_staff().is_fresh(clock.now()):
        raise NotFresh


def seat() -> Seat:
    """Return where somebody looks along in this session. Raises LooksNoMore."""
    found = sessions.current().seat
    if found is None:
        raise LooksNoMore
    return found


def standing(transaction: Any, case: str) -> Standing:
    """Return what this member of staff has to do with a case, as it is in this transaction.

    Raises NotThere when that is not what the view declares, GivenAway for who sends again what gave it away.
    """
    door = door_of(current_app, request.endpoint or "")
    try:
        return workbench.stand(transaction, pages.means(), case, staff(), door.case, clock.now())
    except NotThere as refusal:
        if door.gives_away and _gave_away(transaction, case):
            raise GivenAway from refusal
        raise


def _gave_away(transaction: Any, case: str) -> bool:
    return pages.is_sealed(staff().id) and workbench.gave_away(transaction, case, staff().id)


def actor() -> Actor:
    """Return who acts in this request, for the trace. A resident is known by the conversation alone."""
    if Who.HELPER in door_of(current_app, request.endpoint or "").who:
        return Actor(seat().actor, Who.HELPER, origin=limits.short_network(), app_version=VERSION)
    if not sessions.is_for_staff(request.path):
        return Actor(id="", role=Who.RESIDENT, app_version=VERSION)
    account = _member()
    if account is None:
        return Actor(id="", role=Who.ANYONE, origin=limits.short_network(), app_version=VERSION)
    return Actor(account.id, account.role, account.team, origin=limits.short_network(), app_version=VERSION)


def note_denied(account: Account) -> None:
    """Note in the trace of accounts that somebody of the staff was refused something."""
    with here().database.writing() as transaction:
        signing_in.denied(transaction, pages.means(), REFUSED, account.id, now=clock.now(), by=actor())


def _in_session() -> UserMixin | None:
    found = sessions.current()
    if isinstance(found, StaffSession):
        return Member(found.account) if found.account else None
    return Resident(session[CONVERSATION]) if CONVERSATION in session else None


def _member() -> Account | None:
    account: Account | None = getattr(current_user, "account", None)
    return account


def _whose_page() -> dict[str, Any]:
    """Tell every template who of the staff looks at it, and for how many seconds they are in."""
    account = _member()
    return (
        {"staff": account, "staff_seconds": sessions.current().seconds_left(clock.now())} if account else {}
    )
