"""Talks that could be held: any answer to a question, any talk along the path, any small questionnaire."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from meedoen_app import settings
from meedoen_app.content.store import Contents
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.conversation.accepting import NEARNESS_OF_PEOPLE, WHO_PEOPLE_ARE
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import (
    LONGEST_TEXT,
    ROW_VALUES,
    UNKNOWN,
    Chapter,
    Kind,
    Option,
    Question,
    Row,
)
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.rules import ALWAYS, Condition

CONTENT = Contents(settings.PACKAGED_CONTENT, "deventer").current()
TODAY = date(2026, 11, 23)
WORDS = st.text(max_size=LONGEST_TEXT - 4).map("Ik: ".__add__)
OPTIONS = ("a", "b", "c")


def said(**given: str | Sequence[str] | dict[str, str] | None) -> Answers:
    """Write answers down as `beoordeel` does: an id, several ids, rows or None for skipped."""
    return Answers.of(_answer(question, value) for question, value in given.items())


def _answer(question: str, value: str | Sequence[str] | dict[str, str] | None) -> Answer:
    if value is None:
        return Answer(question)
    if isinstance(value, dict):
        return Answer(question, rows=tuple(value.items()))
    return Answer(question, options=(value,) if isinstance(value, str) else tuple(value))


def advice(answers: Answers, chapter: str = "") -> Advice:
    return CONTENT.advise(answers, today=TODAY, chapter=chapter)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Give every kind of answer that fits a question; skipping always does."""
    fitting = [st.just(Answer(question.id))]
    if question.may_be_unknown:
        fitting.append(st.just(Answer(question.id, (UNKNOWN,))))
    if question.options:
        fitting += [_one_option(question), _one_option(question)]
    if question.kind.takes_several_options:
        fitting.append(_several_options(question))
    if question.kind is Kind.THEMES:
        fitting += [st.just(Answer(question.id, tuple(option.id for option in question.options)))] * 4
    if question.rows:
        fitting += [_rows(question), _rows(question)]
    if question.kind is Kind.WORDS:
        fitting += [_words(question), _words(question)]
    if question.kind is Kind.PEOPLE:
        fitting += [_people(question), _people(question)]
    return st.one_of(fitting)


def _one_option(question: Question) -> st.SearchStrategy[Answer]:
    return st.sampled_from(question.options).map(lambda option: Answer(question.id, (option.id,)))


def _several_options(question: Question) -> st.SearchStrategy[Answer]:
    together = [option.id for option in question.options if not option.exclusive]
    some = st.lists(st.sampled_from(together), unique=True, min_size=1)
    return some.map(lambda ids: Answer(question.id, tuple(ids)))


def _rows(question: Question) -> st.SearchStrategy[Answer]:
    values = st.dictionaries(st.sampled_from(question.row_ids), st.sampled_from(ROW_VALUES), min_size=1)
    return values.map(lambda rows: Answer(question.id, rows=tuple(rows.items())))


def _words(question: Question) -> st.SearchStrategy[Answer]:
    together = [option.id for option in question.options if not option.exclusive]
    ids = [*together, *(sentence.id for sentence in question.sentences)]
    ready = st.lists(st.sampled_from(ids), unique=True, max_size=3)
    return st.builds(lambda ids, text: Answer(question.id, tuple(ids), text=text), ready, st.just("") | WORDS)


def _people(question: Question) -> st.SearchStrategy[Answer]:
    named = {"naam": st.sampled_from(("Annie", "mijn buur", "Sem"))}
    tapped = {"wie": st.sampled_from(WHO_PEOPLE_ARE)}
    person = st.sampled_from((named, tapped)).flatmap(_told_of)

    def rows(people: list[dict[str, str]]) -> Answer:
        told = [(f"{n}_{field}", value) for n, one in enumerate(people, 1) for field, value in one.items()]
        return Answer(question.id, rows=tuple(told))

    return st.lists(person, min_size=1, max_size=5).map(rows)


def _told_of(who: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        who,
        optional={
            "nabij": st.sampled_from(NEARNESS_OF_PEOPLE),
            "vragen": st.sampled_from(ROW_VALUES),
            "weet": st.sampled_from(ROW_VALUES),
        },
    )


@st.composite
def talks(draw: st.DrawFn, questionnaire: Questionnaire = CONTENT.questionnaire) -> Answers:
    """Walk the path to its end, as somebody would, with any answer to each question."""
    answers = Answers()
    while (question := questionnaire.next_question(answers)) is not None:
        answers = questionnaire.accept(answers, draw(answers_to(question)))
    return answers


@st.composite
def loose_answers(draw: st.DrawFn, questionnaire: Questionnaire = CONTENT.questionnaire) -> Answers:
    """Answer any questions at all, on the path and off it."""
    chosen = draw(st.lists(st.sampled_from(list(questionnaire.questions.values())), unique_by=lambda q: q.id))
    return Answers.of([draw(answers_to(question)) for question in chosen])


def conditions(questions: Sequence[str]) -> st.SearchStrategy[Condition]:
    """Give any condition of the rule language about these questions."""
    question, option = st.sampled_from(questions), st.sampled_from(OPTIONS)
    several = st.lists(option, unique=True)
    tests = st.one_of(
        question.map(lambda q: {"answered": q}),
        st.tuples(st.sampled_from(("is", "has")), question, option).map(lambda t: {t[0]: [t[1], t[2]]}),
        st.tuples(question, several).map(lambda t: {"in": [t[0], t[1]]}),
    )
    return st.recursive(
        tests,
        lambda part: st.one_of(
            part.map(lambda one: {"not": one}),
            st.tuples(st.sampled_from(("all", "any")), st.lists(part, max_size=3)).map(
                lambda t: {t[0]: t[1]}
            ),
        ),
        max_leaves=5,
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Make a small questionnaire in which any question may depend on any other, also on a later one."""
    ids = [f"q{n}" for n in range(draw(st.integers(1, 7)))]
    cut = draw(st.integers(0, len(ids)))
    anything = st.none() | conditions(ids)

    def question(number: int, id: str) -> Question:
        kind = draw(st.sampled_from((Kind.ONE, Kind.SEVERAL, Kind.ROWS)))
        made = Question(id, number, kind, id, "omdat", ("dit",), when=draw(anything) or ALWAYS)
        if kind is Kind.ROWS:
            return replace(made, rows=tuple(Row(one, one, when=draw(anything) or ALWAYS) for one in OPTIONS))
        return replace(made, options=tuple(Option(one, one) for one in OPTIONS))

    asked = [question(number, id) for number, id in enumerate(ids, 1)]
    first = Chapter("een", 1, "Een", tuple(asked[:cut]))
    last = Chapter("twee", 2, "Twee", tuple(asked[cut:]), when=draw(anything) or ALWAYS)
    return Questionnaire("proef", (first, last))
