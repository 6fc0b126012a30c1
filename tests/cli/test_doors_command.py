"""`meedoen deuren` names every door, and every command says who may run it (security Z1)."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from meedoen_app import cli
from meedoen_app.cli import COMMANDS, Entry, main


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    url = f"sqlite:///{tmp_path_factory.mktemp('deuren') / 'meedoen.db'}"
    result = CliRunner().invoke(main, ["deuren"], env={"MEEDOEN_DATABASE_URL": url})
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_every_address_is_a_line_of_exactly_this_form(lines: list[dict[str, object]]) -> None:
    assert {"rule": "/g/<id>/<int:nr>", "methods": ["GET"], "open_to": "inwoner"} in lines
    assert {"rule": "/werk/beheer", "methods": ["GET"], "open_to": "beheerder privacy"} in lines
    assert {"rule": "/static/<path:file>", "methods": ["GET"], "open_to": "anyone"} in lines
    assert {"rule": "/", "methods": ["GET"], "open_to": "anyone"} in lines
    assert all(list(line) == ["rule", "methods", "open_to"] for line in lines)


def test_it_names_what_the_committed_list_names(lines: list[dict[str, object]]) -> None:
    committed = Path(__file__).parents[1] / "house" / "routes.txt"
    listed = [line.split() for line in committed.read_text().splitlines() if not line.startswith("#")]
    told = {(method, line["rule"]) for line in lines for method in line["methods"]}  # type: ignore[attr-defined]
    assert told - {("GET", "/static/<path:file>")} == {(words[0], words[1]) for words in listed}


def test_every_command_says_who_may_run_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {entry.run_by for entry in COMMANDS.values()} == {"wie op de server mag"}
    for planted in (Entry("meedoen_app.cli.ladder:ladder", ""), "meedoen_app.cli.ladder:ladder"):
        monkeypatch.setattr(cli, "COMMANDS", {**COMMANDS, "vergeten": planted})
        with pytest.raises(cli.Undeclared, match="vergeten"):
            CliRunner().invoke(main, ["ladder", "-"], catch_exceptions=False)
