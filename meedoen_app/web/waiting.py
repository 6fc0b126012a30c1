"""The waiting place: answers that came with a good seal when the session was over, or with a used key."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import waiting
from meedoen_app.actions.conversation import Given, Opened
from meedoen_app.core.conversation.conversation import Waiting
from meedoen_app.core.errors import NotAllowed, NotThere, Refused, Stale
from meedoen_app.web import clock, pages, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.forms import AnswerForm
from meedoen_app.web.installation import here

USE, DROP = "gebruik", "gooi_weg"

bp = Blueprint("waiting", __name__)


def let_wait(id: str, form: AnswerForm) -> bool:
    """Put an answer in the waiting place of its conversation. Return whether it is there."""
    if form.problems():
        return False
    given = Given(form.entry(), form.sleutel.data)
    try:
        with here().database.writing() as session:
            waiting.put(session, pages.means(), id, given, now=clock.now(), by=actor())
    except Refused:
        return False
    return True


@bp.get("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Offer the answers that wait, each beside the answer that stands there now."""
    return _page(id)


@bp.post("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def settle(id: str) -> Response:
    """Use a waiting answer, or throw it away; it shows what was seen beside it. Pressed twice is once."""
    pages.require_seal(id)
    number, doing = text.number(request.form.get("antwoord", "")), request.form.get("doe", "")
    if doing not in (USE, DROP) or number is None:
        raise NotAllowed("waiting")
    try:
        _settle(id, number, doing)
    except Stale:
        return _page(id, {"": _("Uw antwoord is intussen veranderd. Kijk wat er nu staat en kies.")}, 409)
    except NotThere:
        return _page(id, {"": _("Deze vraag hoort nu niet bij uw gesprek. Gooi dit weg of wacht.")}, 422)
    return redirect(url_for(".show", id=id), 303)


def _settle(id: str, number: int, doing: str) -> None:
    base = text.number(request.form.get("basis", "")) or 0
    now, by = clock.now(), actor()
    with here().database.writing() as session:
        if doing == USE:
            waiting.use(session, pages.means(), id, number, base, now=now, by=by)
        else:
            waiting.drop(session, pages.means(), id, number, now=now, by=by)


def _page(id: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    with here().database.reading() as session:
        opened = talking.look(session, pages.means(), id)
        found = waiting.listed(session, pages.means(), id)
    on = url_for("conversation.go_on_from", id=id)
    if not found:
        return redirect(on, 303)
    return pages.personal(
        "conversation/waiting.html",
        opened,
        status=status,
        errors=errors or {},
        answers=[_beside(opened, one) for one in found],
        continue_url=on,
    )


def _beside(opened: Opened, one: Waiting) -> dict[str, object]:
    """Return a waiting answer with what now stands there, and a form that is based on that."""
    question = opened.content.questionnaire.question(one.entry.answer.question)
    return {
        "id": str(one.number),
        "question": question,
        "words": wording.words_of(question, one.entry.answer),
        "now": wording.words_of(question, opened.answers.get_answer(question.id)),
        "at": one.at,
        "form": pages.hidden(opened.conversation.id, base=opened.base(question)),
    }
