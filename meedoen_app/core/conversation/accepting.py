"""Whether an answer fits its question. The form helps early; this decides."""

from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.conversation.question import (
    LONGEST_TEXT,
    MOST_PEOPLE,
    ROW_VALUES,
    UNKNOWN,
    Kind,
    Question,
)
from meedoen_app.core.errors import NotAllowed

NEARNESS_OF_PEOPLE = ("huis", "dichtbij", "af_en_toe", "terugzien")
WHO_PEOPLE_ARE = ("partner", "kind", "broer_zus", "vriend", "buur", "anders")
PEOPLE_FIELDS = {
    "naam": (),
    "wie": WHO_PEOPLE_ARE,
    "nabij": NEARNESS_OF_PEOPLE,
    "vragen": ROW_VALUES,
    "weet": ROW_VALUES,
}


def check(question: Question, given: Answer) -> None:
    """Raise NotAllowed, with the reason's word, when this answer does not fit this question."""
    if given.is_skipped:
        return
    _check_options(question, given)
    _check_rows(question, given)
    if len(given.text) > LONGEST_TEXT:
        raise NotAllowed("too_long")
    if given.text and question.kind is not Kind.WORDS:
        raise NotAllowed("text")


def _check_options(question: Question, given: Answer) -> None:
    known = question.option_ids | {sentence.id for sentence in question.sentences}
    if not known.issuperset(given.options) or len(set(given.options)) != len(given.options):
        raise NotAllowed("option")
    if question.kind.takes_one_option and len(given.options) != 1:
        raise NotAllowed("one_option")
    alone = [id for id in given.options if _stands_alone(question, id)]
    if alone and len(given.options) > 1:
        raise NotAllowed("alone")


def _stands_alone(question: Question, id: str) -> bool:
    option = question.option(id)
    return id == UNKNOWN or (option is not None and option.exclusive)


def _check_rows(question: Question, given: Answer) -> None:
    if len(dict(given.rows)) != len(given.rows):
        raise NotAllowed("row")
    for row, value in given.rows:
        if question.kind is Kind.PEOPLE:
            _check_person(row, value)
        elif row not in question.row_ids or value not in ROW_VALUES:
            raise NotAllowed("row")


def _check_person(row: str, value: str) -> None:
    place, _, field = row.partition("_")
    if place not in map(str, range(1, MOST_PEOPLE + 1)) or field not in PEOPLE_FIELDS:
        raise NotAllowed("row")
    choices = PEOPLE_FIELDS[field]
    if len(value) > LONGEST_TEXT // 10 or (choices and value not in choices):
        raise NotAllowed("row")
