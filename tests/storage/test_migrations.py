"""The tables come and go whole, and are exactly those that the code knows."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from meedoen_app.core.casework.case import State, Waiting
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.datamap import Classified
from meedoen_app.storage import lists, migrating
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables import Row
from meedoen_app.storage.tables.columns import CLASSIFIED
from meedoen_app.storage.vault import Vault
from tests.cases import plain

MIGRATE = """
import sys
from meedoen_app.storage import migrating
print("now", flush=True)
migrating.upgrade(sys.argv[1])
print("done", flush=True)
"""
ROOT = Path(__file__).parents[2]
KILLS = 6
OWNERS = ("conversation", "handoff", "account")


def tables_at(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_up_down_and_up_again_gives_the_same_tables(empty_url: str) -> None:
    assert migrating.current(empty_url) is None
    migrating.upgrade(empty_url)
    first = tables_at(empty_url)
    migrating.downgrade(empty_url, "base")
    assert tables_at(empty_url) == {"alembic_version"}
    migrating.upgrade(empty_url)
    assert tables_at(empty_url) == first == {*Row.metadata.tables, "alembic_version"}


def test_going_back_says_again_that_who_reads_a_report_is_waited_for(
    database_url: str, database: Database, conversation: Conversation, vault: Vault, now: datetime
) -> None:
    with database.writing() as session:
        for state in (State.REPORT_REACTION, State.INQUIRY):
            plain(session, vault, conversation.id, now=now, state=state)
    migrating.downgrade(database_url, "0007")
    with database.reading() as session:
        found = session.execute(text("SELECT state, waits_for FROM handoff")).all()
    assert dict(map(tuple, found)) == {
        State.REPORT_REACTION: Waiting.RESIDENT,
        State.INQUIRY: Waiting.MUNICIPALITY,
    }
    migrating.upgrade(database_url)
    assert migrating.differences(database_url) == []


def test_the_database_has_exactly_the_tables_of_the_code(database_url: str) -> None:
    assert migrating.differences(database_url) == []


def test_a_difference_is_seen(empty_url: str) -> None:
    assert len(migrating.differences(empty_url)) >= len(Row.metadata.tables)


def test_a_migration_that_is_killed_half_way_did_not_happen(empty_url: str) -> None:
    chance = random.Random(7)  # noqa: S311 - when to kill, not a secret
    whole = {*Row.metadata.tables, "alembic_version"}
    seen = []
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout.readline() == "now\n"
            time.sleep(chance.uniform(0.0, 0.25))
            child.send_signal(signal.SIGKILL)
        found = tables_at(empty_url)
        seen.append(len(found))
        assert found in (set(), {"alembic_version"}, whole)
    print("tables after each kill:", seen)
    migrating.upgrade(empty_url)
    assert tables_at(empty_url) == whole


def test_a_migration_that_leaves_a_broken_reference_is_refused(tmp_path: Path, migrated_sqlite: Path) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "broken.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO participant VALUES ('nobody', 1, 'inwoner')")
    with pytest.raises(migrating.BrokenReferences):
        migrating.upgrade(f"sqlite:///{path}")


def test_every_column_is_classified() -> None:
    unclassified = [
        f"{table.name}.{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get(CLASSIFIED), Classified)
    ]
    assert unclassified == []


def test_the_data_map_names_every_column() -> None:
    columns = {(table.name, column.name) for table in Row.metadata.sorted_tables for column in table.columns}
    assert {(line.table, line.column) for line in lists.data_map()} == columns


def test_only_the_trace_outlives_its_conversation() -> None:
    for table in Row.metadata.sorted_tables:
        for key in table.foreign_keys:
            assert key.column.table.name in OWNERS
            assert key.ondelete == ("SET NULL" if table.name == "handoff" else "CASCADE")
    of_somebody = {table.name for table in Row.metadata.sorted_tables if table.foreign_keys}
    assert Row.metadata.tables.keys() - of_somebody == {
        "conversation", "account", "installation_key", "trace", "trace_head", "monitor_cell", "lookup_report",
    }  # fmt: skip
