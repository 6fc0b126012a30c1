"""What is there to keep: the application as it was sent, with its day, and the report (both as PDF/UA-1)."""

from flask import Blueprint, make_response
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import casework, handing_over
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.case import Case
from meedoen_app.core.desk import Desk
from meedoen_app.core.document import Document, Pairs, Paragraph, Quote, Section
from meedoen_app.core.errors import NotThere
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, language, pages, paper, planned
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.casework import report
from meedoen_app.web.installation import here
from meedoen_app.web.language import say

bp = Blueprint("shared_papers", __name__)


@bp.get("/g/<id>/gedeeld/<case>/aanvraag.pdf")
@open_to(Who.RESIDENT)
def application(id: str, case: str) -> Response:
    """Give the application as it was sent (Awb art. 4:2), for a screen reader too (PDF/UA-1)."""
    handoff, found = _look(id, case)
    sent = found.last(lines.Applied)
    if sent is None:
        raise NotThere(case)
    return _file(document(sent, here().contents.current().desk(handoff.desk)), "aanvraag.pdf")


@bp.get("/g/<id>/gedeeld/<case>/verslag.pdf")
@open_to(Who.RESIDENT)
def the_report(id: str, case: str) -> Response:
    """Give the newest version of the report, with what its resident said beside it."""
    _, found = _look(id, case)
    if found.report is None:
        raise NotThere(case)
    return _file(report.document(found, found.report), "verslag.pdf")


def _look(id: str, case: str) -> tuple[Handoff, Case]:
    with here().database.reading() as session:
        handoff = handing_over.own(session, id, case)
        return handoff, casework.case_of(session, pages.means(), case)


def _file(shown: Document, name: str) -> Response:
    response = make_response(paper.pdf(shown))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def document(sent: lines.Applied, desk: Desk) -> Document:
    """Return an application as a document: who asks, what, of whom, and since when."""
    municipality = here().contents.current().municipality
    sender = say(municipality.sender, "gemeente", municipality.id, "afzender")
    who = Pairs(
        (
            (str(_("Naam")), sent.name),
            (str(_("Adres")), sent.address),
            (str(_("Aan wie")), desk.organisation or say(desk.name, "loket", desk.id)),
            (str(_("Verstuurd op")), planned.day(sent.on)),
        )
    )
    law = Paragraph(str(_("Dit is een aanvraag (Awb art. 4:2, Wmo 2015 art. 2.3.2 lid 9).")))
    return Document(
        title=str(_("Mijn aanvraag")),
        language=language.reading().language,
        sections=(
            Section(str(_("Wie vraagt dit aan?")), (who,)),
            Section(str(_("Dit vraag ik aan")), (Quote(sent.asks),)),
            Section(str(_("Welke wet?")), (law,)),
        ),
        made_on=clock.day_of(sent.at),
        footer=str(
            _(
                "Gemaakt met Meedoen, van de %(sender)s, op %(date)s.",
                sender=sender,
                date=planned.day(sent.on),
            )
        ),
    )
