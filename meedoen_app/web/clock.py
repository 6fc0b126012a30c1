"""The clock. It is read here, at the door, and passed down as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day as people in the municipality count it."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return on which day this was, as people in the municipality count it: a term starts after that day."""
    return moment.astimezone(HERE).date()
