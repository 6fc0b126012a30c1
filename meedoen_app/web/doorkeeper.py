"""The doorkeeper: before every view, whether whoever is in session is one of those that the view is for."""

from flask import Flask, current_app, request
from flask_login import current_user

from meedoen_app.actions import along, workbench
from meedoen_app.core.access.account import Account
from meedoen_app.core.errors import NotThere, OutOfReach
from meedoen_app.web import access, clock, origin, pages, sessions
from meedoen_app.web.access import (
    CASE,
    Door,
    LooksNoMore,
    NotForThisRole,
    SessionOver,
    Who,
    actor,
    seat,
    staff,
)
from meedoen_app.web.installation import here


def install(app: Flask) -> None:
    app.before_request(_enforce)


def _enforce() -> None:
    if request.endpoint is None:
        return
    door = access.door_of(current_app, request.endpoint)
    if Who.ANYONE in door.who:
        return
    if sessions.current().is_out_of_reach:
        raise OutOfReach("session")
    if Who.HELPER in door.who:
        _refuse_who_looks_no_more()
    elif door.is_for_staff:
        _refuse_other_staff(door)
    else:
        _refuse_others((request.view_args or {}).get("id"))


def _refuse_others(conversation: str | None) -> None:
    if not current_user.is_authenticated:
        raise SessionOver
    if current_user.id != conversation:
        # Another one was opened since: what was sent can wait in its own.
        raise SessionOver if request.method == "POST" else NotThere


def _refuse_who_looks_no_more() -> None:
    """Let in who looks along for as long as the resident wants that: it is asked at every request."""
    try:
        with here().database.reading() as transaction:
            along.require(transaction, pages.means(), seat(), clock.now())
    except NotThere as gone:
        with here().database.writing() as transaction:
            along.denied(transaction, pages.means(), seat(), now=clock.now(), by=actor())
        sessions.current().end()
        raise LooksNoMore from gone


def _refuse_other_staff(door: Door) -> None:
    """Let in who has a role for it, with a form of ours and, where asked, a second factor just shown."""
    account = staff()
    if Who(account.role) not in door.who:
        access.note_denied(account)
        raise NotForThisRole
    if door.sealed and request.method not in origin.SAFE:
        pages.require_seal(account.id)
    if door.fresh:
        access.require_fresh()
    if door.case:
        _refuse_other_cases(account, (request.view_args or {})[CASE])


def _refuse_other_cases(account: Account, case: str) -> None:
    """Raise NotThere for a case that is none of theirs, in the same way as for one that does not exist."""
    try:
        with here().database.reading() as transaction:
            access.standing(transaction, case)
    except NotThere:
        with here().database.writing() as transaction:
            is_known = workbench.denied(transaction, pages.means(), case, now=clock.now(), by=actor())
        if not is_known:
            access.note_denied(account)
        raise
