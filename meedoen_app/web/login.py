"""Going to an identity provider and coming back. What was asked is kept in the session, and used once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.core.access.identity import SignIn
from meedoen_app.core.errors import NotAllowed
from meedoen_app.delivery.oidc import Away, Login, NotBelieved, Question
from meedoen_app.web import clock, pages, sessions

ASKED = "inlog"
# A whole sign-in is one of these; who comes back with a wrong answer is counted as well.
AT_ONCE = "60 per 15 minutes"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Back:
    """Somebody who came back: who it is, what they went for, and where that goes on."""

    signed_in: SignIn
    errand: str
    target: str


def connected(login: Login | None) -> Login:
    """Return where people sign in. Raises NotAllowed where the municipality did not connect that."""
    if login is None:
        raise NotAllowed("login")
    return login


def leave(login: Login, errand: str, view: str, *, target: str = "", again: bool = False) -> Response:
    """Send somebody to sign in, and to come back at this view. Raises Away."""
    session = sessions.current()
    url, question = login.ask(url_for(view, _external=True), now=clock.now(), again=again)
    session[ASKED] = {"vraag": asdict(question), "doel": errand, "naar": target}
    session.renewed = session.renewed or session.found is None
    return redirect(url, 303)


def come_back(login: Login) -> Back:
    """Return who came back with the answer to what this very session asked. Raises NotBelieved, Away."""
    session = sessions.current()
    asked: Mapping[str, Any] = session.get(ASKED, {})
    question = Question(**asked["vraag"]) if asked else None
    if question is None or not question.is_of(request.args.get("state", "")):
        raise NotBelieved("state")
    del session[ASKED]
    signed_in = login.hear(question, request.args, now=clock.now())
    return Back(signed_in, asked["doel"], asked["naar"])


def refused(fault: NotBelieved | Away, other_way: str, label: str) -> Response:
    """Return the page that says that nobody signed in, with the other way in on it."""
    is_away, check = isinstance(fault, Away), fault.args[0]
    log.warning("inlog_weg" if is_away else "inlog_geweigerd", fault=check)
    if is_away:
        return no(
            _("De inlog geeft nu geen antwoord. Probeer het straks, of ga anders verder."),
            other_way,
            label,
            503,
        )
    if check == "acr":
        return no(_("U logde in op een manier die niet zeker genoeg is."), other_way, label)
    return no(_("Begin opnieuw. Of ga op een andere manier verder."), other_way, label)


def no(text: str, other_way: str, label: str, status: int = 422) -> Response:
    return pages.page(
        "errors/refused.html",
        status=status,
        heading=_("Inloggen lukte niet"),
        text=text,
        typed=[],
        next_url=other_way,
        next_label=label,
    )
