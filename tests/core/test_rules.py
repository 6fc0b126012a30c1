"""The closed rule language: what each word means, and that nothing outside it is accepted."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.rules import ALWAYS, Condition, UnknownCondition, Values, holds, questions_in, reasons
from tests.amounts import amount
from tests.core.talks import OPTIONS, conditions

QUESTIONS = ("q1", "q2", "q2.rij")
VALUES = {
    "q1": frozenset({"a"}),
    "q2": frozenset({"a", "b"}),
    "q3": frozenset[str](),
    "q4.rij": frozenset({"ja"}),
}
values = st.dictionaries(st.sampled_from(QUESTIONS), st.frozensets(st.sampled_from(OPTIONS)))
fast = settings(deadline=None, max_examples=amount(60, 200))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ALWAYS, True),
        ({"all": []}, True),
        ({"any": []}, False),
        ({"all": [{"answered": "q1"}, {"answered": "q9"}]}, False),
        ({"any": [{"answered": "q1"}, {"answered": "q9"}]}, True),
        ({"not": {"answered": "q9"}}, True),
        ({"answered": "q1"}, True),
        ({"answered": "q3"}, True),
        ({"answered": "q4.rij"}, True),
        ({"answered": "q4"}, False),
        ({"is": ["q1", "a"]}, True),
        ({"is": ["q2", "a"]}, False),
        ({"is": ["q3", ""]}, False),
        ({"is": ["q9", "a"]}, False),
        ({"in": ["q1", ["b", "a"]]}, True),
        ({"in": ["q1", ["b"]]}, False),
        ({"in": ["q1", []]}, False),
        ({"in": ["q9", ["a"]]}, False),
        ({"has": ["q2", "b"]}, True),
        ({"has": ["q2", "c"]}, False),
        ({"has": ["q9", "a"]}, False),
        ({"is": ["q4.rij", "ja"]}, True),
        ({"answered": "__proto__"}, False),
        ({"has": ["constructor", "a"]}, False),
    ],
)
def test_what_each_word_means(condition: Condition, expected: bool) -> None:
    assert holds(condition, VALUES) is expected


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"is": ["q1", "a"], "has": ["q1", "a"]},
        {"gte": ["q1", 3]},
        {"eval": "1"},
        {"__class__": ["q1", "a"]},
        {"all": "q1"},
        {"any": {"answered": "q1"}},
        {"not": "q1"},
        {"not": []},
        {"answered": ["q1"]},
        {"answered": 1},
        {"is": "q1"},
        {"is": ["q1"]},
        {"is": ["q1", "a", "b"]},
        {"in": ["q1", "a"]},
        {"in": ["q1", 3]},
        {"in": ["q1", {"a": 1}]},
        {"all": [{"answered": "q1"}, "q2"]},
        {"not": {"any": [{"lt": ["q1", 1]}]}},
        "q1",
        None,
    ],
)
def test_anything_else_is_refused(condition: Any) -> None:
    with pytest.raises(UnknownCondition):
        list(questions_in(condition))


def test_an_unknown_word_never_counts_as_no() -> None:
    with pytest.raises(UnknownCondition):
        holds({"equals": ["q1", "a"]}, VALUES)


@fast
@given(conditions(QUESTIONS), values)
def test_only_the_questions_that_are_named_matter(condition: Condition, given_values: Values) -> None:
    named = {question for question, _ in questions_in(condition)}
    seen = {question: chosen for question, chosen in given_values.items() if question in named}
    assert holds(condition, given_values) is holds(condition, seen)


@fast
@given(conditions(QUESTIONS), conditions(QUESTIONS), values)
def test_the_joins_mean_what_they_say(one: Condition, other: Condition, given_values: Values) -> None:
    first, second = holds(one, given_values), holds(other, given_values)
    assert holds({"all": [one, other]}, given_values) is (first and second)
    assert holds({"any": [one, other]}, given_values) is (first or second)
    assert holds({"not": one}, given_values) is not first
    assert holds({"not": {"all": [one, other]}}, given_values) is holds(
        {"any": [{"not": one}, {"not": other}]}, given_values
    )


@fast
@given(conditions(QUESTIONS), values)
def test_a_reason_is_named_and_answered(condition: Condition, given_values: Values) -> None:
    if not holds(condition, given_values):
        return
    found = set(reasons(condition, given_values))
    assert found <= given_values.keys() & {question for question, _ in questions_in(condition)}


def test_a_reason_is_only_what_makes_it_hold() -> None:
    wished = {"in": ["wens", ["vaker", "nieuw"]]}
    open_wish = {"all": [{"is": ["status", "lukt_niet_goed"]}, {"not": {"in": ["wens", ["maatje"]]}}]}
    condition = {"any": [wished, {"has": ["droom", "mensen"]}, open_wish]}
    told = {name: frozenset({value}) for name, value in (("status", "lukt_niet_goed"), ("droom", "mensen"))}
    assert list(reasons(condition, told)) == ["droom", "status"]
    assert list(reasons(condition, {**told, "wens": frozenset({"maatje"})})) == ["droom"]
    assert list(reasons(condition, {**told, "wens": frozenset({"vaker"})})) == ["wens", "droom", "status"]
