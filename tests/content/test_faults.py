"""Every kind of fault, planted in a copy of the content, is reported with its place and in plain words."""

from pathlib import Path

import pytest

from tests.content.copies import TOWN, change, copy, report
from tests.content.planted import CHAPTERS, PLANTED, WONEN
from tests.content.planted_supply import SUPPLY

ACCESS = f"{TOWN}/voorzieningen/toegang.toml"


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


@pytest.mark.parametrize(
    "said",
    [
        'telefoon = "0570 00 00 00"',
        'adres = "Voorbeeldstraat 1"',
        'website = "https://voorbeeld.example"',
        'open = "elke dag"',
    ],
)
def test_how_to_reach_a_service_that_nobody_checked_is_reported(said: str, tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, SUPPLY, "bron_jaar = 2022\n", f"bron_jaar = 2022\n{said}\n")
    [line] = report(content)
    key = said.partition(" ")[0]
    assert line.startswith(f"voorzieningen › voor_elkaar_team: {key} staat er zonder gecontroleerd_op")


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("telefoon", "bel de balie", "is geen telefoonnummer"),
        ("telefoon", "0570 12", "is geen telefoonnummer"),
        ("telefoon", "0800 000000", "is geen telefoonnummer"),
        ("website", "http://voorbeeld.example", "is geen adres dat begint met https://"),
        ("website", "https://voorbeeld", "is geen adres dat begint met https://"),
        ("website", "https://voorbeeld.example en meer", "is geen adres dat begint met https://"),
    ],
)
def test_what_cannot_be_dialled_or_opened_is_reported(
    key: str, value: str, what: str, tmp_path: Path
) -> None:
    content = copy(tmp_path)
    change(content, ACCESS, 'telefoon = ""', f'{key} = "{value}"')
    assert report(content) == [f"voorzieningen › clientondersteuner: {key} {value} {what}"]


@pytest.mark.parametrize(
    "number",
    ["0570-00 00 00", "06 00000000", "+31 570 000000", "0800-0000", "0900 0000000", "14 0570", "113"],
)
def test_how_to_reach_a_checked_service_is_no_fault(number: str, tmp_path: Path) -> None:
    content = copy(tmp_path)
    reach = f'telefoon = "{number}"\nadres = "Voorbeeldstraat 1"\nwebsite = "https://www.voorbeeld.example/bel?u=1"'
    change(content, ACCESS, 'telefoon = ""', reach)
    assert report(content) == []


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
