"""What is written in a case: by professionals and by the resident, one line after the other. None is changed.

Each line is dated and comes from somebody: `by` is an account, "" is the resident.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from meedoen_app.core.casework import around

LONGEST_LINE = 300
LONGEST_TEXT = 4000


class Channel(StrEnum):
    """How a contact went. `MET` is face to face."""

    CALL = "gebeld"
    MET = "gezien"
    MESSAGE = "bericht"
    LETTER = "brief"


class Item(StrEnum):
    """What the inquiry is about (Wmo 2015 art. 2.3.2 lid 4, a to g)."""

    NEEDS = "a"
    OWN = "b"
    NETWORK = "c"
    CARERS = "d"
    GENERAL = "e"
    TOGETHER = "f"
    COSTS = "g"


class Discussed(StrEnum):
    """How far an item is."""

    YES = "besproken"
    NOT_APPLICABLE = "niet_van_toepassing"
    NOT_YET = "nog_niet"


class PauseReason(StrEnum):
    """Why a term stands still (Awb art. 4:15)."""

    COMPLETING = "aanvullen"
    AGREED = "afgesproken"
    ABROAD = "buitenland"
    BEYOND_CONTROL = "overmacht"


@dataclass(frozen=True, slots=True)
class Notified:
    """Somebody said: this is a notification. It dates to the day of sharing."""

    on: date
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class SupportDiscussed:
    """The independent support was pointed out (art. 2.3.2 lid 3). It is the one tick that has to be."""

    with_carer: bool
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class PlanHandedIn:
    """The resident handed in the personal plan (art. 2.3.2 lid 2)."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Contacted:
    """One contact, in one line. `confirms`: through a channel that we found ourselves, it is this person."""

    channel: Channel
    words: str
    at: datetime
    by: str = ""
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day to talk: where, in which language, and what makes it easier."""

    number: int
    on: date
    hour: time
    place: str
    at: datetime
    by: str = ""
    language: str = ""
    interpreter: bool = False
    rather_not_read: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """What a professional promised, and before the end of which day."""

    number: int
    what: str
    on: date
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was promised is done."""

    number: int
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Inquired:
    """How far one item of the inquiry is, with what was found."""

    item: Item
    discussed: Discussed
    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Estimated:
    """The professional's own estimate, beside the resident's wish. It is never worth more than that wish."""

    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A version of the report as it went to the resident (art. 2.3.2 lid 8)."""

    version: int
    outcome: str
    items: Mapping[Item, str]
    at: datetime
    by: str = ""
    estimate: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the resident says of a version of the report: right or not, and in own words."""

    version: int
    agrees: bool
    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A version of the report stands, with the remarks of the resident beside it.

    `words` say what was done with those remarks; they are owed to who said that it is not right.
    """

    version: int
    at: datetime
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NoApplicationNeeded:
    """Somebody thinks that no application is needed. The resident may apply all the same."""

    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """An application (art. 2.3.2 lid 9), with what Awb art. 4:2 asks: name, address, day, what is asked."""

    name: str
    address: str
    asks: str
    on: date
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """A term stands still from a day on (Awb art. 4:15), up to and including the last day that was given.

    To complete an application there is always such a day (lid 1); lines from before we asked have none.
    """

    reason: PauseReason
    words: str
    since: date
    at: datetime
    by: str = ""
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The term runs again from this day on."""

    on: date
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision went out on this day. What it says is in the letter, not here.

    A day that was wrong is put right by a further line with the reason: it `corrects` the first, or the
    second, and so on; 0 is none. From the last one the term to object counts (Awb art. 6:8).
    """

    on: date
    at: datetime
    by: str = ""
    corrects: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class HelpedAtOnce:
    """What could not wait was decided or arranged at once, on this day (Wmo 2015 art. 2.3.3).

    That is in advance of the inquiry and of an application, so it needs neither.
    """

    on: date
    words: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """When somebody looks again whether it still fits (art. 2.3.9)."""

    on: date
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """The work on this is done. It is no decision, and never a refusal (CRvB 2018:2013).

    `lapses` is: what was promised or agreed and is still open does not go on.
    """

    words: str
    at: datetime
    by: str = ""
    lapses: bool = False


Line = (
    Notified
    | SupportDiscussed
    | PlanHandedIn
    | Contacted
    | Appointment
    | Promised
    | Kept
    | Inquired
    | Estimated
    | Reported
    | Answered
    | Settled
    | NoApplicationNeeded
    | Applied
    | Paused
    | Resumed
    | Decided
    | HelpedAtOnce
    | LookAgain
    | around.Told
    | around.NotReached
    | around.ReachChanged
    | around.SharedAgain
    | around.CodeGiven
    | around.DayStands
    | around.SafetyNote
    | around.SafetyJudged
    | around.Coordinated
    | around.PassedOn
    | around.GlassBroken
    | Closed
)
