"""Care and the ladder: it always shows, and outside the household it counts where the municipality says so.

No source places mantelzorg on a rung; plan §2.1 calls it a contribution.
"""

import pytest

from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Kind, Option, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.facts import Said
from meedoen_app.core.ladder.marking import Care
from meedoen_app.core.ladder.position import Certainty, Level, Position

YES_NO = (Option("ja", "Ja"), Option("nee", "Nee"))
EVERYTHING = ("werk", "onbetaald", "georg", "contact")


def ask(id: str, number: int, kind: Kind = Kind.ONE, **fields: object) -> Question:
    return Question(id, number, kind, text=f"{id}?", why="", feeds=(), **fields)


def top(mark: str, number: int) -> Question:
    words = ("loondienst", "nee") if mark == "werk" else ("ja", "nee")
    return ask(mark, number, ladder=mark, options=tuple(Option(word, word) for word in words))


THEMES = ask("themas", 1, Kind.THEMES, options=(Option("zorg", "Zorg"), Option("thuis", "Thuis")))
LADDER = Chapter("ladder", 1, "Ladder", (THEMES, *(top(mark, n) for n, mark in enumerate(EVERYTHING, 2))))
CARE = Chapter(
    "zorg",
    2,
    "Zorg",
    (
        ask(
            "voor_wie",
            6,
            Kind.SEVERAL,
            ladder="zorg",
            options=(
                Option("partner", "Mijn partner thuis", fact="in_huis"),
                Option("ouder", "Iemand die niet bij mij woont", fact="buiten_huis"),
                Option("nee", "Niemand", exclusive=True),
            ),
        ),
        ask(
            "hoe",
            7,
            ladder="zorg_freq",
            when={"has": ["voor_wie", "ouder"]},
            options=(
                Option("elke_week", "Elke week, ik ben er dan bij", fact="wekelijks_echt"),
                Option("bellen", "Vooral bellen"),
            ),
        ),
    ),
    when={"has": ["themas", "zorg"]},
    is_theme=True,
)
QUESTIONS = Questionnaire("1", (LADDER, CARE))


def nothing_but(theme: str = "zorg", **given: tuple[str, ...]) -> Answers:
    """Answer every question of the ladder with no, and those about care as given."""
    chosen = {"themas": (theme,), **dict.fromkeys(EVERYTHING, ("nee",)), **given}
    return Answers.of(Answer(question, options) for question, options in chosen.items())


def placed(answers: Answers, care_counts: bool = True) -> Position:
    return reading.position_of(QUESTIONS, answers, care_counts)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"voor_wie": ("ouder",), "hoe": ("elke_week",)}, Said.YES),
        ({"voor_wie": ("ouder", "partner"), "hoe": ("elke_week",)}, Said.UNKNOWN),
        ({"voor_wie": ("ouder", "partner"), "hoe": ("bellen",)}, Said.NO),
        ({"voor_wie": ("ouder",), "hoe": ("bellen",)}, Said.NO),
        ({"voor_wie": ("ouder",), "hoe": ()}, Said.UNKNOWN),
        ({"voor_wie": ("ouder",), "hoe": ("weet_niet",)}, Said.UNKNOWN),
        ({"voor_wie": ("ouder",)}, Said.UNKNOWN),
        ({"voor_wie": ("partner",), "hoe": ("elke_week",)}, Said.NO),
        ({"voor_wie": ("nee",)}, Said.NO),
        ({"voor_wie": ()}, Said.UNKNOWN),
        ({"voor_wie": ("weet_niet",)}, Said.UNKNOWN),
        ({}, Said.UNKNOWN),
        ({"theme": "thuis", "voor_wie": ("nee",)}, Said.NO),
    ],
)
def test_care_outside_the_household(given: dict[str, object], expected: Said) -> None:
    answers = nothing_but(**given)
    assert reading.facts_from(QUESTIONS, answers, care_counts=True).zorg is expected
    assert reading.facts_from(QUESTIONS, answers, care_counts=False).zorg is Said.NO


def test_care_for_a_mother_elsewhere_is_rung_4_where_the_municipality_counts_it() -> None:
    answers = nothing_but(voor_wie=("ouder",), hoe=("elke_week",))
    assert placed(answers).levels == (Level.UNPAID,)
    assert placed(answers).certainty is Certainty.HIGH
    assert placed(answers).because == {Level.UNPAID: ("zorg",)}
    assert placed(answers, care_counts=False).levels == (Level.ISOLATED,)


def test_hours_at_home_and_elsewhere_together_leave_rung_4_open() -> None:
    both = placed(nothing_but(voor_wie=("ouder", "partner"), hoe=("elke_week",)))
    assert (both.levels, both.open, both.certainty) == ((), (Level.UNPAID,), Certainty.UNKNOWN)


def test_care_stands_beside_unpaid_work_whatever_that_gives() -> None:
    answers = nothing_but(voor_wie=("ouder",), hoe=("elke_week",), onbetaald=("ja",))
    assert placed(answers).levels == (Level.UNPAID, Level.ORGANISED)
    assert placed(answers).certainty is Certainty.HIGH


def test_care_that_was_not_talked_about_leaves_nothing_open() -> None:
    position = placed(nothing_but(theme="thuis"))
    assert (position.levels, position.open, position.certainty) == ((Level.ISOLATED,), (), Certainty.HIGH)


def test_without_a_question_about_care_nothing_is_open() -> None:
    without = Questionnaire("1", (LADDER,))
    position = reading.position_of(without, nothing_but(), care_counts=True)
    assert position.levels == (Level.ISOLATED,)


def test_care_at_home_is_no_rung_and_shows_as_a_contribution() -> None:
    at_home = nothing_but(voor_wie=("partner",))
    assert placed(at_home).levels == (Level.ISOLATED,)
    assert reading.contributions(QUESTIONS, at_home) == (Care.AT_HOME,)


def test_care_shows_as_a_contribution_however_often_it_is() -> None:
    both = nothing_but(voor_wie=("ouder", "partner"), hoe=("bellen",))
    assert reading.contributions(QUESTIONS, both) == (Care.AT_HOME, Care.ELSEWHERE)
    assert reading.contributions(QUESTIONS, nothing_but(voor_wie=("nee",))) == ()
    assert reading.contributions(QUESTIONS, nothing_but(theme="thuis", voor_wie=("partner",))) == ()
