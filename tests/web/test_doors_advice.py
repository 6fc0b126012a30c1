"""What the other doors suggest to whom, for which reason, and in whose words."""

import pytest

from meedoen_app.core.conversation.question import UNKNOWN
from tests.core.talks import CONTENT
from tests.visitor import Visitor
from tests.web.test_doors import cards, care, enter, section, sees_suggestions

PAS = "Mantelzorgpas"


def test_nobody_who_takes_over_calls_for_a_plan_b_and_support_stands_first(visitor: Visitor) -> None:
    care(visitor, "niet_zwaar", "niemand")
    support = {one.name for one in CONTENT.services if {"respijt", "steun_mantelzorger"} & {*one.needs}}
    planned = [one.name for one in CONTENT.services if "plan_b" in one.needs]
    assert {*cards(visitor)} & {*planned}
    assert cards(visitor)[0] in support
    assert "“Dan is er niemand”" in visitor.words
    assert "Dit kan niet wachten" not in visitor.words


@pytest.mark.parametrize(("heavy", "takes_over"), [("te_zwaar", "niemand"), ("soms_zwaar", "niemand")])
def test_the_pass_for_carers_is_named_once(visitor: Visitor, heavy: str, takes_over: str) -> None:
    care(visitor, heavy, takes_over)
    assert len([name for name in cards(visitor) if PAS in name]) == 1
    visitor.go(visitor.links()["Alles wat kan helpen"])
    assert len([name for name in cards(visitor) if PAS in name]) == 1


def test_who_cares_long_and_wishes_nothing_hears_of_the_pass(visitor: Visitor) -> None:
    enter(visitor, "zorg")
    for given in ("mijzelf", "nee", ["nee"], ["huisgenoot"], "beetje_zwaar", ["goed_zo"], "vanaf_8_uur"):
        visitor.press("doe=verder", keuze=given)
    visitor.skip()
    assert [name for name in cards(visitor) if PAS in name] == ["Mantelzorgpas Deventer"]


def test_a_talk_with_ones_own_people_tells_who_comes_where_and_that_nobody_leads_it(visitor: Visitor) -> None:
    care(visitor, "soms_zwaar", "niet_gevraagd")
    assert "Een gesprek met uw eigen mensen" in cards(visitor)
    for told in ("Wie: mensen die u zelf kiest", "Waar: bij u thuis", "zonder hulpverlener erbij"):
        assert told in visitor.words


def test_who_has_nobody_to_take_over_is_told_to_make_a_plan_b(visitor: Visitor) -> None:
    care(visitor, "soms_zwaar", "niemand")
    assert "Regel een plan B: schrijf op wat er nodig is" in visitor.words


def test_a_parent_finds_help_with_raising_children(visitor: Visitor) -> None:
    enter(visitor, "vraag")
    visitor.press("doe=verder", keuze="mijzelf")
    visitor.press("doe=verder", keuze=["nee"])
    visitor.press("onderwerp=dagelijks")
    visitor.press("doe=verder", keuze=["opvoeden"])
    assert "Hulp bij vragen over uw kind" in cards(visitor)
    assert "“Hulp bij het opvoeden”" in visitor.words


def test_at_home_and_alone_leaves_the_house_and_the_street_for_last(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["samen"], "elke_week", "thuis", "alleen", "meteen"):
        visitor.press("doe=verder", keuze=given)
    shown = cards(visitor)
    assert shown[0] == "Iemand bellen of appen"
    assert shown.index("Voor Elkaar-team in uw wijk") < shown.index("Buurthuis of speeltuinvereniging")


def test_who_cares_a_few_hours_is_not_told_of_a_pass_that_is_not_for_them(visitor: Visitor) -> None:
    care(visitor, "soms_zwaar", "niemand", hours="onder_8_uur")
    assert [name for name in cards(visitor) if PAS in name] == []


def test_too_heavy_and_nobody_to_take_over_cannot_wait(visitor: Visitor) -> None:
    care(visitor, "te_zwaar", "niemand")
    urgent = "".join(section(visitor, "spoed").itertext())
    assert "Hulp van de gemeente met spoed" in urgent
    for theme in (3, 10):
        visitor.go(f"{visitor.conversation()}/wat-kan/{theme}")
    assert "Dit kan niet wachten" in visitor.words


def test_who_wants_to_do_something_sees_what_there_is_after_five_questions(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["idee"], "elke_week", "dichtbij", "bekende", "meteen"):
        visitor.press("doe=verder", keuze=given)
    assert visitor.heading == "Wat u overdag doet: wat kan ik doen?"
    assert {"Opbouwwerker in de wijk", "WijDeventer"} <= {*cards(visitor)}
    assert "“Ik heb een idee voor de buurt”" in visitor.words
    visitor.go(visitor.links()["Verder praten"])
    assert visitor.heading == "Waar wilt u over praten?"


def test_the_reason_for_a_card_may_come_from_a_need_of_another_theme(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["leren"], "elke_week"):
        visitor.press("doe=verder", keuze=given)
    for _ in range(3):
        visitor.skip()
    assert "“Iets leren”" in visitor.words


def test_who_is_tired_is_not_pushed(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["helpen", "werk"], "vaker", "dichtbij", "bekende", "moe"):
        visitor.press("doe=verder", keuze=given)
    assert sees_suggestions(visitor)
    assert "Deventer Doet: vrijwilligerswerk" not in cards(visitor)
    assert "UWV" not in cards(visitor)
    assert "“Nu niet, ik ben moe”" in visitor.words


def test_who_is_tired_is_not_asked_to_plant_bulbs(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["samen"], "elke_week", "thuis", "alleen", "moe"):
        visitor.press("doe=verder", keuze=given)
    assert sees_suggestions(visitor)
    assert "Een actie met de buurt" not in cards(visitor)


def test_who_wants_to_help_with_a_buddy_sees_first_whom_to_help(visitor: Visitor) -> None:
    """ "Met een maatje" says with whom one helps: it does not say that one is lonely."""
    enter(visitor, "doen")
    for given in ("mijzelf", "nee", ["nee"], ["helpen"], "een_keer", "dichtbij", "maatje", "meteen"):
        visitor.press("doe=verder", keuze=given)
    assert "Deventer Doet: vrijwilligerswerk" in cards(visitor)
    assert not {"Telefooncirkel", "Een maatje van Vriendendiensten"} & {*cards(visitor)}


def test_who_cares_and_tells_no_more_than_that_finds_support(visitor: Visitor) -> None:
    enter(visitor, "zorg")
    for given in ("mijzelf", "nee", ["nee"], ["huisgenoot"]):
        visitor.press("doe=verder", keuze=given)
    for _ in range(4):
        visitor.skip()
    visitor.go(f"{visitor.conversation()}/wat-kan")
    assert "Steun voor wie voor een ander zorgt" in cards(visitor)


def test_whose_medicines_they_are_is_left_open_for_who_cares(visitor: Visitor) -> None:
    enter(visitor, "zorg")
    for given in ("mijzelf", "nee", ["nee"]):
        visitor.press("doe=verder", keuze=given)
    visitor.skip()
    assert "Medicijnen en zorgpas klaarleggen" in cards(visitor)
    assert "uw medicijnen" not in visitor.words.lower()


def test_a_theme_has_an_icon_and_so_no_bullet(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for answer in ("mijzelf", "nee", "nee", "samen", "elke_week", "dichtbij", "groep"):
        visitor.press("doe=verder", keuze=answer)
    visitor.go(visitor.conversation() + "/wat-kan")
    [themes] = section(visitor, "kop-onderwerpen").iter("ul")
    assert len(themes) == 2
    assert themes.get("class") == "facts"


def test_how_somebody_wants_to_do_something_stands_in_their_plan(visitor: Visitor) -> None:
    enter(visitor, "doen")
    for answer in ("mijzelf", "nee", "nee", "samen", "elke_week", "dichtbij", UNKNOWN, "weken"):
        visitor.press("doe=verder", keuze=answer)
    visitor.go(visitor.conversation() + "/plan/papier")
    wanted = (
        "Zo wil ik iets doen: Iets gezelligs met anderen Elke week Dicht bij mijn huis Over een paar weken"
    )
    assert wanted in visitor.words
    assert "Weet ik niet" not in visitor.words


def test_a_helper_is_never_quoted_as_the_person(visitor: Visitor) -> None:
    enter(visitor, "vraag")
    visitor.press("doe=verder", keuze="ander")
    visitor.press("doe=verder", keuze=["nee"])
    visitor.press("onderwerp=wonen")
    visitor.press("doe=verder", keuze=["klussen"])
    assert "Omdat een ander zei: “Hulp bij klussen of de tuin”" in visitor.words
    assert "Omdat u zei" not in visitor.words
    visitor.go(visitor.links()["Verder praten"])
    assert visitor.heading == "Wie helpt er bij dit gesprek?"


def test_pages_say_whom_they_speak_to_and_who_helps(visitor: Visitor) -> None:
    enter(visitor, "zorg")
    for given in ("ander", "familie", "nog_niet", ["nee"], ["huisgenoot"], "soms_zwaar"):
        visitor.press("doe=verder", keuze=given)
    for page in ("wat-kan/10", "wat-kan", "klopt"):
        visitor.go(f"{visitor.conversation()}/{page}")
        assert "Bij dit gesprek helpt: Kind of andere familie. ‘U’ is de persoon" in visitor.words


def test_who_talks_alone_reads_nothing_of_a_helper(visitor: Visitor) -> None:
    care(visitor, "soms_zwaar", "iemand")
    assert "Bij dit gesprek helpt" not in visitor.words
