"""Whether every question and row can be reached by somebody: a search over what its conditions look at."""

from collections.abc import Iterator
from itertools import chain, islice, product

from meedoen_app.content.faults import Fault
from meedoen_app.core import rules
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import ROW_VALUES, Kind, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire

MOST_TRIES = 200_000


def unreachable(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Give a fault for each question that no set of answers opens, and for each row."""
    for chapter in questionnaire.chapters:
        for question in chapter.questions:
            place = f"hoofdstukken/{chapter.id}.toml › {question.id}"
            asked = _asked(questionnaire, question)
            found = next(asked, None)
            if found is None:
                yield Fault(place, "deze vraag is niet te bereiken")
                continue
            for row in _never(question, chain([found], asked)):
                yield Fault(f"{place} › {row}", "deze rij is niet te bereiken")


def _asked(questionnaire: Questionnaire, question: Question) -> Iterator[Question]:
    """Give a question as it is asked, for each set of answers that opens it."""
    named = sorted(_looked_at(questionnaire, question))
    ways = product(*(list(_possible(questionnaire.question(id))) for id in named))
    for given in islice(ways, MOST_TRIES):
        path = questionnaire.path(Answers.of(given))
        yield from (one for one in path if one.id == question.id)


def _never(question: Question, asked: Iterator[Question]) -> list[str]:
    """Return the rows that are in none of these, looking no further than needed."""
    missing = list(question.row_ids)
    while missing and (found := next(asked, None)) is not None:
        missing = [row for row in missing if row not in found.row_ids]
    return missing


def _looked_at(questionnaire: Questionnaire, question: Question) -> set[str]:
    """Return every question that decides, directly or further back, whether this one is asked."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        here = waiting.pop()
        chapter = questionnaire.chapter_of[here.id]
        for condition in (here.when, chapter.when, *(row.when for row in here.rows)):
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
