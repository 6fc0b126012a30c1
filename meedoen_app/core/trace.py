"""Who did or saw what, of whom, and when (NEN 7513, BIO2 8.15). Never what was answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What somebody did, in the words of the log."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"
    SEARCH = "search"
    EXPORT = "export"
    PRINT = "print"
    SHARE = "share"
    REVOKE = "revoke"
    BREAK_GLASS = "break_glass"
    LOGIN = "login"
    DENIED = "denied"
    CONFIG = "config"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where. `origin` is a shortened network address and a device hash.

    `responsible` is on whose behalf, `trace_id` the id of the request or the job.
    """

    id: str
    role: str
    org: str = ""
    responsible: str = ""
    origin: str = ""
    trace_id: str = ""
    app_version: str = ""


class Ground(StrEnum):
    """On what ground somebody may look or write. In a line a colon follows, and which one or what reason."""

    CONSENT = "toestemming"
    LAW = "wet"
    ASSIGNMENT = "toewijzing"
    GLASS = "noodsprong"

    def of(self, which: object = "") -> str:
        """Return this ground as it stands in a line: "toestemming:3", "wet:Wmo 2015 art. 2.3.2"."""
        return f"{self}:{which}"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: `name` says it in one word, `part` which domains or fields it touched (commas between).

    `ground` is a law, a consent, an assignment or the reason of a broken glass: see Ground.
    """

    action: Action
    name: str
    object_type: str
    object_id: str = ""
    part: str = ""
    result: str = "gelukt"
    purpose: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trace, chained to the one before it by `prev_mac`."""

    client_pseudonym: str
    seq: int
    at: datetime
    actor: Actor
    event: Event
    prev_mac: str
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: how many there are, and the code that closes it."""

    seq: int
    mac: str


class Damage(StrEnum):
    """What is wrong with a chain of the trace."""

    CHANGED = "changed"
    MISSING = "missing"
    UNLINKED = "unlinked"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in the trace where somebody was at work behind Meedoen's back."""

    client_pseudonym: str
    seq: int
    damage: Damage
