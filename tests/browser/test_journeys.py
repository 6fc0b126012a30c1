"""Seven people, one for each group that the policy names (plan, section 1.3), on a telephone in Chromium."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.browser.shots import shoot
from tests.browser.walker import Walker


@dataclass(frozen=True)
class Journey:
    """One person: the door, what they want to talk about, what they say, and a reason that comes back."""

    door: str
    themes: tuple[str, ...]
    says: Mapping[str, tuple[str, ...]]
    because: str


FOR_MYSELF = {"Voor wie is dit gesprek?": ("Voor mijzelf",)}
KEPT = {**FOR_MYSELF, "Mogen we uw antwoorden bewaren?": ("Ja, bewaar mijn antwoorden",)}
TO_TALK, TO_DO, TO_CARE = "Ik wil praten over hoe het gaat", "Ik wil iets doen", "Ik zorg voor iemand"

JOURNEYS = {
    "somebody who uses what is there": Journey(
        TO_TALK,
        ("Dagelijkse dingen", "Gezondheid"),
        {
            **KEPT,
            "Wat gaat er goed?": ("=Ik heb een fijne hulp.",),
            "Hoe gaan de dagelijkse dingen?": ("Gaat, met hulp",),
            "Wat zou uw dag makkelijker maken?": (
                "Hulp bij het huishouden",
                "Vervoer naar winkel of afspraak",
            ),
            "Hoe gaat het met uw gezondheid?": ("Gaat, met hulp",),
            "Wat zou uw lichaam goed doen?": ("Iets dat helpt, zoals een rollator",),
            "Hoe gaat het op een slechte dag?": ("Dan vraag ik iemand om hulp.",),
        },
        "Hulp bij het huishouden",
    ),
    "somebody who is asked to join in, close to home": Journey(
        TO_DO,
        ("Wat u overdag doet",),
        {
            **KEPT,
            "Wat wilt u doen?": ("Ik heb een idee voor de buurt", "Bewegen of sporten"),
            "Hoe vaak wilt u dat doen?": ("Elke week",),
            "Waar wilt u dat doen?": ("Dicht bij mijn huis",),
            "Met wie wilt u dat doen?": ("Met iemand die ik ken",),
            "Wanneer wilt u beginnen?": ("Over een paar weken",),
            "Gaat u naar een club, cursus of groep?": ("Nee, nu niet",),
        },
        "Ik heb een idee voor de buurt",
    ),
    "somebody who wants to volunteer and finds that hard": Journey(
        TO_DO,
        ("Wat u overdag doet", "Werk en leren"),
        {
            **FOR_MYSELF,
            "Mogen we uw antwoorden bewaren?": ("Liever niet bewaren",),
            "Wat wilt u doen?": ("Iets doen voor een ander",),
            "Doet u werk zonder loon?": ("Nee, nu niet",),
            "Wat wilt u leren of gaan doen?": ("Beter Nederlands praten",),
            "Hoe gaat het met Nederlands?": ("Spreken vind ik lastig",),
        },
        "Iets doen voor een ander",
    ),
    "somebody with much at the same time": Journey(
        TO_TALK,
        ("Geld", "Wonen", "Hoe u zich voelt"),
        {
            **KEPT,
            "Is er iets dat niet kan wachten?": ("Mijn gas, water of stroom stopt",),
            "Hoe gaat het met geld?": ("Lukt niet goed",),
            "Wat zou u rust geven over geld?": ("Hulp bij schulden of betalen", "Genoeg voor eten en kleren"),
            "Hoe gaat het met wonen?": ("Lukt niet goed",),
            "Wat zou uw wonen fijner maken?": ("Een ander huis",),
            "Hoe gaat het van binnen met u?": ("Lukt niet goed",),
            "Wat zou u rust of plezier geven?": ("Meer rust in mijn hoofd",),
        },
        "Hulp bij schulden of betalen",
    ),
    "somebody who is alone": Journey(
        TO_TALK,
        ("Mensen om u heen",),
        {
            **KEPT,
            "Hoe gaat het contact met mensen om u heen?": ("Lukt niet goed",),
            "Wat wilt u in het contact met anderen?": ("Een maatje dat vaak langskomt",),
            "Ziet u mensen die ergens anders wonen dan u?": ("Ja, ik zie mensen",),
            "Wat klopt er voor de laatste vier weken?": (
                "Ik zie elke week iemand: Nee",
                "Ik zie alleen mensen van winkel, zorg of gemeente: Ja",
            ),
        },
        "Een maatje dat vaak langskomt",
    ),
    "somebody who will not work and needs more care": Journey(
        "Ik heb één vraag",
        ("Gezondheid", "Werk en leren"),
        {
            **KEPT,
            "Hoe gaat het met uw gezondheid?": ("Lukt niet goed",),
            "Wat zou uw lichaam goed doen?": ("Beter slapen",),
            "Hoe gaat het op een slechte dag?": ("Dan blijf ik lang in bed.", "=Dan lukt er weinig."),
            "Wat wilt u leren of gaan doen?": ("Het is goed zo",),
            "Wat past nu bij u?": ("Werken lukt nu niet",),
        },
        "Beter slapen",
    ),
    "somebody who cares for another": Journey(
        TO_CARE,
        (),
        {
            **KEPT,
            "Zorgt u voor iemand, of zorgt iemand voor u?": ("Ik zorg voor iemand in huis",),
            "Hoe zwaar is het zorgen voor u?": ("Vaak zwaar",),
            "Wat zou u helpen bij het zorgen?": ("Af en toe vrij zijn",),
            "Hoeveel uur zorgt u in een week?": ("8 uur of meer",),
            "Wie neemt het over als u ziek bent?": ("Dan is er niemand",),
        },
        "Af en toe vrij zijn",
    ),
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_ends_with_what_can_help_and_an_own_table(name: str, walker: Walker) -> None:
    journey = JOURNEYS[name]
    walker.begin(journey.door)
    walker.talk(journey.says, journey.themes)
    shoot(walker.page, f"{name} klopt")
    for said in journey.says["Voor wie is dit gesprek?"]:
        assert said in walker.words
    walker.press("Wat kan ik doen?")
    shoot(walker.page, f"{name} wat kan")
    assert journey.because in walker.words
    walker.press("Mijn tafel")
    shoot(walker.page, f"{name} tafel")
    assert walker.heading == "Mijn tafel"
    assert "Nog niet besproken" in walker.words
