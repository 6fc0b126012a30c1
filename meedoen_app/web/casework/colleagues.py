"""Who works on a case: handing it over, putting it back, taking over, and who is the one regisseur."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import absence, casework, telling, workbench
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import lists
from meedoen_app.web import access, clock, pages, plan_forms, text
from meedoen_app.web.access import actor, open_to, staff
from meedoen_app.web.casework import words
from meedoen_app.web.casework.cases import WORKERS, look
from meedoen_app.web.casework.telling import notice
from meedoen_app.web.installation import here

PLACES = {"reason": "reden", "too_long": "reden", "colleague": "collega", "absent": "collega"}
KNOWS, LEAD, PUT_BACK, GIVEN = "ja", "regisseur", "terug", "collega"

bp = Blueprint("case_colleagues", __name__)


@bp.get("/werk/zaak/<case>/collega")
@open_to(*WORKERS, case=(Relation.ASSIGNED,))
def ask(case: str) -> Response:
    """Show the team, with on how many cases each works, and who worked on this one before."""
    return _page(case)


@bp.post("/werk/zaak/<case>/collega")
@open_to(*WORKERS, case=(Relation.ASSIGNED,), sealed=False, gives_away=True)
def write(case: str) -> Response:
    """Hand over with a reason, put back for the team, or become the regisseur."""
    if not pages.is_sealed(staff().id):
        return _page(case, {"": plan_forms.too_old()}, 422)
    try:
        _do(case, request.form.get("doe", ""))
    except NotAllowed as refused:
        word = str(refused)
        places = {**PLACES, "reason": "waarom", "too_long": "waarom"} if _leads() else PLACES
        return _page(case, {places.get(word, ""): words.refused(word)}, 422)
    if _leads():
        return redirect(url_for("cases.show", case=case), 303)
    return redirect(url_for("work.show", gegeven=PUT_BACK if _puts_back() else GIVEN), 303)


def _leads() -> bool:
    """Say whether somebody asks to become the regisseur: they keep the case."""
    return request.form.get("doe") == LEAD


def _puts_back() -> bool:
    return request.form.get("doe") == PUT_BACK


def _do(case: str, doing: str) -> None:
    now, by = clock.now(), actor()
    with here().database.writing() as transaction:
        access.standing(transaction, case)
        match doing:
            case "terug":
                casework.put_back(transaction, pages.means(), case, now=now, by=by)
            case "regisseur":
                told = casework.coordinate(
                    transaction, pages.means(), case, staff().id, _typed("waarom"), now=now, by=by
                )
                for one in told:
                    telling.tell(transaction, pages.means(), one, notice(), now=now, by=by)
            case _:
                account, reason = request.form.get("collega", ""), _reason()
                if not _knows():
                    absence.require_present(transaction, account, clock.today())
                casework.pass_on(transaction, pages.means(), case, account, reason, now=now, by=by)


@bp.get("/werk/zaak/<case>/neem-over")
@open_to(*WORKERS, case=(Relation.TEAM,))
def ask_to_take_over(case: str) -> Response:
    """Ask why a case of a colleague who is absent is taken over."""
    return _take_over_page(case)


@bp.post("/werk/zaak/<case>/neem-over")
@open_to(*WORKERS, case=(Relation.TEAM, Relation.ASSIGNED))
def take_over(case: str) -> Response:
    """Take over a case of a colleague who is absent; whoever has it already goes to it."""
    now, today = clock.now(), clock.today()
    try:
        with here().database.writing() as transaction:
            if access.standing(transaction, case).relation is not Relation.ASSIGNED:
                absence.take_over(
                    transaction,
                    pages.means(),
                    case,
                    staff().id,
                    _reason(),
                    today=today,
                    now=now,
                    by=actor(),
                )
    except NotAllowed as refused:
        word = str(refused)
        if word not in PLACES:
            return pages.page("casework/not_taken.html", status=422, why=words.refused(word))
        return _take_over_page(case, {PLACES[word]: words.refused(word)}, 422)
    return redirect(url_for("cases.show", case=case), 303)


def _take_over_page(case: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    """Show who is absent and until when: nothing of the case itself."""
    try:
        with here().database.reading() as transaction:
            found = absence.worker(transaction, case, staff().id, clock.today())
    except NotAllowed as refused:
        return pages.page("casework/not_taken.html", status=422, why=words.refused(str(refused)))
    return pages.page(
        "casework/take_over.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        colleague=found,
        reason=_reason(),
    )


def _knows() -> bool:
    """Say whether whoever gives it says that they know that this colleague is absent."""
    return request.form.get("weet_het") == KNOWS


def _reason() -> str:
    return _typed("reden")


def _typed(name: str) -> str:
    return text.clean(request.form.get(name, ""))


def _page(case: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    looked = look(case)
    with here().database.reading() as transaction:
        team = workbench.loads(transaction, looked.handoff.team, clock.now())
        history = workbench.history(transaction, pages.means(), case)
        led = casework.regisseur(transaction, pages.means(), looked.handoff)
        leads = lists.accounts_of(transaction, [led.account]) if led else {}
    return pages.page(
        "casework/colleague.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        handoff=looked.handoff,
        team=[(one, load, one.is_absent(clock.today())) for one, load in team if one.id != staff().id],
        knows=_knows(),
        history=history,
        is_coordinated=looked.is_coordinated,
        regisseur=next((one.name for one in leads.values()), ""),
        why=_typed("waarom"),
        chosen=request.form.get("collega", ""),
        reason=_reason(),
    )
