"""Pictures: every icon that a template or the content names is in the sprite, and few mirror (ux 24)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import nodes

from . import jinja
from .tree import CONTENT, STATIC, files, place

SPRITE = STATIC / "icons" / "meedoen.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)"')
MIRRORING = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "door-exit"}
PICTURE = "picture"


def in_template(source: str) -> set[str]:
    """Return the icons that a template names: in icon(), in a macro or a loop that has a picture."""
    tree = jinja.ENVIRONMENT.parse(source)
    places = {"icon": 0} | {macro.name: at for macro in tree.find_all(nodes.Macro) for at in _at(macro.args)}
    named = [call.args[at] for call, at in _calls(tree, places) if len(call.args) > at]
    for loop in tree.find_all(nodes.For):
        rows = loop.iter.items if isinstance(loop.iter, nodes.Tuple) else []
        target = loop.target.items if isinstance(loop.target, nodes.Tuple) else []
        named += [row.items[at] for row in rows if isinstance(row, nodes.Tuple) for at in _at(target)]
    return {name for expression in named for name in _constants(expression) if name}


def mirrored(source: str) -> set[str]:
    """Return the icons that turn around with the direction of reading."""
    calls = _calls(jinja.ENVIRONMENT.parse(source), {"icon": 0})
    turning = [
        call.args[0]
        for call, _ in calls
        if "mirrors" in {word for arg in call.args[2:] for word in _constants(arg)}
    ]
    return {name for expression in turning for name in _constants(expression)}


def in_content(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ([value["icoon"]] if value.get("icoon") else [])
        yield from (name for inner in value.values() for name in in_content(inner))
    elif isinstance(value, list):
        yield from (name for inner in value for name in in_content(inner))


def _calls(tree: nodes.Template, places: dict[str, int]) -> list[tuple[nodes.Call, int]]:
    calls = [call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)]
    return [(call, places[call.node.name]) for call in calls if call.node.name in places]


def _at(names: list[Any]) -> list[int]:
    return [at for at, name in enumerate(names) if isinstance(name, nodes.Name) and name.name == PICTURE]


def _constants(expression: nodes.Node) -> Iterator[str]:
    if isinstance(expression, nodes.CondExpr):
        yield from _constants(expression.expr1)
        yield from _constants(expression.expr2) if expression.expr2 else ()
    elif isinstance(expression, nodes.Const) and isinstance(expression.value, str):
        yield expression.value


def missing(used: dict[Path, set[str]]) -> list[str]:
    known = set(SYMBOL.findall(SPRITE.read_text()))
    return [f"{place(path)}: {name}" for path, names in used.items() for name in sorted(names - known)]


def test_every_icon_is_in_the_sprite() -> None:
    in_pages = {path: in_template(path.read_text()) for path in jinja.templates()}
    in_texts = {path: set(in_content(tomllib.loads(path.read_text()))) for path in files(CONTENT, ".toml")}
    assert len(set().union(*in_pages.values(), *in_texts.values())) > 20
    assert missing(in_pages | in_texts) == []


def test_only_icons_with_a_direction_mirror() -> None:
    found = {name for path in jinja.templates() for name in mirrored(path.read_text())}
    assert found <= MIRRORING


def test_planted_icons_are_found(tmp_path: Path) -> None:
    source = (
        '{{ icon("a" if kind == "k" else "b", 24, "mirrors") }}'
        '{% macro row(name, picture="") %}{% endmacro %}'
        '{{ row("x", "c") }}'
        '{% for door, picture in (("y", "d"), ("z", "e")) %}{{ icon(picture) }}{% endfor %}'
    )
    assert in_template(source) == {"a", "b", "c", "d", "e"}
    assert mirrored(source) == {"a", "b"}
    assert set(in_content({"opties": [{"icoon": "f"}, {"icoon": ""}]})) == {"f"}
    assert missing({tmp_path / "a.html": {"no-such-picture"}}) == ["a.html: no-such-picture"]
