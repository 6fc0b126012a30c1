"""Handing over: what was chosen goes along and nothing else, for as long as it was chosen."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Thread

import pytest

from meedoen_app.actions import casework, checking, handing_over, keeping, keeping_back, showing, workbench
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState, Rights, Role
from meedoen_app.core.casework import around, lines, telling
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.domains import Status
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import LADDER, NOTHING, Reach, Way
from meedoen_app.storage import accounts, consents, conversations, handoffs
from meedoen_app.storage.database import Database, Session
from tests.cases import BAD_DAY, RESIDENT, TODAY, WISH, hand_over, offer, say, tell

DAY = timedelta(days=1)


@pytest.fixture
def talk(database: Database, means: Means, now: datetime) -> str:
    """A talk about money and health, at a municipality where somebody works at the desks."""
    with database.writing() as session:
        for team in ("toegang_wmo", "bad"):
            staff(session, team, now)
        return tell(session, means, now=now)


def staff(session: Session, team: str, now: datetime) -> Account:
    account = accounts.add(
        session,
        name=team,
        mail=f"{team}@voorbeeld.nl",
        rights=Rights(Role.PROFESSIONAL, team=team),
        state=AccountState.ACTIVE,
        now=now,
    )
    assert account is not None
    return account


def told(shown: showing.Shown) -> set[str]:
    assert shown.opened is not None
    return {entry.answer.question for entry in shown.opened.entries}


def test_what_is_shown_is_what_was_chosen_and_nothing_else(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        handoff = hand_over(session, means, talk, offer(now, "gezondheid"), now=now)
        shown = showing.shown(session, means, handoff, now)
    assert told(shown) == {"gezondheid_status", "slechte_dag"}
    assert shown.opened is not None
    assert set(shown.opened.answers) == told(shown)
    assert shown.opened.words == ()
    assert (shown.plan, shown.sharing.has_ladder) == (None, False)
    everything = repr((shown.opened.entries, shown.opened.answers))
    assert BAD_DAY in everything
    assert WISH not in everything
    assert "schulden" not in everything


def test_what_is_said_later_goes_along_only_when_it_is_shared_again(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        first = hand_over(session, means, talk, offer(now, "gezondheid"), now=now)
        say(session, means, talk, Answer("slechte_dag", text="Ook dit nog"), now=now)
        assert "Ook dit nog" not in repr(showing.shown(session, means, first, now))
        again = hand_over(session, means, talk, offer(now, "geld", "gezondheid"), now=now)
        shown = showing.shown(session, means, again, now)
    assert again.id == first.id
    assert "Ook dit nog" in repr(shown)
    assert told(shown) == {"geld_status", "geld_wens", "gezondheid_status", "slechte_dag"}


def test_what_fell_off_the_path_is_not_shown_and_what_is_shown_still_counts(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        say(session, means, talk, Answer("onderwerpen", ("geld",)), now=now)
        handoff = hand_over(session, means, talk, offer(now, "geld"), now=now)
        shown = showing.shown(session, means, handoff, now)
        assert "gezondheid" not in handing_over.shareable(session, means, talk)
    assert shown.opened is not None
    content, answers = shown.opened.content, shown.opened.answers
    assert set(answers) == {"geld_status", "geld_wens"}
    assert content.advise(answers, today=TODAY).statuses["geld"] is Status.NOT_WELL


def test_twice_the_same_is_once(database: Database, means: Means, talk: str, now: datetime) -> None:
    offered = offer(now, "geld", kind=DeskKind.NOTIFICATION)
    with database.writing() as session:
        assert hand_over(session, means, talk, offered, now=now) == hand_over(
            session, means, talk, offered, now=now
        )
        assert len(handing_over.of_conversation(session, means, talk)) == 1


def test_a_chapter_that_is_kept_back_later_is_gone_at_once(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        handoff = hand_over(session, means, talk, offer(now, "geld", "gezondheid", LADDER), now=now)
        keep_back(session, means, talk, 3, now)
        assert told(showing.shown(session, means, handoff, now)) == {"gezondheid_status", "slechte_dag"}
        assert "geld" not in handing_over.shareable(session, means, talk)


def keep_back(session: Session, means: Means, talk: str, chapter: int, now: datetime) -> None:
    said = Judged(chapter, Judgement.NOT_SHARED, now)
    checking.write_down(session, means, talk, said, key=f"oordeel-{chapter}", by=RESIDENT)


def test_after_taking_back_after_the_end_and_after_erasing_nothing_is_shown(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        handoff = hand_over(session, means, talk, offer(now, "geld", kind=DeskKind.NOTIFICATION), now=now)
        assert told(showing.shown(session, means, handoff, now + 89 * DAY))
        assert showing.shown(session, means, handoff, now + 90 * DAY).sharing == NOTHING
        for _twice in range(2):
            handing_over.withdraw(session, means, talk, handoff.id, now=now, by=RESIDENT)
        taken_back = handing_over.own(session, talk, handoff.id)
        assert taken_back.due_on is None
        assert showing.shown(session, means, taken_back, now).opened is None
    with database.writing() as session:
        conversations.erase(session, means.vault, talk, now=now, by=RESIDENT)
    with database.reading() as session, pytest.raises(NotThere):
        handing_over.own(session, talk, handoff.id)


def test_a_notification_starts_the_clock_and_a_later_yes_does_so_for_what_was_shared(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        shared = hand_over(session, means, talk, offer(now, "geld"), now=now)
        assert (shared.kind, shared.notified_on, shared.due_on) == (
            DeskKind.SHARING,
            None,
            TODAY,
        )  # It cannot wait.
        offered = offer(now, "geld", kind=DeskKind.NOTIFICATION)
        notified = hand_over(session, means, talk, offered, now=now, today=TODAY + DAY)
        again = hand_over(
            session, means, talk, offer(now, "geld", "gezondheid"), now=now, today=TODAY + 2 * DAY
        )
    assert (notified.id, notified.kind) == (shared.id, DeskKind.NOTIFICATION)
    assert (notified.notified_on, notified.due_on) == (TODAY + DAY, TODAY)
    assert (again.kind, again.notified_on) == (DeskKind.NOTIFICATION, TODAY + DAY)


def test_the_term_of_a_desk_runs_from_the_day_of_sharing(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        urgent = hand_over(session, means, talk, offer(now, "geld", desk="schuldhulp"), now=now)
        handing_over.withdraw(session, means, talk, urgent.id, now=now, by=RESIDENT)
        keep_back(session, means, talk, 1, now)
        quiet = hand_over(session, means, talk, offer(now, "geld", desk="schuldhulp"), now=now)
    assert (urgent.is_urgent, urgent.due_on) == (True, date(2026, 11, 26))
    assert (quiet.is_urgent, quiet.due_on) == (False, date(2026, 12, 21))


def test_sharing_again_after_the_yes_had_ended_begins_anew_but_a_notification_keeps_its_day(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    later, day = now + 60 * DAY, TODAY + 60 * DAY
    spoken = lines.Contacted(lines.Channel.CALL, "Eerste gesprek", now)
    with database.writing() as session:
        debts = hand_over(session, means, talk, offer(now, "geld", desk="schuldhulp", days=30), now=now)
        casework.write_down(session, means, debts.id, spoken, key="gebeld", by=RESIDENT)
        keeping_back.write_down(
            session, means, talk, Judged(1, Judgement.NOT_SHARED, now), key="1", by=RESIDENT
        )
        keeping_back.write_down(session, means, talk, Judged(1, Judgement.RIGHT, now), key="2", by=RESIDENT)
        more = offer(now, "geld", "gezondheid", desk="schuldhulp", days=30)
        held = hand_over(session, means, talk, more, now=now + DAY, today=TODAY + DAY)
        notified = hand_over(session, means, talk, offer(now, "geld", kind=DeskKind.NOTIFICATION), now=now)
        handing_over.withdraw(session, means, talk, notified.id, now=now, by=RESIDENT)
        again = hand_over(session, means, talk, offer(later, "geld", desk="schuldhulp"), now=later, today=day)
        moved = hand_over(session, means, talk, offer(later, "geld"), now=later, today=day)
        hushed = Judged(1, Judgement.NOT_SHARED, later)
        keeping_back.write_down(session, means, talk, hushed, key="3", by=RESIDENT)
        stands = handing_over.own(session, talk, debts.id)
    assert {debts.id} == {held.id, again.id}
    assert (held.shared_on, held.due_on) == (TODAY, None)  # They were spoken to, and that goes on.
    assert (again.shared_on, again.shared_at, again.due_on) == (day, later, date(2027, 1, 27))
    assert (stands.is_urgent, stands.due_on) == (False, date(2027, 1, 27))
    assert (moved.id, moved.shared_on, moved.notified_on) == (notified.id, day, TODAY)


@pytest.mark.parametrize(("takes", "team"), [(False, "toegang_wmo"), (True, "elders")])
def test_sharing_again_goes_to_the_team_of_now_unless_somebody_works_on_it(
    database: Database, means: Means, talk: str, now: datetime, takes: bool, team: str
) -> None:
    with database.writing() as session:
        shared = hand_over(session, means, talk, offer(now, "geld"), now=now)
        handoffs.change(session, means.vault, shared.id, "stand", now=now, by=RESIDENT, team="elders")
        if takes:
            worker = staff(session, "elders", now)
            casework.take(session, means, shared.id, worker.id, now=now, by=RESIDENT)
        assert hand_over(session, means, talk, offer(now, "gezondheid"), now=now).team == team


def test_what_is_kept_back_later_is_told_no_more_by_the_list_of_the_team(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        wijk = talking.look(session, means, talk).content.questionnaire.chapter_of["wijk"].number
        say(session, means, talk, Answer("wijk", ("binnenstad",)), now=now)
        shared = hand_over(session, means, talk, offer(now, "geld", desk="schuldhulp"), now=now)
        states = [shared]
        for judgement in (Judgement.NOT_SHARED, Judgement.RIGHT, Judgement.NOT_SHARED):
            for chapter in {1, wijk}:
                key, said = f"{len(states)}", Judged(chapter, judgement, now)
                keeping_back.write_down(session, means, talk, said, key=key, by=RESIDENT)
            states.append(handing_over.own(session, talk, shared.id))
        written = casework.case_of(session, means, shared.id).written
    assert [one.is_urgent for one in states] == [True, False, True, False]
    assert [one.wijk for one in states] == ["binnenstad", "", "binnenstad", ""]
    # The day that somebody was told stands, and why that is so nobody reads.
    assert {one.due_on for one in states} == {date(2026, 11, 26)}
    assert [type(one) for one in written] == [around.DayStands]


def test_that_the_way_of_before_is_not_safe_counts_also_where_nothing_else_changes(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    old, new = (Reach(Way.CALL, phone=phone) for phone in ("0570111111", "0570222222"))
    with database.writing() as session:
        for days, reach, is_unsafe in ((90, old, False), (90, new, False), (90, new, True), (60, new, True)):
            offered = replace(offer(now, "geld", reach=reach, days=days), is_former_unsafe=is_unsafe)
            shared = hand_over(session, means, talk, offered, now=now)
            case = casework.case_of(session, means, shared.id)
            assert telling.may_use_former(case) is (reach == new and not is_unsafe)
        hand_over(session, means, talk, offered, now=now)
        assert [one.is_quiet for one in case.all_of(around.ReachChanged)] == [False, True]
        assert casework.case_of(session, means, shared.id) == case  # Pressed twice is once.


def test_who_stops_after_an_application_keeps_its_day_and_its_clear_columns_follow(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    applied = lines.Applied("Jan", "Straat 1", "Een lift", TODAY, now)
    with database.writing() as session:
        offered = offer(now, "begin", "geld", kind=DeskKind.NOTIFICATION)
        shared = hand_over(session, means, talk, offered, now=now)
        casework.write_down(session, means, shared.id, applied, key="aanvraag", by=RESIDENT)
        handing_over.withdraw(session, means, talk, shared.id, now=now + DAY, by=RESIDENT)
        assert handing_over.own(session, talk, shared.id).due_on == TODAY
        helped = lines.HelpedAtOnce(TODAY, "Een bed", now)
        casework.write_down(session, means, shared.id, helped, key="bed", by=RESIDENT)
        assert handing_over.own(session, talk, shared.id).due_on == date(2026, 12, 7)
        said = Judged(1, Judgement.NOT_SHARED, now + DAY)
        keeping_back.write_down(session, means, talk, said, key="terug", by=RESIDENT)
        assert (shared.is_urgent, handing_over.own(session, talk, shared.id).is_urgent) == (True, False)


def test_who_stops_keeping_waits_for_nobody_who_writes_in_the_trace_of_a_case(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        shared = hand_over(session, means, talk, offer(now, "geld", kind=DeskKind.NOTIFICATION), now=now)
        asked = Asked("Ja, bewaar dit.", "nl")
        consents.give(session, means.vault, talk, purpose=keeping.PURPOSE, asked=asked, now=now, by=RESIDENT)
    stopping = Thread(target=stop_keeping, args=(database, means, talk, now))
    with database.writing() as session:
        handoffs.get(session, shared.id)  # As who is refused a case: that one first, then the trace.
        stopping.start()
        stopping.join(0.3)
        assert workbench.denied(session, means, shared.id, now=now, by=RESIDENT)
    stopping.join()
    with database.reading() as session:
        assert not conversations.get(session, talk).keeping.is_kept


def stop_keeping(database: Database, means: Means, talk: str, now: datetime) -> None:
    with database.writing() as session:
        keeping.stop_keeping(session, means, talk, now=now, by=RESIDENT)


def test_what_cannot_be_handed_over_is_refused_with_a_word(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        for offered, word in (
            (offer(now, "wonen"), "parts"),
            (offer(now, "geld", "onbekend"), "parts"),
            (offer(now), "nothing"),
            (offer(now, "geld", reach=Reach(Way.CALL)), "phone"),
            (offer(now, "geld", reach=Reach(Way.LETTER)), "address"),
            (offer(now, "geld", reach=Reach(Way.MAIL)), "mail"),
            (offer(now, "geld", reach=Reach(Way.HERE, name="x" * 101)), "long_name"),
        ):
            with pytest.raises(NotAllowed, match=word):
                hand_over(session, means, talk, offered, now=now)
        with pytest.raises(NotThere):
            hand_over(session, means, talk, offer(now, "geld", desk="opvang"), now=now)
        assert handing_over.of_conversation(session, means, talk) == ()


def test_a_case_of_another_conversation_is_not_there(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        handoff = hand_over(session, means, talk, offer(now, "geld"), now=now)
        other = tell(session, means, now=now)
        with pytest.raises(NotThere):
            handing_over.own(session, other, handoff.id)
        with pytest.raises(NotThere):
            handing_over.withdraw(session, means, other, handoff.id, now=now, by=RESIDENT)
        assert casework.case_of(session, means, handoff.id).written == ()


def test_of_a_chapter_that_is_not_shared_not_even_the_wijk_is_told(
    database: Database, means: Means, talk: str, now: datetime
) -> None:
    with database.writing() as session:
        opened = talking.look(session, means, talk)
        say(session, means, talk, Answer("wijk", ("binnenstad",)), now=now)
        chapter = opened.content.questionnaire.chapter_of["wijk"]
        said = Judged(chapter.number, Judgement.NOT_SHARED, now)
        checking.write_down(session, means, talk, said, key="k", by=RESIDENT)
        assert hand_over(session, means, talk, offer(now, "gezondheid"), now=now).wijk == ""
