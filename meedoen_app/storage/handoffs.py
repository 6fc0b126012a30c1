"""Handings over: one conversation at one desk, with a key of its own."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from meedoen_app.core.access.account import AccountState
from meedoen_app.core.casework.assignment import WORKERS
from meedoen_app.core.casework.case import State
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotThere
from meedoen_app.core.handoff import ContactWish, Handoff, Reach, Way, number_of
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session, is_writing
from meedoen_app.storage.tables.accounts import AccountRow
from meedoen_app.storage.tables.casework import AssignmentRow, GlassRow, HandoffRow
from meedoen_app.storage.tables.conversation import ConsentRow
from meedoen_app.storage.vault import DataKey, Vault, WrappedKey

ID_BYTES = 16
HANDOFF = "handoff"
REACH = "handoff.reach"


def add(
    session: Session,
    vault: Vault,
    conversation: str,
    *,
    desk: str,
    consent: int,
    reach: Reach,
    now: datetime,
    by: Actor,
    **clear: Any,
) -> Handoff:
    """Hand a conversation over to a desk, and note it in its trace. `clear` are the other clear columns."""
    id = secrets.token_urlsafe(ID_BYTES)
    wrapped = vault.new_key(keys.place_of_handoff(id))
    key = vault.unwrap(keys.place_of_handoff(id), wrapped)
    row = HandoffRow(
        id=id,
        conversation_id=conversation,
        chain=conversation,
        desk=desk,
        consent_number=consent,
        has_note_waiting=False,
        shared_at=now,
        key_id=wrapped.key_id,
        wrapped_key=wrapped.wrapped,
        reach_ciphertext=key.seal(json.dumps(asdict(reach)), REACH, id),
        **clear,
    )
    session.add(row)
    session.flush()
    _trace(session, vault, row, Event(Action.SHARE, "gedeeld", HANDOFF, id, part=desk), now, by)
    return _handoff(row)


def get(session: Session, id: str) -> Handoff:
    """Return a handing over; a writing session holds it. Raises NotThere."""
    return _handoff(_held(session, id))


def of_conversation(session: Session, conversation: str) -> tuple[Handoff, ...]:
    """Return every handing over of a conversation, the oldest first."""
    found = select(HandoffRow).filter_by(conversation_id=conversation)
    rows = session.scalars(found.order_by(HandoffRow.shared_at, HandoffRow.id))
    return tuple(map(_handoff, rows))


def hold(session: Session, ids: Iterable[str]) -> None:
    """Hold several, in the one order in which everybody does: before any of it is noted in the trace.

    A reading session holds nothing. Raises NotThere.
    """
    for id in sorted(set(ids)):
        _held(session, id)


def hold_all(session: Session, conversation: str) -> tuple[Handoff, ...]:
    """Hold every handing over of a conversation, which is held itself, and return them, the oldest first."""
    hold(session, [one.id for one in of_conversation(session, conversation)])
    return of_conversation(session, conversation)


def reach(session: Session, vault: Vault, id: str) -> Reach:
    """Return how its resident wants to be reached. Raises NotThere."""
    return _reach(_held(session, id), vault)


def change_reach(session: Session, vault: Vault, id: str, reach: Reach, *, now: datetime, by: Actor) -> None:
    row = _held(session, id)
    row.reach_ciphertext = key_of(row, vault).seal(json.dumps(asdict(reach)), REACH, id)
    _trace(session, vault, row, Event(Action.UPDATE, "bereikbaar", HANDOFF, id), now, by)


def change(
    session: Session, vault: Vault, id: str, event: str, *, now: datetime, by: Actor, **values: Any
) -> Handoff:
    """Change the clear columns of a handing over, and say in the trace what happened. Raises NotThere."""
    row = _held(session, id)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    _trace(session, vault, row, Event(Action.UPDATE, event, HANDOFF, id), now, by)
    return _handoff(row)


def note(session: Session, vault: Vault, id: str, event: Event, *, now: datetime, by: Actor) -> None:
    """Note something about a handing over in the trace of its conversation: a look, or a refusal."""
    _trace(session, vault, _held(session, id), event, now, by)


def note_all(
    session: Session, vault: Vault, events: Mapping[str, Event], *, now: datetime, by: Actor
) -> None:
    """Note something of each of these cases: all held first, then chain after chain in one order.

    So two who look at lists with cases of the same conversations never wait for each other.
    """
    rows = [_held(session, id) for id in sorted(events)]
    for row in sorted(rows, key=lambda row: (row.chain, row.id)):
        _trace(session, vault, row, events[row.id], now, by)


def forget_shared(session: Session, conversation: str) -> None:
    """Delete what was shared by choice alone, with its key. A notification stays: it is the law's file."""
    session.execute(
        delete(HandoffRow).where(
            HandoffRow.conversation_id == conversation, HandoffRow.kind == DeskKind.SHARING
        )
    )


def key(session: Session, vault: Vault, id: str) -> DataKey:
    """Return the data key of a handing over; a writing session holds it. Raises NotThere."""
    return key_of(_held(session, id), vault)


def key_of(row: HandoffRow, vault: Vault) -> DataKey:
    return vault.unwrap(keys.place_of_handoff(row.id), WrappedKey(row.key_id, row.wrapped_key))


def numbered(session: Session, number: str) -> str:
    """Return the id of the one handing over with this number, however it was written. Raises NotThere."""
    digits = "".join(filter(str.isdigit, number))
    found = [id for id in session.scalars(select(HandoffRow.id)) if number_of(id).replace(" ", "") == digits]
    if len(found) != 1:
        raise NotThere(HANDOFF)
    return found[0]


def conversation_of(session: Session, id: str) -> str | None:
    """Return of which conversation this is, without holding it: who holds both holds that one first."""
    return session.scalar(select(HandoffRow.conversation_id).filter_by(id=id)) if id.isprintable() else None


def of_worker(
    session: Session, vault: Vault, account: str, now: datetime
) -> tuple[tuple[Handoff, Reach], ...]:
    """Return what somebody works on now, what is due first, and how to reach who shared it.

    What is closed is among it while there is a day: it is still to be told.
    """
    rows = session.scalars(_of_worker(_readable(now).where(_still_asks()), account).order_by(*_due_first()))
    return tuple((_handoff(row), _reach(row, vault)) for row in rows)


def closed_of(
    session: Session, vault: Vault, account: str, now: datetime, *, most: int, skip: int
) -> tuple[tuple[Handoff, Reach], ...]:
    """Return in which cases of somebody the work is done, as far as they may read them, the newest first."""
    found = _of_worker(_readable(now), account).where(HandoffRow.closed_at.is_not(None))
    order = (HandoffRow.closed_at.desc(), HandoffRow.id)
    rows = session.scalars(found.order_by(*order).limit(most).offset(skip))
    return tuple((_handoff(row), _reach(row, vault)) for row in rows)


def count_of_workers(session: Session, accounts: Iterable[str], now: datetime) -> dict[str, int]:
    """Return on how many cases each of these people works now, that go back to their team when they leave."""
    found = dict.fromkeys(accounts, 0)
    theirs = _of_workers(_open(now), found).where(_is_not_taken_back())
    counted = theirs.with_only_columns(AccountRow.id, func.count(), maintain_column_froms=True)
    rows = session.execute(counted.group_by(AccountRow.id))
    return found | dict(rows.all())


def _of_worker(chosen: Select[HandoffRow], account: str) -> Select[HandoffRow]:
    return _of_workers(chosen, [account])


def _of_workers(chosen: Select[HandoffRow], accounts: Iterable[str]) -> Select[HandoffRow]:
    """Choose what these people work on: who went to another team, or does other work, works on it no more."""
    works = (AssignmentRow.handoff_id == HandoffRow.id) & AssignmentRow.until_at.is_(None)
    theirs = chosen.join(AssignmentRow, works).where(AssignmentRow.account_id.in_(list(accounts)))
    still = and_(AccountRow.team == HandoffRow.team, AccountRow.role.in_(WORKERS))
    return theirs.join(AccountRow, AccountRow.id == AssignmentRow.account_id).where(still)


def of_nobody(session: Session, team: str, now: datetime, *, most: int, skip: int) -> tuple[Handoff, ...]:
    """Return what came in for a team and nobody works on (any more): what cannot wait first, then by age."""
    works = and_(
        AccountRow.id == AssignmentRow.account_id,
        AccountRow.state == AccountState.ACTIVE,
        AccountRow.role.in_(WORKERS),
        AccountRow.team == team,
    )
    taken = select(AssignmentRow.handoff_id).join(AccountRow, works).where(AssignmentRow.until_at.is_(None))
    found = _open(now).where(HandoffRow.team == team, _is_not_taken_back(), HandoffRow.id.not_in(taken))
    order = (HandoffRow.is_urgent.desc(), HandoffRow.shared_at, HandoffRow.id)
    return tuple(map(_handoff, session.scalars(found.order_by(*order).limit(most).offset(skip))))


def of_absent(
    session: Session, team: str, reader: str, today: date, now: datetime
) -> tuple[tuple[Handoff, str], ...]:
    """Return what others who are absent work on in a team, what is due first, each with their name.

    What is closed is among it while there is a day, as it is for themselves.
    """
    found = (
        _readable(now)
        .join(AssignmentRow, (AssignmentRow.handoff_id == HandoffRow.id) & AssignmentRow.until_at.is_(None))
        .join(AccountRow, AccountRow.id == AssignmentRow.account_id)
        .where(HandoffRow.team == team, _is_not_taken_back(), _still_asks())
        .where(AccountRow.absent_until >= today, AccountRow.state == AccountState.ACTIVE)
        .where(AccountRow.id != reader)
    )
    rows = session.execute(found.add_columns(AccountRow.name).order_by(*_due_first()))
    return tuple((_handoff(row), name) for row, name in rows)


def _still_asks() -> ColumnElement[bool]:
    return or_(HandoffRow.closed_at.is_(None), HandoffRow.due_on.is_not(None))


def _due_first() -> tuple[Any, ...]:
    return HandoffRow.due_on.is_(None), HandoffRow.due_on, HandoffRow.shared_at, HandoffRow.id


def _is_not_taken_back() -> ColumnElement[bool]:
    """Choose what was not taken back, or goes on since: an application does, also while it has no day."""
    goes_on = or_(HandoffRow.due_on.is_not(None), HandoffRow.state == State.APPLICATION)
    return or_(HandoffRow.withdrawn_at.is_(None), goes_on)


def _open(now: datetime) -> Select[HandoffRow]:
    """Choose what is not over: a notification until it is closed, a sharing while its yes holds."""
    return _readable(now).where(HandoffRow.closed_at.is_(None))


def _readable(now: datetime) -> Select[HandoffRow]:
    """Choose what is there for others at all: a notification, and a sharing while its yes holds."""
    its_consent = (ConsentRow.conversation_id == HandoffRow.conversation_id) & (
        ConsentRow.number == HandoffRow.consent_number
    )
    holds = and_(
        HandoffRow.withdrawn_at.is_(None), ConsentRow.withdrawn_at.is_(None), ConsentRow.ends_at > now
    )
    return (
        select(HandoffRow)
        .outerjoin(ConsentRow, its_consent)
        .where(or_(HandoffRow.kind == DeskKind.NOTIFICATION, holds))
    )


def seen_in_need(session: Session, account: str, now: datetime) -> tuple[tuple[Handoff, datetime], ...]:
    """Return the cases at which somebody may look through a broken glass now, each with until when."""
    theirs = (GlassRow.handoff_id == HandoffRow.id) & (GlassRow.account_id == account)
    found = _readable(now).join(GlassRow, theirs).where(GlassRow.from_at <= now, GlassRow.until_at > now)
    rows = session.execute(found.add_columns(GlassRow.until_at).order_by(GlassRow.until_at)).all()
    last = {row.id: (_handoff(row), until) for row, until in rows}  # It may be broken twice.
    return tuple(last.values())


def with_a_note_waiting(session: Session) -> tuple[Handoff, ...]:
    """Return the cases in which a note about safety waits for the privacy officer, the oldest first."""
    waiting = select(HandoffRow).filter_by(has_note_waiting=True)
    return tuple(map(_handoff, session.scalars(waiting.order_by(HandoffRow.shared_at, HandoffRow.id))))


def _held(session: Session, id: str) -> HandoffRow:
    if not id.isprintable():
        raise NotThere(HANDOFF)
    row = session.get(HandoffRow, id, with_for_update=is_writing(session) or None)
    if row is None:
        raise NotThere(HANDOFF)
    return row


def _reach(row: HandoffRow, vault: Vault) -> Reach:
    told: dict[str, Any] = json.loads(key_of(row, vault).open(row.reach_ciphertext, REACH, row.id))
    told["way"], wish = Way(told["way"]), told["wish"]
    told["wish"] = ContactWish(wish) if wish else None
    return Reach(**told)


def _trace(session: Session, vault: Vault, row: HandoffRow, event: Event, now: datetime, by: Actor) -> None:
    trace.append(session, vault, by, event, now=now, conversation=row.chain)


def _handoff(row: HandoffRow) -> Handoff:
    return Handoff(
        id=row.id,
        conversation=row.conversation_id,
        desk=row.desk,
        team=row.team,
        kind=DeskKind(row.kind),
        consent=row.consent_number,
        upto=row.upto,
        shared_on=row.shared_on,
        shared_at=row.shared_at,
        on_behalf=row.on_behalf,
        wijk=row.wijk,
        language=row.language,
        is_urgent=row.is_urgent,
        has_note_waiting=row.has_note_waiting,
        state=row.state,
        due_on=row.due_on,
        notified_on=row.notified_on,
        confirmed_at=row.confirmed_at,
        withdrawn_at=row.withdrawn_at,
        closed_at=row.closed_at,
    )
