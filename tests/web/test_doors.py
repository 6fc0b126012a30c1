"""The other doors: how soon each gives something back, that nothing there is mandatory, who is under 18."""

import re
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import create_engine, text

from tests.core.talks import CONTENT
from tests.visitor import Visitor

SHORT = 6
THEMES = [option.id for option in CONTENT.questionnaire.hub.options]


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


def test_the_first_question_after_the_door_is_the_first_and_a_title_counts_as_the_page_does(
    visitor: Visitor,
) -> None:
    enter(visitor, "praten")
    assert "vraag 1 van" in visitor.words
    visitor.press("doe=verder", keuze="mijzelf")
    visitor.go(f"{visitor.conversation()}/6")
    place = re.search(r"vraag \d+ van \d+", visitor.words)
    assert place
    assert visitor.title.startswith(f"{place.group().capitalize()}, deel 1")


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
