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
    ids = [handoff.id for handoff in handoffs.with_a_note_waiting(session)]
    ground = Ground.LAW.of("AVG art. 23")
    events = {id: Event(Action.READ, NOTE, handoffs.HANDOFF, id, ground=ground) for id in ids}
    handoffs.note_all(session, means.vault, events, now=now, by=by)
    cases = {id: casework.case_of(session, means, id) for id in ids}
    return tuple(Waiting(id, one) for id in ids for one in safety.waiting(cases[id]))


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
