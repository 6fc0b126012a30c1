"""How somebody reads: a language and a level. The level is no part of the locale."""

from dataclasses import dataclass
from enum import StrEnum


class ReadingLevel(StrEnum):
    """How plain the sentences are: taalniveau B1, or simpler still."""

    B1 = "b1"
    SIMPLE = "eenvoudig"


@dataclass(frozen=True, slots=True)
class Reading:
    """A language (`nl`, `ar`, `ti` ...) with a level.

    Babel drops a variant that it does not know, so `nl_eenvoudig` would silently become `nl`.
    """

    language: str
    level: ReadingLevel = ReadingLevel.B1
