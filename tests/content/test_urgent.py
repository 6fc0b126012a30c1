"""What cannot wait in Deventer: whom to call, what to have ready, and the term that the law gives."""

import itertools

import pytest

from meedoen_app.core.conversation.question import Option
from meedoen_app.core.urgent import UNSAFE, Situation, told_of
from tests.core.talks import CONTENT, advice, said

SITUATIONS = CONTENT.situations
URGENT = [one for one in SITUATIONS if one.id != UNSAFE]
QUESTION = CONTENT.questionnaire.question("kan_niet_wachten")
OPTIONS = [option for option in QUESTION.options if option.urgent]
WITHIN_THREE_WORKING_DAYS = ("ontruiming", "energie", "zorgverzekering")


def test_safety_stands_first_with_112_and_veilig_thuis() -> None:
    lines = {line.id: line.phone for line in CONTENT.municipality.lines}
    assert SITUATIONS[0].id == UNSAFE
    assert [lines[id] for id in SITUATIONS[0].call] == ["112", "0800-2000"]


def test_113_can_be_called_for_free_day_and_night() -> None:
    [line] = [line for line in CONTENT.municipality.lines if line.phone == "113"]
    assert line.open == "dag en nacht"
    assert "Bellen is gratis." in line.text


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.id)
def test_every_urgent_answer_tells_of_its_situation_in_the_same_words(option: Option) -> None:
    [found] = told_of(SITUATIONS, advice(said(kan_niet_wachten=[option.id])).needs)
    assert (found.id, found.title) == (option.id, option.text)


def test_who_cares_too_heavily_and_alone_is_in_a_situation_that_cannot_wait() -> None:
    answers = said(
        onderwerpen=["zorgen"], zorg=["huisgenoot"], zorg_zwaar="te_zwaar", zorg_overname="niemand"
    )
    assert [one.id for one in told_of(SITUATIONS, advice(answers).needs)] == ["zorg_te_zwaar"]


def test_nothing_urgent_tells_of_nothing() -> None:
    assert told_of(SITUATIONS, advice(said(kan_niet_wachten=["nee"])).needs) == ()
    assert told_of(SITUATIONS, advice(said(kan_niet_wachten=None)).needs) == ()


@pytest.mark.parametrize("id", WITHIN_THREE_WORKING_DAYS)
def test_what_threatens_the_house_the_heat_or_the_insurance_has_a_term_of_three_working_days(id: str) -> None:
    """Wet gemeentelijke schuldhulpverlening art. 4 lid 2."""
    [found] = [one for one in SITUATIONS if one.id == id]
    assert "drie werkdagen" in found.term
    assert found.law == "Wet gemeentelijke schuldhulpverlening art. 4 lid 2"
    assert "schuldhulp_met_spoed" in found.call


@pytest.mark.parametrize("one", URGENT, ids=lambda one: one.id)
def test_everything_that_cannot_wait_says_what_to_have_ready_and_by_what_law(one: Situation) -> None:
    assert one.ready
    assert one.term
    assert one.law
    assert one.source
    assert one.checked_on


def test_for_the_letter_its_date_counts() -> None:
    [house] = [one for one in SITUATIONS if one.id == "ontruiming"]
    assert house.ready[0] == "De brief met de datum waarop u het huis uit moet"


@pytest.mark.parametrize("much", [1, 2, len(OPTIONS)])
def test_whoever_helps_at_once_is_among_those_to_call(much: int) -> None:
    for chosen in itertools.combinations(OPTIONS, much):
        found = advice(said(kan_niet_wachten=[option.id for option in chosen]))
        called = {id for one in told_of(SITUATIONS, found.needs) for id in one.call}
        assert {one.service.id for one in found.at_once} <= called
