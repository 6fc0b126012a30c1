""" "Ik maak me zorgen om iemand": advice for a neighbour, a church or a club (beleidsplan Meedoen §2.2).

It is for who is worried, and asks nothing about the other: no name, no story.
"""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import concern
from meedoen_app.core.errors import NotAllowed
from meedoen_app.web import clock, limits, pages
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.installation import here

PER_NETWORK = "10 per hour"

bp = Blueprint("concern", __name__)


@bp.get("/zorgen-om-iemand")
@open_to(Who.ANYONE)
def show() -> Response:
    """Tell how to talk with somebody one worries about, and where that person can go."""
    return _page()


@bp.post("/zorgen-om-iemand")
@open_to(Who.ANYONE)
@limits.per_network(PER_NETWORK)
def count() -> Response:
    """Count the theme and the wijk, if somebody wants to tell them."""
    theme, wijk = request.form.get("onderwerp", ""), request.form.get("wijk", "")
    try:
        with here().database.writing() as session:
            concern.count(session, here().contents.current(), theme=theme, wijk=wijk, today=clock.today())
    except NotAllowed:
        return _page({"onderwerp": str(_("Kies een van de onderwerpen."))}, 422)
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
        themes=[chapter for chapter in content.questionnaire.chapters if chapter.is_theme],
        wijken=content.municipality.wijken,
        wijk=request.form.get("wijk", ""),
    )
