"""Templates: whole pages with a title of their own, nothing inline, and a question page without ways off."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import TemplateError

from . import jinja, texts
from .tree import STATIC, TEMPLATES, place

NEUTRAL = {"help/calendar.html"}
QUESTION = (
    "conversation/step.html",
    *(f"parts/{name}.html" for name in ("step", "form", "progress", "errors")),
)
MAY_LINK = {"{{ previous_url }}", "{{ keep_url }}", "/hulp", "#{{ prefix }}{{ field }}"}
NO_HTMX = ("conversation", "parts", "base.html")
OF_BROWSING = (
    TEMPLATES / "parts" / "found.html"
)  # The part of /buurt that htmx changes, and of no other page.
BLOCK = r"\{%%-? *block %s(?: required)? *-?%%\}(.*?)\{%%-? *endblock"
SET = re.compile(r"\{%-? *set (\w+) *= *(.*?) *-?%\}", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?href="(.*?)"', re.DOTALL)
TOPIC = re.compile(r"zorg|hulp|schuld|probleem|wmo|gesprek", re.IGNORECASE)

Check = Callable[[str], list[str]]


def broken(source: str) -> list[str]:
    try:
        jinja.ENVIRONMENT.parse(source)
    except TemplateError as fault:
        return [str(fault)]
    return []


def incomplete(source: str) -> list[str]:
    """Say what a page lacks: its main part, its title, and what every page stands on."""
    faults = [f"no block {name}" for name in ("main", "title") if not _block(source, name)]
    return faults + ([] if '{% extends "base.html" %}' in source else ["does not extend base.html"])


def title(source: str) -> str:
    """Return how a page makes its title, with what was set before put in its place."""
    written = _block(source, "title")
    for name, expression in SET.findall(source):
        written = re.sub(rf"\b{name}\b", lambda _, made=expression: made, written)
    return " ".join(written.split())


def _block(source: str, name: str) -> str:
    found = re.search(BLOCK % name, source, re.DOTALL)
    return found[1].strip() if found else ""


def same_titles(sources: dict[str, str]) -> list[str]:
    """Compare the titles that are written in a template; one that a view gives is seen on the page."""
    seen: dict[str, str] = {}
    written = {name: title(source) for name, source in sources.items() if '"' in title(source)}
    for name, made in written.items():
        other = seen.setdefault(made, name)
        if other != name:
            return [f"{name} has the title of {other}"]
    return []


def inline(source: str) -> list[str]:
    """Say what the content security policy would stop, and what goes wrong for who reads in another way."""
    return [f"<{tag}>: {said}" for tag, attributes in _tags(source) for said in _inline(tag, attributes)]


def _inline(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    yield from (name for name in attributes if name.startswith("on") or name in ("style", "placeholder"))
    if tag == "style" or (tag == "script" and not {"src", "type"} & attributes.keys()):
        yield "inline"
    if attributes.get("href", "").strip().casefold().startswith("javascript:"):
        yield "javascript:"
    if tag == "html" and not {"lang", "dir"} <= attributes.keys():
        yield "no language or direction"
    if tag == "li" and "dir" in attributes:
        yield "its bullet turns with its words, and falls off the page"


def htmx(source: str) -> list[str]:
    names = [(tag, name) for tag, attributes in _tags(source) for name in attributes]
    return [f"<{tag}>: {name}" for tag, name in names if name.startswith(("hx-", "data-hx-"))]


def ways_off(source: str) -> list[str]:
    return [link for link in LINK.findall(source) if link not in MAY_LINK]


def unmarked(source: str) -> list[str]:
    """Return the words that nobody can translate: they stand outside gettext and content."""
    shown = re.sub(BLOCK % "width", "", source)  # The name of a class, not a word.
    data = "".join(value for _, kind, value in jinja.ENVIRONMENT.lex(shown) if kind == "data")
    return [line for line in texts.visible(data) if re.search(r"[^\W\d_]", line.replace("Meedoen", ""))]


def _tags(source: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(jinja.as_html(source))
    return found


def every(check: Check, paths: list[Path]) -> list[str]:
    return [f"{place(path)}: {fault}" for path in paths for fault in check(path.read_text())]


def test_every_template_parses_and_keeps_to_the_policy() -> None:
    assert every(broken, jinja.templates()) == []
    assert every(inline, jinja.templates()) == []
    assert every(unmarked, jinja.templates()) == []


def test_every_page_is_whole_and_has_a_title_of_its_own() -> None:
    standing = [path for path in jinja.pages() if path.relative_to(TEMPLATES).as_posix() not in NEUTRAL]
    assert len(standing) > 10
    assert every(incomplete, standing) == []
    assert same_titles({place(path): path.read_text() for path in jinja.pages()}) == []


def test_the_conversation_has_no_htmx() -> None:
    paths = [path for path in jinja.templates() if path.relative_to(TEMPLATES).parts[0] in NO_HTMX]
    assert every(htmx, [path for path in paths if path != OF_BROWSING]) == []
    users = [path for path in jinja.templates() if OF_BROWSING.name in path.read_text()]
    assert users == [TEMPLATES / "supply" / "browse.html"]


def test_a_question_page_has_no_ways_off_and_says_first_where_one_is() -> None:
    assert every(ways_off, [TEMPLATES / name for name in QUESTION]) == []
    step = (TEMPLATES / QUESTION[0]).read_text()
    assert step.index("show_progress(") < step.index("<form")


def test_the_name_on_a_phone_says_nothing() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text())
    shown = [manifest.get(key, "") for key in ("name", "short_name", "description", "start_url", "id")]
    assert [text for text in shown if TOPIC.search(text)] == []


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (broken, "{% if x %}"),
        (incomplete, '{% extends "base.html" %}{% block main %}Hallo{% endblock %}'),
        (inline, '<p onclick="x()">'),
        (inline, '<p style="color: red">'),
        (inline, "<script>x()</script>"),
        (inline, '<a href=" JavaScript:x()">'),
        (inline, '<input placeholder="naam">'),
        (inline, "<html>"),
        (inline, '<li dir="auto">'),
        (htmx, '<form hx-post="/x">'),
        (ways_off, '<a class="x" href="/beleid">'),
        (unmarked, '<p>{{ _("Goed") }} fout</p>'),
    ],
)
def test_planted_faults_are_found(check: Check, source: str) -> None:
    assert len(check(source)) == 1


def test_a_title_used_twice_is_found() -> None:
    one = '{% set heading = _("Klaar") %}{% block title %}{{ heading }}{% endblock %}'
    two = '{% block title %}{{ _("Klaar") }}{% endblock %}'
    other = '{% set heading = _("Begin") %}{% block title %}{{ heading }}{% endblock %}'
    assert same_titles({"one": one, "other": other}) == []
    assert same_titles({"one": one, "two": two}) == ["two has the title of one"]


def test_no_browser_cuts_what_somebody_pastes() -> None:
    """What is too long is refused with all of it still there; `maxlength` throws the rest away in silence."""
    assert [path for path in TEMPLATES.rglob("*.html") if "maxlength" in path.read_text()] == []
