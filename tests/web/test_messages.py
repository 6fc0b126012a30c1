"""A message to somebody one knows: ready to change and to send oneself, and never sent to us."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.content import copies
from tests.talks import open_theme
from tests.visitor import Visitor

CHORES = "bericht-klussen_met_een_bekende"
BY_HAND = "Houd de tekst ingedrukt en kies kopiëren."
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def chores(talking: Visitor) -> Visitor:
    """Somebody who wants help with chores, and looks at what can help."""
    return ask_about_chores(talking)


def ask_about_chores(visitor: Visitor) -> Visitor:
    open_theme(visitor, "wonen")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["klussen"])
    return visitor


def part(visitor: Visitor, id: str) -> Element:
    [found] = [one for one in visitor.tree.iter() if one.get("id") == id]
    return found


def messages(visitor: Visitor) -> list[Element]:
    return [one for one in visitor.tree.iter("textarea") if one.get("id", "").startswith("bericht-")]


def test_the_message_asks_offers_something_back_and_is_easy_to_refuse(chores: Visitor) -> None:
    assert (part(chores, CHORES).text or "").splitlines() == [
        "Hallo! Ik wil een klus doen in huis. Met zijn tweeën gaat dat beter."
        " Is er een keer tijd om mee te helpen?",
        "Ik zorg voor koffie en iets lekkers.",
        "Nee zeggen mag altijd.",
    ]


def test_the_message_is_never_sent_to_us(chores: Visitor) -> None:
    assert [one for form in chores.tree.iter("form") for one in form.iter("textarea")] == []
    assert [one for one in messages(chores) if one.get("name") or one.get("form")] == []
    assert "Dit bericht gaat niet langs ons." in chores.words


def test_nobody_has_to_send_it(chores: Visitor) -> None:
    explained = part(chores, part(chores, CHORES).get("aria-describedby", ""))
    assert explained.text == "Verander wat u wilt. U hoeft niets te sturen."


def test_the_message_has_a_label_of_its_own(chores: Visitor) -> None:
    labelled = Counter(label.get("for") for label in chores.tree.iter("label"))
    assert [labelled[one.get("id")] for one in messages(chores)] == [1] * len(messages(chores))
    assert len(messages(chores)) >= 2


def test_without_script_one_reads_how_to_copy_it_by_hand(chores: Visitor) -> None:
    assert part(chores, f"{CHORES}-zelf").text == BY_HAND
    assert "hidden" not in part(chores, f"{CHORES}-zelf").attrib
    buttons = [one for one in chores.tree.iter("button") if {"data-share", "data-copy"} & {*one.attrib}]
    assert len(buttons) == 2 * len(messages(chores))
    assert [one for one in buttons if "hidden" not in one.attrib or one.get("type") != "button"] == []


def test_what_asks_nobody_has_no_message(chores: Visitor) -> None:
    sections = {one.get("aria-labelledby"): one for one in chores.tree.iter("section")}
    assert sections.keys() >= {"kop-zelf", "kop-netwerk", "kop-algemeen"}
    with_message = {name for name, one in sections.items() if list(one.iter("textarea"))}
    assert with_message <= {"kop-netwerk", "kop-huisgenoten"}


def test_a_message_with_signs_in_it_is_shown_as_it_is(make: Callable[..., Flask], tmp_path: Path) -> None:
    content = copies.copy(tmp_path)
    file = f"{copies.TOWN}/voorzieningen/netwerk.toml"
    copies.change(content, file, 'bericht = "Hallo!', f'bericht = "</textarea>{SCRIPT} & co: hallo!')
    visitor = Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())
    visitor.go("/")
    visitor.press("deur=praten")
    ask_about_chores(visitor)
    assert SCRIPT not in visitor.page.get_data(as_text=True)
    assert (part(visitor, CHORES).text or "").startswith(f"</textarea>{SCRIPT} & co: hallo!")
