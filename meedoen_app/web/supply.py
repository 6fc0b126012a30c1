"""What there is in the neighbourhood: to look through, to search, and to say what is wrong in it.

Nothing is stored. Only a report goes somewhere: to the mailbox of the municipality, without a name.

The words of a search can tell much ("schulden", "scheiden"). With script they stay out of the address, and
so out of the list of pages that a browser keeps: the choices stand in it, the words only in the tab itself
(static/js/meedoen.js), until "Weg hier"; going back brings both. Without script a form that looks something
up is a GET: the page of a POST cannot be gone back to. Then the words do stand in the address, and the page
says so. We ourselves write no address down (`logs`), and no other site is told one (`headers`).
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import supply as reporting
from meedoen_app.content.content import Content
from meedoen_app.core import supply
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Service
from meedoen_app.core.errors import NotThere
from meedoen_app.core.message import Letter
from meedoen_app.core.municipality import Wijk
from meedoen_app.core.supply import Cost, Report, Wanted, Wrong
from meedoen_app.web import clock, forms, language, limits, markup, pages, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.language import say

AT_A_TIME = 10
LONGEST_SEARCH = 100
ON = "ja"
CHOICES = ("onderwerp", "wijk", "kosten", "taal", "toegang", "helpen")
SUBJECT = "Meedoen: in het aanbod klopt iets niet"  # For who keeps the supply, so in Dutch.
FEW = "10 per hour; 30 per day"
FEW_OF_ALL = "200 per hour; 1000 per day"

bp = Blueprint("supply", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A service as templates see it; no `wijken` is: everywhere."""

    service: Service
    is_stale: bool
    wijken: tuple[str, ...]
    languages: tuple[str, ...]


@bp.get("/buurt")
@open_to(Who.ANYONE)
def browse() -> Response:
    """Show what there is, as far as somebody looks for it; htmx asks for what was found alone.

    Somebody types here, so the way out stands on it.
    """
    content = here().contents.current()
    wanted, words = _wanted(content), text.clean(request.args.get("zoek", ""))[:LONGEST_SEARCH]
    found = _found(content, wanted, words)
    many = max(AT_A_TIME, text.number(request.args.get("toon", "")) or 0)
    response = pages.page_or_part(
        "supply/browse.html",
        "parts/found.html",
        choices=_choices(content),
        wanted=wanted,
        words=words,
        number=len(found),
        layers=_layers(found[:many], in_order=not words),
        first_new=many - AT_A_TIME + 1 if many > AT_A_TIME and pages.asks_for_a_part() else 0,
        more_url=f"{_address(words, many + AT_A_TIME)}#nr-{many + 1}" if len(found) > many else "",
        wijk=_wijk(content, wanted.wijk),
        personal=True,
    )
    response.headers["HX-Replace-Url"] = _address("", many)
    return response


@bp.get("/buurt/<service>")
@open_to(Who.ANYONE)
def one(service: str) -> Response:
    """Show all that is known of one service, for the screen and for paper."""
    found = _service(service)
    description = markup.described(say(found.description, "aanbod", found.id, "beschrijving"))
    return pages.page("supply/service.html", card=_shown(found), description=description)


@bp.get("/buurt/<service>/klopt-niet")
@open_to(Who.ANYONE)
def wrong(service: str) -> Response:
    return _report_page(_service(service), {})


@bp.post("/buurt/<service>/klopt-niet")
@open_to(Who.ANYONE)
@limits.per_network(FEW, deduct_when=limits.is_done)
@limits.in_total(FEW_OF_ALL, deduct_when=limits.is_done)
def report(service: str) -> Response:
    """Send what somebody says is wrong to the municipality, once, and without a name."""
    found = _service(service)
    wrong, words = request.form.get("wat", ""), text.clean(request.form.get("woorden", ""))
    errors = _errors(wrong, words)
    if errors or not here().settings.can_be_asked_to_call:
        return _report_page(found, errors, wrong, words, 422)
    told = Report(found.id, Wrong(wrong), words)
    letter = Letter(
        SUBJECT,
        render_template(
            "mail/supply_wrong.txt",
            service=found,
            told=told,
            page=url_for(".one", service=found.id),
        ),
    )
    key, now = request.form.get("sleutel", "")[: forms.LONGEST_KEY], clock.now()
    with here().database.writing() as transaction:
        reporting.report(transaction, pages.means(), told, letter, key=key, now=now, by=actor())
    return redirect(url_for(".thanks", service=found.id), 303)


@bp.get("/buurt/<service>/dank")
@open_to(Who.ANYONE)
def thanks(service: str) -> Response:
    return pages.page("supply/thanks.html", service=_service(service))


def _wanted(content: Content) -> Wanted:
    """Return what the address asks for; what is no choice of ours is no wish."""
    choices = _choices(content)

    def chosen(name: str) -> str:
        value = request.args.get(name, "")
        return value if value in dict(choices[name]) else ""

    return Wanted(
        theme=chosen("onderwerp"),
        wijk=chosen("wijk"),
        cost=chosen("kosten"),
        language=chosen("taal"),
        with_access=request.args.get("toegang") == ON,
        can_help=request.args.get("helpen") == ON,
    )


def _choices(content: Content) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what can be chosen: field -> (value, words). What is known of no service is no choice."""
    browsed = supply.browsed(content.services)
    in_use = frozenset().union(*(content.themes_of[service.id] for service in browsed))
    spoken = sorted({code for service in browsed for code in service.languages})
    return {
        "onderwerp": [
            (chapter.id, say(chapter.title, "hoofdstuk", chapter.id))
            for chapter in content.questionnaire.chapters
            if chapter.id in in_use
        ],
        "wijk": [(wijk.id, wijk.name) for wijk in content.municipality.wijken],
        "kosten": [
            (Cost.FREE, str(_("Gratis"))),
            (Cost.PAID, str(_("Het kost iets"))),
            (Cost.UNKNOWN, str(_("Dat weten we nog niet"))),
        ],
        "taal": [(code, language.name_of(code)) for code in spoken],
        "toegang": [(ON, "")] if any(service.access for service in browsed) else [],
    }


def _found(content: Content, wanted: Wanted, words: str) -> Sequence[Service]:
    """Return what is found: in the order of the policy, or what fits the words best first."""
    fitting = supply.fitting(content.services, wanted, content.themes_of)
    if not words:
        return fitting
    places = {id: place for place, id in enumerate(content.index.find(words))}
    return sorted((one for one in fitting if one.id in places), key=lambda one: places[one.id])


def _layers(services: Sequence[Service], *, in_order: bool) -> list[tuple[str, list[Service]]]:
    """Return services under the heading of their layer; what was searched for stands under none."""
    if not in_order:
        return [("", list(services))] if services else []
    return [(layer.value, list(of)) for layer, of in groupby(services, lambda one: one.nearness)]


def _address(words: str, many: int) -> str:
    """Return the address of what was chosen here, with these words and this many."""
    query = {name: value for name, value in request.args.items() if name in CHOICES and value}
    query |= {"zoek": words} if words else {}
    query |= {"toon": str(many)} if many > AT_A_TIME else {}
    return f"{url_for('.browse')}?{urlencode(query)}" if query else url_for(".browse")


def _wijk(content: Content, id: str) -> Wijk | None:
    return next((wijk for wijk in content.municipality.wijken if wijk.id == id), None)


def _service(id: str) -> Service:
    """Return what can be browsed. Raises NotThere for what people do themselves, and for nothing of ours."""
    content = here().contents.current()
    for service in supply.browsed(content.services):
        if service.id == id:
            return service
    raise NotThere(id)


def _shown(service: Service) -> Shown:
    municipality = here().contents.current().municipality
    return Shown(
        service,
        suggesting.is_stale(service, municipality, clock.today()),
        tuple(wijk.name for wijk in municipality.wijken if wijk.id in service.wijken),
        tuple(language.name_of(code) for code in service.languages),
    )


def _errors(wrong: str, words: str) -> dict[str, str]:
    errors = {}
    if wrong not in set(Wrong):
        errors["wat"] = str(_("Kies wat er niet klopt."))
    if len(words) > supply.LONGEST_WORDS:
        errors["woorden"] = str(_("Dit is te lang. Er passen %(most)s tekens in.", most=supply.LONGEST_WORDS))
    return errors


def _report_page(
    service: Service, errors: dict[str, str], chosen: str = "", typed: str = "", status: int = 200
) -> Response:
    context: dict[str, Any] = {
        "service": service,
        "errors": errors,
        "chosen": chosen,
        "typed": typed,
        "most": supply.LONGEST_WORDS,
        "is_connected": here().settings.can_be_asked_to_call,
        "form": pages.Hidden(sleutel=secrets.token_urlsafe(16)),
        "wrongs": [
            (Wrong.PHONE, _("Het telefoonnummer")),
            (Wrong.ADDRESS, _("Het adres")),
            (Wrong.GONE, _("Dit bestaat niet meer")),
            (Wrong.PRICE, _("Wat het kost")),
            (Wrong.OTHER, _("Iets anders")),
        ],
    }
    return pages.page("supply/wrong.html", status=status, **context)
