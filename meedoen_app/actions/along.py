"""Looking along: inviting somebody, stopping it, and what whoever looks along reads and writes beside it.

What the resident chose is read anew at every request: what is taken back is not seen once more (security Z4).
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import notes, parts
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core import along, wordcode
from meedoen_app.core.along import Column, Helper, HelperSaid, Invitation, Line, Seat
from meedoen_app.core.consent import Asked, Consent
from meedoen_app.core.errors import KeyReused, NotAllowed, NotThere
from meedoen_app.core.handoff import Sharing, sharing
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.core.wordcode import WordCode
from meedoen_app.storage import along as stored
from meedoen_app.storage import consents, conversations
from meedoen_app.storage.database import Session

PURPOSE = "meekijken"


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited, and their words; none for a form that came twice."""

    seat: Seat
    words: WordCode = ()


@dataclass(frozen=True)
class Along:
    """What somebody who looks along sees now: the talk cut down to what was chosen, and their own column."""

    column: Column
    sharing: Sharing
    opened: Opened


def listed(session: Session, means: Means, id: str) -> tuple[Helper, ...]:
    """Return everybody who looks along or did, each with what the resident said yes to."""
    given = {one.recipient: one for one in consents.listed(session, means.vault, id)}
    return tuple(
        replace(one, consent=given.get(along.actor(one.number)))
        for one in stored.listed(session, means.vault, id)
    )


def columns(session: Session, means: Means, id: str, *, upto: datetime | None = None) -> tuple[Column, ...]:
    """Return what everybody who looks along or did wrote, up to a moment, each in a column of their own."""
    lines = [one for one in _lines(session, means, id) if upto is None or one.at <= upto]
    return along.columns(listed(session, means, id), lines)


def is_newer(session: Session, means: Means, id: str, consent: Consent) -> bool:
    """Say whether somebody who looks along wrote something since this was agreed to."""
    return any(one.at > consent.given_at for one in _lines(session, means, id))


def invite(
    session: Session,
    means: Means,
    id: str,
    invitation: Invitation,
    asked: Asked,
    *,
    key: str,
    now: datetime,
    by: Actor,
) -> Invited:
    """Let somebody look along, with words of their own. The same form twice is one invitation.

    Raises NotAllowed for a conversation that is not kept ("not_kept"), and for chapters that cannot be shown;
    KeyReused when the form was used before, for another choice.
    """
    opened = talking.look(session, means, id)
    known = stored.with_key(session, id, key)
    if known is not None:
        return _invited_before(session, means, Seat(id, known), invitation)
    if not opened.conversation.keeping.is_kept:
        raise NotAllowed("not_kept")
    invitation.accept(parts.told(session, means, opened))
    words = wordcode.generate(means.contents.words(), secrets.choice)
    seat = stored.add(session, means.vault, id, words, invitation.role, key=key, now=now, by=by)
    consents.give(
        session,
        means.vault,
        id,
        purpose=PURPOSE,
        asked=asked,
        recipient=seat.actor,
        parts=invitation.parts,
        ends_at=invitation.ends_at,
        now=now,
        by=by,
    )
    return Invited(seat, words)


def _invited_before(session: Session, means: Means, seat: Seat, invitation: Invitation) -> Invited:
    helper = _helper(session, means, seat)
    given = helper.consent
    if given is None or Invitation(helper.role, given.parts, invitation.ends_at) != invitation:
        raise KeyReused(seat.actor)
    return Invited(seat)


def stop(session: Session, means: Means, seat: Seat, *, now: datetime, by: Actor) -> None:
    """Let somebody look along no more, from the next request. Again changes nothing. Raises NotThere."""
    conversations.get(session, seat.conversation)
    consent = _helper(session, means, seat).consent
    stored.revoke(session, means.vault, seat, now=now, by=by)
    if consent is not None:
        consents.withdraw(session, means.vault, seat.conversation, consent.number, now=now, by=by)


def stop_all(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let nobody look along any more."""
    for helper in listed(session, means, id):
        stop(session, means, Seat(id, helper.number), now=now, by=by)


def find(session: Session, means: Means, typed: str, now: datetime) -> Seat:
    """Return where six words let somebody look along. Raises NotAllowed for other than six, NotThere."""
    seat = stored.find(session, means.vault, wordcode.normalise(typed))
    require(session, means, seat, now)
    return seat


def require(session: Session, means: Means, seat: Seat, now: datetime) -> Helper:
    """Return who sits here, as long as the resident wants that. Raises NotThere."""
    found = conversations.get(session, seat.conversation)
    helper = _helper(session, means, seat)
    if not found.is_there(now) or not helper.looks_at(now):
        raise NotThere(PURPOSE)
    return helper


def look(session: Session, means: Means, seat: Seat, *, now: datetime, by: Actor) -> Along:
    """Return what somebody may read now, with their own column, and write in the trace that they looked.

    Raises NotThere when the resident wants it no more; where the trace cannot be written nothing is returned.
    """
    found = _along(session, means, seat, now)
    chapters = ",".join(sorted(found.sharing.parts))
    event = Event(Action.READ, "meegelezen", stored.HELPER, str(seat.number), chapters, ground=_ground(found))
    stored.note(session, means.vault, seat, event, now=now, by=by)
    return found


def denied(session: Session, means: Means, seat: Seat, *, now: datetime, by: Actor) -> None:
    """Note that somebody wanted to look along who may not any more; nothing of what was thrown away."""
    with suppress(NotThere):
        conversations.get(session, seat.conversation)
        event = Event(Action.DENIED, "geen_toegang", stored.HELPER, str(seat.number))
        stored.note(session, means.vault, seat, event, now=now, by=by)


def column(session: Session, means: Means, seat: Seat, now: datetime) -> Column:
    """Return what somebody who looks along wrote so far. Raises NotThere."""
    require(session, means, seat, now)
    [found] = [one for one in columns(session, means, seat.conversation) if one.helper.number == seat.number]
    return found


def write(session: Session, means: Means, seat: Seat, line: Line, *, key: str, by: Actor) -> None:
    """Write a line in the own column; twice with one key is once.

    Raises NotThere when the resident wants it no more, NotAllowed for a chapter that is not shown or too many
    words, KeyReused for a key that came before with something else.
    """
    found = _along(session, means, seat, line.at)
    if isinstance(line, HelperSaid) and line.chapter not in found.sharing.parts:
        raise NotAllowed("parts")
    if isinstance(line, along.CarerCheck) and found.column.helper.role is not along.HelperRole.CARER:
        raise NotAllowed("role")
    if not isinstance(line, along.HelperSupport):
        line.accept()
    notes.write_down(session, means, seat.conversation, line, key=f"{seat.actor}:{key}", by=by)


def _along(session: Session, means: Means, seat: Seat, now: datetime) -> Along:
    mine = column(session, means, seat, now)
    opened = talking.look(session, means, seat.conversation)
    found = sharing(mine.helper.consent, parts.kept_back(session, means, opened), now)
    return Along(mine.only(found.parts), found, parts.cut(opened, found, opened.answers.seq))


def _lines(session: Session, means: Means, id: str) -> list[Line]:
    return [one for one in notes.said(session, means, id) if isinstance(one, Line)]


def _ground(found: Along) -> str:
    consent: Consent | None = found.column.helper.consent
    return Ground.CONSENT.of(consent.number if consent else "")


def _helper(session: Session, means: Means, seat: Seat) -> Helper:
    for one in listed(session, means, seat.conversation):
        if one.number == seat.number:
            return one
    raise NotThere(PURPOSE)
