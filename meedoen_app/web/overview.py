"""Looking back: "Klopt dit?", "Mijn tafel" and "Wat staat er over mij?"."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import along, checking, finishing, keeping_back
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.checking import Checked
from meedoen_app.actions.conversation import Opened
from meedoen_app.core import table
from meedoen_app.core.along import Column
from meedoen_app.core.checking import Remark
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.question import Chapter, Kind, Question
from meedoen_app.core.errors import KeyReused, NotAllowed
from meedoen_app.web import about_me, beside, clock, conversation, pages, remarks, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here

FINISH = "klaar"

bp = Blueprint("overview", __name__)


@bp.get("/g/<id>/klopt")
@open_to(Who.RESIDENT)
def check(id: str) -> Response:
    """Read everything back, own words first, chapter by chapter."""
    return _check_page(*_look(id))


@bp.post("/g/<id>/klopt")
@open_to(Who.RESIDENT)
def judge(id: str) -> Response:
    """Write down whether a chapter is right, or not to be shared."""
    opened, checked = _look(id)
    if request.form.get("doe") == FINISH and pages.is_sealed(id):
        return _finish(id)
    if not pages.is_sealed(id):
        return _check_page(opened, checked, {"": _out_of_date()}, 422)
    try:
        judged = remarks.judgement(opened.content.questionnaire)
        _write_down(id, judged)
    except NotAllowed:
        return _check_page(opened, checked, {"": _("Kies een van de antwoorden.")}, 422)
    return redirect(url_for(".check", id=id, _anchor=f"hoofdstuk-{judged.chapter}"), 303)


@bp.get("/g/<id>/tafel")
@open_to(Who.RESIDENT)
def table_of(id: str) -> Response:
    """Show the table with its six places."""
    opened = pages.look(id)
    seats = [
        {
            "area": seat.area,
            "url": _where_to_talk(opened, seat),
            "words": about_me.words_at(opened, seat),
            "marks": list(seat.marks),
            "chairs": list(seat.chairs),
        }
        for seat in table.seats(opened.content.domains, opened.content.questionnaire, opened.answers)
    ]
    return pages.personal(
        "conversation/table.html", opened, on=clock.today(), seats=seats, money=_money(opened)
    )


@bp.get("/g/<id>/over-mij")
@open_to(Who.RESIDENT)
def about(id: str) -> Response:
    """Show exactly what is stored and what follows from it."""
    return _about_page(id)


@bp.post("/g/<id>/over-mij")
@open_to(Who.RESIDENT)
def object_to(id: str) -> Response:
    """Write down "dit klopt niet" next to what it is about."""
    if not pages.is_sealed(id):
        return _about_page(id, {"": _out_of_date()}, 422)
    try:
        _write_down(id, remarks.objection())
    except NotAllowed:
        problem = _(
            "Schrijf op wat niet klopt, in hoogstens %(most)s tekens.", most=checking.LONGEST_OBJECTION
        )
        return _about_page(id, {"tekst": problem}, 422)
    except KeyReused:
        problem = _("U schreef hier net iets anders. Dat staat er al. Wilt u dit er ook bij?")
        return _about_page(id, {"tekst": problem}, 422)
    return redirect(url_for(".about", id=id), 303)


def _look(id: str) -> tuple[Opened, Checked]:
    with here().database.reading() as session:
        opened = talking.look(session, pages.means(), id)
        return opened, checking.checked(session, pages.means(), id)


def _columns(opened: Opened) -> tuple[Column, ...]:
    with here().database.reading() as session:
        return along.columns(session, pages.means(), opened.conversation.id)


def _write_down(id: str, said: Remark) -> None:
    key = request.form.get("sleutel", "")
    with here().database.writing() as session:
        keeping_back.write_down(session, pages.means(), id, said, key=key, by=actor())


def _out_of_date() -> str:
    return str(_("Deze pagina stond te lang open. Probeer het nog een keer."))


def _finish(id: str) -> Response:
    """Keep the outcome of today, and go to the table."""
    with here().database.writing() as session:
        finishing.finish(session, pages.means(), id, today=clock.today(), now=clock.now(), by=actor())
    return redirect(url_for(".table_of", id=id), 303)


def _check_page(
    opened: Opened, checked: Checked, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    questionnaire = opened.content.questionnaire
    path = questionnaire.path(opened.answers)
    columns = _columns(opened)
    chapters = [
        {
            **_chapter(
                opened, chapter, [q for q in path if questionnaire.chapter_of[q.id] == chapter], checked
            ),
            "beside": beside.of_chapter(columns, chapter),
        }
        for chapter in questionnaire.chapters
    ]
    return pages.personal(
        "conversation/check.html",
        opened,
        helper=wording.helper(opened.content.questionnaire, opened.answers),
        status=status,
        form=pages.hidden(opened.conversation.id),
        errors=errors or {},
        chapters=[chapter for chapter in chapters if chapter["rows"]],
    )


def _chapter(
    opened: Opened, chapter: Chapter, questions: list[Question], checked: Checked
) -> dict[str, object]:
    asked = [q for q in questions if q.kind is not Kind.THEMES and q.id in opened.answers]
    judgement = checked.judgements.get(chapter.number)
    return {
        "number": chapter.number,
        "chapter": chapter,
        "rows": [_row(opened, question) for question in asked],
        "judgement": judgement.value if judgement else "",
    }


def _row(opened: Opened, question: Question) -> dict[str, object]:
    came_from = conversation.back_to_check(opened.answers.seq)
    change = url_for("conversation.ask", id=opened.conversation.id, nr=question.number, terug=came_from)
    return {**about_me.row(opened, question), "change_url": change}


def _where_to_talk(opened: Opened, seat: table.Seat) -> str:
    """Lead to what was said here, else to where an open theme asks about it, else to the list of themes."""
    questionnaire = opened.content.questionnaire
    asked = [question for question, _ in seat.said] or [
        question
        for question in questionnaire.path(opened.answers)
        if seat.area.id in question.goal_areas and questionnaire.chapter_of[question.id].is_theme
    ]
    if not asked:
        return url_for("conversation.themes", id=opened.conversation.id)
    return url_for("conversation.ask", id=opened.conversation.id, nr=asked[0].number)


def _money(opened: Opened) -> dict[str, object]:
    """Return what lies under all six places: getting by."""
    questionnaire = opened.content.questionnaire
    asked = questionnaire.question(landmarks.MONEY)
    question = asked if questionnaire.is_on_path(opened.answers, asked) else questionnaire.hub
    words = wording.said(asked, opened.answers) if question is asked else []
    return {"url": url_for("conversation.ask", id=opened.conversation.id, nr=question.number), "words": words}


def _about_page(id: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    """Show what stands about somebody; after a mistake with what they typed."""
    opened, kept = about_me.look(id)
    return pages.personal(
        "conversation/about.html",
        opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed=remarks.typed(),
        **about_me.told(opened),
        **about_me.derived(opened),
        **about_me.beside(opened, kept),
    )
