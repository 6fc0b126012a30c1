"""The waiting place: answers that came with a good seal when the session was over."""

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import waiting
from meedoen_app.core.errors import NotAllowed
from meedoen_app.web import clock, pages, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.conversation import go_on
from meedoen_app.web.installation import here

USE, DROP = "gebruik", "gooi_weg"

bp = Blueprint("waiting", __name__)


@bp.get("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Offer the answers that came in while nobody was in session."""
    with here().database.reading() as session:
        opened = talking.look(session, pages.means(), id)
        found = waiting.listed(session, pages.means(), id)
    if not found:
        return go_on(opened)
    questions = opened.content.questionnaire.questions
    answers = [
        {
            "id": str(one.number),
            "question": questions[one.entry.answer.question],
            "words": wording.words_of(questions[one.entry.answer.question], one.entry.answer),
            "at": one.at,
        }
        for one in found
    ]
    back = url_for("conversation.go_on_from", id=id)
    return pages.personal(
        "conversation/waiting.html", opened, form=pages.hidden(id), answers=answers, continue_url=back
    )


@bp.post("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def settle(id: str) -> Response:
    """Use a waiting answer, or throw it away."""
    pages.require_seal(id)
    doings: dict[str, Callable[..., object]] = {USE: waiting.use, DROP: waiting.drop}
    number, doing = text.number(request.form.get("antwoord", "")), doings.get(request.form.get("doe", ""))
    if doing is None or number is None:
        raise NotAllowed("waiting")
    with here().database.writing() as session:
        doing(session, pages.means(), id, number, now=clock.now(), by=actor())
    return redirect(url_for(".show", id=id), 303)
