"""Nothing typed is lost and nothing counts twice: twice pressed, Back, and two tabs."""

import pytest
from playwright.sync_api import Page

from tests.browser.walker import Walker

TYPED = "Ik kook graag"


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


def test_back_after_a_fault_was_mended_shows_the_question(asked: Walker) -> None:
    asked.answer("=" + "lang " * 200)
    assert asked.title.startswith("Fout:")
    asked.answer(f"={TYPED}")
    asked.page.go_back()
    assert asked.page.locator("textarea").input_value() == TYPED


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
