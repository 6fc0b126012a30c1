"""The door of who looks along: six words of their own, and then what was chosen for them and no more."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import along
from meedoen_app.actions.along import Along
from meedoen_app.core.along import (
    LONGEST_BESIDE,
    CarerCheck,
    Column,
    HelperRole,
    HelperSaid,
    HelperSupport,
    Line,
    Relief,
    Weight,
)
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.core.handoff import LONGEST_WORDS, Support
from meedoen_app.web import about_me, beside, clock, limits, pages, plan_forms, rights, sessions, text
from meedoen_app.web.access import Who, actor, open_to, seat
from meedoen_app.web.installation import here
from meedoen_app.web.start import WRONG_WORDS, WRONG_WORDS_OF_ALL

WRITE, ABOUT_ME, NO_PLACE = "schrijf", "zelf", "geen-plek"

bp = Blueprint("along_door", __name__)


@bp.get("/meekijken")
@open_to(Who.ANYONE)
def show() -> Response:
    return _words_page({})


@bp.post("/meekijken")
@open_to(Who.ANYONE)
@limits.per_network(WRONG_WORDS, deduct_when=limits.is_wrong)
@limits.in_total(WRONG_WORDS_OF_ALL, deduct_when=limits.is_wrong)
def enter() -> Response:
    """Let somebody look along with the six words that they got. What is stopped or over is not known."""
    typed = text.clean(request.form.get("woorden", ""))
    try:
        with here().database.reading() as session:  # A wrong try takes no lock: it only reads.
            found = along.find(session, pages.means(), typed, clock.now())
    except NotAllowed:
        return _words_page({"woorden": str(_("Geef zes woorden, met een spatie ertussen."))}, typed, 422)
    except NotThere:
        problem = str(_("Met deze woorden kunt u niet meekijken. Kijk of u ze goed overnam."))
        return _words_page({"woorden": problem}, typed, 422)
    sessions.current().look_along(found)
    return redirect(url_for(".support"), 303)


@bp.get("/meekijken/steun")
@open_to(Who.HELPER)
def support() -> Response:
    """Tell, once and before anything else, that somebody independent can stand beside them as well."""
    if _own_column().support is not None:
        return redirect(url_for(".read"), 303)
    return _support_page({})


@bp.post("/meekijken/steun")
@open_to(Who.HELPER)
def say_to_support() -> Response:
    said = request.form.get("steun", "")
    if not pages.is_sealed(seat().ref):
        return _support_page({"": plan_forms.too_old()}, 422)
    if said not in set(Support):
        return _support_page({"steun": str(_("Kies een van de antwoorden."))}, 422)
    line = HelperSupport(seat().number, Support(said), clock.now())
    with here().database.writing() as session:
        key = f"{request.form.get('sleutel', '')}:{said}"
        along.write(session, pages.means(), seat(), line, key=key, by=actor())
    if line.said is Support.WANTED:
        return redirect(url_for("rights.one", page=rights.SUPPORT, terug=rights.ALONG), 303)
    return redirect(url_for(".read"), 303)


@bp.get("/meekijken/gesprek")
@open_to(Who.HELPER)
def read() -> Response:
    """Show the chapters that were chosen, to read only, each with a box for own words beside it."""
    if _own_column().support is None:
        return redirect(url_for(".support"), 303)
    return _page()


@bp.post("/meekijken/gesprek")
@open_to(Who.HELPER)
def write() -> Response:
    """Write down what somebody sees or notices in one chapter, or how they are themselves."""
    if not pages.is_sealed(seat().ref):
        return _page(plan_forms.too_old())
    doing = request.form.get("doe", "")
    try:
        line = _line(doing)
        key = f"{request.form.get('sleutel', '')}:{doing}:{_chapter()}"
        with here().database.writing() as session:
            along.write(session, pages.means(), seat(), line, key=key, by=actor())
    except NotAllowed as refused:
        return _page(_refused(refused))
    except KeyReused:
        return _page(str(_("U schreef hier net iets anders. Wilt u dit in de plaats daarvan?")))
    place = text.number(request.form.get("plek", "")) or 1
    return redirect(url_for(".read", _anchor=ABOUT_ME if doing == ABOUT_ME else f"deel-{place}"), 303)


@bp.post("/meekijken/stop")
@open_to(Who.HELPER)
def stop() -> Response:
    """Stop for now. The words go on working for as long as the resident wants."""
    sessions.current().end()
    return redirect(url_for(".show"), 303)


@bp.get("/meekijken/blijf")
@open_to(Who.ANYONE)
def seconds_left() -> Response:
    """Say for how many seconds this is still open here, if it is. Asking is no visit."""
    sessions.current().only_asks = True
    left = sessions.current().seconds_left(clock.now()) if sessions.current().seat else 0
    return Response(str(left), mimetype="text/plain")


@bp.post("/meekijken/blijf")
@open_to(Who.HELPER)
def stay() -> Response:
    sessions.current().stay = True
    return Response(str(sessions.current().seconds_left(clock.now())), mimetype="text/plain")


def _line(doing: str) -> Line:
    """Return what was written. Raises NotAllowed for what is none of our forms."""
    number, now, words = seat().number, clock.now(), text.clean(request.form.get("tekst", ""))
    if doing == WRITE:
        return HelperSaid(number, _chapter(), words, now)
    chosen, weight = set(request.form.getlist("helpt")), request.form.get("zwaar", "")
    if doing != ABOUT_ME or not chosen <= set(Relief) or weight not in {"", *Weight}:
        raise NotAllowed("doe")
    relief = frozenset(Relief(one) for one in chosen)
    return CarerCheck(number, Weight(weight) if weight else None, relief, words, now)


def _own_column() -> Column:
    with here().database.reading() as session:
        return along.column(session, pages.means(), seat(), clock.now())


def _page(problem: str = "") -> Response:
    """Show what may be read; that somebody looked is written in the trace before it is."""
    with here().database.writing() as session:
        found = along.look(session, pages.means(), seat(), now=clock.now(), by=actor())
    chapters = _chapters(found)
    box = _box(chapters) if problem else ""
    return _own_page(
        "along/read.html",
        status=422 if problem else 200,
        errors={box: problem} if problem else {},
        chapters=chapters,
        column=found.column,
        is_carer=found.column.helper.role is HelperRole.CARER,
        weights=beside.weights(),
        reliefs=beside.reliefs(),
        check=_typed_check() if box == ABOUT_ME else _check(found),
        typed_at=box,
        typed_words=text.clean(request.form.get("tekst", "")),
        most={"beside": LONGEST_BESIDE, "self": LONGEST_WORDS},
        supporter=here().contents.current().supporter,
    )


def _check(found: Along) -> dict[str, Any]:
    told = found.column.check
    return {
        "weight": told.weight if told else None,
        "relief": told.relief if told else frozenset(),
        "words": told.words if told else "",
    }


def _typed_check() -> dict[str, Any]:
    form = request.form
    return {
        "weight": form.get("zwaar", ""),
        "relief": form.getlist("helpt"),
        "words": text.clean(form.get("tekst", "")),
    }


def _chapters(found: Along) -> list[dict[str, Any]]:
    """Return each chapter that was chosen, with what the resident said in it and the own words beside it."""
    told = about_me.told_in(found.opened, found.sharing.parts)
    return [{**one, "own": found.column.said.get(one["chapter"].id)} for one in told]


def _support_page(errors: Mapping[str, str], status: int = 200) -> Response:
    return _own_page(
        "along/support.html", status=status, errors=errors, supporter=here().contents.current().supporter
    )


def _own_page(template: str, *, status: int, **context: Any) -> Response:
    """Render a page of who looks along. Nothing on it tells which conversation it is."""
    return pages.page(
        template,
        status=status,
        personal=True,
        form=pages.hidden(seat().ref),
        conversation=pages.Shown("", True, None),
        to={"stay": url_for(".stay")},
        idle_seconds=sessions.current().seconds_left(clock.now()),
        **context,
    )


def _words_page(errors: Mapping[str, str], typed: str = "", status: int = 200) -> Response:
    return pages.page("along/words.html", status=status, form=pages.Hidden(), errors=errors, typed=typed)


def _chapter() -> str:
    return text.clean(request.form.get("hoofdstuk", ""))


def _box(chapters: Sequence[Mapping[str, Any]]) -> str:
    """Return where on the page that is shown now something was written.

    A chapter may be gone meanwhile: what was written there stands apart, only to copy.
    """
    if request.form.get("doe") == ABOUT_ME:
        return ABOUT_ME
    ids = [part["chapter"].id for part in chapters]
    return f"deel-{ids.index(_chapter()) + 1}" if _chapter() in ids else NO_PLACE


def _refused(refused: NotAllowed) -> str:
    """Return what to say of a no that somebody can do something about."""
    most = LONGEST_WORDS if request.form.get("doe") == ABOUT_ME else LONGEST_BESIDE
    if str(refused) == "too_long":
        return plan_forms.too_long(most)
    return str(_("Dit formulier klopt niet meer. Kijk wat u nu kunt lezen."))
