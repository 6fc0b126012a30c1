"""One step of the plan: to fill in, to change, and how it went."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import planning
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere, Stale
from meedoen_app.core.plan.lines import NEW, Outcome, Step
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import pages, plan_document, plan_forms, planned
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.plan_forms import StepForm

bp = Blueprint("plan_steps", __name__)


@bp.get("/g/<id>/plan/stap/<int:number>")
@open_to(Who.RESIDENT)
def show(id: str, number: int) -> Response:
    """Show one step to fill in, or how it went.

    0 leads to a step that is not there yet, by the number that it gets when no other comes first: who comes
    back to that address after sending it finds the step with that number, to change.
    """
    opened, found = pages.look_at_plan(id)
    if number == NEW:
        return redirect(url_for(".show", id=id, number=found.next_number), 303)
    known = _step(found, number)
    if known and found.outcome(known) is not Outcome.OPEN:
        return _went_page(opened, found, known)
    return _page(opened, known, plan_forms.step_form(known), found.revisions.get(number, 0))


@bp.post("/g/<id>/plan/stap/<int:number>")
@open_to(Who.RESIDENT)
def write(id: str, number: int) -> Response:
    """Write down a step. After a mistake everything typed is still there."""
    opened, found = pages.look_at_plan(id)
    base = plan_forms.base()
    known = _step(found, number) if base else None
    form = plan_forms.step_form(known)
    problems = dict(form.problems(known))
    if not pages.is_sealed(id):
        problems[""] = plan_forms.too_old()
    if problems:
        return _page(opened, known, form, base, problems, 422)
    try:
        _store(id, form.step(number))
    except Stale:
        changed = str(_("Deze stap is intussen veranderd. Kijk wat u wilt bewaren."))
        return _again(id, number, form, changed, 409)
    except KeyReused as reused:
        return _again(id, int(str(reused)), form, plan_forms.other_words(), 422)
    except NotAllowed as refused:
        return _page(opened, known, form, base, plan_forms.problems(refused, "wat"), 422)
    return redirect(url_for("plan.show", id=id), 303)


def _again(id: str, number: int, form: StepForm, problem: str, status: int) -> Response:
    """Show what was typed beside the step as it now stands; sent again, it takes the place of that.

    `number` is the one of that step: for a new one that came before, not the one of the address.
    """
    opened, found = pages.look_at_plan(id)
    known = _step(found, number)
    return _page(opened, known, form, found.revisions.get(number, 0), {"": problem}, status, beside=known)


def _page(
    opened: Opened,
    known: Step | None,
    filled: StepForm,
    base: int,
    errors: dict[str, str] | None = None,
    status: int = 200,
    beside: Step | None = None,
) -> Response:
    return pages.personal(
        "plan/step.html",
        opened,
        status=status,
        form=pages.hidden(opened.conversation.id, base=base),
        errors=errors or {},
        filled=filled,
        labels=plan_forms.labels(),
        number=known.number if known else NEW,
        name=planned.name_of(known.service) if known and known.service else "",
        now_stands=[planned.what(beside), *planned.details(beside)] if beside else [],
        for_another=plan_document.helper_of(opened),
    )


def _went_page(opened: Opened, found: Plan, known: Step) -> Response:
    return pages.personal(
        "plan/went.html",
        opened,
        form=pages.hidden(opened.conversation.id),
        step={"number": known.number, "what": planned.what(known)},
        outcome=found.outcome(known).value,
    )


def _step(found: Plan, number: int) -> Step | None:
    """Return a step of this plan; None for the one that is still to be made. Raises NotThere."""
    known = found.step(number)
    if known is None and number not in (NEW, found.next_number):
        raise NotThere(str(number))
    return known


def _store(id: str, step: Step) -> None:
    key, by = plan_forms.key(), actor()
    with here().database.writing() as session:
        if step.number == NEW:
            planning.add_step(session, pages.means(), id, step, key=key, by=by)
        else:
            planning.change_step(session, pages.means(), id, step, base=plan_forms.base(), key=key, by=by)
