"""Which characters the fonts of our paper can draw: the table `cmap` of a font, in its format 12.

PDF/UA forbids a sign that says nothing, so what no font has is known before it is drawn
(OpenType, cmap: https://learn.microsoft.com/typography/opentype/spec/cmap).
"""

import struct
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

WHOLE_UNICODE = 12


def drawn_by(fonts: Path) -> frozenset[str]:
    """Return the characters that at least one font in this folder can draw."""
    return frozenset(chain.from_iterable(_characters(path.read_bytes()) for path in fonts.glob("*.ttf")))


def _characters(font: bytes) -> Iterator[str]:
    for start in _tables(font):
        kind, count = struct.unpack_from(">H10xI", font, start)
        if kind == WHOLE_UNICODE:
            groups = font[start + 16 : start + 16 + 12 * count]
            for first, last, _ in struct.iter_unpack(">III", groups):
                yield from map(chr, range(first, last + 1))


def _tables(font: bytes) -> Iterator[int]:
    """Return where the tables of `cmap` begin: the same characters, each in another format."""
    (tables,) = struct.unpack_from(">4xH", font)
    found = dict(struct.unpack_from(">4s4xI", font, 12 + 16 * number) for number in range(tables))
    start = found[b"cmap"]
    (count,) = struct.unpack_from(">2xH", font, start)
    for number in range(count):
        yield start + struct.unpack_from(">4xI", font, start + 4 + 8 * number)[0]
