"""The plan is a fold over what was said of it: the last line holds, and three steps come first at most."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan import plan
from meedoen_app.core.plan.lines import (
    Choice,
    Chosen,
    Goal,
    Line,
    LookedAgain,
    Outcome,
    Reason,
    Review,
    Step,
    Went,
)

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
HERE = timezone(timedelta(hours=1))


def test_the_last_choice_holds_and_keeps_its_reason() -> None:
    made = plan.fold(
        [
            Chosen("taalcafe", Choice.WANT, MONDAY),
            Chosen("taalcafe", Choice.NOT_FOR_ME, MONDAY, Reason.TOO_FAR, "met de bus een uur"),
            Chosen("koffie", Choice.NOT_YET, MONDAY),
        ]
    )
    assert made.rejected == {"taalcafe"}
    assert made.choices["taalcafe"].words == "met de bus een uur"
    assert made.chosen(Choice.WANT) == ()


def test_no_more_than_three_open_steps_come_first_those_with_a_day_before_the_others() -> None:
    days = [None, date(2026, 12, 9), None, date(2026, 12, 2), None]
    made = plan.fold(Step(number, MONDAY, what="iets", day=day) for number, day in enumerate(days, 1))
    assert [step.number for step in made.now] == [4, 2, 1]
    assert [step.number for step in made.later] == [3, 5]


def test_done_and_not_working_out_are_told_apart_and_can_be_undone() -> None:
    steps = [Step(number, MONDAY, what="iets") for number in (1, 2)]
    went = [Went(1, Outcome.DONE, MONDAY), Went(2, Outcome.FAILED, MONDAY)]
    made = plan.fold([*steps, *went])
    assert [step.number for step in made.having(Outcome.DONE)] == [1]
    assert [step.number for step in made.having(Outcome.FAILED)] == [2]
    assert made.now == ()
    again = plan.fold([*steps, *went, Went(1, Outcome.OPEN, MONDAY)])
    assert [step.number for step in again.now] == [1]


def test_what_is_wanted_has_no_step_until_one_is_made_and_again_when_it_is_taken_out() -> None:
    wanted = [Chosen("koffie", Choice.WANT, MONDAY)]
    assert plan.fold(wanted).without_a_step == ("koffie",)
    with_step = [*wanted, Step(1, MONDAY, service="koffie")]
    assert plan.fold(with_step).without_a_step == ()
    assert plan.fold([*with_step, Went(1, Outcome.TAKEN_OUT, MONDAY)]).without_a_step == ("koffie",)


def test_a_step_that_is_written_again_keeps_its_place_and_tells_how_often_it_was_written() -> None:
    made = plan.fold(
        [Step(1, MONDAY, what="bellen"), Step(2, MONDAY, what="gaan"), Step(1, MONDAY, what="vragen")]
    )
    assert [step.what for step in made.steps] == ["vragen", "gaan"]
    assert made.revisions == {1: 2, 2: 1}
    assert made.next_number == 3


def test_it_is_time_to_look_again_on_the_day_itself_until_somebody_did() -> None:
    day = plan.review_day(date(2026, 11, 23), 6)
    assert day == date(2027, 1, 4)
    agreed = Review(day, MONDAY)
    assert not plan.fold([agreed]).is_due(day - timedelta(days=1), HERE)
    assert plan.fold([agreed]).is_due(day, HERE)
    looked = LookedAgain(False, datetime(2027, 1, 5, tzinfo=UTC))
    assert not plan.fold([agreed, looked]).is_due(day + timedelta(days=3), HERE)
    assert not plan.fold([Review(None, MONDAY)]).is_due(day, HERE)


def test_who_looked_again_just_after_midnight_here_did_so_on_that_day() -> None:
    day = date(2027, 1, 4)
    looked = LookedAgain(False, datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    assert not plan.fold([Review(day, MONDAY), looked]).is_due(day, HERE)


def test_a_day_to_look_again_is_to_come_until_it_is_over_or_somebody_looked() -> None:
    day = date(2027, 1, 4)
    agreed, looked = Review(day, MONDAY), LookedAgain(False, datetime(2027, 1, 4, 9, tzinfo=UTC))
    assert plan.fold([agreed]).next_review(day - timedelta(days=1), HERE) == agreed
    assert plan.fold([agreed]).next_review(day, HERE) == agreed
    assert plan.fold([agreed, looked]).next_review(day, HERE) is None
    assert plan.fold([agreed]).next_review(day + timedelta(days=1), HERE) is None
    later = Review(date(2027, 2, 15), looked.at)
    assert plan.fold([agreed, looked, later]).next_review(day, HERE) == later
    not_now = Review(None, MONDAY)
    assert plan.fold([not_now]).next_review(day, HERE) == not_now
    assert plan.fold([]).next_review(day, HERE) is None


def test_what_does_not_fit_makes_no_plan() -> None:
    assert plan.fold([]).is_empty
    assert plan.fold([Chosen("koffie", Choice.NOT_FOR_ME, MONDAY)]).is_empty
    for line in (
        Chosen("koffie", Choice.WANT, MONDAY),
        Goal("vaker buiten", MONDAY),
        Step(1, MONDAY, "gaan"),
    ):
        assert not plan.fold([line]).is_empty


def test_what_is_not_for_me_sets_its_open_step_aside_until_it_is_wanted_again() -> None:
    step = Step(1, MONDAY, service="koffie")
    rejected = [Chosen("koffie", Choice.WANT, MONDAY), step, Chosen("koffie", Choice.NOT_FOR_ME, MONDAY)]
    made = plan.fold(rejected)
    assert made.now == ()
    assert made.is_set_aside(step)
    for again in (Choice.WANT, Choice.NOT_YET):
        assert plan.fold([*rejected, Chosen("koffie", again, MONDAY)]).now == (step,)


def test_a_step_that_is_brought_back_or_made_takes_back_that_it_was_not_for_me() -> None:
    step, rejected = Step(1, MONDAY, service="koffie"), Chosen("koffie", Choice.NOT_FOR_ME, MONDAY)
    undo = Went(1, Outcome.OPEN, MONDAY)
    assert not plan.fold([step, rejected]).says(undo)
    for lines in ([step, rejected, undo], [rejected, step]):
        made = plan.fold(lines)
        assert made.now == (step,)
        assert made.chosen(Choice.WANT) == (Chosen("koffie", Choice.WANT, MONDAY),)
        assert made.rejected == frozenset()


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.FAILED])
def test_a_step_that_went_somehow_stays_so_when_it_turns_out_not_to_fit(outcome: Outcome) -> None:
    step, rejected = Step(1, MONDAY, service="koffie"), Chosen("koffie", Choice.NOT_FOR_ME, MONDAY)
    made = plan.fold([step, Went(1, outcome, MONDAY), rejected])
    assert made.having(outcome) == (step,)
    assert made.rejected == {"koffie"}


def test_a_step_that_is_set_aside_keeps_its_room() -> None:
    full = [Step(number, MONDAY, service="koffie") for number in range(1, plan.MOST_STEPS + 1)]
    made = plan.fold([*full, Chosen("koffie", Choice.NOT_FOR_ME, MONDAY)])
    assert made.now == ()
    assert made.is_full
    made.accept(Went(1, Outcome.OPEN, MONDAY), frozenset())


@pytest.mark.parametrize(
    "line",
    [Chosen("koffie", Choice.WANT, MONDAY), Goal("vaker buiten", MONDAY), Step(1, MONDAY, what="bellen")],
)
def test_then_is_the_day_on_which_something_was_first_wanted(line: Line) -> None:
    before = MONDAY - timedelta(days=3)
    not_yet = [Chosen(id, choice, before) for id, choice in (("a", Choice.NOT_FOR_ME), ("b", Choice.NOT_YET))]
    made = plan.fold([*not_yet, Goal("", before), line, Goal("en dan dit", MONDAY + timedelta(days=9))])
    assert made.day_to_compare(MONDAY.date() + timedelta(days=20), HERE) == MONDAY.date()
    assert made.day_to_compare(MONDAY.date(), HERE) is None
    assert plan.fold(not_yet).day_to_compare(MONDAY.date(), HERE) is None


def test_then_moves_on_to_the_last_day_of_looking_again_that_is_over() -> None:
    first, second = (LookedAgain(True, MONDAY + timedelta(weeks=weeks)) for weeks in (6, 18))
    made = plan.fold([Goal("vaker buiten", MONDAY), first, second])
    day = MONDAY.date()
    for weeks, then in ((1, 0), (6, 0), (7, 6), (18, 6), (19, 18)):
        assert made.day_to_compare(day + timedelta(weeks=weeks), HERE) == day + timedelta(weeks=then)


def test_an_empty_plan_began_never() -> None:
    assert plan.fold([]) == plan.Plan()
    assert plan.fold([Goal("vaker buiten", MONDAY)]).started_at == MONDAY


def test_a_step_made_of_what_is_no_longer_in_the_supply_can_still_change() -> None:
    made = Step(1, MONDAY, service="voedselbank")
    plan.fold([made]).accept(replace(made, day=date(2026, 12, 1)), frozenset())
    with pytest.raises(NotAllowed):
        plan.fold([]).accept(made, frozenset())


def test_what_was_chosen_and_is_no_longer_in_the_supply_can_be_taken_back_but_makes_no_step() -> None:
    chosen = plan.fold([Chosen("voedselbank", Choice.WANT, MONDAY)])
    chosen.accept(Chosen("voedselbank", Choice.NOT_YET, MONDAY), frozenset())
    with pytest.raises(NotAllowed):
        chosen.accept(Step(1, MONDAY, service="voedselbank"), frozenset())


def test_what_was_taken_out_makes_room_in_a_full_plan_and_can_come_back_when_there_is_room() -> None:
    full = [Step(number, MONDAY, what="iets") for number in range(1, plan.MOST_STEPS + 1)]
    one_more = Step(plan.MOST_STEPS + 1, MONDAY, what="nog iets")
    with pytest.raises(NotAllowed, match="too_many"):
        plan.fold(full).accept(one_more, frozenset())
    plan.fold(full).accept(replace(full[-1], what="iets anders"), frozenset())
    out = [*full, Went(7, Outcome.TAKEN_OUT, MONDAY)]
    plan.fold(out).accept(one_more, frozenset())
    plan.fold(out).accept(Went(7, Outcome.OPEN, MONDAY), frozenset())
    with pytest.raises(NotAllowed, match="too_many"):
        plan.fold([*out, one_more]).accept(Went(7, Outcome.OPEN, MONDAY), frozenset())


lines = st.one_of(
    st.builds(Step, st.integers(1, 6), st.just(MONDAY), what=st.text(max_size=5)),
    st.builds(Went, st.integers(1, 6), st.sampled_from(Outcome), st.just(MONDAY)),
    st.builds(Chosen, st.sampled_from("abc"), st.sampled_from(Choice), st.just(MONDAY)),
)


@given(st.lists(lines, max_size=30))
def test_every_step_stands_in_exactly_one_place(said: list[Line]) -> None:
    made = plan.fold(said)
    places = [
        *made.now,
        *made.later,
        *made.having(Outcome.DONE, Outcome.FAILED, Outcome.TAKEN_OUT),
    ]
    assert sorted(step.number for step in places) == sorted({step.number for step in made.steps})
    assert len(made.now) <= plan.MOST_OPEN
    assert bool(made.now) or not made.later
