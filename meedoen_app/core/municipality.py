"""The municipality that this installation serves: its wijken, its contact data, the lines it names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Who or what to go to first in a wijk, on the day on which somebody looked."""

    name: str
    source: str
    checked_on: date
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Wijk:
    """A wijk or a village. `next_to` names the wijken that border on it, as far as a source says so.

    Without a `contact` the municipality has still to say where people can go first.
    """

    id: str
    name: str
    source: str
    certain: bool
    is_village: bool = False
    next_to: tuple[str, ...] = ()
    contact: ContactPoint | None = None


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
    """A line for help now. One that is `young` is for who is under 18, and stands on their page only.

    A `phone` that is empty is still to be filled in by the municipality.
    """

    id: str
    name: str
    phone: str
    text: str
    source: str
    checked_on: date
    open: str = ""
    certain: bool = False
    young: bool = False


@dataclass(frozen=True, slots=True)
class Calling:
    """Within how many working days somebody calls who asked for it; 0 is: the municipality still says so.

    Requests stand on the workbench of this `team`; where nobody works there, they are mailed.
    """

    within: int = 0
    team: str = ""
    source: str = ""
    checked_on: date | None = None
    certain: bool = False

    @property
    def is_promised(self) -> bool:
        return bool(self.within > 0 and self.source and self.checked_on and self.certain)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody works, beside Saturday and Sunday."""

    day: date
    name: str


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
    calling: Calling = Calling()
    holidays: tuple[Holiday, ...] = ()
