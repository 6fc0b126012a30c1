"""A resident's own sign-in elsewhere, where the municipality connects one: it reopens what was linked."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import own_login
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.delivery.oidc import Away, Login, NotBelieved
from meedoen_app.web import clock, limits, login, pages, sessions, start
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.login import Back

OPEN, LINK = "open", "koppel"
KNOWN_AS = "van_inlog"

bp = Blueprint("own_login", __name__)


@bp.post("/verder/inlog")
@open_to(Who.ANYONE)
@limits.per_network(login.AT_ONCE)
def begin() -> Response:
    return login.leave(_login(), OPEN, ".come_back")


@bp.post("/g/<id>/inlog")
@open_to(Who.RESIDENT)
@limits.per_network(login.AT_ONCE)
def link(id: str) -> Response:
    """Go and sign in, so that it reopens this conversation; or let no sign-in do so any more."""
    pages.require_seal(id)
    if request.form.get("doe") == LINK:
        return login.leave(_login(), LINK, ".come_back", target=id)
    with here().database.writing() as transaction:
        own_login.unlink(transaction, pages.means(), id, now=clock.now(), by=actor())
    return redirect(url_for("keeping.words", id=id), 303)


@bp.get("/verder/terug")
@open_to(Who.ANYONE)
@limits.per_network(login.AT_ONCE, deduct_when=limits.is_wrong)
def come_back() -> Response:
    """Go on where somebody left to sign in. The provider sends them here by its own redirect."""
    back = login.come_back(_login())
    return _link(back) if back.errand == LINK else _open(back)


@bp.get("/verder/kies")
@open_to(Who.ANYONE)
def choose() -> Response:
    """Show which conversations this sign-in reopens: only from which day they are."""
    found = _reopened()
    if not found:
        return redirect(url_for("start.resume"), 303)
    return pages.page("start/own_conversations.html", conversations=found, personal=True)


@bp.post("/verder/kies")
@open_to(Who.ANYONE)
def chosen() -> Response:
    found = [one.id for one in _reopened() if one.id == request.form.get("gesprek")]
    if not found:
        return redirect(url_for("start.resume"), 303)
    return _go_on_in(found[0])


@bp.errorhandler(NotBelieved)
@bp.errorhandler(Away)
def _refuse(fault: NotBelieved | Away) -> Response:
    return login.refused(fault, *_other_way())


def _other_way() -> tuple[str, str]:
    return url_for("start.resume"), _("Naar ‘ik ga verder’")


def _login() -> Login:
    return login.connected(here().resident_login)


def _link(back: Back) -> Response:
    """Link the conversation that was open when they left, if it still is."""
    id = back.target
    if sessions.current().conversation != id:
        raise NotBelieved("session")
    try:
        with here().database.writing() as transaction:
            own_login.link(
                transaction, pages.means(), id, back.signed_in.identity, now=clock.now(), by=actor()
            )
    except NotAllowed:
        return login.no(_("Bij dit gesprek hoort al een andere inlog."), *_other_way())
    sessions.current().open(id)
    return redirect(url_for("keeping.words", id=id), 303)


def _open(back: Back) -> Response:
    with here().database.writing() as transaction:
        known_as = own_login.known_as(transaction, pages.means(), back.signed_in.identity)
        found = own_login.conversations_of(transaction, known_as, now=clock.now())
    if not found:
        text = _("Bij uw inlog hoort hier geen gesprek. Heeft u zes woorden? Ga daarmee verder.")
        return login.no(text, *_other_way())
    if len(found) == 1:
        return _go_on_in(found[0].id)
    session = sessions.current()
    session[KNOWN_AS], session.renewed = known_as, True
    return redirect(url_for(".choose"), 303)


def _reopened() -> tuple[Conversation, ...]:
    known_as = sessions.current().get(KNOWN_AS)
    if not known_as:
        return ()
    with here().database.reading() as transaction:
        return own_login.conversations_of(transaction, known_as, now=clock.now())


def _go_on_in(id: str) -> Response:
    sessions.current().pop(KNOWN_AS, None)
    return start.go_on_in(id)
