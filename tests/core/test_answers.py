"""The log of answers and what now holds: nothing seen from beside ever takes the place of own words."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.conversation.answers import Answer, Answers, Entry, Voice, last_seq, said_together
from tests.amounts import amount

QUESTIONS = ("wonen", "geld", "mensen")
said_of = st.sampled_from(QUESTIONS).flatmap(
    lambda id: st.sampled_from(
        (Answer(id), Answer(id, ("ja",)), Answer(id, ("nee",)), Answer(id, text="graag"))
    )
)
logs = st.lists(st.tuples(said_of, st.sampled_from(Voice)), max_size=12).map(
    lambda lines: [Entry(seq, answer, voice=voice) for seq, (answer, voice) in enumerate(lines, 1)]
)
fast = settings(deadline=None, max_examples=amount(60, 200))


def entry(seq: int, *options: str, voice: Voice = Voice.OWN, question: str = "wonen") -> Entry:
    return Entry(seq, Answer(question, options), voice=voice)


@fast
@given(logs)
def test_the_last_word_of_each_voice_holds(log: list[Entry]) -> None:
    answers = Answers.fold(log)
    for id in QUESTIONS:
        own = [one.answer for one in log if one.answer.question == id and one.voice is not Voice.SEEN]
        seen = [one.answer for one in log if one.answer.question == id and one.voice is Voice.SEEN]
        assert answers.own.get(id) == (own[-1] if own else None)
        assert answers.beside.get(id) == (seen[-1] if seen else None)


@fast
@given(logs)
def test_what_was_seen_beside_never_replaces_own_words(log: list[Entry]) -> None:
    alone = Answers.fold(one for one in log if one.voice is not Voice.SEEN)
    together = Answers.fold(log)
    for id, answer in alone.items():
        if not answer.is_skipped:
            assert together.get_answer(id) == answer
    assert together.own == alone.own


@fast
@given(logs)
def test_what_was_seen_beside_is_read_where_nothing_was_said(log: list[Entry]) -> None:
    answers = Answers.fold(log)
    for id, seen in answers.beside.items():
        if answers.own.get(id, Answer(id)).is_skipped:
            assert answers.get_answer(id) == seen


@fast
@given(logs, st.randoms(use_true_random=False))
def test_the_order_of_different_questions_does_not_matter(log: list[Entry], chance: Random) -> None:
    newest = list({(one.answer.question, one.voice is Voice.SEEN): one for one in log}.values())
    turned = chance.sample(newest, len(newest))
    assert Answers.fold(turned) == Answers.fold(newest)
    assert (Answers.fold(newest).own, Answers.fold(newest).beside) == (
        Answers.fold(log).own,
        Answers.fold(log).beside,
    )


@fast
@given(logs)
def test_a_fold_is_a_mapping_of_every_question_once(log: list[Entry]) -> None:
    answers = Answers.fold(log)
    named = {one.answer.question for one in log}
    assert len(answers) == len(list(answers)) == len(named)
    assert set(answers) == named
    assert all(answers[id] == answers.get_answer(id) for id in answers)
    assert answers.seq == max((one.seq for one in log), default=0)


def test_own_words_hold_whoever_speaks_last() -> None:
    helper_last = [entry(1, "gaat_goed"), entry(2, "lukt_niet_goed", voice=Voice.SEEN)]
    helper_first = [entry(1, "lukt_niet_goed", voice=Voice.SEEN), entry(2, "gaat_goed")]
    for log in (helper_last, helper_first):
        answers = Answers.fold(log)
        assert answers["wonen"].options == ("gaat_goed",)
        assert answers.beside["wonen"].options == ("lukt_niet_goed",)


def test_said_together_is_said_by_the_resident_too() -> None:
    log = [entry(1, "gaat_goed"), entry(2, "met_hulp", voice=Voice.TOGETHER)]
    assert Answers.fold(log)["wonen"].options == ("met_hulp",)


def test_what_was_said_together_is_what_last_holds() -> None:
    together = [entry(1), entry(2, voice=Voice.TOGETHER)]
    assert said_together(together) == {"wonen"}
    assert said_together([*together, entry(3, voice=Voice.SEEN)]) == {"wonen"}
    assert said_together([*together, entry(3)]) == frozenset()


def test_taking_an_answer_back_is_skipping_and_the_log_keeps_it() -> None:
    answers = Answers.fold([entry(1, "gaat_goed"), entry(2)])
    assert answers["wonen"].is_skipped
    assert "wonen" in answers


def test_nothing_said_is_an_empty_answer_and_not_in_the_answers() -> None:
    answers = Answers.fold([])
    assert answers.get_answer("wonen") == Answer("wonen")
    assert "wonen" not in answers
    with pytest.raises(KeyError):
        answers["wonen"]


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        (Answer("a"), {}),
        (Answer("a", ("x", "y")), {"a": {"x", "y"}}),
        (Answer("a", text="eigen woorden"), {"a": set()}),
        (Answer("a", rows=(("r", "ja"), ("s", "nee"))), {"a": set(), "a.r": {"ja"}, "a.s": {"nee"}}),
    ],
)
def test_what_the_rules_see_of_an_answer(answer: Answer, values: dict[str, set[str]]) -> None:
    assert dict(answer.values()) == values
    assert answer.is_skipped is (not values)


def test_the_newest_entry_of_a_question_is_found_by_its_number() -> None:
    log = [entry(1), entry(2, question="geld"), entry(3, voice=Voice.SEEN)]
    assert [last_seq(log, id) for id in QUESTIONS] == [3, 2, 0]


def test_adding_an_answer_leaves_what_was_seen_beside() -> None:
    answers = Answers.fold([entry(1, "nee", voice=Voice.SEEN)]).with_answer(Answer("geld", ("ja",)))
    assert {id: answer.options for id, answer in answers.items()} == {"geld": ("ja",), "wonen": ("nee",)}
