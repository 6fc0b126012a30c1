"""One macro renders a question as page, document and paper: the same fields, values and words."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string

from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.conversation.question import Kind, Question

SVG = "{http://www.w3.org/2000/svg}svg"
MODES = ("page", "document", "paper")
PAGE = '{% from "parts/step.html" import step %}<body>{{ step(question, answer, mode, {}, prefix) }}</body>'


def rendered(question: Question, answer: Answer, mode: str, prefix: str = "") -> Element:
    text = render_template_string(PAGE, question=question, answer=answer, mode=mode, prefix=prefix)
    tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


def fields(tree: Element) -> Counter[tuple[str, str]]:
    """Count every name and value that this question can send; a list and its radios send the same."""
    told = [(one.get("name", ""), one.get("value", "")) for one in tree.iter("input")]
    told += [(one.get("name", ""), "") for one in tree.iter("textarea")]
    for select in tree.iter("select"):
        told += [(select.get("name", ""), option.get("value", "")) for option in select.iter("option")]
    return Counter(pair for pair in told if pair[0].rpartition("-")[2] != "keuze" or pair[1])


def some_answers(question: Question) -> Iterator[Answer]:
    yield Answer(question.id)
    if question.options:
        yield Answer(question.id, options=(question.options[0].id,))
    if question.rows:
        yield Answer(question.id, rows=((question.rows[0].id, "ja"),))
    if question.sentences:
        yield Answer(question.id, text="Mijn eigen woorden")
    if question.kind is Kind.PEOPLE:
        yield Answer(question.id, rows=(("1_wie", "buur"), ("4_nabij", "dichtbij")))


def without_a_picture(tree: Element) -> set[str]:
    """Return the fields with a choice that no picture stands beside."""
    choices = [one for one in tree.iter("div") if one.get("class") == "choice"]
    return {one[0].get("name", "") for one in choices if not any(part.tag == SVG for part in one.iter())}


def test_every_choice_has_a_picture_but_ready_sentences(app: Flask) -> None:
    """A sentence is its own picture: eight of them with one each would not fit on a small screen."""
    questions = app.extensions["meedoen"].contents.current().questionnaire.questions.values()
    with app.test_request_context():
        for question in questions:
            bare = without_a_picture(rendered(question, Answer(question.id), "page"))
            assert bare <= {"zin"}, question.id


def test_the_three_modes_hold_the_same_fields(app: Flask) -> None:
    questions = app.extensions["meedoen"].contents.current().questionnaire.questions.values()
    with app.test_request_context():
        for question in questions:
            for answer in some_answers(question):
                page, *others = (fields(rendered(question, answer, mode)) for mode in MODES)
                assert page, question.id
                assert others == [page, page], question.id


@pytest.mark.parametrize("mode", MODES)
def test_a_prefix_goes_before_every_field(app: Flask, mode: str) -> None:
    questions = app.extensions["meedoen"].contents.current().questionnaire.questions.values()
    with app.test_request_context():
        for question in questions:
            names = {name for name, _ in fields(rendered(question, Answer(question.id), mode, "v7-"))}
            assert {name for name in names if not name.startswith("v7-")} == set(), question.id


def test_two_modes_with_other_fields_are_seen(app: Flask) -> None:
    """The planted fault: a mode that leaves a field out."""
    question = app.extensions["meedoen"].contents.current().questionnaire.question("wonen_status")
    with app.test_request_context():
        tree = rendered(question, Answer(question.id), "paper")
        whole = fields(tree)
        choices = next(parent for parent in tree.iter() if parent.get("class") == "choices")
        choices.remove(choices[0])
    assert fields(tree) != whole
