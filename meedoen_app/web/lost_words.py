"""Lost words on the workbench: a code for the resident, once a professional made sure who it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import lost_words
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.reissue import CODE_LIVES, KnownBy
from meedoen_app.web import access, clock, pages, sessions
from meedoen_app.web.access import actor, open_to, staff
from meedoen_app.web.casework import telling, words
from meedoen_app.web.casework.cases import WORKERS
from meedoen_app.web.installation import here

CODE = "woorden_code"

bp = Blueprint("lost_words", __name__)


@bp.get("/werk/zaak/<case>/woorden")
@open_to(*WORKERS, fresh=True, case=(Relation.ASSIGNED,))
def show(case: str) -> Response:
    """Ask how somebody made sure who it is; or show the code that was just made, while it holds."""
    return _page(case, {})


@bp.post("/werk/zaak/<case>/woorden")
@open_to(*WORKERS, fresh=True, case=(Relation.ASSIGNED,))
def give(case: str) -> Response:
    """Make a code. The same form twice is one code."""
    known_by, key = request.form.get("hoe", ""), request.form.get("sleutel", "")
    if known_by not in set(KnownBy):
        return _page(case, {"hoe": str(_("Kies hoe u weet wie dit is."))}, 422)
    if key and sessions.of_staff().get(CODE, {}).get("sleutel") == key:
        return redirect(url_for(".show", case=case), 303)
    now = clock.now()
    try:
        with here().database.writing() as transaction:
            code = _make(transaction, case, KnownBy(known_by), key, now)
    except NotAllowed:
        return _page(case, {"": str(_("Voor dit gesprek kan geen code. Misschien is het weg."))}, 422)
    if code is not None:
        until = (now + CODE_LIVES).isoformat()
        sessions.of_staff()[CODE] = {"zaak": case, "code": code, "tot": until, "sleutel": key}
    return redirect(url_for(".show", case=case), 303)


def _make(transaction: Any, case: str, known_by: KnownBy, key: str, now: datetime) -> str | None:
    return lost_words.reissue_to(
        transaction,
        pages.means(),
        case,
        known_by,
        telling.notice(),
        key=key,
        ground=access.standing(transaction, case).ground,
        now=now,
        by=actor(),
    )


def _page(case: str, errors: Mapping[str, str], status: int = 200) -> Response:
    return pages.page(
        "work/lost_words.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors,
        case=case,
        made=_made(case),
        ways=words.known_by(),
    )


def _made(case: str) -> dict[str, Any] | None:
    """Return the code that was just made for this case, as long as it holds."""
    found = sessions.of_staff().get(CODE)
    if not found or found["zaak"] != case or datetime.fromisoformat(found["tot"]) <= clock.now():
        return None
    code: str = found["code"]
    return {"code": f"{code[:4]} {code[4:]}", "until": datetime.fromisoformat(found["tot"])}
