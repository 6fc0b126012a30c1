"""`meedoen beoordeel -`: what Meedoen makes of the answers on each line of JSON on standard input.

A line is an object: question id -> option id, list of ids, {row: value}, own words, or null for
skipped. Where `onderwerpen` is absent, the themes that were answered are taken as the chosen ones.
"""

import json
from typing import Any, BinaryIO

import click

from meedoen_app import settings
from meedoen_app.cli.lines import Source, Unreadable, answer_each, named, object_in
from meedoen_app.content.content import Content
from meedoen_app.content.store import Contents
from meedoen_app.core.advice.service import Nearness
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.conversation import accepting
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Kind, Question
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.position import Position
from meedoen_app.web import clock

WHY = {
    "shape": "geef een id, een lijst met ids, {rij: waarde}, woorden of null",
    "option": "dit antwoord is er niet, of staat er twee keer",
    "one_option": "hier past precies één antwoord",
    "alone": "dit antwoord staat altijd alleen",
    "row": "deze rij of waarde is er niet",
    "too_long": "dit is te lang",
    "text": "hier passen geen eigen woorden",
}


@click.command(help="Lees antwoorden als JSON, één gesprek per regel, en geef pad, ladder en wat kan helpen.")
@click.argument("source", type=Source(), metavar="-")
@click.pass_context
def assess(ctx: click.Context, source: BinaryIO) -> None:
    """Answer every line that can be read; name the others on standard error and leave with status 2."""
    chosen = settings.from_environment()
    content = Contents(chosen.content_folder, chosen.municipality).current()
    answer_each(ctx, source, lambda line: json.dumps(_assessed(content, read_answers(content, line))))


def read_answers(content: Content, line: bytes) -> Answers:
    """Read one line into answers. Raises Unreadable, with every fault of the line."""
    given = object_in(line)
    faults = [fault for id, value in given.items() if (fault := _fault_in(content, id, value))]
    if faults:
        raise Unreadable("; ".join(faults))
    answers = [_unchecked(content.questionnaire.questions[id], value) for id, value in given.items()]
    hub = content.questionnaire.hub
    if hub.id not in given:
        chapters = [content.questionnaire.chapter_of[id] for id in given]
        themes = dict.fromkeys(chapter.id for chapter in chapters if chapter.is_theme)
        answers.append(Answer(hub.id, tuple(themes)))
    return Answers.of(answers)


def _fault_in(content: Content, id: str, value: Any) -> str:
    """Return what is wrong with this question or value; empty when it can be read."""
    question = content.questionnaire.questions.get(id)
    if question is None:
        return f"{named(id, value)} kan niet: deze vraag bestaat niet"
    try:
        accepting.check(question, _unchecked(question, value))
    except NotAllowed as refused:
        return f"{named(id, value)} kan niet: {WHY[str(refused)]}"
    return ""


def _unchecked(question: Question, value: Any) -> Answer:
    """Return a value as an answer to this question. Raises NotAllowed for what could be none at all."""
    if value is None:
        return Answer(question.id)
    if isinstance(value, str):
        ready = question.option_ids | {one.id for one in question.sentences}
        is_words = question.kind is Kind.WORDS and value not in ready
        return Answer(question.id, text=value) if is_words else Answer(question.id, options=(value,))
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return Answer(question.id, options=tuple(value))
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return Answer(question.id, rows=tuple(value.items()))
    raise NotAllowed("shape")


def _assessed(content: Content, answers: Answers) -> dict[str, Any]:
    advice = content.advise(answers, today=clock.today())
    position = reading.position_of(content.questionnaire, answers, content.ladder.care_counts_as_level_4)
    return {
        "path": [question.id for question in content.questionnaire.path(answers)],
        "ladder": _ladder(position),
        "leefgebieden": advice.statuses,
        "meer_tegelijk": advice.more_at_once,
        "urgent": advice.urgent or None,
        "needs": [raised.need for raised in advice.needs],
        "suggestions": _suggestions(advice),
    }


def _ladder(position: Position) -> dict[str, Any]:
    return {
        "levels": position.levels,
        "highest": position.highest,
        "certainty": position.certainty,
        "support": {str(int(level)): ", ".join(words) for level, words in position.support.items()},
    }


def _suggestions(advice: Advice) -> dict[Nearness, list[dict[str, Any]]]:
    return {
        layer: [
            {"id": one.service.id, "because": one.because, "brake": one.brake or None} for one in suggestions
        ]
        for layer, suggestions in advice.layers.items()
    }
