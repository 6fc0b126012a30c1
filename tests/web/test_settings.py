"""Settings: nonsense stops the start with a sentence that says what to set."""

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from meedoen_app import settings
from meedoen_app.cli import main
from meedoen_app.cli.serve import THREADS, Server
from meedoen_app.core.municipality import Contact, Municipality
from meedoen_app.delivery.mail import MailServer, Tls
from meedoen_app.settings import Nonsense

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()
PRODUCTION = {
    "MEEDOEN_ENV": "productie",
    "MEEDOEN_SECRET": "s" * 40,
    "MEEDOEN_MASTER_KEYS": f"k1:{KEY}",
}


def test_production_starts_with_its_own_secrets() -> None:
    assert settings.from_environment(PRODUCTION).production


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"MEEDOEN_SECRET": ""}, "MEEDOEN_SECRET"),
        ({"MEEDOEN_SECRET": settings.EXAMPLE_SECRET}, "MEEDOEN_SECRET"),
        ({"MEEDOEN_MASTER_KEYS": f"k1:{settings.EXAMPLE_KEY}"}, "MEEDOEN_MASTER_KEYS"),
        ({"MEEDOEN_RATE_LIMITS": "off"}, "MEEDOEN_RATE_LIMITS"),
        ({"MEEDOEN_DEMO": "ja"}, "MEEDOEN_DEMO"),
        ({"WEB_CONCURRENCY": "4"}, "WEB_CONCURRENCY op 1"),
    ],
)
def test_production_refuses(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(Nonsense, match=sentence):
        settings.from_environment({**PRODUCTION, **change})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEEDOEN_ENV", "test"),
        ("MEEDOEN_DATABASE_URL", "mysql://x"),
        ("MEEDOEN_MASTER_KEYS", "k1:kort"),
        ("MEEDOEN_MASTER_KEYS", KEY),
        ("MEEDOEN_DRAFT_DAYS", "-1"),
        ("MEEDOEN_DRAFT_DAYS", "²"),
        ("MEEDOEN_TRUSTED_PROXIES", "veel"),
        ("MEEDOEN_RATE_LIMITS", "misschien"),
        ("MEEDOEN_CONTENT_DIR", "/bestaat/niet"),
        ("MEEDOEN_DATABASE_URL", "sqlite:///"),
        ("MEEDOEN_DATABASE_URL", "sqlite:///:memory:"),
        ("MEEDOEN_DATABASE_URL", "postgresql+psycopg://server:poort/meedoen"),
        ("MEEDOEN_MASTER_KEYS", f"k1:{KEY},k1:{OTHER_KEY}"),
        ("MEEDOEN_INSTALLATION", ""),
        ("MEEDOEN_INSTALLATION", "deventer|2"),
        ("MEEDOEN_GEMEENTE", "nergens"),
        ("MEEDOEN_GEMEENTE", "../../x"),
        ("MEEDOEN_GEMEENTE", "../gemeenten/deventer"),
        ("MEEDOEN_GEMEENTE", ""),
        ("PORT", "abc"),
        ("PORT", "99999"),
        ("PORT", "0"),
        ("HOST", ""),
        ("HOST", "127.0.0.1:80"),
    ],
)
def test_nonsense_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(Nonsense, match=name):
        settings.from_environment({name: value})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://meedoen:a/b#c@server:5432/meedoen",
        "postgresql+psycopg://[::1]/meedoen",
        "postgresql+psycopg:///meedoen?host=/run/postgresql",
        "sqlite:////var/lib/meedoen/meedoen.db",
    ],
)
def test_an_address_of_a_database_is_taken_as_it_is(url: str) -> None:
    assert settings.from_environment({"MEEDOEN_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize("command", [["migreer"], ["start"]], ids=lambda command: command[0])
@pytest.mark.parametrize("url", ["sqlite:////bestaat/niet/x.db", "postgresql+psycopg://localhost:1/x"])
def test_a_database_that_does_not_open_is_one_plain_sentence(url: str, command: list[str]) -> None:
    done = CliRunner(env={"MEEDOEN_DATABASE_URL": url}).invoke(main, command)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith("MEEDOEN_DATABASE_URL: deze database gaat niet open")
    assert len(done.stderr.splitlines()) == 1


def test_the_default_database_wants_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner(env={"MEEDOEN_DATABASE_URL": None}).invoke(main, ["migreer"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Kijk of de map er is" in done.stderr


def test_the_server_is_one_process_whatever_else_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "4")
    server = Server(Flask("leeg"), "127.0.0.1:8000")
    assert (server.cfg.workers, server.cfg.threads) == (1, THREADS)


def test_production_refuses_without_a_checked_telephone_number() -> None:
    nobody_to_call = Municipality("deventer", "Deventer", "gemeente Deventer", Contact(phone="14 0570"))
    with pytest.raises(Nonsense, match=r"gemeente\.toml"):
        settings.refuse_without_contact(nobody_to_call)


def test_production_refuses_to_ask_residents_a_concept() -> None:
    settings.refuse_concepts(["2026-1"])
    with pytest.raises(Nonsense, match=r"gepubliceerd\.toml"):
        settings.refuse_concepts([])


PHRASE = "alleen in deze proef"
MAIL = {"MEEDOEN_MAIL_SERVER": "mail.voorbeeld.nl:587", "MEEDOEN_MAIL_FROM": "meedoen@voorbeeld.nl"}
CALLS = {**MAIL, "MEEDOEN_CALL_MAILBOX": "bellen@voorbeeld.nl"}


def test_mail_is_secured_unless_said_otherwise_and_its_password_stays_out_of_sight() -> None:
    signed_in = {"MEEDOEN_MAIL_USER": "meedoen", "MEEDOEN_MAIL_PASSWORD": PHRASE}
    chosen = settings.from_environment({**PRODUCTION, **CALLS, **signed_in})
    assert chosen.mail == MailServer(
        "mail.voorbeeld.nl", 587, Tls.STARTTLS, "meedoen@voorbeeld.nl", "meedoen", PHRASE
    )
    assert PHRASE not in repr(chosen)
    assert chosen.can_be_asked_to_call


def test_nobody_can_be_asked_to_call_before_both_a_server_and_a_mailbox_are_there() -> None:
    assert not settings.from_environment({}).can_be_asked_to_call
    assert not settings.from_environment(MAIL).can_be_asked_to_call


def test_a_mail_server_may_have_an_address_of_ipv6() -> None:
    found = settings.from_environment({**CALLS, "MEEDOEN_MAIL_SERVER": "[::1]:25"}).mail
    assert found is not None
    assert (found.host, found.port) == ("::1", 25)


def test_production_refuses_mail_that_anybody_can_read() -> None:
    open_mail = {**CALLS, "MEEDOEN_MAIL_TLS": "geen"}
    assert settings.from_environment(open_mail).can_be_asked_to_call
    with pytest.raises(Nonsense, match="MEEDOEN_MAIL_TLS=geen"):
        settings.from_environment({**PRODUCTION, **open_mail})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"MEEDOEN_MAIL_SERVER": "mail.voorbeeld.nl"}, "MEEDOEN_MAIL_SERVER"),
        ({"MEEDOEN_MAIL_SERVER": "mail.voorbeeld.nl:0"}, "MEEDOEN_MAIL_SERVER"),
        ({"MEEDOEN_MAIL_SERVER": "mail.voorbeeld.nl:99999"}, "MEEDOEN_MAIL_SERVER"),
        ({"MEEDOEN_MAIL_SERVER": "mail.voorbeeld.nl:587\nx"}, "MEEDOEN_MAIL_SERVER"),
        ({"MEEDOEN_MAIL_SERVER": ""}, "MEEDOEN_CALL_MAILBOX"),
        (
            {
                "MEEDOEN_MAIL_SERVER": "",
                "MEEDOEN_CALL_MAILBOX": "",
                "MEEDOEN_COMPLAINT_MAILBOX": "a@b.nl",
            },
            "MEEDOEN_COMPLAINT_MAILBOX",
        ),
        ({"MEEDOEN_COMPLAINT_MAILBOX": "a@b.nl,c@d.nl"}, "MEEDOEN_COMPLAINT_MAILBOX"),
        ({"MEEDOEN_MAIL_FROM": ""}, "MEEDOEN_MAIL_FROM"),
        ({"MEEDOEN_MAIL_FROM": "Meedoen <meedoen@voorbeeld.nl>"}, "MEEDOEN_MAIL_FROM"),
        ({"MEEDOEN_CALL_MAILBOX": "a@b.nl,c@d.nl"}, "MEEDOEN_CALL_MAILBOX"),
        ({"MEEDOEN_CALL_MAILBOX": "a@b.nl\r\nBcc: c@d.nl"}, "MEEDOEN_CALL_MAILBOX"),
        ({"MEEDOEN_MAIL_TLS": "misschien"}, "MEEDOEN_MAIL_TLS"),
        ({"MEEDOEN_MAIL_USER": "meedoen"}, "MEEDOEN_MAIL_PASSWORD"),
        ({"MEEDOEN_MAIL_PASSWORD": PHRASE}, "MEEDOEN_MAIL_USER"),
        (
            {"MEEDOEN_MAIL_USER": "m", "MEEDOEN_MAIL_PASSWORD": PHRASE, "MEEDOEN_MAIL_TLS": "geen"},
            "MEEDOEN_MAIL_TLS=geen",
        ),
    ],
)
def test_mail_that_cannot_work_stops_the_start(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(Nonsense, match=sentence) as refused:
        settings.from_environment({**CALLS, **change})
    assert PHRASE not in str(refused.value)
