"""The words with which the content marks its questions, options and rows for the ladder."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from meedoen_app.core.conversation.question import UNKNOWN, Option, Question, Row
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.ladder.facts import HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.position import Level

WEEKLY_IN_PERSON = "wekelijks_echt"


class Care(StrEnum):
    """For whom somebody cares: the words of the options of the question marked `zorg`.

    Caring is a contribution (plan §2.1), at home as much as elsewhere.
    """

    AT_HOME = "in_huis"
    ELSEWHERE = "buiten_huis"
    NO = "nee"


class Enough(StrEnum):
    """Whether somebody has enough support on a rung: what a row with `support_for` says."""

    ENOUGH = "genoeg"
    MORE = "meer_steun"


# What the options of a marked question may stand for. `zorg_freq` asks how often and how somebody
# cares: WEEKLY_IN_PERSON counts, any other word does not.
QUESTIONS: Mapping[str, type[StrEnum] | None] = {
    "werk": Work,
    "werksteun": WorkSupport,
    "onbetaald": Said,
    "georg": Said,
    "contact": Said,
    "zorg": Care,
    "zorg_freq": None,
}
YES_NO_ROWS: Mapping[str, Said] = {"ja": Said.YES, "nee": Said.NO, UNKNOWN: Said.UNKNOWN}
OFTEN_ROWS: Mapping[str, HowOften] = {
    "ja": HowOften.WEEKLY,
    "nee": HowOften.LESS,
    UNKNOWN: HowOften.UNKNOWN,
}
GATES: Mapping[str, Mapping[str, StrEnum]] = {
    "rekenen": YES_NO_ROWS,
    "freq4": OFTEN_ROWS,
    "echt4": YES_NO_ROWS,
    "freq3": OFTEN_ROWS,
    "echt3": YES_NO_ROWS,
    "freq2": OFTEN_ROWS,
    "echt2": YES_NO_ROWS,
    "alleen_functioneel": YES_NO_ROWS,
}
SUPPORT_ROWS: Mapping[str, Enough] = {"ja": Enough.ENOUGH, "nee": Enough.MORE}


def word(option: Option) -> str:
    """Return what an option says to the ladder."""
    return option.fact or option.id


def unknown_marks(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the marks that the ladder does not know, as question.part, for the check of the content.

    A questionnaire that is published has none: reading would stop at them.
    """
    questions = questionnaire.questions.values()
    return tuple(mark for question in questions for mark in _unknown_in(question))


def _unknown_in(question: Question) -> Iterator[str]:
    if question.ladder and question.ladder not in QUESTIONS:
        yield f"{question.id}.{question.ladder}"
    words = QUESTIONS.get(question.ladder)
    if words is not None:
        yield from (f"{question.id}.{o.id}" for o in question.options if word(o) not in {*words, UNKNOWN})
    yield from (f"{question.id}.{row.id}" for row in question.rows if not _is_known(row))


def _is_known(row: Row) -> bool:
    return row.ladder in {"", *GATES} and set(Level).issuperset(row.support_for)
