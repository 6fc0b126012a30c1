"""The adults of one household: asking whether their plans may be looked at together."""

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import households, workbench
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.web import access, clock, pages, plan_forms
from meedoen_app.web.access import actor, open_to, staff
from meedoen_app.web.casework.cases import WORKERS, look
from meedoen_app.web.installation import here

bp = Blueprint("case_households", __name__)


@bp.get("/werk/zaak/<case>/huishouden")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def ask(case: str) -> Response:
    """Show whom one works with besides, and whether these were asked."""
    return _page(case)


@bp.post("/werk/zaak/<case>/huishouden")
@open_to(*WORKERS, case=(Relation.ASSIGNED,), sealed=False)
def write(case: str) -> Response:
    """Ask each of them, alone; or let it be."""
    if not pages.is_sealed(staff().id):
        return _page(case, {"": plan_forms.too_old()}, 422)
    cases = [case, *request.form.getlist("zaak")]
    try:
        with here().database.writing() as transaction:
            households.hold(transaction, staff().id, cases)
            access.standing(transaction, case)
            if request.form.get("doe") == "stop":
                households.stop(transaction, pages.means(), case, now=clock.now(), by=actor())
            else:
                households.ask(transaction, pages.means(), staff().id, cases, now=clock.now(), by=actor())
    except NotAllowed as refused:
        return _page(case, {"zaak": _sentences()[str(refused)]}, 422)
    return redirect(url_for(".ask", case=case), 303)


def _sentences() -> Mapping[str, str]:
    return {
        "cases": str(_("Kies wie u erbij wilt vragen.")),
        "unsafe": str(_("Bij deze mensen vragen we dit niet. Iemand wil dat u thuis voorzichtig bent.")),
    }


def _page(case: str, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    looked, now = look(case), clock.now()
    with here().database.reading() as transaction:
        mine = workbench.mine(transaction, pages.means(), staff().id, now)
        found = households.of_case(transaction, pages.means(), case)
    together = set(found.others(case)) if found else set()
    others = [one for one in mine if one.handoff.conversation != looked.handoff.conversation]
    return pages.page(
        "casework/household.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        handoff=looked.handoff,
        others=[one for one in others if one.handoff.conversation and not one.handoff.is_withdrawn_or_closed],
        chosen=request.form.getlist("zaak"),
        household=found,
        together=[one for one in mine if one.handoff.id in together],
        is_with_a_colleague=not together.issubset(one.handoff.id for one in mine),
    )
