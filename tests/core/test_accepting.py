"""An answer fits its question or is refused, with a word for why. Skipping always fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.conversation import accepting
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.conversation.question import LONGEST_TEXT, Kind, Option, Question, Row, Sentence
from meedoen_app.core.errors import NotAllowed
from tests.amounts import amount
from tests.core.talks import CONTENT, answers_to

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("geen", "Geen", exclusive=True))
REAL = list(CONTENT.questionnaire.questions.values())


def question(kind: Kind, may_be_unknown: bool = True) -> Question:
    has_options = kind not in (Kind.ROWS, Kind.WORDS, Kind.PEOPLE)
    return Question(
        "vraag",
        1,
        kind,
        "Vraag?",
        "omdat",
        ("dit",),
        options=OPTIONS if has_options else (),
        rows=(Row("r", "R"), Row("s", "S")) if kind is Kind.ROWS else (),
        sentences=(Sentence("z", "Z"), Sentence("y", "Y")) if kind is Kind.WORDS else (),
        may_be_unknown=may_be_unknown,
    )


def refusal(asked: Question, answer: Answer) -> str:
    try:
        accepting.check(asked, answer)
    except NotAllowed as refused:
        return str(refused)
    return ""


def options(*ids: str) -> Answer:
    return Answer("vraag", ids)


def rows(*pairs: tuple[str, str]) -> Answer:
    return Answer("vraag", rows=pairs)


@pytest.mark.parametrize("kind", Kind)
def test_skipping_fits_every_question(kind: Kind) -> None:
    assert refusal(question(kind, may_be_unknown=False), Answer("vraag")) == ""


@settings(deadline=None, max_examples=amount(100, 300))
@given(st.sampled_from(REAL).flatmap(lambda q: st.tuples(st.just(q), answers_to(q))))
def test_every_fitting_answer_is_accepted(asked: tuple[Question, Answer]) -> None:
    assert refusal(*asked) == ""


@pytest.mark.parametrize(
    ("kind", "answer", "reason"),
    [
        (Kind.ONE, options("a"), ""),
        (Kind.ONE, options("weet_niet"), ""),
        (Kind.ONE, options("geen"), ""),
        (Kind.ONE, options("c"), "option"),
        (Kind.ONE, options(""), "option"),
        (Kind.ONE, options("a", "a"), "option"),
        (Kind.ONE, options("a", "b"), "one_option"),
        (Kind.ONE, Answer("vraag", text="a"), "one_option"),
        (Kind.ONE, Answer("vraag", ("a",), text="meer"), "text"),
        (Kind.ONE, Answer("vraag", ("a",), (("r", "ja"),)), "row"),
        (Kind.STEPS, options("a", "b"), "one_option"),
        (Kind.LIST, options("a", "b"), "one_option"),
        (Kind.LIST, options("bergweide"), "option"),
        (Kind.SEVERAL, options("a", "b"), ""),
        (Kind.SEVERAL, options("geen"), ""),
        (Kind.SEVERAL, options("a", "a"), "option"),
        (Kind.SEVERAL, options("a", "c"), "option"),
        (Kind.SEVERAL, options("a", "geen"), "alone"),
        (Kind.SEVERAL, options("geen", "weet_niet"), "alone"),
        (Kind.SEVERAL, options("a", "weet_niet"), "alone"),
        (Kind.THEMES, options("a", "b"), ""),
        (Kind.THEMES, options("a", "geen"), "alone"),
        (Kind.ROWS, rows(("r", "ja")), ""),
        (Kind.ROWS, rows(("r", "ja"), ("s", "weet_niet")), ""),
        (Kind.ROWS, rows(("r", "misschien")), "row"),
        (Kind.ROWS, rows(("t", "ja")), "row"),
        (Kind.ROWS, rows(("r", "ja"), ("r", "nee")), "row"),
        (Kind.ROWS, options("a"), "option"),
        (Kind.WORDS, Answer("vraag", text="x" * LONGEST_TEXT), ""),
        (Kind.WORDS, Answer("vraag", text="x" * (LONGEST_TEXT + 1)), "too_long"),
        (Kind.WORDS, Answer("vraag", ("z", "y"), text="en meer"), ""),
        (Kind.WORDS, options("a"), "option"),
        (Kind.PEOPLE, rows(("1_naam", "Annie"), ("1_nabij", "huis"), ("5_naam", "Sem")), ""),
        (Kind.PEOPLE, rows(("1_naam", "x" * 60)), ""),
        (Kind.PEOPLE, rows(("1_wie", "broer_zus"), ("2_wie", "anders")), ""),
        (Kind.PEOPLE, rows(("1_wie", "tante")), "row"),
        (Kind.PEOPLE, rows(("1_naam", "x" * 61)), "row"),
        (Kind.PEOPLE, rows(("1_nabij", "ver")), "row"),
        (Kind.PEOPLE, rows(("1_vragen", "soms")), "row"),
        (Kind.PEOPLE, rows(("6_naam", "Annie")), "row"),
        (Kind.PEOPLE, rows(("0_naam", "Annie")), "row"),
        (Kind.PEOPLE, rows(("1_telefoon", "06")), "row"),
        (Kind.PEOPLE, rows(("naam", "Annie")), "row"),
        (Kind.PEOPLE, rows(("1_naam", "Annie"), ("1_naam", "Sem")), "row"),
    ],
)
def test_what_fits_and_why_not(kind: Kind, answer: Answer, reason: str) -> None:
    assert refusal(question(kind), answer) == reason


@pytest.mark.parametrize("kind", [Kind.ONE, Kind.SEVERAL, Kind.LIST, Kind.ROWS, Kind.WORDS])
def test_not_knowing_fits_only_where_it_is_offered(kind: Kind) -> None:
    assert refusal(question(kind), options("weet_niet")) == ""
    assert refusal(question(kind, may_be_unknown=False), options("weet_niet")) == "option"


@settings(deadline=None, max_examples=amount(100, 300))
@given(st.sampled_from(REAL), st.text(min_size=1, max_size=20))
def test_an_option_that_nobody_wrote_is_refused(asked: Question, id: str) -> None:
    known = asked.option_ids | {sentence.id for sentence in asked.sentences}
    assert (refusal(asked, Answer(asked.id, (id,))) == "option") is (id not in known)
