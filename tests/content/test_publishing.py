"""A published version never changes: its sha256 is in the list, and any change is reported."""

import shutil
from pathlib import Path

import pytest

from meedoen_app import settings
from meedoen_app.content import loading, publishing
from meedoen_app.content.faults import Broken
from meedoen_app.content.store import Contents
from tests.content.copies import QUESTIONS, TOWN, VERSION, change, copy, report

LIST = "vragenlijst/gepubliceerd.toml"


def publish(content: Path, version: str = VERSION) -> str:
    """Put the version on the list as it now is; it is the first concept there."""
    sha256 = loading.fingerprint(content / "vragenlijst" / version)
    change(content, LIST, 'stand = "concept"', f'stand = "gepubliceerd"\nsha256 = "{sha256}"')
    return sha256


def test_the_real_list_holds() -> None:
    assert publishing.faults(settings.PACKAGED_CONTENT) == []


def test_a_concept_may_still_change(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, f"{QUESTIONS}/hoofdstukken/wonen.toml", "Dromen mag.", "Alles mag.")
    assert report(content) == []


@pytest.mark.parametrize("file", ["behoeften.toml", "doelen.toml", "ladder.toml", "hoofdstukken/wonen.toml"])
def test_one_sign_more_in_a_published_version_is_reported(file: str, tmp_path: Path) -> None:
    content = copy(tmp_path)
    published = publish(content)
    assert report(content) == []
    with (content / QUESTIONS / file).open("a", encoding="utf-8") as written:
        written.write("\n")
    [line] = report(content)
    assert line.startswith("gepubliceerd.toml › 2026-1: deze versie is gepubliceerd en daarna veranderd")
    assert loading.fingerprint(content / QUESTIONS) in line
    assert published not in line


def test_a_file_more_a_file_less_and_a_file_of_another_name_are_reported(tmp_path: Path) -> None:
    content = copy(tmp_path)
    publish(content)
    chapter = content / QUESTIONS / "hoofdstukken" / "wonen.toml"
    chapter.with_name("tuin.toml").write_bytes(b"")
    assert len(publishing.faults(content)) == 1
    chapter.with_name("tuin.toml").unlink()
    assert publishing.faults(content) == []
    chapter.rename(chapter.with_name("huis.toml"))
    assert len(publishing.faults(content)) == 1


def test_the_supply_of_the_municipality_is_no_part_of_the_lock(tmp_path: Path) -> None:
    content = copy(tmp_path)
    publish(content)
    change(content, f"{TOWN}/voorzieningen/algemeen.toml", "zeker = false", "zeker = true")
    assert report(content) == []


def test_an_installation_does_not_start_with_a_changed_version(tmp_path: Path) -> None:
    content = copy(tmp_path)
    publish(content)
    assert Contents(content, "deventer").current().version == VERSION
    change(content, f"{QUESTIONS}/hoofdstukken/wonen.toml", "Dromen mag.", "Alles mag.")
    with pytest.raises(Broken, match="maak een nieuwe versie"):
        Contents(content, "deventer").current()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('versie = "2026-1"', 'versie = "2026-2"', "versie 2026-1 hoort hier precies één keer te staan"),
        ('versie = "2026-1"', 'versie = "2026-2"', "gepubliceerd.toml › 2026-2: deze versie is er niet meer"),
        (
            'stand = "concept"',
            'stand = "klaar"',
            "gepubliceerd.toml › versies 1 › stand: deze waarde past niet",
        ),
        ('stand = "concept"', "", "gepubliceerd.toml › versies 1 › stand: ontbreekt"),
        ('stand = "concept"', 'stand = "gepubliceerd"', "gepubliceerd en daarna veranderd"),
        ("[[versies]]", "[[versie]]", "kennen we niet"),
    ],
)
def test_a_list_that_is_wrong_is_reported(old: str, new: str, said: str, tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, LIST, old, new)
    assert said in "\n".join(report(content))


def test_without_the_list_nothing_is_locked_and_that_is_reported(tmp_path: Path) -> None:
    content = copy(tmp_path)
    (content / LIST).unlink()
    assert report(content) == ["gepubliceerd.toml: dit bestand is er niet"]


def add_concept(content: Path, version: str) -> None:
    """Copy the questions to a version that is on the list as a concept."""
    folder = content / "vragenlijst" / version
    shutil.copytree(content / QUESTIONS, folder)
    change(content, f"vragenlijst/{version}/vragenlijst.toml", VERSION, version)
    with (content / LIST).open("a", encoding="utf-8") as listed:
        listed.write(f'\n[[versies]]\nversie = "{version}"\nstand = "concept"\n')


def test_a_concept_beside_a_published_version_waits_until_it_is_published(tmp_path: Path) -> None:
    content = copy(tmp_path)
    publish(content)
    add_concept(content, "2026-2")
    contents = Contents(content, "deventer")
    assert contents.published() == [VERSION]
    assert contents.current().version == VERSION
    assert contents.at("2026-2").version == "2026-2"
    publish(content, "2026-2")
    assert contents.published() == [VERSION, "2026-2"]
    assert contents.current().version == "2026-2"


def test_where_nothing_is_published_the_newest_concept_is_spoken(tmp_path: Path) -> None:
    content = copy(tmp_path)
    add_concept(content, "2026-2")
    contents = Contents(content, "deventer")
    assert (contents.published(), contents.current().version) == ([], "2026-2")


def test_a_list_that_breaks_while_running_publishes_no_concept(tmp_path: Path) -> None:
    content = copy(tmp_path)
    publish(content)
    add_concept(content, "2026-2")
    contents = Contents(content, "deventer")
    change(content, LIST, "[[versies]]", "[[versie]]")
    with pytest.raises(Broken, match="kennen we niet"):
        contents.current()


def test_the_newest_version_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    for name in ("2026-2", "2026-10", "2025-11", "2026-1"):
        folder = tmp_path / "vragenlijst" / name
        folder.mkdir(parents=True)
        (folder / "vragenlijst.toml").touch()
    assert loading.versions(tmp_path) == ["2025-11", "2026-1", "2026-2", "2026-10"]
