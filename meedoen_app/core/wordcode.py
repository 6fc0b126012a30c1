"""The word code: six words that reopen a conversation. It opens, it does not decrypt."""

import unicodedata
from collections.abc import Callable, Sequence

from meedoen_app.core.errors import NotAllowed

WORDS = 6
FEWEST_TO_CHOOSE_FROM = 1024
LONGEST_INPUT = 200

WordCode = tuple[str, ...]


def generate(words: Sequence[str], choose: Callable[[Sequence[str]], str]) -> WordCode:
    """Draw a code; `choose` is the source of chance (`secrets.choice`). Six of 1,024 words is 60 bits."""
    if len({_plain(word) for word in words}) < FEWEST_TO_CHOOSE_FROM:
        raise ValueError(f"a word code needs {FEWEST_TO_CHOOSE_FROM} different words")
    return tuple(_plain(choose(words)) for _ in range(WORDS))


def normalise(typed: str) -> WordCode:
    """Return the six words that somebody typed, whatever the case, accents, commas or hyphens.

    Raises NotAllowed where there are not six.
    """
    words = "".join(letter if letter.isalpha() else " " for letter in _plain(typed[:LONGEST_INPUT])).split()
    if len(words) != WORDS:
        raise NotAllowed("words")
    return tuple(words)


def _plain(text: str) -> str:
    """Drop case, accents and invisible marks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) not in ("Mn", "Cf"))
