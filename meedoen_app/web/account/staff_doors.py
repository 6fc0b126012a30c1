"""What staff see who cannot go on: not signed in, too long ago, or not for their role."""

from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from meedoen_app.actions import proving
from meedoen_app.storage import lists
from meedoen_app.web import origin, pages, sessions
from meedoen_app.web.access import NotFresh, SignedOut, staff
from meedoen_app.web.account import passkeys
from meedoen_app.web.installation import here


def turn_away(refusal: SignedOut | NotFresh, typed: list[str]) -> Response:
    """Return the page where one goes on: signing in, or showing a second factor once more."""
    if isinstance(refusal, NotFresh):
        next_url = goes_on(request.path)
        return ask_again(next_url, back_url=_back(next_url), typed=typed, status=403)
    if request.headers.get("HX-Request") == "true":  # A part of a page never becomes the page to sign in at.
        return Response(status=403, headers={"HX-Redirect": url_for("signing_in.show")})
    if request.method in origin.SAFE:
        return redirect(url_for("signing_in.show"), 303)
    if request.endpoint == "signing_in.show_again":  # Pressed twice: the first press gave a newer session.
        return redirect(goes_on(pages.posted().get("naar", "")), 303)
    return pages.page("account/signed_out.html", status=403, typed=typed, errors={})


def not_for_this_role() -> Response:
    return pages.page(
        "errors/refused.html",
        status=403,
        heading=_("Deze pagina is niet voor u"),
        text=_("Uw rol heeft hier geen toegang. Dit is genoteerd."),
        typed=[],
        next_url=url_for("work.show"),
        next_label=_("Naar mijn werk"),
    )


def _back(next_url: str) -> str:
    """Return where somebody came from: the page above the one that asks, as that would only ask once more."""
    return goes_on(next_url.rpartition("/")[0])


def ask_again(
    next_url: str,
    *,
    back_url: str,
    errors: dict[str, str] | None = None,
    typed: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Ask for the second factor, and say where one goes on after it, and where one goes back to."""
    account, session = staff(), sessions.of_staff()
    with here().database.reading() as transaction:
        known = proving.credentials(transaction, pages.means(), account.id)
        is_bound = lists.is_bound(transaction, account.id)
    return pages.page(
        "account/again.html",
        status=status,
        form=pages.hidden(account.id),
        errors=errors or {},
        asked=passkeys.ask(session.token, known),
        next_url=next_url,
        back_url=back_url,
        by_login=is_bound and counts_twice(),
        typed=typed or [],
        personal=False,
    )


def counts_twice() -> bool:
    """Say whether signing in by the account at work can be two factors."""
    login = here().staff_login
    return login is not None and bool(login.provider.two_factors)


def goes_on(path: str) -> str:
    """Return the page for staff at this address, or the nearest one above it that can be looked at."""
    wanted = urlsplit(path).path
    adapter = current_app.url_map.bind("")
    while sessions.is_for_staff(wanted) and not _can_be_seen(adapter, wanted):
        wanted = wanted.rpartition("/")[0]
    return wanted if sessions.is_for_staff(wanted) else url_for("work.show")


def _can_be_seen(adapter: MapAdapter, path: str) -> bool:
    try:
        adapter.match(path, method="GET")
    except HTTPException:
        return False
    return True
