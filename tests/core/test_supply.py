"""What there is to browse: what somebody looks for, and nothing that is not known."""

from dataclasses import replace

import pytest

from meedoen_app.core import supply
from meedoen_app.core.advice.service import Nearness, Service
from meedoen_app.core.supply import Cost, Wanted
from tests.core.talks import CONTENT

THEMES = {chapter.id for chapter in CONTENT.questionnaire.chapters if chapter.is_theme}


def service(id: str, nearness: Nearness = Nearness.GENERAL) -> Service:
    return Service(id, id, "", nearness, needs=(), source="Wmo 2015", certain=True)


def ids(wanted: Wanted, *services: Service, themes: dict[str, frozenset[str]] | None = None) -> list[str]:
    themes_of = {one.id: frozenset[str]() for one in services} | (themes or {})
    return [one.id for one in supply.fitting(services, wanted, themes_of)]


def test_the_order_is_that_of_the_policy_and_people_are_no_supply() -> None:
    every = [service(layer.value, layer) for layer in reversed(Nearness)]
    assert ids(Wanted(), *every) == ["algemeen", "collectief", "andere_wet", "individueel", "toegang"]


def test_what_is_for_all_wijken_is_for_this_one_too_and_its_own_comes_first() -> None:
    everywhere, here = service("overal"), replace(service("hier"), wijken=("de_hoven",))
    elsewhere = replace(service("elders"), wijken=("bathmen",))
    assert ids(Wanted(wijk="de_hoven"), everywhere, elsewhere, here) == ["hier", "overal"]
    assert ids(Wanted(), everywhere, elsewhere, here) == ["overal", "elders", "hier"]


def test_a_wijk_never_goes_before_a_layer() -> None:
    near = replace(service("hulp", Nearness.INDIVIDUAL), wijken=("de_hoven",))
    assert ids(Wanted(wijk="de_hoven"), near, service("overal")) == ["overal", "hulp"]


@pytest.mark.parametrize(
    ("free", "cost"), [(True, Cost.FREE), (False, Cost.PAID), (None, Cost.UNKNOWN)], ids=str
)
def test_what_it_costs_is_what_a_source_says(free: bool | None, cost: Cost) -> None:
    one = replace(service("a"), free=free, cost="Gratis.")
    assert supply.cost(one) is cost
    assert [ids(Wanted(cost=asked.value), one) for asked in Cost] == [
        ["a"] if asked is cost else [] for asked in Cost
    ]


def test_what_is_not_known_is_not_found() -> None:
    plain = service("kaal")
    rich = replace(service("rijk"), languages=("tr",), access="Er is een lift.", you_can_help=True)
    for wanted in (Wanted(language="tr"), Wanted(with_access=True), Wanted(can_help=True)):
        assert ids(wanted, plain, rich) == ["rijk"]
    assert ids(Wanted(language="ar"), plain, rich) == []


def test_a_theme_holds_what_answers_its_needs() -> None:
    one, other = service("een"), service("ander")
    assert ids(Wanted(theme="geld"), one, other, themes={"ander": frozenset({"geld"})}) == ["ander"]


def test_everything_to_browse_stands_in_a_theme() -> None:
    browsed = supply.browsed(CONTENT.services)
    assert len(browsed) > 60
    assert [
        one.id for one in browsed if not CONTENT.themes_of[one.id] <= THEMES or not CONTENT.themes_of[one.id]
    ] == []
    assert CONTENT.themes_of["voedselbank"] == {"geld"}


def test_what_only_helps_at_once_stands_in_the_themes_of_its_leefgebieden() -> None:
    [shelter] = [one for one in CONTENT.services if one.id == "opvang"]
    assert not [need for need in CONTENT.needs if need.id in shelter.needs and need.chapter in THEMES]
    assert CONTENT.themes_of["opvang"] == {"wonen"}


def test_every_theme_has_something_to_browse() -> None:
    browsed = supply.browsed(CONTENT.services)
    assert {theme for one in browsed for theme in CONTENT.themes_of[one.id]} >= THEMES


def test_all_wishes_hold_at_once() -> None:
    free, help_too = replace(service("gratis"), free=True), replace(service("helpen"), you_can_help=True)
    both = replace(service("beide"), free=True, you_can_help=True)
    assert ids(Wanted(cost=Cost.FREE, can_help=True), free, help_too, both) == ["beide"]
