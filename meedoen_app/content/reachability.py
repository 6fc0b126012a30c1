"""Whether every question can be reached by somebody: a search over what its conditions look at."""

from collections.abc import Iterator
from itertools import islice, product

from meedoen_app.content.faults import Fault
from meedoen_app.core import rules
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import ROW_VALUES, Kind, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire

MOST_TRIES = 200_000


def unreachable(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Give a fault for each question that no set of answers opens."""
    for chapter in questionnaire.chapters:
        for question in chapter.questions:
            if not _can_be_reached(questionnaire, question):
                yield Fault(
                    f"hoofdstukken/{chapter.id}.toml › {question.id}", "deze vraag is niet te bereiken"
                )


def _can_be_reached(questionnaire: Questionnaire, question: Question) -> bool:
    named = sorted(_looked_at(questionnaire, question))
    ways = product(*(list(_possible(questionnaire.question(id))) for id in named))
    return any(questionnaire.is_on_path(Answers.of(given), question) for given in islice(ways, MOST_TRIES))


def _looked_at(questionnaire: Questionnaire, question: Question) -> set[str]:
    """Return every question that decides, directly or further back, whether this one is asked."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        here = waiting.pop()
        chapter = questionnaire.chapter_of[here.id]
        for condition in (here.when, chapter.when):
            for name, _ in rules.questions_in(condition):
                id = name.partition(".")[0]
                if id not in found:
                    found.add(id)
                    waiting.append(questionnaire.question(id))
    return found


def _possible(question: Question) -> Iterator[Answer]:
    """Give enough answers to a question to make any one test of the rule language true or false."""
    ids = [option.id for option in question.options] + [sentence.id for sentence in question.sentences]
    for id in ids:
        yield Answer(question.id, options=(id,))
    if question.kind.takes_several_options:
        together = tuple(option.id for option in question.options if not option.exclusive)
        yield Answer(question.id, options=together)
    if question.kind is Kind.PEOPLE:
        yield Answer(question.id, rows=(("1_naam", "Iemand"), ("1_nabij", "huis"), ("1_vragen", "ja")))
    if question.rows:
        for values in product(ROW_VALUES, repeat=len(question.rows)):
            yield Answer(question.id, rows=tuple(zip(question.row_ids, values, strict=True)))
    yield Answer(question.id)
