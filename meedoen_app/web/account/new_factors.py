"""Adding a second factor, at the first time and later: an app with codes, or a passkey."""

from collections.abc import Iterator
from dataclasses import dataclass

import segno
from flask import request
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import own_account, proving
from meedoen_app.actions.own_account import Offered
from meedoen_app.core.access.account import Account
from meedoen_app.core.access.factor import in_groups
from meedoen_app.web import browsers, pages, sessions, text
from meedoen_app.web.account import passkeys
from meedoen_app.web.installation import here

PENDING = "app"


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code as a template draws it: so many modules wide, and the dark ones as one path."""

    size: int
    path: str


def page(template: str, account: Account, errors: dict[str, str], status: int) -> Response:
    """Show how to add a second factor: the secret as a picture and as text, and what a browser is asked."""
    session = sessions.of_staff()
    with here().database.reading() as transaction:
        known = proving.credentials(transaction, pages.means(), account.id)
    return pages.page(
        template,
        status=status,
        errors=errors,
        form=pages.hidden(account.id),
        secret=in_groups(session[PENDING]),
        picture=_drawn(own_account.address_of(session[PENDING], account)),
        asked=passkeys.ask_new(_bound_to(session), account, known),
        label=text.clean(request.form.get("naam", "")),
    )


def offered() -> Offered:
    """Return what this form offers: a passkey, or the app whose secret was shown."""
    session = sessions.of_staff()
    label = text.clean(request.form.get("naam", "")) or browsers.named()
    if request.form.get("doe") == "passkey":
        return Offered(label, session[PENDING], passkey=passkeys.shown(_bound_to(session)))
    return Offered(label, session[PENDING], code=request.form.get("code", ""))


def problem(offered: Offered) -> dict[str, str]:
    """Return field -> sentence for a second factor that did not work."""
    if offered.passkey:
        return {"passkey": _("Deze passkey werkte niet, of is er al. Probeer het nog een keer.")}
    return {"code": _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")}


def _bound_to(session: sessions.StaffSession) -> str:
    """Return what a question about a new passkey is bound to: this session, and this secret."""
    return f"{session.token} {session[PENDING]}"


def _drawn(address: str) -> Picture:
    matrix = segno.make(address, error="m", micro=False).matrix
    return Picture(len(matrix), "".join(_dark(matrix)))


def _dark(matrix: tuple[bytearray, ...]) -> Iterator[str]:
    for y, row in enumerate(matrix):
        yield from (f"M{x} {y}h1v1h-1z" for x, dark in enumerate(row) if dark)
