"""A measurement of the ladder as it was on a day, and what changed between two of them.

Nothing is rewritten: a correction is a measurement beside the one that it marks. A change is told in sets of
rungs, never as better or worse.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder.position import Certainty, Level, Position


class FilledBy(StrEnum):
    """Who was at the table: the resident alone, or the resident with somebody."""

    SELF = "zelf"
    TOGETHER = "samen"


class MoreRoom(StrEnum):
    """A professional's answer to "Ik zie ruimte om meer mee te doen". Each is a full outcome."""

    YES = "ja"
    NO = "nee"
    NOT_NOW = "nu_niet"
    UNKNOWN = "weet_niet"


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a professional thinks is possible, with the reason, and what the resident says to it.

    `agrees` is None as long as the resident said nothing to it.
    """

    more_room: MoreRoom
    reason: str = ""
    agrees: bool | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measurement. `number` counts from 1 within the conversation.

    `seq` is the last line of the answer log that was read, so the answers of that day can be replayed.
    `wish` is what the resident wants, in the resident's own words; it stands first and apart from the
    `estimate`, which exists only where the two were together. `replaced_by` is the number of the
    measurement that corrects this one.
    Raises NotAllowed for an estimate on what a resident filled in alone.
    """

    number: int
    at: datetime
    rule_version: str
    position: Position
    filled_by: FilledBy
    seq: int = 0
    contributions: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()
    estimate: Estimate | None = None
    replaced_by: int | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a measurement needs a time with a zone")
        if self.estimate is not None and self.filled_by is FilledBy.SELF:
            raise NotAllowed("estimate")

    def to_dict(self) -> dict[str, Any]:
        """Return this measurement in words, numbers and lists, ready for JSON."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "rule_version": self.rule_version,
            "position": _from_position(self.position),
            "filled_by": str(self.filled_by),
            "seq": self.seq,
            "contributions": [str(one) for one in self.contributions],
            "wish": list(self.wish),
            "estimate": _from_estimate(self.estimate),
            "replaced_by": self.replaced_by,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Measurement":
        return cls(
            number=stored["number"],
            at=datetime.fromisoformat(stored["at"]),
            rule_version=stored["rule_version"],
            position=_to_position(stored["position"]),
            filled_by=FilledBy(stored["filled_by"]),
            seq=stored["seq"],
            contributions=tuple(stored["contributions"]),
            wish=tuple(stored["wish"]),
            estimate=_to_estimate(stored["estimate"]),
            replaced_by=stored["replaced_by"],
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two measurements, as rungs; the sentences are in the templates.

    `unclear` are rungs that one of the two left open: nobody knows whether anything changed there.
    `rules_differ` warns that a difference may come from the rules.
    """

    new: frozenset[Level]
    kept: frozenset[Level]
    stopped: frozenset[Level]
    support_changed: frozenset[Level]
    unclear: frozenset[Level]
    rules_differ: bool


def in_force(history: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Return the measurements that were not corrected, in the order of their day."""
    return tuple(sorted((one for one in history if one.replaced_by is None), key=lambda one: one.at))


def last_two_days(history: Iterable[Measurement], zone: tzinfo) -> tuple[Measurement, Measurement] | None:
    """Return what held at the end of the last two days that have a measurement; None before the second."""
    by_day = {one.at.astimezone(zone).date(): one for one in in_force(history)}
    if len(by_day) < 2:
        return None
    old, new = [*by_day.values()][-2:]
    return old, new


def compare(old: Measurement, new: Measurement) -> Change:
    """Return what changed from one measurement to the next.

    A rung is new, or stopped, only where the other measurement knew about it.
    """
    before, after = frozenset(old.position.levels), frozenset(new.position.levels)
    unclear = (after & _maybe(old.position)) | (before & _maybe(new.position))
    kept = before & after
    return Change(
        new=after - before - unclear,
        kept=kept,
        stopped=before - after - unclear,
        support_changed=frozenset(level for level in kept if _support_differs(level, old, new)),
        unclear=unclear,
        rules_differ=old.rule_version != new.rule_version,
    )


def _maybe(position: Position) -> frozenset[Level]:
    """Return the rungs that are open; where nothing counts, rung 1 is among them."""
    nothing_counts = () if position.levels else (Level.ISOLATED,)
    return frozenset((*position.open, *nothing_counts))


def _support_differs(level: Level, old: Measurement, new: Measurement) -> bool:
    """Say whether both named support on this rung, and another. Nothing named is unknown."""
    before, after = old.position.support.get(level), new.position.support.get(level)
    return bool(before and after) and set(before or ()) != set(after or ())


def _from_position(position: Position) -> dict[str, Any]:
    return {
        "levels": [int(level) for level in position.levels],
        "certainty": str(position.certainty),
        "open": [int(level) for level in position.open],
        "support": _from_words(position.support),
        "because": _from_words(position.because),
    }


def _to_position(stored: Mapping[str, Any]) -> Position:
    return Position(
        levels=tuple(Level(number) for number in stored["levels"]),
        certainty=Certainty(stored["certainty"]),
        open=tuple(Level(number) for number in stored["open"]),
        support=_to_words(stored["support"]),
        because=_to_words(stored["because"]),
    )


def _from_words(words: Mapping[Level, tuple[str, ...]]) -> dict[str, list[str]]:
    """Write rung -> words with the number as text, as JSON has only texts for keys."""
    return {str(int(level)): [str(word) for word in of_level] for level, of_level in words.items()}


def _to_words(stored: Mapping[str, Any]) -> dict[Level, tuple[str, ...]]:
    return {Level(int(number)): tuple(words) for number, words in stored.items()}


def _from_estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "more_room": str(estimate.more_room),
        "reason": estimate.reason,
        "agrees": estimate.agrees,
        "reply": estimate.reply,
    }


def _to_estimate(stored: Mapping[str, Any] | None) -> Estimate | None:
    return None if stored is None else Estimate(**{**stored, "more_room": MoreRoom(stored["more_room"])})
