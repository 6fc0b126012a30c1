"""What the resident says of the report: also after it stands, and never lost when it cannot be kept."""

from flask import Flask

from meedoen_app.actions import casework
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.trace import Actor
from meedoen_app.web import clock, pages
from tests.talks import form_of
from tests.visitor import Visitor
from tests.web.test_sharing import case_of, share, teller

__all__ = ["teller"]


def write(app: Flask, case: str, *written: Line) -> None:
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        for number, line in enumerate(written):
            key, by = f"{type(line).__name__}-{number}", Actor("a", "professional")
            casework.write_down(session, pages.means(), case, line, key=key, by=by)


def test_one_may_react_to_a_report_after_the_work_was_closed_and_words_are_not_lost(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    now, case = clock.now(), case_of(teller)
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case, lines.SupportDiscussed(False, now, "a"), reported, lines.Closed("", now, "a"))
    teller.go(teller.path)
    assert "Ik wil een aanvraag doen" in teller.words  # Closing shuts nothing off.
    sent = form_of(teller, doe="klopt_niet", versie="1", woorden="En ook een tolk")
    teller.press("doe=klopt_niet", woorden="Ik heb zes uur nodig")
    assert "U zei: dit klopt niet. Ik heb zes uur nodig" in teller.words
    again = teller.client.post(teller.path.partition("#")[0], data=sent)
    assert (again.status_code, "En ook een tolk" in again.text) == (422, True)
