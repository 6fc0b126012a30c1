"""Whether what helps makes sense: the needs, the supply, and the facts of the municipality."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from meedoen_app.content.content import Content
from meedoen_app.content.faults import Fault
from meedoen_app.core import rules
from meedoen_app.core.advice.service import Service
from meedoen_app.core.advice.suggesting import INDEPENDENT_SUPPORT, ONE_CONTACT
from meedoen_app.core.conversation import landmarks

HELP = "Wat kan helpen"
RUNGS = range(1, 7)
# Eigen netwerk, algemeen, collectief, individueel, toegang (policy, the kinds of supply).
KINDS = {"N", "A", "C", "I", "O"}
# As one dials in the Netherlands, without spaces and dashes: an ordinary number, 0800 and 0900, 14 0570, 113.
PHONE = re.compile(
    r"(?:0|\+31)(?![89]0)[1-9]\d{8}|0[89]0\d(?:\d{4}|\d{7})|140\d{2,3}|11[23]|116\d{3}", re.ASCII
)
WEBSITE = re.compile(r"https://[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")


def uses(content: Content) -> Iterator[Fault]:
    """What a question says that its answer is used for, is what the rules do with it."""
    used = {landmarks.WIJK, landmarks.CIRCLE, *_named_by_rules(content)}
    for id, question in content.questionnaire.questions.items():
        place = f"hoofdstukken/{content.questionnaire.chapter_of[id].id}.toml › {id} › voedt"
        if HELP in question.feeds and id not in used:
            yield Fault(place, f"hier staat {HELP}, en geen regel gebruikt deze vraag")
        if id in used and HELP not in question.feeds:
            yield Fault(place, f"{HELP} ontbreekt, en een regel gebruikt deze vraag")


def _named_by_rules(content: Content) -> Iterator[str]:
    """Give each question that a rule of what can help looks at. A rule that is none of ours names nothing."""
    conditions = [*(need.when for need in content.needs), *(brake.when for brake in content.brakes)]
    conditions += [*(service.when for service in content.services), *content.openings.values()]
    for condition in conditions:
        with suppress(rules.UnknownCondition):
            yield from (name.partition(".")[0] for name, _ in rules.questions_in(condition))


def needs(content: Content) -> Iterator[Fault]:
    chapters = {chapter.id for chapter in content.questionnaire.chapters}
    answered = {need for service in content.services for need in service.needs}
    known = {need.id for need in content.needs} | {ONE_CONTACT, INDEPENDENT_SUPPORT}
    for need in content.needs:
        if need.chapter not in chapters:
            yield Fault(f"behoeften.toml › {need.id}", f"het hoofdstuk {need.chapter} is er niet")
    for id in sorted(known - answered):
        yield Fault(f"behoeften.toml › {id}", "geen enkele voorziening antwoordt op deze behoefte")
    for service in content.services:
        for id in set(service.needs) - known:
            yield Fault(_place(service), f"de behoefte {id} is er niet")
    for brake in content.brakes:
        for id in set(brake.first) - known:
            yield Fault(f"behoeften.toml › {brake.id}", f"de behoefte {id} is er niet")


def services(content: Content) -> Iterator[Fault]:
    for service in content.services:
        if not service.source:
            yield Fault(_place(service), "bron ontbreekt")
        if service.checked_on is None and service.source_year is None:
            yield Fault(_place(service), "gecontroleerd_op of bron_jaar ontbreekt")
        if service.kind not in KINDS:
            yield Fault(_place(service), f"soort {service.kind or 'leeg'} is geen van {sorted(KINDS)}")
        for rung in set(service.rungs) - set(RUNGS):
            yield Fault(_place(service), f"trede {rung} is er niet")
        for id in sorted(_unknown_places(content, service)):
            yield Fault(_place(service), f"{id} is geen doelgebied, leefgebied of wijk")
        yield from _reach(service)


def _reach(service: Service) -> Iterator[Fault]:
    """How to reach a service stands there only when somebody checked it, and as one can dial or open it."""
    said = {"telefoon": service.phone, "adres": service.address, "website": service.website}
    for key in (key for key, value in said.items() if value and service.checked_on is None):
        yield Fault(
            _place(service), f"{key} staat er zonder gecontroleerd_op: de dag waarop iemand dit nakeek"
        )
    if service.phone and not PHONE.fullmatch(re.sub(r"[ -]", "", service.phone)):
        yield Fault(_place(service), f"telefoon {service.phone} is geen telefoonnummer")
    if service.website and not WEBSITE.fullmatch(service.website):
        yield Fault(_place(service), f"website {service.website} is geen adres dat begint met https://")


def coverage(content: Content) -> Iterator[Fault]:
    """Every rung and every leefgebied has something that helps."""
    for rung in set(RUNGS) - {rung for service in content.services for rung in service.rungs}:
        yield Fault(f"trede {rung}", "geen enkele voorziening hoort bij deze trede")
    helped = {id for service in content.services for id in service.life_domains}
    for domain in content.domains.life_domains:
        if domain.id not in helped:
            yield Fault(f"doelen.toml › {domain.id}", "geen enkele voorziening hoort bij dit leefgebied")


def municipality(content: Content) -> Iterator[Fault]:
    wijken = {wijk.id for wijk in content.municipality.wijken}
    for wijk in content.municipality.wijken:
        for id in sorted(set(wijk.next_to) - wijken):
            yield Fault(f"wijken.toml › {wijk.id}", f"grenst aan {id}, en die wijk is er niet")
    for line in content.municipality.lines:
        said = {"naam": line.name, "telefoon": line.phone, "tekst": line.text, "bron": line.source}
        for key in (key for key, value in said.items() if not value.strip()):
            yield Fault(f"gemeente.toml › lijnen › {line.id}", f"{key} is leeg")


def days_to_come(content: Content, today: date) -> Iterator[Fault]:
    """Nobody looked on a day that still has to come, and no source is of a year to come."""
    contact = content.municipality.contact
    days = [(_place(service), service.checked_on) for service in content.services]
    days += [(f"gemeente.toml › lijnen › {line.id}", line.checked_on) for line in content.municipality.lines]
    for place, day in [*days, ("gemeente.toml › contact", contact.checked_on)]:
        if day is not None and day > today:
            yield Fault(place, f"gecontroleerd_op {day} moet nog komen")
    for service in content.services:
        if service.source_year is not None and service.source_year > today.year:
            yield Fault(_place(service), f"bron_jaar {service.source_year} moet nog komen")


def _place(service: Service) -> str:
    return f"voorzieningen › {service.id}"


def _unknown_places(content: Content, service: Service) -> set[str]:
    areas = {area.id for area in content.domains.goal_areas}
    domains = {domain.id for domain in content.domains.life_domains}
    wijken = {wijk.id for wijk in content.municipality.wijken}
    return {*service.goal_areas} - areas | {*service.life_domains} - domains | {*service.wijken} - wijken
