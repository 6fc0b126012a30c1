"""The municipality that this installation serves: its wijken, its contact data, the lines it names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wijk:
    """A wijk or a village. `next_to` names the wijken that border on it, as far as a source says so."""

    id: str
    name: str
    source: str
    certain: bool
    is_village: bool = False
    next_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the municipality; `security` is where a leak can be reported (https: or mailto:).

    `privacy` is how to reach its functionaris gegevensbescherming (AVG art. 13 lid 1 b).
    Empty is: the municipality still fills this in.
    """

    phone: str = ""
    mail: str = ""
    security: str = ""
    privacy: str = ""
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A national line for help now."""

    id: str
    name: str
    phone: str
    text: str
    source: str
    checked_on: date
    open: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Municipality:
    """Names and contact data. What was checked longer ago than `stale_after_months` says so."""

    id: str
    name: str
    sender: str
    contact: Contact
    lines: tuple[Line, ...] = ()
    wijken: tuple[Wijk, ...] = ()
    stale_after_months: int = 6
