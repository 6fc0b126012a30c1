"""`meedoen account maak`: the first beheerder comes in with a code from the server, without any mail."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen_app.cli import main
from tests.apps import make_app
from tests.visitor import Visitor
from tests.web.test_setting_up import set_up

MAIL = "ans@voorbeeld.nl"


def run(url: str, mail: str = MAIL, name: str = "Ans de Vries") -> Result:
    told = ["account", "maak", "--mail", mail, "--naam", name]
    return CliRunner().invoke(main, told, env={"MEEDOEN_DATABASE_URL": url})


def code_of(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = re.search(r"^  ([0-9A-Z]{4} [0-9A-Z]{4})$", result.stdout, re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_first_beheerder_comes_in_with_the_code_and_only_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    old, code = code_of(run(url)), code_of(run(url))
    assert old != code
    app = make_app(url)
    visitor = Visitor(app.test_client())
    visitor.go("/werk/uitnodiging")
    visitor.press("doe=mail", mail=MAIL)
    visitor.press("doe=code", code=code)
    set_up(visitor)
    visitor.press("doe=klaar")
    visitor.go("/werk/beheer")
    assert visitor.heading == "Accounts"
    again = run(url)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "heeft al een account" in again.stderr
    app.extensions["meedoen"].database.close()


@pytest.mark.parametrize(
    ("mail", "name"), [("geen adres", "Ans"), (MAIL, " "), (MAIL, "A" * 81), ("a@b, c@d", "Ans")]
)
def test_nonsense_is_refused_in_a_sentence(tmp_path: Path, mail: str, name: str) -> None:
    result = run(f"sqlite:///{tmp_path / 'meedoen.db'}", mail, name)
    assert result.exit_code == 2
    assert "geef" in result.stderr
    assert not (tmp_path / "meedoen.db").exists()
