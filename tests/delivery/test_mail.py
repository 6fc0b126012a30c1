"""A letter arrives whole, over a connection that is what the settings say, or not at all."""

import socket
from datetime import datetime
from pathlib import Path

import pytest

from meedoen_app.core.message import Letter
from meedoen_app.delivery import mail
from meedoen_app.delivery.mail import DoorShut, MailServer, NotDelivered, SmtpPost, Tls
from tests.mailbox import HOST, PHRASE, USER, Mailbox, certificate_in, free_port, mailbox

LETTER = Letter("Meedoen: iemand vraagt of u belt", "Telefoon: 0612345678\nNaam: Zoë ሰላም\n| .\n.\nEinde\n")
TO = "bellen@voorbeeld.nl"


def server(box: Mailbox, tls: Tls = Tls.NONE, user: str = "", phrase: str = "") -> MailServer:
    return MailServer(HOST, box.port, tls, "meedoen@voorbeeld.nl", user, phrase)


def send(to: MailServer, now: datetime, letter: Letter = LETTER) -> None:
    SmtpPost(to).send(letter, to=TO, name="abc123", at=now)


def fault(to: MailServer, now: datetime, letter: Letter = LETTER) -> str:
    with pytest.raises(NotDelivered) as refused:
        send(to, now, letter)
    return str(refused.value)


def shut(to: MailServer, now: datetime) -> str:
    with pytest.raises(DoorShut) as refused:
        send(to, now)
    return str(refused.value)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts."""
    path = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


def test_a_letter_arrives_as_it_was_written(now: datetime) -> None:
    with mailbox() as box:
        send(server(box), now)
    [arrived] = box.letters
    assert box.texts == [LETTER.text]
    assert (arrived["Subject"], arrived["To"], box.to) == (LETTER.subject, TO, [TO])
    assert arrived["Message-ID"] == "<abc123@voorbeeld.nl>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Date"].datetime == now


@pytest.mark.parametrize("direct", [False, True], ids=["starttls", "tls"])
def test_it_goes_over_tls_to_who_is_trusted(certificate: Path, direct: bool, now: datetime) -> None:
    with mailbox(certificate=certificate, direct=direct) as box:
        send(server(box, Tls.DIRECT if direct else Tls.STARTTLS, USER, PHRASE), now)
    assert box.texts == [LETTER.text]


def test_a_server_that_nobody_trusts_gets_nothing(tmp_path: Path, now: datetime) -> None:
    with mailbox(certificate=certificate_in(tmp_path)) as box:
        assert shut(server(box, Tls.STARTTLS, USER, PHRASE), now) == "SSLCertVerificationError"
    assert box.raw == []


def test_a_server_without_tls_gets_nothing_when_tls_is_wanted(now: datetime) -> None:
    with mailbox() as box:
        assert shut(server(box, Tls.STARTTLS), now) == "SMTPNotSupportedError"
    assert box.raw == []


def test_a_wrong_password_says_only_what_kind_of_fault_it_is(certificate: Path, now: datetime) -> None:
    with mailbox(certificate=certificate) as box:
        assert shut(server(box, Tls.STARTTLS, USER, "fout"), now) == "SMTPAuthenticationError"
    assert "fout" not in repr(server(box, Tls.STARTTLS, USER, "fout"))


def test_a_no_is_about_this_letter_and_nobody_listening_is_about_all(now: datetime) -> None:
    assert shut(server(Mailbox(free_port())), now) == "ConnectionRefusedError"
    with mailbox(refusals=1) as box:
        with pytest.raises(NotDelivered) as refused:
            send(server(box), now)
        assert (refused.type, str(refused.value)) == (NotDelivered, "SMTPDataError")
        send(server(box), now)
    assert box.texts == [LETTER.text]


def test_a_server_that_says_nothing_is_a_shut_door(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "SECONDS", 0.2)
    with socket.create_server((HOST, 0)) as silent:
        assert shut(server(Mailbox(silent.getsockname()[1])), now) == "SMTPServerDisconnected"


def test_what_was_taken_is_delivered_whatever_the_server_says_at_goodbye(now: datetime) -> None:
    with mailbox() as box:
        box.bye = "421 too busy"
        send(server(box), now)
    assert box.texts == [LETTER.text]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_end_never_makes_a_header(end: str, now: datetime) -> None:
    with mailbox() as box:
        assert fault(server(box), now, Letter(f"Bel{end}Bcc: ander@voorbeeld.nl", "x")) == "ValueError"
        send(server(box), now, Letter("Bel", f"Naam: x{end}Bcc: ander@voorbeeld.nl{end}"))
    assert box.to == [TO]
    assert box.letters[0]["Bcc"] is None
