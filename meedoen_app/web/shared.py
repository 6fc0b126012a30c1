"""What was handed over: the receipt, the steps with their dates, the report, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import casework, choices, handing_over, households, planning
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.casework import clock as law
from meedoen_app.core.casework import lines, safety
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.clock import Running
from meedoen_app.core.casework.household import Household
from meedoen_app.core.consent import Consent
from meedoen_app.core.desk import Desk, DeskKind
from meedoen_app.core.errors import KeyReused, NotAllowed
from meedoen_app.core.handoff import BESIDE, LADDER, PLAN, Handoff, Reach
from meedoen_app.storage import lists
from meedoen_app.web import clock, pages, plan_forms, sharing_forms, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.casework import words
from meedoen_app.web.installation import here

STOP, TOGETHER, ALONE = "stop", "samen", "apart"
CHOICES = (STOP, TOGETHER, ALONE)

bp = Blueprint("shared", __name__)


@dataclass(frozen=True)
class _Followed:
    """One handing over as its resident follows it."""

    opened: Opened
    handoff: Handoff
    case: Case
    running: tuple[Running, ...]
    consent: Consent | None
    worker: str
    coordinates: bool
    has_plan: bool
    household: Household | None
    reach: Reach

    @property
    def desk(self) -> Desk:
        return here().contents.current().desk(self.handoff.desk)

    @property
    def may_apply(self) -> bool:
        return self.case.may_apply(law.inquiry_ends(self.running), clock.today())

    @property
    def is_late(self) -> bool:
        ends = law.inquiry_ends(self.running)
        is_open = self.case.settled is None and self.applied is None
        return is_open and ends is not None and clock.today() > ends

    @property
    def applied(self) -> lines.Applied | None:
        return self.case.last(lines.Applied)

    @property
    def has_ended(self) -> bool:
        return _ended_at(self.handoff, self.consent) is not None

    @property
    def may_be_notified(self) -> bool:
        """Say whether "Is dit een melding?" is asked: help is wanted, and nobody said yes to that yet."""
        asked = self.desk.kind is DeskKind.SHARING and not self.desk.is_independent
        advice = self.opened.content.advise(self.opened.answers, today=clock.today())
        return asked and not self.handoff.is_over and self.case.notified is None and bool(advice.needs)

    @property
    def may_hand_in_plan(self) -> bool:
        is_shared = self.consent is not None and PLAN in self.consent.parts
        handed_in = self.case.last(lines.PlanHandedIn) is not None
        return is_shared and self.has_plan and self.case.notified is not None and not handed_in


@bp.get("/g/<id>/gedeeld")
@open_to(Who.RESIDENT)
def listed(id: str) -> Response:
    """Show with whom this was shared, also what was taken back."""
    with here().database.reading() as session:
        opened = talking.look(session, pages.means(), id)
        found = handing_over.of_conversation(session, pages.means(), id)
        given = {one.id: choices.consent_of(session, pages.means(), one) for one in found}
    content = here().contents.current()
    rows = [
        {"handoff": one, "desk": content.desk(one.desk), "ended_at": _ended_at(one, given[one.id])}
        for one in reversed(found)
    ]
    return pages.personal("sharing/shared.html", opened, rows=rows)


@bp.get("/g/<id>/gedeeld/<case>")
@open_to(Who.RESIDENT)
def one(id: str, case: str) -> Response:
    """Show what happens with what was shared: the steps, and by when."""
    return _page(id, case)


@bp.post("/g/<id>/gedeeld/<case>")
@open_to(Who.RESIDENT)
def act(id: str, case: str) -> Response:
    """Take back, say that it is a notification, hand in the plan, or say what one thinks of the report."""
    if not pages.is_sealed(id):
        return _page(id, case, {"": plan_forms.too_old()}, 422)
    doing = request.form.get("doe", "")
    if doing in CHOICES:
        _choose(id, case, doing)
        return redirect(url_for(".one", id=id, case=case), 303)
    try:
        _write(id, case, _line(doing))
    except NotAllowed as refused:
        return _page(id, case, _refused(refused), 422)
    except KeyReused:
        return _page(id, case, {"woorden": _other_words()}, 422)
    return redirect(url_for(".one", id=id, case=case, _anchor=doing), 303)


@bp.get("/g/<id>/gedeeld/<case>/aanvraag")
@open_to(Who.RESIDENT)
def application(id: str, case: str) -> Response:
    """Show the form of an application, or the application as it was sent."""
    return _application_page(id, case)


@bp.post("/g/<id>/gedeeld/<case>/aanvraag")
@open_to(Who.RESIDENT)
def apply(id: str, case: str) -> Response:
    """Apply: what Awb art. 4:2 asks, and nothing besides."""
    if not pages.is_sealed(id):
        return _application_page(id, case, {"": plan_forms.too_old()}, 422)
    now = clock.now()
    line = lines.Applied(_typed("naam"), _typed("adres"), _typed("vraag"), clock.day_of(now), now)
    empty = {name: sentence for name, sentence in _to_fill_in().items() if not _typed(name)}
    if empty:
        return _application_page(id, case, empty, 422)
    if not _follow(id, case).may_apply:
        return redirect(url_for(".application", id=id, case=case), 303)
    try:
        _write(id, case, line)
    except NotAllowed as refused:
        return _application_page(id, case, _refused(refused), 422)
    return redirect(url_for(".application", id=id, case=case), 303)


def _ended_at(handoff: Handoff, consent: Consent | None) -> datetime | None:
    """Return when sharing ended because the day came until which somebody said yes."""
    ends = consent.ends_at if consent and handoff.withdrawn_at is None else None
    return ends if ends is not None and ends <= clock.now() else None


def _choose(id: str, case: str, doing: str) -> None:
    """Take the sharing back, or say for oneself whether this household may be looked at together."""
    means, now, by = pages.means(), clock.now(), actor()
    with here().database.writing() as session:
        if doing == STOP:
            handing_over.withdraw(session, means, id, case, now=now, by=by)
        else:
            households.say(session, means, id, case, doing == TOGETHER, now=now, by=by)


def _follow(id: str, case: str) -> _Followed:
    means = pages.means()
    with here().database.reading() as session:
        handoff = handing_over.own(session, id, case)
        found = casework.case_of(session, means, case)
        worker, coordinates = casework.worker_of(session, handoff)
        return _Followed(
            opened=talking.look(session, means, id),
            handoff=handoff,
            case=found,
            running=casework.running(means, handoff, found),
            consent=choices.consent_of(session, means, handoff),
            worker=worker,
            coordinates=coordinates,
            has_plan=not planning.plan_of(session, means, id).is_empty,
            household=households.of_case(session, means, case),
            reach=handing_over.reach_of(session, means, handoff),
        )


def _line(doing: str) -> lines.Line:
    """Return what was said on the page. Raises NotAllowed for what is none of ours."""
    now = clock.now()
    match doing:
        case "melding":
            return lines.Notified(clock.day_of(now), now)
        case "plan":
            return lines.PlanHandedIn(now)
        case "klopt" | "klopt_niet":
            version = text.number(request.form.get("versie", ""))
            return lines.Answered(version or 0, doing == "klopt", _typed("woorden"), now)
    raise NotAllowed("doe")


def _write(id: str, case: str, line: lines.Line) -> None:
    """Write a line of the resident. A notification dates to the day of sharing, whoever says yes."""
    key = f"{request.form.get('sleutel', '')}:{request.form.get('doe', '')}"
    with here().database.writing() as session:
        handoff = handing_over.own(session, id, case)
        if isinstance(line, lines.Notified):
            line = lines.Notified(handoff.shared_on, line.at)
            key = "melding"
        casework.write_down(session, pages.means(), case, line, key=key, by=actor())


def _page(id: str, case: str, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    found = _follow(id, case)
    return pages.personal(
        "sharing/one.html",
        found.opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed=_typed("woorden"),
        found=found,
        parts=_parts(found),
        file=_file(found),
        ways=sharing_forms.ways(),
        wishes=sharing_forms.wishes(),
        item_names=words.items(),
        today=clock.today(),
    )


def _application_page(
    id: str, case: str, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    found = _follow(id, case)
    return pages.personal(
        "sharing/application.html",
        found.opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed={name: _typed(name) for name in ("naam", "adres", "vraag")},
        found=found,
        sent=found.applied,
    )


def _parts(found: _Followed) -> list[dict[str, Any]]:
    """Return what was shared, in the order of the conversation; the plan and the ladder after it."""
    shared = found.consent.parts if found.consent else frozenset()
    chapters = [one for one in found.opened.content.questionnaire.chapters if one.id in shared]
    extra = [one for one in (PLAN, BESIDE, LADDER) if one in shared]
    return [{"chapter": one, "id": one.id} for one in chapters] + [{"id": one} for one in extra]


def _file(found: _Followed) -> list[dict[str, Any]]:
    """Return all that was written about somebody, in words, with who wrote it; the newest first."""
    told = [words.told(line) for line in safety.for_resident(found.case)]
    with here().database.reading() as session:
        writers = lists.accounts_of(session, {one.by for one in told})
    names = {id: account.name for id, account in writers.items()}
    return [{"told": one, "by": names.get(one.by, "")} for one in reversed(told)]


def _to_fill_in() -> dict[str, str]:
    return {
        "naam": str(_("Vul uw naam in.")),
        "adres": str(_("Vul uw adres in. Daar komt de brief met het besluit.")),
        "vraag": str(_("Schrijf op welke hulp u wilt.")),
    }


def _refused(refused: NotAllowed) -> dict[str, str]:
    """Return what to say of a no that somebody can do something about. Raises every other again."""
    said = {
        "too_long": ("woorden", plan_forms.too_long(lines.LONGEST_TEXT)),
        "version": ("", str(_("Er is een nieuw verslag. Lees dat eerst."))),
        "over": ("", str(_("Dit is gestopt. U kunt opnieuw delen."))),
        "applied": ("", str(_("U vroeg dit al aan."))),
    }
    if str(refused) not in said:
        raise refused
    name, sentence = said[str(refused)]
    return {name: sentence}


def _typed(name: str) -> str:
    return text.clean(request.form.get(name, ""))


def _other_words() -> str:
    return str(_("U schreef hier net iets anders. Kijk wat er nu staat."))
