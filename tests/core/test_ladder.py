"""The ladder: examples, and what holds for every answer."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.position import Certainty, Level, place

REAL_SUPPORT = sorted(set(WorkSupport) - {WorkSupport.NOTHING, WorkSupport.UNKNOWN})
UNKNOWNS = {
    "werk": Work.UNKNOWN,
    "werksteun": frozenset(),
    **dict.fromkeys(("freq4", "freq3", "freq2"), HowOften.UNKNOWN),
    **dict.fromkeys(("onbetaald", "rekenen", "echt4", "georg", "echt3"), Said.UNKNOWN),
    **dict.fromkeys(("contact", "echt2", "alleen_functioneel", "zorg"), Said.UNKNOWN),
}
ALL_UNKNOWN = Facts(**UNKNOWNS)
NO_SUPPORT = frozenset({WorkSupport.NOTHING})
CLUB = {"georg": Said.YES, "freq3": HowOften.WEEKLY, "echt3": Said.YES}
NEIGHBOURS = {
    "contact": Said.YES,
    "freq2": HowOften.WEEKLY,
    "echt2": Said.YES,
    "alleen_functioneel": Said.NO,
}
VOLUNTEER = {"onbetaald": Said.YES, "rekenen": Said.YES, "freq4": HowOften.WEEKLY, "echt4": Said.YES}


# ---- the examples ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "levels", "certainty"),
    [
        ({"werk": Work.EMPLOYED, "werksteun": NO_SUPPORT}, (6,), "hoog"),
        ({"werk": Work.EMPLOYED, "werksteun": frozenset({WorkSupport.JOB_COACH}), **CLUB}, (5, 3), "hoog"),
        (VOLUNTEER | {"freq4": HowOften.LESS}, (3,), "hoog"),
        (CLUB | NEIGHBOURS, (3, 2), "hoog"),
        (CLUB | {"freq3": HowOften.LESS}, (2,), "hoog"),
        (NEIGHBOURS | {"alleen_functioneel": Said.YES}, (1,), "hoog"),
        ({"werk": Work.UNKNOWN, **CLUB}, (3,), "minstens"),
        ({}, (1,), "hoog"),
        (VOLUNTEER | {"rekenen": Said.UNKNOWN}, (3,), "minstens"),
        ({"zorg": Said.YES}, (4,), "hoog"),
        ({"werk": Work.SELF_EMPLOYED}, (5,), "minstens"),
        ({"werk": Work.EMPLOYED, "werksteun": frozenset({WorkSupport.ALLOWANCE})}, (5,), "hoog"),
        ({"werk": Work.NO, "werksteun": frozenset({WorkSupport.BENEFIT})}, (1,), "hoog"),
        ({"werk": Work.EMPLOYED, "contact": Said.UNKNOWN, "werksteun": NO_SUPPORT}, (6,), "hoog"),
        (VOLUNTEER | {"rekenen": Said.NO, "echt4": Said.UNKNOWN}, (3,), "hoog"),
        (VOLUNTEER | {"rekenen": Said.NO, "georg": Said.UNKNOWN}, (3,), "hoog"),
        (VOLUNTEER | {"echt4": Said.NO} | CLUB | {"echt3": Said.NO}, (3, 2), "hoog"),
        (VOLUNTEER | {"echt4": Said.NO, "zorg": Said.YES}, (4, 3), "hoog"),
        (CLUB | {"echt3": Said.UNKNOWN}, (2,), "minstens"),
        (NEIGHBOURS | {"echt2": Said.UNKNOWN}, (), "onbekend"),
        (NEIGHBOURS | {"echt2": Said.UNKNOWN, "freq2": HowOften.LESS}, (1,), "hoog"),
        (NEIGHBOURS | {"onbetaald": Said.UNKNOWN}, (2,), "minstens"),
        (NEIGHBOURS | {"zorg": Said.UNKNOWN}, (2,), "minstens"),
    ],
)
def test_examples(facts: dict[str, object], levels: tuple[int, ...], certainty: str) -> None:
    position = place(Facts(**facts))
    assert (position.levels, position.certainty) == (levels, certainty)
    assert position.highest == (levels[0] if levels else None)


def test_when_everything_is_unknown_nothing_counts_and_rung_1_is_never_said() -> None:
    position = place(ALL_UNKNOWN)
    assert (position.levels, position.highest, position.certainty) == ((), None, Certainty.UNKNOWN)
    assert position.open == (6, 5, 4, 3, 2)


def test_a_known_support_decides_beside_an_unknown_one() -> None:
    chosen = frozenset({WorkSupport.UNKNOWN, WorkSupport.LEARNING, WorkSupport.BENEFIT})
    position = place(Facts(werk=Work.EMPLOYED, werksteun=chosen))
    assert position.certainty is Certainty.HIGH
    assert position.support == {Level.SUPPORTED_WORK: (WorkSupport.BENEFIT, WorkSupport.LEARNING)}


def test_no_support_beside_a_support_is_refused() -> None:
    for other in [*REAL_SUPPORT, WorkSupport.UNKNOWN]:
        with pytest.raises(NotAllowed):
            Facts(werksteun=frozenset({WorkSupport.NOTHING, other}))


def test_a_position_tells_which_question_put_somebody_there() -> None:
    facts = Facts(**VOLUNTEER | CLUB | {"rekenen": Said.NO, "zorg": Said.YES})
    assert place(facts).because == {Level.UNPAID: ("zorg",), Level.ORGANISED: ("onbetaald", "georg")}


# ---- properties ------------------------------------------------------------------------------

supports = st.just(NO_SUPPORT) | st.frozensets(st.sampled_from([*REAL_SUPPORT, WorkSupport.UNKNOWN]))
words = {key: st.sampled_from(type(word)) for key, word in UNKNOWNS.items() if key != "werksteun"}
all_facts = st.builds(Facts, werksteun=supports, **words)
relaxed = settings(deadline=None)


@relaxed
@given(all_facts)
def test_a_position_is_a_function_of_the_facts(facts: Facts) -> None:
    position = place(facts)
    assert position == place(replace(facts))
    assert list(position.levels) == sorted(set(position.levels), reverse=True)
    assert not set(position.levels) & set(position.open)
    assert set(position.because) == set(position.levels)
    assert set(position.support) <= {Level.SUPPORTED_WORK}


@relaxed
@given(all_facts, st.sampled_from(sorted(UNKNOWNS)))
def test_what_was_true_stays_possible_when_an_answer_is_left_out(facts: Facts, key: str) -> None:
    before, after = place(facts), place(replace(facts, **{key: UNKNOWNS[key]}))
    rung_1 = set() if after.levels else {Level.ISOLATED}
    assert set(before.levels) <= {*after.levels, *after.open} | rung_1


@relaxed
@given(all_facts, st.sampled_from(sorted(UNKNOWNS)))
def test_leaving_an_answer_out_adds_nothing_but_the_rung_right_below(facts: Facts, key: str) -> None:
    before, after = place(facts), place(replace(facts, **{key: UNKNOWNS[key]}))
    assert (after.highest or 0) <= (before.highest or 0)
    for level in set(after.levels) - set(before.levels):
        assert level + 1 in before.levels
        assert level + 1 in {*after.levels, *after.open}
    assert Level.ISOLATED not in set(after.levels) - set(before.levels)


@relaxed
@given(all_facts)
def test_rung_1_is_said_only_when_everything_was_said(facts: Facts) -> None:
    shut = facts.contact is Said.NO or (
        facts.contact is Said.YES
        and (facts.freq2 is HowOften.LESS or facts.echt2 is Said.NO or facts.alleen_functioneel is Said.YES)
    )
    nothing = (facts.werk, facts.onbetaald, facts.georg, facts.zorg) == (Work.NO, Said.NO, Said.NO, Said.NO)
    position = place(facts)
    assert (Level.ISOLATED in position.levels) == (nothing and shut)
    assert Level.ISOLATED not in position.levels or position.levels == (Level.ISOLATED,)
