"""The second factor of staff: what they have, beside the password that they know (security A2, A3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from string import ascii_uppercase, digits

MOST_TRIES = 5
CODE_LIVES = timedelta(minutes=10)
RECOVERY_CODES = 10
# Who knows a password begins as many attempts as they like, so the codes of an app are counted over all of
# them: thirty wrong ones in an hour find a code once in ten thousand. Other factors go on working.
MOST_WRONG_CODES, COUNTED_OVER = 30, timedelta(hours=1)
# Without what is mistaken for something else: 31 signs, so that eight of them are 39 bits.
CODE_SIGNS = "".join(sign for sign in digits + ascii_uppercase if sign not in "01ILO")
CODE_LENGTH = 8
GROUP = 4


class FactorKind(StrEnum):
    """What sort of second factor it is."""

    PASSKEY = "passkey"
    TOTP = "code-app"


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor of an account. `label` is what its owner calls it."""

    id: str
    kind: FactorKind
    label: str
    created_at: datetime
    used_at: datetime | None = None


class Purpose(StrEnum):
    """What an attempt at the door is for."""

    SIGN_IN = "inloggen"
    STEP_UP = "opnieuw laten zien"
    INVITATION = "uitnodiging"
    FORGOTTEN = "wachtwoord vergeten"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at the door: five tries, ten minutes, and done once.

    `account` is None for a mail address that nobody has, so that both look the same.
    """

    id: str
    purpose: Purpose
    account: str | None
    tries: int
    expires_at: datetime
    done_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.done_at is None and self.tries < MOST_TRIES and now <= self.expires_at

    def is_late(self, now: datetime) -> bool:
        """Say whether only the time of it is over."""
        return self.done_at is None and self.tries < MOST_TRIES and now > self.expires_at


def in_groups(text: str) -> str:
    """Return a long code as somebody types it over: in groups of four."""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def typed(text: str) -> str:
    """Return a code as it was made, whatever spaces, dashes and small letters it was typed with."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
