"""Cleaning what people type: one form of every character, and none that hide or reorder text."""

import unicodedata

KEPT_CONTROLS = "\n\t"
MOST_DIGITS = 9


def clean(typed: str) -> str:
    """Return the text in NFC, with LF line ends and without control, bidi-override and private characters."""
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char for char in text if char in KEPT_CONTROLS or _is_visible(char)).strip()


def number(typed: str) -> int | None:
    """Return a number as our own pages write it; None for everything else, such as "²" or 5,000 digits."""
    is_ours = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return int(typed) if is_ours else None


def _is_visible(char: str) -> bool:
    joiner = char in "\u200c\u200d"  # Farsi and emoji need them.
    return joiner or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
