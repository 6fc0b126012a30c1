"""A document: headings with plain text under them. Page, print and PDF show one and the same value.

Each kind of block says which it is, for whoever draws it. What it says is made elsewhere; "Mijn persoonlijk
plan" is one (Wmo 2015 art. 2.3.2 lid 2).
"""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text. Without a language it is in that of the document."""

    kind: ClassVar = "paragraph"
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that stand one below the other."""

    kind: ClassVar = "listing"
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, in own words. Without a language nobody knows in which."""

    kind: ClassVar = "quote"
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is said of a few things: a label with its value, such as who and when of a step."""

    kind: ClassVar = "pairs"
    pairs: tuple[tuple[str, str], ...]


Block = Paragraph | Listing | Quote | Pairs


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody takes along. The footer stands on each sheet: who it is from, when it was made."""

    title: str
    language: str
    sections: tuple[Section, ...]
    made_on: date
    footer: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A step with a day. Its number is that of the step, so that the calendar knows it again.

    `note` is what else there is to say of it, in words.
    """

    number: int
    what: str
    day: date
    at: time | None = None
    note: str = ""
