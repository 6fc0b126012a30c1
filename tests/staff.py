"""Staff in tests: an account with a password and a second factor, signed in by the real pages."""

from datetime import UTC, datetime
from itertools import count

import pyotp
from argon2 import PasswordHasher
from flask import Flask

from meedoen_app.core.access.account import Account, AccountState, Rights, Role
from meedoen_app.core.access.factor import FactorKind
from meedoen_app.storage import accounts, factors
from tests.visitor import Visitor

PHRASE = "een lange zin die niemand raadt"
# The same argon2id with the least work, as every test signs in: a hash says itself what it cost.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PHRASE)
SECRET = pyotp.random_base32()  # Of every app here; each account keeps its own count of it.
NUMBERS = count(1)


def make(
    app: Flask,
    role: str = "buurtcoach",
    *,
    team: str = "",
    profession: str = "",
    name: str = "",
    mail: str = "",
) -> Account:
    """Make an account that is ready: with PHRASE, and an app with SECRET."""
    here, number = app.extensions["meedoen"], next(NUMBERS)
    with here.database.writing() as session:
        account = accounts.add(
            session,
            name=name or f"{role.capitalize()} {number}",
            mail=mail or f"{role}{number}@voorbeeld.nl",
            rights=rights(role, team, profession),
            state=AccountState.ACTIVE,
            now=datetime.now(UTC),
        )
        assert account is not None, "this mail address has an account"
        accounts.set_password(session, account.id, CHEAP)
        add_app(app, account, session)
    return account


def rights(role: str, team: str = "", profession: str = "") -> Rights:
    return Rights(Role(role), profession, team)


def add_app(app: Flask, account: Account, session: object) -> None:
    _add(app, account, session, FactorKind.TOTP, label="Telefoon", secret=SECRET)


def add_passkey(app: Flask, account: Account) -> None:
    """Add a passkey that nobody has, so that a page asks for one."""
    kept = '{"credential": "AAAA", "public_key": "AAAA"}'
    with app.extensions["meedoen"].database.writing() as session:
        _add(app, account, session, FactorKind.PASSKEY, label="Laptop", secret=kept)


def _add(app: Flask, account: Account, session: object, kind: FactorKind, *, label: str, secret: str) -> None:
    vault, now = app.extensions["meedoen"].vault, datetime.now(UTC)
    factors.add(session, vault, account.id, kind, label=label, secret=secret, counter=0, now=now)


def code(near: int = 0, secret: str = SECRET) -> str:
    """Return the code of the app now, or of the step before it (-1) or after it (1). Each works once."""
    return pyotp.TOTP(secret).at(datetime.now(UTC), counter_offset=near)


def sign_in_as(visitor: Visitor, account: Account, *, near: int = 0) -> None:
    """Come in by the pages. Who comes in again within half a minute shows another code (`near`)."""
    visitor.go("/werk/inloggen")
    visitor.press("doe=wachtwoord", mail=account.mail, wachtwoord=PHRASE)
    visitor.press("doe=tweede", code=code(near))
    assert visitor.path == "/werk", visitor.words


def sign_in(
    app: Flask,
    visitor: Visitor,
    *,
    role: str = "buurtcoach",
    team: str = "",
    profession: str = "",
    name: str = "",
) -> Account:
    """Make an account with two factors, and sign this visitor in with it."""
    account = make(app, role, team=team, profession=profession, name=name)
    sign_in_as(visitor, account)
    return account
