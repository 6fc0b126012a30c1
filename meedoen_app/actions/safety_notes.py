"""What is withheld from a resident for safety, until the privacy officer says so: notes, a broken glass."""

from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import casework
from meedoen_app.actions.means import Means
from meedoen_app.core import looks
from meedoen_app.core.casework import around, safety
from meedoen_app.core.casework.around import SafetyNote
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event, Ground, Line
from meedoen_app.storage import assignments, conversations, handoffs, trace
from meedoen_app.storage.database import Session

NOTE = "veiligheid"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note that waits for the privacy officer, and in which case it stands."""

    case: str
    note: SafetyNote


def waiting(session: Session, means: Means, *, now: datetime, by: Actor) -> tuple[Waiting, ...]:
    """Return every note that waits. That the privacy officer looked is noted in each case."""
    found: list[Waiting] = []
    there = handoffs.with_a_note_waiting(session)
    handoffs.hold(session, {handoff.id for handoff in there})
    for handoff in there:
        case = casework.case_of(session, means, handoff.id)
        found += [Waiting(handoff.id, one) for one in safety.waiting(case)]
        event = Event(Action.READ, NOTE, handoffs.HANDOFF, handoff.id, ground=Ground.LAW.of("AVG art. 23"))
        handoffs.note(session, means.vault, handoff.id, event, now=now, by=by)
    return tuple(found)


def judge(
    session: Session, means: Means, case: str, number: int, withheld: bool, *, now: datetime, by: Actor
) -> None:
    """Say whether a note is withheld. Raises NotThere for one that does not wait."""
    there = casework.case_of(session, means, case)
    if number not in {one.number for one in safety.waiting(there)}:
        raise NotThere(case)
    line = around.SafetyJudged(number, withheld, now, by.id)
    casework.write_down(session, means, case, line, key=f"oordeel:{number}", by=by)


def own_log(session: Session, means: Means, id: str) -> tuple[Line, ...]:
    """Return the trace of a conversation as its resident may read it now. Raises NotThere."""
    conversations.get(session, id)
    cases = [one.id for one in handoffs.of_conversation(session, id)]
    hushed = {one for one in cases if safety.is_hushed(casework.case_of(session, means, one))}
    broken = [glass for glass, _ in assignments.glasses_of_talk(session, means.vault, id)]
    return looks.told(trace.lines(session, means.vault, id), broken, hushed)
