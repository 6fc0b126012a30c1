"""A session of a browser, a device that reopens one, and how long a session lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class WebSession:
    """Somebody's session. `ref` names it in a list and opens nothing; `state` is small JSON.

    `owner` is the conversation that is open in it, or the account that signed in. `version` counts its
    changes, so that a slow request never overwrites a newer state.
    """

    ref: str
    owner: str | None
    state: str
    created_at: datetime
    seen_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as its owner sees it in a list."""

    ref: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """A telephone that reopens the conversation in one tap, because its owner said: this is mine."""

    ref: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


def is_alive(created: datetime, seen: datetime, now: datetime) -> bool:
    """Say whether a session still holds: 15 minutes idle, 8 hours in all (ASVS 7.3)."""
    return now <= closes_at(created, seen)


def closes_at(created: datetime, seen: datetime) -> datetime:
    """Return the last moment at which a session that is left alone still holds."""
    return min(seen + IDLE, created + ABSOLUTE)
