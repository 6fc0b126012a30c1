"""Who works on a case, who is the one regisseur, and who broke the glass."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.casework.assignment import Assignment, Coordinator, Glass
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import handoffs
from meedoen_app.storage.database import Session, add_if_absent
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.casework import AssignmentRow, CoordinatorRow, GlassRow, HandoffRow
from meedoen_app.storage.vault import Vault

ASSIGNMENT, GLASS = "assignment", "broken_glass"


def assign(
    session: Session, vault: Vault, id: str, account: str, *, reason: str, now: datetime, by: Actor
) -> Assignment:
    """Give a case to somebody; whoever worked on it does so no more. The same again changes nothing."""
    former = _active_row(session, id)
    if former is not None and former.account_id == account:
        return _assignment(former)
    if former is not None:
        former.until_at = now
    number = next_number(session, AssignmentRow.number, AssignmentRow.handoff_id == id)
    sealed = handoffs.key(session, vault, id).seal(reason, ASSIGNMENT, f"{id}:{number}")
    row = AssignmentRow(
        handoff_id=id, number=number, account_id=account, reason_ciphertext=sealed, from_at=now
    )
    session.add(row)
    session.flush()
    event = Event(Action.UPDATE, "toegewezen", ASSIGNMENT, account)
    handoffs.note(session, vault, id, event, now=now, by=by)
    return _assignment(row)


def release(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Put a case back for the team: nobody works on it."""
    former = _active_row(session, id)
    if former is not None:
        former.until_at = now
        event = Event(Action.UPDATE, "teruggelegd", ASSIGNMENT, former.account_id)
        handoffs.note(session, vault, id, event, now=now, by=by)


def active(session: Session, id: str) -> Assignment | None:
    """Return who works on a case now."""
    row = _active_row(session, id)
    return None if row is None else _assignment(row)


def gave_away(session: Session, id: str, account: str) -> bool:
    """Say whether somebody worked on a case once, and does so no more."""
    theirs = select(AssignmentRow).filter_by(handoff_id=id, account_id=account)
    last = theirs.order_by(AssignmentRow.number.desc()).limit(1)
    row = session.scalar(last) if id.isprintable() else None
    return row is not None and row.until_at is not None


def of_case(session: Session, vault: Vault, id: str) -> tuple[tuple[Assignment, str], ...]:
    """Return everybody who worked on a case, each with the reason why it came to them."""
    key = handoffs.key(session, vault, id)
    rows = session.scalars(select(AssignmentRow).filter_by(handoff_id=id).order_by(AssignmentRow.number))
    return tuple(
        (_assignment(row), key.open(row.reason_ciphertext, ASSIGNMENT, f"{id}:{row.number}")) for row in rows
    )


def cases_of(session: Session, account: str) -> tuple[str, ...]:
    """Return the cases that somebody works on now."""
    of_account = select(AssignmentRow.handoff_id).filter_by(account_id=account, until_at=None)
    return tuple(session.scalars(of_account))


def coordinator(session: Session, conversation: str) -> Coordinator | None:
    """Return the one regisseur of a conversation, also when they left it since."""
    row = session.get(CoordinatorRow, conversation)
    return Coordinator(row.handoff_id, row.account_id) if row else None


def coordinate(session: Session, vault: Vault, id: str, account: str, *, now: datetime, by: Actor) -> None:
    """Make somebody the regisseur, in the place of whoever was. Raises NotAllowed without a conversation."""
    conversation = handoffs.get(session, id).conversation
    if conversation is None:
        raise NotAllowed("conversation")
    first = CoordinatorRow(conversation_id=conversation, handoff_id=id, account_id=account, since=now)
    if session.get(CoordinatorRow, conversation) is None:
        add_if_absent(session, first)
    row = session.get_one(CoordinatorRow, conversation, with_for_update=True)
    row.handoff_id, row.account_id, row.since = id, account, now
    session.flush()
    handoffs.note(session, vault, id, Event(Action.UPDATE, "regisseur", ASSIGNMENT, account), now=now, by=by)


def break_glass(
    session: Session,
    vault: Vault,
    id: str,
    account: str,
    *,
    reason: str,
    until: datetime,
    quiet: bool = False,
    now: datetime,
    by: Actor,
) -> Glass:
    """Let somebody look who does not work on this case, for a while, because of this reason."""
    number = next_number(session, GlassRow.number, GlassRow.handoff_id == id)
    sealed = handoffs.key(session, vault, id).seal(reason, GLASS, f"{id}:{number}")
    row = GlassRow(
        handoff_id=id,
        number=number,
        account_id=account,
        reason_ciphertext=sealed,
        from_at=now,
        until_at=until,
        is_quiet=quiet,
    )
    session.add(row)
    session.flush()
    made = _glass(row)
    event = Event(Action.BREAK_GLASS, "noodsprong", GLASS, str(number), ground=Ground.GLASS.of(made.ref))
    handoffs.note(session, vault, id, event, now=now, by=by)
    return made


def glass(session: Session, id: str, account: str, now: datetime) -> Glass | None:
    """Return the glass that somebody broke for this case and that still holds."""
    row = _glass_row(session, id, account, now)
    return None if row is None else _glass(row)


def glasses(session: Session, vault: Vault, *, most: int) -> tuple[tuple[Glass, str], ...]:
    """Return every quiet glass and then those that were broken last, each with its reason; the newest first.

    A quiet one stays until its resident is told, however many were broken since.
    """
    newest = select(GlassRow).order_by(GlassRow.from_at.desc())
    quiet = session.scalars(newest.where(GlassRow.is_quiet)).all()
    rows = [*quiet, *session.scalars(newest.where(~GlassRow.is_quiet).limit(most))]
    handoffs.hold(session, {row.handoff_id for row in rows})
    return tuple((_glass(row), _reason(session, vault, row)) for row in rows)


def glasses_of_talk(session: Session, vault: Vault, conversation: str) -> tuple[tuple[Glass, str], ...]:
    """Return every glass that was broken for a conversation, each with its reason."""
    of_it = select(HandoffRow.id).where(HandoffRow.conversation_id == conversation)
    rows = session.scalars(select(GlassRow).where(GlassRow.handoff_id.in_(of_it))).all()
    return tuple((_glass(row), _reason(session, vault, row)) for row in rows)


def tell_of_glass(
    session: Session, vault: Vault, id: str, number: int, *, now: datetime, by: Actor
) -> Glass | None:
    """Let the resident read of a broken glass from now on, and return it; None if they could.

    Raises NotThere.
    """
    row = session.get(GlassRow, (id, number), with_for_update=True)
    if row is None:
        raise NotThere(GLASS)
    if not row.is_quiet:
        return None
    row.is_quiet = False
    session.flush()
    event = Event(Action.UPDATE, "noodsprong_verteld", GLASS, str(number))
    handoffs.note(session, vault, id, event, now=now, by=by)
    return _glass(row)


def _glass(row: GlassRow) -> Glass:
    return Glass(row.handoff_id, row.account_id, row.from_at, row.until_at, row.number, row.is_quiet)


def _reason(session: Session, vault: Vault, row: GlassRow) -> str:
    key = handoffs.key(session, vault, row.handoff_id)
    return key.open(row.reason_ciphertext, GLASS, f"{row.handoff_id}:{row.number}")


def _glass_row(session: Session, id: str, account: str, now: datetime) -> GlassRow | None:
    found = select(GlassRow).where(
        GlassRow.handoff_id == id,
        GlassRow.account_id == account,
        GlassRow.from_at <= now,
        GlassRow.until_at > now,
    )
    return session.scalar(found.order_by(GlassRow.until_at.desc()).limit(1))


def _active_row(session: Session, id: str) -> AssignmentRow | None:
    return session.scalar(select(AssignmentRow).filter_by(handoff_id=id, until_at=None))


def _assignment(row: AssignmentRow) -> Assignment:
    return Assignment(row.handoff_id, row.account_id, row.from_at, row.until_at)
