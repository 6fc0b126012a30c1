"""A note about safety stays out of the resident's sight only with the privacy officer's yes."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from meedoen_app.actions import safety_notes
from meedoen_app.core.trace import Actor
from meedoen_app.web import pages
from tests import staff
from tests.visitor import Visitor
from tests.web.test_sharing import case_of, share, teller

__all__ = ["teller"]

NOTE, REASON = "Bel niet als haar zoon thuis is", "De zoon leest mee op haar telefoon"
WORKER = Actor(id="fatma", role="professional")


@pytest.fixture
def noted(app: Flask, teller: Visitor) -> Visitor:
    """Somebody who shared, and about whom a note about safety was written."""
    share(teller)
    with app.app_context(), app.extensions["meedoen"].database.writing() as session:
        safety_notes.write(
            session, pages.means(), case_of(teller), NOTE, REASON, key="k", now=datetime.now(UTC), by=WORKER
        )
    return teller


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
