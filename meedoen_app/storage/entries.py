"""How an entry of the answer log is written inside its ciphertext: as JSON."""

import json
from datetime import datetime
from typing import Any

from meedoen_app.core.conversation.answers import Answer, Entry, Voice
from meedoen_app.core.errors import NotAllowed

LONGEST_KEY = 200


def to_text(entry: Entry) -> str:
    """Write an entry. Its place in the log and its moment are columns, not part of the text."""
    return json.dumps(
        {
            "question": entry.answer.question,
            "options": entry.answer.options,
            "rows": entry.answer.rows,
            "text": entry.answer.text,
            "participant": entry.participant,
            "voice": entry.voice,
            "device": entry.device,
            "base": entry.base,
            "client_time": entry.client_time,
        }
    )


def from_text(text: str, seq: int, at: datetime) -> Entry:
    """Read an entry back, as line `seq` of the log."""
    told: dict[str, Any] = json.loads(text)
    answer = Answer(
        told["question"],
        tuple(told["options"]),
        tuple((row, value) for row, value in told["rows"]),
        told["text"],
    )
    return Entry(
        seq,
        answer,
        told["participant"],
        Voice(told["voice"]),
        told["device"],
        told["base"],
        told["client_time"],
        at,
    )


def are_same(one: Entry, other: Entry) -> bool:
    """Say whether two entries say the same, by the same person in the same voice."""
    return (one.answer, one.participant, one.voice) == (other.answer, other.participant, other.voice)


def check_key(key: str) -> str:
    """Return an idempotency key that can be stored. Raises NotAllowed."""
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise NotAllowed("key")
    return key
