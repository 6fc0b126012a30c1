"""The way through the questions: a pure function of the questionnaire and the answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from meedoen_app.core import rules
from meedoen_app.core.conversation import accepting
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Kind, Question
from meedoen_app.core.errors import NotThere


@dataclass(frozen=True)
class Progress:
    """Where a question stands in its chapter: "vraag `number` van `total`"."""

    number: int
    total: int


@dataclass(frozen=True)
class Questionnaire:
    """One published version of the questions, in the order of its chapters.

    Nothing about progress is stored. A condition sees only answers to questions that stand earlier
    on the path, so a hidden answer opens nothing and a forward reference is unanswered. What stands on
    the path is a question as it is asked: with only the rows that fit.
    """

    version: str
    chapters: tuple[Chapter, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {q.id: q for chapter in self.chapters for q in chapter.questions}

    @cached_property
    def by_number(self) -> dict[int, Question]:
        return {q.number: q for q in self.questions.values()}

    @cached_property
    def chapter_of(self) -> dict[str, Chapter]:
        return {q.id: chapter for chapter in self.chapters for q in chapter.questions}

    @cached_property
    def hub(self) -> Question:
        """Return the question from which the themes are opened."""
        return next(q for q in self.questions.values() if q.kind is Kind.THEMES)

    def question(self, id: str) -> Question:
        if id not in self.questions:
            raise NotThere(id)
        return self.questions[id]

    def asked(self, answers: Answers, id: str) -> Question:
        """Return a question as it is asked of who gave these answers. Raises NotThere off the path."""
        found = next((question for question in self.path(answers) if question.id == id), None)
        if found is None:
            raise NotThere(id)
        return found

    def path(self, answers: Answers) -> tuple[Question, ...]:
        """Return the questions that these answers open, in order."""
        return tuple(self._walk(answers, {}))

    def values(self, answers: Answers) -> rules.Values:
        """Return what the rule language sees: the answers on the path. The others are kept, not counted."""
        values: dict[str, frozenset[str]] = {}
        for _ in self._walk(answers, values):
            pass
        return values

    def next_question(self, answers: Answers, chapter: Chapter | None = None) -> Question | None:
        """Return the first question on the path without an entry, in one chapter or in all."""
        return next(
            (
                q
                for q in self.path(answers)
                if q.id not in answers and chapter in (None, self.chapter_of[q.id])
            ),
            None,
        )

    def previous_question(self, answers: Answers, question: Question) -> Question | None:
        """Return the question before this one in its chapter."""
        siblings, place = self._siblings(answers, question)
        return siblings[place - 1] if place else None

    def progress(self, answers: Answers, question: Question) -> Progress:
        siblings, place = self._siblings(answers, question)
        return Progress(place + 1, len(siblings))

    def is_on_path(self, answers: Answers, question: Question) -> bool:
        return question.id in {one.id for one in self.path(answers)}

    def accept(self, answers: Answers, given: Answer) -> Answers:
        """Return the answers with this one added.

        Raises NotAllowed where it does not fit its question, NotThere for a question off the path.
        """
        accepting.check(self.asked(answers, given.question), given)
        return answers.with_answer(given)

    def _siblings(self, answers: Answers, question: Question) -> tuple[list[Question], int]:
        """Return what is asked in the chapter of a question, and its place there. Raises NotThere."""
        chapter = self.chapter_of[question.id]
        siblings = [q for q in self.path(answers) if self.chapter_of[q.id] == chapter]
        ids = [one.id for one in siblings]
        if question.id not in ids:
            raise NotThere(question.id)
        return siblings, ids.index(question.id)

    def _walk(self, answers: Answers, values: dict[str, frozenset[str]]) -> Iterator[Question]:
        """Walk the path, filling `values` with what the answers passed so far say."""
        for chapter in self.chapters:
            if not rules.holds(chapter.when, values):
                continue
            for question in chapter.questions:
                asked = question.fitting(values)
                if asked is not None:
                    values.update(_as_asked(asked, answers.get_answer(asked.id)).values())
                    yield asked


def _as_asked(asked: Question, given: Answer) -> Answer:
    """Return an answer without the rows that are not asked."""
    if asked.kind is not Kind.ROWS:
        return given
    return replace(given, rows=tuple((row, value) for row, value in given.rows if row in asked.row_ids))
