"""The plan that goes along: who gets it reads what its resident saw, as it was at the moment of the yes."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from flask import Flask

from meedoen_app.core.casework import lines
from meedoen_app.web import clock
from tests import staff
from tests.talks import form_of
from tests.visitor import Visitor
from tests.web.test_plan_paper import pdf_text, reject
from tests.web.test_reaching import take
from tests.web.test_report_reaction import write
from tests.web.test_sharing import case_of, go_to, share, teller

__all__ = ["teller"]

WHY, GOAL, LATER = "Kanarie-te-vol-7d1", "Kanarie-doel-3a9", "Kanarie-later-5c2"
NEWER = "U veranderde uw plan daarna."
HOW = "Maak uw plan. Deel het daarna ook met hen. Dan kunt u het hier geven."


def make_a_plan(teller: Visitor) -> None:
    """Want one thing, refuse another with a reason in own words, and say what for."""
    teller.go(teller.conversation() + "/wat-kan")
    wanted, refused = list(dict.fromkeys(teller.choices("aanbod")))[:2]
    form = form_of(teller, aanbod=wanted, keuze="wil_ik", sleutel=wanted)
    assert teller.client.post(teller.conversation() + "/keuze", data=form).status_code == 303
    reject(teller, refused)
    teller.press("doe=klaar", reden="anders", tekst=WHY)
    say_goal(teller, GOAL)


def say_goal(teller: Visitor, words: str) -> None:
    teller.go(teller.conversation() + "/plan")
    teller.press("doe=doel", tekst=words)


def documents(visitor: Visitor) -> list[list[str]]:
    """Return what stands in each plan on this page, heading by heading."""
    folds = [one for one in visitor.tree.iter("details") if is_plan(one)]
    return [[" ".join(" ".join(one.itertext()).split()) for one in fold.iter("section")] for fold in folds]


def document(visitor: Visitor) -> list[str]:
    return documents(visitor)[0]


def is_plan(fold: Element) -> bool:
    summary = fold.find("summary")
    return summary is not None and "Mijn persoonlijk plan" in "".join(summary.itertext())


def test_they_read_the_plan_that_was_shown_and_not_what_was_written_later(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    make_a_plan(teller)
    go_to(teller, "wmo")
    shown = document(teller)
    assert (WHY in str(shown), GOAL in str(shown)) == (True, True)
    share(teller, deel=teller.choices("deel"))
    case, page, worker = case_of(teller), teller.path, arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    take(worker, case)
    assert document(worker) == shown
    say_goal(teller, LATER)
    assert LATER in pdf_text(teller)
    worker.go(worker.path)
    assert document(worker) == shown
    teller.go(page)
    assert NEWER in teller.words
    teller.press("doe=plan")
    worker.go(worker.path)
    assert document(worker) == shown
    assert "De inwoner gaf dit plan bij de melding" in worker.words
    go_to(teller, "wmo")
    newer = document(teller)
    share(teller, deel=teller.choices("deel"))
    assert NEWER not in teller.words
    worker.go(worker.path)
    assert documents(worker) == [shown, newer], "what was handed in stays beside what was shared since"
    assert "De inwoner gaf een plan bij de melding" in worker.words
    assert "De inwoner gaf dit plan" not in worker.words
    assert (LATER in str(newer), GOAL in str(newer), WHY in str(newer)) == (True, False, True)


def test_what_comes_from_a_chapter_that_is_kept_back_is_not_in_what_they_will_read(
    app: Flask, teller: Visitor
) -> None:
    make_a_plan(teller)
    chapters = app.extensions["meedoen"].contents.current().questionnaire.chapters
    teller.go(teller.conversation() + "/klopt")
    [money] = [str(one.number) for one in chapters if one.id == "geld"]
    teller.press("oordeel=niet_delen", hoofdstuk=money)
    go_to(teller, "wmo")
    assert (WHY in str(document(teller)), GOAL in str(document(teller))) == (False, True)


def test_who_notified_without_a_plan_is_told_how_to_give_one(app: Flask, teller: Visitor) -> None:
    share(teller)
    page = teller.path
    assert (HOW in teller.words, "Geef mijn plan" in teller.words) == (True, False)
    assert {"Maak mijn plan", "Verander wat ik deel"} <= {*teller.links()}
    make_a_plan(teller)
    share(teller, deel=["geld", "plan"])
    assert (HOW in teller.words, "Geef mijn plan" in teller.words) == (False, True)
    teller.press("doe=plan")
    assert (teller.path, HOW in teller.words, "Geef mijn plan" in teller.words) == (page, False, False)


def test_nobody_is_told_to_make_a_plan_that_is_not_asked_for(app: Flask, teller: Visitor) -> None:
    share(teller, "buurtcoach")
    assert HOW not in teller.words  # There is no notification.
    share(teller)
    page, now = teller.path, clock.now()
    write(
        app,
        case_of(teller),
        lines.SupportDiscussed(False, now, "a"),
        lines.Reported(1, "Vier uur hulp", {}, now, "a"),
    )
    teller.go(page)
    assert HOW not in teller.words  # What the plan is for has been done.
    teller.press("doe=stop")
    assert HOW not in teller.words
