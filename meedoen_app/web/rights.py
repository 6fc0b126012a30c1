"""What somebody may, and may expect: pages about the law in plain words, and where one can complain.

They are content (`rechten.toml`). A complaint belongs to no conversation, even where one is open.
"""

import secrets
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import complaint as complaining
from meedoen_app.content.content import Content
from meedoen_app.core import complaint
from meedoen_app.core.complaint import Complaint
from meedoen_app.core.message import Letter
from meedoen_app.core.rights import Right
from meedoen_app.web import clock, forms, limits, markup, pages, sessions, text
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.language import say

COMPLAINT, SUPPORT = "klacht", "clientondersteuning"
ALONG = "meekijken"  # Where to go back to; the others are the ids of desks.
SUBJECT = "Meedoen: een klacht"  # For who deals with complaints, so in Dutch.
FEW = "5 per hour; 20 per day"
FEW_OF_ALL = "100 per hour; 500 per day"
LONGEST = {
    "woorden": complaint.LONGEST_WORDS,
    "naam": complaint.LONGEST_NAME,
    "bereik": complaint.LONGEST_REACH,
}

bp = Blueprint("rights", __name__)


@bp.get("/rechten")
@open_to(Who.ANYONE)
def browse() -> Response:
    return pages.page("rights/browse.html", rights=here().contents.current().rights)


@bp.get("/rechten/<page>")
@open_to(Who.ANYONE)
def one(page: str) -> Response:
    """Show one page, for the screen and for paper. Raises NotThere."""
    content = here().contents.current()
    return pages.page("rights/right.html", back_url=_back(), **_shown(content, content.right(page)))


@bp.get("/rechten/klacht")
@open_to(Who.ANYONE)
def complain() -> Response:
    return _complaint_page(Complaint(""), {})


@bp.post("/rechten/klacht")
@open_to(Who.ANYONE)
@limits.per_network(FEW, deduct_when=limits.is_done)
@limits.in_total(FEW_OF_ALL, deduct_when=limits.is_done)
def send() -> Response:
    """Send a complaint, once, to who deals with complaints."""
    told = _told()
    errors = _errors(told)
    mailbox = here().settings.complaint_mailbox
    if errors or not mailbox:
        return _complaint_page(told, errors, 422)
    letter = Letter(SUBJECT, render_template("mail/complaint.txt", told=told), to=mailbox)
    key, now = request.form.get("sleutel", "")[: forms.LONGEST_KEY], clock.now()
    with here().database.writing() as transaction:
        complaining.complain(transaction, pages.means(), told, letter, key=key, now=now)
    return redirect(url_for(".thanks"), 303)


@bp.get("/rechten/klacht/dank")
@open_to(Who.ANYONE)
def thanks() -> Response:
    return pages.page("rights/thanks.html")


def _back() -> str:
    """Return where somebody goes on who came to read this before handing over or looking along; "" for none.

    The address names the desk alone: whose page it is, the session knows.
    """
    session, came_from = sessions.current(), request.args.get("terug", "")
    if session.seat and came_from == ALONG:
        return url_for("along_door.read")
    if session.conversation and any(one.id == came_from for one in here().contents.current().desks):
        return url_for("sharing.offer", id=session.conversation, desk=came_from)
    return ""


def _shown(content: Content, right: Right) -> dict[str, Any]:
    """Return a page as templates see it: its parts as HTML, where to go, and how long it may take."""
    parts = [
        (part, markup.described(say(part.text, "recht", right.id, part.id, "tekst"))) for part in right.parts
    ]
    return {
        "right": right,
        "parts": parts,
        "services": [service for service in content.services if service.id in right.go_to],
        "terms": [content.term(id) for id in right.terms],
    }


def _complaint_page(told: Complaint, errors: dict[str, str], status: int = 200) -> Response:
    content = here().contents.current()
    return pages.page(
        "rights/complaint.html",
        status=status,
        told=told,
        errors=errors,
        longest=LONGEST,
        typed=bool(told.words or told.name or told.reach),
        lines=content.complaints,
        is_connected=bool(here().settings.complaint_mailbox),
        form=pages.Hidden(sleutel=secrets.token_urlsafe(16)),
        **_shown(content, content.right(COMPLAINT)),
    )


def _told() -> Complaint:
    return Complaint(
        words=text.clean(request.form.get("woorden", "")),
        name=_line(request.form.get("naam", "")),
        reach=_line(request.form.get("bereik", "")),
    )


def _line(typed: str) -> str:
    """Return what was typed as one line, so that nobody writes below what we say in the letter."""
    return " ".join(text.clean(typed).split())


def _errors(told: Complaint) -> dict[str, str]:
    given = {"woorden": told.words, "naam": told.name, "bereik": told.reach}
    errors = {
        field: str(_("Dit is te lang. Er passen %(most)s tekens in.", most=LONGEST[field]))
        for field, value in given.items()
        if len(value) > LONGEST[field]
    }
    return errors if told.words else {"woorden": str(_("Schrijf wat er niet goed ging."))} | errors
