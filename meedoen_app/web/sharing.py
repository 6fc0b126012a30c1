"""Handing over: who may look along, and what exactly goes to whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import (
    checking,
    choices,
    handing_over,
    notes,
    receiving,
    telling,
)
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.desk import Desk
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import BESIDE, LADDER, MONTHS, PLAN, Support, SupportOffered
from meedoen_app.web import (
    clock,
    following,
    going_along,
    language,
    pages,
    plan_document,
    plan_forms,
    rights,
    sharing_forms,
)
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.casework.telling import notice
from meedoen_app.web.installation import here
from meedoen_app.web.language import say
from meedoen_app.web.sharing_forms import SharingForm

bp = Blueprint("sharing", __name__)


@dataclass(frozen=True)
class _Told:
    """What can go along: the conversation as far as it may be seen by another, and the parts of it."""

    opened: Opened
    answers: Answers
    allowed: frozenset[str]
    live: frozenset[str]
    away: frozenset[str]
    support: Support | None


@bp.get("/g/<id>/delen")
@open_to(Who.RESIDENT)
def choose(id: str) -> Response:
    """Ask with whom: nobody, or one of the desks; what fits what was told comes first, and says so."""
    told = _look(id)
    fitting = _fitting(told.opened)
    with here().database.reading() as session:
        shared = {one.handoff.desk: one for one in following.shared(session, id)}
    return pages.personal(
        "sharing/choose.html",
        told.opened,
        desks=[
            {
                "desk": desk,
                "is_live": desk.id in told.live,
                "fits": desk.id in fitting,
                "shared": shared.get(desk.id),
            }
            for desk in sorted(here().contents.current().desks, key=lambda one: one.id not in fitting)
        ],
        keep_url=pages.keep_url(told.opened),
    )


@bp.get("/g/<id>/delen/<desk>")
@open_to(Who.RESIDENT)
def offer(id: str, desk: str) -> Response:
    """Show what goes to this desk; before that, once, that somebody independent can stand beside you."""
    told, chosen = _look(id), _desk(desk)
    if told.support is None:
        return _support_page(told, chosen)
    with here().database.reading() as session:
        former = choices.chosen(session, pages.means(), id, desk)
    return _page(told, chosen, sharing_forms.beforehand(chosen, told.allowed, former))


@bp.post("/g/<id>/delen/<desk>")
@open_to(Who.RESIDENT)
def share(id: str, desk: str) -> Response:
    """Write down what was said to independent support; or hand over, and show what was received."""
    told, chosen = _look(id), _desk(desk)
    if not pages.is_sealed(id):
        return _page(told, chosen, sharing_forms.posted(), {"": plan_forms.too_old()}, 422)
    if request.form.get("doe") == "steun":
        return _write_support(told, chosen)
    form = sharing_forms.posted()
    problems = form.problems(chosen, told.allowed)
    if problems:
        return _page(told, chosen, form, problems, 422)
    try:
        case = _hand_over(told, chosen, form)
    except NotAllowed as refused:
        return _page(told, chosen, form, _refused(refused), 422)
    except NotThere as refused:
        if str(refused) != desk:
            raise
        return _page(_look(id), chosen, form, _closed(), 422)
    return redirect(url_for("shared.one", id=id, case=case), 303)


def _hand_over(told: _Told, desk: Desk, form: SharingForm) -> str:
    asked = Asked(
        _consent_text(desk), language.reading().language, pages.shown_at(told.opened.conversation.id)
    )
    offer = form.offer(desk, on_behalf=bool(plan_document.helper_of(told.opened)))
    means, now, by = pages.means(), clock.now(), actor()
    with here().database.writing() as session:
        id = told.opened.conversation.id
        made = handing_over.hand_over(
            session, means, id, offer, asked, today=clock.today(), now=now, by=by
        ).id
        telling.tell_of_change(session, means, made, notice(), now=now, by=by)
    return made


def _write_support(told: _Told, desk: Desk) -> Response:
    id, said = told.opened.conversation.id, request.form.get("steun", "")
    if said not in set(Support):
        return _support_page(told, desk, {"steun": str(_("Kies een van de antwoorden."))}, 422)
    line = SupportOffered(Support(said), clock.now())
    with here().database.writing() as session:
        notes.write_down(
            session, pages.means(), id, line, key=f"{request.form.get('sleutel', '')}:{said}", by=actor()
        )
    if line.said is Support.WANTED:
        return redirect(url_for("rights.one", page=rights.SUPPORT, terug=desk.id), 303)
    return redirect(url_for(".offer", id=id, desk=desk.id), 303)


def _look(id: str) -> _Told:
    means = pages.means()
    with here().database.reading() as session:
        opened = talking.look(session, means, id)
        checked = checking.checked(session, means, id)
        shared = checked.shared(opened.content.questionnaire, opened.answers)
        return _Told(
            opened,
            shared,
            handing_over.shareable(session, means, id),
            receiving.live_desks(session, means, shared),
            receiving.away_desks(session, means, shared, clock.today()),
            checked.offered[-1].said if checked.offered else None,
        )


def _desk(id: str) -> Desk:
    return here().contents.current().desk(id)


def _fitting(opened: Opened) -> frozenset[str]:
    """Return the desks that are there for what was told. What somebody keeps back, they did tell."""
    advice = opened.content.advise(opened.answers, today=clock.today())
    raised = {one.need for one in advice.needs}
    return frozenset(one.id for one in here().contents.current().desks if not raised.isdisjoint(one.needs))


def _support_page(
    told: _Told, desk: Desk, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    return pages.personal(
        "sharing/support.html",
        told.opened,
        status=status,
        form=pages.hidden(told.opened.conversation.id),
        errors=errors or {},
        desk=desk,
        supporter=here().contents.current().supporter,
    )


def _page(
    told: _Told, desk: Desk, form: SharingForm, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    opened = told.opened
    return pages.personal(
        "sharing/share.html",
        opened,
        status=status,
        form=pages.hidden(opened.conversation.id),
        fields=form,
        errors=errors or {},
        desk=desk,
        is_live=desk.id in told.live,
        is_away=desk.id in told.away,
        keep_url="" if opened.conversation.keeping.is_kept else pages.keep_url(opened),
        **going_along.shown(opened, told.allowed, desk),
        parts={"plan": PLAN, "ladder": LADDER, "beside": BESIDE},
        ways=sharing_forms.ways_of(desk),
        has_former=_has_former(opened, desk),
        wishes=sharing_forms.wishes(),
        months=MONTHS,
        consent=_consent_text(desk),
        for_another=plan_document.helper_of(opened),
    )


def _has_former(opened: Opened, desk: Desk) -> bool:
    """Say whether this desk was told before how to reach somebody."""
    with here().database.reading() as session:
        return choices.chosen(session, pages.means(), opened.conversation.id, desk.id) is not None


def _consent_text(desk: Desk) -> str:
    return sharing_forms.consent_text(say(desk.name, "loket", desk.id), desk.organisation)


def _closed() -> dict[str, str]:
    return {"": str(_("Delen kan hier nu niet meer. Wat u schreef, is niet verstuurd."))}


def _refused(refused: NotAllowed) -> dict[str, str]:
    """Return what to say of a no that somebody can do something about. Raises every other again."""
    said = {
        "not_kept": ("", str(_("Bewaar eerst uw gesprek. Dan kunt u terugkomen en zien wat er gebeurt."))),
        "nothing": ("deel", str(_("Kies wat u wilt delen. Of ga terug, dan delen we niets."))),
        "old": ("", str(_("U koos intussen iets anders. Wilt u dit delen? Kijk nog een keer."))),
        "parts": ("deel", str(_("Uw gesprek is intussen veranderd. Kijk nog een keer wat er meegaat."))),
    }
    return plan_forms.in_words(refused, said)
