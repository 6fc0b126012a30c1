"""A page, a paper, a calendar or a letter as its reader has it, to see that what was typed is only text."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from xml.etree.ElementTree import Element

import html5lib
from icalendar import Calendar
from werkzeug.test import TestResponse

from meedoen_app.web import text
from tests.sheets import folded, sheets

VARIES = ("value", "datetime", "data-idle")  # Seals, keys and what was typed; when it was; how long is left.
OF_ONE_TALK = re.compile(r"(?<=/g/)[\w-]{22}|(?<=terug=klopt-)[0-9]+")  # Its name; how long its log was.
FOOTER = re.compile(r"GemaaktmetMeedoen,vande.*?op[0-9]+[a-z]+20[0-9]{2}\.[0-9]+/[0-9]+$")
AT_THE_END = "\ufffe"  # So pdfium tells a hyphen where a line ends.
QUOTED = re.compile(r"^\| ", re.MULTILINE)
Shape = Counter[tuple[str, frozenset[tuple[str, str]]]]


def one_line(words: str) -> str:
    return " ".join(words.split())


@dataclass(frozen=True)
class Read:
    """What somebody gets: its elements with their attributes, and everything one can read.

    `as_read` is what reading makes of a text that somebody typed.
    """

    shape: Shape
    words: str
    as_read: Callable[[str], str] = one_line

    def times(self, typed: str) -> int:
        """Return how often this was read, as it was typed."""
        return self.words.count(self.as_read(text.clean(typed)))

    @classmethod
    def from_reply(cls, reply: TestResponse) -> "Read":
        """Read a page, a PDF or a calendar; a new kind of paper is a line in READERS."""
        return READERS.get(reply.mimetype, cls.from_page)(reply)

    @classmethod
    def from_pdf(cls, reply: TestResponse) -> "Read":
        """Take the letters alone, as a line and a sheet may end anywhere in what was typed."""
        letters = "".join(FOOTER.sub("", folded(sheet)) for sheet in sheets(reply.data))
        return cls(Counter(), letters.replace(AT_THE_END, "-"), folded)

    @classmethod
    def from_calendar(cls, reply: TestResponse) -> "Read":
        """Take each property of each part for an element: a line more would be one more."""
        parts = Calendar.from_ical(reply.data).walk()
        shape: Shape = Counter((f"{part.name} {name}", frozenset()) for part in parts for name in part)
        return cls(shape, one_line(" ".join(str(value) for part in parts for value in part.values())))

    @classmethod
    def from_letter(cls, letter: EmailMessage) -> "Read":
        """Take each header for an element, and the kind of text: a letter is plain text and nothing else."""
        shape: Shape = Counter((name, frozenset()) for name in letter)
        shape[letter.get_content_type(), frozenset({("subject", str(letter["Subject"]))})] += 1
        return cls(shape, one_line(QUOTED.sub("", str(letter.get_content()).replace("\r\n", "\n"))))

    @classmethod
    def from_page(cls, reply: TestResponse) -> "Read":
        tree: Element = html5lib.parse(reply.get_data(as_text=True), namespaceHTMLElements=False)
        shape: Shape = Counter()
        values = [one.get("value", "") for one in tree.iter()]
        for one in tree.iter():
            kept = (
                (name, OF_ONE_TALK.sub("", told)) for name, told in one.attrib.items() if name not in VARIES
            )
            shape[str(one.tag), frozenset(kept)] += 1
        return cls(shape, one_line(" ".join([*tree.itertext(), *values])))


READERS = {"application/pdf": Read.from_pdf, "text/calendar": Read.from_calendar}
