"""Who may enter: every view declares it, and the app does not start when one forgets."""

from collections.abc import Callable
from enum import StrEnum
from importlib.metadata import version
from typing import Any, TypeVar

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, current_user

from meedoen_app.core.errors import NotThere, OutOfReach, Refused
from meedoen_app.core.trace import Actor
from meedoen_app.web import sessions
from meedoen_app.web.sessions import CONVERSATION

View = TypeVar("View", bound=Callable[..., Any])
DECLARED = "open_to"
VERSION = version("meedoen")


class Who(StrEnum):
    """Whom a view is for. A resident is whoever has opened this very conversation."""

    ANYONE = "iedereen"
    RESIDENT = "inwoner"


class Undeclared(Exception):
    """A view does not say who may enter."""


class SessionOver(Refused):
    """Nobody is in session for this conversation, and this page is somebody's own."""


class Resident(UserMixin):  # type: ignore[misc]  # Flask-Login has no types.
    """The resident in session, known only by the conversation that is open."""

    def __init__(self, conversation: str) -> None:
        self.id = conversation


def open_to(who: Who) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, DECLARED, who)
        return view

    return declare


def install(app: Flask) -> None:
    manager = LoginManager(app)
    manager.request_loader(
        lambda request: Resident(session[CONVERSATION]) if CONVERSATION in session else None
    )
    app.before_request(_enforce)


def check_declared(app: Flask) -> None:
    """Raise Undeclared, naming the view, unless every view says who may enter."""
    for endpoint, view in app.view_functions.items():
        if not hasattr(view, DECLARED):
            raise Undeclared(endpoint)


def _enforce() -> None:
    if request.endpoint is None:
        return
    who = getattr(current_app.view_functions[request.endpoint], DECLARED)
    if who is Who.RESIDENT:
        _refuse_others((request.view_args or {}).get("id"))


def _refuse_others(conversation: str | None) -> None:
    if sessions.current().is_out_of_reach:
        raise OutOfReach("session")
    if not current_user.is_authenticated:
        raise SessionOver
    if current_user.id != conversation and request.method == "POST":
        raise SessionOver  # Another one was opened since; what was sent can wait in its own.
    if current_user.id != conversation:
        raise NotThere


def actor() -> Actor:
    """Return who acts in this request, for the trace. A resident is known by the conversation alone."""
    return Actor(id="", role=Who.RESIDENT, app_version=VERSION)
