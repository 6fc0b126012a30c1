"""What was said: one answer, the entries of the log, and the answers that now hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Voice(StrEnum):
    """Whose words an answer is in: my own, said together, or seen by somebody beside me."""

    OWN = "mijn_woorden"
    TOGETHER = "samen_gezegd"
    SEEN = "gezien"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question. An answer that holds nothing is a question skipped.

    `rows` are pairs (row id, value); for a list of people (`1_naam`, words), (`1_nabij`, option) ...
    """

    question: str
    options: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""

    @property
    def is_skipped(self) -> bool:
        return not (self.options or self.rows or self.text)

    def values(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Give what the rule language sees: question -> chosen options, question.row -> value."""
        if not self.is_skipped:
            yield self.question, frozenset(self.options)
        for row, value in self.rows:
            yield f"{self.question}.{row}", frozenset({value})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the answer log, in the order in which it was written (`seq`, from 1).

    `participant` is the number of who said it, `device` the device it came from ("" is the browser
    itself), `base` the seq that the page was made from, `client_time` what the device's clock said.
    """

    seq: int
    answer: Answer
    participant: int = 1
    voice: Voice = Voice.OWN
    device: str = ""
    base: int = 0
    client_time: str = ""
    at: datetime | None = None


def last_seq(entries: Iterable[Entry], question: str) -> int:
    """Return the seq of the newest entry for a question, 0 where there is none."""
    return max((entry.seq for entry in entries if entry.answer.question == question), default=0)


def overtaken(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries in whose place a later one came: same question, and both own or both seen."""
    last = {(entry.answer.question, entry.voice is Voice.SEEN): entry for entry in entries}
    return tuple(entry for entry in entries if entry not in last.values())


def said_together(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the questions whose answer that holds was said together."""
    holding = {entry.answer.question: entry for entry in entries if entry.voice is not Voice.SEEN}
    return frozenset(id for id, entry in holding.items() if entry.voice is Voice.TOGETHER)


@dataclass(frozen=True, slots=True)
class Answers(Mapping[str, Answer]):
    """The answers that now hold, by question id. Skipped questions are in it, as skipped.

    What somebody saw beside the resident never replaces the resident's own words: it stands in
    `beside`, and is read only where the resident said nothing. As answers never change, `follows` keeps
    what follows from them: the way through a questionnaire, walked once.
    """

    own: Mapping[str, Answer] = field(default_factory=dict)
    beside: Mapping[str, Answer] = field(default_factory=dict)
    seq: int = 0
    follows: dict[int, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, given: Iterable[Answer]) -> "Answers":
        return cls({answer.question: answer for answer in given})

    @classmethod
    def fold(cls, entries: Iterable[Entry]) -> "Answers":
        """Replay the log; the last entry of each question and voice holds."""
        own: dict[str, Answer] = {}
        beside: dict[str, Answer] = {}
        seq = 0
        for entry in entries:
            voices = beside if entry.voice is Voice.SEEN else own
            voices[entry.answer.question] = entry.answer
            seq = max(seq, entry.seq)
        return cls(own, beside, seq)

    def with_answer(self, answer: Answer) -> "Answers":
        return Answers({**self.own, answer.question: answer}, self.beside, self.seq)

    def get_answer(self, question: str) -> Answer:
        """Return the answer that holds; an empty one where nothing was said."""
        said = self.beside if self.is_seen(question) else self.own
        return said.get(question, Answer(question))

    def is_seen(self, question: str) -> bool:
        """Say whether what holds is what somebody saw, because the resident said nothing."""
        own = self.own.get(question)
        return question in self.beside and (own is None or own.is_skipped)

    def __getitem__(self, question: str) -> Answer:
        if question not in self:
            raise KeyError(question)
        return self.get_answer(question)

    def __contains__(self, question: object) -> bool:
        return question in self.own or question in self.beside

    def __iter__(self) -> Iterator[str]:
        yield from self.own
        yield from (question for question in self.beside if question not in self.own)

    def __len__(self) -> int:
        return len(self.own.keys() | self.beside.keys())
