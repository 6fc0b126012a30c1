"""Making a page: a template, what every personal page needs, and the hidden fields of its forms."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, make_response, render_template, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import planning
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import clock, seals, sessions
from meedoen_app.web.installation import here
from meedoen_app.web.seals import Seal


@dataclass(frozen=True, slots=True)
class Hidden:
    """The hidden fields of a form: its seal, what makes a repeat harmless, what it is based on."""

    zegel: str = ""
    sleutel: str = ""
    basis: str = ""
    terug: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation as templates see it."""

    id: str
    is_kept: bool
    expires_at: Any


VIEWS = {
    "themes": "conversation.themes",
    "table": "overview.table_of",
    "check": "overview.check",
    "about": "overview.about",
    "looks": "looks.show",
    "advice": "advice.all_of_it",
    "plan": "plan.show",
    "paper": "plan_paper.show",
    "choose": "plan.choose",
    "then": "plan.then_and_now",
    "share": "sharing.choose",
    "shared": "shared.listed",
    "along": "along.show",
    "words": "keeping.words",
    "stop": "keeping.stop",
    "erase": "keeping.erase",
    "stay": "keeping.stay",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one conversation. A template asks for one as `to.stay`, and only that is made."""

    id: str

    def __getitem__(self, name: str) -> str:
        return url_for(VIEWS[name], id=self.id)


def install(app: Flask) -> None:
    app.context_processor(
        lambda: {
            "municipality": here().contents.current().municipality,
            "exit_url": url_for("help.leave"),
            "conversation": None,
            "demo": here().settings.demo,
            "logins": {"staff": bool(here().staff_login), "residents": bool(here().resident_login)},
        }
    )


def means() -> Means:
    return Means(here().vault, here().contents, here().settings.draft_days)


def look(id: str) -> Opened:
    """Return the conversation as it now stands, in a reading of its own. Raises NotThere."""
    with here().database.reading() as session:
        return talking.look(session, means(), id)


def look_at_plan(id: str) -> tuple[Opened, Plan]:
    """Return the conversation with the plan in it, as both stand at one moment. Raises NotThere."""
    with here().database.reading() as session:
        return talking.look(session, means(), id), planning.plan_of(session, means(), id)


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """Render a page; with the way out on it when a conversation is open or typed words are shown."""
    context.setdefault("personal", bool(context.get("typed")) or sessions.current().is_open)
    return make_response(render_template(template, **context), status)


def page_or_part(template: str, part: str, **context: Any) -> Response:
    """Render a page, or for htmx only the part of it that changes. Whoever keeps them keeps them apart."""
    response = page(part if asks_for_a_part() else template, **context)
    response.vary.add("HX-Request")
    return response


def page_or_main(template: str, *, status: int = 200, **context: Any) -> Response:
    """Render a page, or for htmx its title and block main alone. Whoever keeps them keeps them apart."""
    response = page(template, status=status, only_main=asks_for_a_part(), **context)
    response.vary.add("HX-Request")
    return response


def posted() -> MultiDict[str, str]:
    """Return what was sent; nothing when it is too much to be read. For who says no already."""
    try:
        return request.form
    except HTTPException:
        return MultiDict()


def asks_for_a_part() -> bool:
    """Say whether htmx asks; when it comes back to a page that it no longer has, it needs all of it."""
    is_restoring = "HX-History-Restore-Request" in request.headers
    return request.headers.get("HX-Request") == "true" and not is_restoring


def personal(template: str, opened: Opened, *, status: int = 200, **context: Any) -> Response:
    """Render a page of one conversation. Nobody but the person in session gets here."""
    own = {
        "conversation": shown(opened.conversation),
        "to": Addresses(opened.conversation.id),
        "idle_seconds": sessions.current().seconds_left(clock.now()),
        "idle_words": opened.words,
        "personal": True,
    }
    return page(template, status=status, **own, **context)


def shown(conversation: Conversation) -> Shown:
    return Shown(conversation.id, conversation.keeping.is_kept, conversation.expires_at)


def keep_url(opened: Opened) -> str:
    """Return where somebody chooses to keep their conversation, or not to."""
    number = opened.content.questionnaire.question(landmarks.KEEPING).number
    return url_for("conversation.ask", id=opened.conversation.id, nr=number)


def hidden(conversation: str, number: int = 0, *, base: int | None = None, back: str = "") -> Hidden:
    """Return the hidden fields of a form of this conversation, with a key of its own."""
    return Hidden(
        zegel=seals.stamp(here().settings.secret, Seal(conversation, number)),
        sleutel=secrets.token_urlsafe(16),
        basis="" if base is None else str(base),
        terug=back,
    )


def is_sealed(conversation: str) -> bool:
    """Say whether this form is one of ours, of this conversation, and still good."""
    return seals.is_good(here().settings.secret, request.form.get("zegel", ""), Seal(conversation))


def shown_at(conversation: str) -> datetime | None:
    """Return when the form that was sent was shown; None for one that is not ours."""
    return seals.stamped_at(here().settings.secret, request.form.get("zegel", ""), Seal(conversation))


def require_seal(conversation: str) -> None:
    """Raise NotAllowed unless this form is one of ours, of this conversation, and still good."""
    if not is_sealed(conversation):
        raise NotAllowed("seal")
