"""Working on a case: each line is written once, and the clear columns for lists follow from the whole log."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from meedoen_app.actions import written_lines
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import around, clock, following_on, hearing, lines, safety, telling
from meedoen_app.core.casework.assignment import LONGEST_REASON, WORKERS, Coordinator
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.clock import Running
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.casework.numbering import numbered
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, case_lines, conversations, handoffs
from meedoen_app.storage.case_lines import Stored
from meedoen_app.storage.database import Session

# Also after the work on it is done.
STILL_WRITTEN = (
    lines.Applied,
    lines.Answered,
    lines.Decided,
    around.Told,
    around.NotReached,
    around.SafetyJudged,
    around.GlassBroken,
    around.PassedOn,
)
# About a note on safety, of which nothing at all may be seen in the trace while its resident may not read it.
NOTES, STAND_OF_NOTES = (around.SafetyNote, around.SafetyJudged), "veiligheid_stand"


def case_of(session: Session, means: Means, id: str) -> Case:
    """Return a case as it now stands. Raises NotThere."""
    return folded(case_lines.listed(session, means.vault, id))


def folded(stored: Iterable[Stored]) -> Case:
    """Return the case that these lines make."""
    return Case(numbered(written_lines.read(one.content, one.at) for one in stored))


def hold(session: Session, id: str) -> Handoff:
    """Return a case, and hold its conversation before it, and what else was made of that. Raises NotThere."""
    hold_several(session, [id])
    return handoffs.get(session, id)


def hold_several(session: Session, ids: Collection[str]) -> None:
    """Hold every conversation of these cases, and then all that was made of them. Raises NotThere.

    So does everybody, before anything is noted in the trace: whoever works on one may have to see another.
    """
    talks = sorted(filter(None, {handoffs.conversation_of(session, id) for id in ids}))
    for talk in talks:
        conversations.get(session, talk)
    made = [one.id for talk in talks for one in handoffs.of_conversation(session, talk)]
    handoffs.hold(session, [*ids, *made])


def write_down(session: Session, means: Means, id: str, line: Line, *, key: str, by: Actor) -> Case:
    """Write a line in a case and return the case as it then stands; twice with one key is once.

    Raises NotThere, NotAllowed for a line that does not follow on what was written, KeyReused for a key that
    came before with something else.
    """
    handoff = handoffs.get(session, id)
    case = case_of(session, means, id)
    if not case_lines.is_known(session, id, key):
        if case.is_over(handoff.withdrawn_at) and not _is_still_written(line, handoff, case):
            raise NotAllowed("over")
        if isinstance(line, lines.Notified) and means.contents.current().is_independent(handoff.desk):
            raise NotAllowed("independent")  # Nobody makes a notification of what was told there.
        following_on.accept(case, line)
    content, about = written_lines.as_kept(line), written_lines.name_of(line)
    case_lines.add(session, means.vault, id, content, key=key, about=about, now=line.at, by=by)
    follows = _follow_notes if isinstance(line, NOTES) else follow
    return follows(session, means, handoff, now=line.at, by=by)


def _is_still_written(line: Line, handoff: Handoff, case: Case) -> bool:
    """Say whether this may be written after the end: also a contact about what the resident wrote since."""
    return isinstance(line, STILL_WRITTEN) or (
        isinstance(line, lines.Contacted) and hearing.waits(case, handoff)
    )


def follow(session: Session, means: Means, handoff: Handoff, *, now: datetime, by: Actor) -> Case:
    """Let the clear columns of a case say what its log says, and return the case."""
    case = case_of(session, means, handoff.id)
    confirmed = next((one.at for one in case.all_of(lines.Contacted) if one.confirms), None)
    closed, notified = case.closed, case.notified
    newer = replace(handoff, notified_on=notified.on if notified else handoff.notified_on)
    values = {
        "kind": DeskKind.NOTIFICATION if newer.notified_on else handoff.kind,
        "state": case.state.value,
        "notified_on": newer.notified_on,
        "due_on": _due_on(session, means, newer, case),
        "confirmed_at": confirmed,
        "closed_at": closed.at if closed else None,
    }
    if any(getattr(handoff, name) != value for name, value in values.items()):
        handoffs.change(session, means.vault, handoff.id, "stand", now=now, by=by, **values)
    return case


def _due_on(session: Session, means: Means, handoff: Handoff, case: Case) -> date | None:
    """Return by which day somebody must act.

    Of what is closed: when it is still to be told by hand, or the resident wrote something since.
    """
    if case.is_stopped(handoff.withdrawn_at):
        return None
    if case.closed is None:
        return clock.next_due(case, running(means, handoff, case))
    reach = handoffs.reach(session, means.vault, handoff.id)
    to_tell = telling.to_do(case, reach, is_gone=is_gone(session, handoff))
    is_owed = to_tell or hearing.waits(case, handoff)
    return case.closed.at.date() if is_owed else None


def is_gone(session: Session, handoff: Handoff) -> bool:
    """Say whether its resident cannot come back to read it: what is not kept any more is as good as gone."""
    return handoff.id in gone(session, [handoff])


def gone(session: Session, found: Collection[Handoff]) -> frozenset[str]:
    """Return of which of these the resident cannot come back, at a flat cost."""
    kept = conversations.kept(session, {one.conversation for one in found if one.conversation})
    return frozenset(one.id for one in found if one.conversation not in kept)


def _follow_notes(session: Session, means: Means, handoff: Handoff, *, now: datetime, by: Actor) -> Case:
    """Let a case say whether a note about safety waits, and leave all else for a line that is no secret."""
    case = case_of(session, means, handoff.id)
    waits = bool(safety.waiting(case))
    if waits != handoff.has_note_waiting:
        handoffs.change(
            session, means.vault, handoff.id, STAND_OF_NOTES, now=now, by=by, has_note_waiting=waits
        )
    return case


def running(means: Means, handoff: Handoff, case: Case) -> tuple[Running, ...]:
    """Return every deadline of a case that began to run."""
    content = means.contents.current()
    known = {term.id: term for term in content.terms}
    of_desk = [term for desk in content.desks if desk.id == handoff.desk for term in desk.terms]
    return clock.running(clock.Clock(known, content.calendar), handoff, case, of_desk)


def worker_of(session: Session, handoff: Handoff) -> tuple[str, bool]:
    """Return the name of who works on a case, "" while nobody does, and whether they are the regisseur.

    Who went to another team, or does other work now, works on it no more.
    """
    there = assignments.active(session, handoff.id)
    account = accounts.find(session, there.account) if there else None
    if account is None or not _works_here(session, account.id, handoff.team):
        return "", False
    led = handoff.conversation and assignments.coordinator(session, handoff.conversation)
    return account.name, bool(led and led.account == account.id)


def regisseur(session: Session, means: Means, handoff: Handoff) -> Coordinator | None:
    """Return the regisseur of the plan that a case is about; None when they work on it no more."""
    led = assignments.coordinator(session, handoff.conversation) if handoff.conversation else None
    if led is None:
        return None
    there, of_case = assignments.active(session, led.case), handoffs.get(session, led.case)
    is_over = case_of(session, means, led.case).is_over(of_case.withdrawn_at)
    works = there is not None and there.account == led.account and not is_over
    return led if works and _works_here(session, led.account, of_case.team) else None


def contact_of(session: Session, means: Means, handoff: Handoff) -> str:
    """Return the name of who holds the plan of a case together, "" while nobody does."""
    led = regisseur(session, means, handoff)
    account = accounts.find(session, led.account) if led else None
    return account.name if account else ""


def take(session: Session, means: Means, id: str, account: str, *, now: datetime, by: Actor) -> None:
    """Take a case that nobody works on any more. Who takes the first one of a plan is its regisseur.

    Who left the municipality or the team works on it no more, and is not its regisseur. Raises NotAllowed
    when somebody else works on it ("taken"), and when it is over ("over"). An application brings it back.
    """
    handoff = hold(session, id)
    there = assignments.active(session, id)
    if there is not None and there.account != account and _works_here(session, there.account, handoff.team):
        raise NotAllowed("taken")
    if case_of(session, means, id).is_over(handoff.withdrawn_at):
        raise NotAllowed("over")
    assignments.assign(session, means.vault, id, account, reason="", now=now, by=by)
    if handoff.conversation and regisseur(session, means, handoff) is None:
        assignments.coordinate(session, means.vault, id, account, now=now, by=by)


def _works_here(session: Session, account: str, team: str) -> bool:
    """Say whether somebody still works on the cases of this team."""
    found = accounts.find(session, account)
    return found is not None and found.is_active and found.role in WORKERS and found.team == team


def colleagues(session: Session, team: str) -> tuple[Account, ...]:
    """Return who of a team takes in what is handed over."""
    return tuple(one for one in accounts.in_team(session, team) if one.role in WORKERS)


def pass_on(
    session: Session, means: Means, id: str, account: str, reason: str, *, now: datetime, by: Actor
) -> None:
    """Give a case to a colleague, with the reason, which they read. Who was the regisseur gives that along.

    Raises NotAllowed without a reason, and for who takes nothing in at this team ("colleague").
    """
    require_reason(reason)
    handoff = handoffs.get(session, id)
    if account not in {one.id for one in colleagues(session, handoff.team)}:
        raise NotAllowed("colleague")
    former = assignments.active(session, id)
    assignments.assign(session, means.vault, id, account, reason=reason, now=now, by=by)
    led = handoff.conversation and assignments.coordinator(session, handoff.conversation)
    if former is not None and led and led.account == former.account:
        assignments.coordinate(session, means.vault, id, account, now=now, by=by)
    key = f"overgegeven:{len(case_of(session, means, id).written)}"
    write_down(session, means, id, around.PassedOn(reason, now, by.id), key=key, by=by)


def put_back(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Put a case back for the team, so that a colleague can take it."""
    assignments.release(session, means.vault, id, now=now, by=by)


def coordinate(
    session: Session, means: Means, id: str, account: str, reason: str, *, now: datetime, by: Actor
) -> tuple[str, ...]:
    """Become the one regisseur of this plan. In the place of another that needs a reason.

    The reason stands in both cases, where that other and the resident read it: they are returned, as it is
    news. Raises NotAllowed for who does not work on it, and without a reason.
    """
    there, handoff = assignments.active(session, id), handoffs.get(session, id)
    if there is None or there.account != account:
        raise NotAllowed("assigned")
    former = regisseur(session, means, handoff)
    both = (former.case, id) if former is not None and former.account != account else ()
    if both:
        require_reason(reason)
    for case in both:
        key = f"regisseur:{len(case_of(session, means, case).written)}"
        write_down(session, means, case, around.Coordinated(reason, now, by.id), key=key, by=by)
    assignments.coordinate(session, means.vault, id, account, now=now, by=by)
    return both


def require_reason(reason: str) -> None:
    """Raise NotAllowed for a reason that says nothing or too much."""
    if not reason.strip():
        raise NotAllowed("reason")
    if len(reason) > LONGEST_REASON:
        raise NotAllowed("too_long")
