"""The conversation, question by question."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import keeping, waiting
from meedoen_app.actions.conversation import Given, Opened
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers, Entry
from meedoen_app.core.conversation.question import Asks, Chapter, Kind, Question
from meedoen_app.core.errors import KeyReused, NotThere, Refused, Stale
from meedoen_app.web import clock, following, forms, pages, seals, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.forms import AnswerForm
from meedoen_app.web.installation import here
from meedoen_app.web.language import reading, say
from meedoen_app.web.seals import Seal
from meedoen_app.web.waiting import let_wait

BACK_TO_CHECK = "klopt"

bp = Blueprint("conversation", __name__)


@bp.get("/g/<id>/<int:nr>")
@open_to(Who.RESIDENT)
def ask(id: str, nr: int) -> Response:
    """Show one question, with what was answered before."""
    opened = pages.look(id)
    question = _on_path(opened, nr)
    if question.kind is Kind.THEMES:
        return _themes_page(opened, question)
    return _question_page(opened, question, opened.answers.get_answer(question.id))


@bp.post("/g/<id>/<int:nr>")
@open_to(Who.RESIDENT)
def answer(id: str, nr: int) -> Response:
    """Take one answer, keep it, and go on. What it is held against and what is stored are of one moment."""
    try:
        with here().database.writing() as session:
            sent = _sent(talking.look(session, pages.means(), id), nr)
            given = _store(session, sent, sent.entry) if sent.entry else sent.opened
    except (Stale, KeyReused) as refusal:
        return _refused(_sent(pages.look(id), nr), refusal)
    if sent.problems:
        return _question_page(sent.opened, sent.question, sent.form.answer(), sent.problems, 422)
    return _after(given, sent.question, sent.form)


@bp.get("/g/<id>/onderwerpen")
@open_to(Who.RESIDENT)
def themes(id: str) -> Response:
    """Go to the list of themes, or to what comes before it: after a short door the whole talk begins."""
    opened = pages.look(id)
    questionnaire = opened.content.questionnaire
    question = questionnaire.first_waiting(opened.answers) or questionnaire.hub
    return redirect(url_for(".ask", id=id, nr=question.number), 303)


@bp.get("/g/<id>/verder")
@open_to(Who.RESIDENT)
def go_on_from(id: str) -> Response:
    """Go to the first question that is still open."""
    return go_on(pages.look(id))


def go_on(opened: Opened, chapter: Chapter | None = None) -> Response:
    """Go to the next question of this chapter, or to what follows it."""
    id = opened.conversation.id
    question = opened.next_question(chapter)
    if question is not None:
        return redirect(url_for("conversation.ask", id=id, nr=question.number), 303)
    if chapter is not None and chapter.is_theme:
        return redirect(url_for("advice.of_chapter", id=id, number=chapter.number), 303)
    if chapter in (None, opened.content.questionnaire.chapters[-1]):
        return redirect(url_for("overview.check", id=id), 303)
    return go_on(opened)


def _on_path(opened: Opened, nr: int) -> Question:
    """Return a question on the path of this conversation. Raises NotThere."""
    questionnaire = opened.content.questionnaire
    if nr not in questionnaire.by_number:
        raise NotThere(str(nr))
    return questionnaire.asked(opened.answers, questionnaire.by_number[nr].id)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent, held against the conversation: what is wrong with it, or what has to be stored."""

    opened: Opened
    question: Question
    form: AnswerForm
    problems: dict[str, str]
    entry: Entry | None


def _sent(opened: Opened, nr: int) -> _Sent:
    """Read what was sent to a question on the path. Raises NotThere."""
    question = _on_path(opened, nr)
    form = forms.form_for(question, request.form)
    problems = _problems(form, Seal(opened.conversation.id, nr))
    entry = None if problems else _entry(opened, question, form)
    return _Sent(opened, question, form, problems, entry)


def _problems(form: AnswerForm, seal: Seal) -> dict[str, str]:
    if not seals.is_good(here().settings.secret, request.form.get("zegel", ""), seal):
        return {"": _("Deze pagina stond te lang open. Uw antwoord staat er nog. Kies Verder.")}
    return {} if form.question.kind is Kind.THEMES else form.problems()


def _entry(opened: Opened, question: Question, form: AnswerForm) -> Entry | None:
    """Return what has to be stored. The list of themes is an answer that grows; leaving it adds nothing."""
    if question.kind is not Kind.THEMES:
        return form.entry()
    chosen, known = _theme(form), opened.answers.get_answer(question.id).options
    is_new = chosen in question.option_ids - {*known}
    is_passed = not chosen and question.id not in opened.answers
    if form.doe.data == forms.STOP or not (is_new or is_passed):
        return None
    wanted = Answer(question.id, (*known, chosen) if is_new else ())
    return replace(form.entry(), answer=wanted, base=opened.base(question))


def _theme(form: AnswerForm) -> str:
    return form.posted.get("onderwerp", "")


def _store(session: Any, sent: _Sent, entry: Entry) -> Opened:
    """Store an answer, and what follows from it, in this session of storage."""
    id, means = sent.opened.conversation.id, pages.means()
    now, by = clock.now(), actor()
    new = [Given(entry, sent.form.sleutel.data)]
    given = talking.add_answers(session, means, sent.opened, new, now=now, by=by)
    waiting.drop_same(session, means, id, entry, now=now, by=by)
    if sent.question.id == landmarks.KEEPING and given.is_agreed_to_keep:
        asked = Asked(wording.agreed_to(sent.question), reading().language)
        keeping.keep(session, means, id, asked, now=now, by=by)
    elif not given.is_agreed_to_keep:
        keeping.stop_keeping(session, means, id, now=now, by=by)
    return given


def _refused(sent: _Sent, refusal: Refused) -> Response:
    """Say why it was not stored, with all that was filled in; the list of themes only has to be shown."""
    if sent.question.kind is Kind.THEMES:
        return redirect(url_for(".ask", id=sent.opened.conversation.id, nr=sent.question.number), 303)
    if isinstance(refusal, Stale):
        return _stale(sent.opened, sent.question, sent.form)
    let_wait(sent.opened.conversation.id, sent.form)
    problem = {"": _("U gaf hier al een ander antwoord. Kies Verder om dit antwoord te bewaren.")}
    return _question_page(sent.opened, sent.question, sent.form.answer(), problem, 422)


def _stale(opened: Opened, question: Question, form: AnswerForm) -> Response:
    """Show both: what is stored by now, and what somebody just filled in."""
    words = wording.words_of(question, opened.answers.get_answer(question.id))
    problem = _(
        "Op een ander scherm gaf u net dit antwoord: %(other)s. Wilt u wat hieronder staat? Kies Verder.",
        other="; ".join(words).rstrip(".") or _("niets"),
    )
    keep = url_for(".go_on_from", id=opened.conversation.id)
    return _question_page(opened, question, form.answer(), {"": problem}, 409, keep_url=keep)


def _after(opened: Opened, question: Question, form: AnswerForm) -> Response:
    """Go where the button said, and else where the answer leads."""
    id = opened.conversation.id
    chapter = opened.content.questionnaire.chapter_of[question.id]
    given = form.answer()
    if form.doe.data == forms.STOP:
        return redirect(url_for("keeping.stop", id=id), 303)
    if question.kind is Kind.THEMES:
        return _from_themes(opened, _theme(form))
    if form.doe.data == forms.HELP:
        return redirect(_help_url(id, chapter), 303)
    if _is_urgent(question, given):
        return redirect(url_for("advice.of_chapter", id=id, number=chapter.number), 303)
    checked_at = _checked_at()
    if checked_at is not None:
        return _back_to_check(opened, chapter, checked_at)
    if question.id == landmarks.KEEPING and given.options == (landmarks.KEEP,):
        return redirect(url_for("keeping.words", id=id), 303)
    return go_on(opened, chapter)


def _help_url(id: str, chapter: Chapter) -> str:
    """Return where what can help stands: with this theme, or with the wish that comes before all themes."""
    if chapter.is_theme:
        return url_for("advice.of_chapter", id=id, number=chapter.number)
    return url_for("advice.all_of_it", id=id)


def back_to_check(seq: int) -> str:
    """Return how an address says that somebody came from "Klopt dit?", which read the log up to here."""
    return f"{BACK_TO_CHECK}-{seq}"


def _checked_at() -> int | None:
    """Return the seq up to which "Klopt dit?" read the log, for who came from there."""
    came_from, _, seq = request.values.get("terug", "").partition("-")
    return text.number(seq) if came_from == BACK_TO_CHECK else None


def _back_to_check(opened: Opened, chapter: Chapter, checked_at: int) -> Response:
    """Return to "Klopt dit?", by way of the questions that were opened since it was read."""
    id, questionnaire = opened.conversation.id, opened.content.questionnaire
    then = Answers.fold(entry for entry in opened.entries if entry.seq <= checked_at)
    known = {q.id for q in questionnaire.path(then)} | set(opened.answers)
    new = [q for q in questionnaire.path(opened.answers) if q.id not in known]
    if new:
        return redirect(url_for(".ask", id=id, nr=new[0].number, terug=back_to_check(checked_at)), 303)
    return redirect(url_for("overview.check", id=id, _anchor=f"hoofdstuk-{chapter.number}"), 303)


def _is_urgent(question: Question, given: Answer) -> bool:
    chosen = [question.option(id) for id in given.options]
    return any(option is not None and option.urgent for option in chosen)


def _from_themes(opened: Opened, chosen: str) -> Response:
    """Open a theme, or leave the list."""
    chapters = {chapter.id: chapter for chapter in opened.content.questionnaire.chapters}
    if chosen not in chapters:
        return go_on(opened, opened.content.questionnaire.chapters[-1])
    chapter = chapters[chosen]
    question = opened.next_question(chapter) or chapter.questions[0]
    return redirect(url_for(".ask", id=opened.conversation.id, nr=question.number), 303)


def _question_page(
    opened: Opened,
    question: Question,
    given: Answer,
    errors: dict[str, str] | None = None,
    status: int = 200,
    keep_url: str = "",
) -> Response:
    questionnaire = opened.content.questionnaire
    chapter = questionnaire.chapter_of[question.id]
    progress = questionnaire.progress(opened.answers, question)
    before = questionnaire.previous_question(opened.answers, question)
    id = opened.conversation.id
    checked_at = _checked_at()
    back = "" if checked_at is None else back_to_check(checked_at)
    return pages.personal(
        "conversation/step.html",
        opened,
        status=status,
        chapter=chapter,
        question=question,
        answer=given,
        progress=progress,
        offers_help=chapter.is_theme or question.id == landmarks.WISH,
        errors=errors or {},
        keep_url=keep_url,
        form=pages.hidden(id, question.number, base=opened.base(question), back=back),
        voices=opened.is_talked_with_another and question.asks is not Asks.OTHER,
        voice=request.form.get("stem", opened.usual_voice),
        previous_url=url_for(".ask", id=id, nr=before.number) if before else "",
        feeds=[say(word, "voedt", word) for word in question.feeds],
        is_shared=False,
        going=following.going_on(id) if question.id == landmarks.KEEPING else (),
        why=wording.why(question),
        why_is_open=question.id == landmarks.KEEPING,
        saved_at=None if errors else opened.saved_at,
    )


def _themes_page(opened: Opened, question: Question) -> Response:
    questionnaire = opened.content.questionnaire
    chosen = opened.answers.get_answer(question.id).options

    path = questionnaire.path(opened.answers)
    begun = {questionnaire.chapter_of[q.id].id for q in path if q.id in opened.answers} | {*chosen}
    unfinished = {questionnaire.chapter_of[q.id].id for q in path if q.id not in opened.answers}

    def state(chapter: Chapter) -> str:
        if chapter.id not in begun:
            return "nieuw"
        return "begonnen" if chapter.id in unfinished else "klaar"

    themes = [chapter for chapter in questionnaire.chapters if chapter.is_theme]
    return pages.personal(
        "conversation/themes.html",
        opened,
        question=question,
        rows=[{"chapter": chapter, "state": state(chapter)} for chapter in themes],
        form=pages.hidden(opened.conversation.id, question.number, base=opened.base(question)),
        saved_at=opened.saved_at,
    )
