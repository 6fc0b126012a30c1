"""What a refusal looks like: plain words, the right status, and everything that was typed."""

from flask import Flask, request
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import HTTPException, InternalServerError

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import keeping
from meedoen_app.actions.conversation import Given
from meedoen_app.content.content import Content
from meedoen_app.core.conversation.question import Question
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere, OutOfReach, Refused, Stale
from meedoen_app.web import clock, forms, pages, seals, text
from meedoen_app.web.access import SessionOver, actor
from meedoen_app.web.forms import ABOUT_THE_FORM
from meedoen_app.web.installation import here
from meedoen_app.web.seals import Seal

STATUS = {NotThere: 404, NotAllowed: 422, Stale: 409, KeyReused: 422, OutOfReach: 503}


def install(app: Flask) -> None:
    app.register_error_handler(SessionOver, _session_over)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)


def _refused(refusal: Refused) -> Response:
    return _page(STATUS.get(type(refusal), 422))


def _http(error: HTTPException) -> Response:
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
    told = [text.clean(value) for name, value in request.form.items(multi=True) if name not in ABOUT_THE_FORM]
    return [value for value in told if value]


def _session_over(refusal: SessionOver) -> Response:
    """Nobody is in session. What was sent with a good seal waits in its conversation."""
    question, kept = _keep_waiting() if request.method == "POST" else (None, False)
    return pages.page(
        "conversation/session_over.html",
        status=403,
        form=pages.Hidden(),
        errors={},
        typed=_typed(403),
        question=question,
        kept=kept,
    )


def _keep_waiting() -> tuple[Question | None, bool]:
    """Keep a sealed answer in the waiting place of its conversation. Return its question, and whether."""
    view = request.view_args or {}
    id, number = str(view.get("id", "")), view.get("nr", 0)
    if not number or not seals.is_good(
        here().settings.secret, request.form.get("zegel", ""), Seal(id, number)
    ):
        return None, False
    try:
        return _put_waiting(id, number)
    except Refused:
        return None, False


def _put_waiting(id: str, number: int) -> tuple[Question | None, bool]:
    with here().database.writing() as session:
        content: Content = talking.look(session, pages.means(), id).content
        question = content.questionnaire.by_number[number]
        form = forms.form_for(question, request.form)
        if form.problems():
            return question, False
        given = Given(form.entry(), form.sleutel.data)
        keeping.put_waiting(session, pages.means(), id, given, now=clock.now(), by=actor())
    return question, True
