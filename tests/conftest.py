"""What tests share: a moment, two real databases, and the keys. PostgreSQL is never skipped."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.trace import Actor
from meedoen_app.storage import migrating
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault
from tests import memory, postgres_server
from tests.amounts import EVERYDAY_SEED, PROOF
from tests.beginning import begin
from tests.postgres_server import PostgresServer

KINDS = ("sqlite", "postgresql")
MASTER_KEY = bytes(range(32))
OF_PAGES = [Path(__file__).parent / "web", Path(__file__).parent / "journeys" / "test_pressing_twice.py"]
ON_POSTGRESQL = 0.1  # The part of the tests of pages that `make test` runs on PostgreSQL too.


def pytest_configure() -> None:
    memory.use()


def pytest_report_header() -> str:
    return f"{ON_POSTGRESQL:.0%} of the tests of pages on PostgreSQL too, drawn with seed {EVERYDAY_SEED}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the rest of those for the proof, and for who asks `-k postgresql`."""
    if PROOF or "postgresql" in config.option.keyword:
        return
    left = [item for item in items if is_on_postgresql(item) and is_of_pages(item) and not drawn(item)]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def is_on_postgresql(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "[postgresql" in item.name


def is_of_pages(item: pytest.Item) -> bool:
    return any(one in (item.path, *item.path.parents) for one in OF_PAGES)


def drawn(item: pytest.Item) -> bool:
    draw = random.Random(f"{EVERYDAY_SEED} {item.nodeid}")  # noqa: S311 - the same in every process
    return draw.random() < ON_POSTGRESQL


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
        return begin(session, vault, now, resident)
