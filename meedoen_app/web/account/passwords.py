"""Choosing a password: what is wrong with what was typed, in words."""

from flask import request
from flask_babel import gettext as _

from meedoen_app.core.access.account import Account
from meedoen_app.core.access.password import LONGEST, SHORTEST, Weakness, weakness


def problems(account: Account) -> dict[str, str]:
    """Return field -> sentence for a new password that cannot be used; empty for a good one."""
    typed = request.form.get("wachtwoord", "")
    found = weakness(typed, account.name, account.mail)
    if found is not None:
        return {"wachtwoord": _words(found)}
    if request.form.get("nog_een_keer", "") != typed:
        return {"nog_een_keer": _("Dit is niet twee keer hetzelfde wachtwoord.")}
    return {}


def _words(found: Weakness) -> str:
    words: dict[Weakness, str] = {
        Weakness.SHORT: _("Neem minstens %(number)s tekens. Een lange zin is goed.", number=SHORTEST),
        Weakness.LONG: _("Neem hooguit %(number)s tekens.", number=LONGEST),
        Weakness.WORN: _("Dit gebruiken veel mensen. Neem iets dat niemand raadt."),
        Weakness.OWN: _("Dit lijkt op uw naam of mailadres. Neem iets dat niemand raadt."),
    }
    return words[found]
