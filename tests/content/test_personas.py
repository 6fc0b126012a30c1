"""The seven groups of the policy plan (§1.3), as people: what Meedoen makes of what each of them says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner

from meedoen_app.cli import main
from meedoen_app.core.advice.service import Nearness
from tests.core.talks import CONTENT

FILES = sorted((Path(__file__).parent / "personas").glob("*.json"))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ASKS_CARER = {service.id for service in CONTENT.services if service.asks_carer}


def persona(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def assessed(*paths: Path) -> list[dict[str, Any]]:
    """Give all of them to `meedoen beoordeel -`, one line each, on a fixed day."""
    lines = "\n".join(json.dumps(persona(path)["answers"]) for path in paths)
    with time_machine.travel(NOW, tick=False):
        done = CliRunner().invoke(main, ["beoordeel", "-"], input=lines)
    assert (done.exit_code, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def found() -> dict[Path, dict[str, Any]]:
    return dict(zip(FILES, assessed(*FILES), strict=True))


def ids(suggestions: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    return {layer: [one["id"] for one in shown] for layer, shown in suggestions.items()}


def test_there_is_one_person_for_each_of_the_seven_groups() -> None:
    assert len({persona(path)["group"] for path in FILES}) == len(FILES) == 7


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_made_of_the_answers(path: Path, found: dict[Path, dict[str, Any]]) -> None:
    expected, made = persona(path), found[path]
    assert made["needs"] == expected["needs"]
    assert (made["urgent"], made["meer_tegelijk"]) == (expected["urgent"], expected["more_at_once"])
    assert made["ladder"]["levels"] == expected["levels"]
    assert set(expected["answers"]) <= {*made["path"], CONTENT.questionnaire.hub.id}
    brakes = {one["brake"] for shown in made["suggestions"].values() for one in shown} - {None}
    assert brakes == set(expected["brakes"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_suggested_and_what_never(path: Path, found: dict[Path, dict[str, Any]]) -> None:
    expected, shown = persona(path), ids(found[path]["suggestions"])
    for layer, must in expected["must"].items():
        assert set(must) <= set(shown[layer]), layer
    for layer, first in expected["first"].items():
        assert shown[layer][0] in first, layer
    everything = {id for layer in shown.values() for id in layer}
    assert everything & set(expected["never"]) == set()
    assert set(expected["never"]) <= {service.id for service in CONTENT.services}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_suggestion_has_a_reason_in_the_answers(path: Path, found: dict[Path, dict[str, Any]]) -> None:
    suggestions, given = found[path]["suggestions"], persona(path)["answers"]
    assert list(suggestions) == [layer.value for layer in Nearness]
    for layer, shown in suggestions.items():
        assert len(shown) <= 3
        for one in shown:
            assert one["because"] or layer == Nearness.ACCESS
            assert all(given[question] for question in one["because"])


def test_the_carer_is_asked_for_nothing_that_leans_on_her(found: dict[Path, dict[str, Any]]) -> None:
    shown = ids(found[FILES[-1]]["suggestions"])
    assert shown["huisgenoten"] == []
    assert ASKS_CARER & {id for layer in shown.values() for id in layer} == set()


def test_a_person_alone_gives_the_same_as_all_together(found: dict[Path, dict[str, Any]]) -> None:
    assert [assessed(path)[0] for path in reversed(FILES)] == [found[path] for path in reversed(FILES)]
