"""Accounts: one per mail address, codes that work once also when two come at once, passwords as hashes."""

from datetime import datetime

import pytest
from argon2 import Type, extract_parameters

from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.access.factor import FactorKind, Purpose
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import accounts, factors, passwords
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.vault import Vault

MAIL = "ans@voorbeeld.nl"
KNOWN = "JBSW Y3DP"


def add(session: Session, now: datetime, mail: str = MAIL) -> str:
    made = accounts.add(
        session, name="Ans", mail=mail, rights=Rights(Role.ADMIN), state=AccountState.ACTIVE, now=now
    )
    assert made is not None
    return made.id


def test_a_password_is_an_argon2id_hash_and_nobody_costs_as_much_as_somebody() -> None:
    known = passwords.hashed("een lange zin")
    assert extract_parameters(known) == extract_parameters(passwords.NOBODYS)
    parameters = extract_parameters(known)
    assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (Type.ID, 65536, 3)
    assert passwords.fits(known, "een lange zin")
    assert not passwords.fits(known, "een andere zin")
    assert not passwords.fits(None, "een lange zin")


def test_a_mail_address_has_one_account_however_it_is_written(database: Database, now: datetime) -> None:
    with database.writing() as session:
        id = add(session, now)
        again = accounts.add(
            session,
            name="B",
            mail=" ANS@voorbeeld.nl",
            rights=Rights(Role.COACH),
            state=AccountState.INVITED,
            now=now,
        )
        assert again is None
        found = accounts.of_mail(session, "Ans@Voorbeeld.nl")
        assert found is not None
        assert found.id == id
    with database.reading() as session, pytest.raises(NotThere):
        accounts.get(session, "\x00")


def test_the_secret_of_a_factor_is_sealed_and_its_counter_only_goes_up(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        id = add(session, now)
        app = factors.add(session, vault, id, FactorKind.TOTP, label="App", secret=KNOWN, counter=5, now=now)
        assert [factors.move_on(session, app, step, now) for step in (5, 6, 6, 4)] == [
            False,
            True,
            False,
            False,
        ]
        assert factors.secret_of(session, vault, app) == (KNOWN, 6)
        row = session.connection().exec_driver_sql("SELECT ciphertext FROM factor").scalar_one()
        assert KNOWN.encode() not in bytes(row)


def test_a_code_is_used_up_and_its_tries_are_counted(database: Database, vault: Vault, now: datetime) -> None:
    with database.writing() as session:
        id = add(session, now)
        right = factors.mac(session, vault, id, "K7QF3MXW")
        token = factors.begin(session, id, Purpose.INVITATION, code_mac=right, now=now)
        assert factors.try_once(session, token, Purpose.SIGN_IN, now) is None
        for tries in range(1, 5):
            attempt = factors.try_once(session, token, Purpose.INVITATION, now)
            assert attempt is not None
            assert attempt.tries == tries
        assert factors.has_code(session, attempt, right, now)
        assert factors.try_once(session, token, Purpose.INVITATION, now) is None
        accounts.replace_recovery_codes(session, id, [right])
        assert [accounts.use_recovery_code(session, id, right) for _ in range(2)] == [True, False]
