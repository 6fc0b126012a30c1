"""Every planted snoop is found, and nobody who only did their work (security Z10)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen_app.core import lookups
from meedoen_app.core.casework.assignment import Assignment, Glass
from meedoen_app.core.lookups import Look, Sign, StandingOut
from meedoen_app.core.trace import Action, Ground

DAY = datetime(2026, 11, 23, tzinfo=UTC)
CASES = tuple("abcdef")
PEOPLE = ("jan", "fatma", "kees")
TEAM_OF = dict.fromkeys(CASES, "noord")
MINUTES = st.integers(0, 1439)


def at(minutes: int) -> datetime:
    return DAY + timedelta(minutes=minutes)


def look(
    account: str, case: str, minutes: int = 600, action: Action = Action.READ, team: str = "noord"
) -> Look:
    return Look(account, "professional", team, frozenset({case}), at(minutes), action, "gelezen")


HELD = st.builds(
    lambda case, account, start, lasts, kind: (
        Assignment(case, account, at(start), None if lasts is None else at(start + lasts))
        if kind
        else Glass(case, account, at(start), at(start + min(lasts or 60, 60)))
    ),
    st.sampled_from(CASES),
    st.sampled_from(PEOPLE),
    MINUTES,
    st.none() | st.integers(1, 600),
    st.booleans(),
)
LOOKS = st.builds(look, st.sampled_from(PEOPLE), st.sampled_from(CASES), MINUTES)


@given(st.lists(LOOKS, max_size=12), st.lists(HELD, max_size=8))
def test_outside_is_exactly_who_had_nothing_to_do_with_it_then(looks: list[Look], held: list[Glass]) -> None:
    def is_at_work(one: Look) -> bool:
        [case] = one.cases
        mine = [h for h in held if (h.case, h.account) == (case, one.account)]
        return any(h.from_at <= one.at and (h.until_at is None or one.at < h.until_at) for h in mine)

    told = lookups.of_day(looks, held, TEAM_OF)
    assert sorted(told.outside, key=repr) == sorted((x for x in looks if not is_at_work(x)), key=repr)
    assert told.opened == len(looks)


@given(st.lists(LOOKS, max_size=12), st.lists(HELD, max_size=8), MINUTES, st.sampled_from(CASES))
def test_a_planted_snoop_is_always_found(
    looks: list[Look], held: list[Glass], minutes: int, case: str
) -> None:
    snoop = look("nieuwsgierig", case, minutes)
    assert snoop in lookups.of_day([*looks, snoop], held, TEAM_OF).outside


def test_the_moments_at_which_work_begins_and_ends_count_to_the_minute() -> None:
    held = [Assignment("a", "jan", at(600), at(660)), Glass("b", "jan", at(600), at(660))]
    for case in ("a", "b"):
        looks = [look("jan", case, minutes) for minutes in (599, 600, 659, 660)]
        assert lookups.of_day(looks, held, TEAM_OF).outside == (looks[0], looks[3])


def test_what_was_thrown_away_since_cannot_be_worked_on_any_more() -> None:
    gone = Look("jan", "professional", "noord", frozenset(), at(600), Action.READ, "gelezen")
    assert lookups.of_day([gone], [Assignment("a", "jan", at(0))], TEAM_OF).outside == (gone,)


def test_who_does_the_work_of_a_day_does_not_stand_out() -> None:
    looks = [look("jan", case) for case in CASES]
    held = [Assignment(case, "jan", at(0)) for case in CASES]
    assert lookups.of_day(looks, held, TEAM_OF) == lookups.Lookups(6, (), ())


def test_many_cases_of_other_teams_many_refusals_and_many_people_stand_out() -> None:
    elsewhere = [look("jan", case, team="zuid") for case in CASES[: lookups.MANY_CASES]]
    refused = [look("kees", "a", action=Action.DENIED)] * lookups.MANY_REFUSALS
    crowd = [look(f"nr-{number}", "f") for number in range(lookups.MANY_PEOPLE)]
    told = lookups.of_day([*elsewhere, *refused, *crowd], [], TEAM_OF)
    assert told.standing_out == (
        StandingOut(Sign.OTHER_TEAMS, "jan", lookups.MANY_CASES),
        StandingOut(Sign.REFUSED, "kees", lookups.MANY_REFUSALS),
        StandingOut(Sign.SAME_CASE, "f", lookups.MANY_PEOPLE),
    )
    assert lookups.of_day([*elsewhere[1:], *refused[1:], *crowd[1:]], [], TEAM_OF).standing_out == ()


@pytest.mark.parametrize(
    ("role", "ground", "is_told"),
    [
        ("privacy", Ground.LAW.of("AVG art. 23"), False),
        ("privacy", Ground.ASSIGNMENT.of(), True),
        ("professional", Ground.LAW.of("AVG art. 23"), True),
    ],
)
def test_only_the_privacy_officer_may_look_because_of_a_law(role: str, ground: str, is_told: bool) -> None:
    one = replace(look("p", "a"), role=role, ground=ground)
    assert lookups.of_day([one], [], TEAM_OF).outside == ((one,) if is_told else ())


def test_a_refusal_is_no_look() -> None:
    told = lookups.of_day([look("kees", "a", action=Action.DENIED)], [], TEAM_OF)
    assert (told.opened, told.outside) == (0, ())
