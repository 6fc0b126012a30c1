"""Where a conversation can go: the desks of the municipality and around it, and who works there."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeskKind(StrEnum):
    """What going to a desk is: sharing what one likes, or the notification of Wmo 2015 art. 2.3.2 lid 1."""

    SHARING = "delen"
    NOTIFICATION = "melding"


# The ground of a desk where nothing but the resident's own yes lets anybody read along.
CONSENT = "toestemming"


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where a conversation can go, by a `ground`: an article of law, or `CONSENT`.

    `chapters` are what it needs to know: ticked beforehand; the others can be chosen too. It is suggested
    first for `needs`. What an `is_independent` desk writes is never shown to another one. `terms` name how
    soon it must act. An `organisation`, `open` or `phone` that is empty is still to be filled in.
    `source`, `source_year`, `checked_on` and `certain` are as with a service.
    """

    id: str
    name: str
    does: str
    kind: DeskKind
    ground: str
    law: str
    source: str
    certain: bool
    organisation: str = ""
    terms: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    open: str = ""
    phone: str = ""
    asks_address: bool = True
    is_independent: bool = False
    source_year: int | None = None
    checked_on: date | None = None

    @property
    def is_voluntary(self) -> bool:
        return self.ground == CONSENT


@dataclass(frozen=True, slots=True)
class Profession:
    """What somebody is who works at a desk."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """Who work together at one `desk`, for these wijken; none named is: for all of them."""

    id: str
    name: str
    desk: str
    wijken: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()

    def is_for(self, wijk: str) -> bool:
        """Say whether this team works in this wijk; who said none can go to a team for all."""
        return not self.wijken or wijk in self.wijken
