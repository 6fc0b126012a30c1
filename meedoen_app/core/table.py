""" "Mijn tafel": six places, all at once. No number, no order of worth.

The plan names two drawbacks of a ladder (§3.2): higher looks worth more, and one seems to stand on
one rung only. A table has no top, and support is a chair at every place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from meedoen_app.core import circle
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import UNKNOWN, Asks, Kind, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.domains import Domains, GoalArea, Status

NOT_SHOWN = (Kind.ROWS, Kind.PEOPLE)
NO = {"nee", UNKNOWN, Status.NOT_WELL, Status.RATHER_NOT}


class Mark(StrEnum):
    """What stands at a place: I am here now, I would like more, I want to talk about it."""

    NOW = "nu"
    MORE = "meer"
    TALK = "praten"


class Chair(StrEnum):
    """Who sits beside somebody at a place."""

    PEOPLE = "mensen"
    NEIGHBOURHOOD = "buurt"
    MUNICIPALITY = "gemeente"


@dataclass(frozen=True, slots=True)
class Seat:
    """One place at the table, with what was said about it."""

    area: GoalArea
    said: tuple[tuple[Question, Answer], ...]
    marks: tuple[Mark, ...]
    chairs: tuple[Chair, ...]


def seats(domains: Domains, questionnaire: Questionnaire, answers: Answers) -> tuple[Seat, ...]:
    """Return the six places, in the fixed order of the table."""
    path = questionnaire.path(answers)
    has_people = bool(circle.people(questionnaire.values(answers)))
    return tuple(_seat(area, path, answers, has_people) for area in domains.goal_areas)


def _seat(area: GoalArea, path: tuple[Question, ...], answers: Answers, has_people: bool) -> Seat:
    said = tuple(
        (question, answers.get_answer(question.id))
        for question in path
        if area.id in question.goal_areas
        and question.asks is not Asks.OTHER
        and question.kind not in NOT_SHOWN
        and not answers.get_answer(question.id).is_skipped
    )
    chairs = tuple(sorted(set(_chairs(said, has_people)), key=list(Chair).index))
    return Seat(area, said, tuple(mark for mark in Mark if _has(mark, said)), chairs)


def _has(mark: Mark, said: tuple[tuple[Question, Answer], ...]) -> bool:
    if mark is Mark.NOW:
        return any(_is_now(question, answer) for question, answer in said)
    if mark is Mark.MORE:
        return any(question.asks is Asks.WISH and _is_wish(question, answer) for question, answer in said)
    return any(Status.NOT_WELL in answer.options for _, answer in said)


def _is_now(question: Question, answer: Answer) -> bool:
    """Only a status and a question of the ladder ask whether somebody is here; a fact "nee" is a no."""
    chosen = [question.option(id) for id in answer.options]
    words = {option.fact or option.id for option in chosen if option is not None}
    return bool(question.status_of or question.ladder) and not NO.issuperset(words)


def _is_wish(question: Question, answer: Answer) -> bool:
    """An exclusive option of a wish question says "it is good as it is"."""
    wished = [option for option in map(question.option, answer.options) if option and not option.exclusive]
    return bool(wished or answer.text) or any(
        id in {s.id for s in question.sentences} for id in answer.options
    )


def _chairs(said: tuple[tuple[Question, Answer], ...], has_people: bool) -> Iterator[Chair]:
    """Somebody's own people sit at every place where things are said; a status "met hulp" shows help."""
    if said and has_people:
        yield Chair.PEOPLE
    if any(Status.WITH_HELP in answer.options for _, answer in said):
        yield Chair.NEIGHBOURHOOD
