"""Whether what helps makes sense: the needs, the supply, and the facts of the municipality."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from meedoen_app.content import descriptions
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Fault
from meedoen_app.core import rules
from meedoen_app.core.advice.service import Nearness, Service
from meedoen_app.core.advice.suggesting import INDEPENDENT_SUPPORT, ONE_CONTACT
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.municipality import Calling, Wijk
from meedoen_app.core.urgent import UNSAFE, Situation

HELP = "Wat kan helpen"
SITUATIONS = "spoed.toml"
RUNGS = range(1, 7)
LONGEST_MESSAGE = 60  # Words: it is read on a phone, by somebody who did not ask for it.
PROMISES = range(31)  # Working days within which somebody calls; 0 is: not said yet.
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
        if service.free is not None and not service.cost:
            yield Fault(_place(service), "gratis staat er zonder kosten: de zin waarin dat staat")
        yield from _reach(service)
        yield from _message(service)
        for said in descriptions.faults(service.description):
            yield Fault(_place(service), said)


def _reach(service: Service) -> Iterator[Fault]:
    """How to reach a service stands there only when somebody checked it, and as one can dial or open it."""
    said = {"telefoon": service.phone, "adres": service.address, "website": service.website}
    said |= {"open": service.open}
    for key in (key for key, value in said.items() if value and service.checked_on is None):
        yield Fault(
            _place(service), f"{key} staat er zonder gecontroleerd_op: de dag waarop iemand dit nakeek"
        )
    if service.phone and not is_phone(service.phone):
        yield Fault(_place(service), f"telefoon {service.phone} is geen telefoonnummer")
    if service.website and not WEBSITE.fullmatch(service.website):
        yield Fault(_place(service), f"website {service.website} is geen adres dat begint met https://")


def _message(service: Service) -> Iterator[Fault]:
    """Somebody one knows is asked in a few words, and hears what one does in return; nobody else is."""
    if bool(service.message) is not bool(service.in_return):
        yield Fault(_place(service), "bericht en terug horen bij elkaar; één van de twee ontbreekt")
    if service.nearness is Nearness.NETWORK and not service.message:
        yield Fault(_place(service), "bericht ontbreekt: wat iemand aan een bekende kan sturen")
    if service.message and service.nearness not in (Nearness.NETWORK, Nearness.HOUSEMATES):
        yield Fault(_place(service), f"bericht hoort niet in de laag {service.nearness}")
    if len(f"{service.message} {service.in_return}".split()) > LONGEST_MESSAGE:
        yield Fault(_place(service), f"bericht en terug hebben samen hoogstens {LONGEST_MESSAGE} woorden")


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
        yield from _contact_point(wijk)
    for line in content.municipality.lines:
        said = {"naam": line.name, "telefoon": line.phone, "tekst": line.text, "bron": line.source}
        to_come = {"telefoon"} if line.young and not line.certain else set()
        for key in (key for key, value in said.items() if not value.strip() and key not in to_come):
            yield Fault(f"gemeente.toml › lijnen › {line.id}", f"{key} is leeg")
    yield from _calling(content.municipality.calling)


def _calling(calling: Calling) -> Iterator[Fault]:
    """Before which day somebody calls is said only when the municipality says so, with a source."""
    if calling.within not in PROMISES:
        yield Fault("gemeente.toml › bellen", f"binnen_werkdagen is 1 tot en met {PROMISES[-1]}")
    if calling.within and not (calling.source and calling.checked_on):
        yield Fault("gemeente.toml › bellen", "bron of gecontroleerd_op ontbreekt")


def situations(content: Content) -> Iterator[Fault]:
    """Whatever cannot wait has somebody to call; safety stands first, and no answer leads to it."""
    people = {line.id for line in content.municipality.lines} | {service.id for service in content.services}
    urgent = {need.id for need in content.needs if need.urgent}
    options = {
        option.id for q in content.questionnaire.questions.values() for option in q.options if option.urgent
    }
    for id in sorted(options - {one.id for one in content.situations}):
        yield Fault(SITUATIONS, f"het antwoord {id} kan niet wachten, en heeft geen situatie")
    for id in sorted(urgent - {id for one in content.situations for id in one.needs}):
        yield Fault(SITUATIONS, f"de behoefte {id} kan niet wachten, en heeft geen situatie")
    if [one.id for one in content.situations][:1] != [UNSAFE]:
        yield Fault(SITUATIONS, f"{UNSAFE} staat niet voorop")
    for one in content.situations:
        yield from _situation(one, people, urgent)


def _situation(one: Situation, people: set[str], urgent: set[str]) -> Iterator[Fault]:
    place = f"{SITUATIONS} › {one.id}"
    if not one.call:
        yield Fault(place, "bellen is leeg: niemand om te bellen")
    for id in one.call:
        if id not in people:
            yield Fault(place, f"bellen noemt {id}, en dat is geen lijn en geen voorziening")
    for id in one.needs:
        if id not in urgent:
            yield Fault(place, f"de behoefte {id} is er niet, of heeft geen spoed")
    if bool(one.needs) is (one.id == UNSAFE):
        yield Fault(place, "naar niet_veilig leidt geen behoefte, en naar elke andere situatie wel een")
    if not one.source.strip():
        yield Fault(place, "bron ontbreekt")
    if one.checked_on is None and one.source_year is None:
        yield Fault(place, "gecontroleerd_op of bron_jaar ontbreekt")
    if one.term and not one.law:
        yield Fault(place, "termijn staat er zonder wet")


def _contact_point(wijk: Wijk) -> Iterator[Fault]:
    """Where people in a wijk go first has a name, a source, and some way to get there."""
    point, place = wijk.contact, f"wijken.toml › {wijk.id} › aanspreekpunt"
    if point is None:
        return
    if not point.name.strip():
        yield Fault(place, "naam is leeg")
    if not point.source.strip():
        yield Fault(place, "bron is leeg")
    if not (point.phone or point.address):
        yield Fault(place, "telefoon of adres ontbreekt")
    if point.phone and not is_phone(point.phone):
        yield Fault(place, f"telefoon {point.phone} is geen telefoonnummer")


def is_phone(number: str) -> bool:
    """Say whether one can dial this in the Netherlands."""
    return PHONE.fullmatch(re.sub(r"[ -]", "", number)) is not None


def days_to_come(content: Content, today: date) -> Iterator[Fault]:
    """Nobody looked on a day that still has to come, and no source is of a year to come."""
    contact = content.municipality.contact
    days = [(f"{SITUATIONS} › {one.id}", one.checked_on) for one in content.situations]
    days += [(_place(service), service.checked_on) for service in content.services]
    days += [(f"gemeente.toml › lijnen › {line.id}", line.checked_on) for line in content.municipality.lines]
    days.append(("gemeente.toml › bellen", content.municipality.calling.checked_on))
    days += [
        (f"wijken.toml › {wijk.id} › aanspreekpunt", wijk.contact.checked_on)
        for wijk in content.municipality.wijken
        if wijk.contact
    ]
    for place, day in [*days, ("gemeente.toml › contact", contact.checked_on)]:
        if day is not None and day > today:
            yield Fault(place, f"gecontroleerd_op {day} moet nog komen")
    years = [(_place(service), service.source_year) for service in content.services]
    years += [(f"{SITUATIONS} › {one.id}", one.source_year) for one in content.situations]
    for place, year in years:
        if year is not None and year > today.year:
            yield Fault(place, f"bron_jaar {year} moet nog komen")


def _place(service: Service) -> str:
    return f"voorzieningen › {service.id}"


def _unknown_places(content: Content, service: Service) -> set[str]:
    areas = {area.id for area in content.domains.goal_areas}
    domains = {domain.id for domain in content.domains.life_domains}
    wijken = {wijk.id for wijk in content.municipality.wijken}
    return {*service.goal_areas} - areas | {*service.life_domains} - domains | {*service.wijken} - wijken
