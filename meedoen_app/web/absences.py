"""The day until which somebody is absent, as a form sends it."""

from datetime import date

from flask import request
from flask_babel import gettext as _

from meedoen_app.web import text

FIELD = "afwezig_tot"


def typed() -> str:
    return text.clean(request.form.get(FIELD, ""))


def day() -> date | None:
    """Return the day that was sent; None for: there again. Raises ValueError for what is no day."""
    return date.fromisoformat(typed()) if typed() else None


def problem() -> dict[str, str]:
    return {FIELD: str(_("Vul een dag in vanaf vandaag. Of laat het leeg: dan is er geen afwezigheid."))}
