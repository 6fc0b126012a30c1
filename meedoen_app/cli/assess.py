"""`meedoen beoordeel -`: what Meedoen makes of the answers on each line of JSON on standard input.

A line is an object: question id -> option id, list of ids, {row: value}, own words, or null for
skipped. Where `onderwerpen` is absent, the themes that were answered are taken as the chosen ones.
"""

import json
from typing import Any, TextIO

import click

from meedoen_app import settings
from meedoen_app.content.content import Content
from meedoen_app.content.store import Contents
from meedoen_app.core.advice.service import Nearness
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.conversation import accepting
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Kind, Question
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.position import Position
from meedoen_app.web import clock


@click.command(help="Lees antwoorden als JSON, één gesprek per regel, en geef pad, ladder en wat kan helpen.")
@click.argument("source", type=click.File(encoding="utf-8"), metavar="-")
@click.pass_context
def assess(ctx: click.Context, source: TextIO) -> None:
    """Answer every line that can be read; name the others on standard error and leave with status 2."""
    chosen = settings.from_environment()
    content = Contents(chosen.content_folder, chosen.municipality).current()
    unreadable = False
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            click.echo(json.dumps(_assessed(content, read_answers(content, line)), ensure_ascii=False))
        except (ValueError, NotAllowed, NotThere) as fault:
            unreadable = True
            click.echo(f"regel {number}: {fault}", err=True)
    if unreadable:
        ctx.exit(2)


def read_answers(content: Content, line: str) -> Answers:
    """Read one line. Raises ValueError, NotThere for an unknown question, NotAllowed for an unfit answer."""
    given = json.loads(line)
    if not isinstance(given, dict):
        raise ValueError("dit is geen JSON-object")
    answers = [_answer(content.questionnaire.question(id), value) for id, value in given.items()]
    hub = content.questionnaire.hub
    if hub.id not in given:
        chapters = [content.questionnaire.chapter_of[id] for id in given]
        themes = dict.fromkeys(chapter.id for chapter in chapters if chapter.is_theme)
        answers.append(Answer(hub.id, tuple(themes)))
    return Answers.of(answers)


def _answer(question: Question, value: Any) -> Answer:
    answer = _unchecked(question, value)
    try:
        accepting.check(question, answer)
    except NotAllowed as refused:
        raise NotAllowed(
            f"{question.id}: {json.dumps(value, ensure_ascii=False)} past niet ({refused})"
        ) from None
    return answer


def _unchecked(question: Question, value: Any) -> Answer:
    if value is None:
        return Answer(question.id)
    if isinstance(value, str):
        is_words = question.kind is Kind.WORDS and value not in {one.id for one in question.sentences}
        return Answer(question.id, text=value) if is_words else Answer(question.id, options=(value,))
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return Answer(question.id, options=tuple(value))
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return Answer(question.id, rows=tuple(value.items()))
    raise ValueError(f"{question.id}: {json.dumps(value, ensure_ascii=False)} is geen antwoord")


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
