"""Help now: who is not safe comes first and leaves nothing behind; then what was told cannot wait."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import select, text

from meedoen_app.storage.tables.columns import Row
from tests.content import copies
from tests.talks import begin_and_keep, open_theme
from tests.visitor import Visitor
from tests.web.test_sources import make_with

__all__ = ["make_with"]

SITUATIONS = [
    "Ik heb vannacht geen slaapplek",
    "Mijn zorg of hulp valt opeens weg",
    "Ik kan niet meer voor een ander zorgen",
    "Ik moet mijn huis uit",
    "Mijn gas, water of stroom stopt",
    "Mijn zorgverzekering stopt of is gestopt",
    "Iets anders kan niet wachten",
]
DEBT_TALK = "Binnen drie werkdagen is er een eerste gesprek."
DEBT_LAW = "Volgens de wet: Wet gemeentelijke schuldhulpverlening art. 4 lid 2"
TIMES_TO_COME = "Wanneer dit open is, vult de gemeente nog in."


def words_of(part: Element) -> str:
    return " ".join(" ".join(part.itertext()).split())


def cannot_wait(visitor: Visitor, *what: str) -> None:
    """Talk, and say what cannot wait."""
    begin_and_keep(visitor)
    visitor.press("doe=verder", keuze=what)


def section(visitor: Visitor, name: str) -> Element:
    [found] = [one for one in visitor.tree.iter("section") if one.get("aria-labelledby") == name]
    return found


def titles(part: Element) -> list[str]:
    return [words_of(heading) for heading in part.iter("h3")]


def folded(visitor: Visitor) -> dict[str, str]:
    """Return the words of each situation that stands folded, by its title."""
    folds = visitor.tree.findall(".//details[@class='card fold-card']")
    return {words_of(heading): words_of(fold) for fold in folds for heading in fold.iter("h3")}


def stored(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is stored: every row of every table."""
    tables = Row.metadata.sorted_tables
    with app.extensions["meedoen"].database.reading() as session:
        return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}


def test_who_is_not_safe_reads_first_whom_to_call(visitor: Visitor) -> None:
    visitor.go("/hulp")
    first = next(visitor.tree.iter("section"))
    assert first is section(visitor, "veilig")
    assert words_of(first).startswith("Ik ben niet veilig 112")
    assert [link.get("href") for link in first.iter("a")][:2] == ["tel:112", "tel:08002000"]
    assert "Open: dag en nacht" in words_of(first)


def test_about_safety_nothing_can_be_answered_opened_elsewhere_or_sent(talking: Visitor) -> None:
    """One address for every reason to come: no line of a log or a history can tell them apart."""
    talking.go("/hulp")
    main = next(talking.tree.iter("main"))
    assert [one.tag for one in main.iter() if one.tag in ("form", "input", "button", "script", "img")] == []
    links = [link.get("href", "") for link in section(talking, "veilig").iter("a")]
    assert [link for link in links if not link.startswith(("tel:", "https://"))] == []
    assert talking.title == "Ik heb nu hulp nodig – Meedoen"


def test_help_leaves_nothing_behind_whatever_one_comes_for(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor], capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row of every table, and all that is logged, stays the same: for safety as for a house."""
    cannot_wait(visitor, "ontruiming")
    begin_and_keep(other := arrive())
    capsys.readouterr()
    before = stored(app)
    assert before["trace"]
    for one in (visitor, other, arrive()):
        one.go("/hulp")
        assert one.status == 200
    assert stored(app) == before
    assert capsys.readouterr() == ("", "")


def test_the_search_sees_what_is_stored(app: Flask, talking: Visitor) -> None:
    before = stored(app)
    talking.press("doe=verder", keuze=["ontruiming"])
    assert stored(app) != before


def test_113_stands_below_with_its_source_and_day(visitor: Visitor) -> None:
    visitor.go("/hulp")
    assert visitor.links()["113"] == "tel:113"
    assert "Dit weten we van 113.nl . Nagekeken op 22 november 2026 ." in visitor.words


def test_without_a_conversation_every_situation_stands_folded(visitor: Visitor) -> None:
    visitor.go("/hulp")
    assert list(folded(visitor)) == SITUATIONS
    assert "Wat kan niet wachten?" in visitor.words
    assert "Dit kan niet wachten" not in visitor.words
    assert "Ga daarna verder met mijn gesprek" not in visitor.words


def test_what_was_told_stands_open_and_the_rest_is_folded(visitor: Visitor) -> None:
    cannot_wait(visitor, "energie", "ontruiming")
    visitor.go("/hulp")
    assert titles(section(visitor, "spoed")) == ["Ik moet mijn huis uit", "Mijn gas, water of stroom stopt"]
    assert list(folded(visitor)) == [
        one for one in SITUATIONS if one not in titles(section(visitor, "spoed"))
    ]
    order = [one.get("aria-labelledby") or one.get("aria-label") for one in visitor.tree.iter("section")]
    assert order == ["veilig", "113 Zelfmoordpreventie", "spoed", "anders"]


def test_who_told_of_no_hurry_gets_what_everybody_gets(visitor: Visitor) -> None:
    cannot_wait(visitor, "nee")
    visitor.go("/hulp")
    assert list(folded(visitor)) == SITUATIONS


def test_a_house_to_leave_has_whom_to_call_what_to_have_ready_and_a_term(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    visitor.go("/hulp")
    told = words_of(section(visitor, "spoed"))
    for part in (
        DEBT_TALK,
        DEBT_LAW,
        "Schuldhulp met spoed",
        "Leg dit klaar: De brief met de datum waarop u het huis uit moet",
        "Heeft u dit niet? Vraag toch of iemand u belt.",
        "Het telefoonnummer vult de gemeente nog in.",
        TIMES_TO_COME,
        "Dit weten we van Wgs art. 4 . Nagekeken op 21 november 2026 .",
    ):
        assert part in told


def test_where_no_number_is_known_yet_there_is_another_way_to_be_called(visitor: Visitor) -> None:
    visitor.go("/hulp")
    no_number = "Hier staat nog geen nummer bij. Vraag of iemand u belt."
    assert no_number in folded(visitor)["Ik moet mijn huis uit"]
    assert no_number not in words_of(section(visitor, "veilig"))


@pytest.mark.parametrize("number", ["", "0570 00 00 00"])
def test_who_has_not_all_ready_is_told_to_call_all_the_same_only_where_there_is_a_number(
    make_with: Callable[..., Visitor], number: str
) -> None:
    visitor = make_with(("gemeente.toml", 'telefoon = ""', f'telefoon = "{number}"'))
    cannot_wait(visitor, "ontruiming")
    visitor.go("/hulp")
    assert ("Bel toch." in words_of(section(visitor, "spoed"))) is bool(number)


def test_whoever_helps_with_two_things_is_told_of_once(visitor: Visitor) -> None:
    cannot_wait(visitor, "energie", "ontruiming")
    visitor.go("/hulp")
    told = words_of(section(visitor, "spoed"))
    assert told.count("Het BAD probeert te voorkomen") == 1
    assert told.count("Ook hiervoor: Budget Adviesbureau Deventer bij een crisis") == 1


def test_of_what_is_folded_each_tells_everything(visitor: Visitor) -> None:
    visitor.go("/hulp")
    folds = folded(visitor)
    for title in ("Ik moet mijn huis uit", "Mijn gas, water of stroom stopt"):
        assert "Het BAD probeert te voorkomen" in folds[title]
        assert "Nog niet nagekeken." in folds[title]


def test_after_help_the_talk_goes_on(visitor: Visitor) -> None:
    cannot_wait(visitor, "slaapplek")
    visitor.go("/hulp")
    visitor.go(visitor.links()["Ga daarna verder met mijn gesprek"])
    assert visitor.heading == "Wat gaat er goed?"


def test_help_with_a_conversation_is_never_kept_by_the_browser_and_can_be_left(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    visitor.go("/hulp")
    assert visitor.page.headers["Cache-Control"] == "no-store"
    assert visitor.path == "/hulp"
    assert visitor.links()["Weg hier"] == "/weg"
    visitor.go("/weg")
    visitor.go("/hulp")
    assert "Dit kan niet wachten" not in visitor.words


def test_what_somebody_told_is_shown_to_nobody_else(visitor: Visitor, arrive: Callable[[], Visitor]) -> None:
    cannot_wait(visitor, "ontruiming")
    other = arrive()
    begin_and_keep(other)
    other.go("/hulp")
    assert "Dit kan niet wachten" not in other.words


def test_help_comes_when_the_answers_cannot_be_read(app: Flask, visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    with app.extensions["meedoen"].database.writing() as session:
        session.execute(text("UPDATE answer SET ciphertext = :spoilt"), {"spoilt": b"bedorven" * 8})
    visitor.go("/hulp")
    assert visitor.status == 200
    assert list(folded(visitor)) == SITUATIONS


def test_from_the_answer_the_same_cards_stand_above_what_can_help(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    assert visitor.path.endswith("/wat-kan/1")
    told = section(visitor, "spoed")
    [card] = told.findall("./div[@class='card urgent']")
    assert titles(card) == ["Ik moet mijn huis uit"]
    assert [words_of(one) for one in card.iter("h4")] == [
        "Schuldhulp met spoed",
        "Budget Adviesbureau Deventer bij een crisis",
        "Het Juridisch Loket",
    ]
    for part in (DEBT_TALK, DEBT_LAW, "Leg dit klaar: De brief met de datum", TIMES_TO_COME):
        assert part in words_of(card)
    assert "Omdat u zei: “Ik moet mijn huis uit”" in words_of(card)


def test_who_says_on_reading_back_that_it_cannot_wait_is_helped_first_too(visitor: Visitor) -> None:
    cannot_wait(visitor, "nee")
    visitor.go(visitor.conversation() + "/klopt")
    visitor.go(visitor.links()["Wijzig: Is er iets dat niet kan wachten?"])
    visitor.press("doe=verder", keuze=["slaapplek"])
    assert titles(section(visitor, "spoed")) == ["Ik heb vannacht geen slaapplek"]
    on, back = visitor.links()["Verder praten"], visitor.links()["Klopt wat ik vertelde?"]
    visitor.go(on)
    assert visitor.heading == "Wat gaat er goed?"
    visitor.go(back)
    assert visitor.heading == "Klopt dit?"


def test_whom_to_call_stands_on_the_page_once(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming", "energie", "zorgverzekering")
    headings = [words_of(one) for tag in ("h3", "h4") for one in visitor.tree.iter(tag)]
    assert "Geldfit (landelijk)" in headings
    assert [one for one in set(headings) if headings.count(one) > 1] == []


def test_who_cares_alone_and_too_heavily_is_helped_at_once_in_that_theme(talking: Visitor) -> None:
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze=["huisgenoot"])
    talking.press("doe=verder", keuze="te_zwaar")
    while talking.heading != "Wie neemt het over als u ziek bent?":
        talking.skip()
    talking.press("doe=verder", keuze="niemand")
    for page in (f"{talking.conversation()}/wat-kan/10", "/hulp"):
        talking.go(page)
        assert titles(section(talking, "spoed")) == ["Ik kan niet meer voor een ander zorgen"]


def test_a_theme_without_hurry_names_no_situation(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=hulp", keuze=["schulden"])
    assert "Er is iets dat niet kan wachten. Kijk hier wie kan helpen." in visitor.links()
    assert "Ik moet mijn huis uit" not in visitor.words


def test_whom_somebody_does_not_want_to_call_stands_on_the_page_of_help_alone(visitor: Visitor) -> None:
    cannot_wait(visitor, "ontruiming")
    visitor.press("keuze=niet_voor_mij", aanbod="juridisch_loket")
    visitor.go(visitor.conversation() + "/wat-kan/1")
    assert "Het Juridisch Loket" not in [words_of(one) for one in section(visitor, "spoed").iter("h4")]
    visitor.go("/hulp")
    assert "Het Juridisch Loket" in words_of(section(visitor, "spoed"))


@pytest.fixture
def informed(make: Callable[..., Flask], tmp_path: Path) -> Visitor:
    """A visitor to a municipality that filled in whom to call, and when."""
    content = copies.copy(tmp_path)
    known = 'telefoon = "0570-11 11 11"\nopen = "op werkdagen"\n'
    services = f"{copies.TOWN}/voorzieningen/andere_wet.toml"
    copies.change(content, services, 'telefoon = ""\n', known)
    urgent = f"{copies.TOWN}/spoed.toml"
    copies.change(
        content,
        urgent,
        '["schuldhulp_met_spoed", "bad_crisis", "juridisch_loket"]',
        '["schuldhulp_met_spoed"]',
    )
    return Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())


def test_what_the_municipality_filled_in_can_be_called_and_says_when(informed: Visitor) -> None:
    informed.go("/hulp")
    house = folded(informed)["Ik moet mijn huis uit"]
    assert "0570-11 11 11 Open: op werkdagen" in house
    assert TIMES_TO_COME not in house
    assert informed.links()["0570-11 11 11"] == "tel:0570111111"
