"""Toen en nu: how it was at the end of the day of a plan, or of looking at it again, beside how it is."""

from datetime import timedelta

import pytest
from time_machine import travel

from meedoen_app.web import clock
from tests.talks import open_theme, six_words
from tests.visitor import Visitor
from tests.web.test_plan import plan, talk_about_money, with_a_step


def tables(visitor: Visitor) -> list[str]:
    """Return the tables of "Toen en nu", each as its words."""
    visitor.go(visitor.conversation() + "/toen-en-nu")
    assert visitor.heading == "Toen en nu"
    return [" ".join("".join(one.itertext()).split()) for one in visitor.tree.iter("table")]


def come_back(visitor: Visitor, words: str) -> None:
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=words)


def say_how_it_goes(visitor: Visitor, theme: str, how: str) -> None:
    open_theme(visitor, theme)
    visitor.press("doe=verder", keuze=how)


def look_again_with(visitor: Visitor, question: str, how: str) -> None:
    plan(visitor)
    visitor.press("doe=veranderd")
    visitor.go(question)
    visitor.press("doe=verder", keuze=how)
    plan(visitor)
    visitor.press("weken=12")


def test_on_the_first_day_there_is_no_then(talking: Visitor) -> None:
    talk_about_money(talking)
    talking.press("keuze=wil_ik")
    [now] = tables(talking)
    assert now.startswith("Nu, op ")
    assert "Geld: Lukt niet goed" in now
    assert "Er is nog geen ‘toen’." in talking.words
    assert "Anders dan toen" not in talking.words


@pytest.mark.parametrize("first", ["keuze=wil_ik", "keuze=weet_ik_niet"])
def test_what_was_told_later_on_the_day_of_the_plan_belongs_to_then(talking: Visitor, first: str) -> None:
    talk_about_money(talking)
    talking.press(first)
    say_how_it_goes(talking, "wonen", "gaat_goed")
    with_a_step(talking)
    words = six_words(talking)
    with travel(clock.now() + timedelta(days=1), tick=True):
        come_back(talking, words)
        then, now = tables(talking)
        assert then.replace("Toen", "Nu").split(" Plek")[1] == now.split(" Plek")[1]
        assert "Wonen: Gaat goed" in then
        assert "Er staat nu hetzelfde als toen." in talking.words
        assert "Wat u vertelde" not in talking.words


def test_after_looking_again_then_is_how_it_was_at_that_time(talking: Visitor) -> None:
    open_theme(talking, "geld")
    question = talking.path
    talking.press("doe=verder", keuze="lukt_niet_goed")
    with_a_step(talking)
    talking.press("weken=12")
    words, began = six_words(talking), clock.now()
    with travel(began + timedelta(weeks=12, hours=1), tick=True):
        come_back(talking, words)
        look_again_with(talking, question, "met_hulp")
        then, now = tables(talking)
        assert "Geld: Lukt niet goed" in then
        assert "Geld: Gaat, met hulp" in now
    with travel(began + timedelta(weeks=24, hours=2), tick=True):
        come_back(talking, words)
        look_again_with(talking, question, "gaat_goed")
        then, now = tables(talking)
        assert "Geld: Gaat, met hulp" in then
        assert "Geld: Gaat goed Anders dan toen" in now
