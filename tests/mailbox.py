"""A real mail server for tests: it takes letters, or refuses as many as a test wants."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PHRASE = "meedoen", "alleen in deze proef"
NOBODY_THERE = {  # The settings of an installation that mails to where nobody answers.
    "MEEDOEN_MAIL_SERVER": f"{HOST}:9",
    "MEEDOEN_MAIL_TLS": "geen",
    "MEEDOEN_MAIL_FROM": "meedoen@voorbeeld.nl",
    "MEEDOEN_CALL_MAILBOX": "bellen@voorbeeld.nl",
}


@dataclass
class Mailbox:
    """What arrived, as sent. The first `refusals` letters are answered with "try again later"."""

    port: int = 0
    refusals: int = 0
    bye: str = "221 Bye"
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.raw.append(envelope.content if isinstance(envelope.content, bytes) else b"")
        self.to += envelope.rcpt_tos
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return self.bye

    @property
    def letters(self) -> list[EmailMessage]:
        read = [message_from_bytes(raw, policy=policy.default) for raw in self.raw]
        return [one for one in read if isinstance(one, EmailMessage)]

    @property
    def texts(self) -> list[str]:
        return [str(letter.get_content()).replace("\r\n", "\n") for letter in self.letters]

    @property
    def environ(self) -> dict[str, str]:
        """Return the settings of an installation that mails here."""
        return {**NOBODY_THERE, "MEEDOEN_MAIL_SERVER": f"{HOST}:{self.port}"}


@contextmanager
def mailbox(*, refusals: int = 0, certificate: Path | None = None, direct: bool = False) -> Iterator[Mailbox]:
    """Open a mail server on a free port; with a certificate it wants STARTTLS and somebody signed in."""
    box = Mailbox(free_port(), refusals)
    context = _context(certificate) if certificate else None
    signs_in = {"auth_required": not direct, "authenticator": _known, "auth_require_tls": not direct}
    controller = Controller(
        box,
        hostname=HOST,
        port=box.port,
        ssl_context=context if direct else None,
        tls_context=None if direct else context,
        require_starttls=context is not None and not direct,
        **(signs_in if context else {}),
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def certificate_in(folder: Path) -> Path:
    """Write a certificate of this machine with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "proef.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def _known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object) -> AuthResult:
    is_known = login == LoginPassword(USER.encode(), PHRASE.encode())
    return AuthResult(success=is_known, handled=False)
