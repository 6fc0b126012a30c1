"""A full, locked or absent database: an honest no, nothing lost, and back to work by itself."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.errors import OutOfReach
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import PRAGMAS, Database
from meedoen_app.storage.vault import Vault
from tests.beginning import begin
from tests.postgres_server import PostgresServer

PAGE = 4096
PAGES_FREE = 8


class Table:
    """A resident who goes on answering."""

    def __init__(self, database: Database, vault: Vault, now: datetime, by: Actor) -> None:
        self.vault, self.now, self.by = vault, now, by
        with database.writing() as session:
            self.id = begin(session, vault, now, by, until=now).id

    def answer(self, database: Database, key: str, halfway: Callable[[], None] = lambda: None) -> None:
        entry = Entry(0, Answer("q", text=key))
        with database.writing() as session:
            conversations.append(session, self.vault, self.id, entry, key=key, now=self.now, by=self.by)
            halfway()

    def answer_until_refused(self, database: Database) -> list[str]:
        acknowledged: list[str] = []
        with suppress(OutOfReach):
            while True:
                self.answer(database, key := str(len(acknowledged)))
                acknowledged.append(key)
        return acknowledged

    def stored(self, database: Database) -> list[str]:
        with database.reading() as session:
            return [entry.answer.text for entry in conversations.log(session, self.vault, self.id)]


def test_a_full_disk_loses_nothing_that_was_stored(
    tmp_path: Path, migrated_sqlite: Path, vault: Vault, now: datetime, resident: Actor
) -> None:
    path = Path(shutil.copy(migrated_sqlite, tmp_path / "small.db"))
    limit = f"max_page_count={path.stat().st_size // PAGE + PAGES_FREE}"
    small = Database.at(f"sqlite:///{path}", (*PRAGMAS, limit))
    table = Table(small, vault, now, resident)
    acknowledged = table.answer_until_refused(small)
    assert table.stored(small) == acknowledged != []
    small.close()
    roomy = Database.at(f"sqlite:///{path}")
    table.answer(roomy, "later")
    assert table.stored(roomy) == [*acknowledged, "later"]
    roomy.close()


def test_a_locked_file_is_out_of_reach_for_writing_only(
    tmp_path: Path, migrated_sqlite: Path, vault: Vault, now: datetime, resident: Actor
) -> None:
    path = Path(shutil.copy(migrated_sqlite, tmp_path / "locked.db"))
    hasty = Database.at(f"sqlite:///{path}", (*PRAGMAS, "busy_timeout=20"))
    table = Table(hasty, vault, now, resident)
    with hasty.writing() as other:
        other.execute(text("SELECT 1"))
        with pytest.raises(OutOfReach):
            table.answer(hasty, "first")
        assert table.stored(hasty) == []
    table.answer(hasty, "first")
    assert table.stored(hasty) == ["first"]
    hasty.close()


def test_a_server_that_drops_the_line_is_found_again(
    postgresql: PostgresServer, migrated_postgresql: str, vault: Vault, now: datetime, resident: Actor
) -> None:
    name = postgresql.create(migrated_postgresql)
    database = Database.at(postgresql.url(name))
    table = Table(database, vault, now, resident)
    table.answer(database, "before")
    with pytest.raises(OutOfReach):
        table.answer(database, "lost", halfway=lambda: postgresql.hang_up(name))
    table.answer(database, "again")
    assert table.stored(database) == ["before", "again"]
    database.close()
    postgresql.drop(name)


def test_a_server_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    nowhere = Database.at(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    with pytest.raises(OutOfReach), nowhere.reading() as session:
        session.execute(text("SELECT 1"))
    nowhere.close()
