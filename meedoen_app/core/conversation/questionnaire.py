"""The way through the questions: a pure function of the questionnaire and the answers."""

from dataclasses import dataclass, replace
from functools import cached_property

from meedoen_app.core import rules
from meedoen_app.core.conversation import accepting, landmarks
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Kind, Question
from meedoen_app.core.errors import NotThere


@dataclass(frozen=True)
class Progress:
    """Where a question stands in its chapter: "vraag `number` van `total`"."""

    number: int
    total: int


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way of these answers through a questionnaire: the questions, what was said there, what waits."""

    through: "Questionnaire"
    path: dict[str, Question]
    values: rules.Values
    waiting: tuple[str, ...]


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
        path = self._walk(answers).path
        if id not in path:
            raise NotThere(id)
        return path[id]

    def path(self, answers: Answers) -> tuple[Question, ...]:
        """Return the questions that these answers open, in order."""
        return tuple(self._walk(answers).path.values())

    def values(self, answers: Answers) -> rules.Values:
        """Return what the rule language sees: the answers on the path. The others are kept, not counted."""
        return self._walk(answers).values

    def keep_to(self, whole: Answers, part: Answers) -> Answers:
        """Let a part of some answers stay on the path that all of them open: alone it would open another.

        What is not in the part is as if it was asked and nothing was said.
        """
        path = self._walk(whole).path
        said = (_as_asked(path[id], part.get_answer(id)) for id in path if id in part)
        values = {name: value for answer in said for name, value in answer.values()}
        part.follows[id(self)] = _Walk(self, path, values, ())
        return part

    def next_question(self, answers: Answers, chapter: Chapter | None = None) -> Question | None:
        """Return the first question on the path without an entry, in one chapter or in all.

        In a chapter, what waits is passed over. In all of them it comes before the end of the talk.
        """
        waiting = self._walk(answers).waiting
        here = [q for q in self.path(answers) if q.id not in answers]
        if chapter is not None:
            ready = (q for q in here if q.id not in waiting)
            return next((q for q in ready if self.chapter_of[q.id].id == chapter.id), None)
        last = {q.id for q in self.chapters[-1].questions} if waiting else ()
        return min(here, key=lambda q: (q.id in last, q.id in waiting), default=None)

    def first_waiting(self, answers: Answers) -> Question | None:
        """Return the question with which the whole talk begins, for who came by a short door."""
        return next((self.questions[id] for id in self._walk(answers).waiting), None)

    def previous_question(self, answers: Answers, question: Question) -> Question | None:
        """Return the question before this one in its chapter."""
        siblings, place = self._siblings(answers, question)
        return siblings[place - 1] if place else None

    def progress(self, answers: Answers, question: Question) -> Progress:
        """Return where a question stands in its chapter. The door does not count: it came before."""
        siblings, _place = self._siblings(answers, question)
        counted = [one.id for one in siblings if one is question or one.id != landmarks.DOOR]
        return Progress(counted.index(question.id) + 1, len(counted))

    def is_on_path(self, answers: Answers, question: Question) -> bool:
        return question.id in self._walk(answers).path

    def accept(self, answers: Answers, given: Answer) -> Answers:
        """Return the answers with this one added.

        Raises NotAllowed where it does not fit its question, NotThere for a question off the path.
        """
        accepting.check(self.asked(answers, given.question), given)
        return answers.with_answer(given)

    def _siblings(self, answers: Answers, question: Question) -> tuple[list[Question], int]:
        """Return what is asked in the chapter of a question, and its place there. Raises NotThere."""
        chapter = self.chapter_of[question.id]
        waiting = {*self._walk(answers).waiting} - {question.id}
        siblings = [q for q in self.path(answers) if self.chapter_of[q.id] is chapter and q.id not in waiting]
        ids = [one.id for one in siblings]
        if question.id not in ids:
            raise NotThere(question.id)
        return siblings, ids.index(question.id)

    def _walk(self, answers: Answers) -> _Walk:
        """Return the way of these answers, walked once: every page asks several things of it."""
        if id(self) not in answers.follows:
            answers.follows[id(self)] = self._walked(answers)
        known: _Walk = answers.follows[id(self)]
        return known

    def _walked(self, answers: Answers) -> _Walk:
        """Walk the path. Once something that waits has an entry, the whole talk has begun: nothing waits."""
        path: dict[str, Question] = {}
        values: dict[str, frozenset[str]] = {}
        waiting: list[str] = []
        for chapter in self.chapters:
            if not rules.holds(chapter.when, values):
                continue
            for question in chapter.questions:
                asked = question.fitting(values)
                if asked is None:
                    continue
                if asked.id in answers:
                    values.update(_as_asked(asked, answers.get_answer(asked.id)).values())
                path[asked.id] = asked
                if rules.holds(asked.waits, values):
                    waiting.append(asked.id)
        has_begun = any(id in answers for id in waiting)
        return _Walk(self, path, values, () if has_begun else tuple(waiting))


def _as_asked(asked: Question, given: Answer) -> Answer:
    """Return an answer without the rows that are not asked."""
    if asked.kind is not Kind.ROWS:
        return given
    return replace(given, rows=tuple((row, value) for row, value in given.rows if row in asked.row_ids))
