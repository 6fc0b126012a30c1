"""A database with very many conversations in it: rows of the right shape and size, that nobody can open."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

ANSWERS_EACH = 3
SEALED = 12 + 256 + 16  # Nonce, one block, tag.
AT = "2026-11-01 10:00:00.000000"
BATCH = 5_000
WRAPPED = 12 + 32 + 16
ADD_CONVERSATION = """
    INSERT INTO conversation (
        id, word_mac, wrapped_key, word_ciphertext, created_at, visited_at, expires_at,
        state, keeping, content_version, notice, language, level, key_id, version_id
    )
    VALUES (?, ?, ?, ?, ?, ?, '2030-01-01 10:00:00.000000',
        'open', 'bewaard', '2026-1', '', 'nl', 'b1', 'voorbeeld', 1)
"""
ADD_ANSWER = "INSERT INTO answer (conversation_id, seq, key, ciphertext, at) VALUES (?, ?, ?, ?, ?)"


def fill(path: Path, start: int, end: int) -> None:
    """Add conversations number `start` up to `end`, each with a few answers."""
    filling = sqlite3.connect(path)
    filling.execute("PRAGMA synchronous=OFF")
    for first in range(start, end, BATCH):
        names = [f"gevuld-{number:014d}" for number in range(first, min(first + BATCH, end))]
        with filling:
            filling.executemany(ADD_CONVERSATION, map(_conversation, names))
            filling.executemany(ADD_ANSWER, _answers(names))
    filling.execute("ANALYZE")
    filling.commit()
    filling.close()


def _conversation(name: str) -> tuple[object, ...]:
    return name, name, os.urandom(WRAPPED), os.urandom(SEALED), AT, AT


def _answers(names: list[str]) -> Iterator[tuple[object, ...]]:
    for name in names:
        for seq in range(1, ANSWERS_EACH + 1):
            yield name, seq, str(seq), os.urandom(SEALED), AT
