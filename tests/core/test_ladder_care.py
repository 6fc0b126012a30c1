"""Care and the ladder: it always shows, and outside the household it counts where the municipality says so.

Research of the plan found no source that places mantelzorg on a rung; plan §2.1 calls it a contribution.
"""

import pytest

from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Kind, Option, Question, Row
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.facts import Said
from meedoen_app.core.ladder.marking import Care
from meedoen_app.core.ladder.position import Certainty, Level

CARE = theme(
    "zorg",
    4,
    ask(
        "voor_wie",
        Kind.SEVERAL,
        ladder="zorg",
        options=(
            Option("partner", "Mijn partner thuis", fact="in_huis"),
            Option("ouder", "Iemand die niet bij mij woont", fact="buiten_huis"),
            Option("nee", "Niemand", exclusive=True),
        ),
    ),
    ask(
        "zorg_hoe",
        ladder="zorg_freq",
        when={"has": ["voor_wie", "ouder"]},
        options=(
            Option("elke_week", "Elke week, ik ben er dan bij", fact="wekelijks_echt"),
            Option("bellen", "Vooral bellen"),
        ),
    ),
)
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"voor_wie": "ouder", "zorg_hoe": "elke_week"}, Said.YES),
        ({"voor_wie": "ouder partner", "zorg_hoe": "elke_week"}, Said.YES),
        ({"voor_wie": "ouder", "zorg_hoe": "bellen"}, Said.NO),
        ({"voor_wie": "ouder", "zorg_hoe": ""}, Said.UNKNOWN),
        ({"voor_wie": "ouder", "zorg_hoe": "weet_niet"}, Said.UNKNOWN),
        ({"voor_wie": "ouder"}, Said.UNKNOWN),
        ({"voor_wie": "partner", "zorg_hoe": "elke_week"}, Said.NO),
        ({"voor_wie": "nee"}, Said.NO),
        ({"voor_wie": ""}, Said.UNKNOWN),
        ({"voor_wie": "weet_niet"}, Said.UNKNOWN),
        ({"themas": "dag contact"}, Said.UNKNOWN),
    ],
)
def test_care_outside_the_household(given: dict[str, str], expected: Said) -> None:
    assert facts(**no_except(**given)).zorg is expected
    assert facts(care_counts=False, **no_except(**given)).zorg is Said.NO


def test_care_for_a_mother_elsewhere_is_rung_4_where_the_municipality_counts_it() -> None:
    answers = said(**no_except(voor_wie="ouder", zorg_hoe="elke_week"))
    counted = reading.position_of(QUESTIONS, answers, care_counts=True)
    assert (counted.levels, counted.because) == ((Level.UNPAID,), {Level.UNPAID: ("zorg",)})
    assert reading.position_of(QUESTIONS, answers, care_counts=False).levels == (Level.ISOLATED,)


def test_care_stands_beside_unpaid_work_that_drops() -> None:
    answers = said(
        **no_except(
            voor_wie="ouder",
            zorg_hoe="elke_week",
            vrijwillig="ja",
            hoe4="r_rekenen:ja r_freq4:nee r_echt4:ja",
        )
    )
    placed = reading.position_of(QUESTIONS, answers, care_counts=True)
    assert (placed.levels, placed.certainty) == ((Level.UNPAID, Level.ORGANISED), Certainty.HIGH)


def test_without_a_question_about_care_nothing_is_open() -> None:
    questions = Questionnaire("1", (START, DAY, CONTACT))
    placed = reading.position_of(questions, said(**EVERYTHING_NO), care_counts=True)
    assert placed.levels == (Level.ISOLATED,)


def test_care_always_shows_as_a_contribution() -> None:
    assert reading.contributions(QUESTIONS, said(**no_except(voor_wie="partner"))) == (Care.AT_HOME,)
    both = said(**no_except(voor_wie="ouder partner", zorg_hoe="bellen"))
    assert reading.contributions(QUESTIONS, both) == (Care.AT_HOME, Care.ELSEWHERE)
    assert reading.contributions(QUESTIONS, said(**EVERYTHING_NO)) == ()
    assert reading.contributions(QUESTIONS, said(**no_except(voor_wie="partner", themas="dag"))) == ()


