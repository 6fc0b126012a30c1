"""`meedoen ladder -`: the position on the ladder for each line of JSON on standard input."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, BinaryIO

import click

from meedoen_app.cli.lines import Source, Unreadable, answer_each, named, object_in
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder import position
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport

WORDS: Mapping[str, type[StrEnum]] = {
    "werk": Work,
    "werksteun": WorkSupport,
    "onbetaald": Said,
    "rekenen": Said,
    "freq4": HowOften,
    "echt4": Said,
    "georg": Said,
    "freq3": HowOften,
    "echt3": Said,
    "contact": Said,
    "freq2": HowOften,
    "echt2": Said,
    "alleen_functioneel": Said,
}
CHOICES = {key: {str(word): word for word in words} for key, words in WORDS.items()}


@click.command(
    help="Lees JSON-objecten, één per regel, en geef per regel de treden. Een - is standaardinvoer."
)
@click.argument("source", type=Source(), metavar="-")
@click.pass_context
def ladder(ctx: click.Context, source: BinaryIO) -> None:
    """Answer every line that can be read; name the others on standard error and leave with status 2."""
    answer_each(ctx, source, lambda line: _in_json(position.place(read_facts(line))))


def read_facts(line: bytes) -> Facts:
    """Read one line into facts. Raises Unreadable, with every fault of the line."""
    given = object_in(line)
    faults = [fault for key, value in given.items() if (fault := _fault_in(key, value))]
    if faults:
        raise Unreadable("; ".join(faults))
    try:
        return Facts(**{key: _in_words(key, value) for key, value in given.items()})
    except NotAllowed as refused:
        key = str(refused)
        raise Unreadable(f"{named(key, given[key])} kan niet: geen staat altijd alleen") from refused


def _fault_in(key: str, value: object) -> str:
    """Return what is wrong with this key or value; empty when it can be read."""
    words = CHOICES.get(key)
    if words is None:
        why = "deze sleutel bestaat niet"
    elif key == "werksteun":
        why = "" if _is_list_of(words, value) else f"geef een lijst met woorden uit {', '.join(words)}"
    else:
        why = "" if isinstance(value, str) and value in words else f"kies uit {', '.join(words)}"
    return why and f"{named(key, value)} kan niet: {why}"


def _is_list_of(words: Mapping[str, StrEnum], value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one in words for one in value)


def _in_words(key: str, value: Any) -> Any:
    """Return a word of this key's own kind; a set of them for a list, in which twice is once."""
    if isinstance(value, list):
        return frozenset(CHOICES[key][one] for one in value)
    return CHOICES[key][value]


def _in_json(placed: position.Position) -> str:
    return json.dumps(
        {"levels": placed.levels, "highest": placed.highest, "certainty": placed.certainty},
    )
