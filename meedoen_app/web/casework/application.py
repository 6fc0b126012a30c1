"""The application on paper: one document, for its resident and for who works on the case."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.core.casework import lines
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.desk import Desk
from meedoen_app.core.document import Document, Pairs, Paragraph, Quote, Section
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action
from meedoen_app.web import clock, language, paper, planned
from meedoen_app.web.access import open_to
from meedoen_app.web.casework.cases import WORKERS, look
from meedoen_app.web.installation import here
from meedoen_app.web.language import say

bp = Blueprint("case_application", __name__)


@bp.get("/werk/zaak/<case>/aanvraag.pdf")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def as_pdf(case: str) -> Response:
    """Give the application as it was sent (Awb art. 4:2), as a PDF for a screen reader too (PDF/UA-1)."""
    looked = look(case, Action.PRINT)
    sent = looked.case.last(lines.Applied)
    if sent is None:
        raise NotThere(case)
    desk = here().contents.current().desk(looked.handoff.desk)
    return paper.file(document(sent, desk, looked.handoff.number), "aanvraag.pdf")


def document(sent: lines.Applied, desk: Desk, number: str) -> Document:
    """Return an application as a document: who asks, what, of whom, since when, and under which number."""
    who = Pairs(
        (
            (str(_("Nummer")), number),
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
        footer=paper.footer(sent.on),
    )
