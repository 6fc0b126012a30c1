"""The workbench: where staff come in, what came in, what they owe and for what they wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import absence, workbench
from meedoen_app.actions.workbench import Mine
from meedoen_app.core.casework import around, lines, telling
from meedoen_app.core.casework.assignment import WORKERS as ROLES
from meedoen_app.core.casework.case import Case, Waiting
from meedoen_app.core.casework.clock import still_cannot_wait
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import calls, clock, language, pages, planned, text
from meedoen_app.web.access import STAFF, open_to, staff
from meedoen_app.web.casework import words
from meedoen_app.web.casework.cases import WORKERS
from meedoen_app.web.casework.duties import duty
from meedoen_app.web.installation import here

AT_A_TIME = 20

TELLING = (around.Told, around.NotReached)

bp = Blueprint("work", __name__)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that the municipality owes somebody before the end of a day: a promise, or a term."""

    mine: Mine
    what: str
    on: date
    is_at_once: bool = False


@bp.get("/werk")
@open_to(*STAFF)
def show() -> Response:
    """Show what came in, who is met today, and what is due today or should have been done before."""
    return pages.page_or_main("work/today.html", **(_today() if staff().role in ROLES else {}))


def _today() -> dict[str, Any]:
    page, late, today, now = _page(), _page("afwezig"), clock.today(), clock.now()
    with here().database.reading() as session:
        mine = workbench.mine(session, pages.means(), staff().id, now)
        glasses = workbench.in_need(session, staff().id, mine, now)
        new = workbench.new_for(session, staff().team, now, most=AT_A_TIME + 1, skip=page * AT_A_TIME)
        said = workbench.unheard(session, pages.means(), new)
        of_absent = absence.asking(
            session,
            pages.means(),
            staff(),
            today=today,
            now=now,
            most=AT_A_TIME + 1,
            skip=late * AT_A_TIME,
        )
    return {
        "form": pages.hidden(staff().id),
        "calls": calls.waiting(),
        "to_tell": [
            _row(one)
            for one in mine
            if not one.is_stopped and telling.to_do(one.case, one.reach, is_gone=one.is_gone)
        ],
        "in_need": [{**_intake(one), "until": until} for one, until in glasses],
        "new": [{**_intake(one), **_said(said[one.id])} for one in new[:AT_A_TIME]],
        "next_url": url_for(".show", pagina=page + 1) if len(new) > AT_A_TIME else "",
        "of_absent": [
            {**_intake(one.handoff), **_said(one.unheard), "colleague": one.colleague}
            for one in of_absent[:AT_A_TIME]
        ],
        "next_absent_url": url_for(".show", afwezig=late + 1) if len(of_absent) > AT_A_TIME else "",
        "heard_of": _news(mine),
        "met": _met(mine, today),
        "due": [_owed(one, today) for one in _due(mine, today)],
        "mine": [_row(one) for one in mine if one.case.closed is None],
        "today": today,
        "given": request.args.get("gegeven", ""),
    }


@bp.get("/werk/beloofd")
@open_to(*WORKERS)
def promised() -> Response:
    """Show what the municipality owes, by date: what somebody promised, and the terms of the law."""
    with here().database.reading() as session:
        mine = workbench.mine(session, pages.means(), staff().id, clock.now())
    rows = [_owed(one, clock.today()) for one in _all_owed(mine)]
    return _listed("work/promised.html", ".promised", rows)


@bp.get("/werk/wacht")
@open_to(*WORKERS)
def waiting() -> Response:
    """Show where it is the resident's turn, and nothing is to be done today."""
    with here().database.reading() as session:
        mine = workbench.mine(session, pages.means(), staff().id, clock.now())
    today = clock.today()
    busy = {one.mine.handoff.id for one in _due(mine, today)}
    waits = [one for one in _standing(mine) if one.case.waits_for(today) is Waiting.RESIDENT]
    rows = [_row(one) for one in waits if one.handoff.id not in busy]
    return _listed("work/waiting.html", ".waiting", rows)


@bp.get("/werk/afgesloten")
@open_to(*WORKERS)
def closed() -> Response:
    """Show on which cases one is done working, to find them again."""
    page = _page()
    with here().database.reading() as session:
        found = workbench.closed(
            session, pages.means(), staff().id, clock.now(), most=AT_A_TIME + 1, skip=page * AT_A_TIME
        )
    rows = [{**_intake(handoff), "name": reach.name} for handoff, reach in found[:AT_A_TIME]]
    next_url = url_for(".closed", pagina=page + 1) if len(found) > AT_A_TIME else ""
    return pages.page_or_main("work/closed.html", rows=rows, next_url=next_url)


def _listed(template: str, endpoint: str, rows: Sequence[Any]) -> Response:
    page = _page()
    shown = rows[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    next_url = url_for(endpoint, pagina=page + 1) if len(rows) > (page + 1) * AT_A_TIME else ""
    return pages.page_or_main(template, rows=shown, next_url=next_url)


def _page(of: str = "pagina") -> int:
    return text.number(request.args.get(of, "")) or 0


def _intake(handoff: Handoff) -> dict[str, Any]:
    """Return of what nobody works on yet no more than that it is there."""
    content = here().contents.current()
    wijk = next((one.name for one in content.municipality.wijken if one.id == handoff.wijk), "")
    return {
        "handoff": handoff,
        "desk": words.desk(handoff.desk),
        "language": language.name_of(handoff.language),
        "wijk": wijk,
        "is_urgent": handoff.is_urgent,
    }


def _row(mine: Mine) -> dict[str, Any]:
    return {
        **_intake(mine.handoff),
        "name": mine.reach.name,
        "state": words.states()[mine.case.state],
        "is_urgent": still_cannot_wait(mine.handoff, mine.running),
        "is_led_by_another": _is_news_of(mine.case, around.Coordinated),
        "is_passed_on": _is_news_of(mine.case, around.PassedOn),
    }


def _is_news_of(case: Case, shape: type[Line]) -> bool:
    """Say whether the last that was written is of this shape and by somebody else: that is news.

    That the resident was told so comes after it, and is none.
    """
    written = (one for one in reversed(case.written) if not isinstance(one, TELLING))
    last = next(written, None)
    return isinstance(last, shape) and last.by != staff().id


def _standing(mine: Sequence[Mine]) -> list[Mine]:
    """Return what still asks for something: all but what is over."""
    return [one for one in mine if not one.is_over]


def _news(mine: Sequence[Mine]) -> list[dict[str, Any]]:
    """Return what residents wrote that nobody answered to yet, what waits longest first."""
    found = sorted((one for one in mine if one.unheard), key=lambda one: one.unheard[0].at)
    return [{**_row(one), **_said(one.unheard)} for one in found]


def _said(unheard: Sequence[Line]) -> dict[str, Any]:
    """Return what a resident wrote and since when, without a word of what is in it."""
    about = dict.fromkeys(words.told(one).about for one in unheard)
    return {"news": list(about), "since": unheard[0].at if unheard else None}


def _met(mine: Sequence[Mine], today: date) -> list[dict[str, Any]]:
    """Return whom one meets today, in the order of the hours."""
    found = [(one, met) for one in _standing(mine) for met in one.case.appointments if met.on == today]
    return [
        {**_row(one), "line": met, "hour": planned.clock_time(met.hour)}
        for one, met in sorted(found, key=lambda pair: pair[1].hour)
    ]


def _due(mine: Sequence[Mine], today: date) -> list[Owed]:
    """Return what is due today or late, what cannot wait before the rest."""
    due = [one for one in _all_owed(mine) if one.on <= today]
    return sorted(due, key=lambda owed: not still_cannot_wait(owed.mine.handoff, owed.mine.running))


def _all_owed(mine: Sequence[Mine]) -> list[Owed]:
    """Return everything that is owed, by date: of what is over nothing is."""
    standing = _standing(mine)
    found = [Owed(one, what, on) for one in standing for what, on in _agreed(one)]
    for one in standing:
        for term in one.running:
            if term.owes is Waiting.MUNICIPALITY and not term.is_done and term.due:
                found.append(Owed(one, duty(term.deadline.term), term.due, term.is_at_once))
    return sorted(found, key=lambda owed: (owed.on, owed.mine.handoff.id))


def _agreed(one: Mine) -> list[tuple[str, date]]:
    """Return what somebody promised, when they look again, and of which change nobody made sure yet."""
    again, changed = one.case.last(lines.LookAgain), telling.to_make_sure(one.case)
    look = [(str(_("Kijk opnieuw of het nog past")), again.on)] if again else []
    check = [(str(_("Gegevens veranderd: ga na of de inwoner dat deed")), one.on) for one in changed[:1]]
    return [(promise.what, promise.on) for promise in one.case.open_promises] + look + check


def _owed(owed: Owed, today: date) -> dict[str, Any]:
    told = {"what": owed.what, "on": owed.on, "is_late": owed.on < today, "is_at_once": owed.is_at_once}
    return {**_row(owed.mine), **told}
