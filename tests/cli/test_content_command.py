"""`meedoen inhoud controleer`, and every start that is stopped by content or settings that cannot be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen_app import create_app
from meedoen_app.cli import main
from meedoen_app.content.faults import Broken
from meedoen_app.settings import from_environment
from tests.content.copies import QUESTIONS, change, copy
from tests.content.planted import PLANTED, WONEN

SPOILT = ("broken TOML", "unknown key", "wrong type", "missing key", "unknown condition", "double number")
COMMANDS = (["start"], ["beoordeel", "-"], ["inhoud", "controleer"])


def run(content: Path, *command: str, **environ: str) -> Result:
    env = {
        "MEEDOEN_CONTENT_DIR": str(content),
        "MEEDOEN_DATABASE_URL": f"sqlite:///{content}/x.db",
        **environ,
    }
    return CliRunner(env=env).invoke(main, list(command), input="")


def test_content_without_a_fault_says_so_with_status_zero(tmp_path: Path) -> None:
    done = run(copy(tmp_path), "inhoud", "controleer")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "1 versie(s) bekeken, 0 fout(en).\n"


def test_every_fault_stands_on_a_line_of_its_own_with_status_one(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, WONEN, 'icoon = "stairs"', 'icoon = "trap"')
    change(content, WONEN, 'icoon = "key"', 'icoon = "sleutel"')
    done = run(content, "inhoud", "controleer")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "hoofdstukken/wonen.toml › wonen_wens › aanpassen: pictogram ontbreekt (trap)",
        "hoofdstukken/wonen.toml › wonen_wens › ander_huis: pictogram ontbreekt (sleutel)",
    ]
    assert done.stdout == "1 versie(s) bekeken, 2 fout(en).\n"


def test_a_published_version_that_changed_is_reported(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, "vragenlijst/gepubliceerd.toml", '"concept"', '"gepubliceerd"')
    done = run(content, "inhoud", "controleer")
    assert (done.exit_code, done.stderr.count("maak een nieuwe versie")) == (1, 1)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("kind", SPOILT)
def test_broken_content_is_a_report_and_never_a_trace(kind: str, command: list[str], tmp_path: Path) -> None:
    content = copy(tmp_path)
    file, old, new, _, what = PLANTED[kind]
    change(content, file, old, new)
    done = run(content, *command)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert what in done.stderr
    assert "Traceback" not in done.output
    assert not (content / "x.db").exists()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_folder_with_the_name_of_a_file_is_a_fault_with_its_place(
    command: list[str], tmp_path: Path
) -> None:
    content = copy(tmp_path)
    (content / WONEN).unlink()
    (content / WONEN).mkdir()
    done = run(content, *command)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "wonen.toml: dit bestand is niet te lezen (Is a directory)" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_without_questions_nothing_starts(command: list[str], tmp_path: Path) -> None:
    done = run(tmp_path, *command)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert (
        "gepubliceerd.toml: dit bestand is er niet" in done.stderr or "staat geen vragenlijst" in done.stderr
    )


@pytest.mark.parametrize("kind", SPOILT)
def test_the_app_is_not_made_of_broken_content(kind: str, tmp_path: Path) -> None:
    content = copy(tmp_path)
    file, old, new, place, _ = PLANTED[kind]
    change(content, file, old, new)
    with pytest.raises(Broken) as broken:
        create_app(from_environment({"MEEDOEN_CONTENT_DIR": str(content)}))
    assert place in str(broken.value)
    assert all(fault.place and fault.what for fault in broken.value.faults)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MEEDOEN_CONTENT_DIR", "/er/is/niets", "die map is er niet"),
        ("MEEDOEN_GEMEENTE", "zwolle", "MEEDOEN_GEMEENTE"),
        ("MEEDOEN_ENV", "test", "kies uit"),
        ("MEEDOEN_DRAFT_DAYS", "lang", "geef een getal"),
        ("MEEDOEN_MASTER_KEYS", "kort:x", "32 bytes"),
        ("MEEDOEN_DATABASE_URL", "mysql://x", "sqlite"),
        ("MEEDOEN_ENV", "productie", "MEEDOEN_SECRET"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_plain_sentence(
    name: str, value: str, said: str, tmp_path: Path
) -> None:
    done = run(copy(tmp_path), "start", **{name: value})
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_the_start_itself_leaves_with_the_report_and_status_one(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, f"{QUESTIONS}/vragenlijst.toml", "versie", "version")
    done = subprocess.run(
        [sys.executable, "-m", "meedoen_app", "start"],
        capture_output=True,
        text=True,
        env={**os.environ, "MEEDOEN_CONTENT_DIR": str(content), "PORT": "1"},
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "vragenlijst.toml › version: deze sleutel kennen we niet\n"
