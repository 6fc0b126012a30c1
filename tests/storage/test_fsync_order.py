"""An answer is acknowledged after its fsync, never before, by SQLite and by PostgreSQL.

Killing a process does not show this: what was written stays in the memory of the system. So the system
calls are watched, of the resident and of every process of PostgreSQL: when an acknowledgement leaves, the
journal was written since the one before, and nothing in it was written after its last sync.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.storage import migrating
from meedoen_app.storage.database import Database
from tests import postgres_server
from tests.amounts import amount
from tests.postgres_server import PostgresServer
from tests.storage.answering import STORED

ROOT = Path(__file__).parents[2]
COUNT = amount(40, 10_000)
FEW = 30
ENDING = 0.5
CALLS = "write,pwrite64,writev,pwritev,pwritev2,ftruncate,fsync,fdatasync"
CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\((?P<fd>\d+)<(?P<path>[^>]*)>(?P<rest>.*)$")
SYNCS = ("fsync", "fdatasync")
JOURNAL = re.compile(r"\.db(-wal|-journal)?$|/pg_wal/[0-9A-F]{24}$")
WEAKER = [("sqlite", "NORMAL"), ("sqlite", "OFF"), ("postgresql", "off")]
# PostgreSQL as it comes, without the chores that write to its journal on a moment of their own.
AS_IT_COMES = (
    *("fsync = on", "synchronous_commit = on", "full_page_writes = on"),
    *("autovacuum = off", "checkpoint_timeout = '1h'", "max_wal_size = '8GB'", "bgwriter_delay = '10s'"),
    "wal_writer_delay = '10s'",
)


@pytest.fixture(scope="session")
def strace() -> str:
    """The program that watches system calls; without it there is no proof, so it is never skipped."""
    if shutil.which("strace") is None and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", "strace"], check=True, capture_output=True)
    found = shutil.which("strace")
    assert found, "this test needs strace: apt-get install strace"
    return found


@pytest.fixture(scope="session")
def honest_postgresql() -> Iterator[PostgresServer]:
    """A server that waits for its disk, unlike that of the other tests."""
    with postgres_server.running() as server:
        for setting in AS_IT_COMES:
            server.run(f"ALTER SYSTEM SET {setting}")
        server.run("SELECT pg_reload_conf()")
        yield server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> Iterator[str]:
    kind: str = request.getfixturevalue("kind")
    if kind == "sqlite":
        shutil.copy(migrated_sqlite, tmp_path / "meedoen.db")
        yield f"sqlite:///{tmp_path / 'meedoen.db'}"
        return
    server: PostgresServer = request.getfixturevalue("honest_postgresql")
    name = server.create()
    migrating.upgrade(server.url(name))
    yield server.url(name)
    server.drop(name)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_acknowledged_answer_was_synced_first(
    strace: str, database: Database, conversation: Conversation, request: pytest.FixtureRequest, kind: str
) -> None:
    found = unsafe(watched(strace, database, conversation.id, request, COUNT, kind, "FULL"))
    assert found == (COUNT, [])
    request.node.user_properties.append(("acknowledged_after_sync", COUNT))


@pytest.mark.parametrize(("kind", "synchronous"), WEAKER)
def test_weaker_settings_are_caught(
    strace: str,
    database: Database,
    conversation: Conversation,
    request: pytest.FixtureRequest,
    kind: str,
    synchronous: str,
) -> None:
    count, caught = unsafe(watched(strace, database, conversation.id, request, FEW, kind, synchronous))
    assert count == FEW
    assert caught
    assert (
        len(caught) == FEW or kind == "postgresql"
    )  # Its journal is synced by another, now and then in time.


def watched(
    program: str,
    database: Database,
    id: str,
    request: pytest.FixtureRequest,
    count: int,
    kind: str,
    synchronous: str,
) -> Iterator[re.Match[str]]:
    """Answer so many times under strace; give the calls on journals and each acknowledgement, in order."""
    calls: Path = request.getfixturevalue("tmp_path") / "calls.txt"
    url, others = database.engine.url.render_as_string(hide_password=False), []
    if kind == "postgresql":
        database.close()
        server: PostgresServer = request.getfixturevalue("honest_postgresql")
        others = [word for process in processes(server) for word in ("--attach", str(process))]
        setting = "on" if synchronous == "FULL" else synchronous
        server.run(f"ALTER DATABASE {database.engine.url.database} SET synchronous_commit = {setting}")
    child = [sys.executable, "-m", "tests.storage.answering", url, id, "0", str(count), synchronous]
    watch = [program, "--follow-forks", "--decode-fds=path", "--trace", CALLS, "--output", str(calls)]
    with subprocess.Popen([*watch, *others, *child], cwd=ROOT, stdout=subprocess.PIPE, text=True) as strace:
        last = f"{STORED} {count - 1}\n"
        assert last in iter(strace.stdout.readline, ""), "the resident did not come to an end"
        time.sleep(ENDING)
        strace.kill()  # PostgreSQL goes on, and with it the watching; strace waits for its end.
    return filter(None, map(CALL.match, calls.read_text().splitlines()))


def processes(server: PostgresServer) -> Sequence[int]:
    """Return the first process of a server and those that it started; what it starts later is followed."""
    first = int((server.folder / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *map(int, children)]


def unsafe(calls: Iterable[re.Match[str]]) -> tuple[int, list[set[str]]]:
    """Return how many answers were acknowledged, and what was unsynced at each that came too early."""
    acknowledged, early = 0, []
    unsynced: set[str] = set()
    is_written = False
    for call in calls:
        if STORED in call["rest"]:
            acknowledged += 1
            early.extend([set(unsynced)] if unsynced or not is_written else [])
            is_written = False
        elif call["name"] in SYNCS:
            unsynced.discard(call["path"])
        elif JOURNAL.search(call["path"]):
            unsynced.add(call["path"])
            is_written = True
    return acknowledged, early
