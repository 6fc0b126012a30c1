"""The people around somebody: who was named, and who may be asked."""

from dataclasses import replace

import pytest

from meedoen_app.core import circle
from meedoen_app.core.circle import Person
from tests.core.talks import CONTENT, said


def people(**rows: str) -> tuple[Person, ...]:
    named = {f"{name[-1]}_{name[:-2]}": value for name, value in rows.items()}
    return circle.people(CONTENT.questionnaire.values(said(onderwerpen=["mensen"], kring=named)))


def test_people_stand_in_the_order_in_which_they_were_named() -> None:
    found = people(naam_3="Sem", naam_1="Annie", nabij_1="huis", vragen_1="nee", weet_3="ja")
    assert found == (Person("Annie", "huis", "nee"), Person("Sem", knows="ja"))


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ({"wie_1": "buur"}, Person(who="buur")),
        ({"nabij_1": "huis"}, Person(near="huis")),
        ({"vragen_1": "nee"}, Person(may_ask="nee")),
        ({"weet_1": "ja"}, Person(knows="ja")),
        ({"naam_1": "Annie", "wie_1": "vriend"}, Person("Annie", who="vriend")),
    ],
)
def test_nothing_has_to_be_typed_to_put_somebody_at_the_table(row: dict[str, str], person: Person) -> None:
    assert people(**row) == (person,)


def test_of_whom_nothing_was_said_is_nobody() -> None:
    assert people(naam_1="") == ()


@pytest.mark.parametrize(
    ("said_of_asking", "may"), [("", True), ("ja", True), ("weet_niet", True), ("nee", False)]
)
def test_only_an_explicit_no_keeps_somebody_from_being_asked(said_of_asking: str, may: bool) -> None:
    assert Person("Annie", may_ask=said_of_asking).may_be_asked is may


@pytest.mark.parametrize("somebody", [Person(who="kind", near="huis"), Person("Annie", near="terugzien")])
@pytest.mark.parametrize(
    ("said_of_asking", "may"), [("", False), ("weet_niet", False), ("nee", False), ("ja", True)]
)
def test_a_child_or_somebody_missed_is_asked_only_after_a_yes(
    somebody: Person, said_of_asking: str, may: bool
) -> None:
    assert replace(somebody, may_ask=said_of_asking).may_be_asked is may


@pytest.mark.parametrize(
    ("near", "here"),
    [("huis", True), ("dichtbij", False), ("af_en_toe", False), ("terugzien", False), ("", False)],
)
def test_who_lives_here(near: str, here: bool) -> None:
    assert Person("Annie", near).lives_here is here


def test_people_count_only_while_the_question_is_on_the_path() -> None:
    answers = said(onderwerpen=["wonen"], kring={"1_naam": "Annie"})
    assert circle.people(CONTENT.questionnaire.values(answers)) == ()
