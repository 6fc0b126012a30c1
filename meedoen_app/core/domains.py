"""The two lists of the policy, kept apart: six doelgebieden and eight leefgebieden.

Doelgebieden: beleidsplan Meedoen §1.2, naar Participatiewiel, Movisie 2010. Leefgebieden: the plan
counts eight (§3.5) and never lists them; the list is configuration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.questionnaire import Questionnaire


class Status(StrEnum):
    """How it goes in a leefgebied, in the resident's own choice."""

    GOOD = "gaat_goed"
    WITH_HELP = "met_hulp"
    NOT_WELL = "lukt_niet_goed"
    RATHER_NOT = "liever_niet"
    NOT_DISCUSSED = "niet_besproken"


@dataclass(frozen=True, slots=True)
class GoalArea:
    """A doelgebied: for residents a seat at "Mijn tafel", named as a verb; `policy_name` is official."""

    id: str
    name: str
    policy_name: str
    icon: str
    colour: str


@dataclass(frozen=True, slots=True)
class LifeDomain:
    """A leefgebied, with the name that residents see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PolicyTheme:
    """One of the three themes that the plan names for the talk (§3.4): wonen, contact, dagbesteding."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Domains:
    """Both lists, with how many "lukt niet goed" call for one plan and one contact (plan §3.5: 3 of 8)."""

    goal_areas: tuple[GoalArea, ...]
    life_domains: tuple[LifeDomain, ...]
    several_at_once: int = 3


def statuses(domains: Domains, questionnaire: Questionnaire, answers: Answers) -> dict[str, Status]:
    """Return the status of each leefgebied, from the answers on the path."""
    found = dict.fromkeys((domain.id for domain in domains.life_domains), Status.NOT_DISCUSSED)
    for question in questionnaire.path(answers):
        chosen = answers.get_answer(question.id).options
        if question.status_of and chosen and chosen[0] in set(Status):
            found[question.status_of] = Status(chosen[0])
    return found


def is_more_at_once(domains: Domains, found: Mapping[str, Status]) -> bool:
    """Say whether one plan and one fixed contact would help. Only "lukt niet goed" counts."""
    return sum(status is Status.NOT_WELL for status in found.values()) >= domains.several_at_once
