"""The seal on a personal form: which conversation and question it belongs to, signed, good for 8 hours.

It keeps other sites from posting in somebody's name, and it lets an answer that arrives after the
session ended wait in its own conversation instead of being lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

GOOD_FOR = timedelta(hours=8)
SALT = "zegel"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a form says of itself. `number` is the question's, or 0 on other pages."""

    conversation: str
    number: int = 0


def stamp(secret: str, seal: Seal) -> str:
    return URLSafeTimedSerializer(secret, SALT).dumps([seal.conversation, seal.number])


def is_good(secret: str, text: str, seal: Seal) -> bool:
    """Say whether this text is the seal of exactly this conversation and question, and still good."""
    return stamped_at(secret, text, seal) is not None


def stamped_at(secret: str, text: str, seal: Seal) -> datetime | None:
    """Return when this seal was put on its form, in whole seconds; None for one that is not good."""
    try:
        found, at = URLSafeTimedSerializer(secret, SALT).loads(
            text, max_age=int(GOOD_FOR.total_seconds()), return_timestamp=True
        )
    except BadSignature:
        return None
    return at if found == [seal.conversation, seal.number] else None
