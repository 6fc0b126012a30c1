"""What an installation decides: one frozen value, read from the environment once."""

import base64
import binascii
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from meedoen_app import resources
from meedoen_app.core.municipality import Municipality
from meedoen_app.delivery.mail import MailServer, Tls
from meedoen_app.delivery.oidc import Provider

PACKAGED_CONTENT = Path(__file__).parent / "content"
EXAMPLE_SECRET = "alleen-voor-ontwikkeling-en-proef"  # noqa: S105  # The default that production refuses.
HOST_NAME = re.compile(r"[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]")  # The last one is an address of IPv6.
MAIL_SERVER = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?P<port>[0-9]{1,5})")
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
POSTGRESQL = re.compile(r"postgresql\+psycopg://(.*@)?(\[[^/?]+\]|[^/:?]*)(:[0-9]{1,5})?([/?].*)?")
ISSUER = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~%/-]*)?")
EXAMPLE_KEY = base64.b64encode(b"alleen-voor-proef-niet-voor-echt").decode()


class Nonsense(Exception):
    """A setting that cannot be used. The message says what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one installation.

    `master_keys` maps a key's name to its 32 bytes; the first is the current one, the others are
    kept to read what they wrapped. `draft_days` is how long an unfinished conversation is kept
    after the last visit. `checkpoints` is the folder for the daily heads of the trace. Without `mail`
    and `call_mailbox` nobody can ask to be called, and without `complaint_mailbox` nobody can complain here.
    Without `staff_login` and `resident_login` nobody signs in elsewhere.
    """

    production: bool
    installation: str
    municipality: str
    content_folder: Path
    translations: Path
    checkpoints: Path
    database_url: str
    secret: str
    master_keys: Mapping[str, bytes]
    rate_limits: bool
    trusted_proxies: int
    draft_days: int
    demo: bool
    host: str
    port: int
    mail: MailServer | None = None
    call_mailbox: str = ""
    complaint_mailbox: str = ""
    staff_login: Provider | None = None
    resident_login: Provider | None = None

    @property
    def logins(self) -> tuple[Provider, ...]:
        return tuple(login for login in (self.staff_login, self.resident_login) if login)

    @property
    def can_be_asked_to_call(self) -> bool:
        return bool(self.mail and self.call_mailbox)


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read MEEDOEN_*, HOST and PORT. Raises Nonsense with a sentence that says what to set."""
    production = _choice(environ, "MEEDOEN_ENV", "ontwikkeling", ("ontwikkeling", "productie")) == "productie"
    content = _folder(environ, "MEEDOEN_CONTENT_DIR", PACKAGED_CONTENT)
    municipality = _municipality(environ, content)
    settings = Settings(
        production=production,
        installation=_installation(environ, municipality),
        municipality=municipality,
        content_folder=content,
        translations=_folder(environ, "MEEDOEN_TRANSLATIONS_DIR", resources.translations),
        checkpoints=Path(environ.get("MEEDOEN_CHECKPOINTS", "var/ijkpunten")),
        database_url=_database(environ.get("MEEDOEN_DATABASE_URL", "sqlite:///var/meedoen.db")),
        secret=environ.get("MEEDOEN_SECRET", EXAMPLE_SECRET),
        master_keys=_keys(environ.get("MEEDOEN_MASTER_KEYS", f"voorbeeld:{EXAMPLE_KEY}")),
        rate_limits=_choice(environ, "MEEDOEN_RATE_LIMITS", "on", ("on", "off")) == "on",
        trusted_proxies=_number(environ, "MEEDOEN_TRUSTED_PROXIES", 0, 0, 5),
        draft_days=_number(environ, "MEEDOEN_DRAFT_DAYS", 90, 7, 365),
        demo=_choice(environ, "MEEDOEN_DEMO", "nee", ("ja", "nee")) == "ja",
        host=_host(environ),
        port=_number(environ, "PORT", 8000, 1, 65535),
        mail=_mail(environ),
        call_mailbox=_mailbox(environ, "MEEDOEN_CALL_MAILBOX"),
        complaint_mailbox=_mailbox(environ, "MEEDOEN_COMPLAINT_MAILBOX"),
        staff_login=_login(environ, "STAFF"),
        resident_login=_login(environ, "RESIDENT"),
    )
    for name, mailbox in {"CALL": settings.call_mailbox, "COMPLAINT": settings.complaint_mailbox}.items():
        if mailbox and not settings.mail:
            raise Nonsense(
                f"Zet bij MEEDOEN_{name}_MAILBOX ook MEEDOEN_MAIL_SERVER: de server die de mail bezorgt."
            )
    if production:
        _refuse_in_production(settings, processes=_number(environ, "WEB_CONCURRENCY", 1, 1, 256))
    return settings


def _refuse_in_production(settings: Settings, processes: int) -> None:
    if len(settings.secret) < 32 or settings.secret == EXAMPLE_SECRET:
        raise Nonsense("Zet MEEDOEN_SECRET op een eigen geheim van minstens 32 tekens.")
    if base64.b64decode(EXAMPLE_KEY) in settings.master_keys.values():
        raise Nonsense(
            "Zet MEEDOEN_MASTER_KEYS op naam:sleutel, met een eigen sleutel van 32 bytes in base64."
        )
    if not settings.rate_limits:
        raise Nonsense("MEEDOEN_RATE_LIMITS=off is alleen om te meten. Haal het weg in productie.")
    if settings.demo:
        raise Nonsense("MEEDOEN_DEMO=ja is alleen voor de proefversie. Haal het weg in productie.")
    if settings.mail and settings.mail.tls is Tls.NONE:
        raise Nonsense("MEEDOEN_MAIL_TLS=geen is alleen om te proberen. Kies starttls of tls in productie.")
    for login in settings.logins:
        if not login.issuer.startswith("https://"):
            raise Nonsense(
                f"Een MEEDOEN_OIDC_..._ISSUER is {login.issuer!r}; in productie begint hij met https://."
            )
    if processes > 1:
        raise Nonsense(
            "Zet WEB_CONCURRENCY op 1. Meedoen is één proces met draden, dat zelf telt hoe vaak iets mag."
        )


def refuse_without_contact(municipality: Municipality) -> None:
    """Raise Nonsense when residents could not reach a human: no checked telephone number."""
    contact = municipality.contact
    if not (contact.phone and contact.source and contact.checked_on):
        raise Nonsense(
            f"Zet in gemeenten/{municipality.id}/gemeente.toml onder [contact] een telefoon, met bron en"
            " gecontroleerd_op. Inwoners moeten een mens kunnen bellen."
        )


def refuse_concepts(published: Sequence[str]) -> None:
    """Raise Nonsense when no version of the questions is published: residents would answer a concept."""
    if not published:
        raise Nonsense(
            'Zet in vragenlijst/gepubliceerd.toml bij een versie stand = "gepubliceerd", met haar sha256.'
            " Een concept is niet voor inwoners."
        )


def _municipality(environ: Mapping[str, str], content: Path) -> str:
    """Return which folder of gemeenten/ is ours. Content without that folder has a report of its own."""
    known = sorted(folder.name for folder in content.glob("gemeenten/*") if folder.is_dir())
    return _choice(environ, "MEEDOEN_GEMEENTE", "deventer", tuple(known or ["deventer"]))


def _installation(environ: Mapping[str, str], municipality: str) -> str:
    name = environ.get("MEEDOEN_INSTALLATION", municipality)
    if not name.strip() or not name.isprintable() or "|" in name:
        raise Nonsense(f"MEEDOEN_INSTALLATION is {name!r}; geef een naam, zonder het teken |.")
    return name


def _host(environ: Mapping[str, str]) -> str:
    name = environ.get("HOST", "127.0.0.1")
    if not HOST_NAME.fullmatch(name):
        raise Nonsense(f"HOST is {name!r}; geef een adres of naam van deze machine, zoals 127.0.0.1.")
    return name


def _mail(environ: Mapping[str, str]) -> MailServer | None:
    """Return the server that mail goes to; None when none is named."""
    address = environ.get("MEEDOEN_MAIL_SERVER", "")
    if not address:
        return None
    named = MAIL_SERVER.fullmatch(address)
    if named is None or not 1 <= int(named["port"]) <= 65535:
        raise Nonsense(
            f"MEEDOEN_MAIL_SERVER is {address!r}; schrijf server:poort, zoals mail.voorbeeld.nl:587."
        )
    sender = _mailbox(environ, "MEEDOEN_MAIL_FROM")
    if not sender:
        raise Nonsense("Zet bij MEEDOEN_MAIL_SERVER ook MEEDOEN_MAIL_FROM: het adres waar de mail van komt.")
    tls = Tls(_choice(environ, "MEEDOEN_MAIL_TLS", Tls.STARTTLS, tuple(Tls)))
    user, password = environ.get("MEEDOEN_MAIL_USER", ""), environ.get("MEEDOEN_MAIL_PASSWORD", "")
    if bool(user) is not bool(password):
        raise Nonsense("Zet MEEDOEN_MAIL_USER en MEEDOEN_MAIL_PASSWORD allebei, of geen van beide.")
    if password and tls is Tls.NONE:
        raise Nonsense(
            "MEEDOEN_MAIL_TLS=geen laat iedereen MEEDOEN_MAIL_PASSWORD meelezen. Kies starttls of tls."
        )
    return MailServer(named["host"].strip("[]"), int(named["port"]), tls, sender, user, password)


def _mailbox(environ: Mapping[str, str], name: str) -> str:
    address = environ.get(name, "")
    if address and not MAILBOX.fullmatch(address):
        raise Nonsense(f"{name} is {address!r}; geef één mailadres, zoals bellen@voorbeeld.nl.")
    return address


def _login(environ: Mapping[str, str], door: str) -> Provider | None:
    """Return the provider where these people can sign in; None when none is named.

    Of residents a way of signing in has to be asked, as not each of them is sure enough (security A1).
    """
    prefix = f"MEEDOEN_OIDC_{door}_"
    issuer, id, secret = (environ.get(prefix + name, "") for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"))
    acr, two = (tuple(environ.get(prefix + name, "").split()) for name in ("ACR", "TWO_FACTORS"))
    if not any((issuer, id, secret, acr, two)):
        return None
    if not ISSUER.fullmatch(issuer):
        raise Nonsense(
            f"{prefix}ISSUER is {issuer!r}; schrijf het adres, zoals https://inloggen.voorbeeld.nl."
        )
    if not (id.isascii() and id.isprintable() and id and secret):
        raise Nonsense(f"Zet bij {prefix}ISSUER ook {prefix}CLIENT_ID en {prefix}CLIENT_SECRET.")
    if door == "RESIDENT" and two:
        raise Nonsense(f"{prefix}TWO_FACTORS is alleen voor medewerkers. Haal het weg.")
    if door == "RESIDENT" and not acr:
        raise Nonsense(f"Zet {prefix}ACR: welke manieren van inloggen genoeg zijn, met spaties ertussen.")
    if not set(two) <= set(acr):
        raise Nonsense(f"Zet wat in {prefix}TWO_FACTORS staat ook in {prefix}ACR.")
    return Provider(issuer, id, secret, acr, two, _number(environ, f"{prefix}MAX_AGE", 900, 60, 28_800))


def _choice(environ: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    value = environ.get(name, default)
    if value not in choices:
        raise Nonsense(f"{name} is {value!r}; kies uit: {', '.join(choices)}.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise Nonsense(f"{name} is {value!r}; geef een getal van {least} tot en met {most}.")
    return int(value)


def _folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    folder = Path(environ.get(name, default))
    if not folder.is_dir():
        raise Nonsense(f"{name} wijst naar {folder}, en die map is er niet.")
    return folder


def _database(url: str) -> str:
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Nonsense("MEEDOEN_DATABASE_URL begint met sqlite:/// of postgresql+psycopg://.")
    if url.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise Nonsense("MEEDOEN_DATABASE_URL noemt geen bestand. Zet dat achter sqlite:///.")
    if not url.startswith("sqlite") and not POSTGRESQL.fullmatch(url):
        raise Nonsense("MEEDOEN_DATABASE_URL klopt niet: schrijf server:poort/database, de poort in cijfers.")
    return url


def _keys(text: str) -> Mapping[str, bytes]:
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        name, _, key = part.strip().partition(":")
        if name in keys:
            raise Nonsense(f"MEEDOEN_MASTER_KEYS noemt {name!r} twee keer. Geef elke sleutel een eigen naam.")
        try:
            keys[name] = base64.b64decode(key, validate=True)
        except binascii.Error:
            keys[name] = b""
        if not name or len(keys[name]) != 32:
            raise Nonsense(
                "MEEDOEN_MASTER_KEYS is naam:sleutel,naam:sleutel; elke sleutel is 32 bytes in base64."
            )
    return keys
