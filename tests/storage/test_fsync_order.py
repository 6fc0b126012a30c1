"""An answer is acknowledged after its fsync, never before.

Killing a process does not show this: what was written stays in the memory of the system. So the system
calls are watched: when the acknowledgement leaves, no file of the database may have a write after its
last sync. `MEEDOEN_PROOF_COUNT` sets how many answers are watched.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.storage.database import Database
from tests.storage.answering import STORED

ROOT = Path(__file__).parents[2]
COUNT = int(os.environ.get("MEEDOEN_PROOF_COUNT", "40"))
CALLS = "write,pwrite64,writev,pwritev,pwritev2,ftruncate,fsync,fdatasync"
CALL = re.compile(r"^(?P<name>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>(?P<rest>.*)$")
SYNCS = ("fsync", "fdatasync")


@pytest.fixture(scope="session")
def strace() -> str:
    """The program that watches system calls; without it there is no proof, so it is never skipped."""
    if shutil.which("strace") is None and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", "strace"], check=True, capture_output=True)
    found = shutil.which("strace")
    assert found, "this test needs strace: apt-get install strace"
    return found


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Only SQLite: the order of PostgreSQL's own log is PostgreSQL's."""
    shutil.copy(migrated_sqlite, tmp_path / "meedoen.db")
    return f"sqlite:///{tmp_path / 'meedoen.db'}"


@pytest.mark.parametrize("count", [COUNT])
def test_every_acknowledged_answer_was_synced_first(
    strace: str, database: Database, conversation: Conversation, tmp_path: Path, count: int
) -> None:
    calls = watched(strace, database, conversation.id, tmp_path, count, "FULL")
    assert unsafe(calls) == (count, [])


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_weaker_settings_are_caught(
    strace: str, database: Database, conversation: Conversation, tmp_path: Path, synchronous: str
) -> None:
    count, caught = unsafe(watched(strace, database, conversation.id, tmp_path, 10, synchronous))
    assert (count, len(caught)) == (10, 10)


def watched(
    strace: str, database: Database, id: str, folder: Path, count: int, synchronous: str
) -> Iterator[re.Match[str]]:
    """Answer so many times under strace; give the calls on files of the database and each acknowledgement."""
    calls = folder / "calls.txt"
    url = database.engine.url.render_as_string()
    child = ["-m", "tests.storage.answering", url, id, "0", str(count), synchronous]
    watch = [strace, "--decode-fds=path", "--trace", CALLS, "--output", str(calls)]
    subprocess.run([*watch, sys.executable, *child], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return filter(None, map(CALL.match, calls.read_text().splitlines()))


def unsafe(calls: Iterable[re.Match[str]]) -> tuple[int, list[set[str]]]:
    """Return how many answers were acknowledged, and what was unsynced at each that came too early."""
    acknowledged, early = 0, []
    unsynced: set[str] = set()
    for call in calls:
        if STORED in call["rest"]:
            acknowledged += 1
            early.extend([set(unsynced)] if unsynced else [])
        elif call["name"] in SYNCS:
            unsynced.discard(call["path"])
        elif call["path"].endswith((".db", ".db-wal", ".db-journal")):
            unsynced.add(call["path"])
    return acknowledged, early
