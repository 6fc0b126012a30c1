"""The people around somebody: told of by tapping alone, and shown back as they were told of."""

from collections.abc import Callable, Mapping

import pytest
from flask import Flask

from meedoen_app.core.conversation.conversation import Role
from meedoen_app.storage import participants
from tests.talks import begin, open_theme
from tests.visitor import Visitor

CIRCLE = "Wie heeft u graag om u heen?"
CHILD = {"p1_naam": "Annie", "p1_wie": "kind", "p1_nabij": "af_en_toe", "p1_vragen": "nee", "p1_weet": "nee"}
ALL_YES = "Annie. Ik kan iets vragen. Weet dat ik dit vertel."
PERHAPS = "Mijn kind. Misschien kan ik iets vragen. Weet misschien dat ik dit vertel."


@pytest.fixture
def at_the_circle(talking: Visitor) -> Visitor:
    open_theme(talking, "mensen")
    while talking.heading != CIRCLE:
        talking.skip()
    return talking


def check(visitor: Visitor) -> str:
    visitor.go(visitor.conversation() + "/klopt")
    return visitor.words


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"p1_wie": "buur", "p1_nabij": "af_en_toe"}, "Mijn buur. Zie ik soms."),
        ({"p1_naam": "Annie", "p1_wie": "vriend"}, "Annie, mijn vriend of vriendin."),
        ({"p1_naam": "Annie", "p1_vragen": "ja", "p1_weet": "ja"}, ALL_YES),
        ({"p1_nabij": "dichtbij"}, "Iemand. Staat heel dicht bij mij."),
        ({"p1_wie": "anders", "p1_weet": "nee"}, "Iemand. Weet niet dat ik dit vertel."),
        ({"p1_wie": "kind", "p1_vragen": "weet_niet", "p1_weet": "weet_niet"}, PERHAPS),
        (CHILD, "Annie, mijn kind. Zie ik soms. Ik kan niets vragen. Weet niet dat ik dit vertel."),
    ],
)
def test_a_person_needs_no_name(at_the_circle: Visitor, told: Mapping[str, str], shown: str) -> None:
    at_the_circle.press("doe=verder", **told)
    assert at_the_circle.status == 200
    assert shown in check(at_the_circle)


def folded(visitor: Visitor) -> set[str]:
    """Return the fields that stand in the fold of more people."""
    [fold, *_] = [one for one in visitor.tree.iter("details") if one.get("class") == "fold people"]
    return {field.get("name", "") for field in fold.iter("input")}


def test_whoever_something_was_said_of_is_never_in_the_fold(at_the_circle: Visitor) -> None:
    address = at_the_circle.path
    assert {"p2_wie", "p4_wie"} <= folded(at_the_circle)
    at_the_circle.press("doe=verder", p3_wie="buur")
    at_the_circle.go(address)
    assert {name.partition("_")[0] for name in folded(at_the_circle)} == {"p5"}


def test_what_is_wrong_with_a_person_stands_open(at_the_circle: Visitor) -> None:
    at_the_circle.press("doe=verder", p3_naam="x" * 61, p3_wie="buur")
    assert at_the_circle.status == 422
    assert {name.partition("_")[0] for name in folded(at_the_circle)} == {"p5"}
    at_the_circle.press("doe=verder", p3_naam="", p4_nabij="naast")
    assert at_the_circle.status == 422
    assert "Kies een van de antwoorden." in at_the_circle.words
    assert [one for one in at_the_circle.tree.iter("details") if one.get("class") == "fold people"] == []


@pytest.fixture
def beside(visitor: Visitor) -> Callable[[str], None]:
    """Say who helps with this talk; a second time corrects the first."""
    begin(visitor, "samen")
    address = visitor.path

    def says(role: str) -> None:
        visitor.go(address)
        visitor.press("doe=verder", keuze=role)

    return says


def seated(app: Flask, visitor: Visitor) -> list[tuple[int, Role]]:
    with app.extensions["meedoen"].database.writing() as session:
        found = participants.listed(session, visitor.conversation().split("/")[2])
    return [(one.number, one.role) for one in found]


@pytest.mark.parametrize(
    ("said", "role"), [("beroep", Role.COACH), ("partner", Role.HELPER), ("vrijwilliger", Role.HELPER)]
)
def test_who_helps_sits_at_the_table_in_their_own_role(
    app: Flask, visitor: Visitor, beside: Callable[[str], None], said: str, role: Role
) -> None:
    beside(said)
    assert seated(app, visitor) == [(1, Role.RESIDENT), (2, role)]


def test_a_corrected_role_changes_the_one_who_sits_there(
    app: Flask, visitor: Visitor, beside: Callable[[str], None]
) -> None:
    for said, role in (("partner", Role.HELPER), ("beroep", Role.COACH), ("familie", Role.HELPER)):
        beside(said)
        assert seated(app, visitor) == [(1, Role.RESIDENT), (2, role)]
