"""Every kind of fault, planted in a copy of the content, is reported with its place and in plain words."""

from pathlib import Path

import pytest

from tests.content.copies import TOWN, change, copy, report
from tests.content.planted import CHAPTERS, PLANTED, SUPPLY, WONEN


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_reported_with_its_place(
    fault: tuple[str, str, str, str, str], tmp_path: Path
) -> None:
    file, old, new, place, what = fault
    content = copy(tmp_path)
    change(content, file, old, new)
    found = report(content)
    assert [line for line in found if place in line.partition(": ")[0] and what in line], found


def test_the_real_content_has_no_fault(tmp_path: Path) -> None:
    assert report(copy(tmp_path)) == []


def test_a_chapter_without_a_question_is_a_dead_end(tmp_path: Path) -> None:
    content = copy(tmp_path)
    path = content / CHAPTERS / "belangrijk.toml"
    head = path.read_text(encoding="utf-8").partition("[[vragen]]")[0]
    path.write_text(f"{head}vragen = []\n", encoding="utf-8")
    assert "hoofdstukken/belangrijk.toml: loopt dood: dit hoofdstuk heeft geen vraag" in report(content)


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, WONEN, "soort =", "sort =")
    change(content, f"{CHAPTERS}/geld.toml", "soort =", "sort =")
    change(content, SUPPLY, "naam =", "name =")
    files = [line.partition(" › ")[0] for line in report(content)]
    assert files == ["wonen.toml", "geld.toml", "algemeen.toml"]


def test_what_no_answer_opens_is_reported_beside_other_faults(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, *PLANTED["unreachable question"][:3])
    change(content, *PLANTED["no pictogram"][:3])
    assert [line.rpartition(": ")[2] for line in report(content)] == [
        "pictogram ontbreekt (leeg)",
        "deze vraag is niet te bereiken",
    ]


@pytest.mark.parametrize("rung", range(1, 7))
def test_a_rung_without_a_service_is_reported(rung: int, tmp_path: Path) -> None:
    content = copy(tmp_path)
    for path in (content / TOWN / "voorzieningen").glob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if not (line.startswith("treden") and str(rung) in line)]
        path.write_text("\n".join(kept), encoding="utf-8")
    assert f"trede {rung}: geen enkele voorziening hoort bij deze trede" in report(content)


def test_a_leefgebied_without_a_service_is_reported(tmp_path: Path) -> None:
    content = copy(tmp_path)
    for path in (content / TOWN / "voorzieningen").glob("*.toml"):
        path.write_text(
            path.read_text(encoding="utf-8").replace('"zingeving"', '"overdag"'), encoding="utf-8"
        )
    assert report(content) == ["doelen.toml › zingeving: geen enkele voorziening hoort bij dit leefgebied"]


@pytest.mark.parametrize("spoilt", [b"\xff\xfe", b"x = " + b"[" * 100_000, b"\x00"])
def test_what_is_no_text_at_all_is_reported(spoilt: bytes, tmp_path: Path) -> None:
    content = copy(tmp_path)
    (content / WONEN).write_bytes(spoilt)
    [line] = report(content)
    assert line.startswith("wonen.toml: geen geldige TOML")
