"""Looking back: whose words stand where, what is sent twice, and that all that is kept is shown."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.core.talks import CONTENT
from tests.talks import begin, open_theme, six_words
from tests.visitor import Visitor
from tests.web.test_outcome import finish, say_how_money_goes

SEEN = "Zij drinkt te veel"
TOGETHER = "Wij wandelen graag"
THEMES = "onderwerpen"
DAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def together(visitor: Visitor) -> Visitor:
    """Come in with somebody beside, and let the answers be kept."""
    begin(visitor, "samen", "partner", "ja")
    visitor.press("doe=bewaar")
    return visitor


def quotes(visitor: Visitor) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in visitor.tree.iter("blockquote")]


def key_of(visitor: Visitor) -> str:
    """Return the key of the forms on this page."""
    return visitor.fields()["sleutel"][0]


def kept_verdicts(app: Flask) -> int:
    with app.extensions["meedoen"].database.reading() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM note").scalar_one())


def over_mij(visitor: Visitor) -> str:
    visitor.go(visitor.conversation() + "/over-mij")
    assert visitor.status == 200
    return visitor.words


def come_back(visitor: Visitor, words: str) -> None:
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=words)


def test_what_another_saw_never_stands_under_own_words(visitor: Visitor) -> None:
    talking = together(visitor)
    talking.skip()
    talking.press("doe=verder", tekst=SEEN, stem="gezien")
    talking.go(talking.conversation() + "/klopt")
    assert quotes(talking) == []
    assert "In mijn eigen woorden" not in talking.words
    assert f"Een ander zei: {SEEN}" in talking.words


def test_the_table_and_the_advice_say_that_another_saw_it(visitor: Visitor) -> None:
    talking = together(visitor)
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="lukt_niet_goed", stem="gezien")
    talking.go(talking.conversation() + "/tafel")
    assert "een ander zei: Lukt niet goed" in talking.words
    assert "wil ik over praten" not in talking.words
    talking.go(talking.conversation() + "/wat-kan")
    assert "Omdat een ander zei:" in talking.words
    assert "Omdat u zei:" not in talking.words
    assert "Het lukt niet goed Dit zei een ander." in over_mij(talking)


def test_what_was_said_together_says_so(visitor: Visitor) -> None:
    talking = together(visitor)
    talking.skip()
    talking.press("doe=verder", tekst=TOGETHER, stem="samen_gezegd")
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="gaat_goed", stem="mijn_woorden")
    talking.go(talking.conversation() + "/klopt")
    assert f"In mijn eigen woorden: {TOGETHER} Samen gezegd" in talking.words
    assert talking.words.count("Samen gezegd") == 2
    assert over_mij(talking).count("Samen gezegd") == 1
    assert f"{TOGETHER} Samen gezegd" in talking.words


def test_of_what_was_not_discussed_nobody_said_anything(visitor: Visitor) -> None:
    talking = together(visitor)
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="weet_niet", stem="gezien")
    words = over_mij(talking)
    assert "Een ander zei: Weet ik niet" in words
    assert "Dit zei een ander." not in words


@pytest.mark.parametrize(("how", "is_told"), [({}, False), ({"rij_elke_week": "ja"}, True)])
def test_only_words_can_stop_counting(talking: Visitor, how: dict[str, str], is_told: bool) -> None:
    say_whether(talking, "onbetaald", how)
    assert "Dit bewaren we, maar het telt nu niet mee." not in over_mij(talking)
    go_to(talking, "onbetaald")
    talking.press("doe=verder", keuze="nee")
    assert ("Dit bewaren we, maar het telt nu niet mee." in over_mij(talking)) is is_told


def test_a_place_leads_to_where_it_is_talked_about(talking: Visitor) -> None:
    open_theme(talking, "mensen")
    talking.press("doe=verder", keuze="liever_niet")
    go_to(talking, THEMES)
    talking.press("onderwerp=werk_leren")
    talking.skip()
    talking.press("doe=verder", keuze=["werk"])
    talking.go(talking.conversation() + "/tafel")
    seats = [one for one in talking.tree.iter("a") if "seat" in one.get("class", "")]
    places = [one.get("href", "") for one in seats]
    people, work = str(number_of("mensen_status")), str(number_of("werk_leren_wens"))
    assert [place.rpartition("/")[2] for place in places] == [THEMES, people, THEMES, THEMES, work, work]
    assert all(one.find("{*}svg[@class='icoon mirrors']") is not None for one in seats)
    talking.go(places[0])
    assert talking.choices("onderwerp")


def test_what_puts_somebody_on_a_rung_says_who_saw_it(visitor: Visitor) -> None:
    talking = together(visitor)
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze=["buiten_huis"], stem="gezien")
    while not talking.heading.startswith("Hoeveel uur"):
        talking.skip()
    talking.press("doe=verder", keuze="vanaf_8_uur", stem="gezien")
    words = over_mij(talking)
    assert "Waarom staat dit hier? Een ander zei: Ik zorg voor iemand buiten mijn huis" in words
    assert "U zei: Ik zorg" not in words


def test_a_judgement_sent_twice_is_kept_once(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + "/klopt")
    key = key_of(talking)
    talking.press("oordeel=klopt")
    talking.press("oordeel=klopt", sleutel=key)
    talking.press("oordeel=klopt")
    assert kept_verdicts(app) == 1


def test_a_judgement_that_comes_late_once_more_changes_nothing(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + "/klopt")
    key = key_of(talking)
    for judgement in ("klopt", "niet_delen", "klopt"):
        talking.press(f"oordeel={judgement}", sleutel=key)
    assert "U zei: dit deel ik niet." in talking.words
    assert kept_verdicts(app) == 2


def test_an_objection_sent_twice_is_kept_once(app: Flask, talking: Visitor) -> None:
    over_mij(talking)
    key = key_of(talking)
    talking.press("=", tekst="Ik woon hier al lang")
    talking.press("=", tekst="Ik woon hier al lang", sleutel=key)
    assert quotes(talking).count("Ik woon hier al lang") == 1
    assert kept_verdicts(app) == 1


def test_other_words_from_a_form_that_was_used_stay_in_the_box(app: Flask, talking: Visitor) -> None:
    over_mij(talking)
    key = key_of(talking)
    talking.press("=", tekst="Eerst dit")
    talking.press("=", tekst="Nu dit", sleutel=key)
    assert talking.status == 422
    assert "Nu dit" in talking.text_of("textarea")
    talking.press("=")
    assert {"Eerst dit", "Nu dit"} <= {*quotes(talking)}
    assert kept_verdicts(app) == 2


def test_what_was_said_before_a_change_is_still_shown(talking: Visitor) -> None:
    question = talking.path
    talking.press("doe=verder", keuze=["slaapplek"])
    talking.go(question)
    talking.press("doe=verder", keuze=["nee"])
    words = over_mij(talking)
    now, _, before = words.partition("Wat ik eerder zei")
    assert "Nee, er is geen haast" in now
    assert "Ik heb vannacht geen slaapplek" in before


def test_what_is_derived_and_that_it_was_counted_is_shown(talking: Visitor) -> None:
    say_how_money_goes(talking, counts="ja")
    assert "Nee, dit gesprek telt nergens mee." in over_mij(talking)
    finish(talking)
    words = over_mij(talking)
    assert "Dit gesprek telde één keer mee, zonder uw naam." in words
    assert "Uit uw antwoorden maken we op wat u misschien wilt: Ik wil" in words


def test_a_visit_that_is_not_kept_has_no_words_to_manage(visitor: Visitor) -> None:
    begin(visitor)
    over_mij(visitor)
    assert "Mijn zes woorden en apparaten" not in visitor.links()


def test_two_days_are_told_beside_each_other_without_a_verdict(visitor: Visitor) -> None:
    with time_machine.travel(DAY, tick=True):
        talking = together(visitor)
        words = six_words(talking)
        say_whether(
            talking, "onbetaald", {"rij_rekenen": "ja", "rij_elke_week": "ja", "rij_in_het_echt": "ja"}
        )
        finish(talking)
        assert "Toen en nu" not in over_mij(talking)
    with time_machine.travel(DAY + timedelta(days=2), tick=True):
        talking.client.delete_cookie("sessie")
        come_back(talking, words)
        say_whether(talking, "georganiseerd", {"rij_elke_week": "ja", "rij_in_het_echt": "ja"})
        finish(talking)
        told = over_mij(talking)
    assert "Toen en nu Toen 2 november 2026 Ik help of werk zonder loon Nu 4 november 2026" in told
    assert "Nieuw. Dit doet u nu en toen niet: Ik doe mee aan iets" in told
    assert "Gestopt. Dit deed u toen en nu niet: Ik help of werk zonder loon" in told


def say_whether(visitor: Visitor, doing: str, how: dict[str, str]) -> None:
    """Say, in the theme of the day, that one does only this, and how."""
    open_theme(visitor, "overdag")
    for question in ("onbetaald", "georganiseerd"):
        go_to(visitor, question)
        visitor.press("doe=verder", keuze="ja" if question == doing else "nee")
    go_to(visitor, f"{doing}_hoe")
    visitor.press("doe=verder", **how)


def go_to(visitor: Visitor, question: str) -> None:
    visitor.go(f"{visitor.conversation()}/{number_of(question)}")


def number_of(question: str) -> int:
    return CONTENT.questionnaire.question(question).number


def test_care_for_another_and_contact_from_afar_are_explained(talking: Visitor) -> None:
    assert "online" not in over_mij(talking)
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze=["buiten_huis"])
    while not talking.heading.startswith("Hoeveel uur"):
        talking.skip()
    talking.press("doe=verder", keuze="vanaf_8_uur")
    say_whether(talking, "georganiseerd", {"rij_in_het_echt": "nee"})
    words = over_mij(talking)
    assert "Zorgen voor een ander telt hier mee als iets doen voor een ander." in words
    assert "Bellen of online contact telt op deze ladder niet mee." in words


def test_help_says_by_which_law_and_where(talking: Visitor) -> None:
    say_how_money_goes(talking, counts="nee")
    talking.go(talking.conversation() + "/wat-kan")
    assert "Volgens de wet: Wgs" in talking.words


def test_everything_that_can_help_leads_to_each_theme_with_a_wish(talking: Visitor) -> None:
    for theme, wish in (("geld", "schulden"), ("wonen", "aanpassen")):
        open_theme(talking, theme)
        talking.skip()
        talking.press("doe=verder", keuze=[wish])
    talking.go(talking.conversation() + "/wat-kan")
    there = {words: url for words, url in talking.links().items() if "/wat-kan/" in url}
    assert there == {
        "Wonen": talking.conversation() + "/wat-kan/2",
        "Geld": talking.conversation() + "/wat-kan/3",
    }


def test_several_things_at_once_lead_to_who_thinks_along(talking: Visitor) -> None:
    for theme in ("wonen", "geld", "mensen"):
        open_theme(talking, theme)
        talking.press("doe=verder", keuze="lukt_niet_goed")
    talking.go(talking.conversation() + "/wat-kan")
    assert talking.links()["Wie kan met mij meekijken?"] == "#kop-toegang"
    assert talking.tree.find(".//h2[@id='kop-toegang']") is not None


@pytest.mark.parametrize(
    ("answer", "title"),
    [("lukt_niet_goed", "Wat kan ik doen?"), ("gaat_goed", "Dit onderwerp is klaar")],
)
def test_what_stays_in_the_history_names_no_theme(talking: Visitor, answer: str, title: str) -> None:
    open_theme(talking, "geld")
    talking.press("doe=verder", keuze=answer)
    while "/wat-kan/" not in talking.path:
        talking.skip()
    assert "Geld" in talking.heading
    assert talking.title == f"{title} – Meedoen"


def test_each_part_is_asked_about_by_name(talking: Visitor) -> None:
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="gaat_goed")
    talking.go(talking.conversation() + "/klopt")
    names = [one.get("aria-label") for one in talking.tree.iter("div") if one.get("role") == "group"]
    assert "Klopt dit deel? Wonen" in names
    assert len(set(names)) == len(names)
