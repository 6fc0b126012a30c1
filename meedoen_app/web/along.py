"""Looking along, for the resident: who does, what they may read, inviting somebody, and stopping it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import along, parts
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.along import Helper, HelperRole, Invitation, Seat
from meedoen_app.core.consent import Asked
from meedoen_app.core.errors import KeyReused, NotAllowed
from meedoen_app.core.handoff import MONTHS
from meedoen_app.web import (
    about_me,
    beside,
    clock,
    language,
    pages,
    plan_forms,
    sessions,
    sharing_forms,
    text,
)
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here

MADE = "uitnodiging"
INVITE, STOP, PUT_AWAY = "nodig_uit", "stop", "klaar"

bp = Blueprint("along", __name__)


@dataclass(frozen=True)
class _Told:
    opened: Opened
    offered: frozenset[str]
    helpers: tuple[Helper, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was chosen on the form, as it came; nothing is chosen beforehand but the shortest time."""

    role: str = ""
    parts: tuple[str, ...] = ()
    months: str = str(min(MONTHS))

    def problems(self) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.role not in set(HelperRole):
            found["rol"] = str(_("Kies wat deze persoon voor u is."))
        if not self.parts:
            found["deel"] = _nothing()
        if self.months not in {str(one) for one in MONTHS}:
            found[""] = str(_("Dit formulier klopt niet meer. Probeer het nog een keer."))
        return found

    def invitation(self) -> Invitation:
        ends_at = sharing_forms.end_of(int(self.months))
        return Invitation(HelperRole(self.role), frozenset(self.parts), ends_at)


@bp.get("/g/<id>/meekijkers")
@open_to(Who.RESIDENT)
def show(id: str) -> Response:
    """Show who looks along, the words of who was just invited, and how to invite somebody."""
    return _page(id, _Typed())


@bp.post("/g/<id>/meekijkers")
@open_to(Who.RESIDENT)
def act(id: str) -> Response:
    """Invite somebody, stop somebody, or put the words away that were shown."""
    if not pages.is_sealed(id):
        return _page(id, _posted(), {"": plan_forms.too_old()}, 422)
    match request.form.get("doe"):
        case "nodig_uit":
            return _invite(id)
        case "stop":
            _stop(id)
        case "klaar":
            sessions.current().pop(MADE, None)
        case _:
            raise NotAllowed("doe")
    return redirect(url_for(".show", id=id), 303)


def _invite(id: str) -> Response:
    typed = _posted()
    problems = typed.problems()
    if problems:
        return _page(id, typed, problems, 422)
    invitation = typed.invitation()
    asked = Asked(_consent_text(), language.reading().language)
    key = request.form.get("sleutel", "")
    try:
        with here().database.writing() as session:
            made = along.invite(
                session, pages.means(), id, invitation, asked, key=key, now=clock.now(), by=actor()
            )
    except NotAllowed as refused:
        return _page(id, typed, _refused(refused), 422)
    except KeyReused:
        problem = str(_("U liet al iemand meekijken met dit formulier. Wilt u dit er ook bij?"))
        return _page(id, typed, {"": problem}, 422)
    if made.words:
        until = invitation.ends_at.isoformat()
        sessions.current()[MADE] = {"gesprek": id, "woorden": made.words, "tot": until}
    return redirect(url_for(".show", id=id), 303)


def _stop(id: str) -> None:
    number = text.number(request.form.get("nummer", ""))
    with here().database.writing() as session:
        along.stop(session, pages.means(), Seat(id, number or 0), now=clock.now(), by=actor())


def _page(id: str, typed: _Typed, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    told = _look(id)
    return pages.personal(
        "along/invite.html",
        told.opened,
        status=status,
        form=pages.hidden(id),
        errors=errors or {},
        typed=typed,
        made=_made(id),
        helpers=[_helper(told.opened, one) for one in told.helpers],
        chapters=about_me.told_in(told.opened, told.offered),
        roles=beside.roles(),
        months=MONTHS,
        consent=_consent_text(),
        keep_url="" if told.opened.conversation.keeping.is_kept else pages.keep_url(told.opened),
    )


def _look(id: str) -> _Told:
    means = pages.means()
    with here().database.reading() as session:
        opened = talking.look(session, means, id)
        return _Told(opened, parts.told(session, means, opened), along.listed(session, means, id))


def _posted() -> _Typed:
    form = request.form
    return _Typed(form.get("rol", ""), tuple(form.getlist("deel")), form.get("maanden", ""))


def _made(id: str) -> dict[str, Any] | None:
    """Return the words of who was just invited, until they are put away: they are kept nowhere else."""
    found = sessions.current().get(MADE)
    if not found or found["gesprek"] != id:
        return None
    words, until = found["woorden"], datetime.fromisoformat(found["tot"])
    link = url_for("along_door.show", _external=True, _anchor="-".join(words))
    return {"words": words, "until": until, "link": link, "page": url_for("along_door.show", _external=True)}


def _helper(opened: Opened, helper: Helper) -> dict[str, Any]:
    chosen = helper.consent.parts if helper.consent else frozenset()
    return {
        "helper": helper,
        "who": beside.who(helper),
        "looks": helper.looks_at(clock.now()),
        "chapters": [one for one in opened.content.questionnaire.chapters if one.id in chosen],
    }


def _consent_text() -> str:
    """Return the words under which somebody says yes. They are kept as they stood on the page."""
    return str(
        _(
            "Deze persoon mag lezen wat ik hierboven koos. Ook wat ik daar later over vertel."
            " Deze persoon mag er eigen woorden naast zetten. Ik kan hier altijd mee stoppen."
        )
    )


def _nothing() -> str:
    return str(_("Kies minstens één deel dat deze persoon mag lezen."))


def _refused(refused: NotAllowed) -> dict[str, str]:
    """Return what to say of a no that somebody can do something about. Raises every other again."""
    said = {
        "not_kept": ("", str(_("Bewaar eerst uw gesprek. Dan kunt u iemand laten meekijken."))),
        "parts": ("deel", str(_("Uw gesprek is intussen veranderd. Kies nog een keer."))),
    }
    return plan_forms.in_words(refused, said)
