"""Look-ups outside somebody's assignment: what the log of one day tells the privacy officer (security Z10).

Facts only: who opened what without working on it, and what stands out by its number. Whether it was wrong is
for a human to ask. The numbers are ours, to be judged again after a year of use.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meedoen_app.core.access.account import Role
from meedoen_app.core.casework.assignment import Assignment, Glass
from meedoen_app.core.trace import Action, Ground

OPENED = frozenset({Action.READ, Action.SEARCH, Action.EXPORT, Action.PRINT})
MANY_CASES = 3  # Of other teams, by one person on one day.
MANY_REFUSALS = 5  # Of one person on one day.
MANY_PEOPLE = 4  # Who opened one and the same case on one day.


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the municipality opened something, or was refused.

    `cases` are the cases that it can have been: one, or those of the conversation; none is left of what is
    thrown away since.
    """

    account: str
    role: str
    team: str
    cases: frozenset[str]
    at: datetime
    action: Action
    name: str
    ground: str = ""


class Sign(StrEnum):
    """What stands out of a day by its number."""

    OTHER_TEAMS = "andere_teams"
    REFUSED = "geweigerd"
    SAME_CASE = "zelfde_zaak"


@dataclass(frozen=True, slots=True)
class StandingOut:
    """A number that is higher than usual: of an account, or of a case that many opened."""

    sign: Sign
    of: str
    number: int


@dataclass(frozen=True, slots=True)
class Lookups:
    """What one day tells: how often cases were opened, by whom outside their work, and what stands out."""

    opened: int
    outside: tuple[Look, ...]
    standing_out: tuple[StandingOut, ...]


def of_day(looks: Iterable[Look], held: Iterable[Assignment | Glass], team_of: Mapping[str, str]) -> Lookups:
    """Return what these looks tell, given who worked on what and the team of each case."""
    everything = sorted(looks, key=lambda look: (look.at, look.account))
    opened = [look for look in everything if look.action in OPENED]
    holding: dict[tuple[str, str], list[Assignment | Glass]] = defaultdict(list)
    for one in held:
        holding[one.account, one.case].append(one)
    outside = tuple(look for look in opened if not (_worked_on(look, holding) or _is_oversight(look)))
    return Lookups(len(opened), outside, tuple(_standing_out(everything, opened, team_of)))


def _worked_on(look: Look, holding: Mapping[tuple[str, str], Sequence[Assignment | Glass]]) -> bool:
    """Say whether somebody worked on what they opened, or had broken the glass, at that very moment."""
    return any(one.holds_at(look.at) for case in look.cases for one in holding.get((look.account, case), ()))


def _is_oversight(look: Look) -> bool:
    """Say whether the privacy officer looked because a law says so: that is their work, and in no case."""
    return look.role == Role.PRIVACY and look.ground.startswith(Ground.LAW.of())


def _standing_out(
    everything: Iterable[Look], opened: Iterable[Look], team_of: Mapping[str, str]
) -> Iterable[StandingOut]:
    elsewhere: dict[str, set[frozenset[str]]] = defaultdict(set)
    who_opened: dict[frozenset[str], set[str]] = defaultdict(set)
    for look in opened:
        who_opened[look.cases].add(look.account)
        if look.team not in {team_of.get(case) for case in look.cases}:
            elsewhere[look.account].add(look.cases)
    refused = Counter(look.account for look in everything if look.action is Action.DENIED)
    people = {" ".join(sorted(cases)): len(accounts) for cases, accounts in who_opened.items() if cases}
    cases_of = {account: len(cases) for account, cases in elsewhere.items()}
    yield from _at_least(Sign.OTHER_TEAMS, cases_of, MANY_CASES)
    yield from _at_least(Sign.REFUSED, refused, MANY_REFUSALS)
    yield from _at_least(Sign.SAME_CASE, people, MANY_PEOPLE)


def _at_least(sign: Sign, numbers: Mapping[str, int], least: int) -> Iterable[StandingOut]:
    return (StandingOut(sign, of, number) for of, number in sorted(numbers.items()) if number >= least)
