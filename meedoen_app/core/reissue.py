"""Lost words: a code of one use that somebody of the municipality gives, after they made sure who it is.

They see the code and never the words. Eight digits, ten minutes, five tries (security A3): the first four
find it and all eight open it, so that who guesses has five tries at ten thousand, however many networks they
have, and nobody who does not know the first half can use those tries up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from meedoen_app.core.access.factor import CODE_LIVES, MOST_TRIES
from meedoen_app.core.errors import NotAllowed

DIGITS, HALF = 8, 4
LONGEST_INPUT = 40

__all__ = ["CODE_LIVES", "MOST_TRIES", "KnownBy", "Reissue", "generate", "normalise"]


class KnownBy(StrEnum):
    """How a professional made sure who asks for new words."""

    CALLED = "gebeld"
    SEEN = "gezien"


@dataclass(frozen=True, slots=True)
class Reissue:
    """Somebody of the municipality, by their account, gave a code; and when it was used, if it was."""

    account: str
    known_by: KnownBy
    given_at: datetime
    used_at: datetime | None = None


def generate(choose: Callable[[Sequence[str]], str]) -> str:
    """Draw a code; `choose` is the source of chance (`secrets.choice`)."""
    return "".join(choose("0123456789") for _ in range(DIGITS))


def normalise(typed: str) -> str:
    """Return the digits that somebody typed, without what stands between. Raises NotAllowed for not eight."""
    digits = "".join(letter for letter in typed[:LONGEST_INPUT] if letter in "0123456789")
    if len(digits) != DIGITS:
        raise NotAllowed("code")
    return digits
