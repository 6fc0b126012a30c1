"""Notes about safety, for the privacy officer: whether the resident may not read them, and why."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import safety_notes
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import lists
from meedoen_app.web import clock, pages, text
from meedoen_app.web.access import Who, actor, open_to, staff
from meedoen_app.web.installation import here

WITHHOLD, OPEN = "achterhouden", "niet_achterhouden"

bp = Blueprint("safety_notes", __name__)


@bp.get("/werk/privacy/notities")
@open_to(Who.PRIVACY)
def show() -> Response:
    """Show what waits; of the conversation of anybody nothing."""
    with here().database.writing() as session:
        waiting = safety_notes.waiting(session, pages.means(), now=clock.now(), by=actor())
        names = lists.accounts_of(session, {one.note.by for one in waiting})
    rows = [{"case": one.case, "note": one.note, "by": names.get(one.note.by)} for one in waiting]
    return pages.page("work/safety_notes.html", form=pages.hidden(staff().id), rows=rows)


@bp.post("/werk/privacy/notities")
@open_to(Who.PRIVACY)
def judge() -> Response:
    """Say yes or no to withholding a note, once."""
    number, said = text.number(request.form.get("notitie", "")), request.form.get("doe", "")
    if number is None or said not in (WITHHOLD, OPEN):
        raise NotAllowed("doe")
    with here().database.writing() as session:
        safety_notes.judge(
            session,
            pages.means(),
            request.form.get("zaak", ""),
            number,
            said == WITHHOLD,
            now=clock.now(),
            by=actor(),
        )
    return redirect(url_for(".show"), 303)
