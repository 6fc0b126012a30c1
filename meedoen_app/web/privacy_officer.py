"""The page of the privacy officer: who opened something outside their work, by day. Each look is traced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import glass, lookups
from meedoen_app.core.access.account import Account
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import number_of
from meedoen_app.core.looks import Onlooker
from meedoen_app.core.lookups import Look, Lookups, Sign, StandingOut
from meedoen_app.core.trace import Action, Ground
from meedoen_app.storage import lists
from meedoen_app.web import clock, deeds, pages, text
from meedoen_app.web.access import Who, actor, open_to, staff
from meedoen_app.web.casework.telling import notice
from meedoen_app.web.installation import here

SHOWN = 31

bp = Blueprint("privacy_officer", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """One look as the template shows it; `cases` say which, and open nothing."""

    at: datetime
    who: str
    done: str
    why: str
    cases: str


@bp.get("/werk/privacy")
@open_to(Who.PRIVACY)
def show() -> Response:
    """Show the days of which there is a report, and every broken glass with its reason."""
    with here().database.writing() as session:
        days = lists.lookup_days(session, SHOWN)
        broken = glass.listed(session, pages.means(), most=SHOWN, now=clock.now(), by=actor())
        accounts = lists.accounts_of(session, {one.account for one, _ in broken})
    rows = [
        {"glass": one, "number": number_of(one.case), "reason": reason, "by": accounts.get(one.account)}
        for one, reason in broken
    ]
    return pages.page("work/privacy.html", days=days, broken=rows, form=pages.hidden(staff().id))


@bp.post("/werk/privacy")
@open_to(Who.PRIVACY)
def tell() -> Response:
    """Let a resident read of a broken glass from now on: telling it is safe now."""
    case, number = request.form.get("zaak", ""), text.number(request.form.get("nummer", ""))
    if number is None:
        raise NotAllowed("nummer")
    with here().database.writing() as session:
        glass.tell(session, pages.means(), case, number, notice(), now=clock.now(), by=actor())
    return redirect(url_for(".show"), 303)


@bp.get("/werk/privacy/<day>")
@open_to(Who.PRIVACY)
def of_day(day: str) -> Response:
    """Show who opened something without working on it, and what stands out."""
    with here().database.writing() as session:
        found = lookups.look(session, pages.means(), _day(day), now=clock.now(), by=actor())
        accounts = lists.accounts_of(session, _accounts(found))
    return pages.page(
        "work/privacy_day.html",
        day=_day(day),
        opened=found.opened,
        outside=[_shown(look, accounts) for look in found.outside],
        standing_out=[_sign(one, accounts) for one in found.standing_out],
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotThere(written) from None


def _accounts(found: Lookups) -> Iterable[str]:
    return [look.account for look in found.outside] + [one.of for one in found.standing_out]


def _shown(look: Look, accounts: dict[str, Account]) -> Shown:
    onlooker = Onlooker(look.account, look.role, look.team)
    return Shown(
        look.at,
        deeds.who(onlooker, accounts.get(look.account)),
        _did(look.action),
        _why(look.ground),
        ", ".join(sorted(map(number_of, look.cases))),
    )


def _did(action: Action) -> str:
    return {
        Action.READ: str(_("Las een zaak")),
        Action.SEARCH: str(_("Zocht in een zaak")),
        Action.EXPORT: str(_("Haalde een zaak op als bestand")),
        Action.PRINT: str(_("Maakte een zaak klaar voor papier")),
    }[action]


def _why(ground: str) -> str:
    """Return the ground that was written then; a reason in own words stands with the case, not here."""
    return {
        Ground.CONSENT.value: str(_("toestemming van de inwoner")),
        Ground.ASSIGNMENT.value: str(_("werkt aan de zaak")),
        Ground.GLASS.value: str(_("noodsprong")),
        Ground.LAW.value: str(_("een wet")),
    }.get(ground.partition(":")[0], "")


def _sign(one: StandingOut, accounts: dict[str, Account]) -> str:
    name = accounts[one.of].name if one.of in accounts else one.of
    return {
        Sign.OTHER_TEAMS: str(
            _("%(name)s opende %(number)s zaken van andere teams.", name=name, number=one.number)
        ),
        Sign.REFUSED: str(
            _("%(name)s wilde %(number)s keer iets openen en mocht dat niet.", name=name, number=one.number)
        ),
        Sign.SAME_CASE: str(_("%(number)s mensen openden zaak %(name)s.", name=name, number=one.number)),
    }[one.sign]
