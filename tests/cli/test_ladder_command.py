"""`meedoen ladder -`: lines of JSON in, one position per line out, and a word for each bad line."""

import json
import os
import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen_app.cli import main
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.position import place

ROOT = Path(__file__).parents[2]
YES_NO = ("rekenen", "echt4", "echt3", "echt2", "alleen_functioneel")
OFTEN = ("freq4", "freq3", "freq2")
TOP = ("werk", "onbetaald", "georg", "contact")
CLUB = {"georg": "ja", "freq3": "wekelijks", "echt3": "ja"}


def run(*lines: object) -> Result:
    """Give each line to the command: as it is when it is text or bytes, else as JSON."""
    raw = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    return CliRunner().invoke(main, ["ladder", "-"], input=b"\n".join(raw) + b"\n")


def answers(*lines: object) -> list[dict[str, object]]:
    result = run(*lines)
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_is_answered_in_exactly_this_form() -> None:
    result = run({"werk": "loondienst", "werksteun": ["jobcoach"], **CLUB}, {}, {"contact": "onbekend"})
    assert result.stdout.splitlines() == [
        '{"levels": [5, 3], "highest": 5, "certainty": "hoog"}',
        '{"levels": [1], "highest": 1, "certainty": "hoog"}',
        '{"levels": [], "highest": null, "certainty": "onbekend"}',
    ]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("given", "levels", "certainty"),
    [
        ({"werk": "zzp", "werksteun": ["geen"]}, [6], "hoog"),
        ({"werk": "zzp"}, [5], "minstens"),
        ({"werk": "zzp", "werksteun": []}, [5], "minstens"),
        ({"werk": "zzp", "werksteun": ["onbekend"]}, [5], "minstens"),
        ({"werk": "zzp", "werksteun": ["onbekend", "wsw"]}, [5], "hoog"),
        ({"werk": "zzp", "werksteun": ["uitkering", "uitkering"]}, [5], "hoog"),
        ({"werk": "zzp", "werksteun": ["geen", "geen"]}, [6], "hoog"),
        ({"werk": "nee", "werksteun": ["wsw"]}, [1], "hoog"),
        ({"werk": "onbekend", "werksteun": ["geen"]}, [], "onbekend"),
        ({"werk": "onbekend", **CLUB}, [3], "minstens"),
        ({"onbetaald": "ja"}, [3], "minstens"),
        ({"onbetaald": "ja", "freq4": "minder"}, [3], "hoog"),
        ({"onbetaald": "nee", "rekenen": "ja", "freq4": "wekelijks", "echt4": "ja"}, [1], "hoog"),
        ({"georg": "ja"}, [2], "minstens"),
        ({"georg": "ja", "echt3": "nee"}, [2], "hoog"),
        ({"contact": "ja"}, [], "onbekend"),
        ({"contact": "ja", "alleen_functioneel": "ja"}, [1], "hoog"),
        ({"contact": "ja", "freq2": "wekelijks", "echt2": "ja", "alleen_functioneel": "nee"}, [2], "hoog"),
        ({"onbetaald": "onbekend", **CLUB}, [3], "minstens"),
        ({"contact": "onbekend", **CLUB}, [3], "hoog"),
    ],
)
def test_lines(given: dict[str, object], levels: list[int], certainty: str) -> None:
    [answer] = answers(given)
    assert answer == {"levels": levels, "highest": levels[0] if levels else None, "certainty": certainty}


def test_a_sample_of_all_lines_says_what_the_rules_say() -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311  A sample of test cases is no secret.
    supports = [[], ["geen"], *([one] for one in WorkSupport), ["bbl", "uitkering"], ["onbekend", "wsw"]]
    words = {"werk": Work, **dict.fromkeys(("onbetaald", "georg", "contact", *YES_NO), Said)}
    words |= dict.fromkeys(OFTEN, HowOften)
    given, facts = [], []
    for _ in range(500):
        line: dict[str, object] = {key: chance.choice(list(kind)) for key, kind in words.items()}
        line["werksteun"] = chance.choice(supports)
        kept = dict(chance.sample(sorted(line.items()), chance.randint(0, len(line))))
        given.append(kept)
        facts.append(Facts(**kept | {"werksteun": frozenset(kept.get("werksteun", []))}))
    expected = [place(one) for one in facts]
    assert answers(*given) == [
        {"levels": list(one.levels), "highest": one.highest, "certainty": one.certainty} for one in expected
    ], f"seed {seed}"


def test_an_absent_top_question_means_no_and_every_other_absent_key_unknown() -> None:
    explicit = dict.fromkeys(TOP, "nee") | {"werksteun": ["onbekend"]}
    explicit |= dict.fromkeys((*YES_NO, *OFTEN), "onbekend")
    lines = [
        {key: value for key, value in zip(TOP, said, strict=True) if value}
        for said in product(("", "zzp", "onbekend"), ("", "ja"), ("", "ja", "onbekend"), ("", "ja"))
    ]
    assert answers(*lines) == answers(*(explicit | line for line in lines))


def test_the_order_of_the_keys_does_not_matter() -> None:
    line = {"werk": "zzp", "werksteun": ["bbl", "wsw"], "onbetaald": "ja", "rekenen": "ja", **CLUB}
    turned = dict(reversed(line.items())) | {"werksteun": ["wsw", "bbl"]}
    assert answers(line) == answers(turned)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"werk": "baas"}', ['"werk"', '"baas"']),
        ('{"werk": "ja"}', ['"werk"', '"ja"']),
        ('{"werk": "Loondienst"}', ['"werk"', '"Loondienst"']),
        ('{"werk": ["zzp"]}', ['"werk"', '["zzp"]']),
        ('{"werk": null}', ['"werk"', "null"]),
        ('{"onbetaald": true}', ['"onbetaald"', "true"]),
        ('{"freq4": "ja"}', ['"freq4"', '"ja"']),
        ('{"freq2": 1}', ['"freq2"', "1"]),
        ('{"echt3": ""}', ['"echt3"', '""']),
        ('{"echt2": NaN}', ['"echt2"', "NaN"]),
        ('{"alleen_functioneel": {"ja": 1}}', ['"alleen_functioneel"', '{"ja": 1}']),
        ('{"werksteun": "jobcoach"}', ['"werksteun"', '"jobcoach"']),
        ('{"werksteun": ["auto"]}', ['"werksteun"', '["auto"]']),
        ('{"werksteun": [["wsw"]]}', ['"werksteun"', '[["wsw"]]']),
        ('{"werksteun": ["geen", "wsw"]}', ['"werksteun"', '["geen", "wsw"]']),
        ('{"werksteun": ["onbekend", "geen"]}', ['"werksteun"', '["onbekend", "geen"]']),
        ('{"werksteun": ["geen", "geen", "wsw"]}', ['"werksteun"', '["geen", "geen", "wsw"]']),
        ('{"Werk": "zzp"}', ['"Werk"', '"zzp"']),
        ('{"zorg": "ja"}', ['"zorg"', '"ja"']),
        ('{"werk": "zzp", "werk": "nee"}', ['"werk"', '"nee"']),
        ('{"werk": "één", "georg": 2}', ['"werk"', '"één"', '"georg"', "2"]),
        ('{"a\\u001b[31m\\u009b": "\\ud800"}', ["a\\u001b[31m\\x9b", "\\ud800"]),
        ('["werk"]', ["geen JSON-object", '["werk"]']),
        ('"werk"', ["geen JSON-object", '"werk"']),
        ("null", ["geen JSON-object", "null"]),
        ("{werk: zzp}", ["geen JSON", "{werk: zzp}"]),
        (b'{"werk": "\xff"}', ["geen JSON"]),
        ("{} {}", ["geen JSON", "{} {}"]),
        ('{"werk": ' + "[" * 975 + "]" * 975 + "}", ["regel 2"]),
        ("[" * 100_000, ["geen JSON"]),
        ('{"werk": ' + "9" * 5000 + "}", ["geen JSON"]),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_still_done(line: str | bytes, named: list[str]) -> None:
    result = run(CLUB, line, {})
    assert result.exit_code == 2
    assert [json.loads(one)["levels"] for one in result.stdout.splitlines()] == [[3], [1]]
    [told] = result.stderr.splitlines()
    assert told.startswith("regel 2: ")
    assert len(told) < 600
    assert [word for word in named if word not in told] == []


def test_blank_lines_are_passed_over_and_counted() -> None:
    result = run("", "  \t", {}, "\r", "[]")
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("regel 5: ")


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it() -> None:
    assert answers(b"\xef\xbb\xbf" + json.dumps(CLUB).encode()) == answers(CLUB)


def test_nothing_in_is_nothing_out() -> None:
    result = CliRunner().invoke(main, ["ladder", "-"], input=b"")
    assert (result.exit_code, result.output) == (0, "")


def test_the_last_line_needs_no_end() -> None:
    result = CliRunner().invoke(main, ["ladder", "-"], input=b"{}\r\n{}")
    assert len(result.stdout.splitlines()) == 2


def test_the_real_command_reads_standard_input() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "meedoen_app", "ladder", "-"],
        input=b'{"georg": "ja"}\n{"georg": "soms"}\n{}\n',
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert ran.returncode == 2
    assert [json.loads(line)["levels"] for line in ran.stdout.splitlines()] == [[2], [1]]
    assert ran.stderr.decode().startswith('regel 2: "georg": "soms"')


@pytest.mark.parametrize("command", ["ladder", "beoordeel"])
def test_without_standard_input_there_is_a_word_and_no_traceback(command: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m meedoen_app {command} - <&-', sys.executable],
        capture_output=True,
        cwd=ROOT,
        check=False,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "de standaardinvoer is dicht" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_command_starts_without_the_web_and_the_database() -> None:
    look = (
        "import sys, meedoen_app.cli.ladder; print(*{'flask', 'sqlalchemy', 'pydantic'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, cwd=ROOT, check=True)
    assert ran.stdout.split() == []


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["trap"]).exit_code == 2


def test_the_list_of_commands_can_be_read() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "ladder" in result.output
