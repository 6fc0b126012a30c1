"""What tests share: a moment, two real databases, and the keys. PostgreSQL is never skipped."""

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
from tests import memory, once, postgres_server, sampling
from tests.beginning import begin
from tests.postgres_server import PostgresServer
from tests.sampling import KINDS, Case

MASTER_KEY = bytes(range(32))


def pytest_configure() -> None:
    memory.use()
    once.use()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sample", action="store_true", help="of tests with many cases, run some")


def pytest_report_header(config: pytest.Config) -> str | None:
    return sampling.told() if config.option.sample else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.option.sample:
        return
    cases = {item: _case(item) for item in items}
    drawn = sampling.sample(cases.values())
    config.hook.pytest_deselected(items=[item for item in items if cases[item] not in drawn])
    items[:] = [item for item in items if cases[item] in drawn]


def _case(item: pytest.Item) -> Case:
    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    database = next((one for one in given if isinstance(one, str) and one in KINDS), "")
    return Case(item.nodeid.partition("[")[0].removeprefix("tests/"), item.nodeid, database)


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
