"""Writing in a case: one page for each kind of line, and what a button says alone."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import casework, telling
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.web import access, pages, plan_forms
from meedoen_app.web.access import actor, open_to, staff
from meedoen_app.web.casework import case_page, forms, words
from meedoen_app.web.casework.cases import WORKERS, look
from meedoen_app.web.casework.forms import FORMS
from meedoen_app.web.casework.line_form import LineForm
from meedoen_app.web.casework.telling import notice
from meedoen_app.web.casework.term_forms import CloseForm
from meedoen_app.web.installation import here

# In which field a word of the core is said; the others stand above the form.
PLACES = {"empty": "tekst", "too_long": "tekst", "day": "dag", "open": "vervalt"}

# The forms of a page share one key, and each button makes its own of it.
PRESSED = ("sleutel", "nummer", "doe")

bp = Blueprint("case_writing", __name__)


@bp.get("/werk/zaak/<case>/schrijf/<kind>")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def ask(case: str, kind: str) -> Response:
    """Show the form for one kind of line."""
    return _page(case, kind)


@bp.post("/werk/zaak/<case>/schrijf/<kind>")
@open_to(*WORKERS, case=(Relation.ASSIGNED,), sealed=False)
def write(case: str, kind: str) -> Response:
    """Write the line; after a mistake everything that was typed is still there."""
    form = forms.sent(_kind(kind))
    if not pages.is_sealed(staff().id):
        return _page(case, kind, form, {"": plan_forms.too_old()}, 422)
    problems = form.problems()
    if problems:
        return _page(case, kind, form, problems, 422)
    try:
        write_down(case, form)
    except NotAllowed as refused:
        word = str(refused)
        return _page(case, kind, form, {PLACES.get(word, ""): words.refused(word)}, 422)
    except KeyReused:
        return _page(case, kind, form, {"": plan_forms.other_words()}, 422)
    return redirect(url_for("cases.show", case=case, _anchor="werk"), 303)


def write_down(case: str, made: LineForm | Line) -> None:
    """Write a line, or what a form makes of this case, as who works on it at this moment.

    Where it is news, the resident is told so in the way that they want.
    """
    with here().database.writing() as transaction:
        handoff = access.standing(transaction, case).handoff
        line = made.line(handoff, staff().id) if isinstance(made, LineForm) else made
        casework.write_down(transaction, pages.means(), case, line, key=_key(), by=actor())
        telling.tell(transaction, pages.means(), case, notice(), now=line.at, by=actor())


def _key() -> str:
    """Return the key of what was sent; none when it came without one of ours."""
    pressed = [request.form.get(name, "") for name in PRESSED]
    return ":".join(pressed) if pressed[0] else ""


def _kind(kind: str) -> type[LineForm]:
    if kind not in FORMS:
        raise NotThere(kind)
    return FORMS[kind]


def _page(
    case: str,
    kind: str,
    sent: LineForm | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Show a form: as it was sent, or else with what is known. Beside an estimate stands the wish."""
    looked, shape = look(case), _kind(kind)
    filled = sent or forms.empty(shape, looked)
    filled.fit(looked)
    opened = looked.shown.opened
    return pages.page_or_main(
        "casework/write.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        heading=shape.heading,
        says=filled.says,
        filled=filled,
        choices=forms.choice_words(),
        reach=looked.reach,
        still_open=case_page.still_open(looked) if shape is CloseForm else [],
        wished=case_page.told(opened)["wished"] if opened and shape is forms.EstimateForm else [],
        back_url=url_for("cases.show", case=case),
    )
