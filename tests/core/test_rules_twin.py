"""The rules in Python and in JavaScript say the same, case after case, in a real browser.

The names of properties that every object in JavaScript inherits are among the ids: an evaluator that
looks them up on a plain object finds answers that nobody gave.
"""

import json
import os
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from meedoen_app import resources, settings
from meedoen_app.content.store import Contents
from meedoen_app.core.rules import Condition, UnknownCondition, holds, questions_in
from tests.amounts import amount
from tests.browser import chromium

TWIN = (resources.static / "js" / "regels.js").read_text(encoding="utf-8")
CASES = amount(1_000, 40_000)
INHERITED = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf")
QUESTIONS = ("wonen", "geld", "kring.1_naam", "0", "length", *INHERITED)
OPTIONS = ("ja", "nee", "weet_niet", "0", "", "length", *INHERITED)
RUN = """(cases) => {
%s
  return JSON.parse(cases).map(([condition, answers]) => {
    try { return geldt(condition, answers) ? "yes" : "no"; } catch { return "refused"; }
  });
}"""
PLANTED = {
    "inherited answers": ("Object.create(null)", "{}"),
    "is among others": ("chosen.length === 1 && chosen[0] === rest[1]", "chosen.includes(rest[1])"),
    "any is all": ("rest.some(holds)", "rest.every(holds)"),
    "all is any": ("rest.every(holds)", "rest.some(holds)"),
    "not is yes": ("!holds(rest)", "holds(rest)"),
    "answered wants an option": ("rest in values", "(values[rest] ?? []).length > 0"),
    "in wants all": ("rest[1].some((option)", "rest[1].every((option)"),
    "unknown words are no": ("    throw new RangeError(word);\n  };", "    return false;\n  };"),
    "a second word is overlooked": ("if (more.length)", "if (false)"),
}

Case = tuple[dict[str, Any], dict[str, list[str]]]


def cases(seed: int, number: int) -> list[Case]:
    chance = random.Random(seed)  # noqa: S311  Test cases are no secret.
    return [(condition(chance, 4), answers(chance)) for _ in range(number)]


def of_the_content(seed: int) -> list[Case]:
    """Take every condition that is really used, with answers to the questions that it looks at."""
    chance = random.Random(seed)  # noqa: S311
    content = Contents(settings.PACKAGED_CONTENT, "deventer").current()
    chapters = content.questionnaire.chapters
    asked = [*chapters, *(question for chapter in chapters for question in chapter.questions)]
    real = [one.when for one in (*asked, *content.needs, *content.brakes, *content.services)]
    return [(dict(when), of_the_condition(chance, when)) for when in real for _ in range(5)]


def of_the_condition(chance: random.Random, when: Condition) -> dict[str, list[str]]:
    named = {question: [*options, "iets anders"] for question, options in questions_in(when)}
    return {
        question: chance.sample(options, chance.randint(0, len(options)))
        for question, options in named.items()
        if chance.random() < 0.8
    }


def answers(chance: random.Random) -> dict[str, list[str]]:
    named = chance.sample(QUESTIONS, chance.randint(0, len(QUESTIONS)))
    return {question: chance.sample(OPTIONS, chance.choice((0, 1, 1, 2, 3))) for question in named}


def condition(chance: random.Random, depth: int) -> dict[str, Any]:
    if chance.random() < 0.01:
        return malformed(chance)
    if depth and chance.random() < 0.5:
        parts = [condition(chance, depth - 1) for _ in range(chance.randint(0, 3))]
        return chance.choice([{"all": parts}, {"any": parts}, {"not": condition(chance, depth - 1)}])
    question, option = chance.choice(QUESTIONS), chance.choice(OPTIONS)
    several = chance.sample(OPTIONS, chance.randint(0, 3))
    return chance.choice(
        [
            {"answered": question},
            {"is": [question, option]},
            {"in": [question, several]},
            {"has": [question, option]},
        ]
    )


def malformed(chance: random.Random) -> dict[str, Any]:
    pair = ["wonen", "ja"]
    return chance.choice(
        [{}, {"eval": pair}, {"__proto__": pair}, {"constructor": pair}, {"is": pair, "has": pair}]
    )


def in_python(given: Iterable[Case]) -> list[str]:
    return [outcome(*case) for case in given]


def outcome(condition: dict[str, Any], answers: dict[str, list[str]]) -> str:
    values = {question: frozenset(options) for question, options in answers.items()}
    try:
        return "yes" if holds(condition, values) else "no"
    except (UnknownCondition, ValueError):
        return "refused"


def in_chromium(scripts: Sequence[str], given: Sequence[Case]) -> list[list[str]]:
    """Run every script over all cases, on one page of a real browser.

    In a thread of its own: two browsers of one thread would be in each other's way.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_in_chromium, scripts, json.dumps(given)).result()


def _in_chromium(scripts: Sequence[str], given: str) -> list[list[str]]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page()
        found = [page.evaluate(RUN % script, given) for script in scripts]
        browser.close()
    return found


def test_python_and_javascript_agree_on_every_case() -> None:
    seed = int.from_bytes(os.urandom(4))
    given = cases(seed, CASES) + of_the_content(seed)
    [found] = in_chromium([TWIN], given)
    expected = in_python(given)
    differ = [(case, a, b) for case, a, b in zip(given, expected, found, strict=True) if a != b]
    print(f"seed {seed}, {len(given)} cases, {[expected.count(said) for said in ('yes', 'no', 'refused')]}")
    assert differ[:3] == [], f"seed {seed}: {len(differ)} of {len(given)} differ"
    assert min(expected.count("yes"), expected.count("no")) > len(given) / 5
    assert expected.count("refused") > CASES / 500


def test_every_planted_fault_is_caught() -> None:
    given = cases(1, 2_500)
    mutants = [TWIN.replace(old, new) for old, new in PLANTED.values()]
    assert TWIN not in mutants
    expected = in_python(given)
    same = [said == expected for said in in_chromium([TWIN, *mutants], given)]
    assert dict(zip(["the twin itself", *PLANTED], same, strict=True)) == {
        "the twin itself": True,
        **dict.fromkeys(PLANTED, False),
    }


@pytest.mark.parametrize("forbidden", ["eval", "Function", "innerHTML", "document", "import"])
def test_the_twin_is_short_and_runs_nothing_it_is_given(forbidden: str) -> None:
    assert len(TWIN.splitlines()) <= 25
    assert forbidden not in TWIN
    assert "Object.create(null)" in TWIN
