"""Notes about safety: written by who works on a case, and withheld only with the privacy officer's yes."""

from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import casework
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import lines, safety
from meedoen_app.core.casework.lines import SafetyNote
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import handoffs
from meedoen_app.storage.database import Session

NOTE = "veiligheid"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note that waits for the privacy officer, and in which case it stands."""

    case: str
    note: SafetyNote


def write(
    session: Session, means: Means, case: str, words: str, reason: str, *, key: str, now: datetime, by: Actor
) -> None:
    """Write a note that the resident may not read yet, with why. Raises NotAllowed ("empty", "too_long")."""
    known = casework.case_of(session, means, case).all_of(SafetyNote)
    note = SafetyNote(len(known) + 1, words, reason, now, by.id)
    casework.write_down(session, means, case, note, key=key, by=by)


def waiting(session: Session, means: Means, *, now: datetime, by: Actor) -> tuple[Waiting, ...]:
    """Return every note that waits. That the privacy officer looked is noted in each case."""
    found: list[Waiting] = []
    for handoff in handoffs.with_a_note_waiting(session):
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
    line = lines.SafetyJudged(number, withheld, now, by.id)
    casework.write_down(session, means, case, line, key=f"oordeel:{number}", by=by)
