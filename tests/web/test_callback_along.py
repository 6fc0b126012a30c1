"""Of a conversation nothing goes along when somebody asks to be called, unless it was shown and ticked."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.calling import NUMBER, READY, WISH, ask, quotes, say_the_wish, waiting
from tests.mailbox import Mailbox
from tests.talks import begin_and_keep
from tests.visitor import Visitor


@pytest.fixture
def app(make: Callable[..., Flask], box: Mailbox) -> Flask:
    """The app, connected to a mailbox."""
    return make(**box.environ)


def test_nothing_of_a_conversation_goes_along_unasked(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    ask(visitor)
    works()
    [text] = box.texts
    assert WISH not in text
    assert "gesprek" not in text.lower()


def test_what_goes_along_is_exactly_what_the_page_shows(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    visitor.go("/bel-mij")
    boxes = {one.get("id"): one for one in visitor.tree.iter("input")}
    assert "checked" not in boxes["mee"].attrib
    shown = quotes(visitor)
    assert shown == [WISH, READY, "Gepraat over: Wonen"]
    visitor.press("doe=bel", telefoon=NUMBER, mee="ja")
    works()
    [text] = box.texts
    sent = text.partition("mee te sturen:\n")[2].partition("\n\n")[0]
    assert [line.removeprefix("| ") for line in sent.splitlines()] == shown
    visitor.go(visitor.links()["Terug naar mijn gesprek"])
    visitor.go(visitor.conversation() + "/over-mij")
    assert f"Stuur mee wat ik vertelde {WISH}" in visitor.words


def test_what_changed_meanwhile_does_not_go_along_unseen(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor
) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    visitor.go("/bel-mij")
    elsewhere = Visitor(visitor.client)
    elsewhere.go(f"{visitor.links()['Terug naar mijn gesprek'].rpartition('/')[0]}/8")
    elsewhere.press("doe=verder", tekst="Iets heel anders")
    visitor.press("doe=bel", telefoon=NUMBER, mee="ja")
    assert visitor.status == 422
    assert "Iets heel anders" in quotes(visitor)
    assert waiting(app) == 0
    visitor.press("doe=bel", telefoon=NUMBER, mee="ja")
    assert waiting(app) == 1


def test_what_is_not_shared_is_not_even_named(visitor: Visitor) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    visitor.go(visitor.conversation() + "/klopt")
    keep_back_all(visitor)
    visitor.go("/bel-mij")
    assert quotes(visitor) == []
    assert "mee" not in visitor.fields()


def keep_back_all(visitor: Visitor) -> None:
    """Say "niet delen" of every chapter on the page."""
    for form in list(visitor.tree.iter("form")):
        fields = {one.get("name"): one.get("value") for one in form.iter("input")}
        if "hoofdstuk" in fields:
            visitor.client.post(visitor.path, data={**fields, "oordeel": "niet_delen"})


def test_what_another_saw_does_not_go_along(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.press("deur=praten")
    visitor.go(visitor.conversation() + "/verder")
    for answer in ("samen", "partner", "ja"):
        visitor.press("doe=verder", keuze=answer)
    visitor.press("doe=bewaar")
    say_the_wish(visitor, stem="gezien")
    visitor.go("/bel-mij")
    assert quotes(visitor) == ["Gepraat over: Wonen"]


def test_who_left_meanwhile_still_asks_but_nothing_goes_along(app: Flask, visitor: Visitor) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    visitor.go("/bel-mij")
    visitor.client.delete_cookie("sessie")
    visitor.press("doe=bel", telefoon=NUMBER, mee="ja", woorden="Over mijn huis")
    assert visitor.status == 422
    assert "Uw gesprek is intussen veranderd of dicht." in visitor.words
    assert "Over mijn huis" in visitor.text_of("textarea")
    visitor.press("doe=bel", telefoon=NUMBER)
    assert waiting(app) == 1


def test_erasing_the_conversation_takes_back_what_went_along_and_not_what_was_asked(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    back = visitor.conversation()
    ask(visitor, mee="ja", woorden="Over mijn huis")
    visitor.go(back + "/weggooien")
    assert "Die vraag blijft. Uit uw gesprek sturen wij dan niets meer mee." in visitor.words
    visitor.press("doe=weggooien")
    works()
    [text] = box.texts
    assert "Telefoon: 0612345678" in text
    assert "| Over mijn huis" in text
    assert WISH not in text
    assert "gesprek" not in text.lower()


def test_the_form_says_until_when_it_can_be_taken_back(visitor: Visitor) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    visitor.go("/bel-mij")
    assert "Gooit u uw gesprek weg voordat wij dit versturen? Dan gaat dit niet mee." in visitor.words
