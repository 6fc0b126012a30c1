"""What is there to keep: the receipt, the application as it was sent, and the report (each as PDF/UA-1)."""

from flask import Blueprint
from werkzeug import Response

from meedoen_app.actions import casework, handing_over
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.case import Case
from meedoen_app.core.errors import NotThere
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import following, pages, paper, receipt_document
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.casework import report
from meedoen_app.web.casework.application import document
from meedoen_app.web.installation import here

bp = Blueprint("shared_papers", __name__)


@bp.get("/g/<id>/gedeeld/<case>/ontvangst.pdf")
@open_to(Who.RESIDENT)
def receipt(id: str, case: str) -> Response:
    """Give the proof of what arrived, when, and by which day somebody must act. No answer stands in it."""
    return paper.file(receipt_document.document(following.follow(id, case)), "ontvangst.pdf")


@bp.get("/g/<id>/gedeeld/<case>/aanvraag.pdf")
@open_to(Who.RESIDENT)
def application(id: str, case: str) -> Response:
    """Give the application as it was sent (Awb art. 4:2), for a screen reader too (PDF/UA-1)."""
    handoff, found = _look(id, case)
    sent = found.last(lines.Applied)
    if sent is None:
        raise NotThere(case)
    desk = here().contents.current().desk(handoff.desk)
    return paper.file(document(sent, desk, handoff.number), "aanvraag.pdf")


@bp.get("/g/<id>/gedeeld/<case>/verslag.pdf")
@open_to(Who.RESIDENT)
def the_report(id: str, case: str) -> Response:
    """Give the newest version of the report, with what its resident said beside it."""
    handoff, found = _look(id, case)
    if found.report is None:
        raise NotThere(case)
    return paper.file(report.document(found, found.report, handoff.number), "verslag.pdf")


def _look(id: str, case: str) -> tuple[Handoff, Case]:
    with here().database.reading() as session:
        handoff = handing_over.own(session, id, case)
        return handoff, casework.case_of(session, pages.means(), case)
