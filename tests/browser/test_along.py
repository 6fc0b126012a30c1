"""Looking along on a telephone: the link fills in the words and forgets them, and nobody is kept out."""

from tests.browser.conftest import Arrive
from tests.browser.looking import CHECKS
from tests.browser.shots import shoot
from tests.browser.walker import Walker

SAID = {"Hoe gaat het met wonen?": ["Gaat goed"]}


def faults(walker: Walker, state: str) -> dict[str, list[str]]:
    shoot(walker.page, f"looking along, {state}")
    return {check: found for check, look in CHECKS.items() if (found := look(walker.page))}


def test_by_the_link_one_reads_along_on_pages_that_keep_nobody_out(walker: Walker, arrive: Arrive) -> None:
    walker.begin_for_myself()
    walker.talk(SAID, ["Wonen"])
    walker.go(f"{walker.conversation}/meekijkers")
    seen = {"to invite": faults(walker, "to invite")}
    walker.choose("Wonen")
    walker.press("Laat meekijken")
    assert "Kies wat deze persoon voor u is." in walker.words
    walker.choose("iemand die voor mij zorgt")
    walker.press("Laat meekijken")
    seen["invited"] = faults(walker, "invited")
    text = walker.page.locator("#bericht").input_value()
    link = next(line for line in text.splitlines() if "#" in line)
    helper, asked = arrive(), []
    helper.page.on("request", lambda request: asked.append(request.url))
    helper.go(link[link.index("/meekijken") :])
    assert helper.page.locator("#woorden").input_value() == link.partition("#")[2].replace("-", " ")
    assert helper.page.url.endswith("/meekijken")
    seen["words"] = faults(helper, "words")
    helper.press("Kijk mee")
    seen["support"] = faults(helper, "support")
    helper.press("Nee, nu niet")
    seen["reading"] = faults(helper, "reading")
    helper.page.locator("main textarea").first.fill("Zij lacht weer")
    helper.press("Bewaar mijn woorden")
    assert "Bewaard op" in helper.words
    assert [url for url in asked if "#" not in url and link.partition("#")[2] in url] == []
    assert {state: found for state, found in seen.items() if found} == {}
