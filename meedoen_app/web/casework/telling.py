"""Telling a resident that there is news: the mail, the letter to print, and noting that somebody told it.

Nothing of what the news is stands in any of them.
"""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import casework, telling
from meedoen_app.core.casework import telling as news
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.document import Document, Paragraph, Section
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import Way
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action
from meedoen_app.web import access, clock, language, pages, paper, planned
from meedoen_app.web.access import actor, open_to
from meedoen_app.web.casework.cases import WORKERS, look
from meedoen_app.web.installation import here

SUBJECT = "Meedoen: er staat iets voor u klaar"
WRITE_HERE = "." * 30

bp = Blueprint("case_telling", __name__)


def notice() -> Letter:
    """Return the mail that says that there is news, as yet to nobody."""
    return Letter(SUBJECT, render_template("mail/news.txt", sender=paper.sender()))


@bp.post("/werk/zaak/<case>/verteld")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def told(case: str) -> Response:
    """Note that somebody called, or sent the letter."""
    said = request.form.get("manier", "")
    with here().database.writing() as session:
        handoff = access.standing(session, case).handoff
        if casework.case_of(session, pages.means(), case).is_stopped(handoff.withdrawn_at):
            raise NotThere(case)
        if said not in set(Way):
            raise NotAllowed("manier")
        telling.told(session, pages.means(), case, Way(said), now=clock.now(), by=actor())
    return redirect(url_for("cases.show", case=case), 303)


@bp.get("/werk/zaak/<case>/brief.pdf")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def letter(case: str) -> Response:
    """Give the letter to print: where to, and that there is news."""
    looked = look(case, Action.PRINT)
    is_letter = news.to_do(looked.case, looked.reach, is_gone=looked.is_gone) is Way.LETTER
    if looked.is_stopped or not is_letter:
        raise NotThere(case)
    return paper.file(_document([looked.reach.name, looked.reach.address], looked.is_gone), "brief.pdf")


def _document(address: Sequence[str], is_gone: bool) -> Document:
    today = clock.today()
    to = tuple(Paragraph(line) for part in address for line in part.splitlines() if line)
    return Document(
        title=str(_("Een bericht voor u")),
        language=language.reading().language,
        sections=(Section(str(_("Aan")), to), Section(str(_("Bericht")), (*_body(is_gone), _phone()))),
        made_on=today,
        footer=str(_("Van de %(sender)s, %(date)s.", sender=paper.sender(), date=planned.day(today))),
    )


def _phone() -> Paragraph:
    """Return the line with the number to call; while none is known there is room to write it."""
    known = here().contents.current().municipality.contact.phone
    return Paragraph(str(_("Ons telefoonnummer: %(phone)s", phone=known or WRITE_HERE)))


def _body(is_gone: bool) -> tuple[Paragraph, ...]:
    """Return where to read it; who cannot come back to the conversation is asked to call."""
    if is_gone:
        return (
            Paragraph(str(_("Er is nieuws over wat u aan ons vroeg."))),
            Paragraph(
                str(_("U kunt uw gesprek in Meedoen niet meer openen. Bel ons, dan vertellen wij het u."))
            ),
        )
    return (
        Paragraph(str(_("Er staat iets voor u klaar in Meedoen."))),
        Paragraph(str(_("Open Meedoen zoals u dat altijd doet, met uw zes woorden."))),
        Paragraph(str(_("Weet u die niet meer, of leest u liever niet op een scherm? Bel ons dan."))),
    )
