"""The eight leefgebieden: what was said of each, and when one plan with one contact would help."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.domains import Status, is_more_at_once, statuses
from tests.amounts import amount
from tests.core.talks import CONTENT, advice, said, talks

REAL = CONTENT.questionnaire
DOMAINS = CONTENT.domains
ASKED = {question.status_of: question.id for question in REAL.questions.values() if question.status_of}
THEMES = [option.id for option in REAL.hub.options]
every = st.fixed_dictionaries({domain: st.sampled_from(Status) for domain in ASKED})
fast = settings(deadline=None, max_examples=amount(40, 150))


def told(found: dict[str, Status]) -> Answers:
    """Say this of each leefgebied; of what is not discussed nothing is said."""
    given = {ASKED[domain]: status for domain, status in found.items() if status is not Status.NOT_DISCUSSED}
    return said(onderwerpen=THEMES, **given)


@fast
@given(every)
def test_each_leefgebied_says_what_was_said_of_it(found: dict[str, Status]) -> None:
    assert statuses(DOMAINS, REAL, told(found)) == found


@fast
@given(every)
def test_three_that_do_not_go_well_and_nothing_else_call_for_one_plan(found: dict[str, Status]) -> None:
    count = Counter(found.values())[Status.NOT_WELL]
    assert is_more_at_once(DOMAINS, found) is (count >= 3)
    assert advice(told(found)).more_at_once is (count >= 3)


@pytest.mark.parametrize("status", [Status.NOT_DISCUSSED, Status.RATHER_NOT, Status.GOOD, Status.WITH_HELP])
def test_two_that_do_not_go_well_and_six_of_anything_else_do_not(status: Status) -> None:
    found = dict.fromkeys(ASKED, status) | dict.fromkeys(list(ASKED)[:2], Status.NOT_WELL)
    assert not is_more_at_once(DOMAINS, found)
    assert "een_contact" not in [need.need for need in advice(told(found)).needs]


def test_the_advice_for_one_contact_names_the_three_as_its_reason() -> None:
    three = list(ASKED)[-3:]
    found = advice(told(dict.fromkeys(three, Status.NOT_WELL)))
    [one] = [need for need in found.needs if need.need == "een_contact"]
    assert set(one.because) == {ASKED[domain] for domain in three}
    assert "clientondersteuner" in [one.service.id for one in found.layers["toegang"]]


def test_without_a_talk_nothing_is_discussed() -> None:
    assert set(statuses(DOMAINS, REAL, Answers()).values()) == {Status.NOT_DISCUSSED}


def test_not_knowing_and_skipping_are_not_discussed() -> None:
    answers = said(onderwerpen=["wonen", "geld"], wonen_status="weet_niet", geld_status=None)
    found = statuses(DOMAINS, REAL, answers)
    assert (found["wonen"], found["geld"]) == (Status.NOT_DISCUSSED, Status.NOT_DISCUSSED)


def test_a_theme_that_was_closed_again_does_not_count() -> None:
    three = {ASKED[domain]: "lukt_niet_goed" for domain in ("wonen", "geld", "mensen")}
    assert advice(said(onderwerpen=["wonen", "geld", "mensen"], **three)).more_at_once
    assert not advice(said(onderwerpen=["wonen", "geld"], **three)).more_at_once


@settings(deadline=None, max_examples=amount(15, 50))
@given(talks(), st.data())
def test_skipping_an_answer_never_says_that_something_does_not_go_well(
    answers: Answers, data: st.DataObject
) -> None:
    before = statuses(DOMAINS, REAL, answers)
    question = data.draw(st.sampled_from(REAL.path(answers)))
    after = statuses(DOMAINS, REAL, answers.with_answer(Answer(question.id)))
    worse = {id for id, status in after.items() if status is Status.NOT_WELL} - {
        id for id, status in before.items() if status is Status.NOT_WELL
    }
    assert worse == set()
