"""The session: an opaque cookie here, a row in storage. Ended there is ended everywhere at once."""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin
from werkzeug import Response

from meedoen_app.core.access.session import IDLE, WebSession, closes_at
from meedoen_app.core.errors import NotThere, OutOfReach
from meedoen_app.storage import sessions
from meedoen_app.web import clock, cookies
from meedoen_app.web.installation import here

NAME = "sessie"
CONVERSATION = "gesprek"
SEEN_AGAIN_AFTER = timedelta(minutes=1)


class ServerSession(dict[str, Any], SessionMixin):
    """What a session holds. `renewed` asks for a new id, `ended` closes it.

    `stay` counts as a visit at once, `only_asks` as none. `is_begun` is for a conversation that is new.
    `is_out_of_reach` is one that could not be read: it is not over, and nothing that needs it can be done.
    """

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
    def is_open(self) -> bool:
        """Say whether a conversation is open here, or may be: this could not be read."""
        return CONVERSATION in self or self.is_out_of_reach

    def begin(self, conversation: str) -> None:
        """From now on this session is about a conversation that has just begun."""
        self.open(conversation)
        self.is_begun = True

    def open(self, conversation: str) -> None:
        """From now on this session is about one conversation, under a new id."""
        self[CONVERSATION] = conversation
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


def current() -> ServerSession:
    """Return the session of this request."""
    return _ours(request_ctx.session)


def _ours(session: SessionMixin) -> "ServerSession":
    if not isinstance(session, ServerSession):
        raise TypeError(session)
    return session


class ServerSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = cookies.read(request, NAME)
        if not token:
            return ServerSession()
        try:
            with here().database.reading() as session:
                found = sessions.find(session, here().vault, token, clock.now())
        except OutOfReach:
            unread = ServerSession(token)
            unread.is_out_of_reach = True
            return unread
        return ServerSession(token, found)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        session = _ours(session)
        if session.ended:
            self._end(session)
            cookies.forget(response, NAME)
        elif session.renewed:
            session.renewed = False  # Once: if it fails, the page that says so comes by here as well.
            token = self._renew(session)
            if token:
                cookies.give(response, NAME, token)
        elif session.found and session != session.before:
            self._save(session, session.found)
        elif session.found and session.is_noted(clock.now()):
            self._touch(session.found)

    def _end(self, session: ServerSession) -> None:
        """End it. Nobody is held back when that cannot be stored: without its cookie a session runs out."""
        if session.token:
            with suppress(OutOfReach), here().database.writing_at_once() as transaction:
                sessions.end(transaction, session.token, clock.now())

    def _renew(self, session: ServerSession) -> str:
        """Return a new token; none for a session that ended meanwhile: who left has left.

        Only what has just begun gets one all the same: a door that was pressed twice.
        """
        conversation, state, now = session.conversation, json.dumps(session), clock.now()
        vault = here().vault
        with here().database.writing() as transaction:
            if session.found is None:
                return sessions.begin(transaction, vault, conversation=conversation, state=state, now=now)
            try:
                return sessions.renew(
                    transaction, vault, session.found, conversation=conversation, state=state, now=now
                )
            except NotThere:
                if not session.is_begun:
                    return ""
                return sessions.begin(transaction, vault, conversation=conversation, state=state, now=now)

    def _save(self, session: ServerSession, found: WebSession) -> None:
        with here().database.writing() as transaction:
            sessions.save(
                transaction,
                here().vault,
                found,
                state=json.dumps(session),
                conversation=session.conversation,
                now=clock.now(),
            )

    def _touch(self, found: WebSession) -> None:
        """Note that somebody is there; if that cannot be stored now, then at the next page."""
        with suppress(OutOfReach), here().database.writing() as transaction:
            sessions.touch(transaction, found, clock.now())
