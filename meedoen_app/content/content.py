"""One whole of what Meedoen says: questions, areas, needs, services and the municipality."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from meedoen_app.content import search
from meedoen_app.content.search import Index, Synonym
from meedoen_app.core import rules, supply
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service
from meedoen_app.core.advice.suggesting import Advice, Rulebook
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.desk import Desk, Profession, Team
from meedoen_app.core.domains import Domains, PolicyTheme
from meedoen_app.core.errors import NotThere
from meedoen_app.core.ladder.configuration import LadderRules
from meedoen_app.core.municipality import Line, Municipality
from meedoen_app.core.rights import Right
from meedoen_app.core.terms import Calendar, Term
from meedoen_app.core.tips import Tip
from meedoen_app.core.urgent import Situation


@dataclass(frozen=True)
class Content:
    """Content as read, whole. `sha256` is over the bytes of every file that it was read from.

    `complaints` are the lines where one can complain about the municipality.
    """

    version: str
    sha256: str
    questionnaire: Questionnaire
    domains: Domains
    policy_themes: tuple[PolicyTheme, ...]
    needs: tuple[Need, ...]
    brakes: tuple[Brake, ...]
    openings: Mapping[Nearness, rules.Condition]
    ladder: LadderRules
    services: tuple[Service, ...]
    situations: tuple[Situation, ...]
    municipality: Municipality
    desks: tuple[Desk, ...]
    teams: tuple[Team, ...]
    professions: tuple[Profession, ...]
    terms: tuple[Term, ...]
    rights: tuple[Right, ...]
    tips: tuple[Tip, ...]
    complaints: tuple[Line, ...] = ()
    synonyms: tuple[Synonym, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """Return the days off, for counting terms."""
        return Calendar(frozenset(holiday.day for holiday in self.municipality.holidays))

    def desk(self, id: str) -> Desk:
        """Return a desk. Raises NotThere."""
        return _named(self.desks, id)

    @property
    def supporter(self) -> Desk | None:
        """Return the first desk that is independent: who can stand beside somebody."""
        return next((one for one in self.desks if one.is_independent), None)

    def is_independent(self, desk: str) -> bool:
        """Say whether a desk, by its id, is independent; one that is not there any more is not."""
        return any(one.is_independent for one in self.desks if one.id == desk)

    def team(self, id: str) -> Team:
        """Return a team. Raises NotThere."""
        return _named(self.teams, id)

    def term(self, id: str) -> Term:
        """Return a term of the law. Raises NotThere."""
        return _named(self.terms, id)

    def right(self, id: str) -> Right:
        """Return a page about the law. Raises NotThere."""
        return _named(self.rights, id)

    @cached_property
    def themes_of(self) -> Mapping[str, frozenset[str]]:
        """Service -> the themes where it stands."""
        return supply.themes(self.services, self.needs, self.questionnaire)

    def only_in(self, chapters: Set[str]) -> frozenset[str]:
        """Return the services that stand in these themes and in no other."""
        return frozenset(id for id, themes in self.themes_of.items() if themes and themes <= chapters)

    def helping(self, answers: Answers) -> frozenset[str]:
        """Return the services that help with a need that these answers raise."""
        values = self.questionnaire.values(answers)
        raised = {need.id for need in self.needs if rules.holds(need.when, values)}
        return frozenset(one.id for one in self.services if not raised.isdisjoint(one.needs))

    @cached_property
    def index(self) -> Index:
        """Return the words by which the supply is found. It is made once for this content."""
        browsed = supply.browsed(self.services)
        return search.index({one.id: list(self._about(one)) for one in browsed}, self.synonyms)

    def _about(self, service: Service) -> Iterator[tuple[str, float]]:
        """Give every text about a service, with how much its words say."""
        yield service.name, search.NAME
        yield " ".join(service.search_words), search.NAME
        yield f"{service.text} {service.for_whom} {service.description}", search.TEXT
        yield " ".join(need.text for need in self.needs if need.id in service.needs), search.TEXT
        titles = {chapter.id: chapter.title for chapter in self.questionnaire.chapters}
        yield " ".join(titles[id] for id in self.themes_of[service.id]), search.TEXT

    def advise(
        self, answers: Answers, *, today: date, chapter: str = "", without: Set[str] = frozenset()
    ) -> Advice:
        """Return what this content suggests, with everything that was said or with one chapter of it.

        `without` are the services that somebody said are not for them.
        """
        services = tuple(service for service in self.services if service.id not in without)
        book = Rulebook(self.needs, services, self.brakes, self.domains, self.municipality, self.openings)
        return suggesting.advise(book, self.questionnaire, answers, today=today, chapter=chapter)


Named = TypeVar("Named", Desk, Team, Term, Right)


def _named(among: tuple[Named, ...], id: str) -> Named:
    for one in among:
        if one.id == id:
            return one
    raise NotThere(id)
