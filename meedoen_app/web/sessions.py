"""The session: an opaque cookie here, a row in storage. Ended there is ended everywhere at once.

Residents and staff come in by a door of their own: under /werk only the session of staff is seen, with a
cookie of its own, and elsewhere only that of a resident.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin
from werkzeug import Response

from meedoen_app.core.access.account import Account, is_fresh
from meedoen_app.core.access.session import IDLE, WebSession, closes_at
from meedoen_app.core.along import Seat
from meedoen_app.core.errors import NotThere, OutOfReach
from meedoen_app.storage import lists, sessions
from meedoen_app.storage.sessions import RESIDENTS, STAFF, Door
from meedoen_app.web import browsers, clock, cookies
from meedoen_app.web.installation import here

NAME = "sessie"
CONVERSATION = "gesprek"
SEAT = "meekijker"
STAFF_NAME = "werk"
STAFF_PATH = "/werk"
ACCOUNT = "account"
PROVED = "bewezen"
SEEN_AGAIN_AFTER = timedelta(minutes=1)


class ServerSession(dict[str, Any], SessionMixin):
    """What a session holds. `renewed` asks for a new id, `ended` closes it.

    `stay` counts as a visit at once, `only_asks` as none. `is_begun` is for a conversation that is new.
    `is_out_of_reach` is one that could not be read: it is not over, and nothing that needs it can be done.
    """

    door: Door = RESIDENTS
    cookie = NAME
    is_out_of_reach = False
    renewed = False
    is_begun = False
    ended = False
    stay = False
    only_asks = False

    def __init__(self, token: str = "", found: WebSession | None = None) -> None:
        super().__init__(json.loads(found.state) if found else {})
        self.token = token
        self.found = found
        self.before = dict(self)

    @property
    def conversation(self) -> str | None:
        return self.get(CONVERSATION)

    @property
    def seat(self) -> Seat | None:
        """Return where somebody looks along in this session."""
        return Seat(*self[SEAT]) if SEAT in self else None

    @property
    def owner(self) -> str | None:
        """Return whose session this is in the table of its door."""
        return self.conversation

    @property
    def since(self) -> datetime | None:
        """Return from when its longest life counts under a new id; None is from now."""
        return None

    @property
    def is_open(self) -> bool:
        """Say whether a conversation is open here, or may be: this could not be read."""
        return CONVERSATION in self or SEAT in self or self.is_out_of_reach

    def begin(self, conversation: str) -> None:
        """From now on this session is about a conversation that has just begun."""
        self.open(conversation)
        self.is_begun = True

    def open(self, conversation: str) -> None:
        """From now on this session is about one conversation, under a new id."""
        self.pop(SEAT, None)
        self[CONVERSATION] = conversation
        self.renewed = True

    def look_along(self, seat: Seat) -> None:
        """From now on this session is of somebody who looks along, under a new id: it opens nothing else."""
        self.clear()
        self[SEAT] = [seat.conversation, seat.number]
        self.renewed = True

    def is_noted(self, now: datetime) -> bool:
        """Say whether this request is stored as a visit: "Ik ben er nog" is, and asking the time never."""
        if self.found is None or self.only_asks:
            return False
        return self.stay or now - self.found.seen_at > SEEN_AGAIN_AFTER

    def seconds_left(self, now: datetime) -> int:
        """Return how many whole seconds this session still holds when nothing follows on this request."""
        if self.found is None:
            return int(IDLE.total_seconds())
        seen = now if self.is_noted(now) else self.found.seen_at
        return int((closes_at(self.found.created_at, seen) - now).total_seconds())

    def end(self) -> None:
        self.clear()
        self.ended = True


class StaffSession(ServerSession):
    """The session of staff. Until somebody signed in whole it is nobody's, and only remembers the step.

    `account` is who signed in, as the account is at this very request.
    """

    door: Door = STAFF
    cookie = STAFF_NAME

    def __init__(
        self, token: str = "", found: WebSession | None = None, account: Account | None = None
    ) -> None:
        super().__init__(token, found)
        self.account = account

    @property
    def owner(self) -> str | None:
        return self.get(ACCOUNT)

    @property
    def since(self) -> datetime | None:
        """Showing a second factor again lengthens nothing; signing in begins anew."""
        return self.found.created_at if self.found and self.found.owner else None

    def remember(self, **state: Any) -> None:
        """Keep the step that somebody is at who is not in yet."""
        self.clear()
        self.update(state)
        self.renewed = self.found is None

    def sign_in(self, account: Account, now: datetime, **state: Any) -> None:
        """From now on this session is of somebody, in this browser, under a new id."""
        self.clear()
        self.update(state, **{ACCOUNT: account.id, browsers.STATE: browsers.named()})
        self.prove(now)

    def prove(self, now: datetime) -> None:
        """Note that a second factor was shown now: under a new id."""
        self[PROVED] = now.isoformat()
        self.renewed = True

    def is_fresh(self, now: datetime) -> bool:
        """Say whether a second factor was shown at most five minutes ago."""
        proved = self.get(PROVED)
        return is_fresh(datetime.fromisoformat(proved) if proved else None, now)


def current() -> ServerSession:
    """Return the session of this request."""
    return _ours(request_ctx.session)


def of_staff() -> StaffSession:
    """Return the session of staff of this request. Raises TypeError for an address outside /werk."""
    found = request_ctx.session
    if not isinstance(found, StaffSession):
        raise TypeError(found)
    return found


def is_for_staff(path: str) -> bool:
    return path == STAFF_PATH or path.startswith(f"{STAFF_PATH}/")


def _ours(session: SessionMixin) -> ServerSession:
    if not isinstance(session, ServerSession):
        raise TypeError(session)
    return session


class ServerSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> ServerSession:
        kind = StaffSession if is_for_staff(request.path) else ServerSession
        token = cookies.read(request, kind.cookie)
        if not token:
            return kind()
        try:
            with here().database.reading() as session:
                found = sessions.find(session, here().vault, token, clock.now(), door=kind.door)
                if kind is ServerSession or found is None or found.owner is None:
                    return kind(token, found)
                account = lists.account(session, found.owner)
        except OutOfReach:
            unread = kind(token)
            unread.is_out_of_reach = True
            return unread
        return _of(token, found, account)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        session = _ours(session)
        if session.ended:
            self._end(session)
            cookies.forget(response, session.cookie)
        elif session.renewed:
            session.renewed = False  # Once: if it fails, the page that says so comes by here as well.
            token = self._renew(session)
            if token:
                cookies.give(response, session.cookie, token)
        elif session.found and session != session.before:
            self._save(session, session.found)
        elif session.found and session.is_noted(clock.now()):
            self._touch(session, session.found)

    def _end(self, session: ServerSession) -> None:
        """End it. Nobody is held back when that cannot be stored: without its cookie a session runs out."""
        if session.token:
            with suppress(OutOfReach), here().database.writing_at_once() as transaction:
                sessions.end(transaction, session.token, clock.now(), door=session.door)

    def _renew(self, session: ServerSession) -> str:
        """Return a new token; none for a session that ended meanwhile: who left has left.

        Only what has just begun gets one all the same: a door that was pressed twice.
        """
        now = clock.now()
        kept: dict[str, Any] = {
            "owner": session.owner,
            "state": json.dumps(session),
            "now": now,
            "door": session.door,
        }
        vault = here().vault
        with here().database.writing() as transaction:
            if session.found is None:
                return sessions.begin(transaction, vault, **kept)
            try:
                return sessions.renew(transaction, vault, session.found, since=session.since, **kept)
            except NotThere:
                if not session.is_begun:
                    return ""
                return sessions.begin(transaction, vault, **kept)

    def _save(self, session: ServerSession, found: WebSession) -> None:
        with here().database.writing() as transaction:
            sessions.save(
                transaction,
                here().vault,
                found,
                state=json.dumps(session),
                owner=session.owner,
                now=clock.now(),
                door=session.door,
            )

    def _touch(self, session: ServerSession, found: WebSession) -> None:
        """Note that somebody is there; if that cannot be stored now, then at the next page."""
        with suppress(OutOfReach), here().database.writing() as transaction:
            sessions.touch(transaction, found, clock.now(), door=session.door)


def _of(token: str, found: WebSession, account: Account | None) -> StaffSession:
    """Return the session of somebody. Who may not come in any more is in no session at all."""
    if account is None or not account.is_active:
        return StaffSession()
    return StaffSession(token, found, account)
