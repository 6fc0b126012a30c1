"""Mijn persoonlijk plan: the items of the law in plain headings, on the screen, as PDF and in a calendar."""

import unicodedata
from io import BytesIO
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
from icalendar import Calendar

from tests.talks import begin, begin_and_keep, form_of, open_theme
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


def test_what_is_not_for_me_has_no_step_on_paper_and_not_in_the_calendar(talking: Visitor) -> None:
    service, name = with_a_dated_step(talking)
    talking.go(talking.conversation() + "/plan/papier")
    assert part(talking, "Mijn stappen").startswith(f"Mijn stappen {name} Doe ik zelf.")
    reject(talking, service)
    assert "De stap hierover staat nu niet meer in uw plan." in talking.words
    talking.go(talking.conversation() + "/plan/papier")
    assert f"Dit past niet bij mij: {name}" in talking.words
    assert name not in part(talking, "Mijn stappen")
    talking.go(talking.conversation() + "/plan/agenda.ics")
    assert name not in talking.page.get_data(as_text=True)


@pytest.mark.parametrize("way_back", ["wil_ik", "undo"])
def test_the_step_of_what_was_not_for_me_comes_back(talking: Visitor, way_back: str) -> None:
    service, name = with_a_dated_step(talking)
    page = form_of(talking, aanbod=service, keuze="wil_ik", sleutel="weer")
    reject(talking, service)
    if way_back == "undo":
        talking.go(talking.conversation() + "/plan/stap/1")
        assert talking.heading == "Deze stap is uit uw plan"
        talking.press("hoe=open")
    else:
        talking.client.post(talking.conversation() + "/keuze", data=page)
    talking.go(talking.conversation() + "/plan/papier")
    assert part(talking, "Mijn stappen").startswith(f"Mijn stappen {name} Doe ik zelf.")
    assert "Dit past niet bij mij" not in talking.words


def test_a_step_of_what_was_not_for_me_is_not_made_twice_from_an_old_page(talking: Visitor) -> None:
    service, _ = with_a_dated_step(talking)
    form = form_of(talking, aanbod=service, doe="stap", sleutel="oud")
    reject(talking, service)
    made = talking.client.post(talking.conversation() + "/plan", data=form)
    assert made.headers["Location"].endswith("/plan/stap/1")
    talking.go(made.headers["Location"])
    assert talking.heading == "Deze stap is uit uw plan"


def with_a_dated_step(visitor: Visitor) -> tuple[str, str]:
    """Make a step with a day of what can help with money; return the id and the name of that."""
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.go(visitor.conversation() + "/wat-kan")
    service = visitor.fields()["aanbod"][0]
    visitor.press("keuze=wil_ik", aanbod=service)
    visitor.go(visitor.conversation() + "/plan")
    visitor.press("doe=stap")
    name = visitor.text_of("main").split("Mijn stap")[1].split("U hoeft niet")[0]
    visitor.press("=", dag="2027-03-01")
    return service, " ".join(name.split())


def reject(visitor: Visitor, service: str) -> None:
    visitor.go(visitor.conversation() + "/wat-kan")
    visitor.press("keuze=niet_voor_mij", aanbod=service)


def part(visitor: Visitor, heading: str) -> str:
    """Return what stands on paper under a heading."""
    return next(one for one in parts(visitor) if one.startswith(heading))


def parts(visitor: Visitor) -> list[str]:
    return [" ".join(" ".join(one.itertext()).split()) for one in visitor.tree.iter("section")]


DISCUSSED, NOT_YET, NOT_FOR_THEM = (
    "Besproken. Ik koos hier nog niets.",
    "Nog niet besproken.",
    "Besproken. Dit geldt nu niet voor mij.",
)


def said_of_each(visitor: Visitor) -> list[str]:
    """Return what the paper says of each item of the law in which nothing stands; "" of the others."""
    visitor.go(visitor.conversation() + "/plan/papier")
    said = [part(visitor, heading).removeprefix(heading).strip() for heading in PARTS[:7]]
    return [words if words in (DISCUSSED, NOT_YET, NOT_FOR_THEM) else "" for words in said]


def test_nothing_was_discussed_before_somebody_told_something(talking: Visitor) -> None:
    assert said_of_each(talking) == [NOT_YET] * 7


def test_an_item_of_which_everything_was_refused_was_discussed(talking: Visitor) -> None:
    open_theme(talking, "geld")
    talking.press("doe=verder", keuze="gaat_goed")
    assert said_of_each(talking) == [DISCUSSED, *[NOT_YET] * 6]
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="lukt_niet_goed")
    talking.go(talking.conversation() + "/wat-kan")
    for service in dict.fromkeys(talking.choices("aanbod")):
        form = form_of(talking, aanbod=service, keuze="niet_voor_mij", sleutel=service)
        assert talking.client.post(talking.conversation() + "/keuze", data=form).status_code == 303
    wishes, at_home, people, carers, nearby, _, best = said_of_each(talking)
    assert (at_home, people, nearby) == (DISCUSSED,) * 3
    assert (wishes, carers, best) == ("", NOT_YET, "")
    assert "Dit past niet bij mij:" in talking.words


def test_who_cares_for_nobody_needs_no_support_for_that(talking: Visitor) -> None:
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze="nee")
    assert said_of_each(talking)[3] == NOT_FOR_THEM


def test_a_plan_for_another_says_first_who_ik_is_and_who_filled_it_in(visitor: Visitor) -> None:
    begin(visitor, "ander", "familie")
    visitor.go(visitor.conversation() + "/plan/papier")
    assert visitor.heading == "Persoonlijk plan"
    assert parts(visitor)[0] == (
        "Voor wie dit plan is ‘Ik’ is de persoon over wie dit plan gaat. Een ander vulde het in."
        " Wie hielp met invullen: Kind of andere familie."
    )
    text = pdf_text(visitor)
    assert text.index("‘Ik’ is de persoon") < text.index("Kind of andere familie") < text.index(PARTS[0])


def test_a_short_door_does_not_ask_who_helps_and_the_paper_says_what_is_true(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.press("deur=vraag")
    visitor.go(visitor.conversation() + "/verder")
    visitor.press("doe=verder", keuze="ander")
    visitor.go(visitor.conversation() + "/plan/papier")
    assert "Wie hielp met invullen: iemand anders." in visitor.words
    assert "niet gezegd" not in visitor.words


def test_a_plan_of_oneself_names_no_helper(planned: Visitor) -> None:
    planned.go(planned.conversation() + "/plan/papier")
    assert "Voor wie dit plan is" not in planned.words


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
