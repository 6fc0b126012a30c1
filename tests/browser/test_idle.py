"""Gone for a while: we ask in time, say only what is true, and what was typed stays."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from meedoen_app.storage import tokens
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.access import SessionRow
from tests.browser.server import Meedoen
from tests.browser.walker import Walker

TYPED = "Ik kook graag"
LONG_AGO = "2026-11-23T09:30:00"
FOCUSED = "document.activeElement.innerText.trim()"
GoneFor = Callable[..., None]


@pytest.fixture
def away(walker: Walker) -> Walker:
    """Somebody on whose screen the clock stands still, with something typed and not sent."""
    walker.page.clock.install(time=LONG_AGO)
    walker.begin_for_myself()
    walker.press("Sla over")
    walker.write(TYPED)
    return walker


@pytest.fixture
def gone_for(away: Walker, meedoen: Meedoen) -> Iterator[GoneFor]:
    """Let time pass on the screen and on the server: there the session becomes so much older."""
    database = Database.at(f"sqlite:///{meedoen.log.parent / 'meedoen.db'}")
    [token] = [one["value"] for one in away.context.cookies() if one["name"] == "sessie"]

    def gone(minutes: float, *, seen_elsewhere: bool = False, opened_before: float = 0) -> None:
        _age(database, token, minutes=0 if seen_elsewhere else minutes, opened=minutes + opened_before)
        away.page.clock.fast_forward(int(minutes * 60_000))
        away.page.clock.run_for(2000)

    yield gone
    database.close()


def _age(database: Database, token: str, *, minutes: float, opened: float) -> None:
    change = update(SessionRow).where(SessionRow.id_hash == tokens.hashed(token))
    with database.reading() as session:
        row = session.get_one(SessionRow, tokens.hashed(token))
        seen, created = row.seen_at, row.created_at
    older = {
        "seen_at": seen - timedelta(minutes=minutes),
        "created_at": created - timedelta(minutes=opened),
    }
    with database.writing() as session:
        session.execute(change.values(**older))


def asked(walker: Walker, words: str) -> None:
    """Wait until the dialog says this."""
    walker.page.locator("dialog", has_text=words).get_by_text(words).wait_for()


def test_two_minutes_before_the_end_we_ask(away: Walker, gone_for: GoneFor) -> None:
    gone_for(12.8)
    assert not away.page.locator("dialog").is_visible()
    gone_for(0.2)
    asked(away, "Binnen twee minuten gaat uw gesprek dicht.")
    assert away.page.evaluate(FOCUSED) == "Ik ben er nog"
    described = away.page.locator("dialog").get_attribute("aria-describedby")
    assert "Binnen twee minuten" in away.page.locator(f"#{described}").inner_text()


def test_the_six_words_stand_there_for_who_asks_for_them(away: Walker, gone_for: GoneFor) -> None:
    gone_for(13.5)
    asked(away, "Bent u er nog?")
    words = away.page.locator("[data-idle-words] strong")
    assert not words.is_visible()
    away.press("Toon mijn zes woorden")
    assert len(words.inner_text().split()) == 6


def test_saying_that_one_is_still_there_goes_on(away: Walker, gone_for: GoneFor) -> None:
    gone_for(13.5)
    asked(away, "Bent u er nog?")
    with away.page.expect_response("**/blijf") as response:
        away.press("Ik ben er nog")
    assert response.value.request.method == "POST"
    away.page.locator("dialog").wait_for(state="hidden")
    gone_for(12.5)
    assert not away.page.locator("dialog").is_visible()
    assert away.page.locator("textarea").input_value() == TYPED


def test_escape_in_the_dialog_stays(away: Walker, gone_for: GoneFor) -> None:
    gone_for(13.5)
    asked(away, "Bent u er nog?")
    with away.page.expect_response("**/blijf"):
        away.page.keyboard.press("Escape")
    away.page.locator("dialog").wait_for(state="hidden")


def test_after_the_end_what_was_typed_still_stands_there_and_the_words_do_not(
    away: Walker, gone_for: GoneFor
) -> None:
    gone_for(15.2)
    asked(away, "Uw gesprek is nu dicht")
    assert away.page.evaluate(FOCUSED) == "Terug naar de pagina"
    assert away.page.locator("[data-idle-words]").count() == 0
    away.press("Terug naar de pagina")
    assert away.page.locator("textarea").input_value() == TYPED


@pytest.mark.parametrize("minutes", [13.5, 15.2])
def test_who_is_busy_in_another_tab_is_not_asked(away: Walker, gone_for: GoneFor, minutes: float) -> None:
    with away.page.expect_response("**/blijf"):
        gone_for(minutes, seen_elsewhere=True)
    away.page.clock.run_for(2000)
    assert not away.page.locator("dialog").is_visible()


def test_after_eight_hours_staying_is_honestly_refused(away: Walker, gone_for: GoneFor) -> None:
    gone_for(13.5, opened_before=7 * 60 + 45.5)
    asked(away, "Binnen twee minuten gaat uw gesprek dicht.")
    away.press("Ik ben er nog")
    asked(away, "Uw gesprek is al acht uur open.")
    assert away.page.evaluate(FOCUSED) == "Terug naar de pagina"
    away.press("Terug naar de pagina")
    gone_for(1.5)
    asked(away, "Uw gesprek is nu dicht")


def test_without_internet_we_say_that_it_did_not_work(away: Walker, gone_for: GoneFor) -> None:
    gone_for(13.5)
    asked(away, "Bent u er nog?")
    away.context.set_offline(True)
    away.press("Ik ben er nog")
    asked(away, "Het lukt nu niet.")
    away.context.set_offline(False)
    away.press("Ik ben er nog")
    away.page.locator("dialog").wait_for(state="hidden")
