"""What somebody says of how, where and with whom, and what everybody in some place is told of at least."""

from itertools import combinations
from typing import Any

import pytest

from meedoen_app.core.advice.service import Nearness
from meedoen_app.core.advice.suggesting import Advice
from tests.core.talks import CONTENT, advice, said

REAL = CONTENT.questionnaire
THEMES = [option.id for option in REAL.hub.options]
STATUSES = [q.id for q in REAL.questions.values() if q.status_of and q.id != "mensen_status"]
OF_THE_SUPPLY = (Nearness.GENERAL, Nearness.COLLECTIVE, Nearness.OTHER_LAW)
TALK, PASS = "eigen_kracht_gesprek", "mantelzorgpas"
MINIMA = {"leergeld", "rechtop", "voedselbank"}
WHAT = REAL.question("doen_wat")
HOW = [("doen_waar", one.id) for one in REAL.question("doen_waar").options]
HOW += [("doen_met_wie", one.id) for one in REAL.question("doen_met_wie").options]


def found(**given: Any) -> Advice:
    return advice(said(**given))


def shown(given: Advice, *layers: Nearness) -> list[str]:
    return [one.service.id for layer in layers or Nearness for one in given.layers[layer]]


def wants(what: str, **given: Any) -> Advice:
    return found(deur="doen", doen_wat=[what], doen_hoe_vaak="elke_week", **given)


@pytest.mark.parametrize("three", [*combinations(STATUSES, 3)], ids="-".join)
def test_much_at_once_always_leads_to_a_talk_with_ones_own_people(three: tuple[str, ...]) -> None:
    wishes = {"mensen_wens": ["vaker", "praten"], "belangrijk_wens": ["geliefden"]}
    much = found(onderwerpen=THEMES, **dict.fromkeys(three, "lukt_niet_goed"), **wishes)
    assert much.more_at_once
    assert TALK in shown(much, Nearness.NETWORK)
    assert len(much.layers[Nearness.NETWORK]) == 3


@pytest.mark.parametrize("more", [{"zorg_wens": ["plan"]}, {"zorg_overname": "niet_gevraagd"}])
def test_a_plan_b_leads_to_it_too_whatever_else_is_asked_for(more: dict[str, Any]) -> None:
    other = {"mensen_wens": ["vaker", "praten"], "dagelijks_wens": ["eten", "huishouden"], "werk": "nee"}
    cares = found(onderwerpen=THEMES, zorg=["buiten_huis"], wonen_wens=["klussen", "buren"], **other, **more)
    assert TALK in shown(cares, Nearness.NETWORK)


def test_at_home_and_alone_puts_last_what_is_done_elsewhere_with_a_group() -> None:
    places = {"doen_waar": "thuis", "doen_met_wie": "alleen"}
    alone = wants("samen", **places)
    assert shown(wants("samen"), Nearness.GENERAL)[0] == "buurthuis"
    assert shown(alone, Nearness.GENERAL)[-1] == "buurthuis"
    assert shown(alone, Nearness.SELF)[0] == "iemand_bellen"
    assert "gratis_in_de_buurt" not in shown(alone, Nearness.SELF)
    assert shown(wants("bewegen", **places), Nearness.SELF)[0] == "bewegen_in_huis"
    assert shown(wants("leren", **places), Nearness.GENERAL)[0] == "oefenen_nl"


def test_near_or_far_says_what_comes_first() -> None:
    assert shown(wants("bewegen", doen_waar="dichtbij"), Nearness.SELF)[0] == "dichtbij_kiezen"
    assert shown(wants("bewegen", doen_waar="verder"), Nearness.GENERAL)[0] == "sport_in_deventer"
    assert shown(wants("samen", doen_waar="dichtbij"), Nearness.NETWORK)[0] == "met_buren_praten"


def test_with_somebody_one_knows_begins_with_asking_them_along() -> None:
    assert shown(wants("samen", doen_met_wie="bekende"), Nearness.NETWORK)[0] == "samen_op_pad"
    assert shown(wants("samen"), Nearness.NETWORK)[0] != "samen_op_pad"


@pytest.mark.parametrize("what", [option.id for option in WHAT.options])
@pytest.mark.parametrize(("question", "how"), HOW)
def test_where_and_with_whom_never_leaves_less_to_choose_from(what: str, question: str, how: str) -> None:
    """`maatje`, `groep` and `vervoer` are needs of their own: they add, and take nothing away."""
    before, after = wants(what), wants(what, **{question: how})
    for layer in Nearness:
        assert len(after.layers[layer]) >= len(before.layers[layer])
    assert len(shown(after, *OF_THE_SUPPLY)) >= 2


@pytest.mark.parametrize("what", [*(option.id for option in WHAT.options), None])
@pytest.mark.parametrize("start", ["moe", None])
def test_tired_or_skipping_leaves_two_places_of_the_supply(what: str | None, start: str | None) -> None:
    tired = found(deur="doen", doen_wat=[what] if what else None, doen_vanaf=start)
    assert len(shown(tired, *OF_THE_SUPPLY)) >= 2


@pytest.mark.parametrize("wish", ["recht", "eten", "kinderen", "meedoen", "weet_niet", None])
def test_money_that_does_not_go_well_names_what_there_is(wish: str | None) -> None:
    """Research §10 rule 10; nobody is asked for an income."""
    poor = found(onderwerpen=["geld"], geld_status="lukt_niet_goed", geld_wens=[wish] if wish else None)
    assert {*shown(poor, Nearness.GENERAL)} >= MINIMA
    assert "bad_budgetbeheer" in shown(poor, Nearness.OTHER_LAW)


@pytest.mark.parametrize("wish", ["overzicht", "schulden"])
def test_who_asks_for_something_else_about_money_finds_that_besides(wish: str) -> None:
    poor = found(onderwerpen=["geld"], geld_status="lukt_niet_goed", geld_wens=[wish])
    general = shown(poor, Nearness.GENERAL)
    assert "geldfit_spreekuur" in general
    assert len(MINIMA & {*general}) == 2
    assert "bad_budgetbeheer" in shown(poor, Nearness.OTHER_LAW)


@pytest.mark.parametrize("status", ["lukt_niet_goed", "gaat_goed"])
def test_money_is_left_alone_where_it_is_good_as_it_is(status: str) -> None:
    good = found(onderwerpen=["geld"], geld_status=status, geld_wens=["goed_zo"])
    assert good.needs == ()


@pytest.mark.parametrize(
    ("heavy", "wish", "hours"),
    [
        ("beetje_zwaar", "goed_zo", "vanaf_8_uur"),
        ("niet_zwaar", "vrij", None),
        ("niet_zwaar", "plan", "vanaf_8_uur"),
        ("vaak_zwaar", "vrij", "vanaf_8_uur"),
    ],
)
@pytest.mark.parametrize("door", ["zorg", "praten"])
def test_who_may_have_the_pass_for_carers_hears_of_it_once(
    door: str, heavy: str, wish: str, hours: str | None
) -> None:
    told = {"zorg_zwaar": heavy, "zorg_wens": [wish], "zorg_hoeveel": hours}
    cares = found(deur=door, onderwerpen=["zorgen"], zorg=["buiten_huis"], **told)
    assert shown(cares).count(PASS) == 1


def test_much_else_does_not_push_the_pass_away_and_few_hours_do() -> None:
    other = {"mensen_wens": ["vaker"], "dagelijks_wens": ["post", "eten"], "wonen_wens": ["klussen", "buren"]}
    cares = {"onderwerpen": THEMES, "zorg": ["huisgenoot"], "zorg_wens": ["goed_zo"], **other}
    assert PASS in shown(found(zorg_hoeveel="vanaf_8_uur", **cares))
    assert PASS not in shown(found(zorg_hoeveel="onder_8_uur", **cares))
    assert PASS not in shown(found(onderwerpen=["zorgen"], zorg=["krijg_betaald"], hulp_wens=["vrij_helper"]))


def test_who_has_nobody_to_take_over_reads_of_a_plan_b() -> None:
    alone = found(onderwerpen=THEMES, zorg=["buiten_huis"], zorg_overname="niemand", dagelijks_wens=["post"])
    first = alone.layers[Nearness.SELF][0].service
    assert first.text.startswith("Regel een plan B:")
    [need] = [need for need in CONTENT.needs if need.id == "plan_b"]
    assert "plan B" in need.text


def test_a_parent_can_ask_for_help_with_raising_children_and_finds_it_first() -> None:
    parent = found(onderwerpen=THEMES, dagelijks_wens=["opvoeden", "post"], mensen_wens=["praten"])
    assert "opvoeden" in [need.need for need in parent.needs]
    assert shown(parent, Nearness.GENERAL)[0] == "opvoedingsondersteuning"
    assert "voorleesexpress" in shown(found(onderwerpen=["dagelijks"], dagelijks_wens=["opvoeden"]))
