"""The receipt of a handing over as a document: to whom, what, since when, and what has to be done by when."""

from flask_babel import gettext as _

from meedoen_app.core.casework.clock import Running
from meedoen_app.core.document import Document, Listing, Pairs, Section
from meedoen_app.core.handoff import BESIDE, LADDER, PLAN
from meedoen_app.web import clock, following, language, paper, planned
from meedoen_app.web.following import Followed
from meedoen_app.web.language import say


def document(found: Followed) -> Document:
    """Return the receipt. Of what was shared it tells which parts, and never what was said in them."""
    today = clock.today()
    return Document(
        title=str(_("Bewijs dat uw bericht aankwam")),
        language=language.reading().language,
        sections=(
            Section(str(_("Wat kwam er aan?")), (_arrived(found),)),
            Section(str(_("Wat ik deelde")), (Listing(_parts(found)),)),
            Section(str(_("Wat gebeurt er, en wanneer?")), (Pairs(_steps(found)),)),
        ),
        made_on=today,
        footer=paper.footer(today),
    )


def _arrived(found: Followed) -> Pairs:
    handoff, desk = found.handoff, found.desk
    name = say(desk.name, "loket", desk.id)
    what = _("Een melding") if found.case.notified else _("Een gesprek dat u deelde")
    told = [
        (_("Nummer"), handoff.number),
        (_("Wat"), what),
        (_("Aan wie"), f"{name} ({desk.organisation})" if desk.organisation else name),
        (_("Uw bericht kwam aan"), planned.day(found.received_on)),
    ]
    if handoff.withdrawn_at:
        told.append((_("Gestopt met delen"), planned.day(clock.day_of(handoff.withdrawn_at))))
    return Pairs(tuple((str(label), str(words)) for label, words in told))


def _parts(found: Followed) -> tuple[str, ...]:
    extra = {
        PLAN: _("Mijn persoonlijk plan"),
        BESIDE: _("Wat mijn meekijker schreef"),
        LADDER: _("Hoe ik nu meedoe"),
    }
    told = [
        language.shared_as(one["chapter"]) if "chapter" in one else str(extra[one["id"]])
        for one in following.shared_parts(found)
    ]
    return tuple(told) or (str(_("Niets uit uw gesprek")),)


def _steps(found: Followed) -> tuple[tuple[str, str], ...]:
    """Return what has to be done, the receipt first; of what was stopped nothing runs any more."""
    running = () if found.is_stopped else found.terms
    steps = ((say(one.deadline.term.name, "termijn", one.deadline.term.id), _when(one)) for one in running)
    return ((str(_("Uw bericht kwam aan")), planned.day(found.received_on)), *steps)


def _when(one: Running) -> str:
    """Return by which day something has to be done, with the article; or how soon, where there is no day."""
    deadline, term = one.deadline, one.deadline.term
    said = str(_("Welke dag dit is, weten we nu niet."))
    if deadline.latest:
        said = str(_("Uiterlijk %(date)s.", date=planned.day(deadline.latest)))
    elif term.words:
        said = say(term.words, "termijn", term.id, "wanneer")
    return f"{said} ({term.article})"
