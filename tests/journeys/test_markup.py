"""What people type is text, wherever it is read back: never an element, never an attribute."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from meedoen_app.web import seals, text
from meedoen_app.web.seals import Seal
from tests.journeys.amounts import amount, chance, note
from tests.sheets import sheets
from tests.visitor import Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAYLOADS = amount(60, 600)
TOGETHER = 5  # So many in one text; each of the five people gets one of them as a name.
LONGEST_NAME = 60
BEFORE = (
    "",
    '"',
    "'",
    '">',
    "'>",
    "</textarea>",
    "</title>",
    "</script>",
    "</blockquote>",
    "</select>",
    "<!--",
)
HARM = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<b hx-get=/x>b</b>", " onfocus=alert(1) autofocus x=", "<a href=javascript:alert(1)>a</a>",
    "<iframe src=//elders.example>", "<style>*{display:none}</style>", "<meta http-equiv=refresh content=0>",
    "<form action=//elders.example>", "<input name=doe value=weggooien>", "<details open ontoggle=alert(1)>",
    "<base href=//elders.example>", "<math><mi xlink:href=data:x,y>", "<x data-hx-on:load=alert(1)>",
    "<link rel=stylesheet href=//e.example>", "{{ 7*7 }}{% raw %}", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;b&#62;", "%3Cscript%3E", "＜script＞", "\\u003cscript\\u003e", "<p style=position:fixed>",
    "<button name=doe>", "]]><b>", "<%= 7*7 %>", "${7*7}",
)  # fmt: skip
OWN_WORDS = (7, 8, 28, 46, 49, 50)
PEOPLE = 18
THEMES_WITH_WORDS = ("gezondheid", "mensen", "werk_leren")
VIEWS = (*map(str, (*OWN_WORDS, PEOPLE)), "klopt", "tafel", "wat-kan", "wat-kan/1", "over-mij", "wacht")
VARIES = ("value", "datetime", "data-idle")  # Seals, keys and what was typed; when it was; how long is left.
COUNTS_ON = re.compile(r"(?<=terug=klopt-)[0-9]+")  # How far the log was when the page was made.
Shape = Counter[tuple[str, frozenset[tuple[str, str]]]]


def harmful(dice: random.Random, number: int) -> Iterator[str]:
    """Return known ways to break out of text, and then variations on them."""
    known = [before + harm for before, harm in product(BEFORE, HARM)]
    yield from dice.sample(known, min(number, len(known)))
    for _ in range(number - len(known)):
        yield _varied(dice, dice.choice(BEFORE) + dice.choice(HARM))


def _varied(dice: random.Random, harm: str) -> str:
    letters = [dice.choice((letter.upper(), letter)) for letter in harm]
    return "".join(letters).replace(" ", dice.choice(("/", "\t", "\n", " ", "\x0c"))) + dice.choice(
        ("", "<", ">", '"')
    )


@dataclass(frozen=True)
class Read:
    """A page as a browser builds it: its elements with their attributes, and everything one can read."""

    shape: Shape
    words: str

    @classmethod
    def from_reply(cls, reply: TestResponse) -> "Read":
        """Read a page, a PDF or a calendar; a new kind of paper is a line in READERS."""
        return READERS.get(reply.mimetype, cls.from_page)(reply)

    @classmethod
    def from_pdf(cls, reply: TestResponse) -> "Read":
        return cls(Counter(), _one_line(" ".join(sheets(reply.data))))

    @classmethod
    def from_calendar(cls, reply: TestResponse) -> "Read":
        """Take each property of each part for an element: a line more would be one more."""
        parts = Calendar.from_ical(reply.data).walk()
        shape = Counter((f"{part.name} {name}", frozenset()) for part in parts for name in part)
        return cls(shape, _one_line(" ".join(str(value) for part in parts for value in part.values())))

    @classmethod
    def from_page(cls, reply: TestResponse) -> "Read":
        tree: Element = html5lib.parse(reply.get_data(as_text=True), namespaceHTMLElements=False)
        shape: Shape = Counter()
        values = [one.get("value", "") for one in tree.iter()]
        for one in tree.iter():
            kept = frozenset(
                (name, COUNTS_ON.sub("", told)) for name, told in one.attrib.items() if name not in VARIES
            )
            shape[str(one.tag), kept] += 1
        return cls(shape, _one_line(" ".join([*tree.itertext(), *values])))


READERS = {"application/pdf": Read.from_pdf, "text/calendar": Read.from_calendar}


def _one_line(words: str) -> str:
    return " ".join(words.split())


@dataclass
class Author:
    """Somebody who types the same in every field there is, and reads every page on which it may return."""

    visitor: Visitor
    keys: Iterator[int] = field(default_factory=count)

    def arrive(self) -> None:
        self.visitor.go("/")
        self.visitor.press("deur=praten")
        self._answer(5, keuze="ja")
        for theme in THEMES_WITH_WORDS:
            self._answer(9, onderwerp=theme)
        self._answer(42, keuze="nee")

    def write(self, words: str, names: Sequence[str]) -> dict[str, Read]:
        """Type these words and names everywhere; return what can be read then, page by page."""
        for number in OWN_WORDS:
            assert self._answer(number, tekst=words).status_code == 303, words
        named = {f"p{n}_naam": name for n, name in enumerate(names, 1)}
        assert self._answer(PEOPLE, **named).status_code == 303, names
        assert self._send("/over-mij", sleutel=str(next(self.keys)), tekst=words).status_code == 303
        replies = {
            "six words": self.client.post("/verder", data={"woorden": words, "doe": "woorden"}),
            "a name too long": self._answer(PEOPLE, p1_naam=words + "." * LONGEST_NAME),
            "an unknown field": self._answer(7, tekst=words, vreemd="ja"),
            "an old tab": self._answer(7, basis="0", tekst=f"Toch {words}"),
            "no such page": self.client.post("/is-er-niet", data={"tekst": words}),
            "no objection": self._send("/over-mij", zegel="vals", tekst=words),
            "from another site": self.client.post(
                "/begin", data={"tekst": words}, headers={"Sec-Fetch-Site": "cross-site"}
            ),
            "nobody in session": self._answer_without_session(words),
            **{view: self.client.get(f"{self.conversation}/{view}") for view in VIEWS},
        }
        self._throw_away_what_waits(replies["wacht"])
        return {name: Read.from_reply(reply) for name, reply in replies.items()}

    @property
    def client(self) -> FlaskClient:
        return self.visitor.client

    @property
    def conversation(self) -> str:
        return self.visitor.conversation()

    def _answer(self, number: int, **fields: str) -> TestResponse:
        given = {"basis": "999", "doe": "verder", "sleutel": str(next(self.keys)), **fields}
        return self._send(f"/{number}", zegel=self._seal(number), **given)

    def _send(self, page: str, **fields: str) -> TestResponse:
        return self.client.post(self.conversation + page, data={"zegel": self._seal(0), **fields})

    def _seal(self, number: int) -> str:
        secret = self.client.application.extensions["meedoen"].settings.secret
        return seals.stamp(secret, Seal(self.conversation.split("/")[2], number))

    def _answer_without_session(self, words: str) -> TestResponse:
        cookie = self.client.get_cookie("sessie")
        self.client.delete_cookie("sessie")
        reply = self._answer(7, tekst=words)
        self.client.set_cookie("sessie", cookie.value)
        return reply

    def _throw_away_what_waits(self, page: TestResponse) -> None:
        self.visitor._follow(page)
        self.visitor.press("doe=gooi_weg")


@dataclass(frozen=True)
class Plain:
    """The pages with plain words on them, to compare with; `more` is what one more objection adds."""

    pages: dict[str, Read]
    more: Shape
    words: str

    @classmethod
    def by(cls, author: Author) -> "Plain":
        words = "Gewone kanariewoorden"
        author.write(words, [words] * TOGETHER)
        first, second = (author.write(words, [words] * TOGETHER) for _ in range(2))
        more = Counter(second["over-mij"].shape)
        more.subtract(first["over-mij"].shape)
        return cls(second, +more, words)

    def differences(self, pages: dict[str, Read], rounds: int, words: str, names: Sequence[str]) -> list[str]:
        """Return what these words made of the pages, apart from words."""
        found = []
        for name, plain in self.pages.items():
            expected = Counter(plain.shape)
            for _ in range(rounds if name in ("over-mij", "no objection") else 0):
                expected.update(self.more)
            if pages[name].shape != expected:
                new = pages[name].shape - expected
                found.append(f"{name}: {list(new)[:3] or 'elements gone'}")
            expected_words = names if name == "18" else [words] if self.words in plain.words else []
            told = [text.clean(typed) for typed in expected_words]
            found += [
                f"{name}: not there: {typed}" for typed in told if _one_line(typed) not in pages[name].words
            ]
        return found


def test_nothing_that_is_typed_becomes_markup(
    make: Callable[..., Flask], request: pytest.FixtureRequest
) -> None:
    author = Author(Visitor(make().test_client()))
    author.arrive()
    plain, harm = Plain.by(author), [*harmful(chance(request), PAYLOADS)]
    for rounds, start in enumerate(range(0, len(harm), TOGETHER), 1):
        some = harm[start : start + TOGETHER]
        words, names = " ".join(some), [one[:LONGEST_NAME] for one in some]
        differences = plain.differences(author.write(words, names), rounds, words, names)
        assert not differences, "\n".join([words, *differences])
    read_back = sum(plain.words in page.words for page in plain.pages.values())
    note(request, payloads=len(harm), pages=len(plain.pages), pages_that_read_it_back=read_back)
    assert read_back >= 14


def test_a_page_that_does_not_escape_is_caught(make: Callable[..., Flask]) -> None:
    app = make()
    author = Author(Visitor(app.test_client()))
    author.arrive()
    plain = Plain.by(author)
    app.jinja_env.autoescape = False
    app.jinja_env.cache.clear()
    found = {}
    for rounds, harm in enumerate(("<b hx-get=/x>b</b>", '" onfocus=alert(1) x="', "&lt;b&gt;"), 1):
        found[harm] = plain.differences(
            author.write(harm, [harm] * TOGETHER), rounds, harm, [harm] * TOGETHER
        )
    assert all(found.values()), found
