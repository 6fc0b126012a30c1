"""What can help in Deventer: enough of it, each with a source and of when that is, and nothing made up."""

import re

import pytest

from meedoen_app.core.advice.service import Nearness, Need, Service
from meedoen_app.core.advice.suggesting import INDEPENDENT_SUPPORT, ONE_CONTACT
from meedoen_app.web.clock import today
from tests.core.talks import CONTENT

SERVICES = CONTENT.services
ASKING = [one for one in SERVICES if one.message]
EARLIEST = 2012
PHONE = re.compile(r"\+31|\b0\d{1,3}[ -]?\d{3}|\b0[89]00|\b14 ?0\d{2}|\b113\b|\d{7,}")
MAIL = re.compile(r"\S+@\S+|\bwww\.|https?://")
ADDRESS = re.compile(r"(?:straat|laan|weg|plein|kade|singel|hof) \d+|\b\d{4} ?[A-Z]{2}\b", re.IGNORECASE)
ADDRESS_OF_A_SITE = re.compile(r"https?://\S+")
TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} uur\b")
OF_ZWOLLE = re.compile(r"\bWijZ\b|\bTravers\b|\bCambio\b|\bStadsbank\b")
ADDRESSED = re.compile(r"\b(?:u|uw|je|jij|jou|jouw)\b", re.IGNORECASE)
RANK = re.compile(r"\b(trede|ladder|niveau|score|kwetsbaar|multiprobleem)", re.IGNORECASE)


def texts(service: Service) -> list[str]:
    told = [service.name, service.text, service.for_whom, service.cost, service.access]
    return [*told, service.message, service.in_return]


def test_there_is_enough_to_choose_from() -> None:
    assert len(SERVICES) >= 35
    assert {service.nearness for service in SERVICES} == set(Nearness)


def test_every_service_says_where_it_was_found_and_of_when_that_is() -> None:
    assert [one.id for one in SERVICES if not one.source.strip()] == []
    assert [one.id for one in SERVICES if not (one.checked_on or one.source_year)] == []
    assert [one.id for one in SERVICES if one.checked_on and one.checked_on > today()] == []
    years = {one.id: one.source_year for one in SERVICES if one.source_year}
    assert {id: year for id, year in years.items() if not EARLIEST <= year <= today().year} == {}


def test_a_year_of_a_source_is_never_shown_as_a_day_of_checking() -> None:
    """A day at the turn of a year is how a year looks when somebody made a day of it."""
    turns = {(12, 31), (1, 1)}
    days = {one.id: one.checked_on for one in SERVICES if one.checked_on}
    assert [id for id, day in days.items() if (day.month, day.day) in turns] == []
    assert [one.id for one in SERVICES if one.checked_on and one.source_year] == []


@pytest.mark.parametrize("name", ["ggd", "beweegmakelaar", "hart_in_beweging", "deventer_sportploeg"])
def test_what_the_research_found_is_there(name: str) -> None:
    assert name in {one.id for one in SERVICES}


def test_nobody_is_asked_to_pay_for_a_wheelchair() -> None:
    """Uitvoeringsbesluit Wmo 2015 art. 3.8 lid 4 d."""
    [wheelchair] = [one for one in SERVICES if one.id == "hulpmiddel_van_de_gemeente"]
    assert wheelchair.cost.startswith("Voor een rolstoel betaalt u niets.")
    assert "art. 3.8 lid 4 d" in wheelchair.source


@pytest.mark.parametrize("pattern", [PHONE, MAIL, ADDRESS, TIME, OF_ZWOLLE, RANK])
def test_no_service_holds_what_the_municipality_has_to_say_itself(pattern: re.Pattern[str]) -> None:
    """Only 112 may stand in a sentence: everybody knows it, and it never changes."""
    assert [(one.id, text) for one in SERVICES for text in texts(one) if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (PHONE, "Bel 0570-123456."),
        (PHONE, "Bel 14 0570."),
        (PHONE, "Bel gratis 0800-1234."),
        (MAIL, "Mail naar hulp@voorbeeld.nl"),
        (ADDRESS, "Kom naar Brinkstraat 12."),
        (ADDRESS, "7411 AB Deventer"),
        (TIME, "Open van 9.00 tot 12:30"),
        (OF_ZWOLLE, "Een coach van WijZ"),
    ],
)
def test_a_planted_number_address_or_name_is_found(pattern: re.Pattern[str], planted: str) -> None:
    assert pattern.search(planted)


def test_how_to_reach_a_service_is_of_a_day_on_which_somebody_looked() -> None:
    known = [one for one in SERVICES if one.phone or one.address or one.website]
    assert [one.id for one in known if not one.checked_on] == []


def test_no_sentence_says_that_a_number_is_still_to_come() -> None:
    """The page says it, as long as it is so."""
    assert [one.id for one in SERVICES for text in texts(one) if "vult de gemeente" in text] == []


@pytest.mark.parametrize("need", [need for need in CONTENT.needs if need.urgent], ids=lambda need: need.id)
def test_what_cannot_wait_finds_somebody_to_call(need: Need) -> None:
    assert [one.id for one in SERVICES if need.id in one.needs and one.phone is not None]


def test_whoever_thinks_along_can_be_called() -> None:
    access = {one.id: one.phone for one in SERVICES if one.nearness is Nearness.ACCESS}
    assert access.pop("iemand_meenemen") is None
    assert None not in access.values()


def test_a_source_is_an_address_or_a_text_and_never_both() -> None:
    """An address becomes a link, as a whole."""
    assert [
        one.id for one in SERVICES if "://" in one.source and not ADDRESS_OF_A_SITE.fullmatch(one.source)
    ] == []


@pytest.mark.parametrize("need", CONTENT.needs, ids=lambda need: need.id)
def test_every_need_finds_something_near_and_something_further(need: Need) -> None:
    layers = {service.nearness for service in SERVICES if need.id in service.needs}
    assert len(layers) >= 2
    assert layers & {Nearness.GENERAL, Nearness.COLLECTIVE, Nearness.OTHER_LAW, Nearness.INDIVIDUAL}


@pytest.mark.parametrize("need", [need for need in CONTENT.needs if need.urgent], ids=lambda need: need.id)
def test_what_cannot_wait_always_finds_somebody_who_acts(need: Need) -> None:
    able = (Nearness.ACCESS, Nearness.INDIVIDUAL, Nearness.OTHER_LAW)
    assert [service.id for service in SERVICES if need.id in service.needs and service.nearness in able]


def test_every_rung_every_leefgebied_and_every_doelgebied_has_something() -> None:
    assert {rung for service in SERVICES for rung in service.rungs} == set(range(1, 7))
    assert {id for one in SERVICES for id in one.life_domains} == {
        one.id for one in CONTENT.domains.life_domains
    }
    assert {id for one in SERVICES for id in one.goal_areas} == {one.id for one in CONTENT.domains.goal_areas}


def test_help_by_law_names_its_law() -> None:
    by_law = [one for one in SERVICES if one.nearness in (Nearness.OTHER_LAW, Nearness.INDIVIDUAL)]
    assert [one.id for one in by_law if not one.law] == []


def test_independent_support_stands_beside_the_order_and_nowhere_in_it() -> None:
    assert {one.nearness for one in SERVICES if INDEPENDENT_SUPPORT in one.needs} == {Nearness.ACCESS}
    assert len([one for one in SERVICES if one.nearness is Nearness.ACCESS]) <= 3
    assert [one.id for one in SERVICES if ONE_CONTACT in one.needs]


def test_whatever_leans_on_housemates_is_held_back_from_who_carries_too_much() -> None:
    assert [one.id for one in SERVICES if one.nearness is Nearness.HOUSEMATES and not one.asks_carer] == []


@pytest.mark.parametrize("service", ASKING, ids=lambda service: service.id)
def test_a_message_goes_to_anybody_and_offers_what_one_does_oneself(service: Service) -> None:
    """Nobody is called u or je: it may go to a neighbour, a friend or a child (plan A, research §7 P12)."""
    told = f"{service.message} {service.in_return}"
    assert not ADDRESSED.search(told)
    assert service.in_return.startswith("Ik ")
    assert service.message.startswith("Hallo")


def test_everybody_in_the_own_circle_can_be_sent_a_message() -> None:
    with_message = {one.nearness for one in ASKING}
    assert with_message == {Nearness.NETWORK, Nearness.HOUSEMATES}
    network = [one for one in SERVICES if one.nearness is Nearness.NETWORK]
    assert [one.id for one in network if not (one.message and one.in_return)] == []


def test_a_talk_with_ones_own_people_says_who_where_and_that_no_professional_is_there() -> None:
    """Plan §3.4: the eigenkrachtconferentie, where the people themselves make the plan."""
    [talk] = [one for one in SERVICES if one.id == "eigen_kracht_gesprek"]
    assert talk.nearness is Nearness.NETWORK
    assert talk.text.startswith("U kiest wie er komt, en waar")
    assert "geen hulpverlener" in talk.text
    assert "geen hulpverlener" in talk.message


@pytest.mark.parametrize(
    ("id", "year", "named"),
    [
        ("opvoedingsondersteuning", 2018, "programmabegroting Meedoen 2018"),
        ("bedrijven_geven_een_kans", 2012, "beleidsplan Meedoen §1.3"),
    ],
)
def test_what_the_policy_names_is_there_and_not_yet_sure(id: str, year: int, named: str) -> None:
    [service] = [one for one in SERVICES if one.id == id]
    assert named in service.source
    assert (service.source_year, service.checked_on, service.certain) == (year, None, False)


def test_every_wijk_has_a_source() -> None:
    assert len(CONTENT.municipality.wijken) >= 10
    assert [wijk.id for wijk in CONTENT.municipality.wijken if not wijk.source] == []


def test_every_line_for_help_now_has_a_source_and_a_date() -> None:
    assert [line.phone for line in CONTENT.municipality.lines][:1] == ["112"]
    assert [line.id for line in CONTENT.municipality.lines if not (line.source and line.checked_on)] == []


def test_without_a_checked_number_the_municipality_gives_none() -> None:
    contact = CONTENT.municipality.contact
    assert bool(contact.phone) <= bool(contact.source and contact.checked_on)
