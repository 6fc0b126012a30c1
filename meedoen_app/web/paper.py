"""A document as PDF for screen, paper and whoever listens to it (PDF/UA-1), made by typst.

What people wrote goes in as data and is never read as markup. Nothing of it comes on a disk, and no word
of it stands in an error.
"""

import json
import unicodedata
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import typst
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app import resources
from meedoen_app.core.document import Block, Document, Listing, Pairs, Section
from meedoen_app.web import glyphs, planned, text
from meedoen_app.web.installation import here
from meedoen_app.web.language import RIGHT_TO_LEFT, say

FOLDER = resources.templates / "paper"
FONTS = FOLDER / "vendor"
NOT_DRAWN = "\N{REPLACEMENT CHARACTER}"
LAID_OUT = "\n\t "  # These need no font.


class NotOnPaper(Exception):
    """A document that could not be drawn. It says nothing of what is in it, as this ends in a log."""


def sender() -> str:
    """Return who sends what is on paper, as it stands in the middle of a sentence."""
    municipality = here().contents.current().municipality
    return say(municipality.sender, "gemeente", municipality.id, "afzender")


def footer(made_on: date) -> str:
    """Return what stands at the foot of a document: with what, of whom, and on which day it was made."""
    day = planned.day(made_on)
    return str(_("Gemaakt met Meedoen, van de %(sender)s, op %(date)s.", sender=sender(), date=day))


def pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1, the same bytes for the same document. Raises NotOnPaper."""
    try:
        return typst.compile(
            FOLDER / "document.typ",
            root=FOLDER,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(_whole(document))},
            pdf_standards="ua-1",
            timestamp=datetime.combine(document.made_on, time(), UTC),
        )
    except typst.TypstError:
        raise NotOnPaper from None


def file(document: Document, name: str) -> Response:
    """Return the document as a PDF that a browser keeps under this name. Raises NotOnPaper."""
    response = Response(pdf(document), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def undrawable(document: Document) -> str:
    """Return the characters that no font of ours has, each once: the PDF shows � for them."""
    said = text.clean(json.dumps(asdict(document), ensure_ascii=False, default=str))
    return "".join(sorted(set(said) - _drawn()))


@cache
def _fonts() -> typst.Fonts:
    """Return our own fonts and no others, so that every machine draws the same sheet."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _drawn() -> frozenset[str]:
    return glyphs.drawn_by(FONTS).union(LAID_OUT)


def _whole(document: Document) -> dict[str, Any]:
    return {
        "title": _run(document.title, document.language),
        "footer": _run(document.footer, document.language),
        "sections": [_section(section, document.language) for section in document.sections],
    }


def _section(section: Section, language: str) -> dict[str, Any]:
    blocks = [_block(block, language) for block in section.blocks]
    return {"heading": _run(section.heading, language), "blocks": blocks}


def _block(block: Block, language: str) -> dict[str, Any]:
    if isinstance(block, Listing):
        return {"kind": block.kind, "lines": [_run(line, language) for line in block.lines]}
    if isinstance(block, Pairs):
        return {
            "kind": block.kind,
            "pairs": [[_run(part, language) for part in pair] for pair in block.pairs],
        }
    return {"kind": block.kind, "text": _run(block.text, block.language or language)}


def _run(written: str, language: str) -> dict[str, str]:
    """Return a text with how to set it; its first letter says in which direction it runs."""
    visible = text.clean(written)
    code = language.partition("_")[0]
    return {
        "text": "".join(char if char in _drawn() else NOT_DRAWN for char in visible),
        "language": code,
        "direction": _direction(visible, "rtl" if code in RIGHT_TO_LEFT else "ltr"),
    }


def _direction(written: str, otherwise: str) -> str:
    """Return the direction of the first letter, as `dir="auto"` does on a page."""
    kinds = map(unicodedata.bidirectional, written)
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return otherwise if strong is None else "ltr" if strong == "L" else "rtl"
