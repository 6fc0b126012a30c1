"""What people type is text, wherever it is read back: never an element, never an attribute."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from flask import Flask

from tests.amounts import amount, chance, note
from tests.journeys.author import LONGEST, LONGEST_NAME, Author
from tests.journeys.reading_back import Read
from tests.mailbox import Mailbox, mailbox
from tests.visitor import Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAYLOADS = amount(5, 600)
TOGETHER = 5  # So many in one text; each of the five people gets one of the next as a name.
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
    "&#60;b&#62;", "%3Cscript%3E", "\\u003cscript\\u003e", "<p style=position:fixed>",
    "<button name=doe>", "]]><b>", "<%= 7*7 %>", "${7*7}",
)  # fmt: skip
LOOKS_LIKE = "＜script＞"  # Which some ways of tidying text turn into the real signs.
WITHOUT_WORDS = {"18", "wat-kan/1", "plan/terugkijken", "searched"}  # Names or nothing stand there.
CAUGHT = {  # What is not escaped -> where that is an element, an attribute or another letter.
    "<b hx-get=/x>b</b>": {"klopt", "plan", "plan/stap/2", "plan/papier", "toen-en-nu", "call me"},
    '" onfocus=alert(1) x="': {"18", "plan/stap/1", "call no number", "searched"},
    "&lt;b&gt;": {"8", "klopt", "keuze", "plan", "plan/stap/1", "plan/papier", "toen-en-nu", "nothing wrong"},
}


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


def author(app: Flask, box: Mailbox) -> Author:
    """Return somebody new: the plan begins with these words, and then is when it began."""
    new = Author(Visitor(app.test_client()), box)
    new.arrive()
    return new


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


@dataclass(frozen=True)
class Plain:
    """The pages with plain words on them, to compare with."""

    pages: dict[str, Read]
    words: str = "Gewone kanariewoorden"
    names: Sequence[str] = tuple(f"Kanarie {number}" for number in range(TOGETHER))

    @classmethod
    def by(cls, somebody: Author) -> "Plain":
        return cls(somebody.write(cls.words, cls.names))

    def differences(self, pages: dict[str, Read], words: str, names: Sequence[str]) -> list[str]:
        """Return what these words and names made of the pages, apart from words."""
        found = []
        for name, plain in self.pages.items():
            if pages[name].shape != plain.shape:
                new = pages[name].shape - plain.shape
                found.append(f"{name}: {list(new)[:3] or 'elements gone'}")
            pairs = [(self.words, words), *zip(self.names, names, strict=True)]
            found += [
                f"{name}: {pages[name].times(typed)} times, not {plain.times(usual)}: {typed}"
                for usual, typed in pairs
                if pages[name].times(typed) < plain.times(usual)
            ]
        return found

    @property
    def read_back(self) -> set[str]:
        return {name for name, page in self.pages.items() if page.times(self.words)}


def test_nothing_that_is_typed_becomes_markup(
    make: Callable[..., Flask], box: Mailbox, request: pytest.FixtureRequest
) -> None:
    app = make(**box.environ)
    plain, harm = Plain.by(author(app, box)), [*harmful(chance(request), PAYLOADS)]
    assert plain.differences(author(app, box).write(plain.words, plain.names), plain.words, plain.names) == []
    for start in range(0, len(harm), TOGETHER):
        words = " ".join(harm[start : start + TOGETHER])[:LONGEST]
        names = [harm[(start + TOGETHER + n) % len(harm)][:LONGEST_NAME] for n in range(TOGETHER)]
        differences = plain.differences(author(app, box).write(words, names), words, names)
        assert not differences, "\n".join([words, *differences])
    note(request, payloads=len(harm), pages=len(plain.pages), pages_that_read_it_back=len(plain.read_back))
    assert plain.read_back == {*plain.pages} - WITHOUT_WORDS


def test_signs_that_only_look_like_markup_stay_what_they_are(
    make: Callable[..., Flask], box: Mailbox
) -> None:
    """Only our paper has no such signs: it says so on the page before."""
    app = make(**box.environ)
    plain = Plain.by(author(app, box))
    differences = plain.differences(author(app, box).write(LOOKS_LIKE, plain.names), LOOKS_LIKE, plain.names)
    assert {one.partition(":")[0] for one in differences} == {"plan/papier", "plan/papier.pdf"}


def test_a_page_that_does_not_escape_is_caught(make: Callable[..., Flask], box: Mailbox) -> None:
    app = make(**box.environ)
    plain = Plain.by(author(app, box))
    app.jinja_env.autoescape = False
    app.jinja_env.cache.clear()
    for harm, where in CAUGHT.items():
        found = plain.differences(author(app, box).write(harm, [harm] * TOGETHER), harm, [harm] * TOGETHER)
        caught = {difference.partition(":")[0] for difference in found}
        assert caught >= where, (harm, caught)
