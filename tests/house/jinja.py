"""Templates as they are written: the HTML in them, and the sentences that they show."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

from .tree import TEMPLATES, files

PLACEHOLDER = "x"
OTHERWISE = "\x1e"
GETTEXT = frozenset({"_", "gettext", "ngettext", "npgettext", "pgettext"})
CONTENT = frozenset({"say", "bdi"})
PAGE = ".html"
NOT_PAGES = ("parts", "mail")

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
Token = tuple[int, str, str]


def templates(folder: Path = TEMPLATES) -> list[Path]:
    return files(folder, PAGE)


def pages(folder: Path = TEMPLATES) -> list[Path]:
    """Return the templates that are whole pages: not parts, not mail, not what pages stand on."""
    found = [path for path in templates(folder) if path.relative_to(folder).parts[0] not in NOT_PAGES]
    return [path for path in found if path != folder / "base.html"]


def as_html(source: str) -> str:
    """Return a template as HTML: sentences as they stand, every other expression as a placeholder.

    Sentences that are passed on, to a macro for instance, follow at the end, each in a paragraph.
    """
    written: list[str] = []
    passed: list[str] = []
    for kind, tokens in _sections(source):
        if kind == "data":
            written += [value for _, _, value in tokens]
            continue
        said = [html.escape(text) for text in _sentences(tokens)]
        if kind == "variable" and said and _first(tokens) in GETTEXT:
            written.append(said[0])
        else:
            written.append(_stand_in(kind, tokens))
            passed += said
    return "".join(written) + "".join(f"\n<p>{text}</p>" for text in passed)


def _sections(source: str) -> Iterator[tuple[str, list[Token]]]:
    """Cut a template into data, variables and blocks."""
    kind, tokens = "", []
    for token in ENVIRONMENT.lex(source):
        if token[1] in ("variable_begin", "block_begin"):
            kind, tokens = token[1].removesuffix("_begin"), []
        elif token[1] in ("variable_end", "block_end"):
            yield kind, tokens
            kind = ""
        elif kind:
            tokens.append(token)
        elif token[1] == "data":
            yield "data", [token]


def _stand_in(kind: str, tokens: list[Token]) -> str:
    """Return what stands for an expression: a mark where ways part, a value, or nothing for a macro."""
    if kind == "block":
        return OTHERWISE if _first(tokens) in ("else", "elif", "endif", "endfor") else ""
    calls = "".join(value for _, _, value in tokens).strip().partition("(")
    is_part = bool(calls[1]) and calls[0].isidentifier() and calls[0] not in CONTENT
    return "" if is_part else f" {PLACEHOLDER} "


def _first(tokens: list[Token]) -> str:
    return next((value for _, kind, value in tokens if kind != "whitespace"), "")


def _sentences(tokens: list[Token]) -> list[str]:
    """Return the sentences that are marked for translation in one expression."""
    kept = [token for token in tokens if token[1] != "whitespace"]
    found = []
    for name, bracket, text in zip(kept, kept[1:], kept[2:], strict=False):
        if name[1:] == ("name", name[2]) and name[2] in GETTEXT and bracket[2] == "(" and text[1] == "string":
            found.append(filled(text[2][1:-1].replace('\\"', '"').replace("\\'", "'")))
    return found


def filled(text: str) -> str:
    """Put a placeholder where a value comes."""
    return re.sub(r"%\(\w+\)s|%s|%d", PLACEHOLDER, text)
