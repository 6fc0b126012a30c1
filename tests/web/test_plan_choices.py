"""Mijn plan, taken back and filled in otherwise: nothing is lost, and nothing stays against one's will."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from time_machine import travel

from meedoen_app.web import clock
from tests.content import copies
from tests.talks import begin, begin_and_keep, form_of, open_theme, six_words
from tests.visitor import Visitor
from tests.web.test_plan import plan, talk_about_money, with_a_step

THEMES = ("wonen", "geld", "gezondheid")


@pytest.fixture
def wanting(visitor: Visitor) -> Visitor:
    """A visitor with something in the plan that was chosen from what can help."""
    begin_and_keep(visitor)
    talk_about_money(visitor)
    visitor.press("keuze=wil_ik")
    plan(visitor)
    return visitor


def test_what_was_chosen_can_be_taken_back_in_the_plan_itself(wanting: Visitor) -> None:
    assert "Dit heb ik gekozen" in wanting.words
    wanting.press("keuze=weet_ik_niet")
    assert wanting.heading == "Mijn plan"
    assert "Dit heb ik gekozen" not in wanting.words


def test_after_a_choice_the_page_opens_at_the_group_in_which_it_stood(wanting: Visitor) -> None:
    wanting.go(wanting.conversation() + "/wat-kan")
    groups = {
        one.get("id"): [
            field.get("value", "") for field in one.iter("input") if field.get("name") == "aanbod"
        ]
        for one in wanting.tree.iter("section")
    }
    chosen = {id: services[0] for id, services in groups.items() if services}
    assert len(chosen) > 1
    for id, service in chosen.items():
        form = form_of(wanting, aanbod=service, keuze="wil_ik")
        answer = wanting.client.post(wanting.conversation() + "/keuze", data=form)
        assert answer.headers["Location"] == f"{wanting.path}#{id}"


def test_passing_over_why_goes_back_to_where_the_choice_stood(app: Flask, wanting: Visitor) -> None:
    chapters = app.extensions["meedoen"].contents.current().questionnaire.chapters
    [number] = [one.number for one in chapters if one.id == "geld"]
    chapter = f"{wanting.conversation()}/wat-kan/{number}"
    wanting.go(chapter)
    wanting.press("keuze=niet_voor_mij")
    wanting.go(wanting.links()["Sla over"])
    assert wanting.path == chapter


def test_a_step_that_did_not_work_out_can_be_made_smaller(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("hoe=lukt_niet")
    talking.press("hoe=open", doe="aanpassen")
    assert talking.heading == "Mijn stap"
    talking.press("=", wat="Alleen een berichtje sturen")
    assert "Dit ga ik nu doen Doe ik zelf Alleen een berichtje sturen" in talking.words


@pytest.mark.parametrize(
    ("dag", "uur"), [("1-12-2027", "9.05"), ("2027-12-01", "09:05"), ("01-12-2027", "09:05:00")]
)
def test_a_day_and_a_time_may_be_written_as_the_sentence_of_the_mistake_says(
    talking: Visitor, dag: str, uur: str
) -> None:
    with_a_step(talking, dag=dag, uur=uur)
    assert "1 december 2027, 09:05." in talking.words


def test_a_day_in_another_year_names_that_year(talking: Visitor) -> None:
    today = clock.today()
    with_a_step(talking, dag=str(today))
    assert f"{today.day} " in talking.words
    assert f" {today.year}. " not in talking.text_of("main")
    with_a_step(talking, dag=f"{today.year + 1}-03-01")
    assert f"1 maart {today.year + 1}." in talking.words


def test_a_name_beside_ik_zelf_is_not_dropped_in_silence(talking: Visitor) -> None:
    with_a_step(talking, naam="Marieke")
    assert talking.status == 422
    assert "U schreef een naam op, en koos ‘Ik zelf’." in talking.words
    talking.press("=", wie="mijn_mensen")
    assert "Doet Marieke" in talking.words


def test_who_has_much_at_once_sees_four_lines_below_the_steps(visitor: Visitor) -> None:
    begin_and_keep(visitor)
    for theme in THEMES:
        open_theme(visitor, theme)
        visitor.press("doe=verder", keuze="lukt_niet_goed")
    with_a_step(visitor)
    page = visitor.words
    assert page.index("Bellen met mijn zus") < page.index("Er speelt meer tegelijk")
    for line in (
        "Wonen Dit lukt nu niet goed.",
        "Zorg en gezondheid",
        "Werk en dag",
        "Inkomen Dit lukt nu niet goed.",
    ):
        assert f"{line}" in page
    assert page.count("Nog geen stap afgesproken") == 4
    assert "Ook in mijn plan Bellen met mijn zus" in page


def test_a_chosen_card_shows_that_while_it_is_closed(wanting: Visitor) -> None:
    wanting.go(wanting.conversation() + "/wat-kan")
    closed = wanting.tree.findall(".//details[@class='card fold-card']")
    service = next(one.get("value", "") for one in closed[0].iter("input") if one.get("name") == "aanbod")
    wanting.press("keuze=wil_ik", aanbod=service)
    shown = [" ".join("".join(one.itertext()).split()) for one in wanting.tree.iter("summary")]
    assert len([words for words in shown if words.endswith("Wil ik")]) == 1


def test_the_paper_tells_what_is_done_what_did_not_work_out_and_why_something_does_not_fit(
    talking: Visitor,
) -> None:
    talk_about_money(talking)
    talking.press("keuze=niet_voor_mij")
    talking.press("doe=klaar", reden="te_ver", tekst="Een uur met de bus")
    for what, how in (("Gebeld", "gedaan"), ("Gefietst", "lukt_niet")):
        with_a_step(talking, wat=what)
        talking.press(f"hoe={how}")
    talking.go(talking.conversation() + "/plan/papier")
    for words in (
        ", want: te ver weg. Een uur met de bus",
        "Dit is gedaan: Gebeld",
        "Dit lukte niet: Gefietst",
    ):
        assert words in talking.words


def test_a_plan_for_somebody_else_says_who_ik_is(visitor: Visitor) -> None:
    begin(visitor, "ander")
    with_a_step(visitor)
    for page in ("/plan", "/plan/stap/0", "/toen-en-nu"):
        visitor.go(visitor.conversation() + page)
        assert "‘Ik’ is die persoon." in visitor.words


def test_a_plan_that_is_not_kept_shows_the_way_to_keep_it(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    plan(visitor)
    visitor.go(visitor.links()["Kijk hoe u dat doet"])
    assert "Toch bewaren" in visitor.links()


def test_what_changed_after_twelve_weeks_leads_to_the_talk_with_what_was_said(talking: Visitor) -> None:
    open_theme(talking, "geld")
    question = talking.path
    talking.press("doe=verder", keuze="lukt_niet_goed")
    with_a_step(talking)
    talking.press("weken=12")
    words = six_words(talking)
    with travel(clock.now() + timedelta(weeks=12, hours=1), tick=True):
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        plan(talking)
        talking.press("doe=veranderd")
        talking.go(talking.links()["Kijk wat u vertelde"])
        asked = [url for url in talking.links().values() if url.startswith(question)]
        talking.go(asked[0])
        assert [one.get("value") for one in talking.tree.iter("input") if "checked" in one.attrib] == [
            "lukt_niet_goed"
        ]
        talking.press("doe=verder", keuze="gaat_goed")
        talking.go(talking.conversation() + "/toen-en-nu")
        then, now = (" ".join("".join(one.itertext()).split()) for one in talking.tree.iter("table"))
        assert then.startswith("Toen, op ")
        assert "Geld: Lukt niet goed" in then
        assert now.startswith("Nu, op ")
        assert "Geld: Gaat goed Anders dan toen" in now
        assert "Anders dan toen" not in then
        places = [[row.find("th") for row in one.iter("tr")][1:] for one in talking.tree.iter("table")]
        assert {th.get("scope") for rows in places for th in rows if th is not None} == {"row"}


def test_saying_again_that_something_does_not_fit_keeps_the_reason(talking: Visitor) -> None:
    talk_about_money(talking)
    page = form_of(talking, aanbod=talking.fields()["aanbod"][0], keuze="niet_voor_mij")
    talking.press("keuze=niet_voor_mij")
    talking.press("doe=klaar", reden="te_ver", tekst="Een uur met de bus")
    page["sleutel"] = "van-een-ander-scherm"
    talking._follow(talking.client.post(talking.conversation() + "/keuze", data=page))
    assert talking.text_of("textarea") == "Een uur met de bus"
    talking.press("doe=klaar", tekst="")
    assert "te ver weg" in talking.words
    assert "Een uur met de bus" not in talking.words


def test_of_what_somebody_rejects_again_is_asked_why_and_not_of_another(talking: Visitor) -> None:
    talk_about_money(talking)
    page, path = talking.tree, talking.path
    first, second = talking.fields()["aanbod"][:2]
    for service, reason in ((first, "te_ver"), (second, "te_duur")):
        from_a_page_that_stayed_open(talking, page, path, "keuze=niet_voor_mij", aanbod=service)
        talking.press("doe=klaar", reden=reason, tekst=f"Dit is {reason}")
    for _ in range(2):
        from_a_page_that_stayed_open(talking, page, path, "keuze=niet_voor_mij", aanbod=first)
        assert (talking.heading, talking.fields()["aanbod"]) == ("Niet voor mij", [first])
        assert talking.text_of("textarea") == "Dit is te_ver"
    talking.press("doe=klaar", tekst="Een uur met de bus")
    assert "te ver weg Een uur met de bus" in talking.words
    assert "te duur Dit is te_duur" in talking.words


def test_from_one_page_a_choice_can_be_taken_back_and_made_again(talking: Visitor) -> None:
    talk_about_money(talking)
    page, path = talking.tree, talking.path
    for choice in ("wil_ik", "weet_ik_niet", "wil_ik"):
        from_a_page_that_stayed_open(talking, page, path, f"keuze={choice}")
    plan(talking)
    assert "Dit heb ik gekozen" in talking.words


def test_from_one_page_a_step_can_be_done_undone_and_done_again(talking: Visitor) -> None:
    with_a_step(talking)
    page, path = talking.tree, talking.path
    talking.press("hoe=gedaan")
    talking.press("hoe=open")
    from_a_page_that_stayed_open(talking, page, path, "hoe=gedaan")
    assert talking.heading == "Deze stap is gedaan"


def from_a_page_that_stayed_open(
    visitor: Visitor, page: Element, path: str, button: str, **fields: str
) -> None:
    visitor.tree = page
    visitor.seen.append((200, path))
    visitor.press(button, **fields)


@pytest.fixture
def after_a_year(make: Callable[..., Flask], tmp_path: Path) -> Callable[[Visitor, str], Visitor]:
    """Come back with the six words when a service is no longer in the supply."""

    def coming_back(visitor: Visitor, gone: str) -> Visitor:
        content, words = copies.copy(tmp_path), six_words(visitor)
        for path in (content / copies.TOWN / "voorzieningen").glob("*.toml"):
            written = path.read_text(encoding="utf-8")
            path.write_text(written.replace(f'id = "{gone}"\n', 'id = "iets_anders"\n'), encoding="utf-8")
        back = Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())
        back.go("/verder")
        back.press("doe=woorden", woorden=words)
        plan(back)
        return back

    return coming_back


def test_what_is_no_longer_in_the_supply_says_so_and_can_be_taken_out(
    wanting: Visitor, after_a_year: Callable[[Visitor, str], Visitor]
) -> None:
    gone = wanting.fields()["aanbod"][0]
    wanting.go(wanting.conversation() + "/wat-kan")
    wanting.press("keuze=wil_ik", aanbod=next(one for one in wanting.fields()["aanbod"] if one != gone))
    back = after_a_year(wanting, gone)
    assert "Hulp die er niet meer is Deze hulp staat niet meer in het overzicht." in back.words
    assert gone not in back.words
    assert back.choices("aanbod").count(gone) == 1
    back.press("doe=stap", aanbod=gone)  # As from a page that was open all the time.
    assert (back.status, back.heading) == (422, "Mijn plan")
    assert "Deze hulp staat niet meer in het overzicht. Kies iets anders." in back.words
    back.press("keuze=weet_ik_niet", aanbod=gone)
    assert "Hulp die er niet meer is" not in back.words
    back.press("doe=stap")
    assert back.heading == "Mijn stap"


def test_a_step_stays_when_what_it_was_made_of_goes_out_of_the_supply(
    wanting: Visitor, after_a_year: Callable[[Visitor, str], Visitor]
) -> None:
    gone = wanting.fields()["aanbod"][0]
    wanting.press("doe=stap")
    back = after_a_year(wanting, gone)
    back.go(back.conversation() + "/plan/stap/1")
    back.press("=", met="Fatma")
    assert (back.status, back.heading) == (200, "Mijn plan")
    assert "Doe ik zelf Hulp die er niet meer is Samen met Fatma." in back.words
