"""What is said of the plan, one line after the other; none is changed.

Choosing has no consequence but what it says (plan §2.2: the person chooses): "niet voor mij" with its reason
is the trace "voldoet niet, want" that the law asks of the municipality (Wmo 2015 art. 2.3.5 lid 3), and
is asked of nobody. A step is done or did not work out; both are as much worth writing down.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

LONGEST = 300  # Characters of own words.
NEW = 0  # The number of a step that has none yet.


class Choice(StrEnum):
    """What somebody says of something that can help."""

    WANT = "wil_ik"
    NOT_FOR_ME = "niet_voor_mij"
    NOT_YET = "weet_ik_niet"


class Reason(StrEnum):
    """Why something does not fit. It is never asked for: "niet voor mij" is enough."""

    TOO_FAR = "te_ver"
    TOO_DEAR = "te_duur"
    LANGUAGE = "taal"
    AFRAID = "durf_niet"
    TRIED = "al_geprobeerd"
    HEALTH = "gezondheid"
    OTHER = "anders"


class Doer(StrEnum):
    """Who does a step."""

    SELF = "ik"
    OWN_PEOPLE = "mijn_mensen"
    PROFESSIONAL = "hulpverlener"


class Duration(StrEnum):
    """For how long somebody thinks that help is needed (beleidsplan Meedoen §1.3: most often a while)."""

    SHORT = "even"
    A_WHILE = "tijdelijk"
    LASTING = "blijvend"


class Outcome(StrEnum):
    """How a step went. `OPEN` is also what undoing brings back."""

    OPEN = "open"
    DONE = "gedaan"
    FAILED = "lukt_niet"
    TAKEN_OUT = "weg"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody said of one service, by its id."""

    service: str
    choice: Choice
    at: datetime
    reason: Reason | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What I want, in own words."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step, by its number: what, who, when, with whom, and how I know that it is ready.

    `service` is what it was made of ("" for a step of one's own), `what` empty means: as that is called.
    `whom` says who does it when that is somebody else, `until` when the help itself ends.
    """

    number: int
    at: datetime
    what: str = ""
    service: str = ""
    doer: Doer = Doer.SELF
    whom: str = ""
    day: date | None = None
    hour: time | None = None
    with_whom: str = ""
    ready_when: str = ""
    duration: Duration | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Went:
    """How a step went, said on a day."""

    number: int
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """When somebody wants to look at the plan again; None is: not now."""

    on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """What somebody said to "Is er iets veranderd?"."""

    is_changed: bool
    at: datetime


Line = Chosen | Goal | Step | Went | Review | LookedAgain


def are_same(one: Line, other: Line) -> bool:
    """Say whether two lines say the same, each on its own day."""
    return type(one) is type(other) and replace(one, at=other.at) == other
