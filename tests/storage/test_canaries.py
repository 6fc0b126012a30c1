"""No byte of what residents said is readable in the database: not in tables, journal, or a dump."""

import base64
import json
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Conversation, SnapshotKind
from meedoen_app.core.handoff import Reach, Way
from meedoen_app.core.trace import Actor
from meedoen_app.storage import (
    assignments,
    case_lines,
    consents,
    conversations,
    handoffs,
    notes,
    outbox,
    sessions,
    snapshots,
    waiting,
    wordcodes,
)
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.vault import Vault
from tests.beginning import begin
from tests.postgres_server import POSTGRES_BIN_PATH, PostgresServer

CANARIES = 16


def test_nothing_said_can_be_read_from_the_bytes_of_the_database(
    database: Database,
    conversation: Conversation,
    vault: Vault,
    now: datetime,
    resident: Actor,
    request: pytest.FixtureRequest,
) -> None:
    canaries = [f"kanarie{secrets.token_hex(8)}é" for _ in range(CANARIES)]
    say_everywhere(database, vault, conversation.id, canaries, now, resident)
    assert seen(everything(database, request), canaries) == []
    with database.writing() as session:  # The search itself must be able to find one.
        session.get_one(ConversationRow, conversation.id).content_version = canaries[0]
    assert seen(everything(database, request), canaries) == [canaries[0]]


def test_after_erasing_the_key_is_in_no_byte_of_the_file(
    tmp_path: Path, migrated_sqlite: Path, vault: Vault, now: datetime, resident: Actor
) -> None:
    path = tmp_path / "meedoen.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    database = Database.at(f"sqlite:///{path}")
    with database.writing() as session:
        id = begin(session, vault, now, resident, until=now).id
        wrapped = session.get_one(ConversationRow, id).wrapped_key
    assert any(wrapped in part for part in files(path.parent))
    with database.writing() as session:
        conversations.erase(session, vault, id, now=now, by=resident)
    database.sweep()
    assert not any(wrapped in part for part in files(path.parent))
    database.close()


def test_sweeping_disturbs_nothing(database: Database, conversation: Conversation) -> None:
    database.sweep()
    with database.reading() as session:
        assert conversations.get(session, conversation.id) == conversation


def say_everywhere(
    database: Database, vault: Vault, id: str, canaries: list[str], now: datetime, by: Actor
) -> None:
    """Put a canary in every place that takes words or choices of a resident."""
    a, b, c, d, e, f, g, h, i, j, k, l, *handed_over = canaries  # noqa: E741
    said = Entry(0, Answer(a, (b,), ((c, d),), e), device=f, client_time=g)
    with database.writing() as session:
        conversations.append(session, vault, id, said, key="1", now=now, by=by)
        waiting.put(session, vault, id, said, key="2", now=now, by=by)
        notes.add(
            session, vault, id, json.dumps(h, ensure_ascii=False), key="3", about="oordeel", now=now, by=by
        )
        snapshots.add(
            session, vault, id, kind=SnapshotKind.ADVICE, rule_version="1", content=i, now=now, by=by
        )
        wordcodes.give(session, vault, id, (j,) * 6, now=now, by=by)
        consents.give(session, vault, id, purpose="meetellen", asked=Asked(k, "nl"), now=now, by=by)
        sessions.begin(session, vault, now=now, owner=id, state=l)
        outbox.put(session, vault, "mail", l, due_at=now, conversation=id)
        hand_over(session, vault, id, handed_over, now, by)
    with database.writing() as session:
        outbox.claim(session, vault, now)


def hand_over(session: Session, vault: Vault, id: str, canaries: list[str], now: datetime, by: Actor) -> None:
    part, name, line, reason = canaries
    given = consents.give(
        session, vault, id, purpose="delen", asked=Asked("Ja.", "nl"), parts={part}, now=now, by=by
    )
    clear = {"team": "bad", "kind": "delen", "upto": 1, "wijk": "", "language": "nl", "state": "gedeeld"}
    dates = {"shared_on": now.date(), "notified_on": None, "due_on": None}
    flags = {"on_behalf": False, "is_urgent": False}
    case = handoffs.add(
        session,
        vault,
        id,
        desk="schuldhulp",
        consent=given.number,
        reach=Reach(Way.HERE, name),
        now=now,
        by=by,
        **clear,
        **dates,
        **flags,
    ).id
    case_lines.add(session, vault, case, line, key="4", about="contact", now=now, by=by)
    assignments.assign(session, vault, case, "fatma", reason=reason, now=now, by=by)


def everything(database: Database, request: pytest.FixtureRequest) -> list[bytes]:
    """Return every byte that the database left: file and journal, or dump and data folder."""
    if database.is_sqlite:
        return list(files(request.getfixturevalue("tmp_path")))
    server: PostgresServer = request.getfixturevalue("postgresql")
    server.run("CHECKPOINT")
    dump = [POSTGRES_BIN_PATH / "pg_dump", "--dbname", database.engine.url.database]
    where = ["--host", server.folder, "--username", "postgres"]
    return [subprocess.run([*dump, *where], check=True, capture_output=True).stdout, *files(server.folder)]


def files(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # The server tidies up its journal while we look.
            if path.is_file():
                yield path.read_bytes()


def seen(parts: list[bytes], canaries: list[str]) -> list[str]:
    """Return the canaries that can be read in these bytes, in any writing that we know of."""
    return [canary for canary in canaries if any(form in part for form in forms(canary) for part in parts)]


def forms(canary: str) -> set[bytes]:
    """Write a canary as it could turn up: plain, escaped, UTF-16, hex, base64 at each of three places."""
    plain = canary.encode()
    escaped = json.dumps(canary)[1:-1].encode()
    in_base64 = {base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    wide = {canary.encode("utf-16-le"), canary.encode("utf-16-be")}
    return {plain, escaped, quote(canary).encode(), plain.hex().encode(), *wide, *in_base64}
