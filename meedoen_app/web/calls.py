""" "Bel mij" on the workbench: who asked to be called, before which day, and that it was done."""

from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import callback as calling
from meedoen_app.core import callback
from meedoen_app.core.errors import NotAllowed
from meedoen_app.web import clock, pages, text
from meedoen_app.web.access import Who, actor, open_to, staff
from meedoen_app.web.installation import here

OWN = "|"  # Before each line of own words, in the letter of `templates/mail/callback.txt`.

bp = Blueprint("calls", __name__)


def waiting() -> list[dict[str, Any]]:
    """Return who waits for a call of this team, the oldest first; nothing for who is of another team."""
    municipality = here().contents.current().municipality
    with here().database.writing() as session:
        if calling.team_that_calls(session, pages.means()) != staff().team:
            return []
        found = calling.on_the_workbench(session, pages.means(), now=clock.now(), by=actor())
    return [
        {
            "request": one,
            "due_on": callback.before(municipality, clock.day_of(one.asked_at)),
            "parts": _parts(one.text),
        }
        for one in found
    ]


def _parts(letter: str) -> list[dict[str, Any]]:
    """Return what a letter says in parts, and which of them are own words: those lines begin with a bar.

    Its last line is about the mail, and here is none.
    """
    parts = groupby(letter.splitlines()[:-1], key=lambda line: line.startswith(OWN))
    told = [(is_own, "\n".join(line.removeprefix(OWN).strip() for line in lines)) for is_own, lines in parts]
    return [{"is_own": is_own, "words": words.strip()} for is_own, words in told if words.strip()]


@bp.post("/werk/bellen")
@open_to(Who.COACH, Who.PROFESSIONAL)
def called() -> Response:
    """Note that somebody was called. What they asked is emptied."""
    number = text.number(request.form.get("vraag", ""))
    if number is None:
        raise NotAllowed("vraag")
    with here().database.writing() as session:
        if calling.team_that_calls(session, pages.means()) == staff().team:
            calling.called(session, pages.means(), number, now=clock.now(), by=actor())
    return redirect(url_for("work.show"), 303)
