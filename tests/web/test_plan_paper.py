"""Mijn persoonlijk plan: the items of the law in plain headings, on the screen, as PDF and in a calendar."""

import unicodedata
from io import BytesIO
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
from icalendar import Calendar

from tests.talks import begin, begin_and_keep, open_theme
from tests.visitor import Visitor

PARTS = (
    "Wat ik wil, en wat ik nodig heb",
    "Wat ik zelf doe, en mijn huisgenoten",
    "Wie mij helpt of kan helpen",
    "Steun voor wie zorgt",
    "In de buurt, en wat ik voor een ander doe",
    "Zorg, werk en andere regelingen",
    "Welke hulp het best bij mij past",
    "Wat het kost",
    "Mijn stappen",
    "Wat ik met dit plan kan doen",
)
RIGHTS = ("tot 7 dagen na uw melding", "gratis, ook voor wie voor u zorgt")


@pytest.fixture
def planned(visitor: Visitor) -> Visitor:
    """A visitor with a wish, something chosen, and a step with a day."""
    begin_and_keep(visitor)
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.go(visitor.conversation() + "/wat-kan")
    visitor.press("keuze=wil_ik")
    visitor.go(visitor.conversation() + "/plan/stap/0")
    visitor.press("=", wat="Bellen met mijn zus", dag="2027-03-01", uur="10:30", met="Fatma")
    visitor.press("doe=doel", tekst="Rust over geld, en vaker naar buiten")
    return visitor


def pdf_text(visitor: Visitor) -> str:
    visitor.go(visitor.conversation() + "/plan/papier.pdf")
    assert visitor.page.mimetype == "application/pdf"
    found = pypdfium2.PdfDocument(BytesIO(visitor.page.get_data()))
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in found)
        assert len(found) <= 2
    finally:
        found.close()
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_every_item_of_the_law_has_a_plain_heading(planned: Visitor) -> None:
    planned.go(planned.conversation() + "/plan/papier")
    assert planned.heading == "Mijn persoonlijk plan"
    headings = [" ".join("".join(one.itertext()).split()) for one in planned.tree.iter("h2")]
    assert [one for one in headings if one in PARTS] == list(PARTS)
    for words in (*RIGHTS, "Rust over geld, en vaker naar buiten", "Bellen met mijn zus", "Samen met Fatma."):
        assert words in planned.words


def test_the_pdf_says_the_same_on_at_most_two_sheets(planned: Visitor) -> None:
    text = pdf_text(planned)
    for words in (*PARTS, *RIGHTS, "Rust over geld, en vaker naar buiten", "Samen met Fatma."):
        assert words in text


def test_steps_with_a_day_come_in_the_calendar(planned: Visitor) -> None:
    planned.go(planned.conversation() + "/plan/agenda.ics")
    assert planned.page.mimetype == "text/calendar"
    [event] = Calendar.from_ical(planned.page.get_data()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Bellen met mijn zus"
    assert event.decoded("DTSTART").isoformat() == "2027-03-01T10:30:00+01:00"
    assert str(event["DESCRIPTION"]) == "Samen met Fatma."
    assert planned.conversation().split("/")[2] not in planned.page.get_data(as_text=True)


def test_a_chapter_that_is_not_to_be_shared_is_not_in_it(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    visitor.press("doe=overslaan")
    visitor.press("doe=verder", tekst="Ik kook graag")
    visitor.go(visitor.conversation() + "/plan/papier")
    assert "Ik kook graag" in visitor.words
    visitor.go(visitor.conversation() + "/klopt")
    for _ in visitor.choices("hoofdstuk"):
        visitor.press("oordeel=niet_delen")
    visitor.go(visitor.conversation() + "/plan/papier")
    assert "Ik kook graag" not in visitor.words


def test_what_was_chosen_for_a_theme_that_is_not_to_be_shared_is_not_in_it_either(planned: Visitor) -> None:
    planned.go(planned.conversation() + "/plan/papier")
    [chosen] = [one for one in planned.tree.iter("section") if "Wat ik zelf doe" in "".join(one.itertext())]
    name = "".join(chosen.find(".//li").itertext()).strip()  # type: ignore[union-attr]
    planned.go(planned.conversation() + "/klopt")
    geld = next(one for one in planned.tree.iter("section") if "Geld" in "".join(one.find("h2").itertext()))  # type: ignore[union-attr]
    number = next(one.get("value", "") for one in geld.iter("input") if one.get("name") == "hoofdstuk")
    planned.press("oordeel=niet_delen", hoofdstuk=number)
    planned.go(planned.conversation() + "/plan/papier")
    assert name not in planned.words
    assert "Bellen met mijn zus" in planned.words


def test_nobody_else_reads_it(planned: Visitor, visitor: Visitor) -> None:
    here = planned.conversation()
    planned.go("/weg")
    for page in ("papier", "papier.pdf", "agenda.ics"):
        assert planned.client.get(f"{here}/plan/{page}").status_code in (401, 403, 404)


def test_own_words_run_in_their_own_direction_wherever_they_stand(talking: Visitor) -> None:
    own = "زهرة, zelfbedacht"
    open_theme(talking, "geld")
    talking.press("doe=verder", keuze="lukt_niet_goed")
    talking.go(talking.conversation() + "/wat-kan")
    talking.press("keuze=niet_voor_mij")
    talking.press("doe=klaar", tekst=own)
    for how in ("gedaan", "lukt_niet", "open"):
        talking.go(talking.conversation() + "/plan/stap/0")
        talking.press("=", wat=own, wie="mijn_mensen", naam=own, met=own, klaar=own)
        if how != "open":
            talking.press(f"hoe={how}")
    for page in ("plan", "plan/papier", "toen-en-nu"):
        talking.go(f"{talking.conversation()}/{page}")
        assert fixed(talking, own) == []


def fixed(visitor: Visitor, words: str) -> list[str]:
    """Return the elements with these words whose direction is that of the page and not that of the words."""
    above = {child: parent for parent in visitor.tree.iter() for child in parent}
    found = [one for one in visitor.tree.iter() if any(words in (text or "") for text in _texts(one))]
    return [one.tag for one in found if _direction(one, above) != "auto"]


def _texts(one: Element) -> list[str | None]:
    return [one.text, *(child.tail for child in one)]


def _direction(one: Element, above: dict[Element, Element]) -> str:
    while "dir" not in one.attrib:
        one = above[one]
    return one.attrib["dir"]
