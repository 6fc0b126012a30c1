"""Looking along on a telephone: the link fills in the words and forgets them."""

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker

SAID = {"Hoe gaat het met wonen?": ["Gaat goed"]}


def test_by_the_link_one_reads_along(walker: Walker, arrive: Arrive) -> None:
    walker.begin_for_myself()
    walker.talk(SAID, ["Wonen"])
    walker.go(f"{walker.conversation}/meekijkers")
    walker.choose("Wonen")
    walker.press("Laat meekijken")
    assert "Kies wat deze persoon voor u is." in walker.words
    walker.choose("iemand die voor mij zorgt")
    walker.press("Laat meekijken")
    text = walker.page.locator("#bericht").input_value()
    link = next(line for line in text.splitlines() if "#" in line)
    helper, asked = arrive(), []
    helper.page.on("request", lambda request: asked.append(request.url))
    helper.go(link[link.index("/meekijken") :])
    assert helper.page.locator("#woorden").input_value() == link.partition("#")[2].replace("-", " ")
    assert helper.page.url.endswith("/meekijken")
    helper.press("Kijk mee")
    helper.press("Nee, nu niet")
    helper.page.locator("main textarea").first.fill("Zij lacht weer")
    helper.press("Bewaar mijn woorden")
    assert "Bewaard op" in helper.words
    assert [url for url in asked if "#" not in url and link.partition("#")[2] in url] == []
