"""The path through the questions, in any small questionnaire and in the real one."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core import rules
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Kind, Option, Question, Row
from meedoen_app.core.conversation.questionnaire import Progress, Questionnaire
from meedoen_app.core.errors import NotAllowed, NotThere
from tests.amounts import amount
from tests.core.talks import CONTENT, answers_to, loose_answers, questionnaires, said, talks

REAL = CONTENT.questionnaire
fast = settings(deadline=None, max_examples=amount(15, 60))
any_questionnaire = st.just(REAL) | questionnaires()


def ids(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    return [question.id for question in questionnaire.path(answers)]


@fast
@given(st.data(), any_questionnaire)
def test_the_path_is_part_of_the_order_and_asks_nothing_twice(
    data: st.DataObject, all_of_it: Questionnaire
) -> None:
    path = ids(all_of_it, data.draw(loose_answers(all_of_it)))
    assert path == [id for id in all_of_it.questions if id in path]
    assert len(set(path)) == len(path)


@fast
@given(st.data(), any_questionnaire, st.randoms(use_true_random=False))
def test_the_path_depends_on_the_answers_and_not_on_their_order(
    data: st.DataObject, all_of_it: Questionnaire, chance: Random
) -> None:
    answers = data.draw(loose_answers(all_of_it))
    turned = list(answers.values())
    chance.shuffle(turned)
    assert ids(all_of_it, answers) == ids(all_of_it, Answers.of(turned)) == ids(all_of_it, answers)


@fast
@given(st.data(), any_questionnaire)
def test_an_answer_changes_nothing_before_it(data: st.DataObject, all_of_it: Questionnaire) -> None:
    answers = data.draw(loose_answers(all_of_it))
    path = all_of_it.path(answers)
    if not path:
        return
    place = data.draw(st.integers(0, len(path) - 1))
    after = all_of_it.accept(answers, data.draw(answers_to(path[place])))
    assert all_of_it.path(after)[: place + 1] == path[: place + 1]


@fast
@given(st.data(), any_questionnaire)
def test_every_path_ends_and_the_next_question_never_repeats(
    data: st.DataObject, all_of_it: Questionnaire
) -> None:
    answers, asked = Answers(), list[str]()
    while (question := all_of_it.next_question(answers)) is not None:
        asked.append(question.id)
        answers = all_of_it.accept(answers, data.draw(answers_to(question)))
        assert len(asked) <= len(all_of_it.questions)
    assert len(set(asked)) == len(asked)
    assert set(ids(all_of_it, answers)) <= set(asked) == set(answers)


@fast
@given(st.data(), any_questionnaire)
def test_answers_off_the_path_are_kept_and_not_counted(data: st.DataObject, all_of_it: Questionnaire) -> None:
    answers = data.draw(loose_answers(all_of_it))
    path = ids(all_of_it, answers)
    counted = Answers({id: answers[id] for id in path if id in answers})
    assert {name.partition(".")[0] for name in all_of_it.values(answers)} <= set(counted)
    assert ids(all_of_it, counted) == path
    assert all_of_it.values(counted) == all_of_it.values(answers)


@fast
@given(st.data(), any_questionnaire)
def test_skipping_is_the_same_as_saying_nothing(data: st.DataObject, all_of_it: Questionnaire) -> None:
    answers = data.draw(loose_answers(all_of_it))
    silent = [id for id in all_of_it.questions if id not in answers]
    skipped = Answers.of([*answers.values(), *map(Answer, silent)])
    assert ids(all_of_it, skipped) == ids(all_of_it, answers)
    assert all_of_it.values(skipped) == all_of_it.values(answers)


@fast
@given(st.data(), any_questionnaire)
def test_question_n_of_m_counts_its_chapter(data: st.DataObject, all_of_it: Questionnaire) -> None:
    _assert_each_chapter_counts(all_of_it, data.draw(loose_answers(all_of_it)))


def test_what_waits_behind_a_short_door_counts_for_nobody_but_itself() -> None:
    answers = said(deur="vraag")
    assert _waiting(REAL, answers)
    _assert_each_chapter_counts(REAL, answers)


def _assert_each_chapter_counts(all_of_it: Questionnaire, answers: Answers) -> None:
    waiting = _waiting(all_of_it, answers)
    for chapter in all_of_it.chapters:
        of_chapter = [one for one in all_of_it.path(answers) if all_of_it.chapter_of[one.id] is chapter]
        asked = [one for one in of_chapter if one.id not in waiting]
        counted = [one for one in asked if one.id != landmarks.DOOR]  # That was asked at the start.
        shown = [all_of_it.progress(answers, question) for question in counted]
        assert [(one.number, one.total) for one in shown] == [
            (n, len(counted)) for n in range(1, len(counted) + 1)
        ]
        assert [all_of_it.previous_question(answers, question) for question in asked] == [None, *asked][
            : len(asked)
        ]
        waits = [all_of_it.progress(answers, one).total for one in of_chapter if one.id in waiting]
        assert waits == [len(counted) + 1] * len(waits)


def _waiting(all_of_it: Questionnaire, answers: Answers) -> set[str]:
    values = all_of_it.values(answers)
    waiting = {one.id for one in all_of_it.path(answers) if rules.holds(one.waits, values)}
    return set() if waiting & {*answers} else waiting


@fast
@given(st.data(), any_questionnaire)
def test_what_is_remembered_of_answers_is_what_they_say(
    data: st.DataObject, all_of_it: Questionnaire
) -> None:
    answers = data.draw(loose_answers(all_of_it))
    first = _asked_of(all_of_it, answers)
    assert _asked_of(all_of_it, answers) == first
    assert _asked_of(all_of_it, replace(answers)) == first


def _asked_of(all_of_it: Questionnaire, answers: Answers) -> tuple[object, ...]:
    return all_of_it.path(answers), dict(all_of_it.values(answers)), all_of_it.next_question(answers)


def test_answers_remember_one_way_through_each_questionnaire_and_no_more() -> None:
    answers, other = said(v1="ja"), small(question("v2"))
    opening = small(question("v1"), question("v2", {"is": ["v1", "ja"]}))
    for _ in range(3):
        assert ids(opening, answers) == ["v1", "v2"]
        assert ids(other, answers) == ["v2"]
        assert opening.values(answers) == {"v1": {"ja"}}
    assert len(answers.follows) == 2


def test_more_answers_have_a_way_of_their_own() -> None:
    opening = small(question("v1"), question("v2", {"is": ["v1", "ja"]}))
    before = said(v1="nee")
    assert ids(opening, before) == ["v1"]
    assert ids(opening, before.with_answer(Answer("v1", ("ja",)))) == ["v1", "v2"]
    assert ids(opening, before) == ["v1"]


@fast
@given(talks())
def test_a_hidden_answer_comes_back_when_the_rule_flips(answers: Answers) -> None:
    for question in REAL.path(answers):
        before = ids(REAL, answers)
        flipped = REAL.accept(answers, Answer(question.id))
        assert set(flipped) == set(answers)
        back = REAL.accept(flipped, answers[question.id])
        assert (ids(REAL, back), REAL.values(back)) == (before, REAL.values(answers))


def test_the_hours_of_care_are_kept_while_nobody_is_cared_for() -> None:
    caring = said(onderwerpen=["zorgen"], zorg=["huisgenoot"], zorg_zwaar="te_zwaar")
    assert "zorg_zwaar" in REAL.values(caring)
    stopped = REAL.accept(caring, Answer("zorg", ("nee",)))
    assert "zorg_zwaar" in stopped
    assert "zorg_zwaar" not in REAL.values(stopped)
    again = REAL.accept(stopped, Answer("zorg", ("buiten_huis",)))
    assert REAL.values(again)["zorg_zwaar"] == {"te_zwaar"}


def small(*questions: Question) -> Questionnaire:
    return Questionnaire("proef", (Chapter("een", 1, "Een", questions),))


def question(id: str, when: dict[str, object] | None = None) -> Question:
    options = (Option("ja", "ja"), Option("nee", "nee"))
    made = Question(id, int(id[1:]), Kind.ONE, id, "omdat", ("dit",), options=options)
    return (
        made
        if when is None
        else Question(id, made.number, Kind.ONE, id, "omdat", ("dit",), options=options, when=when)
    )


def test_a_rule_looks_back_and_never_ahead_or_at_itself() -> None:
    ahead = small(question("q1", {"is": ["q2", "ja"]}), question("q2", {"answered": "q2"}), question("q3"))
    assert ids(ahead, said(q1="ja", q2="ja", q3="ja")) == ["q3"]


def test_a_hidden_answer_opens_nothing() -> None:
    chain = small(question("q1"), question("q2", {"is": ["q1", "ja"]}), question("q3", {"is": ["q2", "ja"]}))
    assert ids(chain, said(q1="ja", q2="ja")) == ["q1", "q2", "q3"]
    assert ids(chain, said(q1="nee", q2="ja")) == ["q1"]


ROWS = Question(
    "q2",
    2,
    Kind.ROWS,
    "q2",
    "omdat",
    ("dit",),
    rows=(Row("werk", "Werk", when={"is": ["q1", "ja"]}), Row("mensen", "Mensen", when={"answered": "q1"})),
)
WITH_ROWS = small(question("q1"), ROWS, question("q3", {"is": ["q2.werk", "ja"]}))
BOTH_ROWS = {"werk": "ja", "mensen": "nee"}


def test_only_the_rows_that_fit_are_asked() -> None:
    assert WITH_ROWS.asked(said(q1="ja"), "q2").row_ids == ("werk", "mensen")
    assert WITH_ROWS.asked(said(q1="nee"), "q2").row_ids == ("mensen",)


def test_a_question_of_which_no_row_fits_is_not_asked() -> None:
    assert ids(WITH_ROWS, said()) == ["q1"]
    with pytest.raises(NotThere):
        WITH_ROWS.asked(said(), "q2")


def test_a_row_that_is_not_asked_is_kept_and_comes_back_but_does_not_count() -> None:
    working = said(q1="ja", q2=BOTH_ROWS)
    assert ids(WITH_ROWS, working) == ["q1", "q2", "q3"]
    stopped = WITH_ROWS.accept(working, Answer("q1", ("nee",)))
    assert ids(WITH_ROWS, stopped) == ["q1", "q2"]
    assert set(WITH_ROWS.values(stopped)) == {"q1", "q2", "q2.mensen"}
    assert stopped["q2"].rows == working["q2"].rows
    again = WITH_ROWS.accept(stopped, Answer("q1", ("ja",)))
    assert WITH_ROWS.values(again) == WITH_ROWS.values(working)


def test_an_answer_with_no_row_left_is_no_answer() -> None:
    assert set(WITH_ROWS.values(said(q1="nee", q2={"werk": "ja"}))) == {"q1"}


def test_an_answer_to_a_row_that_is_not_asked_is_refused() -> None:
    given = Answer("q2", rows=tuple(BOTH_ROWS.items()))
    assert WITH_ROWS.accept(said(q1="ja"), given)["q2"] == given
    with pytest.raises(NotAllowed, match="row"):
        WITH_ROWS.accept(said(q1="nee"), given)


def test_a_question_with_fewer_rows_has_its_place_in_the_chapter() -> None:
    answers = said(q1="nee")
    assert WITH_ROWS.is_on_path(answers, ROWS)
    assert WITH_ROWS.progress(answers, ROWS) == Progress(2, 2)
    assert WITH_ROWS.previous_question(answers, ROWS) == WITH_ROWS.question("q1")


@pytest.mark.parametrize("id", ["bestaat_niet", "", "deur.rij", "zorg_zwaar", "rol"])
def test_a_question_that_is_not_on_the_path_is_not_there(id: str) -> None:
    with pytest.raises(NotThere):
        REAL.accept(said(deur="praten"), Answer(id, ("ja",)))


def test_what_does_not_fit_changes_nothing() -> None:
    answers = said(deur="praten")
    with pytest.raises(NotAllowed):
        REAL.accept(answers, Answer("voor_wie", ("iedereen",)))
    assert list(answers) == ["deur"]
    assert REAL.accept(answers, Answer("voor_wie", ("mijzelf",)))["voor_wie"].options == ("mijzelf",)


def test_a_question_outside_its_chapter_has_no_place_in_it() -> None:
    with pytest.raises(NotThere):
        REAL.progress(Answers(), REAL.question("zorg_zwaar"))
    with pytest.raises(NotThere):
        REAL.previous_question(Answers(), REAL.question("zorg_zwaar"))


def test_one_chapter_can_be_finished_before_the_others() -> None:
    answers = said(onderwerpen=["wonen", "geld"], wonen_status="gaat_goed", wonen_wens=None)
    chapter = {one.id: one for one in REAL.chapters}
    assert REAL.next_question(answers, chapter["wonen"]) is None
    assert REAL.next_question(answers, chapter["geld"]) == REAL.question("geld_status")
    assert REAL.next_question(answers) == REAL.question("deur")
