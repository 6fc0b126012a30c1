"""A resident in a process of their own, who answers and says so each time it was stored.

python -m tests.storage.answering <database> <conversation> <first> <count> <synchronous>
"""

import os
import sys
from datetime import UTC, datetime

from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import PRAGMAS, Database
from meedoen_app.storage.vault import Vault

VAULT = Vault("deventer", {"k1": bytes(range(32))}, "k1")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BY = Actor(id="", role="inwoner")
STORED = "STORED"


def main(url: str, id: str, first: str, count: str, synchronous: str) -> None:
    database = Database.at(url, (*PRAGMAS, f"synchronous={synchronous}"))
    for number in range(int(first), int(first) + int(count)):
        entry = Entry(0, Answer("q", text=f"antwoord {number}"))
        with database.writing() as session:
            conversations.append(session, VAULT, id, entry, key=str(number), now=NOW, by=BY)
        os.write(sys.stdout.fileno(), f"{STORED} {number}\n".encode())
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
