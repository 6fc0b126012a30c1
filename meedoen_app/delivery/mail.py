"""Mail: a finished letter to one mailbox, over SMTP (RFC 5321), secured by TLS."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from typing import Protocol

from meedoen_app.core.message import Letter

SECONDS = 20


class Tls(StrEnum):
    """How the connection is secured. NONE is for trying things out on one machine."""

    STARTTLS = "starttls"
    DIRECT = "tls"
    NONE = "geen"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes in, in whose name, and how one signs in (not at all without a user)."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class NotDelivered(Exception):
    """The letter did not go. `args[0]` is the class of the fault: never what a server said."""


class DoorShut(NotDelivered):
    """No letter at all goes now: nobody opened, let us in, or went on answering."""


class Post(Protocol):
    """Whoever takes letters. `name` is the same at every try, so that a second copy is known as one."""

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        """Deliver a letter, or raise NotDelivered; DoorShut when others would not go either."""


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """A mail server as the post."""

    server: MailServer

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        try:
            message = _message(letter, self.server.sender, to, name, at)
            with closing(_connected(self.server)) as connection:
                connection.send_message(message)
                with suppress(smtplib.SMTPException, OSError):  # It is theirs by now, whatever comes of this.
                    connection.quit()
        except smtplib.SMTPDataError as fault:
            raise NotDelivered(type(fault).__name__) from None
        except OSError as fault:  # Every other fault of smtplib and ssl is one, and not of this letter.
            raise DoorShut(type(fault).__name__) from None
        except ValueError as fault:
            raise NotDelivered(type(fault).__name__) from None


def _message(letter: Letter, sender: str, to: str, name: str, at: datetime) -> EmailMessage:
    """Return the letter with its headers. A line end in one of them is refused by the email library."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office comes back.
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _connected(server: MailServer) -> smtplib.SMTP:
    """Return a connection that is secured and signed in. A server that offers no TLS gets nothing."""
    if server.tls is Tls.DIRECT:
        context = ssl.create_default_context()
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        if server.tls is Tls.STARTTLS:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
