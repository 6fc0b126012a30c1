"""Finding a case: by name among one's own, and in need without working on it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import glass, workbench
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.message import Letter
from meedoen_app.web import access, clock, pages, text
from meedoen_app.web.access import actor, open_to, staff
from meedoen_app.web.casework import words
from meedoen_app.web.casework.cases import WORKERS
from meedoen_app.web.casework.telling import notice
from meedoen_app.web.installation import here

REPORT = "Meedoen: iemand keek in nood in een zaak"

bp = Blueprint("case_finding", __name__)


@bp.get("/werk/zoek")
@open_to(*WORKERS)
def ask() -> Response:
    return pages.page_or_main(
        "casework/search.html", form=pages.hidden(staff().id), errors={}, name="", rows=None
    )


@bp.post("/werk/zoek")
@open_to(*WORKERS)
def search() -> Response:
    """Look for a name among one's own cases. It is sent, so that no name stands in an address."""
    name = text.clean(request.form.get("naam", ""))
    with here().database.writing() as transaction:
        found = workbench.search(transaction, pages.means(), staff().id, name, now=clock.now(), by=actor())
    return pages.page_or_main(
        "casework/search.html", form=pages.hidden(staff().id), errors={}, name=name, rows=found
    )


@bp.get("/werk/noodsprong")
@open_to(*WORKERS, fresh=True)
def ask_in_need() -> Response:
    """Ask which case and why. The second factor comes first, so that nothing typed has to be typed again."""
    return _in_need()


@bp.post("/werk/noodsprong")
@open_to(*WORKERS, fresh=True)
def break_glass() -> Response:
    """Look at a case for an hour without working on it, with a reason and a second factor just shown."""
    number, reason = text.clean(request.form.get("zaak", "")), text.clean(request.form.get("tekst", ""))
    try:
        with here().database.writing() as transaction:
            case = glass.break_glass(
                transaction,
                pages.means(),
                number,
                staff().id,
                reason,
                quiet=_is_quiet(),
                notice=notice(),
                report=_report(),
                now=clock.now(),
                by=actor(),
            )
    except NotAllowed as refused:
        return _in_need({"tekst": words.refused(str(refused))}, 422)
    except NotThere:
        access.note_denied(staff())
        return _in_need({"zaak": str(_("Dit nummer kennen we niet."))}, 422)
    return redirect(url_for("cases.show", case=case), 303)


def _report() -> Letter:
    """Return the mail for the privacy officers: where they read who looked, and nothing of the case."""
    return Letter(
        REPORT, render_template("mail/glass.txt", address=url_for("privacy_officer.show", _external=True))
    )


def _in_need(errors: dict[str, str] | None = None, status: int = 200) -> Response:
    return pages.page(
        "casework/in_need.html",
        status=status,
        form=pages.hidden(staff().id),
        errors=errors or {},
        number=text.clean(request.form.get("zaak", "")),
        reason=text.clean(request.form.get("tekst", "")),
        quiet=_is_quiet(),
    )


def _is_quiet() -> bool:
    return request.form.get("stil") == "ja"
