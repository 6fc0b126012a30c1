"""Keeping, leaving and coming back: the six words, this device, throwing away."""

from contextlib import suppress
from datetime import date

import structlog
from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import HTTPException

from meedoen_app.actions import keeping
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.access.session import Device
from meedoen_app.core.conversation.conversation import Keeping
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotAllowed, NotThere, OutOfReach, Refused
from meedoen_app.storage import lists
from meedoen_app.web import clock, cookies, following, pages, refusals, sessions, start
from meedoen_app.web.access import SessionOver, Who, actor, open_to
from meedoen_app.web.conversation import go_on
from meedoen_app.web.installation import here

GO_ON, FORGET = "bewaar", "vergeet"
EXTEND, CLOSE, LOCK, ERASE = "verlengen", "afsluiten", "op_slot", "weggooien"
THROW_AWAY = ("keeping.stop_here", "keeping.erase_now")

log = structlog.get_logger()

bp = Blueprint("keeping", __name__)


@bp.get("/g/<id>/woorden")
@open_to(Who.RESIDENT)
def words(id: str) -> Response:
    """Show the six words that open this conversation again, and the telephones that do so without them."""
    opened, devices = pages.look(id), _trusted(id)
    with here().database.reading() as session:
        linked_since = lists.linked_since(session, id)
    return pages.personal(
        "conversation/words.html",
        opened,
        form=pages.hidden(id),
        words=opened.words,
        expires_at=opened.conversation.expires_at,
        has_plan=opened.conversation.keeping is Keeping.PLAN,
        devices=devices,
        linked_since=linked_since,
        reissued=_reissued(id),
        own_device=_own(devices),
        continue_url=url_for("conversation.go_on_from", id=id),
    )


@bp.post("/g/<id>/woorden")
@open_to(Who.RESIDENT)
def trust_device(id: str) -> Response:
    """Go on; and remember this telephone when somebody said that it is their own, or forget one."""
    if _asked(id, GO_ON, FORGET) == FORGET:
        return _forget_device(id, request.form.get("toestel", ""))
    opened = pages.look(id)
    response = go_on(opened)
    former, now, by = cookies.read(request, start.DEVICE), clock.now(), actor()
    if request.form.get("eigen_telefoon") == "ja" and opened.conversation.keeping.is_kept:
        with here().database.writing() as session:
            with suppress(NotThere):  # The cookie is written over, so what it was opens nothing any more.
                keeping.forget_this_device(session, pages.means(), former, now=now, by=by)
            key = request.form.get("sleutel", "")
            token = keeping.trust_device(session, pages.means(), id, key=key, now=now, by=by)
        cookies.give(response, start.DEVICE, token, days=here().settings.draft_days)
    return response


@bp.get("/g/<id>/stop")
@open_to(Who.RESIDENT)
def stop(id: str) -> Response:
    """Say where and how to go on, and until when."""
    opened, found = pages.look_at_plan(id)
    return pages.personal(
        "conversation/stop.html",
        opened,
        form=pages.hidden(id),
        words=opened.words,
        expires_at=opened.conversation.expires_at,
        can_extend=keeping.can_extend(opened.conversation, pages.means(), clock.now()),
        extend_days=here().settings.draft_days,
        is_own_device=bool(_own(_trusted(id))),
        keep_url=_keep_url(opened),
        has_plan=not found.is_empty,
        continue_url=url_for("conversation.go_on_from", id=id),
    )


@bp.post("/g/<id>/stop")
@open_to(Who.RESIDENT)
def stop_here(id: str) -> Response:
    """Keep it longer, close it, or close it so that only the six words open it on this device."""
    now, by = clock.now(), actor()
    pressed = _asked(id, EXTEND, CLOSE, LOCK)
    if pressed == EXTEND:
        with here().database.writing() as session:
            keeping.extend(session, pages.means(), id, _date_seen(), now=now, by=by)
        return _to(".stop", id)
    token = cookies.read(request, start.DEVICE) if pressed == LOCK else ""
    with here().database.writing() as session:
        is_thrown_away = keeping.stop(session, pages.means(), id, now=now, by=by)
        with suppress(NotThere):
            keeping.forget_this_device(session, pages.means(), token, now=now, by=by)
    sessions.current().end()
    response = redirect(url_for("keeping.erased" if is_thrown_away else "start.start"), 303)
    if pressed == LOCK or is_thrown_away:
        cookies.forget(response, start.DEVICE)
    if is_thrown_away:
        _sweep()
    return response


@bp.get("/g/<id>/weggooien")
@open_to(Who.RESIDENT)
def erase(id: str) -> Response:
    opened, shared = pages.look(id), following.going_on(id)
    return pages.personal(
        "conversation/erase.html",
        opened,
        form=pages.hidden(id),
        continue_url=url_for("conversation.go_on_from", id=id),
        shares=bool(shared),
        is_notified=any(one.kind is DeskKind.NOTIFICATION for one in shared),
    )


@bp.post("/g/<id>/weggooien")
@open_to(Who.RESIDENT)
def erase_now(id: str) -> Response:
    """Throw everything away, at once and for good."""
    _asked(id, ERASE)
    with here().database.writing() as session:
        keeping.erase(session, pages.means(), id, now=clock.now(), by=actor())
    sessions.current().end()
    response = redirect(url_for(".erased"), 303)
    cookies.forget(response, start.DEVICE)
    _sweep()
    return response


@bp.get("/alles-weg")
@open_to(Who.ANYONE)
def erased() -> Response:
    """Say that everything is gone; whoever comes here, it says nothing of anybody."""
    return pages.page("conversation/erased.html")


@bp.errorhandler(NotThere)
@bp.errorhandler(SessionOver)
def _refuse(refusal: Refused) -> Response:
    """Answer who throws away for a second time what is gone as the first time: everything is gone."""
    if request.method == "POST" and request.endpoint in THROW_AWAY and _is_gone(request.view_args or {}):
        return redirect(url_for("keeping.erased"), 303)
    return refusals.refuse(refusal)


def _is_gone(view: dict[str, str]) -> bool:
    """Say whether the conversation of this sealed form is there no more. Too much to read is no such form."""
    try:
        is_sealed = pages.is_sealed(view["id"])
    except HTTPException:
        return False
    if not is_sealed:
        return False
    with here().database.reading() as session:
        return keeping.is_gone(session, view["id"])


@bp.get("/g/<id>/blijf")
@open_to(Who.ANYONE)
def seconds_left(id: str) -> Response:
    """Say for how many seconds this conversation is still open here, if it is. Asking is no visit."""
    if sessions.current().is_out_of_reach:
        raise OutOfReach(sessions.NAME)
    sessions.current().only_asks = True
    return _seconds_left() if sessions.current().conversation == id else Response("0", mimetype="text/plain")


@bp.post("/g/<id>/blijf")
@open_to(Who.RESIDENT)
def stay(id: str) -> Response:
    """Stay in session, because somebody pressed "Ik ben er nog", and say for how many seconds that is."""
    sessions.current().stay = True
    return _seconds_left()


def _seconds_left() -> Response:
    return Response(str(sessions.current().seconds_left(clock.now())), mimetype="text/plain")


def _asked(id: str, *known: str) -> str:
    """Return which button of a sealed form was pressed. Raises NotAllowed for one that is not on it."""
    pages.require_seal(id)
    pressed = request.form.get("doe", "")
    if pressed not in known:
        raise NotAllowed("doe")
    return pressed


def _sweep() -> None:
    """Sweep the journal. What was thrown away is gone in any case, and `meedoen werk` sweeps as well."""
    try:
        here().database.sweep()
    except OutOfReach as fault:
        log.warning("vegen_mislukt", fault=type(fault).__name__)


def _reissued(id: str) -> dict[str, object] | None:
    """Return who gave the last code with which somebody got new words, and when; None where nobody did."""
    with here().database.reading() as session:
        used = [one for one in lists.reissues(session, id) if one.used_at]
        accounts = lists.accounts_of(session, (one.account for one in used))
    if not used:
        return None
    known = accounts.get(used[-1].account)
    return {"at": used[-1].given_at, "who": known.name if known else _("iemand van de gemeente")}


def _trusted(id: str) -> list[Device]:
    """Return the devices that reopen this conversation now."""
    with here().database.reading() as session:
        devices = lists.devices(session, id)
    return [one for one in devices if one.revoked_at is None and one.expires_at > clock.now()]


def _own(devices: list[Device]) -> str:
    """Return the name of the device in hand, if it is one of these."""
    own = keeping.name_device(cookies.read(request, start.DEVICE))
    return own if own in [device.ref for device in devices] else ""


def _forget_device(id: str, ref: str) -> Response:
    with here().database.writing() as session:
        keeping.forget_device(session, pages.means(), id, ref, now=clock.now(), by=actor())
    response = _to(".words", id)
    if ref == keeping.name_device(cookies.read(request, start.DEVICE)):
        cookies.forget(response, start.DEVICE)
    return response


def _keep_url(opened: Opened) -> str:
    """Return where somebody can still choose to keep a conversation of this visit only."""
    if opened.conversation.keeping.is_kept or not opened.can_be_kept:
        return ""
    return pages.keep_url(opened)


def _date_seen() -> date | None:
    """Return the date until which the page said that it stays."""
    try:
        return date.fromisoformat(request.form.get("tot", ""))
    except ValueError:
        return None


def _to(view: str, id: str) -> Response:
    return redirect(url_for(view, id=id), 303)
