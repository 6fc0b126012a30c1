"""From the answers of a conversation to the facts of the ladder, by the marks in the content.

`Question.ladder` marks a question, `Row.ladder` a row that is a gate, and what counts of an option is
its fact, or its id. Only answers on the path are read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import TypeVar

from meedoen_app.core import rules
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.question import UNKNOWN, Question, Row
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.ladder import marking, position
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.marking import Care
from meedoen_app.core.ladder.position import Level, Position

Word = TypeVar("Word", bound=str)
Top = TypeVar("Top", Work, Said)


def position_of(questionnaire: Questionnaire, answers: Answers, care_counts: bool) -> Position:
    """Return the position that these answers give, with the support that was named per active rung."""
    placed = position.place(facts_from(questionnaire, answers, care_counts))
    told = _Told(questionnaire, answers)
    found = {level: placed.support.get(level, ()) + _support_on(told, level) for level in placed.levels}
    return replace(placed, support={level: words for level, words in found.items() if words})


def facts_from(questionnaire: Questionnaire, answers: Answers, care_counts: bool) -> Facts:
    """Return what these answers say to the ladder.

    A top question that was not asked because it does not apply is a no. One that was skipped, was not
    reached, or stands in a theme that was never opened is unknown. `care_counts` is what the
    municipality chose: care for somebody outside the household counts, beside the unpaid work.
    """
    told = _Told(questionnaire, answers)
    return Facts(
        werk=_top(told, "werk", Work),
        werksteun=told.chosen("werksteun", WorkSupport),
        onbetaald=_top(told, "onbetaald", Said),
        rekenen=told.yes_or_no("rekenen"),
        freq4=told.how_often("freq4"),
        echt4=told.yes_or_no("echt4"),
        georg=_top(told, "georg", Said),
        freq3=told.how_often("freq3"),
        echt3=told.yes_or_no("echt3"),
        contact=_top(told, "contact", Said),
        freq2=told.how_often("freq2"),
        echt2=told.yes_or_no("echt2"),
        alleen_functioneel=told.yes_or_no("alleen_functioneel"),
        zorg=_care_elsewhere(told) if care_counts else Said.NO,
    )


def contributions(questionnaire: Questionnaire, answers: Answers) -> tuple[Care, ...]:
    """Return the care that somebody gives. It always shows, whatever the ladder makes of it."""
    given = _Told(questionnaire, answers).chosen("zorg", Care)
    return tuple(care for care in (Care.AT_HOME, Care.ELSEWHERE) if care in given)


@dataclass(frozen=True)
class _Told:
    """What was said on the path, found by the marks of the ladder."""

    questionnaire: Questionnaire
    answers: Answers

    @cached_property
    def path(self) -> tuple[Question, ...]:
        return self.questionnaire.path(self.answers)

    @cached_property
    def values(self) -> rules.Values:
        return self.questionnaire.values(self.answers)

    @cached_property
    def in_doubt(self) -> frozenset[str]:
        """Return the questions and rows on the path to which nothing certain was said."""
        asked = {question.id for question in self.path}
        asked |= {f"{question.id}.{row}" for question in self.path for row in question.row_ids}
        return frozenset(asked - {name for name, chosen in self.values.items() if UNKNOWN not in chosen})

    def asked(self, mark: str) -> Question | None:
        return next((question for question in self.path if question.ladder == mark), None)

    def chosen(self, mark: str, word: Callable[[str], Word]) -> frozenset[Word]:
        """Return the words chosen at the question with this mark; none where that is unknown."""
        question = self.asked(mark)
        ids = self.answers.get_answer(question.id).options if question else ()
        options = [question.option(id) for id in ids] if question else []
        return frozenset(word(marking.word(option)) for option in options if option and option.id != UNKNOWN)

    def yes_or_no(self, gate: str) -> Said:
        return marking.YES_NO_ROWS[self._row(gate)]

    def how_often(self, gate: str) -> HowOften:
        return marking.OFTEN_ROWS[self._row(gate)]

    def rows(self) -> Iterator[tuple[Row, str]]:
        """Give each row on the path with what was said; a row left open is unknown."""
        for question in self.path:
            said = dict(self.answers.get_answer(question.id).rows)
            yield from ((row, said.get(row.id, UNKNOWN)) for row in question.rows)

    def _row(self, gate: str) -> str:
        return next((said for row, said in self.rows() if row.ladder == gate), UNKNOWN)

    def does_not_apply(self, mark: str) -> bool:
        """Say whether the question with this mark is surely not for this person.

        Only in a theme that was opened: what was not discussed is unknown, never no.
        """
        opened = {self.questionnaire.chapter_of[question.id].id for question in self.path}
        return any(
            _outcomes(question.when, self.values, self.in_doubt) == {False}
            for question in self.questionnaire.questions.values()
            if question.ladder == mark and self.questionnaire.chapter_of[question.id].id in opened
        )


def _top(told: _Told, mark: str, words: type[Top]) -> Top:
    if told.asked(mark) is None:
        return words("nee" if told.does_not_apply(mark) else "onbekend")
    said = told.chosen(mark, words)
    return next((word for word in words if word in said), words("onbekend"))


def _care_elsewhere(told: _Told) -> Said:
    """Say whether somebody cares for a person outside the household, every week and in person.

    Less often or from afar it stays a contribution: it falls on no other rung. The official ladder
    does not ask for care, so care that was not discussed leaves nothing open. Who cares at home and
    elsewhere tells how often for both together: every week may then be all at home, so it is unknown.
    """
    if told.asked("zorg") is None:
        return Said.NO
    care, often = told.chosen("zorg", Care), told.chosen("zorg_freq", str)
    if care and Care.ELSEWHERE not in care:
        return Said.NO
    if not care or not often:
        return Said.UNKNOWN
    if marking.WEEKLY_IN_PERSON not in often:
        return Said.NO
    return Said.UNKNOWN if Care.AT_HOME in care else Said.YES


def _support_on(told: _Told, level: Level) -> tuple[str, ...]:
    """Return what the rows about support on this rung say, each word once."""
    said = [value for row, value in told.rows() if level in row.support_for]
    return tuple(
        dict.fromkeys(marking.SUPPORT_ROWS[value] for value in said if value in marking.SUPPORT_ROWS)
    )


def _outcomes(condition: rules.Condition, values: rules.Values, in_doubt: frozenset[str]) -> set[bool]:
    """Return what a condition can still turn out to be when what is in doubt is answered."""
    [(word, rest)] = condition.items()
    if word == "not":
        return {not outcome for outcome in _outcomes(rest, values, in_doubt)}
    if word in rules.JOINS:
        join = all if word == "all" else any
        return {join(outcomes) for outcomes in product(*(_outcomes(part, values, in_doubt) for part in rest))}
    named = rest if word == "answered" else rest[0]
    return {True, False} if named in in_doubt else {rules.holds(condition, values)}
