"""What is counted for the Meedoenmonitor (plan §4.3): of a conversation only when the resident said yes.

Counts are added to cells of these tables; no row per person exists.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from meedoen_app.core.conversation.question import UNKNOWN
from meedoen_app.core.domains import Status

LIFE_DOMAINS, NEEDS, LEVELS, CONCERNS = "leefgebied", "behoefte", "trede", "signaal"
TABLES = frozenset({LIFE_DOMAINS, NEEDS, LEVELS, CONCERNS})
NO_WIJK = "onbekend"


@dataclass(frozen=True, slots=True)
class Count:
    """One more in a cell: a table of TABLES, a wijk, and a code."""

    table: str
    wijk: str
    code: str


def period(day: date) -> str:
    """Return the half-year of a day: the monitor appears twice a year (programmabegroting 2018)."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def counts(
    wijk: str, statuses: Mapping[str, Status], needs: Iterable[str], highest_level: int | None
) -> Iterator[Count]:
    """Give what one conversation adds. What was not discussed, or rather not said, adds nothing."""
    place = NO_WIJK if wijk in ("", UNKNOWN) else wijk
    for domain, status in statuses.items():
        if status not in (Status.NOT_DISCUSSED, Status.RATHER_NOT):
            yield Count(LIFE_DOMAINS, place, f"{domain}:{status}")
    for need in needs:
        yield Count(NEEDS, place, need)
    if highest_level is not None:
        yield Count(LEVELS, place, str(highest_level))
