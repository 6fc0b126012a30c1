"""How long a session and a conversation live."""

from datetime import UTC, datetime, timedelta

import pytest

from meedoen_app.core.access.session import is_alive
from meedoen_app.core.conversation.conversation import Keeping, expiry

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("created", "seen", "alive"),
    [
        ("0:00", "0:00", True),
        ("1:00", "0:15", True),
        ("1:00", "0:16", False),
        ("8:00", "0:01", True),
        ("8:01", "0:01", False),
        ("-1:00", "-1:00", True),
    ],
    ids=["new", "just not idle", "idle", "just not too old", "too old", "the clock was set back"],
)
def test_a_session_lives_15_minutes_idle_and_8_hours_in_all(created: str, seen: str, alive: bool) -> None:
    assert is_alive(NOON - ago(created), NOON - ago(seen), NOON) is alive


def test_a_visit_lasts_a_session_and_a_seal() -> None:
    assert expiry(Keeping.VISIT, NOON) == NOON + timedelta(hours=16)


def test_what_is_kept_stays_as_long_as_the_municipality_says() -> None:
    assert expiry(Keeping.KEPT, NOON) == NOON + timedelta(days=90)
    assert expiry(Keeping.KEPT, NOON, days=30) == NOON + timedelta(days=30)


def ago(time: str) -> timedelta:
    sign = -1 if time.startswith("-") else 1
    hours, minutes = map(int, time.lstrip("-").split(":"))
    return sign * timedelta(hours=hours, minutes=minutes)
