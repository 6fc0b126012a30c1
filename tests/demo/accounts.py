"""Invented members of staff for the demo: of every role, and of every team one, ready to sign in."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyotp
from flask import Flask

from meedoen_app.content.content import Content
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.access.factor import FactorKind
from meedoen_app.storage import accounts, factors, passwords
from meedoen_app.storage.database import Session
from meedoen_app.web.installation import Installation
from tests.demo.people import INVENTED

COACHES = 2
WORDS_IN_A_PASSWORD = 4
NAMES = (
    "Ans",
    "Bilal",
    "Carla",
    "Daan",
    "Emine",
    "Frits",
    "Gerda",
    "Hamid",
    "Ineke",
    "Joost",
    "Karin",
    "Leo",
)
ALONE = (Role.ADMIN, Role.ADMIN, Role.PRIVACY, Role.POLICY, Role.COUNCIL)


@dataclass(frozen=True)
class Ready:
    """Somebody who can sign in, with what they know and have. The secret is of an app for codes."""

    role: str
    name: str
    mail: str
    password: str
    totp_secret: str


def make_all(app: Flask) -> list[Ready]:
    """Make an account for every role, and for every team somebody of each profession in it."""
    here = app.extensions["meedoen"]
    content = here.contents.current()
    with here.database.writing() as session:
        return [
            _made(session, here, rights, name)
            for rights, name in zip(_wanted(content), _names(), strict=False)
        ]


def write(ready: list[Ready], path: Path) -> None:
    path.write_text(json.dumps([asdict(one) for one in ready], ensure_ascii=False, indent=2) + "\n")


def _wanted(content: Content) -> Iterator[Rights]:
    """Yield the rights of everybody: those without a team, the coaches, and a professional of each kind."""
    yield from (Rights(role) for role in ALONE)
    for team in content.teams:
        for profession in team.professions:
            if profession == "buurtcoach":
                yield from (Rights(Role.COACH, team=team.id) for _ in range(COACHES))
            else:
                yield Rights(Role.PROFESSIONAL, profession, team.id)


def _names() -> Iterator[str]:
    round_of = 1
    while True:
        yield from (name if round_of == 1 else f"{name} {round_of}" for name in NAMES)
        round_of += 1


def _made(session: Session, here: Installation, rights: Rights, name: str) -> Ready:
    now, words = datetime.now(UTC), here.contents.words()
    ready = Ready(
        role=rights.role.value,
        name=f"{name} {INVENTED}",
        mail=f"{name.lower().replace(' ', '')}@voorbeeld.nl",
        password=" ".join(secrets.choice(words) for _ in range(WORDS_IN_A_PASSWORD)),
        totp_secret=pyotp.random_base32(),
    )
    account = accounts.add(
        session, name=ready.name, mail=ready.mail, rights=rights, state=AccountState.ACTIVE, now=now
    )
    assert account is not None
    accounts.set_password(session, account.id, passwords.hashed(ready.password))
    factors.add(
        session,
        here.vault,
        account.id,
        FactorKind.TOTP,
        label="Proef",
        secret=ready.totp_secret,
        counter=0,
        now=now,
    )
    return ready
