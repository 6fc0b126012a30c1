"""How suggestions are chosen and ordered on a small supply: three per layer, nearest first, old last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service
from meedoen_app.core.advice.suggesting import Advice, Rulebook
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.municipality import Contact, Municipality, Wijk
from meedoen_app.core.rules import ALWAYS, Condition
from tests.amounts import amount
from tests.core.talks import CONTENT, TODAY, said

FRESH, OLD = date(2026, 11, 1), date(2022, 1, 1)
WIJKEN = (
    Wijk("borgele", "Borgele", "bron", True, next_to=("zandweerd",)),
    Wijk("zandweerd", "Zandweerd", "bron", True, next_to=("borgele",)),
    Wijk("bathmen", "Bathmen", "bron", True, is_village=True),
)
TOWN = Municipality("proef", "Proef", "gemeente Proef", Contact(), wijken=WIJKEN, stale_after_months=6)
PEOPLE = Need("mensen_zien", "Ik wil mensen zien.", "mensen", {"has": ["mensen_wens", "vaker"]})
RENT = Need(
    "spoed_huis", "Ik wil blijven.", "begin", {"has": ["kan_niet_wachten", "ontruiming"]}, urgent=True
)
CARE = Need("respijt", "Ik wil even vrij.", "zorgen", {"has": ["zorg_wens", "vrij"]})
NEEDS = (PEOPLE, RENT, CARE)
WISH = {"onderwerpen": ["mensen", "zorgen"], "mensen_wens": ["vaker"]}


def service(
    id: str, needs: str = "mensen_zien", nearness: Nearness = Nearness.GENERAL, **more: Any
) -> Service:
    return Service(
        **{
            "id": id,
            "name": id,
            "text": id,
            "nearness": nearness,
            "needs": tuple(needs.split()),
            "source": "bron",
            "checked_on": FRESH,
            "certain": True,
            **more,
        }
    )


def advise(
    *services: Service,
    brakes: tuple[Brake, ...] = (),
    openings: Mapping[Nearness, Condition] | None = None,
    chapter: str = "",
    **given: Any,
) -> Advice:
    book = Rulebook(NEEDS, services, brakes, CONTENT.domains, TOWN, openings or {})
    answers: Answers = said(**(WISH | given))
    return suggesting.advise(book, CONTENT.questionnaire, answers, today=TODAY, chapter=chapter)


def order(found: Advice, layer: Nearness = Nearness.GENERAL) -> list[str]:
    return [one.service.id for one in found.layers[layer]]


def test_at_most_three_in_a_layer_and_all_where_there_are_fewer() -> None:
    supply = [service(f"s{n}") for n in range(5)]
    for number, shown in ((0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3)):
        assert len(order(advise(*supply[:number]))) == shown


def test_every_need_has_a_suggestion_before_one_has_two() -> None:
    both = {"mensen_wens": ["vaker"], "zorg": ["buiten_huis"], "zorg_wens": ["vrij"]}
    supply = [*(service(f"a{n}") for n in range(4)), service("z", "respijt")]
    assert order(advise(*supply, **both)) == ["a0", "a1", "z"]
    assert order(advise(*supply)) == ["a0", "a1", "a2"]


def test_what_was_said_puts_one_sooner_and_another_later_within_a_layer() -> None:
    heard, other = {"has": ["mensen_wens", "vaker"]}, {"has": ["mensen_wens", "nieuw"]}
    supply = [service("a", later=heard), service("b"), service("c", sooner=heard), service("d", sooner=other)]
    assert order(advise(*supply)) == ["c", "b", "d"]
    assert order(advise(*supply[:3])) == ["c", "b", "a"]
    assert order(advise(*supply[:1])) == ["a"]
    assert order(advise(service("e", sooner=heard, later=heard), service("f"))) == ["f", "e"]


def test_what_cannot_wait_is_not_pushed_out_by_another_need() -> None:
    both = {"kan_niet_wachten": ["ontruiming"], "mensen_wens": ["vaker"]}
    supply = [*(service(f"a{n}", "spoed_huis") for n in range(3)), service("z")]
    rent_first = (Brake("spoed", {"has": ["kan_niet_wachten", "ontruiming"]}, first=("spoed_huis",)),)
    assert order(advise(*supply, brakes=rent_first, **both)) == ["a0", "a1", "a2"]
    assert order(advise(*supply, **both)) == ["a0", "a1", "z"]


def test_layers_come_in_the_order_of_the_policy() -> None:
    supply = [service(layer.value, nearness=layer) for layer in reversed(Nearness)]
    found = advise(*supply, kring={"1_naam": "Annie", "1_nabij": "huis", "2_wie": "buur"})
    assert list(found.layers) == list(Nearness)
    assert [order(found, layer) for layer in Nearness] == [[layer.value] for layer in Nearness]
    assert [layer.value for layer in Nearness] == [
        "zelf",
        "huisgenoten",
        "netwerk",
        "algemeen",
        "collectief",
        "andere_wet",
        "individueel",
        "toegang",
    ]


def test_the_own_wijk_comes_first_then_the_wijk_next_to_it_or_everywhere_then_elsewhere() -> None:
    supply = [
        service("a_elsewhere", wijken=("bathmen",)),
        service("b_everywhere"),
        service("c_next", wijken=("zandweerd",)),
        service("d_own", wijken=("borgele", "bathmen")),
    ]
    assert order(advise(*supply, wijk="borgele")) == ["d_own", "b_everywhere", "c_next"]
    assert order(advise(*supply[:1], wijk="borgele")) == ["a_elsewhere"]


@pytest.mark.parametrize("wijk", [None, "weet_niet"])
def test_who_names_no_wijk_sees_what_is_for_everywhere_first(wijk: str | None) -> None:
    supply = [service("a_somewhere", wijken=("bathmen",)), service("b_everywhere")]
    assert order(advise(*supply, wijk=wijk)) == ["b_everywhere", "a_somewhere"]


def test_what_was_checked_long_ago_or_never_sinks() -> None:
    supply = [service("a_never", checked_on=None), service("b_old", checked_on=OLD), service("c_fresh")]
    assert order(advise(*supply)) == ["c_fresh", "a_never", "b_old"]


def test_near_and_old_still_comes_before_fresh_and_far() -> None:
    supply = [service("a_far", wijken=("bathmen",)), service("b_near", wijken=("borgele",), checked_on=OLD)]
    assert order(advise(*supply, wijk="borgele")) == ["b_near", "a_far"]


@pytest.mark.parametrize(
    ("checked_on", "today", "stale"),
    [
        (date(2026, 5, 23), date(2026, 11, 23), False),
        (date(2026, 5, 22), date(2026, 11, 23), True),
        (date(2025, 12, 31), date(2026, 6, 30), False),
        (date(2025, 12, 31), date(2026, 7, 1), True),
        (date(2026, 11, 23), date(2026, 11, 23), False),
        (None, date(2026, 11, 23), True),
    ],
)
def test_when_facts_are_too_old(checked_on: date | None, today: date, stale: bool) -> None:
    assert suggesting.is_stale(service("s", checked_on=checked_on), TOWN, today) is stale
    assert not suggesting.is_stale(service("s", checked_on=FRESH), replace(TOWN, stale_after_months=1), TODAY)


@pytest.mark.parametrize(
    ("year", "today", "stale"),
    [
        (2026, date(2026, 7, 1), False),
        (2026, date(2026, 7, 2), True),
        (2026, date(2026, 11, 23), True),
        (2021, date(2026, 11, 23), True),
        (None, date(2026, 1, 1), True),
    ],
)
def test_a_source_that_nobody_checked_counts_from_the_start_of_its_year(
    year: int | None, today: date, stale: bool
) -> None:
    assert suggesting.is_stale(service("s", checked_on=None, source_year=year), TOWN, today) is stale


def test_a_real_look_counts_whatever_the_year_of_the_source() -> None:
    assert not suggesting.is_stale(service("s", checked_on=FRESH, source_year=2014), TOWN, TODAY)


def test_what_answers_more_needs_comes_before_what_answers_one() -> None:
    caring = {"zorg": ["huisgenoot"], "zorg_wens": ["vrij"]}
    assert order(advise(service("a"), service("b", "mensen_zien respijt"), **caring)) == ["b", "a"]


@settings(deadline=None, max_examples=amount(15, 50))
@given(st.randoms(use_true_random=False))
def test_only_what_is_alike_keeps_the_order_of_the_supply(chance: Random) -> None:
    supply = [service(f"s{n}", wijken=("borgele",) if n % 2 else ()) for n in range(6)]
    turned = chance.sample(supply, len(supply))
    near = [one.id for one in turned if one.wijken]
    assert order(advise(*turned, wijk="borgele")) == near


def test_only_what_answers_a_need_and_fits_the_person_is_suggested() -> None:
    supply = [
        service("other", "respijt"),
        service("fits", when={"is": ["voor_wie", "mijzelf"]}),
        service("not_for_you", when={"is": ["voor_wie", "ander"]}),
    ]
    assert order(advise(*supply, voor_wie="mijzelf")) == ["fits"]


def test_the_reason_is_the_answer_that_raised_the_need() -> None:
    [one] = advise(service("s")).layers[Nearness.GENERAL]
    assert one.because == ("mensen_wens",)


MAN = {"1_naam": "Jan", "1_nabij": "huis"}
NEIGHBOUR = {"2_wie": "buur"}


@pytest.mark.parametrize(
    ("people", "layers"),
    [
        ({}, ""),
        (NEIGHBOUR, "n"),
        ({"2_nabij": "dichtbij"}, "n"),
        (MAN, "h"),
        (MAN | NEIGHBOUR, "hn"),
        (MAN | {"1_vragen": "nee"} | NEIGHBOUR, "n"),
        (MAN | NEIGHBOUR | {"2_vragen": "nee"}, "h"),
        (NEIGHBOUR | {"2_vragen": "nee", "3_wie": "vriend"}, "n"),
        (MAN | NEIGHBOUR | {"1_vragen": "nee", "2_vragen": "nee"}, ""),
    ],
)
def test_who_was_told_of_opens_housemates_and_network_apart(people: dict[str, str], layers: str) -> None:
    supply = [service("h", nearness=Nearness.HOUSEMATES), service("n", nearness=Nearness.NETWORK)]
    found = advise(*supply, kring=people or None)
    assert order(found, Nearness.HOUSEMATES) + order(found, Nearness.NETWORK) == [*layers]


@pytest.mark.parametrize("layer", [Nearness.HOUSEMATES, Nearness.NETWORK])
def test_where_nobody_was_told_of_the_content_opens_a_layer_and_a_no_still_closes_it(layer: Nearness) -> None:
    supply, near = service("s", nearness=layer), "huis" if layer is Nearness.HOUSEMATES else "dichtbij"
    nobody, refuses = None, {"1_nabij": near, "1_vragen": "nee"}
    assert order(advise(supply, openings={layer: ALWAYS}, kring=nobody), layer) == ["s"]
    assert order(advise(supply, openings={layer: {"answered": "zorg"}}, kring=nobody), layer) == []
    assert order(advise(supply, openings={layer: ALWAYS}, kring=refuses), layer) == []


HEAVY = Brake("zwaar", {"in": ["zorg_zwaar", ["te_zwaar"]]}, without_carers=True, first=("respijt",))
EMPTY = Brake("leeg", {"is": ["contact", "nee"]}, without=(Nearness.NETWORK,), first=("mensen_zien",))
URGENT = Brake("spoed", {"has": ["kan_niet_wachten", "ontruiming"]}, first=("spoed_huis",))
HEAVY_CARE = {"zorg": ["huisgenoot"], "zorg_zwaar": "te_zwaar", "zorg_wens": ["vrij"]}


def test_a_carer_who_carries_too_much_is_not_asked_for_more() -> None:
    supply = [service("a", asks_carer=True), service("b"), service("c", "respijt")]
    assert order(advise(*supply, brakes=(HEAVY,), **HEAVY_CARE)) == ["c", "b"]
    lighter = HEAVY_CARE | {"zorg_zwaar": "niet_zwaar"}
    assert order(advise(*supply, brakes=(HEAVY,), **lighter)) == ["a", "b", "c"]


def test_an_empty_network_is_not_pressed() -> None:
    supply = [service("n", nearness=Nearness.NETWORK), service("a", "respijt"), service("b")]
    found = advise(*supply, brakes=(EMPTY,), contact="nee", kring={"1_naam": "Annie"}, **HEAVY_CARE)
    assert order(found, Nearness.NETWORK) == []
    assert order(found) == ["b", "a"]
    assert [one.brake for one in found.layers[Nearness.GENERAL]] == ["leeg", ""]


@pytest.mark.parametrize(
    ("people", "holds"),
    [
        ({}, True),
        (MAN, True),
        (NEIGHBOUR | {"2_vragen": "nee"}, True),
        (NEIGHBOUR, False),
        ({"3_nabij": "terugzien"}, True),
        ({"3_nabij": "terugzien", "3_vragen": "ja"}, False),
    ],
)
def test_a_brake_may_be_lifted_by_somebody_from_outside_who_may_be_asked(
    people: dict[str, str], holds: bool
) -> None:
    brake = replace(EMPTY, unless_named=True)
    found = advise(service("s"), brakes=(brake,), contact="nee", kring=people or None)
    [one] = found.layers[Nearness.GENERAL]
    assert one.brake == ("leeg" if holds else "")


def test_what_cannot_wait_goes_before_every_other_brake_and_everything_near() -> None:
    supply = [
        service("a_contact"),
        service("b_own", wijken=("borgele",)),
        service("c_respite", "respijt"),
        service("d_urgent", "spoed_huis", checked_on=OLD, wijken=("bathmen",)),
    ]
    all_at_once = {"kan_niet_wachten": ["ontruiming"], "contact": "nee", "wijk": "borgele", **HEAVY_CARE}
    found = advise(*supply, brakes=(URGENT, HEAVY, EMPTY), **all_at_once)
    assert order(found) == ["d_urgent", "c_respite", "b_own"]
    assert (found.urgent, found.needs[0].need) == ("spoed_huis", "spoed_huis")
    assert [one.service.id for one in found.at_once] == ["d_urgent"]


def test_somebody_to_call_stands_before_something_to_do_oneself() -> None:
    layers = (Nearness.SELF, Nearness.GENERAL, Nearness.OTHER_LAW, Nearness.ACCESS)
    supply = [service(layer.value, "spoed_huis", layer) for layer in layers]
    found = advise(*supply, brakes=(URGENT,), kan_niet_wachten=["ontruiming"])
    assert [one.service.id for one in found.at_once] == ["toegang", "andere_wet", "algemeen"]


def test_under_what_cannot_wait_a_layer_is_filled_again() -> None:
    supply = [service(id, "spoed_huis") for id in "abc"] + [service(id) for id in "def"]
    found = advise(*supply, brakes=(URGENT,), kan_niet_wachten=["ontruiming"])
    assert order(found) == [one.service.id for one in found.at_once] == ["a", "b", "c"]
    assert [one.service.id for one in found.below[Nearness.GENERAL]] == ["d", "e", "f"]
    calm = advise(*supply)
    assert calm.below == calm.layers


def test_help_of_the_municipality_is_there_whatever_stands_nearer() -> None:
    own = service("individueel", nearness=Nearness.INDIVIDUAL)
    nearer = [
        service(f"{layer}{n}", nearness=layer)
        for layer in Nearness
        for n in range(3)
        if layer is not own.nearness
    ]
    for supply in ([own], [own, *nearer]):
        assert order(advise(*supply), Nearness.INDIVIDUAL) == ["individueel"]


def test_of_two_that_cannot_wait_the_brake_says_which_goes_first() -> None:
    both = {"kan_niet_wachten": ["slaapplek", "ontruiming"]}
    bed = Need(
        "spoed_bed", "Ik wil slapen.", "begin", {"has": ["kan_niet_wachten", "slaapplek"]}, urgent=True
    )
    when = {"answered": "kan_niet_wachten"}
    for first in (("spoed_huis", "spoed_bed"), ("spoed_bed", "spoed_huis")):
        for needs in ((RENT, bed), (bed, RENT)):
            book = Rulebook(needs, [], (Brake("spoed", when, first=first),), CONTENT.domains, TOWN)
            found = suggesting.advise(book, CONTENT.questionnaire, said(**both), today=TODAY)
            assert (found.urgent, [one.need for one in found.needs]) == (first[0], [*first])


def test_one_theme_shows_its_own_needs_and_still_says_what_cannot_wait() -> None:
    supply = [service("a"), service("b", "spoed_huis")]
    found = advise(*supply, brakes=(URGENT,), chapter="mensen", kan_niet_wachten=["ontruiming"])
    assert (order(found), found.urgent, found.at_once) == (["a"], "spoed_huis", ())
