"""The waiting place: what came with a good seal when the session was over, or with a used key."""

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import checking, notes, planning, waiting
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.checking import Checked
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.notes import Said
from meedoen_app.core.checking import Judged
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Note, Waiting
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.errors import NotAllowed, NotThere, Refused, Stale
from meedoen_app.core.plan.lines import Step
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import (
    clock,
    following,
    forms,
    pages,
    plan_forms,
    planned,
    remarks,
    seals,
    text,
    wording,
)
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.forms import AnswerForm
from meedoen_app.web.installation import here
from meedoen_app.web.seals import Seal
from meedoen_app.web.wording import Spoken

USE, DROP = "gebruik", "gooi_weg"

bp = Blueprint("waiting", __name__)


@dataclass(frozen=True, slots=True)
class Late:
    """What was sent with a good seal when nobody was in session, and whether it waits now."""

    spoken: Spoken
    is_kept: bool


def take_late() -> Late | None:
    """Let wait what was sent with a good seal. None when it has none, or when nothing was said with it."""
    view = request.view_args or {}
    seal = Seal(view.get("id", ""), view.get("nr", 0))
    if not seals.is_good(here().settings.secret, request.form.get("zegel", ""), seal):
        return None
    try:
        questionnaire = pages.look(seal.conversation).content.questionnaire
    except Refused:
        return None
    if seal.number in questionnaire.by_number:
        form = forms.form_for(questionnaire.by_number[seal.number], request.form)
        return Late(wording.spoken(questionnaire, form.entry()), let_wait(seal.conversation, form))
    note = _note(questionnaire)
    if note is None:
        return None
    is_kept = _put(seal.conversation, note, request.form.get("sleutel", ""))
    return Late(wording.spoken(questionnaire, note), is_kept)


def let_wait(id: str, form: AnswerForm) -> bool:
    """Put an answer in the waiting place of its conversation. Return whether it is there."""
    return not form.problems() and _put(id, form.entry(), form.sleutel.data)


def _note(questionnaire: Questionnaire) -> Note | None:
    """Return what was said on a page that looks back, or in the plan; None when that cannot be kept."""
    try:
        if request.endpoint == "overview.judge":
            return notes.note(remarks.judgement(questionnaire))
        if request.endpoint == "overview.object_to":
            return notes.note(remarks.objection())
        if request.endpoint == "plan.choose":
            return notes.note(plan_forms.chosen())
        if request.endpoint == "plan.act":
            return notes.note(plan_forms.said(request.form.get("doe", "")))
        if request.endpoint == "plan_steps.write":
            return _step()
    except NotAllowed:
        pass
    return None


def _step() -> Note | None:
    """Return a step that was filled in; None when something in it is not right."""
    form = plan_forms.step_form()
    return None if form.problems() else notes.note(form.step((request.view_args or {})["number"]))


def _put(id: str, said: Entry | Note, key: str) -> bool:
    try:
        with here().database.writing() as session:
            waiting.put(session, pages.means(), id, said, key=key, now=clock.now(), by=actor())
    except Refused:
        return False
    return True


@bp.get("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Offer what waits, each thing beside what stands there now."""
    return _page(id)


@bp.post("/g/<id>/wacht")
@open_to(Who.RESIDENT)
def settle(id: str) -> Response:
    """Use what waits, or throw it away; the form tells what was seen beside it. Pressed twice is once."""
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
    except NotAllowed as refused:
        return _page(id, plan_forms.problems(refused, ""), 422)
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
        checked = checking.checked(session, pages.means(), id)
        made = planning.plan_of(session, pages.means(), id)
    on = url_for(_goes_on_at(id, made), id=id)
    if not found:
        return redirect(on, 303)
    return pages.personal(
        "conversation/waiting.html",
        opened,
        status=status,
        errors=errors or {},
        said=[_beside(opened, one, checked, made) for one in found],
        continue_url=on,
    )


def _goes_on_at(id: str, made: Plan) -> str:
    """Return where who comes back goes on: at a plan that is due, else at what they shared, else talking."""
    if planned.is_due(made):
        return "plan.show"
    return "shared.listed" if following.going_on(id) else "conversation.go_on_from"


def _beside(opened: Opened, one: Waiting, checked: Checked, made: Plan) -> dict[str, object]:
    """Return what waits and what now stands there, with a form that is based on that."""
    told = {"id": str(one.number), "spoken": wording.spoken(opened.content.questionnaire, one.said)}
    id = opened.conversation.id
    if isinstance(one.said, Note):
        said = notes.read(one.said)
        if isinstance(said, Step):
            form = pages.hidden(id, base=made.revisions.get(said.number, 0))
            return {**told, "now": _step_now(said, made), "form": form}
        return {**told, "now": _judged_now(said, checked), "form": pages.hidden(id)}
    question = opened.content.questionnaire.question(one.said.answer.question)
    now = wording.words_of(question, opened.answers.get_answer(question.id))
    return {**told, "now": now, "form": pages.hidden(id, base=opened.base(question))}


def _step_now(said: Step, made: Plan) -> list[str] | None:
    """Return how a step stands now; None for one that comes beside all others."""
    known = made.step(said.number)
    return [planned.what(known), *planned.details(known)] if known else None


def _judged_now(said: Said, checked: Checked) -> list[str] | None:
    """Return how a chapter is judged now; None for what comes beside all others."""
    if not isinstance(said, Judged):
        return None
    return [wording.judged(one) for number, one in checked.judgements.items() if number == said.chapter]
