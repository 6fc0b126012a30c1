"""The look: logical directions only, and colours that can be told apart, by day and by night (ux 24, 29)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import STATIC, files, place

SHEET = STATIC / "css" / "meedoen.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)
ROOT_RULE = re.compile(r":root\s*\{([^}]*)\}")
TOKEN = re.compile(r"--([a-z-]+)\s*:\s*(#[0-9a-fA-F]{3,8})\b")
DARK = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{\s*(:root\s*\{[^}]*\})")
PLACES = ("klei", "blad", "pruim", "lucht", "steen")
TEXT, ALL_TEXT, SHAPE = 5.0, 4.5, 3.0


def pairs() -> Iterator[tuple[str, str, float]]:
    """Give what stands on what, and how much contrast it needs."""
    for ground in ("papier", "kaart"):
        yield "inkt", ground, TEXT
        yield "zacht", ground, TEXT
        yield from ((name, ground, ALL_TEXT) for name in ("ijssel", "ijssel-diep", "fout", *PLACES))
        yield "lijn", ground, SHAPE
        yield "focus-rand", "focus", SHAPE
    yield from (("inkt", ground, TEXT) for ground in ("water", "zon-tint", "fout-tint"))
    yield from ((name, f"{name}-tint", ALL_TEXT) for name in ("fout", *PLACES))
    yield from (("op-ijssel", ground, ALL_TEXT) for ground in ("ijssel", "ijssel-diep"))
    yield "ijssel", "water", ALL_TEXT


def physical(css: str) -> list[str]:
    bare = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), css)
    lines = enumerate(bare.splitlines(), 1)
    return [f"{number}: {line.strip()}" for number, line in lines if PHYSICAL.search(line)]


def tokens(css: str) -> dict[str, dict[str, str]]:
    """Return the colours of the two schemes; the dark one changes the light one."""
    dark = DARK.search(css)
    light = ROOT_RULE.search(css)
    by_day = dict(TOKEN.findall(light[1])) if light else {}
    by_night = dict(TOKEN.findall(dark[1])) if dark else {}
    return {"light": by_day, "dark": by_day | by_night}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_close(colours: dict[str, str]) -> list[str]:
    unknown = {name for pair in pairs() for name in pair[:2] if name not in colours}
    return [f"{name} is not there" for name in sorted(unknown)] + [
        f"{name} on {ground}: {contrast(colours[name], colours[ground]):.2f}, needs {least}"
        for name, ground, least in pairs()
        if not {name, ground} & unknown and contrast(colours[name], colours[ground]) < least
    ]


@pytest.mark.parametrize("path", files(STATIC, ".css"), ids=lambda path: path.name)
def test_directions_are_logical(path: Path) -> None:
    assert [f"{place(path)}:{fault}" for fault in physical(path.read_text())] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme: str) -> None:
    assert too_close(tokens(SHEET.read_text())[scheme]) == []


def test_planted_faults_are_found() -> None:
    assert physical(
        "a { margin-inline-start: 0; }\n/* left: 0 */ b { padding-left: 1px; }\nc { left: 0; }"
    ) == [
        "2: b { padding-left: 1px; }",
        "3: c { left: 0; }",
    ]
    dark = "@media (prefers-color-scheme: dark) { :root { --inkt: #eee; } }"
    css = ":root { --inkt: #000; --papier: #fff; }" + dark
    assert round(contrast("#000", "#ffffff")) == 21
    assert "kaart is not there" in too_close(tokens(css)["light"])
    assert "inkt on papier: 1.16, needs 5.0" in too_close(tokens(css)["dark"])
