"""One case on the workbench: taking it, looking at it, and its appointment for a calendar.

Who may is declared at each view; every look stands in the trace before anything of it is on a page.
"""

from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import casework, workbench
from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.document import CalendarEntry
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.trace import Action
from meedoen_app.web import access, calendar_file, clock, pages
from meedoen_app.web.access import Who, actor, open_to, staff
from meedoen_app.web.casework import case_page, words
from meedoen_app.web.installation import here

WORKERS = (Who.COACH, Who.PROFESSIONAL)
LOOKS = (Relation.ASSIGNED, Relation.GLASS)

bp = Blueprint("cases", __name__)


def look(case: str, action: Action = Action.READ) -> Looked:
    """Return a case to who may see it now. What cannot be written in the trace is not seen."""
    with here().database.writing() as transaction:
        standing = access.standing(transaction, case)
        return workbench.look(
            transaction, pages.means(), standing, now=clock.now(), by=actor(), action=action
        )


@bp.get("/werk/zaak/<case>")
@open_to(*WORKERS, case=LOOKS)
def show(case: str) -> Response:
    """Show a case: own words first, then the four tasks."""
    return page(look(case))


def page(looked: Looked, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    holds = looked.standing.relation is Relation.ASSIGNED
    return pages.page_or_main(
        "casework/case.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        holds=holds,
        writes=holds and not looked.is_over,
        **case_page.context(looked, staff().id),
    )


@bp.post("/werk/zaak/<case>/neem")
@open_to(*WORKERS, case=(Relation.TEAM, Relation.ASSIGNED))
def take(case: str) -> Response:
    """Take what came in and nobody works on."""
    try:
        with here().database.writing() as transaction:
            access.standing(transaction, case)
            casework.take(transaction, pages.means(), case, staff().id, now=clock.now(), by=actor())
    except NotAllowed as refused:
        return pages.page_or_main("casework/not_taken.html", status=422, why=words.refused(str(refused)))
    return redirect(url_for(".show", case=case), 303)


@bp.get("/werk/zaak/<case>/afspraak.ics")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def as_calendar(case: str) -> Response:
    """Give one appointment for the calendar of whoever works on it; of whom it is does not stand in it."""
    looked = look(case, Action.EXPORT)
    wanted = request.args.get("nummer", "")
    found = [one for one in looked.case.appointments if str(one.number) == wanted]
    if looked.is_over or not found:
        raise NotThere(wanted)
    entries = [CalendarEntry(one.number, "Meedoen", one.on, one.hour, one.place) for one in found]
    salt = uuid5(NAMESPACE_URL, here().settings.secret + case)
    response = make_response(calendar_file.ics(entries, clock.now(), salt))
    response.mimetype = "text/calendar"
    response.headers["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response
