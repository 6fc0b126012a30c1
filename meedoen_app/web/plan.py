""" "Mijn plan": choosing from what can help, the plan that makes, and looking at it again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import planning
from meedoen_app.actions.conversation import Opened
from meedoen_app.core import domains, table
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.domains import Status
from meedoen_app.core.errors import KeyReused, NotAllowed
from meedoen_app.core.plan import plan
from meedoen_app.core.plan.lines import Choice, Chosen, Line, Outcome, Step
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import about_me, clock, pages, plan_document, plan_forms, planned, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here

# The four lines that the policy wants first when much is at stake at once (beleidsplan Meedoen §3.5).
FOUR_LINES = ("wonen", "lichaam", "overdag", "geld")

bp = Blueprint("plan", __name__)


@bp.post("/g/<id>/keuze")
@open_to(Who.RESIDENT)
def choose(id: str) -> Response:
    """Write down what somebody says of something that can help, and go back to where that stood."""
    said = plan_forms.chosen()
    if request.form.get("doe") == "klaar":
        return _explain(id, said)
    pages.require_seal(id)
    with here().database.writing() as session:
        planning.choose(session, pages.means(), id, said, key=plan_forms.key(), by=actor())
    if said.choice is Choice.NOT_FOR_ME:
        return redirect(url_for(".why_not", id=id, terug=request.form.get("terug") or None), 303)
    return redirect(_back(id, said.service, request.form.get("terug", "")), 303)


def _explain(id: str, said: Chosen) -> Response:
    """Write down why something does not fit. After a mistake everything typed is still there."""
    page = request.form.get("terug", "")
    if not pages.is_sealed(id):
        return _why_not_page(id, said, page, {"": plan_forms.too_old()}, 422)
    try:
        _write_down(id, said)
    except KeyReused:
        return _why_not_page(id, said, page, {"tekst": plan_forms.other_words()}, 422)
    except NotAllowed as refused:
        return _why_not_page(id, said, page, plan_forms.problems(refused, "tekst"), 422)
    return redirect(_back(id, said.service, page), 303)


@bp.get("/g/<id>/keuze")
@open_to(Who.RESIDENT)
def why_not(id: str) -> Response:
    """Ask, of what somebody just said does not fit, why; nobody has to say that."""
    rejected = pages.look_at_plan(id)[1].last_rejected
    if rejected is None:
        return redirect(url_for("advice.all_of_it", id=id), 303)
    return _why_not_page(id, rejected, request.args.get("terug", ""))


def _why_not_page(
    id: str, chosen: Chosen, page: str, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    opened, found = pages.look_at_plan(id)
    return pages.personal(
        "plan/why_not.html",
        opened,
        status=status,
        form=pages.hidden(id, back=page),
        errors=errors or {},
        skip_url=_back(id, chosen.service, page),
        chosen=chosen,
        name=planned.name_of(chosen.service),
        reasons=planned.reason_words(),
        has_step=any(one.service == chosen.service and found.is_set_aside(one) for one in found.steps),
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
        return _page(id, {"": plan_forms.too_old()}, 422)
    doing = request.form.get("doe", "")
    try:
        if doing == "stap":
            return redirect(url_for("plan_steps.show", id=id, number=_make_step(id)), 303)
        _write_down(id, plan_forms.said(doing))
    except KeyReused:
        return _page(id, {"doel": _("U schreef hier net iets anders. Kijk wat er nu staat.")}, 422)
    except NotAllowed as refused:
        return _page(id, plan_forms.problems(refused, "doel"), 422)
    return redirect(_after(id, doing), 303)


def _after(id: str, doing: str) -> str:
    """Return where to go on: to how a step went, to what changed, or back to the plan."""
    if doing == "aanpassen" or (doing == "ging" and plan_forms.went().outcome is not Outcome.OPEN):
        return url_for("plan_steps.show", id=id, number=plan_forms.went().number)
    if doing in ("veranderd", "niets_veranderd"):
        return url_for(".look_again", id=id)
    return url_for(".show", id=id, _anchor="wanneer" if doing == "weer_kijken" else None)


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
    """Show two whole tables: as it was then, and as it is now.

    Then is the end of the day on which something was first wanted, and later of that on which somebody last
    looked again: never today. While there is no such day, now stands alone.
    """
    opened, found = pages.look_at_plan(id)
    today = clock.today()
    then_on = found.day_to_compare(today, clock.HERE)
    then = _at_the_end_of(then_on, opened) if then_on else opened
    seats = [
        {"area": was.area, "then": about_me.words_at(then, was), "now": about_me.words_at(opened, seat)}
        for was, seat in zip(_seats(then), _seats(opened), strict=True)
    ]
    return pages.personal(
        "plan/then_and_now.html",
        opened,
        then_on=then_on,
        on=today,
        seats=seats,
        is_same=all(seat["then"] == seat["now"] for seat in seats),
        for_another=plan_document.helper_of(opened),
    )


def _at_the_end_of(day: date, opened: Opened) -> Opened:
    until = [one for one in opened.entries if one.at and one.at.astimezone(clock.HERE).date() <= day]
    return replace(opened, entries=tuple(until), answers=Answers.fold(until))


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
        wanted=[_wanted(one) for one in found.without_a_step],
        review=planned.next_review(found, clock.today()),
        is_due=planned.is_due(found),
        weeks=plan.REVIEW_WEEKS,
        for_another=plan_document.helper_of(opened),
    )


def _wanted(id: str) -> dict[str, object]:
    """Return something that is wanted; what is not in the supply any more can only be taken out."""
    return {"id": id, "name": planned.name_of(id), "is_there": planned.service_of(id) is not None}


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
    """Return wonen, zorg, werk and inkomen, each with its steps, for who has much at once; else nothing.

    Steps that are of none of the four come after them.
    """
    content = opened.content
    if not content.advise(opened.answers, today=today).more_at_once:
        return []
    statuses = domains.statuses(content.domains, content.questionnaire, opened.answers)
    names = (_("Wonen"), _("Zorg en gezondheid"), _("Werk en dag"), _("Inkomen"))
    steps = found.now + found.later
    lines = [
        _line(name, [step for step in steps if _is_of(step, domain)], statuses[domain] is Status.NOT_WELL)
        for domain, name in zip(FOUR_LINES, names, strict=True)
    ]
    beside = [step for step in steps if not any(_is_of(step, domain) for domain in FOUR_LINES)]
    return [*lines, _line(_("Ook in mijn plan"), beside)] if beside else lines


def _line(name: str, steps: Sequence[Step], is_hard: bool = False) -> dict[str, object]:
    return {"name": name, "is_hard": is_hard, "steps": [planned.what(step) for step in steps]}


def _is_of(step: Step, domain: str) -> bool:
    service = planned.service_of(step.service)
    return service is not None and domain in service.life_domains


def _wish(opened: Opened) -> list[str]:
    question = opened.content.questionnaire.question(landmarks.WISH)
    return wording.said(question, opened.answers)


def _make_step(id: str) -> int:
    with here().database.writing() as session:
        return planning.make_step(
            session, pages.means(), id, request.form.get("aanbod", ""), now=clock.now(), by=actor()
        )


def _write_down(id: str, said: Line) -> None:
    with here().database.writing() as session:
        planning.write_down(session, pages.means(), id, said, key=plan_forms.key(), by=actor())


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
