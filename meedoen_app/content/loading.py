"""Reading a whole version of the content, all of it or nothing."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from meedoen_app.content import keys, reading
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Broken, Fault
from meedoen_app.content.search import Synonym
from meedoen_app.core import rules
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service
from meedoen_app.core.conversation.question import Chapter, Kind, Option, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.desk import Desk, Profession, Team
from meedoen_app.core.domains import Domains, GoalArea, LifeDomain, PolicyTheme
from meedoen_app.core.ladder.configuration import LadderRules
from meedoen_app.core.municipality import Calling, Contact, Holiday, Line, Municipality, Wijk
from meedoen_app.core.rights import Right
from meedoen_app.core.terms import Term
from meedoen_app.core.tips import Tip
from meedoen_app.core.urgent import Situation


@dataclass(frozen=True)
class _Version:
    versie: str
    hoofdstukken: tuple[str, ...]


@dataclass(frozen=True)
class _Areas:
    goal_areas: tuple[GoalArea, ...]
    life_domains: tuple[LifeDomain, ...]
    policy_themes: tuple[PolicyTheme, ...]
    several_at_once: int = 3


@dataclass(frozen=True)
class _Needs:
    needs: tuple[Need, ...]
    brakes: tuple[Brake, ...] = ()
    openings: Mapping[Nearness, rules.Condition] = field(default_factory=dict)


@dataclass(frozen=True)
class _Services:
    services: tuple[Service, ...] = ()


@dataclass(frozen=True)
class _Situations:
    situations: tuple[Situation, ...]


@dataclass(frozen=True)
class _Wijken:
    wijken: tuple[Wijk, ...]


@dataclass(frozen=True)
class _Desks:
    desks: tuple[Desk, ...]


@dataclass(frozen=True)
class _Teams:
    professions: tuple[Profession, ...]
    teams: tuple[Team, ...]


@dataclass(frozen=True)
class _Terms:
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class _Rights:
    rights: tuple[Right, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class _Tips:
    tips: tuple[Tip, ...] = ()


@dataclass(frozen=True)
class _SearchWords:
    synonyms: tuple[Synonym, ...] = ()


@dataclass(frozen=True)
class _Municipality:
    id: str
    name: str
    sender: str
    contact: Contact
    lines: tuple[Line, ...] = ()
    stale_after_months: int = 6
    calling: Calling = field(default_factory=Calling)


@dataclass(frozen=True)
class _Holidays:
    source: str
    checked_on: date
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True)
class _Town:
    """What Content holds of one municipality, by the names that it has there."""

    municipality: Municipality
    services: tuple[Service, ...]
    synonyms: tuple[Synonym, ...]
    situations: tuple[Situation, ...]
    desks: tuple[Desk, ...]
    teams: tuple[Team, ...]
    professions: tuple[Profession, ...]
    terms: tuple[Term, ...]
    rights: tuple[Right, ...]
    tips: tuple[Tip, ...]
    complaints: tuple[Line, ...]


def versions(folder: Path) -> list[str]:
    """Return the versions of the questionnaire in a content folder, oldest first."""
    found = [path.name for path in _folders(folder / "vragenlijst") if is_there(folder, path.name)]
    return sorted(found, key=lambda name: ([int(number) for number in re.findall(r"\d+", name)], name))


def is_there(folder: Path, version: str) -> bool:
    """Say whether a content folder holds this version. Every step asks this, so it looks no further."""
    return version == os.path.basename(version) and os.path.isfile(
        f"{folder}/vragenlijst/{version}/vragenlijst.toml"
    )


def _folders(place: Path) -> list["os.DirEntry[str]"]:
    if not place.is_dir():
        return []
    with os.scandir(place) as found:
        return [one for one in found if one.is_dir()]


def load(folder: Path, version: str, municipality: str) -> Content:
    """Return one version with the supply of one municipality. Raises Broken with every fault found."""
    questions, place = folder / "vragenlijst" / version, folder / "gemeenten" / municipality
    names = reading.read(questions / "vragenlijst.toml", keys.VERSION, _Version)
    found = _Reader()
    found.expect(names.versie, version, "vragenlijst.toml › versie")
    chapters = [found.chapter(questions / "hoofdstukken", id) for id in names.hoofdstukken]
    areas = found.read(questions / "doelen.toml", keys.DOMAINS, _Areas)
    needs = found.read(questions / "behoeften.toml", keys.NEEDS, _Needs)
    ladder = found.read(questions / "ladder.toml", keys.LADDER, LadderRules)
    town = _town(found, place)
    if found.faults or not (areas and needs and ladder and town):
        raise Broken(found.faults)
    return Content(
        version=names.versie,
        sha256=fingerprint(questions, place),
        questionnaire=Questionnaire(
            names.versie,
            tuple(_with_wijken(chapter, town.municipality.wijken) for chapter in chapters if chapter),
        ),
        domains=Domains(areas.goal_areas, areas.life_domains, areas.several_at_once),
        policy_themes=areas.policy_themes,
        needs=needs.needs,
        brakes=needs.brakes,
        openings=needs.openings,
        ladder=ladder,
        **vars(town),
    )


def _town(found: "_Reader", place: Path) -> _Town | None:
    """Read everything of one municipality; None when something of it cannot be read."""
    here = found.read(place / "gemeente.toml", keys.MUNICIPALITY, _Municipality)
    wijken = found.read(place / "wijken.toml", keys.WIJKEN, _Wijken)
    urgent = found.read(place / "spoed.toml", keys.SITUATIONS, _Situations)
    days_off = found.read(place / "feestdagen.toml", keys.HOLIDAYS, _Holidays)
    desks = found.read(place / "loketten.toml", keys.DESKS, _Desks)
    teams = found.read(place / "teams.toml", keys.TEAMS, _Teams)
    terms = found.read(place / "termijnen.toml", keys.TERMS, _Terms)
    rights = found.read(place / "rechten.toml", keys.RIGHTS, _Rights)
    tips = found.read(place / "tips.toml", keys.TIPS, _Tips)
    supply = [
        found.read(path, keys.SERVICES, _Services)
        for path in sorted((place / "voorzieningen").glob("*.toml"))
    ]
    words = found.search_words(place / "zoekwoorden.toml")
    if not (here and wijken and urgent and days_off and desks and teams and terms and rights and tips):
        return None
    return _Town(
        municipality=Municipality(**vars(here), wijken=wijken.wijken, holidays=days_off.holidays),
        services=tuple(service for part in supply if part for service in part.services),
        synonyms=words.synonyms,
        situations=urgent.situations,
        desks=desks.desks,
        teams=teams.teams,
        professions=teams.professions,
        terms=terms.terms,
        rights=rights.rights,
        tips=tips.tips,
        complaints=rights.lines,
    )


class _Reader:
    """Reads file after file and keeps every fault, so that all are reported at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, path: Path, form: keys.Form, shape: type[reading.Value]) -> reading.Value | None:
        try:
            return reading.read(path, form, shape)
        except Broken as broken:
            self.faults += broken.faults
            return None

    def chapter(self, folder: Path, id: str) -> Chapter | None:
        chapter = self.read(folder / f"{id}.toml", keys.CHAPTER, Chapter)
        if chapter is not None:
            self.expect(chapter.id, id, f"{id}.toml › id")
        return chapter

    def search_words(self, path: Path) -> _SearchWords:
        """Read what people call things themselves, where the municipality wrote that down."""
        read = self.read(path, keys.SEARCH_WORDS, _SearchWords) if path.exists() else None
        return read or _SearchWords()

    def expect(self, said: str, name: str, place: str) -> None:
        """Hold what a file says of itself to its name: it is found again by that name."""
        if said != name:
            self.faults.append(Fault(place, f"hier staat {said}, en de naam is {name}"))


def fingerprint(*folders: Path) -> str:
    """Return the sha256 over the names and bytes of every content file in these folders."""
    digest = hashlib.sha256()
    for path in _files(*folders):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.toml"))


def _with_wijken(chapter: Chapter, wijken: tuple[Wijk, ...]) -> Chapter:
    """Fill the list question that has no options of its own with the wijken of the municipality."""
    options = tuple(Option(wijk.id, wijk.name, "map-pin") for wijk in wijken)

    def filled(question: Question) -> Question:
        is_open = question.kind is Kind.LIST and not question.options
        return replace(question, options=options) if is_open else question

    return replace(chapter, questions=tuple(map(filled, chapter.questions)))
