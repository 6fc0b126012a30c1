"""Ways to tamper with the trace, made directly in its tables by who may write there and has not the key.

Each way returns where it was: the places of which one has to be told. Chains are dealt as they stand, so that
a way fits every trace; chance comes from the dice of the test.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, delete, insert, select, text, update

from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.records import TraceHeadRow, TraceRow

TRACE, HEADS, TALKS = table_of(TraceRow), table_of(TraceHeadRow), table_of(ConversationRow)
COLUMNS = [column.name for column in TRACE.columns]
FAR = 10_000
Place = tuple[str, int]
Line = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A trace to tamper with: its chains.

    `elsewhere` are lines that the app wrote in another run of history, with the head as it then was under
    number 0; `former` are heads as they once were.
    """

    session: Session
    dice: random.Random
    chains: Mapping[str, Sequence[Line]]
    elsewhere: Mapping[Place, Line]
    former: Mapping[str, Line]

    @classmethod
    def of(
        cls,
        session: Session,
        dice: random.Random,
        elsewhere: Mapping[Place, Line] = MappingProxyType({}),
        former: Mapping[str, Line] = MappingProxyType({}),
    ) -> "Scene":
        chains: dict[str, list[Line]] = {}
        for row in session.execute(select(TRACE).order_by(TRACE.c.client_pseudonym, TRACE.c.seq)):
            chains.setdefault(row.client_pseudonym, []).append(dict(row._mapping))
        return cls(session, dice, chains, elsewhere, former)

    def chain(self) -> str:
        return self.dice.choice(sorted(self.chains))

    def line(self) -> Line:
        return self.dice.choice(self.chains[self.chain()])

    def last(self, chain: str) -> int:
        return len(self.chains[chain])

    def head(self, chain: str) -> Row[Any]:
        return self.session.execute(select(HEADS).where(HEADS.c.client_pseudonym == chain)).one()

    def change(self, chain: str, seq: int, column: str, to: object) -> None:
        """Write anything into one column of one line, past every type of ours."""
        at = f"UPDATE trace SET {column} = :to WHERE client_pseudonym = :chain AND seq = :seq"  # noqa: S608
        self.session.execute(text(at), {"to": to, "chain": chain, "seq": seq})

    def renumber(self, chain: str, first: int, by: int) -> None:
        """Give the lines of a chain from `first` on another number, over a number that is free."""
        after = (TRACE.c.client_pseudonym == chain) & (TRACE.c.seq >= first)
        self.session.execute(update(TRACE).where(after).values(seq=TRACE.c.seq + FAR))
        moved = (TRACE.c.client_pseudonym == chain) & (TRACE.c.seq >= FAR)
        self.session.execute(update(TRACE).where(moved).values(seq=TRACE.c.seq - FAR + by))

    def remove(self, chain: str, first: int, last: int) -> None:
        which = (TRACE.c.client_pseudonym == chain) & TRACE.c.seq.between(first, last)
        self.session.execute(delete(TRACE).where(which))

    def add(self, line: Line, **other: object) -> None:
        self.session.execute(insert(TRACE).values(**{**line, **other}))

    def put_head(self, head: Line) -> None:
        """Put a head back as the app once wrote it."""
        which = HEADS.c.client_pseudonym == head["client_pseudonym"]
        self.session.execute(update(HEADS).where(which).values(**head))

    def mend_head(self, chain: str, to: Line) -> None:
        """Let the head of a chain point at this line, as if nothing followed."""
        right = {"seq": to["seq"], "mac": to["mac"], "version_id": to["seq"] + 1}
        self.session.execute(update(HEADS).where(HEADS.c.client_pseudonym == chain).values(**right))


Tampering = Callable[[Scene], set[Place]]


def edit(scene: Scene, *columns: str) -> set[Place]:
    """Change one column of one line."""
    line = scene.line()
    column = scene.dice.choice(columns or [name for name in COLUMNS if name != "client_pseudonym"])
    chain, seq = line["client_pseudonym"], line["seq"]
    scene.change(chain, seq, column, _other(scene, line, column))
    return {(chain, seq)}


def move_to_another_chain(scene: Scene) -> set[Place]:
    line = scene.line()
    chain, seq = line["client_pseudonym"], line["seq"]
    target = scene.dice.choice([one for one in scene.chains if one != chain])
    if seq <= scene.last(target):
        scene.remove(target, seq, seq)
    scene.change(chain, seq, "client_pseudonym", target)
    return _around(chain, seq) | _around(target, seq)


def delete_one(scene: Scene) -> set[Place]:
    line = scene.line()
    chain, seq = line["client_pseudonym"], line["seq"]
    scene.remove(chain, seq, seq)
    return _around(chain, seq)


def delete_and_close_up(scene: Scene) -> set[Place]:
    line = scene.line()
    chain, seq = line["client_pseudonym"], line["seq"]
    scene.remove(chain, seq, seq)
    scene.renumber(chain, seq + 1, by=-1)
    return _around(chain, seq)


def insert_a_copy(scene: Scene) -> set[Place]:
    """Put a line in between, or at the end: one that stands elsewhere, or the same one again."""
    line, chain = scene.line(), scene.chain()
    seq = scene.dice.randint(1, scene.last(chain) + 1)
    scene.renumber(chain, seq, by=1)
    scene.add(line, client_pseudonym=chain, seq=seq)
    return {
        *_around(chain, seq),
        (chain, seq + 1),
    }  # Of a line beside its copy it is the second that is told.


def invent_a_line(scene: Scene) -> set[Place]:
    """Write a new last line as well as one can without the key, and let the head point at it."""
    chain = scene.chain()
    last = scene.chains[chain][-1]
    new = {**last, "seq": last["seq"] + 1, "prev_mac": last["mac"], "mac": scene.dice.randbytes(32).hex()}
    scene.add(new)
    scene.mend_head(chain, new)
    return {(chain, new["seq"])}


def invent_a_chain(scene: Scene) -> set[Place]:
    line, chain = scene.line(), scene.dice.randbytes(16).hex()
    new = {**line, "client_pseudonym": chain, "seq": 1, "prev_mac": ""}
    scene.add(new)
    head = {"client_pseudonym": chain, "seq": 1, "mac": new["mac"], "seal": new["mac"], "version_id": 2}
    scene.session.execute(insert(HEADS).values(**head))
    return {(chain, 1)}


def swap(scene: Scene) -> set[Place]:
    """Let two lines of a chain change places."""
    chain = scene.chain()
    one, other = sorted(scene.dice.sample(range(1, scene.last(chain) + 1), 2))
    for before, after in ((one, FAR), (other, one), (FAR, other)):
        scene.change(chain, before, "seq", after)
    return {(chain, one)}


def swap_words(scene: Scene) -> set[Place]:
    """Let two lines of a chain change all but their place in it."""
    chain = scene.chain()
    one, other = sorted(scene.dice.sample(range(1, scene.last(chain) + 1), 2))
    first, second = scene.chains[chain][one - 1], scene.chains[chain][other - 1]
    links = ("prev_mac", "mac")
    scene.remove(chain, one, one)
    scene.remove(chain, other, other)
    scene.add(second, seq=one, **{name: first[name] for name in links})
    scene.add(first, seq=other, **{name: second[name] for name in links})
    return {(chain, one), (chain, other)}


def cut(scene: Scene) -> set[Place]:
    """Take the end off, and leave the head."""
    chain = scene.chain()
    first = scene.dice.randint(1, scene.last(chain))
    scene.remove(chain, first, FAR)
    return {(chain, first - 1)}


def take_a_chain_away(scene: Scene) -> set[Place]:
    chain = scene.chain()
    scene.remove(chain, 1, FAR)
    return {(chain, 0)}


def take_a_chain_and_its_head_away(scene: Scene) -> set[Place]:
    """Leave nothing of the trace of a conversation that is still there."""
    chain = scene.dice.choice([one for one in sorted(scene.chains) if one])
    scene.remove(chain, 1, FAR)
    scene.session.execute(delete(HEADS).where(HEADS.c.client_pseudonym == chain))
    return {(chain, 0)}


def change_a_head(scene: Scene) -> set[Place]:
    chain = scene.chain()
    head, column = scene.head(chain), scene.dice.choice(["seq", "mac", "seal", "version_id"])
    stands = getattr(head, column)
    to = scene.line()["mac"] if isinstance(stands, str) else stands + scene.dice.choice([-1, 1, 99])
    if to == stands:
        to = ""
    scene.session.execute(update(HEADS).where(HEADS.c.client_pseudonym == chain).values({column: to}))
    return {(chain, scene.last(chain))}


def give_a_head_away(scene: Scene) -> set[Place]:
    """Let the head of a chain be that of one that does not exist."""
    chain, other = scene.chain(), scene.dice.randbytes(16).hex()
    values = {"client_pseudonym": other}
    scene.session.execute(update(HEADS).where(HEADS.c.client_pseudonym == chain).values(values))
    return {(chain, scene.last(chain))}


def remove_a_head(scene: Scene) -> set[Place]:
    chain = scene.chain()
    scene.session.execute(delete(HEADS).where(HEADS.c.client_pseudonym == chain))
    return {(chain, scene.last(chain))}


def repeat_the_tail(scene: Scene) -> set[Place]:
    """Write older lines once more at the end, and let the head point at them."""
    chain = scene.chain()
    lines = scene.chains[chain]
    again = lines[-scene.dice.randint(1, len(lines)) :]
    for number, line in enumerate(again, len(lines) + 1):
        scene.add(line, seq=number)
    scene.mend_head(chain, {**again[-1], "seq": len(lines) + len(again)})
    return {(chain, len(lines) + 1)}


def mix_with_another_history(scene: Scene) -> set[Place]:
    """Put back a line that the app once wrote here, before it was put back from a copy."""
    chain, seq = scene.dice.choice([place for place in sorted(scene.elsewhere) if place[1]])
    scene.remove(chain, seq, seq)
    scene.add(scene.elsewhere[chain, seq])
    return _after(scene, chain, seq)


def cut_and_mend_the_head(scene: Scene) -> set[Place]:
    """Take the end off, and let the head say that it ended there."""
    chain = scene.dice.choice([one for one in sorted(scene.chains) if scene.last(one) > 1])
    left = scene.dice.randint(1, scene.last(chain) - 1)
    scene.remove(chain, left + 1, FAR)
    scene.mend_head(chain, scene.chains[chain][left - 1])
    return {(chain, left)}


def cut_and_put_back_the_head(scene: Scene) -> set[Place]:
    """Put a chain back to what it was, with the head that it then had."""
    chain = scene.dice.choice(sorted(scene.former))
    head = scene.former[chain]
    scene.remove(chain, head["seq"] + 1, FAR)
    scene.put_head(head)
    return {(chain, head["seq"])}


def take_a_conversation_away(scene: Scene) -> set[Place]:
    """Take away a chain with its head, and every conversation, so that nothing asks for it."""
    chain = scene.chain()
    scene.remove(chain, 1, FAR)
    scene.session.execute(delete(HEADS).where(HEADS.c.client_pseudonym == chain))
    scene.session.execute(delete(TALKS))
    return {(chain, 0)}


def replay_another_end(scene: Scene) -> set[Place]:
    """Put back the end of another history, with the head that it had."""
    chain = scene.dice.choice(sorted({chain for chain, _ in scene.elsewhere}))
    head, *lines = [scene.elsewhere[place] for place in sorted(scene.elsewhere) if place[0] == chain]
    scene.remove(chain, lines[0]["seq"], FAR)
    for line in lines:
        scene.add(line)
    scene.put_head(head)
    return {(chain, head["seq"])}


SEEN_IN_THE_TABLES: tuple[Tampering, ...] = (
    *(edit,) * 8,
    move_to_another_chain,
    delete_one,
    delete_and_close_up,
    insert_a_copy,
    invent_a_line,
    invent_a_chain,
    swap,
    swap_words,
    cut,
    take_a_chain_away,
    take_a_chain_and_its_head_away,
    change_a_head,
    give_a_head_away,
    remove_a_head,
    cut_and_mend_the_head,
    repeat_the_tail,
    mix_with_another_history,
)
SEEN_BY_THE_CHECKPOINT: tuple[Tampering, ...] = (
    cut_and_put_back_the_head,
    take_a_conversation_away,
    replay_another_end,
)


def _around(chain: str, seq: int) -> set[Place]:
    """Return where it shows that a line is gone: at its number, or after the last line that is left."""
    return {(chain, seq), (chain, seq - 1)}


def _after(scene: Scene, chain: str, seq: int) -> set[Place]:
    """Return where it shows that a line, right in itself, does not belong here: at the next, or the head."""
    return {(chain, min(seq + 1, scene.last(chain)))}


def _other(scene: Scene, line: Line, column: str) -> object:
    """Return anything but what stands there."""
    stands = line[column]
    if column == "seq":
        return scene.last(line["client_pseudonym"]) + scene.dice.randint(1, 9)
    if isinstance(stands, datetime):
        moved = stands + timedelta(microseconds=scene.dice.choice([-1, 1, 60_000_000, 86_400_000_000]))
        return moved.isoformat(" ")
    kept = {scene.line()[column], "", f"{stands} ", stands[:-1], stands.upper(), f"{stands}\x1f", "anders"}
    return scene.dice.choice(sorted(kept - {stands}))
