"""The ladder in its whole space, held against an oracle that thinks in another way: it completes every
unknown answer in each possible way, and what holds in all of them is counted."""

import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product

import pytest

from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.position import Certainty, Level, Position, place

REAL_SUPPORT = sorted(set(WorkSupport) - {WorkSupport.NOTHING, WorkSupport.UNKNOWN})
UNPAID = ("onbetaald", "rekenen", "freq4", "echt4")
ORGANISED = ("georg", "freq3", "echt3")
CONTACT = ("contact", "freq2", "echt2", "alleen_functioneel")
PASSING = {"freq4": "wekelijks", "freq3": "wekelijks", "freq2": "wekelijks", "alleen_functioneel": "nee"}
ALL_UNKNOWN = Facts(
    werk=Work.UNKNOWN, onbetaald=Said.UNKNOWN, georg=Said.UNKNOWN, contact=Said.UNKNOWN, zorg=Said.UNKNOWN
)
NO_SUPPORT = frozenset({WorkSupport.NOTHING})
CLUB = {"georg": Said.YES, "freq3": HowOften.WEEKLY, "echt3": Said.YES}
NEIGHBOURS = {
    "contact": Said.YES,
    "freq2": HowOften.WEEKLY,
    "echt2": Said.YES,
    "alleen_functioneel": Said.NO,
}
VOLUNTEER = {"onbetaald": Said.YES, "rekenen": Said.YES, "freq4": HowOften.WEEKLY, "echt4": Said.YES}

Outcome = tuple[tuple[int, ...], int | None, str]


# ---- the oracle ------------------------------------------------------------------------------


def work_endings(facts: Facts) -> set[int]:
    """Where paid work can turn out to be; 0 is on no rung."""
    paid = {Work.EMPLOYED: [True], Work.SELF_EMPLOYED: [True], Work.NO: [False], Work.UNKNOWN: [True, False]}
    if facts.werk is Work.UNKNOWN:
        helped = [True, False]
    else:
        named = facts.werksteun - {WorkSupport.UNKNOWN}
        helped = [True, False] if not named else [named != NO_SUPPORT]
    return {(5 if help else 6) if work else 0 for work in paid[facts.werk] for help in helped}


def endings(facts: Facts, keys: tuple[str, ...], rung: int, below: int) -> set[int]:
    """Where an activity can turn out to be. Under an unknown first question nothing was asked."""
    done, *gates = (str(getattr(facts, key)) for key in keys)
    if done == "nee":
        return {0}
    wanted = [PASSING.get(key, "ja") for key in keys[1:]]
    answers = [
        [want, "iets anders"] if "onbekend" in (gate, done) else [gate]
        for gate, want in zip(gates, wanted, strict=True)
    ]
    found = {rung if list(said) == wanted else below for said in product(*answers)}
    return found | {0} if done == "onbekend" else found


def expected(facts: Facts) -> Outcome:
    care = {"ja": {4}, "nee": {0}, "onbekend": {0, 4}}[facts.zorg]
    activities = [
        work_endings(facts),
        care,
        endings(facts, UNPAID, 4, 3),
        endings(facts, ORGANISED, 3, 2),
        endings(facts, CONTACT, 2, 0),
    ]
    sure = {min(found) for found in activities} - {0}
    reachable = max(max(found) for found in activities)
    if not sure:
        return ((), None, "onbekend") if reachable else ((1,), 1, "hoog")
    certainty = "minstens" if reachable > max(sure) else "hoog"
    return tuple(sorted(sure, reverse=True)), max(sure), certainty


# ---- the cases -------------------------------------------------------------------------------


def spaces() -> dict[str, list[dict[str, object]]]:
    """Every combination of the answers to each activity, apart."""
    some = [frozenset(chosen) for n in range(7) for chosen in combinations(REAL_SUPPORT, n)]
    supports = [NO_SUPPORT, *some, *(named | {WorkSupport.UNKNOWN} for named in some)]
    return {
        "werk": [{"werk": work, "werksteun": support} for work in Work for support in supports],
        "onbetaald": [dict(zip(UNPAID, said, strict=True)) for said in product(Said, Said, HowOften, Said)],
        "georg": [dict(zip(ORGANISED, said, strict=True)) for said in product(Said, HowOften, Said)],
        "contact": [dict(zip(CONTACT, said, strict=True)) for said in product(Said, HowOften, Said, Said)],
        "zorg": [{"zorg": said} for said in Said],
    }


def one_activity_at_a_time() -> Iterator[Facts]:
    for space in spaces().values():
        yield from (replace(rest, **said) for said in space for rest in (Facts(), ALL_UNKNOWN))


def every_kind_together() -> Iterator[Facts]:
    """One case of each kind of outcome per activity, in all combinations."""
    unsure = HowOften.UNKNOWN
    kinds = [
        [{}, {"werk": Work.UNKNOWN}, {"werk": Work.SELF_EMPLOYED}]
        + [{"werk": Work.EMPLOYED, "werksteun": s} for s in (NO_SUPPORT, frozenset({WorkSupport.LEARNING}))],
        [{}, {"zorg": Said.YES}, {"zorg": Said.UNKNOWN}],
        [
            {},
            {"onbetaald": Said.UNKNOWN},
            VOLUNTEER,
            VOLUNTEER | {"freq4": unsure},
            VOLUNTEER | {"echt4": Said.NO},
        ],
        [{}, {"georg": Said.UNKNOWN}, CLUB, CLUB | {"freq3": unsure}, CLUB | {"freq3": HowOften.LESS}],
        [
            {},
            {"contact": Said.UNKNOWN},
            NEIGHBOURS,
            NEIGHBOURS | {"freq2": unsure},
            NEIGHBOURS | {"alleen_functioneel": Said.YES},
        ],
    ]
    for parts in product(*kinds):
        yield Facts(**{key: value for part in parts for key, value in part.items()})


def sample(size: int, seed: int) -> Iterator[Facts]:
    chance = random.Random(seed)  # noqa: S311  A sample of test cases is no secret.
    every = list(spaces().values())
    for _ in range(size):
        yield Facts(**{key: value for space in every for key, value in chance.choice(space).items()})


def outcome(position: Position) -> Outcome:
    return (
        tuple(map(int, position.levels)),
        position.highest and int(position.highest),
        str(position.certainty),
    )


def differing(rules: Callable[[Facts], Position], cases: Iterable[Facts]) -> list[Facts]:
    return [facts for facts in cases if outcome(rules(facts)) != expected(facts)]


# ---- the whole space -------------------------------------------------------------------------


def test_each_activity_agrees_with_the_oracle_in_every_combination() -> None:
    assert differing(place, one_activity_at_a_time()) == []


def test_the_activities_agree_with_the_oracle_together() -> None:
    assert differing(place, every_kind_together()) == []


def test_a_sample_of_the_whole_space_agrees_with_the_oracle() -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")
    assert differing(place, sample(3000, seed)) == [], f"seed {seed}"


def gate_forgotten(gate: str, passing: object) -> Callable[[Facts], Position]:
    return lambda facts: place(replace(facts, **{gate: passing}))


def unknown_as(gate: str, value: object) -> Callable[[Facts], Position]:
    return lambda facts: place(
        replace(facts, **{gate: value}) if getattr(facts, gate) == "onbekend" else facts
    )


def never_at_least(facts: Facts) -> Position:
    position = place(facts)
    return replace(position, certainty=Certainty.HIGH if position.levels else Certainty.UNKNOWN)


def only_the_next_rung_is_looked_at(facts: Facts) -> Position:
    position = place(facts)
    if position.highest and position.highest + 1 not in position.open:
        return replace(position, certainty=Certainty.HIGH)
    return position


def nothing_is_rung_1(facts: Facts) -> Position:
    position = place(facts)
    return (
        position if position.levels else replace(position, levels=(Level.ISOLATED,), certainty=Certainty.HIGH)
    )


def one_rung_at_a_time(facts: Facts) -> Position:
    position = place(facts)
    return replace(position, levels=position.levels[:1])


def allowance_is_no_support(facts: Facts) -> Position:
    return place(replace(facts, werksteun=facts.werksteun - {WorkSupport.ALLOWANCE} or NO_SUPPORT))


FAULTS = {
    "nobody relies on it": gate_forgotten("rekenen", Said.YES),
    "monthly volunteering counts": gate_forgotten("freq4", HowOften.WEEKLY),
    "online volunteering counts": gate_forgotten("echt4", Said.YES),
    "an online course counts": gate_forgotten("echt3", Said.YES),
    "the shop counts": gate_forgotten("alleen_functioneel", Said.NO),
    "unknown work is no work": unknown_as("werk", Work.NO),
    "unknown contact is no contact": unknown_as("contact", Said.NO),
    "an unknown club is no club": unknown_as("georg", Said.NO),
    "an unknown rhythm is a no": unknown_as("freq3", HowOften.LESS),
    "unknown unpaid work is done": unknown_as("onbetaald", Said.YES),
    "never at least": never_at_least,
    "only the next rung": only_the_next_rung_is_looked_at,
    "nothing is rung 1": nothing_is_rung_1,
    "one rung at a time": one_rung_at_a_time,
    "an allowance is no support": allowance_is_no_support,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen(fault: str) -> None:
    assert differing(FAULTS[fault], [*one_activity_at_a_time(), *every_kind_together()])
