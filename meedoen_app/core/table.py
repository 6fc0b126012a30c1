""" "Mijn tafel": six places, all at once. No number, no order of worth.

The plan names two drawbacks of a ladder (§3.2): higher looks worth more, and one seems to stand on
one rung only. A table has no top, and support is a chair at every place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from meedoen_app.core import circle
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import UNKNOWN, Asks, Kind, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.domains import Domains, GoalArea, Status

NOT_SHOWN = (Kind.ROWS, Kind.PEOPLE)
NOT_SAID = {UNKNOWN, Status.RATHER_NOT}
NO = {"nee", Status.NOT_WELL, *NOT_SAID}
ONLY_FUNCTIONAL = "alleen_functioneel"  # The gate of the ladder: only people of shop, care or municipality.


class Mark(StrEnum):
    """What stands at a place: I am here now, I would like more, I want to talk about it.

    What somebody wants, only the resident says: what another said marks no more than "now".
    """

    NOW = "nu"
    MORE = "meer"
    TALK = "praten"


class Chair(StrEnum):
    """Who sits beside somebody at a place: who helps already, or may be asked."""

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
    can_ask = any(person.may_be_asked for person in circle.people(questionnaire.values(answers)))
    return tuple(_seat(area, path, answers, can_ask) for area in domains.goal_areas)


def _seat(area: GoalArea, path: tuple[Question, ...], answers: Answers, can_ask: bool) -> Seat:
    found = {chair for question in path for chair in _chairs(area, question, answers, can_ask)}
    asked = [q for q in path if q.asks is not Asks.OTHER and q.kind not in NOT_SHOWN]
    here = [(question, _part(area, question, answers.get_answer(question.id))) for question in asked]
    said = tuple((question, answer) for question, answer in here if _is_said(answer))
    telling = tuple((question, answer) for question, answer in said if not _is_bare_no(question, answer))
    own = tuple((question, answer) for question, answer in said if not answers.is_seen(question.id))
    now = () if _is_only_functional(area, path, answers) else said
    marks = tuple(mark for mark in Mark if _has(mark, now if mark is Mark.NOW else own))
    return Seat(area, telling or said, marks, tuple(chair for chair in Chair if chair in found))


def _part(area: GoalArea, question: Question, answer: Answer) -> Answer:
    """Return what of an answer stands at this place: an option may have a place of its own."""
    is_here = area.id in question.goal_areas

    def stands_here(id: str) -> bool:
        option = question.option(id)
        return option.seat == area.id if option and option.seat else is_here

    options = tuple(id for id in answer.options if stands_here(id))
    return Answer(question.id, options, text=answer.text if is_here else "")


def _is_said(answer: Answer) -> bool:
    return bool(answer.text) or not NOT_SAID.issuperset(answer.options)


def _is_bare_no(question: Question, answer: Answer) -> bool:
    """Say whether an answer is only "nee, nu niet", which tells nothing beside other words."""
    return bool(question.ladder) and answer.options == ("nee",) and not answer.text


def _is_only_functional(area: GoalArea, path: tuple[Question, ...], answers: Answers) -> bool:
    """Who sees only people of shop, care or municipality is not at this place now, as on the ladder."""
    return any(
        (row.id, "ja") in answers.get_answer(question.id).rows
        for question in path
        for row in question.rows
        if row.ladder == ONLY_FUNCTIONAL and area.id in question.goal_areas
    )


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


def _chairs(area: GoalArea, question: Question, answers: Answers, can_ask: bool) -> Iterator[Chair]:
    """Own people who may be asked sit where the circle belongs; who helps sits where an answer says so."""
    is_here = area.id in question.goal_areas
    if question.id == landmarks.CIRCLE and can_ask and is_here:
        yield Chair.PEOPLE
    for option in map(question.option, answers.get_answer(question.id).options):
        if option and option.chair and (option.seat == area.id if option.seat else is_here):
            yield Chair(option.chair)
