"""Working on a case: what is written stands once, and what lists need follows from it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from meedoen_app.actions import casework, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState, Rights, Role
from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.assignment import Coordinator, Relation
from meedoen_app.core.casework.lines import Channel, Line
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, handoffs, trace
from meedoen_app.storage.database import Database
from tests.cases import RESIDENT, plain

TODAY = date(2026, 11, 23)
TEAM = "toegang_wmo"


@pytest.fixture
def handoff(
    database: Database, conversation: Conversation, means: Means, now: datetime, resident: Actor
) -> Handoff:
    with database.writing() as session:
        return plain(session, means.vault, conversation.id, now=now, shared_on=TODAY, by=resident)


@pytest.fixture
def join(database: Database, now: datetime) -> Callable[..., Account]:
    """Somebody comes to work here."""

    def joining(name: str, team: str = TEAM, role: Role = Role.PROFESSIONAL) -> Account:
        with database.writing() as session:
            account = accounts.add(
                session,
                name=name,
                mail=f"{name}@voorbeeld.nl",
                rights=Rights(role, team=team),
                state=AccountState.ACTIVE,
                now=now,
            )
        assert account is not None
        return account

    return joining


@pytest.fixture
def write(
    database: Database, means: Means, handoff: Handoff, resident: Actor
) -> Callable[[str, Line], Handoff]:
    """Write a line with this key, and return what lists see of the case then."""

    def writing(key: str, line: Line) -> Handoff:
        with database.writing() as session:
            casework.write_down(session, means, handoff.id, line, key=key, by=resident)
            return handoffs.get(session, handoff.id)

    return writing


def test_what_lists_need_follows_from_what_was_written(
    write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    notified = write("a", lines.Notified(TODAY, now))
    assert (notified.kind, notified.notified_on, notified.state, notified.due_on) == (
        DeskKind.NOTIFICATION,
        TODAY,
        "melding_gedaan",
        date(2027, 1, 4),
    )
    promised = write("b", lines.Promised(1, "Bellen", TODAY + timedelta(days=1), now))
    assert promised.due_on == TODAY + timedelta(days=1)
    assert write("c", lines.Kept(1, now)).due_on == date(2027, 1, 4)
    met = write("d", lines.Contacted(Channel.CALL, "Gebeld", now, confirms=True))
    assert met.confirmed_at == now
    closed = write("e", lines.Closed("Klaar", now))
    assert (closed.closed_at, closed.due_on, closed.state) == (now, None, "gesloten")


def test_what_comes_twice_is_written_once_and_another_thing_with_its_key_is_refused(
    database: Database, means: Means, handoff: Handoff, write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    promised = lines.Promised(1, "Bellen", TODAY, now)
    write("a", promised)
    write("a", lines.Promised(1, "Bellen", TODAY, now + timedelta(minutes=1)))
    with pytest.raises(KeyReused):
        write("a", lines.Promised(1, "Schrijven", TODAY, now))
    with database.reading() as session:
        assert casework.case_of(session, means, handoff.id).written == (promised,)


def test_every_kind_of_line_comes_back_as_it_was_written(
    database: Database, means: Means, handoff: Handoff, write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    said: list[Line] = [
        lines.Notified(TODAY, now),
        lines.SupportDiscussed(True, now, "a"),
        lines.Inquired(lines.Item.OWN, lines.Discussed.YES, "Kookt zelf", now, "a"),
        lines.Reported(1, "Hulp", {lines.Item.OWN: "Kookt zelf"}, now, "a", "Mijn inschatting"),
        lines.Answered(1, False, "Nee hoor", now),
        lines.Appointment(1, TODAY, datetime(2026, 1, 1, 10, 30).time(), "Thuis", now, "a", "ti", True),  # noqa: DTZ001 - the hour of a day
    ]
    for number, line in enumerate(said):
        write(str(number), line)
    with database.reading() as session:
        assert list(casework.case_of(session, means, handoff.id).written) == said


def test_nothing_is_written_any_more_in_what_is_over_but_an_application_opens_it(
    database: Database, means: Means, handoff: Handoff, write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    write("a", lines.Notified(TODAY, now))
    write("b", lines.Closed("", now))
    contact = lines.Contacted(Channel.CALL, "Gebeld", now)
    with pytest.raises(NotAllowed, match="over"):
        write("c", contact)
    applied = write("d", lines.Applied("Jan", "Straat 1", "Een lift", TODAY, now))
    assert (applied.closed_at, applied.state) == (None, "aanvraag")
    write("e", contact)
    with database.writing() as session:
        later = now + timedelta(days=1)
        handoffs.change(
            session,
            means.vault,
            handoff.id,
            "ingetrokken",
            now=later,
            by=Actor("", "inwoner"),
            withdrawn_at=later,
        )
    assert write("f", contact).due_on == date(2026, 12, 7)  # Stopping takes back no application.


def test_what_the_resident_or_the_officer_says_is_written_after_the_end_too(
    write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    write("a", lines.Notified(TODAY, now))
    write("b", lines.SupportDiscussed(False, now))
    write("c", lines.Reported(1, "Hulp", {}, now))
    assert write("d", around.SafetyNote(1, "Let op", "Gevaar", now)).has_note_waiting
    write("e", lines.Closed("", now))
    write("f", lines.Answered(1, False, "Dit klopt niet", now))
    assert not write("g", around.SafetyJudged(1, True, now)).has_note_waiting


def test_an_application_after_taking_back_brings_the_case_back(
    database: Database,
    means: Means,
    handoff: Handoff,
    write: Callable[[str, Line], Handoff],
    join: Callable[..., Account],
    now: datetime,
) -> None:
    piet, later = join("piet"), now + timedelta(days=50)
    by = Actor(piet.id, piet.role)
    write("a", lines.Notified(TODAY, now))
    with database.writing() as session:
        handoffs.change(
            session, means.vault, handoff.id, "weg", now=now, by=by, withdrawn_at=now, due_on=None
        )
    assert write("b", around.NotReached(1, now)).due_on is None  # Of what is over nothing is due.
    with database.writing() as session:
        assert workbench.new_for(session, TEAM, later, most=5) == ()
        with pytest.raises(NotAllowed, match="over"):
            casework.take(session, means, handoff.id, piet.id, now=later, by=by)
    write("c", lines.Applied("Jan", "Straat 1", "Een lift", TODAY + timedelta(days=50), later))
    with database.writing() as session:
        assert [one.id for one in workbench.new_for(session, TEAM, later, most=5)] == [handoff.id]
    abroad = lines.Paused(lines.PauseReason.ABROAD, "Een brief uit België", later.date(), later, piet.id)
    assert write("d", abroad).due_on is None  # It stands still without a last day, and is not gone.
    with database.writing() as session:
        assert [one.id for one in workbench.new_for(session, TEAM, later, most=5)] == [handoff.id]
        casework.take(session, means, handoff.id, piet.id, now=later, by=by)
        assert dict(workbench.loads(session, TEAM, later))[piet] == 1


def test_a_talk_with_independent_support_becomes_no_notification(
    database: Database, means: Means, handoff: Handoff, write: Callable[[str, Line], Handoff], now: datetime
) -> None:
    independent = next(one.id for one in means.contents.current().desks if one.is_independent)
    with database.writing() as session:
        handoffs.change(session, means.vault, handoff.id, "stand", now=now, by=RESIDENT, desk=independent)
    with pytest.raises(NotAllowed, match="independent"):
        write("a", lines.Notified(TODAY, now))


@pytest.mark.parametrize("became", [Rights(Role.POLICY, team=TEAM), Rights(Role.PROFESSIONAL, team="bad")])
def test_what_somebody_worked_on_who_got_other_work_is_there_for_the_team(
    database: Database,
    means: Means,
    handoff: Handoff,
    join: Callable[..., Account],
    now: datetime,
    became: Rights,
) -> None:
    fatma, piet = join("fatma"), join("piet")
    with database.writing() as session:
        handoffs.change(
            session, means.vault, handoff.id, "stand", now=now, by=RESIDENT, kind=DeskKind.NOTIFICATION
        )
        casework.take(session, means, handoff.id, fatma.id, now=now, by=Actor(fatma.id, fatma.role))
        accounts.set_rights(session, fatma.id, became)
    with database.writing() as session:
        moved = accounts.get(session, fatma.id)
        if moved.team != TEAM:
            assert workbench.mine(session, means, fatma.id, now) == ()
            with pytest.raises(NotThere):
                workbench.stand(session, means, handoff.id, moved, tuple(Relation), now)
        assert [one.id for one in workbench.new_for(session, TEAM, now, most=5)] == [handoff.id]
        assert casework.worker_of(session, handoff) == ("", False)  # Nor is that said to its resident.
        assert casework.regisseur(session, means, handoff) is None
        casework.take(session, means, handoff.id, piet.id, now=now, by=Actor(piet.id, piet.role))
        assert casework.worker_of(session, handoff) == ("piet", True)


def test_who_becomes_the_regisseur_in_the_place_of_another_says_why_in_both_cases(
    database: Database, means: Means, handoff: Handoff, join: Callable[..., Account], now: datetime
) -> None:
    fatma, noor = join("fatma"), join("noor", team="bad")
    by = Actor(noor.id, noor.role)
    with database.writing() as session:
        talk = handoff.conversation or ""
        other = plain(session, means.vault, talk, now=now, desk="schuldhulp", team="bad")
        casework.take(session, means, handoff.id, fatma.id, now=now, by=Actor(fatma.id, fatma.role))
        casework.take(session, means, other.id, noor.id, now=now, by=by)
        applied = lines.Applied("Jan", "Straat 1", "Een lift", TODAY, now)
        for line in (lines.Notified(TODAY, now), applied):
            casework.write_down(session, means, handoff.id, line, key=str(line), by=RESIDENT)
        stopped = {"now": now, "by": RESIDENT, "withdrawn_at": now}
        handoffs.change(session, means.vault, handoff.id, "ingetrokken", **stopped)
        assert casework.regisseur(session, means, other) == Coordinator(handoff.id, fatma.id)
        with pytest.raises(NotAllowed, match="reason"):
            casework.coordinate(session, means, other.id, noor.id, " ", now=now, by=by)
        for reason in ("Ik ken haar", "Nog een keer"):  # Pressed twice is once.
            casework.coordinate(session, means, other.id, noor.id, reason, now=now, by=by)
        assert casework.regisseur(session, means, handoff) == Coordinator(other.id, noor.id)
        for one in (handoff, other):
            said = casework.case_of(session, means, one.id).all_of(around.Coordinated)
            assert [(line.words, line.by) for line in said] == [("Ik ken haar", noor.id)]
        casework.put_back(session, means, other.id, now=now, by=by)  # Then nobody is the regisseur.
        casework.coordinate(session, means, handoff.id, fatma.id, "", now=now, by=Actor(fatma.id, "x"))
        assert casework.worker_of(session, handoff) == ("fatma", True)


def test_a_colleague_has_as_many_cases_as_are_open(
    database: Database, means: Means, handoff: Handoff, join: Callable[..., Account], now: datetime
) -> None:
    fatma, by = join("fatma"), Actor("fatma", "professional")

    def load() -> int:
        with database.reading() as session:
            [(account, load)] = workbench.loads(session, TEAM, now)
        assert account.id == fatma.id
        return load

    with database.writing() as session:
        talk, kind = handoff.conversation or "", DeskKind.NOTIFICATION
        cases = [plain(session, means.vault, talk, now=now, kind=kind).id for _ in range(3)]
        for one in cases:
            casework.take(session, means, one, fatma.id, now=now, by=by)
    assert load() == 3
    with database.writing() as session:
        casework.write_down(session, means, cases[0], lines.Closed("", now), key="k", by=by)
        handoffs.change(session, means.vault, cases[1], "ingetrokken", now=now, by=by, withdrawn_at=now)
    assert load() == 1


def test_a_note_about_safety_leaves_no_line_in_the_trace_by_another_name(
    database: Database, means: Means, handoff: Handoff, now: datetime, write: Callable[[str, Line], Handoff]
) -> None:
    def names() -> list[str]:
        with database.reading() as session:
            found = trace.lines(session, means.vault, handoff.conversation or "")
        return [line.event.name for line in found]

    write("a", lines.Notified(TODAY, now))
    before = names()
    write("b", around.SafetyNote(1, "Let op", "Omdat", now, "fatma"))
    write("c", around.SafetyJudged(1, True, now, "f"))
    newer = names()[len(before) :]
    assert newer
    assert [name for name in newer if not name.startswith("veiligheid")] == []


def test_of_two_who_take_a_case_at_once_one_has_it(
    database: Database,
    means: Means,
    handoff: Handoff,
    join: Callable[..., Account],
    now: datetime,
    conversation: Conversation,
) -> None:
    both = [join("fatma"), join("piet")]

    def take(account: Account) -> str:
        try:
            with database.writing() as session:
                casework.take(
                    session, means, handoff.id, account.id, now=now, by=Actor(account.id, account.role)
                )
        except NotAllowed as refused:
            return str(refused)
        return account.id

    with ThreadPoolExecutor(2) as at_once:
        found = list(at_once.map(take, both))
    with database.reading() as session:
        there = assignments.active(session, handoff.id)
        assert there is not None
        assert sorted(found) == sorted(["taken", there.account])
        assert assignments.coordinator(session, conversation.id) == Coordinator(handoff.id, there.account)


def test_what_somebody_worked_on_who_left_can_be_taken_by_a_colleague(
    database: Database,
    means: Means,
    handoff: Handoff,
    join: Callable[..., Account],
    now: datetime,
    conversation: Conversation,
) -> None:
    fatma, piet = join("fatma"), join("piet")
    with database.writing() as session:
        handoffs.change(
            session, means.vault, handoff.id, "stand", now=now, by=RESIDENT, kind=DeskKind.NOTIFICATION
        )
        casework.take(session, means, handoff.id, fatma.id, now=now, by=Actor(fatma.id, fatma.role))
        assert workbench.new_for(session, TEAM, now, most=5) == ()
        accounts.set_state(session, fatma.id, AccountState.DISABLED)
    with database.writing() as session:
        assert [one.id for one in workbench.new_for(session, TEAM, now, most=5)] == [handoff.id]
        casework.take(session, means, handoff.id, piet.id, now=now, by=Actor(piet.id, piet.role))
        assert assignments.coordinator(session, conversation.id) == Coordinator(handoff.id, piet.id)


def test_a_case_goes_to_a_colleague_with_a_reason_and_so_does_the_regie(
    database: Database,
    means: Means,
    handoff: Handoff,
    join: Callable[..., Account],
    now: datetime,
    conversation: Conversation,
) -> None:
    fatma, piet = join("fatma"), join("piet")
    others = [join("noor", team="bad"), join("ada", role=Role.ADMIN)]
    by = Actor(fatma.id, fatma.role)
    with database.writing() as session:
        casework.take(session, means, handoff.id, fatma.id, now=now, by=by)
        for account, reason, word in (
            (piet, " ", "reason"),
            (piet, "x" * 301, "too_long"),
            *((one, "Verlof", "colleague") for one in others),
        ):
            with pytest.raises(NotAllowed, match=word):
                casework.pass_on(session, means, handoff.id, account.id, reason, now=now, by=by)
        casework.pass_on(session, means, handoff.id, piet.id, "Verlof", now=now, by=by)
    with database.reading() as session:
        assert assignments.coordinator(session, conversation.id) == Coordinator(handoff.id, piet.id)
        assert casework.worker_of(session, handoff) == ("piet", True)
