"""Of a conversation nothing goes along when somebody asks to be called, unless it was shown and ticked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from meedoen_app.actions import keeping
from meedoen_app.web import clock
from tests.calling import NUMBER, READY, WISH, ask, quotes, say_the_wish, waiting
from tests.mailbox import Mailbox
from tests.talks import begin, begin_and_keep
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
    assert "Is die nog niet verstuurd? Dan sturen wij niets meer mee uit uw gesprek." in visitor.words
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
    assert "Gooit u alles weg voordat wij dit versturen? Dan gaat dit niet mee." in visitor.words
    assert "Gaat u alleen weg, of sluit u uw gesprek? Dan gaat dit wel mee." in visitor.words


def leave_at_once(visitor: Visitor, back: str) -> None:
    visitor.go("/weg")


def begin_anew(visitor: Visitor, back: str) -> None:
    visitor.go("/")
    visitor.press("deur=praten")


@pytest.mark.parametrize("going", [leave_at_once, begin_anew])
def test_who_only_leaves_a_conversation_that_is_not_kept_still_sends_what_was_chosen(
    app: Flask,
    visitor: Visitor,
    box: Mailbox,
    works: Callable[[], None],
    going: Callable[[Visitor, str], None],
) -> None:
    back = ask_without_keeping(visitor)
    going(visitor, back)
    assert is_gone(app, back)
    works()
    assert WISH in box.texts[0]


def test_what_was_chosen_is_sent_too_when_the_visit_is_over_before_the_worker_comes(
    app: Flask, visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    back = ask_without_keeping(visitor)
    with travel(clock.now() + timedelta(days=2), tick=True):
        works()
    assert is_gone(app, back)
    assert WISH in box.texts[0]


@pytest.mark.parametrize(("page", "pressed"), [("/weggooien", "doe=weggooien"), ("/stop", "doe=afsluiten")])
def test_who_throws_away_a_conversation_that_is_not_kept_sends_nothing_of_it(
    visitor: Visitor, box: Mailbox, works: Callable[[], None], page: str, pressed: str
) -> None:
    visitor.go(ask_without_keeping(visitor) + page)
    visitor.press(pressed)
    works()
    [text] = box.texts
    assert "Telefoon: 0612345678" in text
    assert WISH not in text


def ask_without_keeping(visitor: Visitor) -> str:
    """Talk for this visit only, and ask to be called with what was told; return where the conversation is."""
    begin(visitor, "mijzelf", "nee")
    say_the_wish(visitor)
    back = visitor.conversation()
    ask(visitor, mee="ja")
    return back


def is_gone(app: Flask, back: str) -> bool:
    with app.extensions["meedoen"].database.reading() as session:
        return keeping.is_gone(session, back.rpartition("/")[2])
