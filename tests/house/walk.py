"""Somebody who reads every page: a walk through a whole conversation, with the side paths and the mistakes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.visitor import NoSuchThing, Visitor

OWN_WORDS = "Zelfbedacht"
WRONG = "bestaat-niet"
IN_CONVERSATION = ("tafel", "over-mij", "wat-kan", "woorden", "stop", "klopt", "weggooien", "999")
FOR_ANYONE = (
    "/",
    "/privacy",
    "/toegankelijkheid",
    "/hulp",
    "/bel-mij",
    "/verder",
    "/kalender",
    "/is-er-niet",
)
SIX_WRONG_WORDS = "aap noot mies wim zus jet"
HIDDEN = ("zegel", "sleutel", "basis")
Choose = Callable[[list[str]], str]


@dataclass
class Reader(Visitor):
    """A visitor who keeps every page: where it stood, and its tree."""

    pages: list[tuple[str, Element]] = field(default_factory=list)

    def _follow(self, response: TestResponse) -> TestResponse:
        last = super()._follow(response)
        if last.mimetype == "text/html":
            self.pages.append((f"{self.path}, {self.status}", self.tree))
        return last

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form that is on no page."""
        return self._follow(self.client.post(path, data=fields))


def first(values: list[str]) -> str:
    return values[0]


def second(values: list[str]) -> str:
    return values[1 % len(values)]


def walk(reader: Reader, door: str, choose: Choose) -> None:
    """Come in, talk about every theme, answer every question, and end at "Klopt dit?"."""
    reader.go("/")
    reader.press(f"deur={door}")
    reader.go(f"{reader.conversation()}/verder")
    themes: set[str] = set()
    while not reader.path.endswith("/klopt"):
        _step(reader, themes, choose)
    for verdict in ("klopt", "klopt_niet", "niet_delen"):
        reader.press(f"oordeel={verdict}")


def _step(reader: Reader, themes: set[str], choose: Choose) -> None:
    names = reader.fields()
    open_themes = [theme for theme in names.get("onderwerp", []) if theme not in themes]
    if open_themes:
        themes.add(open_themes[0])
        reader.press(f"onderwerp={open_themes[0]}")
    elif "onderwerp" in names:
        reader.press("doe=klaar")
    elif "overslaan" in names.get("doe", []):
        _answer(reader, choose)
    elif "bewaar" in names.get("doe", []):
        reader.press("doe=bewaar")
    else:
        reader.go(f"{reader.conversation()}/{'onderwerpen' if themes else 'verder'}")


def _answer(reader: Reader, choose: Choose) -> None:
    """Answer a question wrongly, and then well."""
    question = reader.path
    reader.press("doe=verder", **dict.fromkeys(_to_fill_in(reader), WRONG * 60))
    reader.go(question)
    reader.press("doe=verder", **{name: _chosen(reader, name, choose) for name in _to_fill_in(reader)})


def _to_fill_in(reader: Reader) -> list[str]:
    about_the_form = ("zegel", "sleutel", "basis", "terug", "doe", "taal", "niveau", "naar")
    return [name for name in reader.fields() if name not in about_the_form]


def _chosen(reader: Reader, name: str, choose: Choose) -> str | list[str]:
    """Return one choice, every choice that goes with others, or own words."""
    boxes = [one for one in reader.tree.iter("input") if one.get("name") == name]
    if any(one.get("type") == "checkbox" for one in boxes):
        together = [one.attrib["value"] for one in boxes if "data-alone" not in one.attrib]
        return together if choose is first else choose(reader.choices(name))
    values = [value for value in reader.choices(name) if value]
    return choose(values) if values else OWN_WORDS


def look_around(reader: Reader) -> None:
    """Open every other page of a conversation, object to what is stored, and every page for anyone."""
    conversation = reader.conversation()
    for page in IN_CONVERSATION:
        reader.go(f"{conversation}/{page}")
    for text in ("", OWN_WORDS):
        reader.go(f"{conversation}/over-mij")
        reader.press("", tekst=text)
    for path in FOR_ANYONE:
        reader.go(path)
    for typed in (OWN_WORDS, SIX_WRONG_WORDS):
        reader.go("/verder")
        reader.press("doe=woorden", woorden=typed)
    reader.post("/hulp")
    reader.post("/begin", vol=OWN_WORDS * 6000)
    reader._follow(reader.client.post("/begin", headers={"Sec-Fetch-Site": "cross-site"}))
    reader.go(f"{conversation}/verder")


def lose(reader: Reader) -> None:
    """Answer in two tabs, lose the session, come back with six words, and throw everything away."""
    reader.go(f"{reader.conversation()}/woorden")
    words = " ".join(re.findall(r"[a-z]{3,}", " ".join(one.text or "" for one in reader.tree.findall(".//ol//bdi"))))
    question = _question_in_own_words(reader)
    form = {name: values[0] for name, values in reader.fields().items() if name in HIDDEN}
    for text in (OWN_WORDS, f"{OWN_WORDS} en meer"):
        reader.post(question, **form, doe="verder", tekst=text)
    reader.go(question)
    reader.press("doe=verder", tekst=OWN_WORDS * 2)
    reader.post(question, **{**form, "sleutel": "nieuw"}, doe="verder", tekst=OWN_WORDS)
    reader.client.delete_cookie("sessie")
    reader.go(question)
    reader.post(question, **{**form, "sleutel": "later"}, doe="verder", tekst=OWN_WORDS)
    reader.press("doe=woorden", woorden=words)
    reader.press("doe=gooi_weg")
    reader.go(f"{reader.conversation()}/weggooien")
    reader.press("doe=weggooien")


def _question_in_own_words(reader: Reader) -> str:
    """Go to a question that takes own words, from "Klopt dit?"; return its address."""
    reader.go(f"{reader.conversation()}/klopt")
    for address in [url for url in (a.get("href", "") for a in reader.tree.iter("a")) if "terug=klopt" in url]:
        reader.go(address)
        if "tekst" in reader.fields():
            return reader.path
    raise NoSuchThing("tekst")
