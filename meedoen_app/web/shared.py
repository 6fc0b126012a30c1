"""What was handed over: the receipt, the steps with their dates, the report, and taking it back."""

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import casework, handing_over, households
from meedoen_app.actions import conversation as talking
from meedoen_app.core.casework import lines
from meedoen_app.core.errors import KeyReused, NotAllowed
from meedoen_app.core.handoff import Reach
from meedoen_app.web import clock, following, pages, plan_forms, planned, sharing_forms, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.casework import words
from meedoen_app.web.following import Followed
from meedoen_app.web.installation import here

STOP, TOGETHER, ALONE = "stop", "samen", "apart"
CHOICES = (STOP, TOGETHER, ALONE)

bp = Blueprint("shared", __name__)


@bp.get("/g/<id>/gedeeld")
@open_to(Who.RESIDENT)
def listed(id: str) -> Response:
    """Show with whom this was shared, also what was taken back."""
    with here().database.reading() as session:
        opened = talking.look(session, pages.means(), id)
        found = following.shared(session, id)
    content = here().contents.current()
    rows = [{"shared": one, "desk": content.desk(one.handoff.desk)} for one in reversed(found)]
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
    found = following.follow(id, case)
    if found.may_apply:
        problems = _application_problems()
        if problems:
            return _application_page(id, case, problems, 422)
        found = _send(id, case)
    if found.applied is None:
        return _application_page(id, case, {"": str(_("Een aanvraag kan hier nog niet."))}, 422)
    if not _is_sent(_typed_application(), found.applied):
        return _application_page(id, case, {"": _stands(found.applied)}, 422)
    return redirect(url_for(".application", id=id, case=case), 303)


def _send(id: str, case: str) -> Followed:
    """Send what was typed, and return the case as it is then: of two that come at once the first stands."""
    now = clock.now()
    line = lines.Applied(_typed("naam"), _typed("adres"), _typed("vraag"), clock.day_of(now), now)
    try:
        _write(id, case, line)
    except (NotAllowed, KeyReused):
        if following.follow(id, case).applied is None:
            raise
    return following.follow(id, case)


def _choose(id: str, case: str, doing: str) -> None:
    """Take the sharing back, or say for oneself whether this household may be looked at together."""
    means, now, by = pages.means(), clock.now(), actor()
    with here().database.writing() as session:
        if doing == STOP:
            handing_over.withdraw(session, means, id, case, now=now, by=by)
        else:
            households.say(session, means, id, case, doing == TOGETHER, now=now, by=by)


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
    found = following.follow(id, case)
    return pages.personal(
        "sharing/one.html",
        found.opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed=_typed("woorden"),
        found=found,
        parts=following.shared_parts(found),
        file=following.written(found),
        ways=sharing_forms.ways(),
        wishes=sharing_forms.wishes(),
        item_names=words.items(),
        today=clock.today(),
    )


def _application_page(
    id: str, case: str, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    found = following.follow(id, case)
    sent = _typed_application() if request.method == "POST" else {}
    return pages.personal(
        "sharing/application.html",
        found.opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed=sent or _known(found.reach),
        found=found,
        sent=found.applied,
        today=clock.today(),
        not_sent=any(sent.values()) and not found.may_apply and not _is_sent(sent, found.applied),
    )


def _known(reach: Reach) -> dict[str, str]:
    """Return what was told already. An address where one has to be careful is not filled in for anybody."""
    return {"naam": reach.name, "adres": "" if reach.is_discreet else reach.address, "vraag": ""}


def _typed_application() -> dict[str, str]:
    return {name: _typed(name) for name in ("naam", "adres", "vraag")}


def _words_of(sent: lines.Applied) -> dict[str, str]:
    return {"naam": sent.name, "adres": sent.address, "vraag": sent.asks}


def _is_sent(typed: Mapping[str, str], sent: lines.Applied | None) -> bool:
    return sent is not None and typed == _words_of(sent)


def _stands(sent: lines.Applied) -> str:
    """Return what to say to who applies once more in other words: the first application stands."""
    return str(_("U verstuurde uw aanvraag al op %(date)s. Die blijft staan.", date=planned.day(sent.on)))


def _application_problems() -> dict[str, str]:
    """Return field -> sentence for what is missing or too long."""
    typed = _typed_application()
    empty = {name: sentence for name, sentence in _to_fill_in().items() if not typed[name]}
    long = {name for name, words in typed.items() if len(words) > lines.LONGEST_TEXT}
    return empty | dict.fromkeys(long, plan_forms.too_long(lines.LONGEST_TEXT))


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
    }
    return plan_forms.in_words(refused, said)


def _typed(name: str) -> str:
    return text.clean(request.form.get(name, ""))


def _other_words() -> str:
    return str(_("U schreef hier net iets anders. Kijk wat er nu staat."))
