"""`meedoen beoordeel -`: answers in, one line of JSON each; a bad line is named and the others are done."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from meedoen_app.cli import main
from meedoen_app.cli.assess import read_answers
from meedoen_app.core.conversation.answers import Answer, Answers
from tests.amounts import amount
from tests.core.talks import CONTENT, talks

ROOT = Path(__file__).parents[2]
LAYERS = ["zelf", "huisgenoten", "netwerk", "algemeen", "collectief", "andere_wet", "individueel", "toegang"]
DOMAINS = ["wonen", "geld", "lichaam", "gevoel", "mensen", "dagelijks", "overdag", "zingeving"]
GOOD = {"deur": "praten", "wonen_status": "gaat_goed"}


def run(*lines: object) -> Result:
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    return CliRunner().invoke(main, ["beoordeel", "-"], input=b"\n".join(raw) + b"\n")


def answered(*lines: object) -> list[dict[str, Any]]:
    done = run(*lines)
    assert (done.exit_code, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def one(**given: object) -> dict[str, Any]:
    [line] = answered(given)
    return line


def test_a_line_is_answered_in_exactly_this_form() -> None:
    found = one(mensen_status="lukt_niet_goed")
    assert list(found) == [
        "path",
        "ladder",
        "leefgebieden",
        "meer_tegelijk",
        "urgent",
        "needs",
        "suggestions",
    ]
    assert list(found["ladder"]) == ["levels", "highest", "certainty", "support"]
    assert list(found["leefgebieden"]) == DOMAINS
    assert list(found["suggestions"]) == LAYERS
    assert found["path"][:2] == ["deur", "voor_wie"]
    assert (found["meer_tegelijk"], found["urgent"]) == (False, None)
    assert found["needs"] == ["mensen_zien"]
    assert found["suggestions"]["zelf"][0] == {
        "id": "praatje_met_een_buur",
        "because": ["mensen_status"],
        "brake": None,
    }


def test_every_shape_of_answer_is_read() -> None:
    found = one(
        deur="praten",
        kan_niet_wachten=["slaapplek"],
        goed="Ik kook graag.",
        wens=None,
        onderwerpen=["mensen", "wonen", "werk_leren"],
        wonen_status="lukt_niet_goed",
        contact="ja",
        contact_hoe={"elke_week": "ja", "in_het_echt": "ja", "alleen_functioneel": "nee"},
        kring={"1_naam": "Annie", "1_nabij": "huis"},
        werk="loondienst",
        werksteun=["jobcoach"],
        steun={"werk": "ja", "mensen": "nee"},
    )
    assert found["ladder"] == {
        "levels": [5, 2],
        "highest": 5,
        "certainty": "hoog",
        "support": found["ladder"]["support"],
    }
    assert set(found["ladder"]["support"]) == {"5", "2"}
    assert all(isinstance(words, str) and words for words in found["ladder"]["support"].values())
    assert found["urgent"] == "spoed_slaapplek"
    assert found["leefgebieden"]["wonen"] == "lukt_niet_goed"
    assert found["leefgebieden"]["geld"] == "niet_besproken"


def test_three_that_do_not_go_well_are_more_at_once() -> None:
    three = {f"{theme}_status": "lukt_niet_goed" for theme in ("wonen", "geld", "voelen")}
    assert one(**three)["meer_tegelijk"] is True
    assert one(**three | {"voelen_status": "liever_niet"})["meer_tegelijk"] is False
    assert one(**three | {"voelen_status": None})["meer_tegelijk"] is False


def test_the_themes_that_were_answered_are_open_unless_the_line_says_which() -> None:
    assert "wonen_wens" in one(wonen_status="gaat_goed")["path"]
    assert "wonen_status" not in one(onderwerpen=["geld"], wonen_status="lukt_niet_goed")["path"]
    assert (
        one(onderwerpen=["geld"], wonen_status="lukt_niet_goed")["leefgebieden"]["wonen"] == "niet_besproken"
    )
    assert one()["path"] == one(onderwerpen=None)["path"]


def test_own_words_and_a_ready_sentence_both_count_as_words() -> None:
    assert one(wens="mensen")["needs"][0] == "mensen_zien"
    assert one(wens="ik wil mensen zien")["needs"] == []
    assert one(wens="weet_niet")["needs"] == []


def test_without_answers_there_is_no_need_and_independent_support_for_all() -> None:
    found = one()
    assert found["needs"] == []
    assert {"id": "clientondersteuner", "because": [], "brake": None} in found["suggestions"]["toegang"]


def test_skipped_is_the_same_as_not_there() -> None:
    given = {"onderwerpen": ["wonen"], "wonen_status": "met_hulp"}
    assert one(**given, wonen_wens=None) == one(**given) == one(**given, wonen_wens=[])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"deur": "raam"}', ['"deur"', '"raam"']),
        ('{"deur": ["praten", "vraag"]}', ['"deur"', '["praten", "vraag"]']),
        ('{"deur": 3}', ['"deur"', "3"]),
        ('{"deur": true}', ['"deur"', "true"]),
        ('{"deur": {"praten": "ja"}}', ['"deur"', '{"praten": "ja"}']),
        ('{"tuin": "ja"}', ['"tuin"', '"ja"', "bestaat niet"]),
        ('{"": "ja"}', ['""', "bestaat niet"]),
        ('{"wonen_wens": ["klussen", "goed_zo"]}', ['"wonen_wens"', "staat altijd alleen"]),
        ('{"wonen_wens": ["klussen", "klussen"]}', ['"wonen_wens"', "twee keer"]),
        ('{"contact_hoe": {"elke_dag": "ja"}}', ['"contact_hoe"', "elke_dag"]),
        ('{"contact_hoe": {"elke_week": "soms"}}', ['"contact_hoe"', "soms"]),
        ('{"contact_hoe": {"elke_week": 1}}', ['"contact_hoe"', "1"]),
        ('{"wens": "' + "x" * 601 + '"}', ['"wens"', "te lang", "…"]),
        ('{"deur": "praten", "deur": "vraag"}', ['"deur"', "twee keer"]),
        ('{"deur": "raam", "tuin": "ja"}', ['"raam"', '"tuin"']),
        ('{"tuin": "\\u001b[31m"}', ['"tuin"', "\\u001b"]),
        ('{"tuin": "\\ud800"}', ['"tuin"', "\\ud800"]),
        ("[]", ["geen JSON-object"]),
        ("null", ["geen JSON-object"]),
        ("{", ["geen JSON"]),
        ("[" * 20_000, ["geen JSON"]),
        (b"\xff\xfe", ["geen JSON"]),
    ],
)
def test_a_bad_line_is_named_with_key_and_value_and_the_others_are_done(
    line: str | bytes, named: list[str]
) -> None:
    done = run(GOOD, line, "", GOOD)
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2
    [said] = done.stderr.splitlines()
    assert said.startswith("regel 2: ")
    assert [word for word in named if word not in said] == []
    assert len(said) < 600


def test_nothing_in_is_nothing_out() -> None:
    assert answered("", "   ") == []


def test_what_a_bad_line_says_never_holds_a_sign_that_a_terminal_obeys() -> None:
    said = run({"tuin": "\x1b[2J\x07\u202e"}).stderr
    assert said.rstrip("\n").isprintable()


def written(answer: Answer) -> Any:
    """Write an answer as a value; of ready sentences with own words only the sentences fit in one."""
    return dict(answer.rows) or list(answer.options) or answer.text or None


@settings(deadline=None, max_examples=amount(15, 50))
@given(talks())
def test_every_talk_can_be_written_as_a_line_and_read_back(answers: Answers) -> None:
    line = json.dumps({id: written(answer) for id, answer in answers.items()})
    read = read_answers(CONTENT, line.encode())
    assert {id: (answer.options, answer.rows) for id, answer in read.items()} == {
        id: (answer.options, answer.rows) for id, answer in answers.items()
    }
    assert CONTENT.questionnaire.path(read) == CONTENT.questionnaire.path(answers)


def test_the_command_itself_leaves_with_status_two(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text('{"deur": "praten"}\n{"deur": "raam"}\n', encoding="utf-8")
    for source in ("-", str(lines)):
        with lines.open("rb") as given_lines:
            done = subprocess.run(
                [sys.executable, "-m", "meedoen_app", "beoordeel", source],
                stdin=given_lines,
                capture_output=True,
                text=True,
                cwd=ROOT,
                env={**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C"},
                check=False,
            )
        assert (done.returncode, len(done.stdout.splitlines())) == (2, 1)
        assert (
            done.stderr
            == 'regel 2: "deur": "raam" kan niet: dit antwoord is er niet, of staat er twee keer\n'
        )
