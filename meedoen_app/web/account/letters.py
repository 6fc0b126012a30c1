"""Letters to staff about their account. In Dutch, as they work in it; with nothing in it about anybody."""

from flask import render_template, url_for

from meedoen_app.core.access.account import INVITATION_STAYS
from meedoen_app.core.access.factor import in_groups
from meedoen_app.core.message import Letter
from meedoen_app.web.installation import here

INVITED = "Meedoen: u kunt gaan werken met Meedoen"
CODE = "Meedoen: uw code"
CHANGED = "Meedoen: er is iets veranderd aan uw account"
RIGHTS = "Meedoen: er is iets veranderd bij de accounts"


def invitation(mail: str) -> Letter:
    """Say where to go. The address is that of this very request, of who invites."""
    text = render_template(
        "mail/account_invitation.txt",
        sender=here().contents.current().municipality.sender,
        days=INVITATION_STAYS.days,
        address=url_for("invited.show", _external=True),
    )
    return Letter(INVITED, text, mail)


def code(mail: str, given: str) -> Letter:
    return Letter(CODE, render_template("mail/account_code.txt", code=in_groups(given)), mail)


def changed(mail: str) -> Letter:
    return Letter(CHANGED, render_template("mail/account_changed.txt"), mail)


def rights() -> Letter:
    """Say to who looks after accounts where to see what changed. It goes to more than one of them."""
    address = url_for("accounts.show", _external=True)
    return Letter(RIGHTS, render_template("mail/account_rights.txt", address=address))
