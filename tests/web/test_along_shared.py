"""What somebody who looks along wrote goes to a desk as an item of its own, and exactly as it was shown."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from meedoen_app.actions import showing
from meedoen_app.actions.means import Means
from meedoen_app.core.along import Column
from meedoen_app.storage import handoffs
from tests import staff
from tests.talks import open_theme
from tests.visitor import Visitor
from tests.web.test_along import SEEN, come_in, invite
from tests.web.test_lost_words import take
from tests.web.test_sharing import case_of, go_to, share

BESIDE, OF_HERSELF, LATER = "meekijkers", "Kanarie-zelf-2b6", "Kanarie-later-8f3"


@pytest.fixture
def teller(app: Flask, talking: Visitor) -> Visitor:
    """Somebody who told about health and living, where the desks are staffed."""
    staff.make(app, "professional", team="toegang_wmo")
    for theme, answer in (("wonen", "gaat_goed"), ("gezondheid", "lukt_niet_goed")):
        open_theme(talking, theme)
        talking.press("doe=verder", keuze=answer)
    return talking


@pytest.fixture
def helper(arrive: Callable[[], Visitor], teller: Visitor) -> Visitor:
    """A carer who wrote about both chapters, and about caring."""
    visitor = come_in(arrive(), invite(teller, "mantelzorger", "gezondheid", "wonen"))
    for chapter in ("gezondheid", "wonen"):
        visitor.press("doe=schrijf", hoofdstuk=chapter, tekst=f"{SEEN}-{chapter}")
    visitor.press("doe=zelf", tekst=OF_HERSELF)
    return visitor


def columns(app: Flask, teller: Visitor) -> tuple[Column, ...]:
    """Return what the desk sees of what was written beside."""
    here, id = app.extensions["meedoen"], teller.conversation().removeprefix("/g/")
    means = Means(here.vault, here.contents, here.settings.draft_days)
    with here.database.reading() as session:
        [handoff] = handoffs.of_conversation(session, id)
        return showing.shown(session, means, handoff, datetime.now(UTC)).beside


def words(found: tuple[Column, ...]) -> set[str]:
    said = {one.words for column in found for one in column.said.values()}
    return said | {column.check.words for column in found if column.check}


def test_it_is_an_item_of_its_own_that_is_not_ticked(helper: Visitor, teller: Visitor) -> None:
    go_to(teller, "wmo")
    [box] = [one for one in teller.tree.iter("input") if one.get("value") == BESIDE]
    assert "checked" not in box.attrib
    assert "Wat mijn meekijker schreef" in teller.words
    assert OF_HERSELF in teller.words


@pytest.mark.usefixtures("helper")
def test_without_it_a_desk_sees_nothing_of_it(app: Flask, teller: Visitor) -> None:
    share(teller, deel=["gezondheid"])
    assert columns(app, teller) == ()


def test_only_what_is_about_what_was_shared_goes_and_nothing_later(
    app: Flask, helper: Visitor, teller: Visitor
) -> None:
    share(teller, deel=["gezondheid", BESIDE])
    assert "Wat mijn meekijker schreef" in teller.words
    assert words(columns(app, teller)) == {f"{SEEN}-gezondheid", OF_HERSELF}
    helper.go("/meekijken/gesprek")
    helper.press("doe=schrijf", hoofdstuk="gezondheid", tekst=LATER)
    assert words(columns(app, teller)) == {f"{SEEN}-gezondheid", OF_HERSELF}
    share(teller, deel=["gezondheid", BESIDE])
    assert words(columns(app, teller)) == {LATER, OF_HERSELF}


@pytest.mark.usefixtures("helper")
def test_what_is_not_shared_any_more_takes_what_stood_beside_it_along(app: Flask, teller: Visitor) -> None:
    share(teller, deel=["gezondheid", "wonen", BESIDE])
    teller.go(teller.conversation() + "/klopt")
    for number in teller.choices("hoofdstuk"):
        teller.press("oordeel=niet_delen", hoofdstuk=number)
    assert words(columns(app, teller)) == {OF_HERSELF}


def test_where_nobody_wrote_anything_there_is_no_such_item(teller: Visitor) -> None:
    invite(teller, "vriend", "wonen")
    go_to(teller, "wmo")
    assert BESIDE not in teller.choices("deel")
    teller.press("doe=deel", manier="hier", deel=["wonen", BESIDE])
    assert teller.status == 422


@pytest.mark.usefixtures("helper")
def test_on_the_workbench_it_stands_apart_from_the_words_of_the_resident(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    worker = arrive()
    share(teller, deel=["gezondheid", BESIDE])
    take(app, teller, staff.sign_in(app, worker, role="professional", team="toegang_wmo"))
    worker.go(f"/werk/zaak/{case_of(teller)}")
    assert "Wat een meekijker schreef" in worker.words
    assert (f"{SEEN}-gezondheid" in worker.words, f"{SEEN}-wonen" in worker.words) == (True, False)
    assert [one for one in worker.tree.iter("blockquote") if SEEN in "".join(one.itertext())] == []
    worker.go(worker.links()["Woorden kwijt: geef een code"])
    assert worker.heading == "Een code voor nieuwe woorden"
