"""The supply to browse without a conversation: what somebody looks for in it, and what is found.

What people do themselves or with their own people is no supply, so those layers are left out. The order
is that of the policy (plan §2.2(1) and §3.4); `toegang` stands beside it, and here after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from meedoen_app.core.advice.service import Nearness, Need, Service
from meedoen_app.core.conversation.questionnaire import Questionnaire

LONGEST_WORDS = 300
LAYERS = (
    Nearness.GENERAL,
    Nearness.COLLECTIVE,
    Nearness.OTHER_LAW,
    Nearness.INDIVIDUAL,
    Nearness.ACCESS,
)


class Cost(StrEnum):
    """Whether something costs money, as far as a source says so."""

    FREE = "gratis"
    PAID = "kost_iets"
    UNKNOWN = "onbekend"


class Wrong(StrEnum):
    """What can be wrong in what is told of a service."""

    PHONE = "telefoon"
    ADDRESS = "adres"
    GONE = "bestaat_niet_meer"
    PRICE = "prijs"
    OTHER = "iets_anders"


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that what is told of a service is wrong. Nobody asks who says so."""

    service: str
    wrong: Wrong
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty is: whatever there is. `wijk` also finds what is for all wijken."""

    theme: str = ""
    wijk: str = ""
    cost: str = ""
    language: str = ""
    with_access: bool = False
    can_help: bool = False


def browsed(services: Iterable[Service]) -> tuple[Service, ...]:
    """Return what there is to browse, in the order of the policy."""
    there = [service for service in services if service.nearness in LAYERS]
    return tuple(sorted(there, key=lambda service: LAYERS.index(service.nearness)))


def cost(service: Service) -> Cost:
    if service.free is None:
        return Cost.UNKNOWN
    return Cost.FREE if service.free else Cost.PAID


def themes(
    services: Iterable[Service], needs: Iterable[Need], questionnaire: Questionnaire
) -> Mapping[str, frozenset[str]]:
    """Return service -> the themes where it stands: those of its needs, else those of its leefgebieden."""
    of_needs = {need.id: need.chapter for need in needs if _is_theme(questionnaire, need.chapter)}
    of_domains = {
        question.status_of: questionnaire.chapter_of[id].id
        for id, question in questionnaire.questions.items()
        if question.status_of
    }
    return {
        service.id: frozenset(of_needs[id] for id in service.needs if id in of_needs)
        or frozenset(of_domains[id] for id in service.life_domains if id in of_domains)
        for service in services
    }


def fitting(
    services: Iterable[Service], wanted: Wanted, themes_of: Mapping[str, frozenset[str]]
) -> tuple[Service, ...]:
    """Return what somebody looks for in the order of the policy, in each layer that of their wijk first."""
    found = [one for one in browsed(services) if _fits(one, wanted, themes_of[one.id])]
    return tuple(
        sorted(found, key=lambda one: (LAYERS.index(one.nearness), wanted.wijk not in ("", *one.wijken)))
    )


def _fits(service: Service, wanted: Wanted, in_themes: frozenset[str]) -> bool:
    """Say whether a service is what somebody looks for. What is not known is not found."""
    return all(
        (
            wanted.theme in ("", *in_themes),
            wanted.wijk in ("", *service.wijken) or not service.wijken,
            wanted.cost in ("", cost(service)),
            wanted.language in ("", *service.languages),
            service.access or not wanted.with_access,
            service.you_can_help or not wanted.can_help,
        )
    )


def _is_theme(questionnaire: Questionnaire, id: str) -> bool:
    return any(chapter.is_theme for chapter in questionnaire.chapters if chapter.id == id)
