"""A note about safety stays out of the resident's sight only with the privacy officer's yes."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from time_machine import travel

from meedoen_app.actions import casework
from meedoen_app.core.casework.around import SafetyNote
from meedoen_app.core.casework.lines import Applied, Line, Paused, PauseReason
from meedoen_app.core.handoff import number_of
from meedoen_app.core.trace import Actor
from meedoen_app.web import pages
from tests import staff
from tests.visitor import Visitor
from tests.web.test_sharing import case_of, share, teller
from tests.web.test_work import SECRETS

__all__ = ["teller"]

NOTE, REASON = "Bel niet als haar zoon thuis is", "De zoon leest mee op haar telefoon"
WORKER = Actor(id="fatma", role="professional")


@pytest.fixture
def noted(app: Flask, teller: Visitor) -> Visitor:
    """Somebody who shared, and about whom a note about safety was written."""
    share(teller)
    write_down(app, case_of(teller), SafetyNote(1, NOTE, REASON, datetime.now(UTC), WORKER.id))
    return teller


PAGES = ("/delen", "/delen/wmo", "/gedeeld", "/gedeeld/{case}", "/wie-keek", "/over-mij", "/weggooien")


def seen(teller: Visitor, at: datetime) -> dict[str, str]:
    """Return every page on which something of a case stands, as it is at this moment, without its seals."""
    case, id = case_of(teller), teller.conversation()
    with travel(at, tick=False):
        found = {one: teller.client.get(id + one.format(case=case)) for one in PAGES}
    assert {one.status_code for one in found.values()} == {200}
    return {one: SECRETS.sub("", page.get_data(as_text=True)) for one, page in found.items()}


def write_down(app: Flask, case: str, *written: Line) -> None:
    with app.app_context(), app.extensions["meedoen"].database.writing() as session:
        for line in written:
            casework.write_down(session, pages.means(), case, line, key=type(line).__name__, by=WORKER)


@pytest.mark.parametrize("days", [0, 20])  # Meanwhile a pause ended: what lists say of the case is old.
def test_a_note_that_is_withheld_changes_no_byte_of_what_its_resident_reads(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor], days: int
) -> None:
    share(teller)
    case, now = case_of(teller), datetime.now(UTC)
    today, at = now.date(), now + timedelta(minutes=1)
    asked = Paused(PauseReason.COMPLETING, "Brief", today, now, "fatma", today + timedelta(days=5))
    write_down(app, case, Applied("Jan", "Straat 1", "Hulp", today, now), asked)
    seen(teller, at)
    before = seen(teller, at)
    write_down(app, case, SafetyNote(1, NOTE, REASON, now + timedelta(days=days), WORKER.id))
    waiting = seen(teller, at)
    officer(app, arrive).press("doe=achterhouden")
    withheld = seen(teller, at)
    assert [one for one in PAGES if not before[one] == waiting[one] == withheld[one]] == []


def officer(app: Flask, arrive: Callable[[], Visitor]) -> Visitor:
    found = arrive()
    staff.sign_in(app, found, role="privacy")
    found.go("/werk/privacy/notities")
    return found


def file_of(visitor: Visitor) -> str:
    visitor.go(visitor.path)
    return visitor.words


def test_while_it_waits_only_the_privacy_officer_sees_it(
    app: Flask, noted: Visitor, arrive: Callable[[], Visitor]
) -> None:
    assert NOTE not in file_of(noted)
    found = officer(app, arrive)
    assert NOTE in found.words
    assert REASON in found.words


@pytest.mark.parametrize(("said", "is_read"), [("achterhouden", False), ("niet_achterhouden", True)])
def test_what_the_privacy_officer_says_holds_and_is_said_once(
    app: Flask, noted: Visitor, arrive: Callable[[], Visitor], said: str, is_read: bool
) -> None:
    found = officer(app, arrive)
    found.press(f"doe={said}")
    assert "Er wacht niets op u." in found.words
    assert (NOTE in file_of(noted)) is is_read
    assert (REASON in file_of(noted)) is is_read


def test_nothing_in_the_own_log_tells_that_it_is_about_safety(
    app: Flask, noted: Visitor, arrive: Callable[[], Visitor]
) -> None:
    officer(app, arrive).press("doe=achterhouden")
    noted.go(noted.conversation() + "/wie-keek")
    assert "veilig" not in noted.words.lower()
    noted.go(noted.conversation() + "/over-mij")
    assert "veilig" not in noted.words.lower()


def log_of(visitor: Visitor) -> str:
    visitor.go(visitor.conversation() + "/wie-keek")
    return visitor.words


def test_nobody_can_read_in_the_own_log_that_a_note_is_there(
    app: Flask, noted: Visitor, arrive: Callable[[], Visitor]
) -> None:
    found = officer(app, arrive)
    assert "AVG art. 23" not in log_of(noted)
    found.press("doe=achterhouden")
    assert "AVG art. 23" not in log_of(noted)
    assert "Functionaris" not in noted.words


def test_what_is_not_withheld_leaves_its_looks_in_the_own_log(
    app: Flask, noted: Visitor, arrive: Callable[[], Visitor]
) -> None:
    officer(app, arrive).press("doe=niet_achterhouden")
    assert "AVG art. 23" in log_of(noted)


def break_the_glass(app: Flask, case: str, arrive: Callable[[], Visitor], *, quiet: bool) -> None:
    found = arrive()
    staff.sign_in(app, found, role="professional", team="bad")
    found.go("/werk/noodsprong")
    found.press("=", zaak=number_of(case), tekst=REASON, **({"stil": "ja"} if quiet else {}))
    assert found.path == f"/werk/zaak/{case}", found.words


@pytest.mark.parametrize("quiet", [False, True])
def test_who_broke_the_glass_is_told_with_the_reason_when_that_is_safe(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor], quiet: bool
) -> None:
    share(teller)
    case = case_of(teller)
    break_the_glass(app, case, arrive, quiet=quiet)
    log = teller.conversation() + "/wie-keek"
    teller.go(log)
    assert (REASON in teller.words) is not quiet
    found = arrive()
    staff.sign_in(app, found, role="privacy")
    found.go("/werk/privacy")
    assert REASON in found.words
    assert f"Zaak: {number_of(case)}" in found.words
    assert re.search(r", \d\d:\d\d uur\.", found.words)
    teller.go(log)
    assert (REASON in teller.words) is not quiet
    assert ("in nood" in teller.words) is not quiet
    if quiet:
        number = found.fields()["nummer"][0]
        sent = {"zegel": found.fields()["zegel"][0], "zaak": case_of_first(found), "nummer": number}
        assert found.client.post("/werk/privacy", data=sent).status_code == 303
        teller.go(log)
        assert REASON in teller.words


def case_of_first(officer: Visitor) -> str:
    return officer.fields()["zaak"][0]
