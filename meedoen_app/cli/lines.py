"""Lines of JSON on standard input: one object per line, and a word for each line that cannot be read."""

import json
import sys
from collections.abc import Callable, Iterable
from typing import IO, Any

import click

LONGEST_SHOWN = 200


class Unreadable(Exception):
    """A line cannot be read; the message says which key and value, in Dutch."""


class Source(click.File):
    """A file of lines, or standard input for a -, and a plain word when that is closed."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> IO[Any]:
        if value == "-" and sys.stdin is None:
            self.fail("de standaardinvoer is dicht, dus er is niets te lezen", param, ctx)
        return super().convert(value, param, ctx)


def answer_each(ctx: click.Context, source: Iterable[bytes], answer: Callable[[bytes], str]) -> None:
    """Answer every line that can be read; name the others on standard error and leave with status 2."""
    unreadable = False
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            click.echo(answer(line))
        except Unreadable as fault:
            unreadable = True
            click.echo(f"regel {number}: {fault}", err=True)
    if unreadable:
        ctx.exit(2)


def object_in(line: bytes) -> dict[str, Any]:
    """Return the object on a line, with or without a byte order mark before it. Raises Unreadable."""
    try:
        given = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"dit is geen JSON: {shown(line.decode(errors='replace').strip())}") from error
    if not isinstance(given, dict):
        raise Unreadable(f"dit is geen JSON-object: {shown(given)}")
    return given


def named(key: str, value: object) -> str:
    return f"{shown(key)}: {shown(value)}"


def shown(value: object) -> str:
    """Write a value on one line that is not too long, with nothing in it that a terminal would obey."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        text = "te diep om te tonen"
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in cut)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key, value in pairs:
        if key in given:
            raise Unreadable(f"{named(key, value)} kan niet: deze sleutel staat er twee keer")
        given[key] = value
    return given
