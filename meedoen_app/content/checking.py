"""Whether a whole version of the content makes sense: what no single file can show."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from meedoen_app.content import desks, reachability, supply, tips
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Fault
from meedoen_app.core import rules
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.accepting import PEOPLE_FIELDS
from meedoen_app.core.conversation.conversation import Role
from meedoen_app.core.conversation.question import MOST_PEOPLE, MOST_ROWS, ROW_VALUES, UNKNOWN, Kind, Question
from meedoen_app.core.domains import Status
from meedoen_app.core.ladder import marking, position
from meedoen_app.core.table import Chair

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
STATUS_OPTIONS = {status.value for status in Status if status is not Status.NOT_DISCUSSED}


def faults(content: Content, icons: frozenset[str] | None = None, today: date | None = None) -> list[Fault]:
    """Return every fault, with its place. Known or not: the `icons` that exist, and `today`."""
    checks: tuple[Callable[[Content], Iterator[Fault]], ...] = (
        _doubles,
        _conditions,
        _dead_ends,
        _numbers,
        _questions,
        _placeholders,
        _chairs,
        _roles,
        _areas,
        _statuses,
        _ladder,
        supply.uses,
        supply.needs,
        supply.services,
        supply.situations,
        supply.coverage,
        supply.municipality,
        desks.desks,
        desks.teams,
        desks.terms,
        desks.rights,
        tips.tips,
    )
    found = [fault for check in checks for fault in check(content)]
    found += _pictograms(content, icons)
    if today:
        for source in (supply, desks, tips):
            found += source.days_to_come(content, today)
    makes_sense = not [*_doubles(content), *_conditions(content)]
    return found + (list(reachability.unreachable(content.questionnaire)) if makes_sense else [])


def _questions_of(content: Content) -> Iterator[tuple[str, Question]]:
    for chapter in content.questionnaire.chapters:
        for question in chapter.questions:
            yield f"hoofdstukken/{chapter.id}.toml › {question.id}", question


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _doubles(content: Content) -> Iterator[Fault]:
    chapters = {f"hoofdstukken/{chapter.id}.toml": chapter for chapter in content.questionnaire.chapters}
    lists: dict[str, list[tuple[str, str]]] = {
        "vraag-id": [(place, question.id) for place, question in _questions_of(content)],
        "vraagnummer": [(place, str(question.number)) for place, question in _questions_of(content)],
        "hoofdstuk-id": [("vragenlijst.toml", chapter.id) for chapter in content.questionnaire.chapters],
        "hoofdstuknummer": [(place, str(chapter.number)) for place, chapter in chapters.items()],
        "behoefte-id": [("behoeften.toml", need.id) for need in content.needs],
        "rem-id": [("behoeften.toml", brake.id) for brake in content.brakes],
        "voorziening-id": [("voorzieningen", service.id) for service in content.services],
        "situatie-id": [(supply.SITUATIONS, one.id) for one in content.situations],
        "loket-id": [(desks.DESKS, desk.id) for desk in content.desks],
        "team-id": [(desks.TEAMS, team.id) for team in content.teams],
        "beroep-id": [(desks.TEAMS, one.id) for one in content.professions],
        "termijn-id": [(desks.TERMS, term.id) for term in content.terms],
        "recht-id": [(desks.RIGHTS, right.id) for right in content.rights],
        "tip-id": [(tips.TIPS, tip.id) for tip in content.tips],
        "wijk-id": [("wijken.toml", wijk.id) for wijk in content.municipality.wijken],
        "doelgebied-id": [("doelen.toml", area.id) for area in content.domains.goal_areas],
        "leefgebied-id": [("doelen.toml", domain.id) for domain in content.domains.life_domains],
    }
    for what, named in lists.items():
        for twice in _twice(name for _, name in named):
            places = dict.fromkeys(place for place, name in named if name == twice)
            yield Fault(" en ".join(places), f"dubbel {what}: {twice}")
    for place, question in _questions_of(content):
        ids = [option.id for option in question.options] + [row.id for row in question.rows]
        ids += [sentence.id for sentence in question.sentences]
        for name in _twice(ids):
            yield Fault(f"{place} › {name}", "dubbel id in deze vraag")


def _conditions(content: Content) -> Iterator[Fault]:
    """A condition names known questions and options, and looks back only."""
    earlier: dict[str, Question] = {}
    for chapter in content.questionnaire.chapters:
        yield from _condition(f"hoofdstukken/{chapter.id}.toml", chapter.when, earlier)
        for question in chapter.questions:
            place = f"hoofdstukken/{chapter.id}.toml › {question.id}"
            yield from _condition(place, question.when, earlier)
            yield from _condition(place, question.waits, earlier)
            for row in question.rows:
                yield from _condition(f"{place} › {row.id}", row.when, earlier)
            earlier[question.id] = question
    for need in content.needs:
        wrong = list(_condition(f"behoeften.toml › {need.id}", need.when, earlier))
        yield from wrong
        if not wrong and rules.holds(need.when, {}):
            yield Fault(f"behoeften.toml › {need.id}", "geldt ook zonder antwoord, dus zonder reden")
    for brake in content.brakes:
        yield from _condition(f"behoeften.toml › {brake.id}", brake.when, earlier)
    for layer, when in content.openings.items():
        yield from _condition(f"behoeften.toml › lagen › {layer}", when, earlier)
    for service in content.services:
        for when in (service.when, service.sooner, service.later):
            yield from _condition(f"voorzieningen › {service.id}", when, earlier)


def _condition(place: str, condition: rules.Condition, known: dict[str, Question]) -> Iterator[Fault]:
    try:
        named = list(rules.questions_in(condition))
    except rules.UnknownCondition as unknown:
        yield Fault(place, f"onbekende voorwaarde {unknown}")
        return
    for name, options in named:
        id, _, row = name.partition(".")
        if id not in known:
            yield Fault(place, f"de voorwaarde noemt {id}, en die vraag staat niet eerder op het pad")
        else:
            yield from _named_options(place, known[id], row, options)


def _named_options(place: str, question: Question, row: str, options: tuple[str, ...]) -> Iterator[Fault]:
    if question.kind is Kind.PEOPLE:
        yield from _named_person(place, question, row, options)
        return
    if row and row not in question.row_ids:
        yield Fault(place, f"de voorwaarde noemt de rij {question.id}.{row}, en die is er niet")
    sentences = {sentence.id for sentence in question.sentences}
    known = set(ROW_VALUES) if row else question.option_ids | sentences
    for option in set(options) - known:
        yield Fault(place, f"de voorwaarde noemt {question.id} = {option}, en dat antwoord is er niet")


def _named_person(place: str, question: Question, row: str, options: tuple[str, ...]) -> Iterator[Fault]:
    if not row:
        return
    number, _, field = row.partition("_")
    if number not in map(str, range(1, MOST_PEOPLE + 1)) or field not in PEOPLE_FIELDS:
        yield Fault(place, f"de voorwaarde noemt de rij {question.id}.{row}, en die is er niet")
        return
    for option in set(options) - {*PEOPLE_FIELDS[field]}:
        yield Fault(place, f"de voorwaarde noemt {question.id}.{row} = {option}, en dat antwoord is er niet")


def _dead_ends(content: Content) -> Iterator[Fault]:
    chapters = content.questionnaire.chapters
    yield from _landmarks(content)
    hubs = [question for _, question in _questions_of(content) if question.kind is Kind.THEMES]
    if len(hubs) != 1:
        yield Fault("vragenlijst.toml", "er moet precies één vraag van de soort onderwerpen zijn")
        return
    themes = {chapter.id for chapter in chapters if chapter.is_theme}
    for id in {option.id for option in hubs[0].options} ^ themes:
        yield Fault(
            f"{hubs[0].id} › {id}", "onderwerp en hoofdstuk horen bij elkaar; één van de twee ontbreekt"
        )
    for chapter in chapters:
        if not chapter.questions:
            yield Fault(f"hoofdstukken/{chapter.id}.toml", "loopt dood: dit hoofdstuk heeft geen vraag")
    if chapters[-1].is_theme:
        yield Fault(
            f"hoofdstukken/{chapters[-1].id}.toml", "loopt dood: na het laatste onderwerp komt geen slot"
        )


def _landmarks(content: Content) -> Iterator[Fault]:
    """The questions and answers that Meedoen itself acts on are there."""
    for id in landmarks.ALL.keys() - content.questionnaire.questions.keys():
        yield Fault("vragenlijst.toml", f"de vraag {id} ontbreekt; daar doet Meedoen zelf iets mee")
    for place, question in _questions_of(content):
        for id in sorted(set(landmarks.ALL.get(question.id, ())) - question.option_ids):
            yield Fault(place, f"het antwoord {id} ontbreekt; daar doet Meedoen zelf iets mee")
        if question.id in landmarks.ABOUT_APP and not question.about_app:
            yield Fault(place, "over_meedoen ontbreekt: een ander leest dan of iemand hier ja zei")


def _numbers(content: Content) -> Iterator[Fault]:
    """A number stands in an address and on paper."""
    numbered = [
        (f"hoofdstukken/{chapter.id}.toml", chapter.number) for chapter in content.questionnaire.chapters
    ]
    numbered += [(place, question.number) for place, question in _questions_of(content)]
    for place, number in numbered:
        if number < 1:
            yield Fault(place, "nummer is 1 of hoger")


def _questions(content: Content) -> Iterator[Fault]:
    wants_options = (Kind.ONE, Kind.SEVERAL, Kind.STEPS, Kind.LIST, Kind.THEMES)
    for place, question in _questions_of(content):
        if question.kind in wants_options and not question.options:
            yield Fault(place, "deze soort vraag heeft antwoorden nodig")
        if question.kind is Kind.STEPS and len(question.options) != 5:
            yield Fault(place, "een vraag in stappen heeft er vijf")
        if question.kind is Kind.ROWS and not 1 <= len(question.rows) <= MOST_ROWS:
            yield Fault(place, f"een vraag met rijen heeft er één tot {MOST_ROWS}")
        if question.kind is Kind.WORDS and not (question.sentences or question.options):
            yield Fault(place, "eigen woorden hebben kant-en-klare zinnen nodig: typen hoeft nergens")
        if UNKNOWN in {option.id for option in question.options}:
            yield Fault(place, f"{UNKNOWN} staat er vanzelf bij; gebruik mag_onbekend")
        if not (question.why and question.feeds):
            yield Fault(place, "waarom of voedt ontbreekt")


def _placeholders(content: Content) -> Iterator[Fault]:
    """How many days we keep is filled in where somebody says yes to it, and nothing anywhere else."""
    for place, question in _questions_of(content):
        texts = [question.text, question.hint, question.example]
        texts += [option.text for option in question.options] + [row.text for row in question.rows]
        texts += [sentence.text for sentence in question.sentences]
        fills_in = {landmarks.DAYS} if question.id == landmarks.KEEPING else set()
        found = {*PLACEHOLDER.findall(question.why)}
        for missing in fills_in - found:
            yield Fault(place, f"in waarom ontbreekt {missing}: zo veel dagen bewaart de gemeente")
        for unknown in sorted({*PLACEHOLDER.findall(" ".join(texts))} | found - fills_in):
            yield Fault(place, f"{unknown} wordt hier niet ingevuld")


def _chairs(content: Content) -> Iterator[Fault]:
    """Who helps sits on a chair that exists, at a place of the table that exists."""
    places = {"", *(area.id for area in content.domains.goal_areas)}
    for place, question in _questions_of(content):
        for option in question.options:
            if option.chair not in {"", *Chair}:
                yield Fault(f"{place} › {option.id}", f"stoel {option.chair} is er niet")
            if option.seat not in places:
                yield Fault(f"{place} › {option.id}", f"plek {option.seat} is er niet")


def _roles(content: Content) -> Iterator[Fault]:
    """As what somebody helps, is a role of the house; an option without a fact is a helper."""
    for place, question in _questions_of(content):
        for option in question.options if question.id == landmarks.ROLE else ():
            if option.fact not in {"", *Role}:
                yield Fault(f"{place} › {option.id}", f"de rol {option.fact} is er niet")


def _areas(content: Content) -> Iterator[Fault]:
    """Whatever a question or a need names as theme, doelgebied or leefgebied is one of the lists."""
    known = {theme.id for theme in content.policy_themes}
    known |= {area.id for area in content.domains.goal_areas}
    known |= {domain.id for domain in content.domains.life_domains}
    named = [(place, {*q.themes, *q.goal_areas, *q.life_domains}) for place, q in _questions_of(content)]
    named += [(f"behoeften.toml › {n.id}", {*n.goal_areas, *n.life_domains}) for n in content.needs]
    for place, ids in named:
        for id in sorted(ids - known):
            yield Fault(place, f"{id} is geen thema, doelgebied of leefgebied")


def _statuses(content: Content) -> Iterator[Fault]:
    asked = [(place, q) for place, q in _questions_of(content) if q.status_of]
    count = Counter(question.status_of for _, question in asked)
    for domain in content.domains.life_domains:
        if count.pop(domain.id, 0) != 1:
            yield Fault(f"doelen.toml › {domain.id}", "dit leefgebied heeft niet precies één statusvraag")
    for unknown in count:
        yield Fault("doelen.toml", f"een vraag noemt het leefgebied {unknown}, en dat is er niet")
    for place, question in asked:
        if {option.id for option in question.options} != STATUS_OPTIONS:
            yield Fault(place, f"een statusvraag heeft precies deze antwoorden: {sorted(STATUS_OPTIONS)}")


def _ladder(content: Content) -> Iterator[Fault]:
    for mark in marking.unknown_marks(content.questionnaire):
        yield Fault(mark, "dit woord kent de ladder niet")
    if content.ladder.version != position.RULE_VERSION:
        yield Fault(
            "ladder.toml", f"regels is {content.ladder.version}; de code kent {position.RULE_VERSION}"
        )


def _pictograms(content: Content, icons: frozenset[str] | None) -> Iterator[Fault]:
    def missing(icon: str) -> bool:
        return not icon or (icons is not None and icon not in icons)

    for area in content.domains.goal_areas:
        if missing(area.icon):
            yield Fault(f"doelen.toml › {area.id}", f"pictogram ontbreekt ({area.icon or 'leeg'})")
    for chapter in content.questionnaire.chapters:
        if chapter.is_theme and missing(chapter.icon):
            yield Fault(f"hoofdstukken/{chapter.id}.toml", f"pictogram ontbreekt ({chapter.icon or 'leeg'})")
    for place, question in _questions_of(content):
        icons_of = {option.id: option.icon for option in question.options} | {
            r.id: r.icon for r in question.rows
        }
        for id, icon in icons_of.items():
            if missing(icon):
                yield Fault(f"{place} › {id}", f"pictogram ontbreekt ({icon or 'leeg'})")
