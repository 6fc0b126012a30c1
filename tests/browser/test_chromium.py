"""The browser itself: found where it is, installed where it can be, and a plain refusal otherwise."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from tests.browser import chromium

VENDOR = Path(__file__).parent / "vendor"


def test_a_chosen_chromium_comes_first(tmp_path: Path) -> None:
    for name in ("mine", "google-chrome"):
        (tmp_path / name).touch(mode=0o755)
    mine = str(tmp_path / "mine")
    assert chromium.find({"MEEDOEN_CHROMIUM": mine, "PATH": str(tmp_path)}) == mine
    assert chromium.find({"PATH": str(tmp_path)}) == str(tmp_path / "google-chrome")


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert chromium.find({"PATH": str(tmp_path)}) == ""


def test_a_chosen_chromium_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(chromium.NoChromium, match="is not a program"):
        chromium.find({"MEEDOEN_CHROMIUM": str(tmp_path / "none")})


def test_installing_says_whether_it_worked(tmp_path: Path) -> None:
    assert chromium.install([("true",)])
    assert not chromium.install([("false",)])
    assert not chromium.install([(str(tmp_path / "no-such-installer"),)])


def test_without_chromium_the_refusal_says_what_to_do() -> None:
    with pytest.raises(chromium.NoChromium, match="Install the package chromium, or set MEEDOEN_CHROMIUM"):
        chromium.refuse()


def test_what_others_made_is_unchanged() -> None:
    for one in tomllib.loads((VENDOR / "VENDOR.toml").read_text())["vendored"]:
        assert hashlib.sha256((VENDOR / one["file"]).read_bytes()).hexdigest() == one["sha256"]
        assert (VENDOR / one["licence_file"]).exists()
