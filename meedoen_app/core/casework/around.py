"""What is written around the work in a case: who was told, how to reach them, safety, who looked, who leads.

These are lines as the others are: dated, and by somebody.
"""

from dataclasses import dataclass
from datetime import date, datetime

from meedoen_app.core.handoff import Way
from meedoen_app.core.reissue import KnownBy


@dataclass(frozen=True, slots=True)
class Told:
    """The resident was told that there is news, up to this many lines; nothing of what it is."""

    way: Way
    upto: int
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class NotReached:
    """A mail about news did not arrive, so the news up to here is not told after all."""

    upto: int
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class ReachChanged:
    """How to reach the resident changed; somebody makes sure that it was they who did that (security A4).

    `way` and `to` are how they were reached before, to tell them so; None is: there is no such way, or it
    `is_quiet`, as they do not want to be reached along it any more.
    """

    on: date
    way: Way | None
    to: str
    at: datetime
    by: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class SharedAgain:
    """The resident shared anew what this desk has already: more of it, less, or as it is by now."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """The resident got a code for new words; `known_by` is how somebody made sure who it is (security A3)."""

    known_by: KnownBy
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class DayStands:
    """What could not wait keeps its day, now that the resident keeps back what they told of it."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """What somebody must know for safety, and why the resident may not read it now.

    It waits for the privacy officer, and only who wrote it can read it until then.
    """

    number: int
    words: str
    reason: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class SafetyJudged:
    """The privacy officer says whether a note is withheld. If not, it is part of the file like all."""

    number: int
    withheld: bool
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Coordinated:
    """Somebody became the regisseur of the plan in the place of another who was, for this reason."""

    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Somebody (`by`) gave the case to a colleague, for this reason."""

    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class GlassBroken:
    """Somebody (`by`) looked in need who does not work on this, and since when, where that is told later.

    The reason stands in the log of who looked.
    """

    at: datetime
    by: str = ""
    looked_at: datetime | None = None
