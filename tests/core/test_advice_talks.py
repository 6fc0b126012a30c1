"""What holds for the advice after any talk at all, with the real questions and the real supply."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen_app.core import rules
from meedoen_app.core.advice.service import Nearness, Service
from meedoen_app.core.advice.suggesting import MOST_PER_LAYER, Advice
from meedoen_app.core.conversation.answers import Answer, Answers, Entry
from meedoen_app.core.rules import JOINS, Condition
from tests.amounts import amount
from tests.core.talks import CONTENT, TODAY, advice, loose_answers, said, talks

REAL = CONTENT.questionnaire
THEMES = [option.id for option in REAL.hub.options]
BRAKES = {brake.id: brake for brake in CONTENT.brakes}
NEEDS = {need.id: need for need in CONTENT.needs}
HEAVY, EMPTY = "zware_zorg", "leeg_netwerk"
many = settings(deadline=None, max_examples=amount(15, 60), suppress_health_check=[HealthCheck.too_slow])


def wishes() -> st.SearchStrategy[Answers]:
    """Give a talk in which every theme was opened, so that much is asked for."""
    return loose_answers().map(lambda answers: answers.with_answer(Answer(REAL.hub.id, tuple(THEMES))))


def questions_under_not(condition: Condition, inside: bool = False) -> Iterator[str]:
    [(word, rest)] = condition.items()
    if word in JOINS:
        for part in rest:
            yield from questions_under_not(part, inside)
    elif word == "not":
        yield from questions_under_not(rest, not inside)
    elif inside:
        yield rest if word == "answered" else rest[0]


any_talk = talks() | wishes()


def suggested(found: Advice) -> list[Service]:
    return [one.service for layer in found.layers.values() for one in layer]


@many
@given(any_talk, st.randoms(use_true_random=False))
def test_the_order_of_what_was_said_does_not_matter(answers: Answers, chance: Random) -> None:
    log = [
        Entry(seq, answer) for seq, answer in enumerate(chance.sample([*answers.values()], len(answers)), 1)
    ]
    assert advice(Answers.fold(log)) == advice(answers)


@many
@given(any_talk)
def test_every_layer_is_short_in_place_and_has_a_reason(answers: Answers) -> None:
    found = advice(answers)
    path = {question.id for question in REAL.path(answers)}
    assert list(found.layers) == list(Nearness)
    for layer, suggestions in found.layers.items():
        assert len(suggestions) <= MOST_PER_LAYER
        for one in suggestions:
            assert one.service.nearness is layer
            assert set(one.because) <= path
            assert one.because or layer is Nearness.ACCESS
            assert not any(answers.get_answer(question).is_skipped for question in one.because)
    assert len({one.id for one in suggested(found)}) == len(suggested(found))


@many
@given(any_talk)
def test_independent_support_is_always_there(answers: Answers) -> None:
    assert "clientondersteuner" in [one.service.id for one in advice(answers).layers[Nearness.ACCESS]]


@many
@given(any_talk)
def test_a_carer_who_carries_too_much_is_helped_first_and_asked_nothing(answers: Answers) -> None:
    heavy = answers.with_answer(Answer("zorg", ("huisgenoot",))).with_answer(
        Answer("zorg_zwaar", ("te_zwaar",))
    )
    heavy = heavy.with_answer(Answer(REAL.hub.id, tuple(THEMES))).with_answer(Answer("zorg_wens"))
    found = advice(heavy)
    assert not any(one.asks_carer for one in suggested(found))
    assert found.layers[Nearness.HOUSEMATES] == ()
    support = {"respijt", "steun_mantelzorger"}
    assert support <= {need.need for need in found.needs}
    for suggestions in found.layers.values():
        carers = [bool(support & {*one.service.needs}) for one in suggestions if one.brake != "spoed"]
        assert carers == sorted(carers, reverse=True)
    assert any(support & {*one.service.needs} for one in found.layers[Nearness.GENERAL]) or found.urgent


@many
@given(any_talk)
def test_who_sees_nobody_is_not_sent_to_a_network(answers: Answers) -> None:
    alone = answers.with_answer(Answer("contact", ("nee",))).with_answer(Answer("kring"))
    alone = alone.with_answer(Answer("mensen_wens", ("vaker",))).with_answer(
        Answer(REAL.hub.id, tuple(THEMES))
    )
    found = advice(alone)
    assert found.layers[Nearness.NETWORK] == ()
    for suggestions in found.layers.values():
        contact = ["mensen_zien" in one.service.needs for one in suggestions if one.brake in (EMPTY, "")]
        assert contact == sorted(contact, reverse=True)


@many
@given(
    any_talk,
    st.sampled_from(
        ["ontruiming", "energie", "zorgverzekering", "slaapplek", "zorg_valt_weg", "iets_anders"]
    ),
)
def test_what_cannot_wait_comes_first_in_every_layer(answers: Answers, what: str) -> None:
    without_another = answers.with_answer(Answer("zorg_zwaar"))
    found = advice(without_another.with_answer(Answer("kan_niet_wachten", (what,))))
    [urgent] = [need.need for need in found.needs if need.urgent]
    assert found.urgent == found.needs[0].need == urgent
    for suggestions in found.layers.values():
        first = [urgent in one.service.needs for one in suggestions]
        assert first == sorted(first, reverse=True)
    assert found.at_once
    assert found.at_once[0].service.nearness in (Nearness.ACCESS, Nearness.INDIVIDUAL, Nearness.OTHER_LAW)


@many
@given(any_talk)
def test_help_of_the_municipality_does_not_depend_on_what_stands_nearer(answers: Answers) -> None:
    individual = tuple(one for one in CONTENT.services if one.nearness is Nearness.INDIVIDUAL)
    alone = replace(CONTENT, services=individual).advise(answers, today=TODAY)
    found = advice(answers)
    assert found.layers[Nearness.INDIVIDUAL] == alone.layers[Nearness.INDIVIDUAL]
    needed = {need.need for need in found.needs}
    values = REAL.values(answers)
    fitting = [one for one in individual if needed & {*one.needs} and rules.holds(one.when, values)]
    assert len(alone.layers[Nearness.INDIVIDUAL]) == min(3, len(fitting))


@many
@given(talks())
def test_skipping_adds_no_need_but_what_a_no_kept_away(answers: Answers) -> None:
    """Skipped is not "no", and it is no reason either.

    What skipping can add rests on another answer, where this one, or one that it leads to, said: not that.
    """
    before = {need.need for need in advice(answers).needs}
    counted = {question.id for question in REAL.path(answers) if question.id in answers}
    for question in REAL.path(answers):
        skipped = answers.with_answer(Answer(question.id))
        gone = {question.id, *counted - {one.id for one in REAL.path(skipped)}}
        for need in advice(skipped).needs:
            assert question.id not in need.because
            if need.need not in before:
                assert need.because
                assert not gone.isdisjoint(questions_under_not(NEEDS[need.need].when))


@many
@given(talks())
def test_a_suggestion_says_nothing_of_levels(answers: Answers) -> None:
    without = replace(CONTENT, services=tuple(replace(one, rungs=()) for one in CONTENT.services))
    for found in (advice(answers), without.advise(answers, today=TODAY)):
        for one in suggested(found):
            words = " ".join((one.name, one.text, one.for_whom, one.cost, one.access)).lower()
            assert not any(word in words for word in ("trede", "ladder", "niveau", "score"))
    assert [one.id for one in suggested(without.advise(answers, today=TODAY))] == [
        one.id for one in suggested(advice(answers))
    ]


def test_nothing_is_suggested_to_who_says_that_all_is_well() -> None:
    good = {f"{theme}_status": "gaat_goed" for theme in THEMES if f"{theme}_status" in REAL.questions}
    found = advice(said(deur="praten", onderwerpen=THEMES, **good))
    assert found.needs == ()
    assert [layer for layer, suggestions in found.layers.items() if suggestions] == [Nearness.ACCESS]


@pytest.mark.parametrize("wish", ["goed_zo", "weet_niet", None])
def test_good_as_it_is_ends_it_and_an_open_wish_does_not(wish: str | None) -> None:
    found = advice(said(onderwerpen=["wonen"], wonen_status="lukt_niet_goed", wonen_wens=wish))
    assert ("woning_aanpassen" in [need.need for need in found.needs]) is (wish != "goed_zo")


def test_a_named_friend_opens_the_network_also_when_nobody_was_seen() -> None:
    lonely = {"onderwerpen": ["mensen"], "contact": "nee", "mensen_wens": ["vaker"]}
    assert advice(said(**lonely, kring={"1_naam": "Annie"})).layers[Nearness.NETWORK]
    assert not advice(said(**lonely, kring={"1_naam": "Annie", "1_vragen": "nee"})).layers[Nearness.NETWORK]
    assert not advice(said(**lonely, kring={"1_wie": "partner", "1_nabij": "huis"})).layers[Nearness.NETWORK]
    assert not advice(said(**lonely)).layers[Nearness.NETWORK]


def is_open(layer: Nearness, **given: Any) -> bool:
    """Say whether the layer speaks to who wants help in the house, and said this besides."""
    helped = {"onderwerpen": ["dagelijks", "zorgen", "mensen"], "dagelijks_wens": ["huishouden"]}
    return bool(advice(said(**helped | given)).layers[layer])


def test_a_housemate_who_helps_may_be_asked_and_one_who_is_cared_for_is_not() -> None:
    assert is_open(Nearness.HOUSEMATES, zorg=["krijg_huisgenoot"])
    assert not is_open(Nearness.HOUSEMATES, zorg=["huisgenoot"])
    assert not is_open(
        Nearness.HOUSEMATES, zorg=["krijg_huisgenoot"], kring={"1_nabij": "huis", "1_vragen": "nee"}
    )


def test_after_any_theme_the_network_speaks_until_somebody_says_that_there_is_nobody() -> None:
    housemate = {"1_wie": "partner", "1_nabij": "huis"}
    assert is_open(Nearness.NETWORK, onderwerpen=["dagelijks"])
    assert is_open(Nearness.NETWORK, mensen_status="gaat_goed")
    assert not is_open(Nearness.NETWORK, mensen_status="lukt_niet_goed")
    assert not is_open(Nearness.NETWORK, contact="nee")
    assert not is_open(Nearness.NETWORK, contact="ja", contact_hoe={"alleen_functioneel": "ja"})
    assert not is_open(Nearness.NETWORK, kring=housemate)
    assert is_open(Nearness.NETWORK, kring=housemate, zorg=["krijg_zorg"])
    assert not is_open(Nearness.NETWORK, kring={"1_wie": "buur", "1_vragen": "nee"}, zorg=["krijg_zorg"])


def test_who_has_no_bed_and_no_power_is_first_helped_to_a_bed() -> None:
    assert advice(said(kan_niet_wachten=["energie", "slaapplek"])).urgent == "spoed_slaapplek"


WHAT, HOW_OFTEN = REAL.question("doen_wat"), REAL.question("doen_hoe_vaak")
THERE_IS = (Nearness.GENERAL, Nearness.COLLECTIVE, Nearness.OTHER_LAW)
COMMITS = {"deventer_doet", "vast_moment_in_de_week", "werk_via_gemeente", "uwv"}
WORK = {"werk_zoeken", "vrijwillig", "soms_helpen", "werk_steun"}


def wants(what: str, how_often: str, **given: Any) -> Advice:
    """Return what can help who wants to do this, this often, wherever they live."""
    return advice(said(deur="doen", doen_wat=[what], doen_hoe_vaak=how_often, **given), chapter="overdag")


@pytest.mark.parametrize("what", [option.id for option in WHAT.options] + ["weet_niet"])
@pytest.mark.parametrize("how_often", [option.id for option in HOW_OFTEN.options] + ["weet_niet"])
def test_whatever_somebody_wants_to_do_there_are_two_places_for_it(what: str, how_often: str) -> None:
    """Places that exist, besides what one can do oneself or with one's own people."""
    found = wants(what, how_often)
    places = [one.service for layer in THERE_IS for one in found.layers[layer]]
    assert len(places) >= 2
    assert all(one.source for one in places)


@pytest.mark.parametrize("how_often", ["een_keer", "af_en_toe"])
def test_who_wants_to_try_once_is_not_asked_to_come_every_week(how_often: str) -> None:
    assert "vast_moment_in_de_week" not in {one.id for one in suggested(wants("samen", how_often))}
    assert "vast_moment_in_de_week" in {one.id for one in suggested(wants("maken", "elke_week"))}
    assert [need.need for need in wants("helpen", how_often).needs] == ["soms_helpen"]
    assert [need.need for need in wants("helpen", "elke_week").needs] == ["vrijwillig"]


@pytest.mark.parametrize("what", [option.id for option in WHAT.options])
def test_who_is_tired_may_look_around_and_is_asked_for_no_work(what: str) -> None:
    found = wants(what, "vaker", doen_vanaf="moe")
    assert "eens_kijken" in [need.need for need in found.needs]
    assert WORK.isdisjoint(need.need for need in found.needs)
    assert COMMITS.isdisjoint(one.id for one in suggested(found))


def test_who_carries_heavy_care_is_helped_before_being_given_something_to_do() -> None:
    heavy = {"zorg": ["huisgenoot"], "zorg_zwaar": "te_zwaar", "onderwerpen": ["zorgen"]}
    found = advice(said(deur="doen", doen_wat=["helpen"], doen_hoe_vaak="vaker", **heavy))
    assert "deventer_doet" not in {one.id for one in suggested(found)}
    for suggestions in found.layers.values():
        helped = [one.brake == HEAVY for one in suggestions]
        assert helped == sorted(helped, reverse=True)


def test_an_idea_for_the_neighbourhood_meets_somebody_who_helps_with_it() -> None:
    names = {one.id for one in suggested(wants("idee", "af_en_toe"))}
    assert {"opbouwwerk", "wijdeventer"} <= names


def test_what_was_said_in_a_theme_shows_with_that_theme() -> None:
    answers = said(onderwerpen=["overdag"], overdag_wens=["vervoer"])
    assert [need.need for need in advice(answers, chapter="overdag").needs] == ["vervoer"]
    assert [need.need for need in advice(answers, chapter="geld").needs] == []


def test_a_need_of_a_theme_shows_there_too_when_something_else_raised_it() -> None:
    answers = said(wens=["mensen"], onderwerpen=["geld"])
    assert [need.need for need in advice(answers, chapter="mensen").needs] == ["mensen_zien"]
    assert [need.need for need in advice(answers, chapter="begin").needs] == []


@pytest.mark.parametrize(
    ("heavy", "takes_over", "is_urgent"),
    [("te_zwaar", "niemand", True), ("te_zwaar", "deels", False), ("vaak_zwaar", "niemand", False)],
)
def test_care_that_is_about_to_break_cannot_wait(heavy: str, takes_over: str, is_urgent: bool) -> None:
    answers = said(deur="zorg", zorg=["huisgenoot"], zorg_zwaar=heavy, zorg_overname=takes_over)
    found = advice(answers, chapter="zorgen")
    assert (found.urgent == "spoed_overname") is is_urgent
    assert [one.service.id for one in found.at_once][:1] == (["hulp_met_spoed"] if is_urgent else [])


@pytest.mark.parametrize("wish", ["goed_zo", "vrij", None])
def test_nobody_who_takes_over_always_calls_for_a_plan_b(wish: str | None) -> None:
    found = advice(said(deur="zorg", zorg=["buiten_huis"], zorg_wens=wish, zorg_overname="niemand"))
    assert "plan_b" in [need.need for need in found.needs]
    for suggestions in found.layers.values():
        cares = [one.brake == "zorgt_zelf" for one in suggestions]
        assert cares == sorted(cares, reverse=True)


@pytest.mark.parametrize("hours", ["vanaf_8_uur", "weet_niet", None])
def test_the_pass_for_carers_stands_in_one_place(hours: str | None) -> None:
    answers = said(deur="zorg", zorg=["huisgenoot"], zorg_zwaar="vaak_zwaar", zorg_hoeveel=hours)
    names = [one.name for one in suggested(advice(answers))]
    texts = [one.text for one in suggested(advice(answers))]
    assert len([name for name in names if "pas" in name.lower().split()[0]]) == 1
    assert [text for text in texts if "mantelzorgpas" in text.lower()] == []
