"""A household: several adults whose plans are looked at together, when each of them alone said yes.

Each keeps their own chapters. Who says no is never told of: to all others it looks as if somebody has not
said anything yet. At an address that may not be safe it is not asked at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from meedoen_app.core.handoff import Reach

LEAST = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One adult, by their case. `said` is their own yes or no; None while they said nothing."""

    case: str
    said: bool | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """Who was asked together. It holds only while every one of them says yes."""

    id: str
    members: tuple[Member, ...]

    @property
    def is_agreed(self) -> bool:
        return len(self.members) >= LEAST and all(one.said is True for one in self.members)

    def said_by(self, case: str) -> bool | None:
        return next((one.said for one in self.members if one.case == case), None)

    def others(self, case: str) -> tuple[str, ...]:
        """Return the cases of the others, for who may know of them: nobody while not all agree."""
        return tuple(one.case for one in self.members if one.case != case) if self.is_agreed else ()


def may_be_asked(reaches: Iterable[Reach]) -> bool:
    """Say whether these adults may be asked: never when one of them has to be careful at home."""
    return not any(one.is_discreet for one in reaches)
