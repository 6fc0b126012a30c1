"""Who sits at the table: by number and role, without a name."""

from datetime import datetime

from sqlalchemy import select, update

from meedoen_app.core.conversation.conversation import Participant, Role
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import ParticipantRow
from meedoen_app.storage.vault import Vault

PARTICIPANT = "participant"


def add(session: Session, vault: Vault, id: str, role: Role, *, now: datetime, by: Actor) -> Participant:
    """Give somebody the next number at this table."""
    keys.hold(session, id)
    number = next_number(session, ParticipantRow.number, ParticipantRow.conversation_id == id)
    session.add(ParticipantRow(conversation_id=id, number=number, role=role))
    event = Event(Action.CREATE, "deelnemer", PARTICIPANT, str(number))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return Participant(number, role)


def change_role(
    session: Session, vault: Vault, id: str, number: int, role: Role, *, now: datetime, by: Actor
) -> None:
    """Say that somebody at this table takes part as something else than was said before."""
    keys.hold(session, id)
    session.execute(
        update(ParticipantRow)
        .where(ParticipantRow.conversation_id == id, ParticipantRow.number == number)
        .values(role=role)
    )
    event = Event(Action.UPDATE, "rol", PARTICIPANT, str(number))
    trace.append(session, vault, by, event, now=now, conversation=id)


def listed(session: Session, id: str) -> tuple[Participant, ...]:
    """Return who sits at this table, the resident first."""
    keys.hold(session, id)
    rows = session.scalars(
        select(ParticipantRow).filter_by(conversation_id=id).order_by(ParticipantRow.number)
    )
    return tuple(Participant(row.number, Role(row.role)) for row in rows)
