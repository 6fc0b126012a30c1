"""Reading a whole version of the content, all of it or nothing."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from meedoen_app.content import keys, reading
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Broken, Fault
from meedoen_app.core import rules
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service
from meedoen_app.core.conversation.question import Chapter, Kind, Option, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.domains import Domains, GoalArea, LifeDomain, PolicyTheme
from meedoen_app.core.ladder.configuration import LadderRules
from meedoen_app.core.municipality import Contact, Line, Municipality, Wijk


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
class _Wijken:
    wijken: tuple[Wijk, ...]


@dataclass(frozen=True)
class _Municipality:
    id: str
    name: str
    sender: str
    contact: Contact
    lines: tuple[Line, ...] = ()
    stale_after_months: int = 6


def versions(folder: Path) -> list[str]:
    """Return the versions of the questionnaire in a content folder, oldest first."""
    found = (path.parent.name for path in (folder / "vragenlijst").glob("*/vragenlijst.toml"))
    return sorted(found, key=lambda name: ([int(number) for number in re.findall(r"\d+", name)], name))


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
    here = found.read(place / "gemeente.toml", keys.MUNICIPALITY, _Municipality)
    wijken = found.read(place / "wijken.toml", keys.WIJKEN, _Wijken)
    supply = [
        found.read(path, keys.SERVICES, _Services)
        for path in sorted((place / "voorzieningen").glob("*.toml"))
    ]
    if found.faults or not (areas and needs and ladder and here and wijken):
        raise Broken(found.faults)
    return Content(
        version=names.versie,
        sha256=fingerprint(questions, place),
        questionnaire=Questionnaire(
            names.versie, tuple(_with_wijken(chapter, wijken.wijken) for chapter in chapters if chapter)
        ),
        domains=Domains(areas.goal_areas, areas.life_domains, areas.several_at_once),
        policy_themes=areas.policy_themes,
        needs=needs.needs,
        brakes=needs.brakes,
        openings=needs.openings,
        ladder=ladder,
        services=tuple(service for part in supply if part for service in part.services),
        municipality=Municipality(**vars(here), wijken=wijken.wijken),
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
