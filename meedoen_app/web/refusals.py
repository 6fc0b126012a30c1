"""What a refusal looks like: plain words, the right status, and everything that was typed."""

from flask import Flask, redirect, request, url_for
from flask.globals import request_ctx
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import HTTPException, InternalServerError

from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere, OutOfReach, Refused, Stale
from meedoen_app.web import pages, plan_forms, text
from meedoen_app.web.access import GivenAway, LooksNoMore, NotForThisRole, NotFresh, SessionOver, SignedOut
from meedoen_app.web.account import staff_doors
from meedoen_app.web.waiting import take_late

STATUS = {NotThere: 404, NotAllowed: 422, Stale: 409, KeyReused: 422, OutOfReach: 503}

# Of every form but those of the plan, which knows its own.
OF_RESIDENTS = frozenset({"tekst", "woorden", "telefoon", "andere_taal", "naam", "adres", "mail"})
OF_SHARING = frozenset({"let_op", "tolk_taal"})
OF_STAFF = frozenset({"reden", "uitkomst", "inschatting", "waarom"})
IN_OWN_WORDS = OF_RESIDENTS | OF_SHARING | OF_STAFF
IN_OWN_WORDS_AT = {
    "shared.apply": "vraag",
    "case_finding.break_glass": "zaak",
    "case_writing.write": "taal",
}  # Elsewhere it is filled in by the page.


def install(app: Flask) -> None:
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(HTTPException, _http)


def refuse(refusal: Refused) -> Response:
    """Return the page that says no, in the words for this kind of refusal."""
    if isinstance(refusal, SessionOver):
        return _session_over()
    if isinstance(refusal, LooksNoMore):
        return pages.page("along/over.html", status=403, personal=True, typed=_typed(403))
    if isinstance(refusal, GivenAway):
        return redirect(url_for("work.show"), 303)
    if isinstance(refusal, SignedOut | NotFresh):
        return staff_doors.turn_away(refusal, _typed(403))
    if isinstance(refusal, NotForThisRole):
        return staff_doors.not_for_this_role()
    return _page(STATUS.get(type(refusal), 422))


def _http(error: HTTPException) -> Response:
    if request_ctx.url_adapter is None:  # The name of the host is nonsense; no page can have addresses.
        return Response(status=error.code)
    cause = getattr(error, "original_exception", None)  # A refusal while the session was being kept.
    if isinstance(cause, Refused):
        return refuse(cause)
    return _page(error.code or InternalServerError.code)


def _page(status: int) -> Response:
    heading, sentence = _words(status)
    return pages.page(
        "errors/refused.html", status=status, heading=heading, text=sentence, typed=_typed(status)
    )


def _words(status: int) -> tuple[str, str]:
    words = {
        404: (_("Deze pagina is er niet"), _("Misschien klopt het adres niet. Of de pagina is weg.")),
        405: (_("Dit kan hier niet"), _("Ga terug en probeer het nog een keer.")),
        409: (_("Er is iets veranderd"), _("Op een ander scherm is intussen iets veranderd.")),
        413: (_("Dit is te veel tekst"), _("Maak uw tekst korter en probeer het nog een keer.")),
        422: (_("Dit formulier klopt niet meer"), _("Ga terug en probeer het nog een keer.")),
        403: (_("Dit formulier kwam niet van ons"), _("Ga naar het begin en probeer het nog een keer.")),
        429: (_("Wacht even"), _("U probeerde het te vaak. Probeer het over een paar minuten weer.")),
        503: (_("Het lukt nu even niet"), _("Uw antwoord is niet bewaard. Probeer het zo nog een keer.")),
    }
    return words.get(
        status, (_("Er ging bij ons iets mis"), _("Dat ligt niet aan u. Probeer het zo nog een keer."))
    )


def _typed(status: int) -> list[str]:
    """Return what somebody typed, so that it is still there. Too much of it cannot be read at all."""
    if request.method != "POST" or status == 413:
        return []
    told = [text.clean(value) for name, value in pages.posted().items(multi=True) if _is_typed(name)]
    return [value for value in told if value]


def _is_typed(name: str) -> bool:
    """Say whether a field holds somebody's own words. A choice is but an id, and says nothing here."""
    if request.endpoint == "plan_steps.write" and name in plan_forms.IN_OWN_WORDS:
        return True
    if IN_OWN_WORDS_AT.get(request.endpoint or "") == name:
        return True
    return name in IN_OWN_WORDS or name.endswith("_naam") or name.startswith("deel_")


def _session_over() -> Response:
    """Nobody is in this session. What was sent with a good seal waits in its conversation."""
    late = take_late() if pages.posted() else None
    return pages.page(
        "conversation/session_over.html",
        status=403,
        form=pages.Hidden(),
        errors={},
        typed=late.spoken.words if late else _typed(403),
        late=late,
    )
