"""The desks, teams and terms of Deventer: what the law asks is there, and nothing is invented."""

import re
from dataclasses import replace

import pytest

from meedoen_app.core import terms
from meedoen_app.core.desk import CONSENT, DeskKind
from meedoen_app.core.errors import NotThere
from meedoen_app.core.rights import Right
from meedoen_app.core.terms import Length, Unit
from tests.core.talks import CONTENT

# Research §5.1, by hand: what each term of the law is.
BY_LAW = {
    "persoonlijk_plan": Length(7, Unit.DAYS),
    "onderzoek": Length(6, Unit.WEEKS),
    "aanvraag_besluit": Length(2, Unit.WEEKS),
    "bezwaar": Length(6, Unit.WEEKS),
    "te_laat": Length(2, Unit.WEEKS),
    "schuld": Length(4, Unit.WEEKS),
    "schuld_spoed": Length(3, Unit.WORKING_DAYS),
    "vernietigen": Length(3, Unit.MONTHS),
}


def test_every_term_is_as_long_as_the_law_says() -> None:
    assert {term.id: term.length for term in CONTENT.terms if term.length} == BY_LAW
    assert {term.id for term in CONTENT.terms} == terms.ALL


def test_only_the_decision_can_stand_still_and_nothing_is_promised_or_certain_yet() -> None:
    assert [term.id for term in CONTENT.terms if term.can_be_suspended] == [terms.DECISION]
    assert not any(term.promise or term.is_certain for term in CONTENT.terms)


def test_the_notification_goes_to_one_desk_with_the_terms_of_the_wmo() -> None:
    [desk] = [desk for desk in CONTENT.desks if desk.kind is DeskKind.NOTIFICATION]
    assert {terms.RECEIPT, terms.PLAN, terms.INQUIRY, terms.DECISION, terms.OBJECTION} <= set(desk.terms)
    assert desk.ground != CONSENT


def test_only_who_shares_freely_shares_on_consent() -> None:
    assert {desk.id for desk in CONTENT.desks if desk.is_voluntary} == {"buurtcoach", "clientondersteuner"}
    assert [desk.id for desk in CONTENT.desks if desk.is_independent] == ["clientondersteuner"]


def test_who_has_no_place_to_sleep_is_asked_for_no_address() -> None:
    assert [desk.id for desk in CONTENT.desks if not desk.asks_address] == ["opvang"]


def test_no_desk_has_a_number_or_hours_before_the_municipality_filled_them_in() -> None:
    assert not any(desk.phone or desk.open for desk in CONTENT.desks)


@pytest.mark.parametrize("wijk", ["", *(one.id for one in CONTENT.municipality.wijken)])
def test_every_desk_has_a_team_in_every_wijk_and_for_who_said_none(wijk: str) -> None:
    reached = {team.desk for team in CONTENT.teams if team.is_for(wijk)}
    assert reached == {desk.id for desk in CONTENT.desks}


def test_a_team_for_one_wijk_is_not_for_another() -> None:
    team = replace(CONTENT.teams[0], wijken=("borgele",))
    assert [team.is_for(wijk) for wijk in ("borgele", "bergweide", "")] == [True, False, False]


def test_what_is_not_there_is_not_there() -> None:
    for look in (CONTENT.desk, CONTENT.team, CONTENT.term, CONTENT.right):
        with pytest.raises(NotThere):
            look("bestaat_niet")


# In the texts of /rechten: a number is one of a term that the page names, or stands in its source.
IN_WORDS = {
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "tien": 10,
    "twaalf": 12,
}
HOW_LONG = re.compile(rf"\b({'|'.join(IN_WORDS)})\b\W+(dag|week|weken|maand|werkdag)")
UNITS = {"dag": Unit.DAYS, "week": Unit.WEEKS, "weken": Unit.WEEKS, "maand": Unit.MONTHS}
AMOUNT, YEAR = "21,80", "2026"


@pytest.mark.parametrize("right", CONTENT.rights, ids=lambda right: right.id)
def test_a_page_about_the_law_names_no_number_of_its_own(right: Right) -> None:
    text = " ".join([right.lead, *(part.text for part in right.parts)])
    by_law = set(BY_LAW.values())
    for word, unit in HOW_LONG.findall(text):
        assert Length(IN_WORDS[word], UNITS[unit]) in by_law
    allowed = {AMOUNT, YEAR} if right.id == "eigen_bijdrage" else set()
    assert set(re.findall(r"\d[\d.,]*\d|\d", text)) <= allowed


def test_the_number_in_a_page_that_is_planted_is_found() -> None:
    assert HOW_LONG.findall("binnen **acht weken** en drie dagen") == [("acht", "weken"), ("drie", "dag")]
