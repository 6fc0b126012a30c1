"""Wie heeft dit bekeken: the trace of one conversation, read by its resident (security Z10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import safety_notes
from meedoen_app.core import looks
from meedoen_app.core.looks import AT_A_TIME, Onlooker, Visit, Which
from meedoen_app.core.trace import Line
from meedoen_app.storage import lists
from meedoen_app.web import clock, deeds, pages, text
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.installation import here

bp = Blueprint("looks", __name__)


@dataclass(frozen=True, slots=True)
class Did:
    """One kind of doing, in words: what, of which parts and why that may."""

    done: str
    parts: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One visit as a template shows it: each kind of doing once, with every time, the oldest first."""

    who: str
    day: date
    did: dict[Did, list[datetime]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the log somebody asked for: which kind, of whom (their number; 0: of all), and from where."""

    which: Which
    number: int
    skip: int

    def address(self, id: str, skip: int) -> str:
        return url_for("looks.show", id=id, wat=self.which, wie=self.number or None, vanaf=skip or None)


@bp.get("/g/<id>/wie-keek")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Show who looked and who wrote, the newest first. Of the resident's own doings only the last day."""
    means = pages.means()
    with here().database.reading() as session:
        opened = talking.look(session, means, id)
        glasses = lists.glasses_of(session, means.vault, id)
        lines = safety_notes.own_log(session, means, id)
        others = looks.by_others(lines)
        people = looks.people(others)
        accounts = lists.accounts_of(session, (one.account for one in people))
    names = {one: deeds.who(one, accounts.get(one.account)) for one in people}
    reasons = {glass.ref: reason for glass, reason in glasses}
    told = _told(id, others, names, reasons, looks.own_last(lines))
    return pages.personal("conversation/looks.html", opened, **told)


def _told(
    id: str,
    others: tuple[Line, ...],
    names: dict[Onlooker, str],
    reasons: dict[str, str],
    own_last: datetime | None,
) -> dict[str, Any]:
    wanted = _wanted()
    person = dict(enumerate(names, 1)).get(wanted.number)
    found = looks.visits(looks.chosen(others, wanted.which, person), clock.day_of)
    older, newer = wanted.skip + AT_A_TIME, max(wanted.skip - AT_A_TIME, 0)
    return {
        "visits": [_shown(visit, names, reasons) for visit in found[wanted.skip : older]],
        "names": list(enumerate(names.values(), 1)),
        "own_last": own_last,
        "wanted": wanted,
        "more_url": wanted.address(id, older) if len(found) > older else "",
        "newer_url": wanted.address(id, newer) if wanted.skip else "",
    }


def _shown(visit: Visit, names: dict[Onlooker, str], reasons: dict[str, str]) -> Shown:
    return Shown(names[visit.who], visit.day, _by_kind(visit.lines, reasons))


def _by_kind(lines: Iterable[Line], reasons: dict[str, str]) -> dict[Did, list[datetime]]:
    """Return the times of each kind of doing, of lines of which the newest comes first."""
    found: dict[Did, list[datetime]] = {}
    for line in lines:
        event = line.event
        did = Did(deeds.done(line), tuple(deeds.parts(event.part)), deeds.why(event, reasons))
        found.setdefault(did, []).insert(0, line.at)
    return found


def _wanted() -> Wanted:
    """Return what the form asked for; what is none of its choices counts as all of it."""
    which = request.args.get("wat", "")
    number, skip = text.number(request.args.get("wie", "")), text.number(request.args.get("vanaf", ""))
    return Wanted(Which(which) if which in set(Which) else Which.ALL, number or 0, skip or 0)
