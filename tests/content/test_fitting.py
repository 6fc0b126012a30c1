"""What is asked fits who answers, and what is said leads where the question says that it does."""

from dataclasses import replace

import pytest

from meedoen_app.core.conversation.accepting import check
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.position import Level
from tests.core.talks import CONTENT, TODAY, advice, said

ALL = CONTENT.questionnaire
ABOUT_WORK = ("werk_leren_wens", "werksteun", "werk_gedaan")


def asked(**given: str | list[str]) -> list[str]:
    themes = {ALL.hub.id: [option.id for option in ALL.hub.options]}
    return [question.id for question in ALL.path(said(**(themes | given)))]


def needs(**given: str | list[str]) -> list[str]:
    return [raised.need for raised in advice(said(onderwerpen=["zorgen", "werk_leren"], **given)).needs]


def test_who_has_a_pension_is_asked_what_fits_and_then_nothing_about_paid_work() -> None:
    path = asked(werk="gepensioneerd")
    assert "werk" in path
    assert "leren_wens" in path
    assert [id for id in ABOUT_WORK if id in path] == []
    wishes = [*ALL.question("leren_wens").options]
    assert [option.id for option in wishes if "werk" in f"{option.id} {option.text}".lower()] == []


def rows_about_support(**given: str | list[str]) -> list[str]:
    themes = {ALL.hub.id: [option.id for option in ALL.hub.options]}
    path = ALL.path(said(**(themes | given)))
    return [row for question in path if question.id == "steun" for row in question.row_ids]


@pytest.mark.parametrize("work", ["gepensioneerd", "nee", "kan_niet", "weet_niet"])
def test_support_at_paid_work_is_asked_only_of_who_has_paid_work(work: str) -> None:
    assert rows_about_support(werk="loondienst", contact="ja") == ["werk", "mensen"]
    assert rows_about_support(werk=work, contact="ja", onbetaald="ja") == ["onbetaald", "mensen"]
    assert rows_about_support(werk="zzp", contact="ja", onderwerpen=["mensen"]) == ["mensen"]


def test_who_does_nothing_of_it_is_not_asked_for_support() -> None:
    nothing = {"werk": "gepensioneerd", "contact": "nee", "onbetaald": "nee"}
    assert "steun" not in asked(**nothing)
    assert "steun" in asked(**nothing | {"contact": "ja"})


@pytest.mark.parametrize(("work", "is_asked"), [("nee", True), ("kan_niet", True), ("gepensioneerd", False)])
def test_who_does_not_work_now_can_say_what_work_they_did(work: str, is_asked: bool) -> None:
    assert ("werk_gedaan" in asked(werk=work)) is is_asked


@pytest.mark.parametrize("work", ["loondienst", "zzp", "nee", "kan_niet"])
def test_who_has_no_pension_is_asked_for_both_wishes_at_once(work: str) -> None:
    path = asked(werk=work)
    assert "werk_leren_wens" in path
    assert "leren_wens" not in path


def test_the_first_question_about_work_does_not_ask_for_work() -> None:
    first, *_ = next(chapter for chapter in ALL.chapters if chapter.id == "werk_leren").questions
    assert (first.id, first.text) == ("werk", "Wat past nu bij u?")


@pytest.mark.parametrize(
    ("wish", "need"),
    [("taal_praten", "taal_leren"), ("computer", "computer_leren"), ("cursus", "iets_leren")],
)
def test_who_has_a_pension_can_learn_as_well(wish: str, need: str) -> None:
    assert needs(werk="gepensioneerd", leren_wens=[wish]) == [need]


def test_who_cares_much_can_get_more_support() -> None:
    much = {"zorg": ["huisgenoot"], "zorg_hoeveel": "vanaf_8_uur"}
    assert "steun_mantelzorger" in needs(**much)
    assert "steun_mantelzorger" not in needs(**much, zorg_wens=["goed_zo"])
    assert "steun_mantelzorger" not in needs(**{**much, "zorg_hoeveel": "onder_8_uur"})


def test_the_mantelzorgpas_is_for_who_cares_eight_hours_or_more() -> None:
    def is_offered(hours: str) -> bool:
        answers = said(
            onderwerpen=["zorgen"], zorg=["huisgenoot"], zorg_wens=["gelijken"], zorg_hoeveel=hours
        )
        services = [service for service in CONTENT.services if service.id == "mantelzorgpas"]
        found = replace(CONTENT, services=tuple(services)).advise(answers, today=TODAY)
        return any(found.layers.values())

    assert is_offered("vanaf_8_uur")
    assert not is_offered("onder_8_uur")


def test_who_has_to_leave_the_house_and_has_debts_finds_help_with_both() -> None:
    answers = said(kan_niet_wachten=["ontruiming"], onderwerpen=["geld"], geld_wens=["schulden", "eten"])
    found = advice(answers)
    below = {one.service.id for suggestions in found.below.values() for one in suggestions}
    assert {"bad_schuldhulp", "voedselbank"} <= below
    assert below.isdisjoint(one.service.id for one in found.at_once)


def test_a_language_wish_can_say_which_language() -> None:
    check(ALL.question("taal"), Answer("taal", ("andere_taal", "tolk"), text="Ik praat het liefst Turks."))


def test_dutch_that_goes_well_does_not_go_with_dutch_that_is_hard() -> None:
    with pytest.raises(NotAllowed, match="alone"):
        check(ALL.question("taal"), Answer("taal", ("goed", "spreken")))


def test_support_is_told_for_each_rung_by_itself() -> None:
    """A paid job has one rung at a time: with help or without it."""
    rows = [row for question in ALL.questions.values() for row in question.rows if row.support_for]
    assert sorted(row.support_for for row in rows) == [(2,), (3,), (4,), (6, 5)]


def test_enough_support_at_the_club_says_nothing_about_the_unpaid_work() -> None:
    weekly = {"elke_week": "ja", "in_het_echt": "ja"}
    answers = said(
        onderwerpen=["overdag"],
        onbetaald="ja",
        onbetaald_hoe={"rekenen": "ja", **weekly},
        georganiseerd="ja",
        georganiseerd_hoe={**weekly, "steun": "ja"},
        steun={"onbetaald": "nee"},
    )
    placed = reading.position_of(ALL, answers, care_counts=True)
    assert placed.support == {Level.UNPAID: ("meer_steun",), Level.ORGANISED: ("genoeg",)}
