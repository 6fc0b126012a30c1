"""Whether the desks, their teams, the terms of the law and the pages about it make sense together."""

from collections.abc import Iterator
from datetime import date

from meedoen_app.content import descriptions, supply
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Fault
from meedoen_app.core import supply as browsing
from meedoen_app.core import terms as law
from meedoen_app.core.advice.suggesting import INDEPENDENT_SUPPORT, ONE_CONTACT
from meedoen_app.core.desk import Desk, DeskKind, Team
from meedoen_app.core.rights import Right
from meedoen_app.core.terms import Term

DESKS, TEAMS, TERMS, RIGHTS = "loketten.toml", "teams.toml", "termijnen.toml", "rechten.toml"


def desks(content: Content) -> Iterator[Fault]:
    """A desk has a source, a ground, and names only what is there; one of them is the notification."""
    for desk in content.desks:
        yield from _desk(content, desk)
        if not any(team.desk == desk.id for team in content.teams):
            yield Fault(f"{DESKS} › {desk.id}", "geen enkel team werkt bij dit loket")
    if [desk.kind for desk in content.desks].count(DeskKind.NOTIFICATION) != 1:
        yield Fault(DESKS, "precies één loket heeft soort melding")
    if not any(desk.is_independent for desk in content.desks):
        yield Fault(DESKS, "geen enkel loket is onafhankelijk (Wmo 2015 art. 2.2.4)")


def _desk(content: Content, desk: Desk) -> Iterator[Fault]:
    place = f"{DESKS} › {desk.id}"
    said = {"naam": desk.name, "doet": desk.does, "grondslag": desk.ground, "wet": desk.law}
    for key in (key for key, value in {**said, "bron": desk.source}.items() if not value.strip()):
        yield Fault(place, f"{key} is leeg")
    if desk.checked_on is None and desk.source_year is None:
        yield Fault(place, "gecontroleerd_op of bron_jaar ontbreekt")
    reach = {"telefoon": desk.phone, "open": desk.open}
    for key in (key for key, value in reach.items() if value and desk.checked_on is None):
        yield Fault(place, f"{key} staat er zonder gecontroleerd_op: de dag waarop iemand dit nakeek")
    if desk.phone and not supply.is_phone(desk.phone):
        yield Fault(place, f"telefoon {desk.phone} is geen telefoonnummer")
    if desk.is_independent and desk.kind is DeskKind.NOTIFICATION:
        yield Fault(place, "een onafhankelijk loket is niet waar de melding heen gaat")
    needs = {need.id for need in content.needs} | {ONE_CONTACT, INDEPENDENT_SUPPORT}
    chapters = {chapter.id for chapter in content.questionnaire.chapters}
    yield from _named(place, "de termijn", desk.terms, {term.id for term in content.terms})
    yield from _named(place, "het hoofdstuk", desk.chapters, chapters)
    yield from _named(place, "de behoefte", desk.needs, needs)


def _named(place: str, what: str, named: tuple[str, ...], known: set[str]) -> Iterator[Fault]:
    for id in named:
        if id not in known:
            yield Fault(place, f"{what} {id} is er niet")


def teams(content: Content) -> Iterator[Fault]:
    for team in content.teams:
        yield from _team(content, team)
    for profession in content.professions:
        if not profession.name.strip():
            yield Fault(f"{TEAMS} › {profession.id}", "naam is leeg")


def _team(content: Content, team: Team) -> Iterator[Fault]:
    place = f"{TEAMS} › {team.id}"
    if not team.name.strip():
        yield Fault(place, "naam is leeg")
    yield from _named(place, "het loket", (team.desk,), {desk.id for desk in content.desks})
    yield from _named(place, "de wijk", team.wijken, {wijk.id for wijk in content.municipality.wijken})
    yield from _named(place, "het beroep", team.professions, {one.id for one in content.professions})


def terms(content: Content) -> Iterator[Fault]:
    """Every term that Meedoen itself acts on is there, and says how long it is or when."""
    for id in sorted(law.ALL - {term.id for term in content.terms}):
        yield Fault(TERMS, f"de termijn {id} ontbreekt; daar doet Meedoen zelf iets mee")
    for term in content.terms:
        yield from _term(term)


def _term(term: Term) -> Iterator[Fault]:
    place = f"{TERMS} › {term.id}"
    said = {"naam": term.name, "wet": term.article, "bron": term.source}
    for key in (key for key, value in said.items() if not value.strip()):
        yield Fault(place, f"{key} is leeg")
    if (term.length is None) is not bool(term.words.strip()):
        yield Fault(place, "zet hier lengte of wanneer, en niet allebei")
    for key, length in {"lengte": term.length, "belofte": term.promise}.items():
        if length is not None and length.count < 1:
            yield Fault(place, f"{key} › aantal is 1 of hoger")


def rights(content: Content) -> Iterator[Fault]:
    services = {service.id for service in browsing.browsed(content.services)}
    for right in content.rights:
        place = f"{RIGHTS} › {right.id}"
        yield from _texts(right)
        yield from _named(place, "het aanbod", right.go_to, services)
        yield from _named(place, "de termijn", right.terms, {term.id for term in content.terms})
    for line in content.complaints:
        if not (line.source.strip() and supply.is_phone(line.phone)):
            yield Fault(f"{RIGHTS} › lijnen › {line.id}", "telefoon of bron klopt niet")


def _texts(right: Right) -> Iterator[Fault]:
    place = f"{RIGHTS} › {right.id}"
    said = {"titel": right.title, "kort": right.lead, "bron": right.source}
    for key in (key for key, value in said.items() if not value.strip()):
        yield Fault(place, f"{key} is leeg")
    if not right.parts:
        yield Fault(place, "stukken is leeg: er staat niets op deze pagina")
    ids = [part.id for part in right.parts]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield Fault(f"{place} › {id}", "dubbel id op deze pagina")
    for part in right.parts:
        for what in descriptions.faults(part.text):
            yield Fault(f"{place} › {part.id}", what.replace("beschrijving", "tekst"))


def days_to_come(content: Content, today: date) -> Iterator[Fault]:
    """Nobody looked on a day that still has to come, and no source is of a year to come."""
    looked = [(f"{DESKS} › {one.id}", one.checked_on) for one in content.desks]
    looked += [(f"{TERMS} › {one.id}", one.checked_on) for one in content.terms]
    looked += [(f"{RIGHTS} › {one.id}", one.checked_on) for one in content.rights]
    looked += [(f"{RIGHTS} › lijnen › {one.id}", one.checked_on) for one in content.complaints]
    for place, day in looked:
        if day is not None and day > today:
            yield Fault(place, f"gecontroleerd_op {day} moet nog komen")
    for desk in content.desks:
        if desk.source_year is not None and desk.source_year > today.year:
            yield Fault(f"{DESKS} › {desk.id}", f"bron_jaar {desk.source_year} moet nog komen")
