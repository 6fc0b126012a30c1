"""Nothing typed is lost and nothing counts twice: twice pressed, Back, two tabs, and gone for a while."""

import pytest
from playwright.sync_api import Page

from tests.browser.walker import Walker

TYPED = "Ik kook graag"
LONG_AGO = "2026-11-23T09:30:00"


@pytest.fixture
def asked(walker: Walker) -> Walker:
    """Somebody who is asked "Wat gaat er goed?"."""
    walker.begin_for_myself()
    walker.press("Sla over")
    return walker


def posts(page: Page) -> list[str]:
    """Return the list in which every form that is sent from now on will stand."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def test_pressing_twice_sends_once(asked: Walker) -> None:
    asked.write(TYPED)
    sent = posts(asked.page)
    asked.button("Verder").dblclick()
    asked.page.wait_for_load_state("networkidle")
    assert len(sent) == 1
    asked.go(f"{asked.conversation}/over-mij")
    assert "Aantal antwoorden 5" in asked.words


def test_back_and_a_change_give_the_change(asked: Walker) -> None:
    asked.answer(f"={TYPED}")
    asked.page.go_back()
    assert asked.page.locator("textarea").input_value() == TYPED
    asked.answer("=Ik tuinier graag")
    asked.go(f"{asked.conversation}/klopt")
    assert "Ik tuinier graag" in asked.words
    assert TYPED not in asked.words


def test_the_link_back_leads_to_the_question_before(asked: Walker) -> None:
    asked.press("Terug")
    assert asked.heading == "Is er iets dat niet kan wachten?"


def test_two_tabs_show_both_answers(asked: Walker) -> None:
    other = asked.in_another_tab()
    other.go(asked.path)
    other.answer("=Van het andere scherm")
    asked.answer(f"={TYPED}")
    assert asked.title.startswith("Fout:")
    assert "Van het andere scherm" in asked.words
    assert asked.page.locator("textarea").input_value() == TYPED
    asked.press("Verder")
    asked.go(f"{asked.conversation}/klopt")
    assert TYPED in asked.words


def test_two_that_exclude_each_other_cannot_both_stay_chosen(walker: Walker) -> None:
    walker.begin_for_myself()
    chosen = walker.page.locator(".choice > input:checked + label")
    for words in ("Ik moet mijn huis uit", "Nee, er is geen haast", "Ik moet mijn huis uit"):
        walker.choose(words)
        assert [one.strip() for one in chosen.all_inner_texts()] == [words]


def test_the_room_that_is_left_is_counted(asked: Walker) -> None:
    asked.write("ë" * 590)
    assert "Nog 10 tekens." in asked.words
    asked.write("ë" * 604)
    assert "4 tekens te veel." in asked.words


def gone_for(walker: Walker, time: str) -> None:
    walker.page.clock.fast_forward(time)
    walker.page.clock.run_for(2000)


@pytest.fixture
def away(walker: Walker) -> Walker:
    """Somebody on whose screen the clock stands still, with something typed and not sent."""
    walker.page.clock.install(time=LONG_AGO)
    walker.begin_for_myself()
    walker.press("Sla over")
    walker.write(TYPED)
    return walker


def test_two_minutes_before_the_end_we_ask_and_the_six_words_stand_there(away: Walker) -> None:
    dialog = away.page.locator("dialog")
    gone_for(away, "12:50")
    assert not dialog.is_visible()
    gone_for(away, "00:10")
    assert "Bent u er nog?" in dialog.inner_text()
    assert "Met deze zes woorden" in dialog.inner_text()


def test_saying_that_one_is_still_there_goes_on(away: Walker) -> None:
    dialog = away.page.locator("dialog")
    gone_for(away, "13:30")
    sent = posts(away.page)
    away.press("Ik ben er nog")
    dialog.wait_for(state="hidden")
    assert [url.rpartition("/")[2] for url in sent] == ["blijf"]
    gone_for(away, "12:30")
    assert not dialog.is_visible()
    assert away.page.locator("textarea").input_value() == TYPED


def test_after_the_end_what_was_typed_still_stands_there(away: Walker) -> None:
    gone_for(away, "15:10")
    assert "Uw gesprek is nu dicht" in away.page.locator("dialog").inner_text()
    away.press("Terug naar de pagina")
    assert away.page.locator("textarea").input_value() == TYPED


def test_escape_in_the_dialog_stays(away: Walker) -> None:
    gone_for(away, "13:30")
    with away.page.expect_response("**/blijf"):
        away.page.keyboard.press("Escape")
    away.page.locator("dialog").wait_for(state="hidden")
