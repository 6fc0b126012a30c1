"""Ten thousand tamperings with the trace, and every one is found at its place (security Z9).

What is green here can turn red: a check that forgets a column, a head or yesterday misses what is planted.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from meedoen_app.core.trace import Action, Actor, Damage, Event, Head
from meedoen_app.storage import trace
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.vault import DataKey, Vault
from tests.amounts import amount, chance, note
from tests.beginning import begin
from tests.storage import tampering
from tests.storage.tampering import Line, Place, Scene, Tampering

KINDS = (*tampering.SEEN_IN_THE_TABLES, *tampering.SEEN_BY_THE_CHECKPOINT)
CODED = [column for column in tampering.COLUMNS if column not in ("client_pseudonym", "seq", "mac")]
LENGTHS = (3, 4, 6)


class Undone(Exception):
    """Leave the transaction without a trace."""


@dataclass(frozen=True)
class Written:
    """A trace as the app wrote it: the heads of the day, and the last lines of another run of history."""

    database: Database
    vault: Vault
    heads: dict[str, Head]
    elsewhere: dict[Place, Line]
    former: dict[str, Line]

    def faults(self, session: Session, checkpoint: Mapping[str, Head] = trace.NO_CHECKPOINT) -> set[Place]:
        found = trace.verify(session, self.vault, checkpoint)
        return {(fault.client_pseudonym, fault.seq) for fault in found}

    def tells(self, tamper: Tampering, dice: random.Random) -> bool:
        """Tamper, say whether the place is told, and undo it. Most has to be seen without a checkpoint."""
        told = False
        with suppress(Undone), self.database.writing() as session:
            expected = tamper(Scene.of(session, dice, self.elsewhere, self.former))
            needs_checkpoint = tamper in tampering.SEEN_BY_THE_CHECKPOINT
            told = bool(expected & self.faults(session, self.heads if needs_checkpoint else {}))
            raise Undone
        return told

    def missed(self, kinds: Iterable[Tampering], dice: random.Random) -> set[str]:
        """Return which of these ways are missed at least once in a few tries."""
        return {one.__name__ for one in kinds for _ in range(5) if not self.tells(one, dice)}


@pytest.fixture
def written(database: Database, vault: Vault, now: datetime) -> Written:
    return write(database, vault, now)


def write(database: Database, vault: Vault, now: datetime) -> Written:
    """Let the app write a few chains, and the ends of them in a history that did not last."""
    chains: list[str | None] = [None]
    with database.writing() as session:
        for lines in LENGTHS:
            talk = begin(session, vault, now, Actor("", "inwoner"))
            chains += [talk.id]
            for number in range(1, lines):
                add(session, vault, talk.id, number, now)
        add(session, vault, None, 1, now)
        add(session, vault, None, 2, now)
    elsewhere: dict[Place, Line] = {}
    with suppress(Undone), database.writing() as session:
        for chain in chains:
            add(session, vault, chain, 17, now)
            add(session, vault, chain, 18, now)
        heads = trace.heads(session)
        elsewhere = {(chain, 0): head for chain, head in stored_heads(session).items()}
        for row in session.execute(select(tampering.TRACE)):
            if row.seq > heads[row.client_pseudonym].seq - 2:
                elsewhere[row.client_pseudonym, row.seq] = dict(row._mapping)
        raise Undone
    with database.writing() as session:
        former = stored_heads(session)
        for chain in chains:
            add(session, vault, chain, 15, now)
            add(session, vault, chain, 16, now)
        return Written(database, vault, trace.heads(session), elsewhere, former)


def stored_heads(session: Session) -> dict[str, Line]:
    rows = session.execute(select(tampering.HEADS))
    return {row.client_pseudonym: dict(row._mapping) for row in rows}


def add(session: Session, vault: Vault, chain: str | None, number: int, now: datetime) -> None:
    coach = Actor(f"c-{number}", "buurtcoach", "team-noord", f"c-{number}", "192.0.2.0/24", "r", "0.1")
    look = Event(
        Action.READ, "gelezen", "answer", str(number), "Wonen", purpose="gesprek", ground="toewijzing"
    )
    trace.append(session, vault, coach, look, now=now + timedelta(minutes=number), conversation=chain)


def test_every_tampering_is_found_at_its_place(written: Written, request: pytest.FixtureRequest) -> None:
    dice, tries = chance(request), amount(60, 10_000)
    with written.database.reading() as session:
        assert written.faults(session, written.heads) == set()
    made, missed = Counter[str](), Counter[str]()
    for number in range(tries):
        tamper = KINDS[number % len(KINDS)]
        made[tamper.__name__] += 1
        missed[tamper.__name__] += not written.tells(tamper, dice)
    note(request, tries=made.total(), found=made.total() - missed.total(), kinds=len(made))
    assert +missed == Counter()
    with written.database.reading() as session:
        assert written.faults(session, written.heads) == set()


def test_each_column_of_a_line_is_found_alone(written: Written, request: pytest.FixtureRequest) -> None:
    dice = chance(request)
    columns = [*CODED, "mac", "seq"]
    assert [one for one in columns if not written.tells(partial(edit_only, one), dice)] == []


def edit_only(column: str, scene: Scene) -> set[Place]:
    return tampering.edit(scene, column)


def test_a_check_that_forgets_a_column_misses_who_changes_it(
    written: Written, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    dice, honest = chance(request), trace._mac
    with written.database.reading() as session:
        right = Scene.of(session, dice).chains

    def forgetting(column: str, key: DataKey, line: Mapping[str, Any]) -> str:
        stood = right[line["client_pseudonym"]][line["seq"] - 1]
        return honest(key, {**line, column: stood[column]})

    columns = [one for one in CODED if one != "prev_mac"]  # That one is held to the line before it as well.
    seen = []
    for column in columns:
        monkeypatch.setattr(trace, "_mac", partial(forgetting, column))
        seen += [column] if written.tells(partial(edit_only, column), dice) else []
    assert seen == []


Walk = Callable[..., Iterator[tuple[int, Damage]]]


def without_heads(
    walk: Walk, key: DataKey, chain: str, rows: Iterable[Any], head: Any, checkpoint: Head | None
) -> Any:
    """Take for granted that a chain ends where it ends."""
    lines = list(rows)
    end = lines[-1] if lines else trace.START
    seal = trace._seal(key, chain, Head(end.seq, end.mac))
    right = SimpleNamespace(seq=end.seq, mac=end.mac, seal=seal, version_id=end.seq + 1)
    return walk(key, chain, lines, right, checkpoint)


def without_seals(
    walk: Walk, key: DataKey, chain: str, rows: Iterable[Any], head: Any, checkpoint: Head | None
) -> Any:
    """Believe a head that says where the chain ends."""
    if head is not None:
        seal = trace._seal(key, chain, Head(head.seq, head.mac))
        head = SimpleNamespace(**{**head._mapping, "seal": seal})
    return walk(key, chain, rows, head, checkpoint)


def without_links(
    walk: Walk, key: DataKey, chain: str, rows: Iterable[Any], head: Any, checkpoint: Head | None
) -> Any:
    """Take for granted that each line follows on the one before it."""
    lines = list(rows)
    before = ["", *(line.mac for line in lines)]
    linked = [
        SimpleNamespace(**{**line._mapping, "prev_mac": mac}, _mapping=line._mapping)
        for line, mac in zip(lines, before, strict=False)
    ]
    return walk(key, chain, linked, head, checkpoint)


@pytest.mark.parametrize(
    ("forgetful", "missed"),
    [
        (without_heads, {"cut", "take_a_chain_away", "change_a_head", "remove_a_head"}),
        (without_seals, {"cut_and_mend_the_head"}),
        (without_links, {"mix_with_another_history"}),
    ],
)
def test_a_check_that_forgets_a_step_misses_what_that_step_is_for(
    written: Written,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    forgetful: Callable[..., Any],
    missed: set[str],
) -> None:
    dice = chance(request)
    kinds = [one for one in set(KINDS) if one.__name__ in missed]
    assert written.missed(kinds, dice) == set()
    monkeypatch.setattr(trace, "_faults", partial(forgetful, trace._faults))
    assert written.missed(kinds, dice) == missed


def test_who_puts_a_chain_back_with_its_head_is_found_by_the_checkpoint_alone(
    written: Written, request: pytest.FixtureRequest
) -> None:
    kinds, dice = tampering.SEEN_BY_THE_CHECKPOINT, chance(request)
    assert written.missed(kinds, dice) == set()
    assert replace(written, heads={}).missed(kinds, dice) == {one.__name__ for one in kinds}


def test_what_no_type_of_ours_allows_is_told_and_does_not_stop_the_check(
    migrated_sqlite: Path, tmp_path: Path, vault: Vault, now: datetime
) -> None:
    path = shutil.copy(migrated_sqlite, tmp_path / "meedoen.db")
    database = Database.at(f"sqlite:///{path}")
    written = write(database, vault, now)
    chain = sorted(written.heads)[-1]
    last = written.heads[chain].seq
    for column in ("ts_utc", "seq", "actor_id"):
        with suppress(Undone), database.writing() as session:
            Scene.of(session, random.Random(1)).change(chain, last, column, b"nonsense")  # noqa: S311
            assert written.faults(session) & {(chain, last), (chain, last - 1), (chain, -1)}
            raise Undone
    database.close()
