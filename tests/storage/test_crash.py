"""A process that is killed loses no answer that it acknowledged, and the log and the trace stay whole."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.storage import conversations, trace
from meedoen_app.storage.database import Database
from meedoen_app.storage.vault import Vault

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("MEEDOEN_PROOF_COUNT", "3"))
MOST = 100_000


def test_every_acknowledged_answer_is_there_after_a_kill(
    database: Database, conversation: Conversation, vault: Vault
) -> None:
    chance = random.Random(11)  # noqa: S311 - when to kill, not a secret
    acknowledged: list[int] = []
    for round in range(ROUNDS):
        acknowledged += answer_until_killed(database, conversation.id, round * MOST, chance.randint(5, 60))
        with database.reading() as session:
            log = conversations.log(session, vault, conversation.id)
            assert trace.verify(session, vault) == ()
        stored = [entry.answer.text for entry in log]
        assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
        assert [text for n in acknowledged if (text := f"antwoord {n}") not in stored] == []
        assert len(stored) - len(acknowledged) <= round + 1
    print(len(acknowledged), "acknowledged answers survived", ROUNDS, "kills")


def answer_until_killed(database: Database, id: str, first: int, enough: int) -> list[int]:
    """Let a child answer, kill it in full swing, and return what it acknowledged."""
    url = database.engine.url.render_as_string(hide_password=False)
    child = [sys.executable, "-m", "tests.storage.answering", url, id, str(first), str(MOST), "FULL"]
    with subprocess.Popen(child, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        lines = [process.stdout.readline() for _ in range(enough)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    return [int(line.split()[1]) for line in lines if line.endswith("\n")]
