"""A case is walked in the order of the law, and a line that does not follow is refused with a word."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from meedoen_app.core.casework import around, lines, safety
from meedoen_app.core.casework.case import Case, State, Waiting
from meedoen_app.core.casework.following_on import accept
from meedoen_app.core.casework.lines import Channel, Discussed, Item, Line, PauseReason
from meedoen_app.core.casework.numbering import numbered
from meedoen_app.core.errors import NotAllowed

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
COACH = "coach"

NOTIFIED = lines.Notified(TODAY, AT)
SUPPORT = lines.SupportDiscussed(False, AT, COACH)
INQUIRED = lines.Inquired(Item.NEEDS, Discussed.YES, "Loopt met moeite.", AT, COACH)
REPORTED = lines.Reported(1, "Hulp bij het wassen.", {Item.NEEDS: "Loopt met moeite."}, AT, COACH)
ANSWERED = lines.Answered(1, False, "Ik kan zelf koken.", AT)
SETTLED = lines.Settled(1, AT + timedelta(days=15), COACH)
NOT_NEEDED = lines.NoApplicationNeeded("De buurvrouw komt.", AT, COACH)
APPLIED = lines.Applied("Jan", "Straat 1", "Een traplift", TODAY, AT)
PAUSED = lines.Paused(
    PauseReason.COMPLETING, "Een brief van de arts", TODAY, AT, COACH, TODAY + timedelta(days=7)
)
RESUMED = lines.Resumed(TODAY + timedelta(days=4), AT, COACH)
DECIDED = lines.Decided(TODAY, AT, COACH)
CORRECTED = lines.Decided(TODAY + timedelta(days=2), AT, COACH, 1, "De brief ging later weg")
AGAIN = lines.LookAgain(TODAY, AT, COACH)
CLOSED = lines.Closed("", AT, COACH)
PROMISED = lines.Promised(1, "Ik bel de huisarts", TODAY, AT, COACH)
MET = lines.Contacted(Channel.MET, "Thuis gesproken", AT, COACH)
NOTE = around.SafetyNote(1, "Let op", "Gevaar", AT, COACH)
MEETING = lines.Appointment(1, TODAY, time(10), "Thuis", AT, COACH)


def test_two_old_notes_about_safety_with_one_number_are_two_notes() -> None:
    judged = around.SafetyJudged(1, False, AT, "privacy")
    other = replace(NOTE, words="Bel nooit")
    case = Case(numbered([NOTE, other, judged]))
    assert [one.words for one in safety.waiting(case)] == ["Bel nooit"]
    assert [one.words for one in safety.for_resident(case) if isinstance(one, around.SafetyNote)] == [
        "Let op"
    ]


def walked(*steps: Line) -> Case:
    """Return the case after these lines, each of which had to be accepted."""
    case = Case()
    for step in steps:
        accept(case, step)
        case = Case((*case.written, step))
    return case


def refusal(case: Case, line: Line) -> str:
    with pytest.raises(NotAllowed) as refused:
        accept(case, line)
    return str(refused.value)


def test_the_way_of_the_law_is_walked_whole() -> None:
    way = (
        (NOTIFIED, State.NOTIFIED),
        (SUPPORT, State.SUPPORT),
        (INQUIRED, State.INQUIRY),
        (REPORTED, State.REPORT_REACTION),
        (ANSWERED, State.REPORT_DRAFT),
        (lines.Reported(2, "Hulp bij het wassen.", {}, AT, COACH), State.REPORT_REACTION),
        (lines.Answered(2, True, "", AT), State.REPORT_DRAFT),
        (lines.Settled(2, AT, COACH), State.REPORT_FINAL),
        (NOT_NEEDED, State.NO_APPLICATION),
        (APPLIED, State.APPLICATION),
        (PAUSED, State.APPLICATION),
        (RESUMED, State.APPLICATION),
        (DECIDED, State.DECIDED),
        (AGAIN, State.LOOK_AGAIN),
        (CORRECTED, State.LOOK_AGAIN),  # A day that is put right is no new step.
        (CLOSED, State.CLOSED),
    )
    case = Case()
    assert case.state is State.SHARED
    for line, state in way:
        accept(case, line)
        case = Case((*case.written, line))
        assert case.state is state


def test_closing_ends_what_was_agreed_and_is_told_so() -> None:
    closed = replace(CLOSED, lapses=True)
    case = walked(PROMISED, MEETING, closed)
    assert (case.open_promises, case.appointments) == ((), ())
    again = lines.Promised(2, "Toch bellen", TODAY, AT)
    assert Case((*case.written, again)).open_promises == (again,)
    kept = walked(PROMISED, lines.Kept(1, AT), replace(MEETING, on=TODAY - timedelta(days=1)))
    accept(kept, CLOSED)  # Nothing of it is still to come.


@pytest.mark.parametrize(
    ("before", "line", "word"),
    [
        ((), INQUIRED, "notification"),
        ((NOTIFIED,), INQUIRED, "support"),
        ((NOTIFIED,), REPORTED, "support"),
        ((SUPPORT,), REPORTED, "notification"),
        ((NOTIFIED, SUPPORT), lines.Reported(2, "Iets", {}, AT), "version"),
        ((NOTIFIED, SUPPORT), lines.Reported(1, " ", {}, AT), "empty"),
        ((NOTIFIED, SUPPORT), lines.Reported(1, "x", {Item.OWN: "x" * 4001}, AT), "too_long"),
        ((NOTIFIED, SUPPORT), ANSWERED, "version"),
        ((NOTIFIED, SUPPORT, REPORTED), lines.Answered(2, True, "", AT), "version"),
        ((NOTIFIED, SUPPORT, REPORTED), lines.Settled(2, AT), "version"),
        ((NOTIFIED, SUPPORT, REPORTED), lines.Settled(1, AT + timedelta(days=14)), "early"),
        ((NOTIFIED, SUPPORT, REPORTED), replace(SETTLED, words="x" * 4001), "too_long"),
        ((), NOT_NEEDED, "notification"),
        ((NOTIFIED,), NOT_NEEDED, "support"),
        ((), APPLIED, "notification"),
        ((NOTIFIED, APPLIED), NOT_NEEDED, "applied"),
        ((NOTIFIED, APPLIED), APPLIED, "applied"),
        ((NOTIFIED,), lines.Applied("Jan", "", "Een lift", TODAY, AT), "empty"),
        ((NOTIFIED,), PAUSED, "application"),
        ((NOTIFIED, APPLIED, PAUSED), PAUSED, "paused"),
        ((NOTIFIED, APPLIED), RESUMED, "paused"),
        ((NOTIFIED, APPLIED, PAUSED), lines.Resumed(TODAY - timedelta(days=1), AT), "day"),
        ((NOTIFIED, APPLIED), lines.Paused(PauseReason.AGREED, "", TODAY, AT), "empty"),
        ((NOTIFIED, APPLIED), replace(PAUSED, last_day=None), "last_day"),
        ((NOTIFIED, APPLIED), replace(PAUSED, last_day=TODAY - timedelta(days=1)), "last_day"),
        ((NOTIFIED, APPLIED), replace(PAUSED, since=TODAY - timedelta(days=1)), "day"),
        ((NOTIFIED, APPLIED, PAUSED), lines.Resumed(TODAY + timedelta(days=8), AT), "paused"),
        ((NOTIFIED, APPLIED, PAUSED, RESUMED), RESUMED, "paused"),
        ((NOTIFIED,), DECIDED, "application"),
        ((NOTIFIED, APPLIED, DECIDED), DECIDED, "decided"),  # The term to object runs once (Awb art. 6:8).
        ((NOTIFIED, APPLIED, DECIDED), replace(CORRECTED, words=" "), "empty"),
        ((NOTIFIED, APPLIED, DECIDED, CORRECTED), CORRECTED, "decided"),
        ((NOTIFIED, APPLIED), CORRECTED, "decided"),
        ((), lines.HelpedAtOnce(TODAY, " ", AT), "empty"),
        ((NOTIFIED, APPLIED, DECIDED), PAUSED, "decided"),
        ((NOTIFIED, APPLIED, PAUSED, DECIDED), RESUMED, "decided"),
        ((NOTIFIED, APPLIED), lines.Decided(TODAY - timedelta(days=1), AT), "day"),
        ((), lines.Kept(1, AT), "promise"),
        ((PROMISED, lines.Kept(1, AT)), lines.Kept(1, AT), "promise"),
        ((PROMISED,), PROMISED, "number"),
        ((NOTE,), NOTE, "number"),  # What was judged of one is never said of another.
        ((), replace(MEETING, number=2), "number"),
        ((), lines.Promised(1, "", TODAY, AT), "empty"),
        ((), lines.Contacted(Channel.CALL, " ", AT), "empty"),
        ((), lines.Contacted(Channel.CALL, "x" * 301, AT), "too_long"),
        ((), lines.Estimated("", AT), "empty"),
        ((), lines.Appointment(1, TODAY, time(10), "", AT), "empty"),
        ((), lines.Closed("x" * 4001, AT), "too_long"),
        ((PROMISED,), CLOSED, "open"),
        ((MEETING,), CLOSED, "open"),
    ],
)
def test_a_line_that_does_not_follow_is_refused_with_a_word(
    before: tuple[Line, ...], line: Line, word: str
) -> None:
    assert refusal(walked(*before), line) == word


def test_stopping_with_sharing_stops_no_application_whichever_came_first() -> None:
    for withdrawn_at in (AT - timedelta(days=1), AT + timedelta(days=1)):
        assert not walked(NOTIFIED, APPLIED).is_over(withdrawn_at)
        assert walked(NOTIFIED).is_over(withdrawn_at)


def test_a_second_notification_starts_nothing_anew() -> None:
    later = lines.Notified(TODAY + timedelta(days=3), AT)
    assert walked(NOTIFIED, later).notified == NOTIFIED


def test_a_new_version_opens_the_report_again() -> None:
    case = walked(NOTIFIED, SUPPORT, REPORTED, SETTLED, lines.Reported(2, "Anders", {}, AT))
    assert (case.settled, case.reaction, case.state) == (None, None, State.REPORT_REACTION)


def test_the_resident_is_waited_for_with_a_report_and_with_what_has_to_be_handed_in() -> None:
    assert walked(NOTIFIED, SUPPORT, REPORTED).waits_for(TODAY) is Waiting.RESIDENT
    asked = walked(NOTIFIED, APPLIED, PAUSED)
    assert asked.waits_for(TODAY + timedelta(days=7)) is Waiting.RESIDENT
    assert asked.waits_for(TODAY + timedelta(days=8)) is Waiting.MUNICIPALITY  # The day given has passed.
    abroad = lines.Paused(PauseReason.ABROAD, "Brief naar België", TODAY, AT)
    assert walked(NOTIFIED, APPLIED, abroad).waits_for(TODAY) is Waiting.MUNICIPALITY
    assert (
        walked(NOTIFIED, APPLIED, PAUSED, RESUMED).waits_for(TODAY + timedelta(days=4))
        is Waiting.MUNICIPALITY
    )


def test_an_application_is_never_shut_off_and_opens_what_was_closed() -> None:
    closed = walked(NOTIFIED, SUPPORT, NOT_NEEDED, CLOSED)
    assert closed.may_apply(None, TODAY)
    opened = Case((*closed.written, APPLIED))
    assert (opened.state, opened.closed) == (State.APPLICATION, None)
    assert Case((*opened.written, CLOSED)).state is State.CLOSED


def test_one_may_apply_after_the_report_or_the_day_after_six_weeks() -> None:
    ends = TODAY + timedelta(days=42)
    assert not walked(NOTIFIED).may_apply(ends, ends)
    assert walked(NOTIFIED).may_apply(ends, ends + timedelta(days=1))
    assert walked(NOTIFIED, SUPPORT, REPORTED, SETTLED).may_apply(ends, TODAY)
    assert not walked(NOTIFIED, APPLIED).may_apply(ends, ends + timedelta(days=1))
    assert not walked(MET).may_apply(None, TODAY)


def test_a_reaction_lets_a_report_stand_at_once_and_may_also_come_after_that() -> None:
    agreed = replace(ANSWERED, agrees=True)
    assert walked(NOTIFIED, SUPPORT, REPORTED, agreed, lines.Settled(1, AT)).state is State.REPORT_FINAL
    late = walked(NOTIFIED, SUPPORT, REPORTED, SETTLED, ANSWERED)
    assert (late.state, late.reaction) == (State.REPORT_FINAL, ANSWERED)


def test_who_says_that_it_is_not_right_hears_what_was_done_with_that_before_it_stands() -> None:
    disputed = walked(NOTIFIED, SUPPORT, REPORTED, ANSWERED)
    for stands in (SETTLED, replace(SETTLED, words=" ")):
        assert refusal(disputed, stands) == "unanswered"
    assert walked(*disputed.written, replace(SETTLED, words="Vraag 2 is nu anders.")).settled
    newer = walked(*disputed.written, replace(REPORTED, version=2))
    assert not newer.is_disputed


def test_looking_again_or_no_application_hides_nothing_that_comes_after_it() -> None:
    for early in (AGAIN, NOT_NEEDED):
        case = walked(NOTIFIED, SUPPORT, early, REPORTED)
        assert (case.state, case.waits_for(TODAY)) == (State.REPORT_REACTION, Waiting.RESIDENT)
        applied = walked(NOTIFIED, SUPPORT, early, APPLIED, AGAIN)
        assert (applied.state, applied.is_undecided) == (State.APPLICATION, True)
    assert not walked(NOTIFIED, APPLIED, DECIDED).is_undecided
    assert walked(NOTIFIED, SUPPORT, APPLIED, REPORTED, AGAIN).waits_for(TODAY) is Waiting.RESIDENT


def test_whose_notification_was_closed_may_apply_at_once() -> None:
    assert walked(NOTIFIED, CLOSED).may_apply(TODAY + timedelta(days=42), TODAY)
    assert not walked(CLOSED).may_apply(None, TODAY)


def test_promises_that_are_open_stand_by_their_day_and_number_on() -> None:
    later = lines.Promised(2, "Ik kom langs", TODAY - timedelta(days=1), AT)
    case = walked(PROMISED, later)
    assert case.open_promises == (later, PROMISED)
    assert walked(PROMISED, later, lines.Kept(2, AT)).open_promises == (PROMISED,)
    assert case.next_number(lines.Promised) == 3


def test_an_appointment_stands_as_it_was_written_last() -> None:
    moved = lines.Appointment(1, TODAY, time(14), "Buurthuis", AT)
    off = lines.Appointment(1, TODAY, time(14), "Buurthuis", AT, is_cancelled=True)
    assert walked(MEETING, moved).appointments == (moved,)
    assert walked(MEETING, off).appointments == ()


def test_each_pause_ends_with_the_day_on_which_the_term_runs_again() -> None:
    second = lines.Paused(PauseReason.AGREED, "Samen afgesproken", TODAY + timedelta(days=9), AT)
    pauses = walked(NOTIFIED, APPLIED, PAUSED, RESUMED, second).pauses()
    assert [(pause.since, pause.until) for pause in pauses] == [
        (TODAY, TODAY + timedelta(days=4)),
        (TODAY + timedelta(days=9), None),
    ]


def test_a_pause_ends_by_itself_the_day_after_the_last_day_that_was_given() -> None:
    case = walked(NOTIFIED, APPLIED, PAUSED)
    assert [pause.until for pause in case.pauses()] == [TODAY + timedelta(days=8)]
    assert case.paused_on(TODAY + timedelta(days=7)) == PAUSED
    assert case.paused_on(TODAY + timedelta(days=8)) is None
    again = replace(PAUSED, since=TODAY + timedelta(days=8), last_day=TODAY + timedelta(days=9))
    assert walked(NOTIFIED, APPLIED, PAUSED, again).paused_on(TODAY + timedelta(days=9)) == again
    old = Case((NOTIFIED, APPLIED, replace(PAUSED, last_day=None)))  # From before this day was asked.
    assert old.paused_on(TODAY + timedelta(days=99)) is not None
