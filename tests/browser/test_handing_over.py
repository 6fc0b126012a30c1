"""From handing over to an agreed report and an application: four people, each with a browser of their own."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.core.access.account import Account
from tests import staff
from tests.amounts import amount
from tests.apps import make_app
from tests.browser.conftest import Arrive
from tests.browser.server import Meedoen
from tests.browser.shots import shoot
from tests.browser.walker import Walker

SAID = {
    "Hoe gaan de dagelijkse dingen?": ("Lukt niet goed",),
    "Wat zou uw dag makkelijker maken?": ("Hulp bij het huishouden",),
}
SEEN = "Zij slaapt slecht en eet te weinig"
REMARK = "Twee keer in de week is te weinig"
FIRST, SECOND = "Hulp bij het huishouden, een keer per week", "Hulp bij het huishouden, twee keer per week"
ASKED = "Hulp bij het schoonmaken van mijn huis"
ITEMS = ("a", "b", "c", "d", "e", "f", "g")


@pytest.fixture
def app(meedoen: Meedoen) -> Flask:
    """The installation that is served, to make accounts in."""
    [database] = Path(meedoen.log.parent).glob("*.db")
    return make_app(f"sqlite:///{database}")


@pytest.fixture
def colleague(app: Flask, arrive: Arrive) -> Callable[..., Walker]:
    """Somebody of the municipality signs in, with two factors."""

    def signing_in(role: str, team: str, **how: bool) -> Walker:
        account: Account = staff.make(app, role, team=team)
        walker: Walker = arrive(viewport={"width": 1024, "height": 768}, **how)
        walker.go("/werk/inloggen")
        walker.page.fill("[name=mail]", account.mail)
        walker.page.fill("[name=wachtwoord]", staff.PHRASE)
        walker.press("Verder")
        walker.page.fill("[name=code]", staff.code())
        walker.press_on(walker.page.locator("button[value=tweede]"))
        return walker

    return signing_in


def fill(walker: Walker, **fields: str) -> None:
    for name, words in fields.items():
        walker.page.fill(f"main [name={name}]", words)


def share(resident: Walker, desk: str) -> str:
    """Share with a desk, and return the number of the case."""
    resident.go(f"{resident.conversation}/delen/{desk}")
    if resident.heading == "Iemand die naast u staat":
        resident.press("Weet ik nog niet")
    resident.choose("Dagelijkse dingen")  # As it is ticked beforehand at one desk, and not at the other ...
    if not resident.page.locator("#deel-dagelijks").is_checked():
        resident.choose("Dagelijkse dingen")
    resident.choose("Ik kijk zelf in Meedoen")
    resident.press("Deel dit")
    return resident.path.rsplit("/", 1)[1]


def write(worker: Walker, case: str, kind: str, *chosen: str, **fields: str) -> None:
    worker.go(f"/werk/zaak/{case}/schrijf/{kind}")
    for words in chosen:
        worker.choose(words)
    fill(worker, **fields)
    worker.press("Bewaar")


def invite(resident: Walker, helper: Walker) -> None:
    """Let somebody look along, who then writes what they notice."""
    resident.go(f"{resident.conversation}/meekijkers")
    resident.choose("iemand die voor mij zorgt")
    resident.choose("Dagelijkse dingen")
    resident.press("Laat meekijken")
    words = " ".join(resident.page.locator("ol.six li bdi:last-child").all_inner_texts())
    resident.press("Ik heb de woorden")
    helper.go("/meekijken")
    helper.write(words)
    helper.press_on(helper.page.locator("main form button").first)
    if helper.heading == "Er kan ook iemand naast u staan":
        helper.press("Nee, nu niet")
    assert helper.heading == "Ik kijk mee", helper.words
    helper.page.locator("main textarea").first.fill(SEEN)
    helper.press("Bewaar mijn woorden")


# Two of the four have no script, and in the proof the other two as well.
@pytest.mark.parametrize("script", [True, False][: amount(1, 2)])
def test_four_people_come_from_handing_over_to_an_application(
    arrive: Arrive, colleague: Callable[..., Walker], script: bool
) -> None:
    resident, helper = arrive(java_script_enabled=script), arrive(java_script_enabled=not script)
    coach = colleague("buurtcoach", "buurtcoaches", java_script_enabled=script)
    professional = colleague("professional", "toegang_wmo", java_script_enabled=not script)
    resident.begin_for_myself()
    resident.talk(SAID, ("Dagelijkse dingen",))
    invite(resident, helper)
    resident.go(f"{resident.conversation}/klopt")
    assert SEEN in resident.words

    with_coach = share(resident, "buurtcoach")
    coach.go("/werk")
    coach.press_on(coach.page.locator(f"form[action*='{with_coach}'] button"))
    assert "Hulp bij het huishouden" in coach.words
    assert SEEN not in coach.words
    write(coach, with_coach, "contact", "Gebeld", tekst="We spraken over hulp in huis")
    resident.go(f"{resident.conversation}/gedeeld/{with_coach}")
    assert "Met u werkt" in resident.words

    case = share(resident, "wmo")
    assert "Uw melding is aangekomen." in resident.words
    professional.go("/werk")
    professional.press_on(professional.page.locator(f"form[action*='{case}'] button"))
    shoot(professional.page, f"zaak-{script}")
    look_into(professional, case)
    report(professional, case, FIRST)
    mine = f"{resident.conversation}/gedeeld/{case}"
    resident.go(mine)
    assert FIRST in resident.words
    resident.page.fill("main [name=woorden]", REMARK)
    resident.press("Klopt niet")
    professional.go(f"/werk/zaak/{case}/verslag")
    assert REMARK in professional.words
    report(professional, case, SECOND)
    resident.go(mine)
    resident.press_on(resident.page.locator("button[value=klopt]"))
    assert "U zei: dit klopt." in resident.words
    professional.go(f"/werk/zaak/{case}/verslag")
    professional.press("Maak deze versie vast")

    resident.go(mine)
    resident.press("Ik wil een aanvraag doen")
    fill(resident, naam="M. Jansen", adres="Straat 1, Deventer", vraag=ASKED)
    resident.press("Verstuur mijn aanvraag")
    assert "Uw aanvraag is verstuurd" in resident.words
    professional.go(f"/werk/zaak/{case}")
    assert ASKED in professional.words
    assert "Beslis over de aanvraag" in professional.words

    resident.go(f"{resident.conversation}/gedeeld/{with_coach}")
    resident.press("Stop met delen")
    coach.go(f"/werk/zaak/{with_coach}")
    assert "Hulp bij het huishouden" not in coach.words
    resident.go(f"{resident.conversation}/wie-keek")
    assert len(re.findall("Las wat u deelde", resident.words)) >= 2


def look_into(professional: Walker, case: str) -> None:
    """Point out the independent support, speak with the resident, and inquire item by item."""
    write(
        professional,
        case,
        "clientondersteuning",
        "Ik heb gezegd dat er gratis en onafhankelijke cliëntondersteuning is",
    )
    write(
        professional,
        case,
        "afspraak",
        dag=(date.today() + timedelta(days=3)).isoformat(),  # noqa: DTZ011 - what a person fills in
        uur="10:30",
        tekst="Aan de keukentafel",
    )
    for item in ITEMS:
        professional.go(f"/werk/zaak/{case}/schrijf/onderzoek?onderdeel={item}")
        professional.choose("Besproken")
        fill(professional, tekst=f"Besproken bij {item}")
        professional.press("Bewaar")


def report(professional: Walker, case: str, outcome: str) -> None:
    professional.go(f"/werk/zaak/{case}/verslag")
    fill(professional, uitkomst=outcome)
    professional.press("Stuur naar de inwoner")
