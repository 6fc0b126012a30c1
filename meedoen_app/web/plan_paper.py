""" "Mijn persoonlijk plan" to take along: on the screen, on paper, as PDF and in the calendar."""

from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, make_response, url_for
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import parts, showing
from meedoen_app.core.document import Document
from meedoen_app.core.handoff import Sharing
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import calendar_file, clock, pages, paper, plan_document
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.installation import here

bp = Blueprint("plan_paper", __name__)


@bp.get("/g/<id>/plan/papier")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Show the plan as it is on paper, with the ways to take it along."""
    opened, document, found = _look(id)
    return pages.personal(
        "plan/paper.html",
        opened,
        document=document,
        pdf_url=url_for(".as_pdf", id=id),
        calendar_url=url_for(".as_calendar", id=id) if plan_document.dated(found) else "",
        back_url=url_for("plan.show", id=id),
        undrawable=bool(paper.undrawable(document)),
    )


@bp.get("/g/<id>/plan/papier.pdf")
@open_to(Who.RESIDENT)
def as_pdf(id: str) -> Response:
    """Give the plan as a PDF that a screen reader can read (PDF/UA-1)."""
    _, document, _ = _look(id)
    return _file(paper.pdf(document), "application/pdf", "plan.pdf")


@bp.get("/g/<id>/plan/agenda.ics")
@open_to(Who.RESIDENT)
def as_calendar(id: str) -> Response:
    """Give the steps that have a day, for the calendar of the phone."""
    _, _, found = _look(id)
    salt = uuid5(NAMESPACE_URL, here().settings.secret + id)  # Names no conversation, and stays the same.
    return _file(
        calendar_file.ics(plan_document.dated(found), clock.now(), salt), "text/calendar", "plan.ics"
    )


def _look(id: str) -> tuple[talking.Opened, Document, Plan]:
    means = pages.means()
    with here().database.reading() as session:
        opened = talking.look(session, means, id)
        chapters = {one.id for one in opened.content.questionnaire.chapters}
        told = Sharing(frozenset(chapters - parts.kept_back(session, means, opened)), is_own=True)
        found = showing.plan_within(session, means, opened, told, opened.answers.seq)
    document = plan_document.document(
        parts.cut(opened, told, opened.answers.seq),
        found,
        for_another=bool(plan_document.helper_of(opened)),
        is_own=True,
        today=clock.today(),
    )
    return opened, document, found


def _file(content: bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.mimetype = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
