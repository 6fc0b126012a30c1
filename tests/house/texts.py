"""Every sentence that residents read, from the content, the templates and the messages of web."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from . import jinja
from .tree import APP, CONTENT, TEMPLATES, files, nodes, place

KEYS = frozenset(
    {"vraag", "uitleg", "voorbeeld", "waarom", "tekst", "titel", "voedt", "voor_wie", "kosten", "open"}
    | {"klaarleggen", "termijn", "bericht", "terug", "beschrijving", "doet", "wanneer", "kop", "kort"}
)
NAMES = frozenset({"naam"})
NOT_FOR_RESIDENTS = frozenset(
    {"werk", "casework", "beleid", "policy", "monitor", "beheer", "account", "work"}
)
ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", "abbr")
INLINE = frozenset({"a", "abbr", "b", "bdi", "em", "i", "span", "strong", "svg", "use"})
LOOSE = re.compile(r'\b[a-z-]+="[^"]*"')  # An attribute that a macro writes.
GETTEXT = frozenset({"_", "gettext", "lazy_gettext", "ngettext"})


@dataclass(frozen=True)
class Texts:
    """The sentences of one file, and the names in it, which nobody here chose."""

    place: str
    sentences: tuple[str, ...]
    names: tuple[str, ...] = ()

    def whole(self) -> str:
        return "\n".join(self.sentences)


def for_residents() -> list[Texts]:
    found = [*of_content(CONTENT), *of_templates(TEMPLATES), *of_python(APP / "web")]
    return [texts for texts in found if texts.sentences or texts.names]


def of_content(folder: Path) -> list[Texts]:
    read = [(path, list(_strings(tomllib.loads(path.read_text())))) for path in files(folder, ".toml")]
    return [
        Texts(
            place(path),
            tuple(text for key, text in told if key in KEYS),
            tuple(text for key, text in told if key in NAMES),
        )
        for path, told in read
    ]


def of_templates(folder: Path) -> list[Texts]:
    rooms = [path for path in jinja.templates(folder) if not _is_for_others(path, folder)]
    return [Texts(place(path), tuple(visible(jinja.as_html(path.read_text())))) for path in rooms]


def of_python(folder: Path) -> list[Texts]:
    rooms = [path for path in files(folder, ".py") if not _is_for_others(path, folder)]
    return [Texts(place(path), tuple(_marked(path.read_text()))) for path in rooms]


def _is_for_others(path: Path, folder: Path) -> bool:
    """Say whether a file is of a room that no resident comes in, wherever the house itself stands."""
    return not NOT_FOR_RESIDENTS.isdisjoint(path.relative_to(folder).parts)


def visible(html: str) -> list[str]:
    """Return what a person sees or hears of a page, one line for each block of text."""
    reader = _Visible()
    reader.feed(html)
    reader.close()
    return [" ".join(line.split()) for line in "".join(reader.said).splitlines() if line.strip()]


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def _marked(source: str) -> Iterator[str]:
    for node in nodes(source):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in GETTEXT:
            texts = (word.value for word in node.args if isinstance(word, ast.Constant))
            yield from (jinja.filled(text) for text in texts if isinstance(text, str))


class _Visible(HTMLParser):
    """Reads text and spoken attributes; a block begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        spoken = [text or "" for name, text in attrs if name in ATTRIBUTES]
        self.said += [f"\n{text}\n" for text in spoken]
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(LOOSE.sub("", data).replace("\n", " ").replace(jinja.OTHERWISE, "\n"))

    def _break(self, tag: str) -> None:
        if tag not in INLINE:
            self.said.append("\n")
