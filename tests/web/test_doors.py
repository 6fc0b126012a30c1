"""The other doors: how soon each gives something back, what stands first there, and who is under 18."""

from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import create_engine, text

from meedoen_app.core.conversation.question import UNKNOWN
from tests.core.talks import CONTENT
from tests.visitor import Visitor

SHORT = 6
THEMES = [option.id for option in CONTENT.questionnaire.hub.options]
PAS = "Mantelzorgpas"


def enter(visitor: Visitor, door: str) -> None:
    """Press a door on the first page, and begin to count after it."""
    visitor.go("/")
    visitor.seen.clear()
    visitor.press(f"deur={door}")
    visitor.go(visitor.links()["Ik begrijp het, verder"])


def screens(visitor: Visitor) -> int:
    return len([status for status, _ in visitor.seen if status == 200])


def sees_suggestions(visitor: Visitor) -> bool:
    return "wat kan ik doen?" in visitor.heading.lower() and bool(cards(visitor))


def cards(visitor: Visitor) -> list[str]:
    """Return the names of what is suggested, from the top of the page."""
    return [" ".join("".join(one.itertext()).split()) for one in visitor.tree.iter("h3")]


def section(visitor: Visitor, id: str) -> Element:
    [found] = [one for one in visitor.tree.iter("section") if one.get("aria-labelledby") == id]
    return found


def care(visitor: Visitor, heavy: str, takes_over: str, hours: str = "vanaf_8_uur") -> None:
    """Come in by "Ik zorg voor iemand", and answer what is asked there."""
    enter(visitor, "zorg")
    visitor.press("doe=verder", keuze="mijzelf")
    visitor.press("doe=verder", keuze="nee")
    visitor.press("doe=verder", keuze=["nee"])
    visitor.press("doe=verder", keuze=["huisgenoot"])
    visitor.press("doe=verder", keuze=heavy)
    visitor.skip()
    visitor.press("doe=verder", keuze=hours)
    visitor.press("doe=verder", keuze=takes_over)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("whom", ["mijzelf", "ander", ""])
def test_one_question_is_at_most_six_screens_from_what_can_help(
    visitor: Visitor, theme: str, whom: str
) -> None:
    """Whoever it is for, whatever it is about, and also when nothing is told but the theme."""
    enter(visitor, "vraag")
    if whom:
        visitor.press("doe=verder", keuze=whom)
    else:
        visitor.skip()
    visitor.skip()
    visitor.press(f"onderwerp={theme}")
    visitor.skip()
    assert sees_suggestions(visitor)
    assert screens(visitor) <= SHORT


def test_after_one_question_the_whole_talk_can_begin_and_forgets_nothing(visitor: Visitor) -> None:
    enter(visitor, "vraag")
    visitor.press("doe=verder", keuze="mijzelf")
    visitor.press("doe=verder", keuze=["nee"])
    visitor.press("onderwerp=wonen")
    assert "vraag 1 van 1" in visitor.words
    visitor.press("doe=verder", keuze=["klussen"])
    assert "“Hulp bij klussen of de tuin”" in visitor.words
    visitor.go(visitor.links()["Verder praten"])
    assert visitor.heading == "Mogen we uw antwoorden bewaren?"
    visitor.press("doe=verder", keuze="nee")
    assert visitor.heading == "Wat gaat er goed?"
    visitor.skip()
    visitor.skip()
    assert visitor.heading == "Hoe gaat het met wonen?"
    visitor.go(f"{visitor.conversation()}/11")
    assert "checked" in next(
        one.attrib for one in visitor.tree.iter("input") if one.get("value") == "klussen"
    )


def test_one_question_that_cannot_wait_is_helped_at_once(visitor: Visitor) -> None:
    enter(visitor, "vraag")
    visitor.press("doe=verder", keuze="mijzelf")
    visitor.press("doe=verder", keuze=["energie"])
    assert screens(visitor) == 4
    assert visitor.words.index("Dit kan niet wachten") < visitor.words.index(cards(visitor)[0])
    visitor.go(visitor.links()["Verder praten"])
    assert visitor.heading == "Waar wilt u over praten?"


def test_who_cares_is_not_asked_to_choose_a_theme(visitor: Visitor) -> None:
    care(visitor, "soms_zwaar", "iemand")
    assert visitor.heading == "Zorgen voor een ander: wat kan ik doen?"
    assert "Waar wilt u over praten?" not in visitor.words
    visitor.go(visitor.links()["Verder praten"])
    visitor.skip()
    visitor.skip()
    assert visitor.heading == "Waar wilt u over praten?"
    [row] = [one for one in visitor.tree.iter("button") if one.get("value") == "zorgen"]
    assert "klaar" in "".join(row.itertext())


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


@pytest.mark.parametrize("door", ["vraag", "zorg", "doen"])
def test_nothing_is_mandatory_behind_any_door(visitor: Visitor, door: str) -> None:
    enter(visitor, door)
    while "overslaan" in visitor.choices("doe"):
        visitor.skip()
    if visitor.choices("onderwerp"):
        visitor.press("onderwerp=geld")
        visitor.skip()
    assert visitor.status == 200
    assert "/wat-kan" in visitor.path


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


def test_who_is_under_18_finds_people_and_no_talk(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.go(visitor.links()["Ik ben jonger dan 18"])
    assert visitor.path == "/jong"
    assert visitor.words.index("0800-0432") < visitor.words.index("Veilig Thuis")
    assert "Team Toegang Jeugd" in visitor.words
    assert "Het telefoonnummer vult de gemeente nog in" in visitor.words
    own = [form for form in visitor.tree.iter("main") for form in form.iter("form")]
    assert own == []


def test_the_page_for_who_is_under_18_stores_nothing(database_url: str, visitor: Visitor) -> None:
    visitor.go("/jong")
    assert "Set-Cookie" not in visitor.page.headers
    engine = create_engine(database_url)
    with engine.connect() as database:
        assert database.execute(text("select count(*) from conversation")).scalar() == 0
    engine.dispose()


def test_the_line_for_young_people_is_not_on_the_page_for_everybody(visitor: Visitor) -> None:
    visitor.go("/hulp")
    assert "Kindertelefoon" not in visitor.words


def test_the_explanation_of_the_way_out_leads_straight_to_the_first_question(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.press("deur=praten")
    visitor.go(visitor.links()["Ik begrijp het, verder"])
    assert [status for status, _ in visitor.seen] == [200, 303, 200, 200]
    assert "overslaan" in visitor.choices("doe")
