"""The closed rule language: conditions are data, and this is all that they can say.

A condition is a mapping with exactly one key:

    {"all": [condition, ...]}           every one holds (an empty list holds)
    {"any": [condition, ...]}           at least one holds (an empty list does not)
    {"not": condition}                  it does not hold
    {"answered": "question"}            the question has an answer; skipped is not an answer
    {"is": ["question", "option"]}      this option and no other was chosen
    {"in": ["question", [option, ...]]} at least one of these was chosen
    {"has": ["question", "option"]}     this option is among the chosen

A question is named by its id, a row by `question.row`. What is not in the values is unanswered, and
every test on it is false. `static/js/regels.js` is the twin of `holds`; a fuzz test keeps them equal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Condition = Mapping[str, Any]
Values = Mapping[str, frozenset[str]]

ALWAYS: Condition = {"all": ()}
NEVER: Condition = {"any": ()}
TESTS = ("answered", "is", "in", "has")
JOINS = ("all", "any")


class UnknownCondition(ValueError):
    """A condition is not in the rule language."""


def holds(condition: Condition, values: Values) -> bool:
    """Say whether a condition holds for these values (question id -> chosen option ids)."""
    [(word, rest)] = condition.items()
    if word == "all":
        return all(holds(part, values) for part in rest)
    if word == "any":
        return any(holds(part, values) for part in rest)
    if word == "not":
        return not holds(rest, values)
    if word == "answered":
        return rest in values
    chosen = values.get(rest[0], frozenset())
    if word == "is":
        return chosen == {rest[1]}
    if word == "in":
        return not chosen.isdisjoint(rest[1])
    if word == "has":
        return rest[1] in chosen
    raise UnknownCondition(word)


def reasons(condition: Condition, values: Values) -> Iterator[str]:
    """Walk a condition that holds: the questions (or rows) whose answers make it hold.

    What was not said, or left out by a "not", is no reason.
    """
    [(word, rest)] = condition.items()
    if word in JOINS:
        for part in rest:
            if holds(part, values):
                yield from reasons(part, values)
    elif word != "not":
        yield rest if word == "answered" else rest[0]


def options_said(condition: Condition, values: Values) -> Iterator[tuple[str, frozenset[str]]]:
    """Walk a condition that holds: each question (or row) of `reasons`, with the options that count there."""
    [(word, rest)] = condition.items()
    if word in JOINS:
        for part in rest:
            if holds(part, values):
                yield from options_said(part, values)
    elif word == "answered":
        yield rest, values[rest]
    elif word != "not":
        named = frozenset(rest[1] if word == "in" else [rest[1]])
        yield rest[0], values.get(rest[0], frozenset()) & named


def questions_in(condition: Condition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Walk a condition: each question (or question.row) it names, with the options it names there.

    Raises UnknownCondition for anything that is not in the language.
    """
    if not isinstance(condition, Mapping) or len(condition) != 1:
        raise UnknownCondition(str(condition))
    [(word, rest)] = condition.items()
    if word in JOINS and isinstance(rest, list | tuple):
        for part in rest:
            yield from questions_in(part)
    elif word == "not":
        yield from questions_in(rest)
    elif word == "answered" and isinstance(rest, str):
        yield rest, ()
    elif word in TESTS and isinstance(rest, list | tuple) and len(rest) == 2:
        options = rest[1] if word == "in" else [rest[1]]
        if not isinstance(options, list | tuple):
            raise UnknownCondition(str(condition))
        yield str(rest[0]), tuple(map(str, options))
    else:
        raise UnknownCondition(str(condition))
