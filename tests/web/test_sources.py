"""Where a suggestion comes from, of what year that is, and whether anybody looked since."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.content import copies
from tests.talks import begin_and_keep
from tests.visitor import Visitor
from tests.web.test_first_suggestion import begin, to_the_first_theme


@pytest.mark.parametrize(
    "said", ["De bron is van 2022", "Nog niet nagekeken. Vraag eerst aan de gemeente of dit nog bestaat."]
)
def test_of_what_nobody_checked_the_year_of_the_source_is_said(visitor: Visitor, said: str) -> None:
    begin(visitor, "mijzelf")
    to_the_first_theme(visitor)
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["klussen"])
    assert "Voor Elkaar-team in uw wijk" in visitor.words
    assert said in visitor.words
    assert "31 december" not in visitor.words
    assert "Nagekeken op 21 november 2026" in visitor.words  # What the law says was looked up that day.


NUMBER_TO_COME = "Het telefoonnummer vult de gemeente nog in."
HOW_TO_COME = "Hoe u dit bereikt, vult de gemeente nog in. U kunt het de gemeente vragen."
REACH = """telefoon = "0570-11 11 11"
adres = "Voorbeeldstraat 1, Deventer"
website = "https://www.hulp.example/bel"
"""


@pytest.fixture
def make_with(make: Callable[..., Flask], tmp_path: Path) -> Callable[..., Visitor]:
    """Make the app with changed content: file, what stood there, what stands there now."""

    def making(*changes: tuple[str, str, str]) -> Visitor:
        content = copies.copy(tmp_path)
        for file, old, new in changes:
            copies.change(content, f"{copies.TOWN}/{file}", old, new)
        return Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())

    return making


def cards(visitor: Visitor) -> dict[str, str]:
    """Return the words of each card on a page of advice, by its heading."""
    found = [*visitor.tree.findall(".//li[@class='card']")]
    found += visitor.tree.findall(".//details[@class='card fold-card']")
    return {words_of(heading): words_of(card) for card in found for heading in card.iter("h3")}


def words_of(part: Element) -> str:
    return " ".join(" ".join(part.itertext()).split())


def ask_what_can_help(visitor: Visitor, *cannot_wait: str) -> None:
    begin_and_keep(visitor)
    visitor.press("doe=verder", keuze=cannot_wait or ["nee"])
    visitor.go(visitor.conversation() + "/wat-kan")


def ask_about_chores(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    to_the_first_theme(visitor)
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["klussen"])


def test_what_cannot_wait_says_that_its_number_is_still_to_come(visitor: Visitor) -> None:
    ask_what_can_help(visitor, "ontruiming")
    [urgent] = visitor.tree.findall(".//div[@class='card urgent']")
    assert words_of(urgent).count(NUMBER_TO_COME) == len(urgent.findall(".//h4")) == 3


def test_who_thinks_along_says_that_the_number_is_still_to_come(visitor: Visitor) -> None:
    ask_what_can_help(visitor)
    assert NUMBER_TO_COME in cards(visitor)["Iemand die naast u staat"]
    assert NUMBER_TO_COME not in cards(visitor)["Iemand meenemen naar het gesprek"]


def test_with_a_number_an_address_and_a_site_one_can_call_go_and_look(
    make_with: Callable[..., Visitor],
) -> None:
    visitor = make_with(("voorzieningen/toegang.toml", 'telefoon = ""\n', REACH))
    ask_what_can_help(visitor)
    card = cards(visitor)["Iemand die naast u staat"]
    assert NUMBER_TO_COME not in card
    assert "Voorbeeldstraat 1, Deventer" in card
    assert visitor.links()["0570-11 11 11"] == "tel:0570111111"
    assert visitor.links()["hulp.example"] == "https://www.hulp.example/bel"


def test_what_tells_no_way_to_reach_it_says_whom_to_ask(visitor: Visitor) -> None:
    ask_about_chores(visitor)
    assert HOW_TO_COME in cards(visitor)["Voor Elkaar-team in uw wijk"]


def test_what_is_at_home_or_can_be_reached_does_not_say_whom_to_ask(
    make_with: Callable[..., Visitor],
) -> None:
    checked = f"gecontroleerd_op = 2026-11-01\n{REACH}"
    visitor = make_with(("voorzieningen/algemeen.toml", "bron_jaar = 2022\n", checked))
    ask_about_chores(visitor)
    assert HOW_TO_COME not in cards(visitor)["Voor Elkaar-team in uw wijk"]
    sections = {one.get("aria-labelledby", ""): words_of(one) for one in visitor.tree.iter("section")}
    near = [words for name, words in sections.items() if name in ("kop-zelf", "kop-netwerk", "kop-toegang")]
    assert len(near) == 3
    assert [words for words in near if HOW_TO_COME in words] == []


def test_with_a_number_of_the_municipality_who_is_to_ask_can_call(make_with: Callable[..., Visitor]) -> None:
    checked = 'telefoon = "0570 00 00 00"'
    visitor = make_with(("gemeente.toml", 'telefoon = ""', checked))
    ask_about_chores(visitor)
    team = cards(visitor)["Voor Elkaar-team in uw wijk"]
    assert "Vraag eerst aan de gemeente of dit nog bestaat. 0570 00 00 00" in team
    assert f"{HOW_TO_COME} 0570 00 00 00" in team
    visitor.go(visitor.conversation() + "/wat-kan")
    to_call = cards(visitor)["Iemand die naast u staat"]
    assert f"{NUMBER_TO_COME} Bel tot die tijd de gemeente. 0570 00 00 00" in to_call


def test_a_source_on_a_site_is_a_link_and_a_law_is_text(visitor: Visitor) -> None:
    ask_what_can_help(visitor)
    [link] = [one for one in visitor.tree.iter("a") if "dloket" in one.get("href", "")][:1]
    assert link.get("href", "").startswith("https://dloket.deventer.nl/loket/")
    assert link.get("rel") == "noreferrer"
    assert "target" not in link.attrib
    assert "".join(link.itertext()) == "dloket.deventer.nl"
    assert "Dit weten we van Wmo 2015 art. 1.1.1, art. 2.2.4 en art. 2.3.2 lid 3 ." in visitor.words
    assert [words for words in visitor.links() if "Wmo 2015" in words] == []


def test_dutch_and_another_language_are_told_on_one_page(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    visitor.go(f"{visitor.conversation()}/50")
    assert visitor.heading == "Hoe gaat het met Nederlands?"
    visitor.press("doe=verder", zin=["andere_taal", "tolk"], tekst="Ik praat het liefst Turks.")
    visitor.go(f"{visitor.conversation()}/over-mij")
    for told in ("Ik praat liever een andere taal", "Ik wil graag een tolk", "Ik praat het liefst Turks."):
        assert told in visitor.words


def test_dutch_that_goes_well_is_not_kept_with_dutch_that_is_hard(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    visitor.go(f"{visitor.conversation()}/50")
    answer = visitor.press("doe=verder", zin=["goed", "spreken"])
    assert answer.status_code == 422
    assert "Deze antwoorden gaan niet samen." in visitor.words
