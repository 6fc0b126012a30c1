""" "Mijn tafel": six places, marked by what somebody said, and nothing that could be a rank."""

from dataclasses import fields

import pytest
from hypothesis import given, settings

from meedoen_app.core import table
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Question
from meedoen_app.core.table import Chair, Mark, Seat
from tests.amounts import amount
from tests.core.talks import CONTENT, said, talks

AREAS = ["zelfstandig", "contacten", "deelnemen", "bijdragen", "vaardigheden", "werk"]
THEMES = [option.id for option in CONTENT.questionnaire.hub.options]
ANNIE = {"1_naam": "Annie"}


def seats(answers: Answers) -> dict[str, Seat]:
    return {seat.area.id: seat for seat in table.seats(CONTENT.domains, CONTENT.questionnaire, answers)}


def marks(area: str, **given: str | list[str]) -> set[Mark]:
    return set(seats(said(onderwerpen=THEMES, **given))[area].marks)


@settings(deadline=None, max_examples=amount(15, 50))
@given(talks())
def test_there_are_six_places_in_a_fixed_order_whatever_was_said(answers: Answers) -> None:
    found = table.seats(CONTENT.domains, CONTENT.questionnaire, answers)
    assert [seat.area.id for seat in found] == AREAS
    for seat in found:
        assert list(seat.marks) == [mark for mark in Mark if mark in seat.marks]
        assert all(seat.area.id in places(question, answer) for question, answer in seat.said)
        assert not any(answer.is_skipped for _, answer in seat.said)


def places(question: Question, answer: Answer) -> set[str]:
    return {
        *question.goal_areas,
        *(option.seat for option in question.options if option.id in answer.options),
    }


def test_a_place_holds_no_number() -> None:
    assert [field.name for field in fields(Seat)] == ["area", "said", "marks", "chairs"]
    assert [mark.value for mark in Mark] == ["nu", "meer", "praten"]


def test_a_table_at_which_nothing_was_said_is_empty() -> None:
    assert {(seat.said, seat.marks, seat.chairs) for seat in seats(Answers()).values()} == {((), (), ())}


def test_several_places_can_be_taken_at_once() -> None:
    found = seats(
        said(onderwerpen=THEMES, contact="ja", georganiseerd="ja", onbetaald="ja", werk="loondienst")
    )
    taken = [area for area, seat in found.items() if Mark.NOW in seat.marks]
    assert taken == ["contacten", "deelnemen", "bijdragen", "werk"]


@pytest.mark.parametrize(
    ("area", "question", "answer", "is_now"),
    [
        ("werk", "werk", "loondienst", True),
        ("werk", "werk", "zzp", True),
        ("werk", "werk", "nee", False),
        ("werk", "werk", "gepensioneerd", False),
        ("werk", "werk", "kan_niet", False),
        ("werk", "werk", "weet_niet", False),
        ("bijdragen", "zorg", ["huisgenoot"], True),
        ("bijdragen", "zorg", ["krijg_huisgenoot"], False),
        ("bijdragen", "zorg", ["krijg_zorg", "krijg_betaald"], False),
        ("bijdragen", "zorg", ["krijg_zorg", "buiten_huis"], True),
        ("contacten", "contact", "ja", True),
        ("contacten", "contact", "nee", False),
        ("contacten", "mensen_status", "gaat_goed", True),
        ("contacten", "mensen_status", "met_hulp", True),
        ("contacten", "mensen_status", "lukt_niet_goed", False),
        ("contacten", "mensen_status", "liever_niet", False),
        ("vaardigheden", "taal", ["goed"], False),
    ],
)
def test_who_is_there_now(area: str, question: str, answer: str | list[str], is_now: bool) -> None:
    assert (Mark.NOW in marks(area, **{question: answer})) is is_now


@pytest.mark.parametrize(("only", "is_now"), [("ja", False), ("nee", True), ("weet_niet", True)])
def test_who_sees_only_people_of_shop_or_care_is_not_with_people_now(only: str, is_now: bool) -> None:
    talk = said(
        onderwerpen=THEMES,
        mensen_status="gaat_goed",
        contact="ja",
        contact_hoe={"elke_week": "ja", "alleen_functioneel": only},
        georganiseerd="ja",
    )
    found = seats(talk)
    assert (Mark.NOW in found["contacten"].marks) is is_now
    assert Mark.NOW in found["deelnemen"].marks


def test_work_of_long_ago_is_told_and_is_not_now() -> None:
    seat = seats(said(onderwerpen=THEMES, werk="nee", werk_gedaan=["handen"]))["werk"]
    assert Mark.NOW not in seat.marks
    assert "werk_gedaan" in [question.id for question, _ in seat.said]


def told(area: str, **given: str | list[str]) -> dict[str, tuple[str, ...]]:
    seat = seats(said(onderwerpen=THEMES, **given))[area]
    return {question.id: answer.options for question, answer in seat.said}


def test_an_option_with_a_place_of_its_own_is_told_there_only() -> None:
    care = ["huisgenoot", "krijg_zorg"]
    assert told("zelfstandig", zorg=care) == {"zorg": ("krijg_zorg",)}
    assert told("bijdragen", zorg=care) == {"zorg": ("huisgenoot",)}


def test_a_bare_no_is_told_where_nothing_else_was_said() -> None:
    assert told("werk", werk="nee") == {"werk": ("nee",)}
    assert told("werk", werk="nee", werk_leren_wens=["werk"]) == {"werk_leren_wens": ("werk",)}
    assert told("werk", werk="kan_niet", werk_leren_wens=["goed_zo"]).keys() == {"werk", "werk_leren_wens"}


def test_a_wish_is_more_and_good_as_it_is_is_not() -> None:
    assert Mark.MORE in marks("contacten", mensen_wens=["vaker"])
    assert Mark.MORE not in marks("contacten", mensen_wens=["goed_zo"])
    assert Mark.MORE not in marks("bijdragen", kan_doen=["nu_niet"])
    assert Mark.MORE not in marks("contacten", mensen_wens=["weet_niet"])


def test_what_does_not_go_well_is_something_to_talk_about() -> None:
    assert marks("zelfstandig", wonen_status="lukt_niet_goed") == {Mark.TALK}
    assert Mark.TALK not in marks("zelfstandig", wonen_status="liever_niet")


def chairs(**given: str | list[str] | dict[str, str]) -> dict[str, tuple[Chair, ...]]:
    return {
        area: seat.chairs for area, seat in seats(said(onderwerpen=THEMES, **given)).items() if seat.chairs
    }


def test_own_people_sit_where_the_circle_belongs() -> None:
    assert chairs(kring=ANNIE) == {"contacten": (Chair.PEOPLE,)}
    assert chairs(kring={"1_wie": "buur"}) == {"contacten": (Chair.PEOPLE,)}
    assert chairs(kring={"1_naam": ""}) == {}


@pytest.mark.parametrize(
    ("told", "sits"),
    [
        ({"1_vragen": "ja"}, True),
        ({"1_vragen": "weet_niet"}, True),
        ({"1_vragen": "nee"}, False),
        ({"1_wie": "kind"}, False),
        ({"1_wie": "kind", "1_vragen": "ja"}, True),
        ({"1_nabij": "terugzien"}, False),
        ({"1_nabij": "terugzien", "1_vragen": "ja"}, True),
        ({"1_vragen": "nee", "2_wie": "buur"}, True),
    ],
)
def test_whoever_cannot_be_asked_has_no_chair(told: dict[str, str], sits: bool) -> None:
    assert chairs(kring=ANNIE | told) == ({"contacten": (Chair.PEOPLE,)} if sits else {})


def test_who_helps_already_has_a_chair_though_nobody_can_be_asked() -> None:
    assert chairs(kring=ANNIE | {"1_vragen": "nee"}, zorg=["krijg_huisgenoot"]) == {
        "zelfstandig": (Chair.PEOPLE,)
    }


def test_other_helpers_sit_where_an_answer_names_them() -> None:
    cared_for = {"zelfstandig": (Chair.PEOPLE,)}
    assert chairs(zorg=["krijg_huisgenoot"]) == chairs(zorg=["krijg_zorg"]) == cared_for
    assert chairs(werk="loondienst", werksteun=["uitkering"]) == {"werk": (Chair.MUNICIPALITY,)}
    assert chairs(werk="nee", werksteun=["uitkering"]) == {}


def test_what_somebody_would_rather_not_say_is_not_shown() -> None:
    for answer in ("liever_niet", "weet_niet"):
        seat = seats(said(onderwerpen=THEMES, wonen_status=answer))["zelfstandig"]
        assert (seat.said, seat.marks) == ((), ())


def test_what_is_off_the_path_is_not_on_the_table() -> None:
    assert seats(said(onderwerpen=["wonen"], werk="loondienst"))["werk"].said == ()


def test_rows_and_names_are_not_read_out_at_a_place() -> None:
    rows = {"elke_week": "ja", "in_het_echt": "ja"}
    found = seats(said(onderwerpen=THEMES, contact="ja", contact_hoe=rows, kring=ANNIE))["contacten"]
    assert [question.id for question, _ in found.said] == ["contact"]


def test_what_another_saw_never_marks_what_the_resident_wants() -> None:
    own = said(onderwerpen=THEMES)
    seen = said(mensen_status="lukt_niet_goed", mensen_wens=["vaker"], contact="ja")
    seat = seats(Answers(own.own, seen.own))["contacten"]
    assert {question.id for question, _ in seat.said} >= {"mensen_status", "mensen_wens", "contact"}
    assert seat.marks == (Mark.NOW,)
