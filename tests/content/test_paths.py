"""How long a talk can be: every path through the real questions, and how soon it gives something back."""

import random
from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest

from meedoen_app.core import rules
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Question, Row
from tests.amounts import EVERYDAY_SEED, PROOF
from tests.core.talks import CONTENT, advice

ALL = CONTENT.questionnaire
HUB = ALL.hub.id
THEMES = [option.id for option in ALL.hub.options]
LONGEST, USUAL, FIRST_SUGGESTION = 45, 30, 12
BEFORE = ("start", "uitleg")
AFTER_KEEPING = "woorden"
HELP = "wat-kan"


def leaves_of(condition: rules.Condition) -> Iterator[rules.Condition]:
    [(word, rest)] = condition.items()
    if word in rules.JOINS:
        yield from chain.from_iterable(map(leaves_of, rest))
    elif word == "not":
        yield from leaves_of(rest)
    else:
        yield condition


def branches() -> dict[str, list[Answer]]:
    """Return the questions that decide the way, each with the answers that rules tell apart."""
    asked: list[Question | Chapter | Row] = [*ALL.chapters, *ALL.questions.values()]
    asked += [row for question in ALL.questions.values() for row in question.rows]
    found: dict[str, list[rules.Condition]] = {}
    for test in chain.from_iterable(leaves_of(one.when) for one in asked):
        [(name, _)] = rules.questions_in(test)
        found.setdefault(name, []).append(test)
    return {id: list(_one_of_each(ALL.question(id), tests)) for id, tests in found.items() if id != HUB}


def _one_of_each(question: Question, tests: list[rules.Condition]) -> Iterator[Answer]:
    told_apart = set()
    for answer in _possible(question):
        seen = tuple(rules.holds(test, dict(answer.values())) for test in tests)
        if seen not in told_apart:
            told_apart.add(seen)
            yield answer


def _possible(question: Question) -> Iterator[Answer]:
    yield Answer(question.id)
    yield from (Answer(question.id, (option.id,)) for option in question.options)
    if question.kind.takes_several_options:
        together = [option.id for option in question.options if not option.exclusive]
        yield from (Answer(question.id, pair) for pair in combinations(together, 2))


BRANCHES = branches()
WAYS = [dict(zip(BRANCHES, way, strict=True)) for way in product(*BRANCHES.values())]
IN_FULL_FOR_SELF = [way for way in WAYS if not (way["deur"].options or way["voor_wie"].options)]


def path(way: dict[str, Answer], themes: tuple[str, ...]) -> list[str]:
    return [question.id for question in ALL.path(Answers.of([*way.values(), Answer(HUB, themes)]))]


def longest(ways: list[dict[str, Answer]], themes: tuple[str, ...]) -> int:
    return max(len(path(way, themes)) for way in ways)


def test_the_search_looks_at_every_question_that_decides_the_way() -> None:
    assert set(BRANCHES) == {
        "deur",
        "voor_wie",
        "weet",
        "contact",
        "onbetaald",
        "georganiseerd",
        "zorg",
        "werk",
    }
    assert len(WAYS) == 3 * 3 * 2 * 2 * 2 * 2 * 4 * 4


def test_the_longest_path_is_short_enough() -> None:
    found = longest(WAYS, tuple(THEMES))
    print(f"longest path: {found} questions")
    assert found <= LONGEST


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_less_never_makes_a_path_longer(theme: str) -> None:
    without = tuple(one for one in THEMES if one != theme)
    assert [way for way in WAYS if len(path(way, without)) > len(path(way, tuple(THEMES)))] == []


def some(number: int) -> list[tuple[str, ...]]:
    """Return this many themes together in every way, or each day a part of the ways."""
    ways = list(combinations(THEMES, number))
    dice = random.Random(EVERYDAY_SEED)  # noqa: S311 - to look at, not a secret
    return ways if PROOF else dice.sample(ways, 40)


def test_three_themes_make_a_usual_path_whatever_is_answered() -> None:
    found = {themes: longest(IN_FULL_FOR_SELF, themes) for themes in some(3)}
    print(f"three themes: at most {max(found.values())}")
    assert max(found.values()) <= USUAL


def test_four_themes_do_too_but_for_the_three_longest_together_with_every_yes() -> None:
    found = {themes: longest(IN_FULL_FOR_SELF, themes) for themes in some(4)}
    over = [set(themes) for themes, most in found.items() if most > USUAL]
    print(f"four themes: {len(over)} of {len(found)} can pass {USUAL}, at most {max(found.values())}")
    assert all({"mensen", "overdag", "zorgen"} <= themes for themes in over)
    assert max(found.values()) <= USUAL + 2


def test_four_themes_do_for_everybody_who_does_not_open_every_follow_up() -> None:
    quiet = [IN_FULL_FOR_SELF[0]]
    assert max(longest(quiet, themes) for themes in some(4)) <= USUAL


def test_every_question_is_reached_by_somebody() -> None:
    reached = set(chain.from_iterable(path(way, tuple(THEMES)) for way in WAYS))
    assert reached == set(ALL.questions)


@pytest.mark.parametrize("theme", THEMES)
def test_who_has_one_question_is_asked_four_things_before_what_can_help(theme: str) -> None:
    """The explanation, these four and the page with suggestions are six screens."""
    answers = Answers.of([Answer("deur", ("vraag",))])
    asked = []
    while (question := ALL.next_question(answers)) not in (None, ALL.first_waiting(answers)):
        asked.append(question.id)
        answers = answers.with_answer(Answer(question.id, (theme,) if question.id == HUB else ()))
    [last] = [one.id for one in ALL.questions.values() if one.id == asked[-1]]
    assert asked == ["voor_wie", "kan_niet_wachten", HUB, last]
    assert ALL.chapter_of[last].id == theme
    assert advice(answers, chapter=theme).needs


def test_what_waits_behind_a_short_door_is_on_the_path_and_is_asked_once_the_whole_talk_begins() -> None:
    answers = Answers.of([Answer("deur", ("vraag",)), Answer("voor_wie", ("mijzelf",))])
    assert "bewaren" in [question.id for question in ALL.path(answers)]
    assert ALL.first_waiting(answers) == ALL.question("bewaren")
    begun = answers.with_answer(Answer("bewaren", ("nee",)))
    assert ALL.first_waiting(begun) is None
    rest = begun.with_answer(Answer("kan_niet_wachten"))
    assert ALL.next_question(rest) == ALL.question("goed")


@pytest.mark.parametrize(("door", "first"), [("zorg", "zorg"), ("doen", "doen_wat")])
def test_a_door_opens_its_own_theme_before_the_list_of_themes(door: str, first: str) -> None:
    before = {"voor_wie": "mijzelf", "bewaren": "nee", "kan_niet_wachten": "nee"}
    answers = Answers.of([Answer(id, (option,)) for id, option in {"deur": door, **before}.items()])
    assert ALL.next_question(answers) == ALL.question(first)
    assert HUB in [question.id for question in ALL.path(answers)]


def test_the_talk_itself_waits_for_nothing() -> None:
    answers = Answers.of([Answer("deur", ("praten",))])
    assert ALL.first_waiting(answers) is None


def test_the_first_suggestion_comes_within_twelve_screens_without_asking_for_it() -> None:
    """Count as the pages do: the first page asks the door, and a yes to keeping shows the six words.

    This is for who talks alone. Two questions more come before for who does not; the button "Wat kan ik
    nu doen?" then keeps it within twelve, which tests/web/test_first_suggestion.py walks.
    """
    answers = {"deur": "praten", "voor_wie": "mijzelf", "bewaren": "ja", "kan_niet_wachten": "nee"}
    given = [Answer(question, (option,)) for question, option in answers.items()]
    seen = [*BEFORE]
    talk = Answers.of([*given, Answer(HUB, (THEMES[0],)), Answer("wonen_status", ("lukt_niet_goed",))])
    for id in [question.id for question in ALL.path(talk)][1:]:
        if ALL.chapter_of[id] == ALL.chapters[-1]:
            break
        seen += [id, AFTER_KEEPING] if id == "bewaren" else [id]
    assert any(need.because for need in advice(talk, chapter=THEMES[0]).needs)
    assert seen[-1] == "wonen_wens"
    assert len([*seen, HELP]) <= FIRST_SUGGESTION
