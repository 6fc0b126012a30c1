""" "Ik maak me zorgen om iemand": advice for a neighbour, a church or a club (beleidsplan Meedoen §2.2).

It is for who is worried, and asks nothing about the other: no name, no story.
"""

import secrets

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import concern
from meedoen_app.core.errors import NotAllowed
from meedoen_app.web import clock, limits, pages
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.forms import LONGEST_KEY
from meedoen_app.web.installation import here

FEW = "10 per hour; 30 per day"
FEW_OF_ALL = "100 per hour; 300 per day"  # Nobody can fill the counts from many networks.

bp = Blueprint("concern", __name__)


@bp.get("/zorgen-om-iemand")
@open_to(Who.ANYONE)
def show() -> Response:
    """Tell how to talk with somebody one worries about, and where that person can go."""
    return _page()


@bp.post("/zorgen-om-iemand")
@open_to(Who.ANYONE)
@limits.per_network(FEW, deduct_when=limits.is_done)
@limits.in_total(FEW_OF_ALL, deduct_when=limits.is_done)
def count() -> Response:
    """Count the theme and the wijk, if somebody wants to tell them, once for this form."""
    theme, wijk = request.form.get("onderwerp", ""), request.form.get("wijk", "")
    key, today, now = request.form.get("sleutel", ""), clock.today(), clock.now()
    if not 0 < len(key) <= LONGEST_KEY:
        return _page({"": str(_("Dit formulier klopt niet meer. Druk nog een keer op de knop."))}, 422)
    try:
        told = concern.told(here().contents.current(), theme, wijk)
    except NotAllowed:
        return _page({"onderwerp": str(_("Kies een van de onderwerpen."))}, 422)
    with here().database.writing() as session:
        concern.count(session, pages.means(), told, key=key, today=today, now=now)
    return redirect(url_for(".thanks"), 303)


@bp.get("/zorgen-om-iemand/dank")
@open_to(Who.ANYONE)
def thanks() -> Response:
    return pages.page("concern/thanks.html")


def _page(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    content = here().contents.current()
    return pages.page(
        "concern/concern.html",
        status=status,
        errors=errors or {},
        form=pages.Hidden(sleutel=secrets.token_urlsafe(16)),
        themes=[chapter for chapter in content.questionnaire.chapters if chapter.is_theme],
        wijken=content.municipality.wijken,
        theme=request.form.get("onderwerp", ""),
        wijk=request.form.get("wijk", ""),
    )
