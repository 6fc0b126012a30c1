"""What the tests of signing in elsewhere share: a strict provider, one that says anything, and the app."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.core.access.account import Account
from meedoen_app.core.access.identity import Identity
from meedoen_app.storage import identities
from tests import staff
from tests.oidc import strict
from tests.oidc.person import Person
from tests.oidc.strict import TWO, Strict
from tests.web.conftest import make

__all__ = ["make"]

Arrive = Callable[..., Person]


@pytest.fixture(scope="session")
def provider() -> Iterator[Strict]:
    with strict.running() as running:
        yield running


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One database is enough here: what both have to do is in tests/storage/test_identities.py."""
    shutil.copy(migrated_sqlite, tmp_path / "meedoen.db")
    return f"sqlite:///{tmp_path / 'meedoen.db'}"


@pytest.fixture
def app(make: Callable[..., Flask], provider: Strict) -> Flask:
    """Meedoen, with the strict provider for both doors; one of its two ways of signing in is two factors."""
    staff = provider.environ("STAFF", ACR=f"{strict.BASIC} {TWO}", TWO_FACTORS=TWO)
    return make(**staff, **provider.environ("RESIDENT"))


@pytest.fixture
def arrive(app: Flask) -> Arrive:
    """Somebody new arrives, with a browser of their own, and an account elsewhere."""
    return lambda **how: Person(app.test_client(), **how)


def bound(app: Flask, issuer: str, who: str, role: str = "buurtcoach") -> Account:
    """Make an account that is in use, of who signs in elsewhere as `who`."""
    here, account = app.extensions["meedoen"], staff.make(app, role)
    with here.database.writing() as session:
        mac = identities.mac_of_staff(session, here.vault, Identity(issuer, who))
        assert identities.bind(session, account.id, mac, datetime.now(UTC))
    return account
