"""Somebody with a telephone, a real browser on it: reads what stands there, taps what it says."""

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from meedoen_app.web.language import COOKIE as LANGUAGE
from tests.browser.watch import Watch

GO_ON, SKIP = "Verder", "Sla over"
DONE_TALKING = "Ik ben klaar met praten"
THEMES, WORDS, CHECK = "Waar wilt u over praten?", "Uw zes woorden", "Klopt dit?"
WAYS_ON = ("Verder praten", "Ander onderwerp", "Naar alle onderwerpen")
MOST_PAGES = 200
# Whether pressing this opens another page, and no script takes it over: a link, or the button of a form.
OPENS_A_PAGE = """(pressed) => {
  const form = pressed.type === "submit" && pressed.form;
  const isTakenOver = globalThis.htmx && pressed.closest("[hx-get], [hx-post]");
  const address = form ? form.method !== "dialog" : pressed.getAttribute("href");
  return Boolean(address) && !isTakenOver && !String(address).startsWith("#");
}"""


class Lost(AssertionError):
    """A walk did not come where it should."""


class Walker:
    """One person with one browser window. What they find is found by its words, with and without script.

    `say` gives the words of the page in the language that this person reads it in.
    """

    def __init__(
        self, context: BrowserContext, root: str, watch: Watch, say: Callable[[str], str] = str
    ) -> None:
        self.context = context
        self.root = root
        self.watch = watch
        self.say = say
        self.page: Page = context.new_page()

    def in_another_tab(self) -> "Walker":
        """Return the same person, at the same browser, in a window beside this one."""
        return Walker(self.context, self.root, self.watch, self.say)

    def come_as(self, *cookies: tuple[str, str]) -> None:
        """Be somebody else, who reads the same language: with these cookies (name, value), or with none."""
        self.context.clear_cookies(name=re.compile(rf"^(?!{LANGUAGE}$)"))
        self.context.add_cookies([{"name": one, "value": value, "url": self.root} for one, value in cookies])

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith(self.root) else self.root + path)

    def press(self, words: str) -> None:
        """Press the button or the link with these words, and wait for the page that follows."""
        self.press_on(self.button(words))

    def press_on(self, found: Locator) -> None:
        """Press this, and wait for the page that follows, or for the part of it that changes."""
        if found.evaluate(OPENS_A_PAGE):
            with self.page.expect_navigation():
                found.click()
        else:
            found.click()
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def button(self, words: str) -> Locator:
        whole = re.compile(rf"^\s*{re.escape(self.say(words))}")
        return self.page.locator("a, button, summary").filter(has_text=whole, visible=True).first

    def choose(self, words: str, at: str = "") -> None:
        """Tap the card with these words, or choose them in a list; `at` is the line that it stands in."""
        main = self.page.locator("main")
        place = main.locator("fieldset.line", has_text=self.say(at)) if at else main
        if place.locator("select").count():
            place.locator("select").select_option(label=self.say(words))
        else:
            whole = re.compile(rf"^\s*{re.escape(self.say(words))}\s*$")
            place.locator(".choice label").filter(has_text=whole).first.click()

    def write(self, words: str) -> None:
        self.page.locator("main textarea, main input[type=text]").first.fill(words)

    def answer(self, *words: str) -> None:
        """Choose these words ("line: choice" for a choice in a line; own words after "=") and go on."""
        for one in words:
            line, _, choice = one.partition(": ")
            if one.startswith("="):
                self.write(one[1:])
            elif choice:
                self.choose(choice, at=line)
            else:
                self.choose(one)
        self.press(GO_ON)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def title(self) -> str:
        return self.page.title()

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    def is_at(self, heading: str) -> bool:
        return self.heading == self.say(heading)

    @property
    def words(self) -> str:
        """Return everything that can be read on the page, on one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def conversation(self) -> str:
        """Return the address of the conversation that is open: /g/<id>."""
        return "/".join(self.path.split("/")[:3])

    def six_words(self) -> str:
        self.go(f"{self.conversation}/woorden")
        return " ".join(self.page.locator("ol.six li bdi:last-child").all_inner_texts())

    def begin(self, door: str = "Ik wil praten over hoe het gaat") -> None:
        """Come in by a door, as far as the first question."""
        self.go("/")
        self.press(door)
        self.press("Ik begrijp het, verder")

    def begin_for_myself(self) -> None:
        """Come in, for oneself, and let the answers be kept: as far as "Is er iets dat niet kan wachten?"."""
        self.begin()
        self.answer("Voor mijzelf")
        self.answer("Ja, bewaar mijn antwoorden")
        self.press(GO_ON)

    def talk(self, says: Mapping[str, Iterable[str]], themes: Iterable[str] = ()) -> None:
        """Go on to "Klopt dit?", giving these answers (heading -> words) and skipping everything else."""
        to_do = [*themes]
        for _ in range(MOST_PAGES):
            if self.is_at(CHECK):
                return
            self._step(says, to_do)
        raise Lost(f"{self.path}: {self.heading}")

    def _step(self, says: Mapping[str, Iterable[str]], to_do: list[str]) -> None:
        if self.is_at(THEMES):
            self.press(to_do.pop(0) if to_do else DONE_TALKING)
        elif self.heading in says:
            self.answer(*says[self.heading])
        elif self.is_at(WORDS):
            self.press(GO_ON)
        elif self.button(SKIP).count():
            self.press(SKIP)
        else:
            self.press(next(way for way in WAYS_ON if self.button(way).count()))
