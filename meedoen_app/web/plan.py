""" "Mijn plan": choosing from what can help, the steps that follow, and looking at it again."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import planning
from meedoen_app.actions.conversation import Opened
from meedoen_app.core import domains, plan, table
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.domains import Status
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere, Stale
from meedoen_app.core.plan import Choice, Outcome, Plan, Step
from meedoen_app.web import about_me, clock, pages, plan_forms, planned, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.plan_forms import StepForm

# The four lines that the policy wants first when much is at stake at once (beleidsplan Meedoen §3.5).
FOUR_LINES = ("wonen", "lichaam", "overdag", "geld")

bp = Blueprint("plan", __name__)


@bp.post("/g/<id>/keuze")
@open_to(Who.RESIDENT)
def choose(id: str) -> Response:
    """Write down what somebody says of something that can help, and go back to where that stood."""
    pages.require_seal(id)
    said = plan_forms.chosen()
    _write_down(id, said, f"{_key()}:{said.service}:{said.choice}:{said.reason or ''}")
    if said.choice is Choice.NOT_FOR_ME and request.form.get("doe") != "klaar":
        return redirect(url_for(".why_not", id=id, terug=request.form.get("terug") or None), 303)
    return redirect(_back(id, said.service, request.form.get("terug", "")), 303)


@bp.get("/g/<id>/keuze")
@open_to(Who.RESIDENT)
def why_not(id: str) -> Response:
    """Ask, of what somebody just said does not fit, why; nobody has to say that."""
    opened, found = pages.look_at_plan(id)
    rejected = found.chosen(Choice.NOT_FOR_ME)
    if not rejected:
        return redirect(url_for("advice.all_of_it", id=id), 303)
    last, back = max(rejected, key=lambda one: one.at), request.args.get("terug", "")
    return pages.personal(
        "plan/why_not.html",
        opened,
        form=pages.hidden(id, back=back),
        skip_url=_back(id, last.service, back),
        chosen=last,
        name=planned.name_of(last.service),
        reasons=planned.reason_words(),
        longest=plan.LONGEST,
    )


@bp.get("/g/<id>/plan")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Show the plan: what I want, and the steps to do first."""
    return _page(id)


@bp.post("/g/<id>/plan")
@open_to(Who.RESIDENT)
def act(id: str) -> Response:
    """Write down what I want, how a step went, when I look again, or that I did."""
    if not pages.is_sealed(id):
        return _page(id, {"": _("Deze pagina stond te lang open. Probeer het nog een keer.")}, 422)
    doing = request.form.get("doe", "")
    try:
        if doing == "stap":
            return redirect(url_for(".step", id=id, number=_make_step(id)), 303)
        _write_down(id, plan_forms.said(doing), plan_forms.key(_key(), doing))
    except KeyReused:
        return _page(id, {"doel": _("U schreef hier net iets anders. Kijk wat er nu staat.")}, 422)
    except NotAllowed as refused:
        return _page(id, _problems(refused), 422)
    return redirect(_after(id, doing), 303)


def _after(id: str, doing: str) -> str:
    """Return where to go on: to how a step went, to what changed, or back to the plan."""
    if doing == "aanpassen" or (doing == "ging" and plan_forms.went().outcome is not Outcome.OPEN):
        return url_for(".step", id=id, number=plan_forms.went().number)
    if doing in ("veranderd", "niets_veranderd"):
        return url_for(".look_again", id=id)
    return url_for(".show", id=id, _anchor="wanneer" if doing == "weer_kijken" else None)


@bp.get("/g/<id>/plan/stap/<int:number>")
@open_to(Who.RESIDENT)
def step(id: str, number: int) -> Response:
    """Show one step to fill in, or how it went; 0 is a step of one's own that is not there yet."""
    opened, found = pages.look_at_plan(id)
    known = _step(found, number)
    if known and found.outcome(known) is not Outcome.OPEN:
        return _went_page(opened, found, known)
    return _step_page(opened, found, known, plan_forms.step_form(known))


@bp.post("/g/<id>/plan/stap/<int:number>")
@open_to(Who.RESIDENT)
def write_step(id: str, number: int) -> Response:
    """Write down a step. After a mistake everything typed is still there."""
    opened, found = pages.look_at_plan(id)
    known = _step(found, number)
    form = plan_forms.step_form(known)
    problems = dict(form.problems())
    if not pages.is_sealed(id):
        problems[""] = str(_("Deze pagina stond te lang open. Probeer het nog een keer."))
    if problems:
        return _step_page(opened, found, known, form, problems, 422)
    try:
        _store(id, form.step(number))
    except Stale:
        changed = {"": str(_("Deze stap is intussen veranderd. Kijk wat u wilt bewaren."))}
        opened, found = pages.look_at_plan(id)
        return _step_page(opened, found, _step(found, number), form, changed, 409)
    except KeyReused:
        again = {"": str(_("U schreef hier net iets anders. Wilt u dit bewaren? Kies dan nog een keer."))}
        return _step_page(opened, found, known, form, again, 422)
    except NotAllowed as refused:
        return _step_page(opened, found, known, form, _problems(refused), 422)
    return redirect(url_for(".show", id=id), 303)


@bp.get("/g/<id>/plan/terugkijken")
@open_to(Who.RESIDENT)
def look_again(id: str) -> Response:
    """Ask what changed, with what was said before still there; or say that all stays as it is."""
    opened, found = pages.look_at_plan(id)
    if not found.looked:
        return redirect(url_for(".show", id=id), 303)
    return pages.personal("plan/look_again.html", opened, is_changed=found.looked[-1].is_changed)


@bp.get("/g/<id>/toen-en-nu")
@open_to(Who.RESIDENT)
def then_and_now(id: str) -> Response:
    """Show two tables beside each other: as it was when the plan began, and as it is now."""
    opened, found = pages.look_at_plan(id)
    if found.started_at is None:
        return redirect(url_for(".show", id=id), 303)
    until = tuple(one for one in opened.entries if one.at is not None and one.at <= found.started_at)
    then = replace(opened, entries=until, answers=Answers.fold(until))
    return pages.personal(
        "plan/then_and_now.html",
        opened,
        then_on=found.started_at,
        on=clock.today(),
        seats=[
            {"area": was.area, "then": about_me.words_at(then, was), "now": about_me.words_at(opened, seat)}
            for was, seat in zip(_seats(then), _seats(opened), strict=True)
        ],
    )


def _problems(refused: NotAllowed) -> dict[str, str]:
    """Return what to say of a no that somebody can do something about. Raises every other again."""
    if str(refused) == "too_long":
        return {"doel": str(_("Dit is te lang. Gebruik hoogstens %(most)s tekens.", most=plan.LONGEST))}
    if str(refused) == "too_many":
        return {"": str(_("Uw plan heeft al veel stappen. Haal er eerst een weg."))}
    raise refused


def _seats(opened: Opened) -> tuple[table.Seat, ...]:
    return table.seats(opened.content.domains, opened.content.questionnaire, opened.answers)


def _page(id: str, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    opened, found = pages.look_at_plan(id)
    today = clock.today()
    return pages.personal(
        "plan/plan.html",
        opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        plan=found,
        goal=plan_forms.typed() if errors and "tekst" in request.form else found.goal,
        wish=_wish(opened),
        lines=_four_lines(opened, found, today),
        steps={
            "now": [_shown(one, found) for one in found.now],
            "later": [_shown(one, found) for one in found.later],
            "done": [_shown(one, found) for one in found.having(Outcome.DONE)],
            "failed": [_shown(one, found) for one in found.having(Outcome.FAILED)],
        },
        wanted=[{"id": one, "name": planned.name_of(one)} for one in found.without_a_step],
        review=planned.review(found.review) if found.review else "",
        is_due=found.is_due(today),
        weeks=plan.REVIEW_WEEKS,
        longest=plan.LONGEST,
        for_another=helper_of(opened),
    )


def _shown(step: Step, found: Plan) -> dict[str, object]:
    went = found.outcomes.get(step.number)
    return {
        "number": step.number,
        "what": planned.what(step),
        "doer": planned.doer(step),
        "by": step.doer.value,
        "details": planned.details(step),
        "went_on": went.at if went else None,
    }


def _four_lines(opened: Opened, found: Plan, today: date) -> list[dict[str, object]]:
    """Return wonen, zorg, werk and inkomen, each with its step, for who has much at once; else nothing."""
    content = opened.content
    if not content.advise(opened.answers, today=today).more_at_once:
        return []
    statuses = domains.statuses(content.domains, content.questionnaire, opened.answers)
    return [
        {
            "name": name,
            "is_hard": statuses[domain] is Status.NOT_WELL,
            "steps": [planned.what(step) for step in found.now + found.later if _is_of(step, domain)],
        }
        for domain, name in zip(
            FOUR_LINES, (_("Wonen"), _("Zorg en gezondheid"), _("Werk en dag"), _("Inkomen")), strict=True
        )
    ]


def _is_of(step: Step, domain: str) -> bool:
    service = planned.service_of(step.service)
    return service is not None and domain in service.life_domains


def _wish(opened: Opened) -> list[str]:
    question = opened.content.questionnaire.question(landmarks.WISH)
    return wording.said(question, opened.answers)


def helper_of(opened: Opened) -> str:
    """Return who fills this in, when that is not the person whom the plan is about; else nothing."""
    if opened.answers.get_answer(landmarks.FOR_WHOM).options != (landmarks.ABSENT,):
        return ""
    return wording.helper(opened.content.questionnaire, opened.answers) or str(_("dat is niet gezegd"))


def _step_page(
    opened: Opened,
    found: Plan,
    known: Step | None,
    filled: StepForm,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    id = opened.conversation.id
    number = known.number if known else plan.NEW
    return pages.personal(
        "plan/step.html",
        opened,
        status=status,
        form=pages.hidden(id, base=found.revisions.get(number, 0)),
        errors=errors or {},
        filled=filled,
        number=number,
        name=planned.name_of(known.service) if known and known.service else "",
        now_stands=[planned.what(known), *planned.details(known)] if known and status == 409 else [],
        longest=plan.LONGEST,
        for_another=helper_of(opened),
    )


def _went_page(opened: Opened, found: Plan, known: Step) -> Response:
    return pages.personal(
        "plan/went.html",
        opened,
        form=pages.hidden(opened.conversation.id),
        step=_shown(known, found),
        outcome=found.outcome(known).value,
    )


def _step(found: Plan, number: int) -> Step | None:
    """Return a step of this plan; None for the one that is still to be made. Raises NotThere."""
    known = found.step(number)
    if known is None and number != plan.NEW:
        raise NotThere(str(number))
    return known


def _make_step(id: str) -> int:
    with here().database.writing() as session:
        return planning.make_step(
            session, pages.means(), id, request.form.get("aanbod", ""), now=clock.now(), by=actor()
        )


def _store(id: str, step: Step) -> None:
    base = text.number(request.form.get("basis", "")) or 0
    with here().database.writing() as session:
        if step.number == plan.NEW:
            planning.add_step(session, pages.means(), id, step, key=_key(), by=actor())
        else:
            planning.change_step(session, pages.means(), id, step, base=base, key=_key(), by=actor())


def _write_down(id: str, said: plan.Line, key: str) -> None:
    with here().database.writing() as session:
        planning.write_down(session, pages.means(), id, said, key=key, by=actor())


def _key() -> str:
    """Return the key of the form; the buttons of one form each get a key of their own from it."""
    return request.form.get("sleutel", "")


def _back(id: str, chosen: str, page: str) -> str:
    """Return the page on which the choice stood: the plan, a chapter by its number, or everything."""
    if page == "plan":
        return url_for(".show", id=id)
    chapter = text.number(page)
    service = planned.service_of(chosen)
    where = f"laag-{service.nearness}" if service else None
    if chapter:
        return url_for("advice.of_chapter", id=id, number=chapter, _anchor=where)
    return url_for("advice.all_of_it", id=id, _anchor=where)
