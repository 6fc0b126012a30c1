"""Which passwords are no use: too short, or what everybody tries first (NIST SP 800-63B, 5.1.1.2)."""

from enum import StrEnum
from string import ascii_lowercase, digits

SHORTEST, LONGEST = 12, 200
# What people make of "at least twelve signs": one of these, with digits and signs around it, or twice.
WORN = frozenset(
    [
        "admin",
        "beheer",
        "beheerder",
        "deventer",
        "geheim",
        "gemeente",
        "gemeentedeventer",
        "hallo",
        "iloveyou",
        "inloggen",
        "meedoen",
        "password",
        "qwerty",
        "qwertyui",
        "qwertyuiop",
        "azertyuiop",
        "asdfghjkl",
        "test",
        "voetbal",
        "wachtwoord",
        "welkom",
        "winter",
        "zomer",
        "herfst",
        "lente",
        "welkombijmeedoen",
        "mijnwachtwoord",
        "letmein",
        "changeme",
    ]
)
RUNS = (ascii_lowercase, digits * 2, "qwertyuiop" + "asdfghjkl" + "zxcvbnm")
FEWEST_SIGNS = 5


class Weakness(StrEnum):
    """What is wrong with a password."""

    SHORT = "kort"
    LONG = "lang"
    WORN = "vaak gebruikt"
    OWN = "eigen naam"


def weakness(password: str, *own: str) -> Weakness | None:
    """Return what is wrong with a password; None for a good one. `own` is the name and the mail address."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    plain = password.casefold()
    letters = _letters(plain)
    if len(set(plain)) < FEWEST_SIGNS or _is_worn(letters) or any(_is_run(plain, run) for run in RUNS):
        return Weakness.WORN
    parts = {_letters(part) for text in own for part in (text.partition("@")[0], *text.split())}
    return Weakness.OWN if letters and letters in parts else None


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def _is_worn(letters: str) -> bool:
    half = letters[: len(letters) // 2]
    return letters in WORN or (letters == half * 2 and half in WORN)


def _is_run(plain: str, run: str) -> bool:
    return plain in run or plain[::-1] in run
