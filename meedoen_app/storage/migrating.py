"""Bring a database to a version of the tables, and say where it differs from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from meedoen_app import resources
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables import Row

NEWEST = "head"
EXACTLY = {"compare_type": True, "compare_server_default": True}


class BrokenReferences(Exception):
    """After the migration a row refers to a row that is not there; nothing was changed."""


def upgrade(url: str, revision: str = NEWEST) -> None:
    """Bring the database up to a revision, whole or not at all."""
    with _connection(url) as connection:
        command.upgrade(_config(connection), revision)
        _check_references(connection)


def downgrade(url: str, revision: str) -> None:
    """Bring the database back to a revision ("base" is empty), whole or not at all."""
    with _connection(url) as connection:
        command.downgrade(_config(connection), revision)
        _check_references(connection)


def current(url: str) -> str | None:
    """Return the revision that the database is at; None when it is empty."""
    with _connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(url: str) -> list[Any]:
    """Return what the tables in the code and those in the database do not share; normally nothing."""
    with _connection(url) as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=EXACTLY), Row.metadata))


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    database = Database.at(url)
    try:
        with database.migrating() as connection:
            yield connection
    finally:
        database.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_references(connection: Connection) -> None:
    """Look for broken references in SQLite, which does not guard them while tables change."""
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise BrokenReferences
