"""What residents read of a content file: every sentence with its trail, for the catalogues.

A trail is the place of a sentence in the content, in the same words that `say` gives for it: ("vraag",
"deur", "hint"). Joined with dots it is the context in a catalogue, so that one Dutch word in two places
can be two words elsewhere. Names of places are no sentences: they are read as on the signs.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

# Top-level tables: the first word of their trails, and per key in the file the last one.
LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "vragen": ("vraag", {"vraag": "", "uitleg": "hint", "voorbeeld": "voorbeeld", "waarom": "waarom"}),
    "doelgebieden": ("doelgebied", {"naam": "", "beleidsnaam": "beleid"}),
    "leefgebieden": ("leefgebied", {"naam": ""}),
    "behoeften": ("behoefte", {"tekst": ""}),
    "voorzieningen": (
        "aanbod",
        {key: key for key in ("naam", "tekst", "beschrijving", "voor_wie", "kosten", "toegankelijk", "open")}
        | {"bericht": "bericht", "terug": "terug"},
    ),
    "situaties": ("spoed", {"titel": "", "termijn": "termijn"}),
    "loketten": ("loket", {"naam": "", "doet": "doet", "open": "open"}),
    "beroepen": ("beroep", {"naam": ""}),
    "termijnen": ("termijn", {"naam": "", "wanneer": "wanneer"}),
    "tips": ("tip", {"tekst": ""}),
    "rechten": ("recht", {"titel": "", "kort": "kort"}),
    "lijnen": ("lijn", {"naam": "", "tekst": "tekst", "open": "open"}),
}
ANSWERS = ("opties", "rijen", "zinnen")


@dataclass(frozen=True, slots=True)
class Sentence:
    trail: tuple[str, ...]
    text: str


def sentences(table: Mapping[str, Any]) -> Iterator[Sentence]:
    """Return every sentence of a content file that residents read."""
    if "titel" in table:
        yield from _of(table, ("hoofdstuk", table["id"]), {"titel": "", "gedeeld_als": "delen"})
    if "afzender" in table:
        yield Sentence(("gemeente", table["id"], "afzender"), table["afzender"])
    for name, (kind, keys) in LISTS.items():
        for part in table.get(name, ()):
            yield from _of(part, (kind, part["id"]), keys)
            yield from _below(part)


def _of(part: Mapping[str, Any], trail: tuple[str, ...], keys: Mapping[str, str]) -> Iterator[Sentence]:
    for key, last in keys.items():
        if part.get(key):
            yield Sentence((*trail, last) if last else trail, part[key])


def _below(part: Mapping[str, Any]) -> Iterator[Sentence]:
    """Return the answers of a question and its use, the parts of a page, and what to have ready."""
    for name in ANSWERS:
        for one in part.get(name, ()):
            yield Sentence(("vraag", part["id"], one["id"]), one["tekst"])
    for one in part.get("stukken", ()):
        yield from _of(one, ("recht", part["id"], one["id"]), {"kop": "", "tekst": "tekst"})
    for name in ("voedt", "klaarleggen"):
        for text in part.get(name, ()):
            yield Sentence((name, text), text)


def extract(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Offer a content file to Babel (pyproject.toml, tool.babel): line, function, sentence, notes.

    Catalogues name the file and not the line, so that they stay the same when a line is added.
    """
    for sentence in sentences(tomllib.loads(file.read().decode())):
        yield 1, "pgettext", (".".join(sentence.trail), sentence.text), []
