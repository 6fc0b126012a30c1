"""A server or a worker that is killed loses nothing that was acknowledged, and does nothing twice or half."""

import random
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from meedoen_app.cli import main
from tests.amounts import amount, chance, note
from tests.journeys import served
from tests.journeys.people import Kept, Person, faults
from tests.journeys.served import Forked, Prepared
from tests.journeys.wire import Wire
from tests.postgres_server import POSTGRES_BIN_PATH

DATABASES = amount(1, 10)  # One after the other, so that looking at all of it stays quick.
ROUNDS = amount(2, 50)  # In each database; a round kills a server and a worker.
PEOPLE = 3
OVER = 2  # So many conversations are over in each round, for the worker to erase.
LONGEST_WAIT = 0.05  # About as long as looking at a question and answering it takes.
EARLY = ("-m", "tests.journeys.planted", "early")


@dataclass
class Scene:
    """One database with people who answer, a server and a worker, and the dice that say when these die."""

    kept: Kept
    dice: random.Random
    people: Sequence[Person]
    over: list[str] = field(default_factory=list)
    cut_off: int = 0

    def round(self, prepared: Prepared) -> None:
        """Start both, let everybody come back and go on, kill both, and look at what is kept."""
        self.over += self.kept.leave_what_is_over(OVER)
        with running(prepared) as (server, worker):
            self.come_back(server.port)
            killed(self.people, lambda: self._kill(server, worker))
        self.look()

    def come_back(self, port: int) -> None:
        for person in self.people:
            person.wire.port = port
        with ThreadPoolExecutor(len(self.people)) as pool:
            self.cut_off += sum(pool.map(Person.come_back, self.people))

    def look(self) -> int:
        """See that nothing was lost, doubled or half; return how much that was over is gone."""
        assert faults(self.people, self.kept.logs(self.people)) == []
        gone, half = self.kept.erased(self.over)
        assert half == []
        return gone

    def _kill(self, *processes: Forked) -> None:
        """Wait for a few more answers, and then for two moments anywhere in the next ones."""
        until_there_are(answers_of(self.people) + self.dice.randint(1, 6), self.people)
        for process in self.dice.sample(processes, len(processes)):
            time.sleep(self.dice.uniform(0, LONGEST_WAIT))
            process.kill()


@contextmanager
def running(prepared: Prepared) -> Iterator[tuple[Forked, Forked]]:
    """Give a server and a worker, and leave none of them behind whatever happens."""
    with ExitStack() as ending:
        server, worker = prepared.server(), prepared.worker()
        ending.callback(put_away, server, worker)
        yield server, worker


def put_away(*processes: Forked) -> None:
    for process in processes:
        try:
            process.kill()
        except ProcessLookupError:
            continue


def answers_of(people: Sequence[Person]) -> int:
    return sum(len(person.acknowledged) for person in people)


def until_there_are(answers: int, people: Sequence[Person]) -> None:
    until = time.monotonic() + 60
    while answers_of(people) < answers:
        assert time.monotonic() < until, "the server does not answer"
        time.sleep(0.0005)


def killed(people: Sequence[Person], kill: Callable[[], None]) -> None:
    """Let everybody answer at the same time until the server is killed in the middle of it."""
    with ThreadPoolExecutor(len(people)) as pool:
        answering = [pool.submit(person.answer_until_cut_off) for person in people]
        kill()
    for one in answering:
        one.result()


@pytest.mark.parametrize("turn", range(DATABASES))
def test_what_was_acknowledged_survives_every_kill(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest, turn: int
) -> None:
    people = [Person(f"Persoon {n}", Wire(0)) for n in range(PEOPLE)]
    scene, log = Scene(Kept(database_url), chance(request), people), tmp_path / "log"
    environ = {"MEEDOEN_DATABASE_URL": database_url, "MEEDOEN_CHECKPOINTS": str(tmp_path / "ijkpunten")}
    with served.preparing(log, **environ) as prepared:
        for _ in range(ROUNDS):
            scene.round(prepared)
    with served.serving(log, **environ) as server:  # The whole command, from nothing, on what is left.
        scene.come_back(server.port)
        until_all_is_erased(scene)
    assert_all_is_whole(scene, environ)
    assert "Traceback" not in log.read_text()
    figures = {"kills": 2 * ROUNDS, "acknowledged": answers_of(people), "erased": len(scene.over)}
    note(request, **figures, cut_off_and_sent_again=scene.cut_off)


def until_all_is_erased(scene: Scene) -> None:
    until = time.monotonic() + 30
    while scene.look() < len(scene.over):
        assert time.monotonic() < until, "the worker does not erase"
        time.sleep(0.05)


def assert_all_is_whole(scene: Scene, environ: dict[str, str]) -> None:
    """Look at the order of the answers, the trace against its checkpoint, and every page of PostgreSQL."""
    for person, log in zip(scene.people, scene.kept.logs(scene.people), strict=True):
        assert [entry.answer.text for entry in log[1:]] == person.acknowledged
    told = CliRunner(env=environ).invoke(main, ["log", "controleer"])
    assert told.exit_code == 0, told.output
    url = make_url(scene.kept.url)
    if url.drivername != "sqlite":
        where = ("--host", url.query["host"], "--username", url.username, "--database", url.database)
        check = (POSTGRES_BIN_PATH / "pg_amcheck", "--install-missing", "--heapallindexed", *where)
        subprocess.run(check, check=True)


def test_a_server_that_answers_too_early_is_caught(tmp_path: Path, migrated_sqlite: Path) -> None:
    """The planted fault: first the 303, a moment later the answer. The same watch has to see it."""
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    (tmp_path / "meedoen.db").write_bytes(migrated_sqlite.read_bytes())
    person = Person("Persoon", Wire(0))
    with served.serving(tmp_path / "log", *EARLY, MEEDOEN_DATABASE_URL=url) as server:
        person.wire.port = server.port
        person.arrive()

        def kill() -> None:
            until_there_are(1, [person])
            server.kill()

        killed([person], kill)
    assert "lost: Persoon zegt 0" in faults([person], Kept(url).logs([person]))
