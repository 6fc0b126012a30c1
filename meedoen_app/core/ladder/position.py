"""Where somebody takes part: a set of rungs, the measuring rung, and how sure that is.

The plan names two drawbacks of the ladder (Meedoen 2012-2015, Participatieladder): it looks as if
higher is worth more, and as if somebody stands on one rung at a time. So a position is a set, and
the highest of it is there for counting only. What is unknown stays open and is never a no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport

RULE_VERSION = "2026-1"

Gate = bool | None  # Passed, failed, or unknown.


class Level(IntEnum):
    """The six rungs, named as the plan names them."""

    ISOLATED = 1
    CONTACTS = 2
    ORGANISED = 3
    UNPAID = 4
    SUPPORTED_WORK = 5
    WORK = 6


class Certainty(StrEnum):
    """How sure the highest rung is: sure, at least this one, or nothing is known."""

    HIGH = "hoog"
    AT_LEAST = "minstens"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class Position:
    """The rungs where somebody is active, highest first, and the rungs that an answer could still add.

    `support` holds words per active rung: kinds of support with paid work, or whether there is enough.
    `because` names, per active rung, the questions that put somebody there.
    """

    levels: tuple[Level, ...]
    certainty: Certainty
    open: tuple[Level, ...] = ()
    support: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)
    because: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)

    @property
    def highest(self) -> Level | None:
        """Return the rung that is measured (meetniveau); None when nothing counts."""
        return max(self.levels, default=None)


@dataclass(frozen=True, slots=True)
class _Found:
    """What one activity gives: the rung it counts on, and the rungs it could still reach."""

    activity: str
    counted: Level | None = None
    open: tuple[Level, ...] = ()


def place(facts: Facts) -> Position:
    """Return the position that these facts give under the rules of RULE_VERSION.

    Rung 1 is there only when nothing counts and nothing is open.
    """
    found = (_work(facts), _care(facts), _unpaid(facts), _organised(facts), _contact(facts))
    levels = _descending(one.counted for one in found if one.counted)
    still_open = _descending(level for one in found for level in one.open if level not in levels)
    if not levels and not still_open:
        levels = (Level.ISOLATED,)
    return Position(
        levels=levels,
        certainty=_certainty(levels, still_open),
        open=still_open,
        support={level: facts.work_supports for level in levels if level is Level.SUPPORTED_WORK},
        because={level: tuple(one.activity for one in found if one.counted is level) for level in levels},
    )


def _work(facts: Facts) -> _Found:
    """Paid work: without support rung 6, with any support rung 5, support unknown at least 5."""
    if facts.werk is Work.NO:
        return _Found("werk")
    if facts.werk is Work.UNKNOWN:
        return _Found("werk", open=(Level.WORK, Level.SUPPORTED_WORK))
    if facts.werksteun == {WorkSupport.NOTHING}:
        return _Found("werk", Level.WORK)
    if facts.work_supports:
        return _Found("werk", Level.SUPPORTED_WORK)
    return _Found("werk", Level.SUPPORTED_WORK, open=(Level.WORK,))


def _care(facts: Facts) -> _Found:
    """Care for somebody outside the household stands beside the unpaid work; it has no rung below."""
    return _activity("zorg", facts.zorg, (), Level.UNPAID, None)


def _unpaid(facts: Facts) -> _Found:
    gates = (_passes(facts.rekenen), _is_weekly(facts.freq4), _passes(facts.echt4))
    return _activity("onbetaald", facts.onbetaald, gates, Level.UNPAID, Level.ORGANISED)


def _organised(facts: Facts) -> _Found:
    gates = (_is_weekly(facts.freq3), _passes(facts.echt3))
    return _activity("georg", facts.georg, gates, Level.ORGANISED, Level.CONTACTS)


def _contact(facts: Facts) -> _Found:
    only_functional = _passes(facts.alleen_functioneel)
    more_than_functional = None if only_functional is None else not only_functional
    gates = (_is_weekly(facts.freq2), _passes(facts.echt2), more_than_functional)
    return _activity("contact", facts.contact, gates, Level.CONTACTS, None)


def _activity(name: str, done: Said, gates: tuple[Gate, ...], level: Level, below: Level | None) -> _Found:
    """Count an activity on its rung when every gate passes, one rung below when a gate fails.

    A failed gate decides, whatever the others are. An unknown gate gives the rung below and leaves
    the rung open; an unknown activity leaves both open, and its gates are not looked at.
    """
    if done is Said.NO:
        return _Found(name)
    if done is Said.UNKNOWN:
        return _Found(name, open=(level,) if below is None else (level, below))
    if False in gates:
        return _Found(name, below)
    if None in gates:
        return _Found(name, below, open=(level,))
    return _Found(name, level)


def _passes(said: Said) -> Gate:
    return None if said is Said.UNKNOWN else said is Said.YES


def _is_weekly(often: HowOften) -> Gate:
    return None if often is HowOften.UNKNOWN else often is HowOften.WEEKLY


def _descending(levels: Iterable[Level]) -> tuple[Level, ...]:
    return tuple(sorted(set(levels), reverse=True))


def _certainty(levels: tuple[Level, ...], still_open: tuple[Level, ...]) -> Certainty:
    if not levels:
        return Certainty.UNKNOWN
    return Certainty.AT_LEAST if any(level > levels[0] for level in still_open) else Certainty.HIGH
