"""What goes along: before the yes the same is read as after it, and nothing that is about the app itself."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests import staff
from tests.talks import open_theme
from tests.visitor import Visitor
from tests.web.test_along import QUESTIONNAIRE, come_in, invite
from tests.web.test_plan import with_a_step
from tests.web.test_plan_paper import pdf_text
from tests.web.test_plan_shared import GOAL, documents, make_a_plan
from tests.web.test_reaching import take
from tests.web.test_sharing import case_of, go_to, share, teller

__all__ = ["teller"]

ABOUT_APP = ("Waarmee wilt u beginnen?", "Mogen we uw antwoorden bewaren?", "Mag dit gesprek meetellen")
BEGIN, END = (
    "Voor wie dit is, wat haast heeft en wat u wilt",
    "Wat er veranderde, waar we rekening mee houden",
)
USE = "Wat ik met dit plan kan doen"
BEHIND = "Deze stap gaat niet mee, want dat deel wilt u niet delen."


@pytest.fixture
def worker(app: Flask, arrive: Callable[[], Visitor]) -> Visitor:
    found = arrive()
    staff.sign_in(app, found, role="professional", team="toegang_wmo")
    return found


def answer(visitor: Visitor, question: str, **said: str) -> None:
    visitor.go(f"{visitor.conversation()}/{QUESTIONNAIRE.question(question).number}")
    visitor.press("doe=verder", **said)


def tell_the_end(visitor: Visitor) -> None:
    answer(visitor, "rekening", tekst="Ik slaap overdag")
    answer(visitor, "meetellen", keuze="ja")


def read(visitor: Visitor) -> list[str]:
    """Return each question with what was said to it, as it stands in the parts that can be opened."""
    return [
        _words(row)
        for fold in visitor.tree.iter("details")
        for row in fold.findall("./dl[@class='said']/div")
    ]


def _words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def keep_back(visitor: Visitor, chapter: str) -> None:
    [number] = [str(one.number) for one in QUESTIONNAIRE.chapters if one.id == chapter]
    visitor.go(visitor.conversation() + "/klopt")
    visitor.press("oordeel=niet_delen", hoofdstuk=number)


def hear(visitor: Visitor) -> str:
    return " ".join(" ".join(visitor.tree.itertext()).split())


def test_nobody_else_reads_what_was_said_about_the_app(
    teller: Visitor, worker: Visitor, arrive: Callable[[], Visitor]
) -> None:
    tell_the_end(teller)
    helper = come_in(arrive(), invite(teller, "vriend", "begin", "slot"))
    teller.go(teller.conversation() + "/meekijkers")
    invitation = teller.words
    go_to(teller, "wmo")
    preview = teller.words
    share(teller, deel=teller.choices("deel"))
    receipt = teller.words
    take(worker, case_of(teller))
    for page in (invitation, preview, receipt, helper.words, worker.words):
        assert [words for words in ABOUT_APP if words in page] == []
        assert (BEGIN in page, END in page) == (True, True)
        assert "Tot slot" not in page
    teller.go(teller.conversation() + "/over-mij")
    assert [words for words in ABOUT_APP if words not in teller.words] == []


@pytest.mark.parametrize("chapter", ["", "begin", "geld"])
def test_what_is_read_before_the_yes_is_what_they_read_after_it(
    teller: Visitor, worker: Visitor, chapter: str
) -> None:
    tell_the_end(teller)
    make_a_plan(teller)
    if chapter:
        keep_back(teller, chapter)
    go_to(teller, "wmo")
    rows, plans = read(teller), documents(teller)
    assert rows
    assert plans
    share(teller, deel=teller.choices("deel"))
    take(worker, case_of(teller))
    assert read(worker) == rows
    assert documents(worker) == plans
    paper = pdf_text(teller).replace("• ", "")
    assert f"{' '.join(plans[0])} {USE}" in paper, "on paper the same, and then what one can do with it"


def test_only_the_copy_of_the_resident_says_what_one_can_do_with_a_plan(
    teller: Visitor, worker: Visitor
) -> None:
    make_a_plan(teller)
    assert USE in pdf_text(teller)
    share(teller, deel=["geld", "plan"])
    take(worker, case_of(teller))
    assert GOAL in worker.words
    for words in (USE, "tot 7 dagen na uw melding"):
        assert words not in worker.words


def test_a_desk_that_needs_more_says_what_was_not_told_and_that_it_is_not_needed(teller: Visitor) -> None:
    go_to(teller, "wmo")
    said = (
        "U vertelde nog niets over mensen om u heen, gezondheid, dagelijkse dingen en zorgen voor een ander."
    )
    assert f"{said} Dat hoeft niet." in teller.words
    open_theme(teller, "gezondheid")
    teller.press("doe=verder", keuze="gaat_goed")
    keep_back(teller, "gezondheid")
    go_to(teller, "wmo")
    assert "U vertelde nog niets over mensen om u heen, dagelijkse dingen en" in teller.words


def test_where_all_was_told_that_a_desk_needs_nothing_is_said_of_it(app: Flask, teller: Visitor) -> None:
    staff.make(app, "professional", team="opvang")
    go_to(teller, "opvang")
    assert "U vertelde nog niets over" not in teller.words


def test_a_step_that_stays_behind_says_why_to_its_resident_alone(teller: Visitor, worker: Visitor) -> None:
    make_a_plan(teller)
    teller.go(teller.conversation() + "/plan")
    teller.press("doe=stap")
    go_to(teller, "wmo")
    assert BEHIND not in teller.words
    keep_back(teller, "geld")
    go_to(teller, "wmo")
    assert BEHIND in teller.words
    [step] = [_words(one) for one in teller.tree.iter("li") if BEHIND in _words(one)]
    share(teller, deel=teller.choices("deel"))
    take(worker, case_of(teller))
    for words in (BEHIND, "Wat niet meegaat", step.removesuffix(BEHIND).strip()):
        assert words not in hear(worker)


def test_a_step_says_before_the_yes_with_which_part_it_goes_and_after_it_that_it_stayed(
    teller: Visitor, worker: Visitor
) -> None:
    make_a_plan(teller)
    teller.go(teller.conversation() + "/plan")
    teller.press("doe=stap")
    go_to(teller, "wmo")
    needs = "Deze stap gaat alleen mee als u ook dit aankruist: Geld."
    [step] = [
        _words(one).removesuffix(needs).strip() for one in teller.tree.iter("li") if needs in _words(one)
    ]
    share(teller, deel=["wonen", "plan"])
    assert f"Ze horen bij een deel dat u niet deelt: {step}" in teller.words
    take(worker, case_of(teller))
    assert (GOAL in worker.words, step in hear(worker)) == (True, False)
    share(teller, deel=["geld", "plan"])
    assert "Ze horen bij een deel dat u niet deelt" not in teller.words
    worker.go(worker.path)
    assert step in hear(worker)


def test_a_step_of_ones_own_goes_along_with_whatever_is_shared(teller: Visitor) -> None:
    make_a_plan(teller)
    with_a_step(teller)
    go_to(teller, "wmo")
    assert "Bellen met mijn zus" in teller.words
    assert "Wat niet altijd meegaat" not in teller.words
