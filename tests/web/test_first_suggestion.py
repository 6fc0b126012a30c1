"""How soon somebody sees what can help: within twelve screens, whoever the talk is for (issue: part B)."""

import pytest

from tests.visitor import Visitor

FIRST_SUGGESTION = 12
ASIDE = {
    "mijzelf": {},
    "samen": {"Wie helpt er bij dit gesprek?": "partner"},
    "ander": {"Wie helpt er bij dit gesprek?": "familie", "Weet hij of zij dit?": "ja"},
}


def begin(visitor: Visitor, whom: str) -> None:
    """Come in to talk, and answer the first questions; the answers are kept."""
    visitor.go("/")
    visitor.press("deur=praten")
    visitor.go(visitor.conversation() + "/verder")
    visitor.press("doe=verder", keuze=whom)
    for heading, answer in ASIDE[whom].items():
        assert visitor.heading == heading
        visitor.press("doe=verder", keuze=answer)
    visitor.press("doe=verder", keuze="ja")
    visitor.press("doe=bewaar")
    visitor.press("doe=verder", keuze=["nee"])


def to_the_first_theme(visitor: Visitor) -> None:
    visitor.press("doe=verder", zin=["mensen"])
    visitor.press("doe=verder", zin=["wonen"])
    visitor.press("onderwerp=wonen")


def screens(visitor: Visitor) -> int:
    return len([status for status, _ in visitor.seen if status == 200])


def sees_a_suggestion(visitor: Visitor) -> bool:
    return "wat kan ik doen?" in visitor.heading.lower() and "Omdat " in visitor.words


def test_who_talks_alone_sees_a_suggestion_without_asking_for_it(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    to_the_first_theme(visitor)
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["klussen"])
    assert sees_a_suggestion(visitor)
    assert screens(visitor) <= FIRST_SUGGESTION


@pytest.mark.parametrize("whom", ["mijzelf", "samen"])
def test_the_button_beside_the_first_question_of_a_theme_is_soon_enough(visitor: Visitor, whom: str) -> None:
    begin(visitor, whom)
    to_the_first_theme(visitor)
    visitor.press("doe=hulp", keuze="lukt_niet_goed")
    assert sees_a_suggestion(visitor)
    assert screens(visitor) <= FIRST_SUGGESTION


@pytest.mark.parametrize("whom", ASIDE)
def test_the_button_beside_the_wish_is_soon_enough_for_all(visitor: Visitor, whom: str) -> None:
    begin(visitor, whom)
    visitor.press("doe=verder", zin=["mensen"])
    visitor.press("doe=hulp", zin=["mensen"])
    assert sees_a_suggestion(visitor)
    assert screens(visitor) <= FIRST_SUGGESTION


def test_asking_for_help_before_saying_anything_leads_on_in_the_same_theme(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    to_the_first_theme(visitor)
    visitor.press("doe=hulp")
    assert visitor.heading == "Wonen: wat kan ik doen?"
    visitor.go(visitor.links()["Verder praten"])
    assert visitor.path == f"{visitor.conversation()}/11"
