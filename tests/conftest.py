"""What tests share: a moment, two real databases, and the keys. PostgreSQL is never skipped."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meedoen_app.core.conversation.conversation import Conversation, Keeping, expiry
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, migrating
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault
from tests import memory, postgres_server
from tests.postgres_server import PostgresServer

KINDS = ("sqlite", "postgresql")
MASTER_KEY = bytes(range(32))


def pytest_configure() -> None:
    memory.use()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    with postgres_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "meedoen.db"
    migrating.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: PostgresServer) -> str:
    name = postgresql.create()
    migrating.upgrade(postgresql.url(name))
    return name


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'meedoen.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgresql")
        name = server.create()
        yield server.url(name)
        server.drop(name)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database of this test alone."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "meedoen.db")
        yield f"sqlite:///{tmp_path / 'meedoen.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgresql")
        name = server.create(request.getfixturevalue("migrated_postgresql"))
        yield server.url(name)
        server.drop(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.at(database_url)
    yield opened
    opened.close()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault("deventer", {"k1": MASTER_KEY}, "k1")


@pytest.fixture
def resident() -> Actor:
    return Actor(id="", role="inwoner", app_version="0.1.0")


@pytest.fixture
def conversation(database: Database, vault: Vault, now: datetime, resident: Actor) -> Conversation:
    """A conversation that has just begun."""
    with database.writing() as session:
        return conversations.start(
            session,
            vault,
            content_version="2026-1",
            reading=Reading("nl"),
            now=now,
            expires_at=expiry(Keeping.VISIT, now),
            by=resident,
        )
