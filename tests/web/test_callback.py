"""Asking to be called: a number is enough, nothing goes along unasked, and it arrives once."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from time_machine import travel

from meedoen_app.storage.database import Database
from tests.calling import NUMBER, ask, say_the_wish, waiting
from tests.content import copies
from tests.mailbox import Mailbox
from tests.storage.test_canaries import everything, seen
from tests.talks import begin_and_keep
from tests.visitor import Visitor

DIALLED = "Telefoon: 0612345678"
PROMISE = """
binnen_werkdagen = 2
bron = "https://voorbeeld.example"
gecontroleerd_op = 2026-11-01
zeker = true
"""
THURSDAY = datetime(2026, 12, 24, 9, tzinfo=UTC)


@pytest.fixture
def app(make: Callable[..., Flask], box: Mailbox) -> Flask:
    """The app, connected to a mailbox."""
    return make(**box.environ)


def test_a_number_is_enough(visitor: Visitor, box: Mailbox, works: Callable[[], None]) -> None:
    ask(visitor)
    assert [status for status, _ in visitor.seen] == [200, 303, 200]
    assert visitor.heading == "Uw vraag is ontvangen"
    assert box.texts == []
    works()
    works()
    [text] = box.texts
    assert text.splitlines()[:5] == [
        "Iemand vraagt in Meedoen of u belt.",
        "",
        DIALLED,
        "Wanneer: maakt niet uit",
        "Taal: Nederlands",
    ]
    assert box.to == ["bellen@voorbeeld.nl"]
    assert box.letters[0]["Subject"] == "Meedoen: iemand vraagt of u belt"


def test_all_that_was_asked_stands_in_the_mail(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    ask(
        visitor,
        wanneer="ochtend",
        taal="anders",
        andere_taal="ትግርኛ",
        stil="ja",
        mijn_naam="mevrouw Öz",
        woorden="Over mijn huis\nen de trap",
    )
    works()
    [text] = box.texts
    assert "Wanneer: in de ochtend\nTaal: ትግርኛ\nNaam: mevrouw Öz\n" in text
    assert "Neemt een ander op? Zeg dan niet waarom u belt." in text
    assert "In eigen woorden:\n| Over mijn huis\n| en de trap\n" in text


def test_without_the_tick_nothing_says_to_keep_quiet(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    ask(visitor)
    works()
    assert "Neemt een ander op" not in box.texts[0]


@pytest.mark.parametrize(
    ("wrong", "sentence", "box_with_it"),
    [
        ({"telefoon": ""}, "Schrijf uw telefoonnummer op.", "telefoon"),
        ({"telefoon": "0612"}, "Dit nummer is te kort.", "telefoon"),
        ({"telefoon": "06 12345678 9"}, "Dit nummer is te lang.", "telefoon"),
        ({"telefoon": "mijn zus"}, "alleen cijfers", "telefoon"),
        ({"telefoon": "0900-1234"}, "0800- of 0900-nummer", "telefoon"),
        ({"taal": "anders"}, "Schrijf op welke taal u spreekt.", "andere_taal"),
        ({"taal": "xx"}, "Kies een taal.", "taal"),
        ({"woorden": "x" * 301}, "Er passen 300 tekens in.", "woorden"),
        ({"mijn_naam": "x" * 61}, "Er passen 60 tekens in.", "mijn_naam"),
        ({"andere_taal": "x" * 61}, "Er passen 60 tekens in.", "andere_taal"),
        ({"mee": "ja"}, "Uw gesprek is intussen veranderd of dicht.", "mee"),
        ({"wanneer": "nacht"}, "Dit formulier klopt niet meer.", ""),
        ({"sleutel": ""}, "Dit formulier klopt niet meer.", ""),
        ({"sleutel": "x" * 65}, "Dit formulier klopt niet meer.", ""),
        ({"bsn": "111222333"}, "Dit formulier klopt niet meer.", ""),
    ],
)
def test_a_mistake_is_said_in_plain_words_and_all_that_was_typed_is_still_there(
    app: Flask, visitor: Visitor, wrong: dict[str, str], sentence: str, box_with_it: str
) -> None:
    typed = {"telefoon": NUMBER, "mijn_naam": "Jo", "woorden": "Over mijn huis", "stil": "ja"} | wrong
    ask(visitor, **typed)
    assert visitor.status == 422
    assert sentence in visitor.words
    assert visitor.title.startswith("Fout:")
    inputs = {one.get("id", ""): one for one in visitor.tree.iter("input")}
    assert inputs["telefoon"].get("value") == typed["telefoon"]
    assert inputs["mijn_naam"].get("value") == typed["mijn_naam"]
    assert visitor.text_of("textarea").strip() == typed["woorden"]
    assert "checked" in inputs["stil"].attrib
    assert "/weg" in visitor.links().values()
    if box_with_it:
        ids = {one.get("id") for one in visitor.tree.iter()}
        assert f"#{box_with_it}" in visitor.links().values()
        assert box_with_it in ids
    assert waiting(app) == 0
    right = {name: "x" for name in wrong if name in ("woorden", "mijn_naam", "andere_taal")}
    visitor.press("doe=bel", telefoon=NUMBER, taal="nl", **right)
    assert waiting(app) == 1


def test_a_mended_form_is_sent(visitor: Visitor, box: Mailbox, works: Callable[[], None]) -> None:
    ask(visitor, "0612", woorden="Over mijn huis")
    visitor.press("doe=bel", telefoon=NUMBER)
    assert visitor.path == "/bel-mij/klaar"
    works()
    assert DIALLED in box.texts[0]
    assert "| Over mijn huis" in box.texts[0]


def test_pressed_twice_is_asked_once_and_a_mended_number_is_asked_too(
    app: Flask, visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    visitor.go("/bel-mij")
    form = {"sleutel": visitor.fields()["sleutel"][0], "wanneer": "middag", "taal": "nl", "doe": "bel"}
    for number in (NUMBER, NUMBER, "+31612345678"):
        assert visitor.client.post("/bel-mij", data={**form, "telefoon": number}).status_code == 303
    assert waiting(app) == 1
    visitor.client.post("/bel-mij", data={**form, "telefoon": "0612345679"})
    works()
    visitor.client.post("/bel-mij", data={**form, "telefoon": NUMBER})
    works()
    assert len(box.texts) == 2
    ask(visitor)
    assert waiting(app) == 3


def test_line_ends_and_odd_characters_never_make_a_line_of_their_own(
    visitor: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    evil = "\r\nBcc: x@y.nl\r\nTelefoon: 0\u202e\u2028Telefoon: 1\x0bTelefoon: 2\x00"
    ask(visitor, taal="anders", andere_taal=f"Fries{evil}", mijn_naam=f"Jo{evil}", woorden=f"Hallo{evil}")
    works()
    [letter], [text] = box.letters, box.texts
    assert box.to == ["bellen@voorbeeld.nl"]
    assert letter["Bcc"] is None
    assert [line for line in text.splitlines() if line.startswith(("Bcc", "Telefoon"))] == [DIALLED]
    ask(visitor, f"0612345678{evil}")
    assert visitor.status == 422


def test_the_day_is_promised_only_when_the_municipality_said_so(
    visitor: Visitor, make: Callable[..., Flask], box: Mailbox, tmp_path: Path, works: Callable[[], None]
) -> None:
    ask(visitor)
    assert "Wanneer, dat vult de gemeente nog in." in visitor.words
    content = copies.copy(tmp_path)
    copies.change(
        content,
        f"{copies.TOWN}/gemeente.toml",
        '[bellen]\nteam = "buurtcoaches"\nbron = ""',
        f"[bellen]{PROMISE}",
    )
    with travel(THURSDAY, tick=True):
        promised = Visitor(make(MEEDOEN_CONTENT_DIR=str(content), **box.environ).test_client())
        promised.go("/bel-mij")
        assert "uiterlijk op dinsdag 29 december 2026" in promised.words
        promised.press("doe=bel", telefoon=NUMBER)
        assert "uiterlijk op dinsdag 29 december 2026" in promised.words
        works()
    assert "Bel uiterlijk op dinsdag 29 december 2026." in box.texts[-1]
    address = promised.page.request.full_path
    with travel(THURSDAY + timedelta(days=3), tick=True):
        promised.go(address)
        assert "uiterlijk op dinsdag 29 december 2026" in promised.words
        promised.go(address.replace("voor=", "voor=x"))
        assert promised.status == 200
        assert "uiterlijk op" not in promised.words


@pytest.mark.parametrize("lacking", ["MEEDOEN_CALL_MAILBOX", "MEEDOEN_MAIL_SERVER"])
def test_what_is_not_connected_says_so_and_shows_no_form(
    make: Callable[..., Flask], box: Mailbox, lacking: str
) -> None:
    environ = {name: value for name, value in box.environ.items() if name != lacking}
    if lacking == "MEEDOEN_MAIL_SERVER":
        environ = {}
    visitor = Visitor(make(**environ).test_client())
    visitor.go("/bel-mij")
    assert visitor.status == 200
    assert "De gemeente moet dit nog aansluiten." in visitor.words
    assert "telefoon" not in visitor.fields()
    sent = visitor.client.post("/bel-mij", data={"telefoon": NUMBER, "sleutel": "x", "taal": "nl"})
    assert sent.status_code == 503
    assert NUMBER in sent.text


def test_few_are_asked_from_one_network_and_mistakes_do_not_count(
    make: Callable[..., Flask], box: Mailbox
) -> None:
    visitor = Visitor(make(**box.environ, MEEDOEN_RATE_LIMITS="on").test_client())
    for _ in range(12):
        ask(visitor, "0612")
    for _ in range(10):
        ask(visitor)
        assert visitor.path == "/bel-mij/klaar"
    ask(visitor, woorden="Over mijn huis")
    assert visitor.status == 429
    assert "Over mijn huis" in visitor.words
    assert NUMBER in visitor.words
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    visitor.go("/bel-mij")
    form = {"telefoon": NUMBER, "wanneer": "middag", "taal": "nl", "sleutel": "k"}
    assert visitor.client.post("/bel-mij", data=form, environ_overrides=elsewhere).status_code == 303


def test_mistakes_are_limited_too_by_the_limit_of_all_that_is_sent(
    make: Callable[..., Flask], box: Mailbox
) -> None:
    client = make(**box.environ, MEEDOEN_RATE_LIMITS="on").test_client()
    statuses = [client.post("/bel-mij", data={"telefoon": "0612"}).status_code for _ in range(301)]
    assert statuses == [422] * 300 + [429]


def test_another_site_cannot_ask_in_somebodys_name(app: Flask, visitor: Visitor) -> None:
    form = {"telefoon": NUMBER, "wanneer": "middag", "taal": "nl", "sleutel": "k"}
    answer = visitor.client.post("/bel-mij", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert waiting(app) == 0


def test_what_was_asked_can_be_read_in_no_byte_and_no_log(
    app: Flask,
    database_url: str,
    visitor: Visitor,
    box: Mailbox,
    works: Callable[[], None],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
) -> None:
    caplog.set_level(logging.INFO)
    number = f"06{secrets.randbelow(10**8):08}"
    said = [f"kanarie{secrets.token_hex(8)}" for _ in range(4)]
    begin_and_keep(visitor)
    say_the_wish(visitor, tekst=said[0])
    ask(
        visitor,
        number,
        taal="anders",
        andere_taal=said[1],
        mijn_naam=said[2],
        woorden=said[3],
        mee="ja",
    )
    ask(visitor, "0612", mijn_naam=said[2])
    database = Database.at(database_url)
    assert seen(everything(database, request), [number, *said]) == []
    works()
    assert all(one in box.texts[0] for one in [number, *said])
    assert seen(everything(database, request), [number, *said]) == []
    database.close()
    out = capfd.readouterr()
    logged = (out.out + out.err + caplog.text).encode()
    assert b"werk_gedaan" in logged
    assert seen([logged], [number, *said]) == []
    assert not any(number in path for _, path in visitor.seen)
