"""One app for each database, with everybody in it: made once, as the matrix knocks thousands of times."""

import secrets
import shutil
from collections.abc import Iterator

import pytest

from tests.access import table
from tests.access.people import World
from tests.access.table import Table
from tests.apps import make_app
from tests.postgres_server import PostgresServer
from tests.sampling import KINDS


@pytest.fixture(scope="session")
def reviewed() -> Table:
    return table.read(table.FILE.read_text().splitlines())


@pytest.fixture(scope="session", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a migrated, empty database of the matrix alone."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("matrix") / "meedoen.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgresServer = request.getfixturevalue("postgresql")
        name = server.create(request.getfixturevalue("migrated_postgresql"))
        yield server.url(name)
        server.drop(name)


@pytest.fixture(scope="session")
def world(url: str) -> Iterator[World]:
    made = make_app(url)
    yield World(made, f"kanarie{secrets.token_hex(8)}")
    made.extensions["meedoen"].database.close()
