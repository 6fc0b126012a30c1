"""By day, by night, without colours, without movement and on paper: what is chosen is seen (ux 29)."""

from typing import Any, Literal

import pytest

from tests.browser.shots import shoot
from tests.browser.walker import Walker

# How thick the lines of an element are: a difference that is there without any colour.
THICKNESS = """(element) => {
  const style = getComputedStyle(element);
  return [style.borderTopWidth, style.boxShadow === "none" ? "" : "ring", style.fontWeight].join(" ");
}"""
BRIGHTNESS = """(element) => {
  const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
  return 0.3 * red + 0.6 * green + 0.1 * blue;
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, animationName } = getComputedStyle(element);
  return animationName !== "none" || !/^0s(, 0s)*$/.test(transitionDuration);
}).map((element) => element.outerHTML.slice(0, 80))"""
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility()).map((element) => element.innerText.trim())"""
WAYS: dict[str, dict[str, Any]] = {
    "by day": {"color_scheme": "light"},
    "by night": {"color_scheme": "dark"},
    "with forced colours": {"forced_colors": "active"},
    "with forced colours by night": {"forced_colors": "active", "color_scheme": "dark"},
}


@pytest.fixture
def asked(walker: Walker) -> Walker:
    walker.begin()
    return walker


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", ["input", "label"])
def test_the_chosen_answer_differs_in_more_than_colour(asked: Walker, way: str, part: str) -> None:
    asked.page.emulate_media(**WAYS[way])
    asked.choose("Voor mijzelf")
    shoot(asked.page, f"360 chosen {way}")
    chosen, other = asked.page.locator(f".choice > {part}").all()[:2]
    assert chosen.evaluate(THICKNESS) != other.evaluate(THICKNESS)


@pytest.mark.parametrize("way", WAYS)
def test_the_judgement_of_a_chapter_differs_in_more_than_colour(walker: Walker, way: str) -> None:
    walker.begin_for_myself()
    walker.page.emulate_media(**WAYS[way])
    walker.go(f"{walker.conversation}/klopt")
    walker.press("Klopt niet")
    shoot(walker.page, f"360 judged {way}")
    chosen = walker.page.locator("button[aria-pressed=true]")
    other = walker.page.locator("button[aria-pressed=false]").first
    assert chosen.evaluate(THICKNESS) != other.evaluate(THICKNESS)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_follows_day_and_night(
    asked: Walker, scheme: Literal["light", "dark"], is_dark: bool
) -> None:
    asked.page.emulate_media(color_scheme=scheme)
    assert (asked.page.locator("body").evaluate(BRIGHTNESS) < 128) is is_dark


def test_forced_colours_keep_every_picture_and_line(asked: Walker) -> None:
    asked.page.emulate_media(forced_colors="active")
    shoot(asked.page, "360 forced colours")
    for line in (".button-main", ".choice > label", ".tool-exit"):
        assert asked.page.locator(line).first.evaluate(THICKNESS)[0] != "0"


def test_nothing_moves_for_who_does_not_want_that(asked: Walker) -> None:
    assert asked.page.evaluate(MOVING) != []
    asked.page.emulate_media(reduced_motion="reduce")
    assert asked.page.evaluate(MOVING) == []


def test_paper_has_the_words_and_not_the_buttons(walker: Walker) -> None:
    walker.begin_for_myself()
    walker.go(f"{walker.conversation}/klopt")
    walker.page.emulate_media(media="print")
    shoot(walker.page, "print klopt")
    assert walker.page.evaluate(SHOWN, ".head, button, .skip, .change") == []
    assert "Voor mijzelf" in walker.page.locator("main").inner_text()


# How much of the card a question of "Klopt dit?" has, and whether "Wijzig" stands below the answer.
ROOM = """() => {
  const row = document.querySelector("main .said > div:has(.change)");
  const [asked, answer, change] = [...row.children].map((one) => one.getBoundingClientRect());
  return [asked.width / row.getBoundingClientRect().width, change.top >= answer.bottom];
}"""


@pytest.mark.parametrize(("letters", "is_below"), [("100%", False), ("200%", True)])
def test_with_letters_twice_as_big_the_way_to_change_an_answer_stands_below_it(
    walker: Walker, letters: str, is_below: bool
) -> None:
    """Also where only the letters grow, and the rules for a small screen do not follow."""
    walker.begin_for_myself()
    walker.page.set_viewport_size({"width": 360, "height": 640})
    walker.go(f"{walker.conversation}/klopt")
    walker.page.evaluate("(size) => document.documentElement.style.fontSize = size", letters)
    shoot(walker.page, f"360 klopt {letters}")
    share, below = walker.page.evaluate(ROOM)
    assert (share > 0.9, below) == (is_below, is_below)


def test_the_dots_of_a_list_in_a_fold_stand_free_of_its_line(asked: Walker) -> None:
    asked.page.locator("main .fold > summary").first.click()
    room = """(list) => parseFloat(getComputedStyle(list).paddingInlineStart)
      - parseFloat(getComputedStyle(list).fontSize)"""
    assert asked.page.locator("main .fold > ul").first.evaluate(room) > 12
