"""Talking, as somebody without JavaScript does it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from tests.talks import begin, begin_and_keep, open_theme, own_words_question, six_words
from tests.visitor import Visitor

SIX_WORDS = re.compile(r"[a-z]{3,8}")


def test_four_doors_of_equal_weight(visitor: Visitor) -> None:
    visitor.go("/")
    assert visitor.choices("deur") == ["praten", "vraag", "zorg", "doen"]


@pytest.mark.parametrize(
    ("door", "first"),
    [
        ("praten", "Hoe gaat het met wonen?"),
        ("vraag", "Wat zou uw wonen fijner maken?"),
        ("zorg", "Hoe gaat het met wonen?"),
        ("doen", "Hoe gaat het met wonen?"),
    ],
)
def test_every_door_leads_to_the_themes(visitor: Visitor, door: str, first: str) -> None:
    visitor.go("/")
    visitor.press(f"deur={door}")
    visitor.go(visitor.conversation() + "/9")
    visitor.press("onderwerp=wonen")
    assert visitor.heading == first


def test_nothing_has_to_be_answered(visitor: Visitor) -> None:
    begin(visitor)
    for _ in range(20):
        if visitor.choices("onderwerp"):
            visitor.press("doe=klaar")
        elif "/klopt" in visitor.path:
            break
        else:
            visitor.skip()
    assert visitor.heading == "Klopt dit?"


def test_a_theme_ends_with_what_can_help_and_why(talking: Visitor) -> None:
    open_theme(talking, "geld")
    talking.press("doe=verder", keuze="lukt_niet_goed")
    talking.press("doe=verder", keuze=["schulden"])
    assert "wat kan ik doen?" in talking.heading.lower()
    assert "Omdat u zei" in talking.words


def test_a_theme_that_goes_well_ends_in_peace(talking: Visitor) -> None:
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="gaat_goed")
    talking.press("doe=verder", keuze=["goed_zo"])
    assert talking.heading.startswith("Dit onderwerp is klaar")


def test_themes_show_their_state(talking: Visitor) -> None:
    open_theme(talking, "wonen")
    talking.press("doe=verder", keuze="gaat_goed")
    talking.go(talking.conversation() + "/onderwerpen")
    assert "begonnen" in talking.words.lower()


def test_an_answer_stands_there_when_one_comes_back(talking: Visitor) -> None:
    open_theme(talking, "wonen")
    question = talking.path
    talking.press("doe=verder", keuze="met_hulp")
    talking.go(question)
    checked = [box.get("value") for box in talking.tree.iter("input") if "checked" in box.attrib]
    assert "met_hulp" in checked


def test_own_words_are_read_back_first(talking: Visitor) -> None:
    talking.skip()
    assert "tekst" in talking.fields()
    talking.press("doe=verder", tekst="Ik fiets graag langs de IJssel")
    talking.go(talking.conversation() + "/klopt")
    assert "Ik fiets graag langs de IJssel" in talking.words


def change(visitor: Visitor, words: str) -> None:
    """Press "Wijzig" at a question of "Klopt dit?"."""
    visitor.go(visitor.conversation() + "/klopt")
    visitor.go(next(url for text, url in visitor.links().items() if "Wijzig" in text and words in text))


def test_changing_an_answer_from_the_check_returns_there_at_once(talking: Visitor) -> None:
    talking.press("doe=verder", keuze=["nee"])
    change(talking, "niet kan wachten")
    talking.press("doe=verder", keuze=["nee"])
    assert talking.heading == "Klopt dit?"


def test_a_change_asks_what_it_opens_in_another_chapter_too_and_nothing_else(talking: Visitor) -> None:
    open_theme(talking, "overdag")
    while talking.heading != "Doet u werk zonder loon?":
        talking.skip()
    talking.press("doe=verder", keuze="nee")
    change(talking, "werk zonder loon")
    talking.press("doe=verder", keuze="ja")
    assert talking.choices("rij_rekenen")
    talking.press("doe=verder", rij_rekenen="ja")
    assert [name for name in talking.fields() if name.startswith("rij_")] == ["rij_onbetaald"]
    talking.skip()
    assert talking.heading == "Klopt dit?"


def test_a_change_asks_every_question_that_it_opens(talking: Visitor) -> None:
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze=["nee"])
    change(talking, "Zorgt u voor iemand")
    talking.press("doe=verder", keuze=["huisgenoot"])
    asked = []
    while talking.heading != "Klopt dit?":
        asked.append(talking.heading)
        talking.skip()
    assert asked == [
        "Hoe zwaar is het zorgen voor u?",
        "Wat zou u helpen bij het zorgen?",
        "Hoeveel uur zorgt u in een week?",
        "Wie neemt het over als u ziek bent?",
    ]


def test_going_back_and_changing_once_more_still_asks_what_was_opened(talking: Visitor) -> None:
    open_theme(talking, "zorgen")
    talking.press("doe=verder", keuze=["nee"])
    change(talking, "Zorgt u voor iemand")
    back = talking.page.request.full_path
    talking.press("doe=verder", keuze=["huisgenoot"])
    talking.go(back)
    talking.press("doe=verder", keuze=["buiten_huis"])
    assert talking.heading == "Hoe zwaar is het zorgen voor u?"


def test_what_cannot_wait_comes_at_once(talking: Visitor) -> None:
    talking.press("doe=verder", keuze=["energie"])
    assert "Dit kan niet wachten" in talking.words


@pytest.mark.parametrize(
    ("keuze", "problem"),
    [(["nee", "energie"], "gaan niet samen"), (["bestaat_niet"], "Kies een van de antwoorden")],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_chosen(
    talking: Visitor, keuze: list[str], problem: str
) -> None:
    talking.press("doe=verder", keuze=keuze)
    assert talking.status == 422
    assert talking.title.startswith("Fout:")
    assert problem in talking.words


def test_too_long_a_text_is_still_there(talking: Visitor) -> None:
    talking.skip()
    talking.press("doe=verder", tekst="lang " * 200)
    assert talking.status == 422
    assert talking.text_of("textarea").count("lang") == 200


def test_an_unknown_field_is_refused_and_nothing_is_lost(talking: Visitor) -> None:
    talking.skip()
    talking.press("doe=verder", tekst="Mijn tuin", vreemd="ja")
    assert talking.status == 422
    assert "Mijn tuin" in talking.text_of("textarea")


def test_going_on_with_six_words_on_another_telephone(
    talking: Visitor, arrive: Callable[[], Visitor]
) -> None:
    talking.skip()
    talking.press("doe=verder", tekst="Mijn buurvrouw helpt mij")
    words = six_words(talking)
    other = arrive()
    other.go("/verder")
    other.press("doe=woorden", woorden=f"  {words.upper().replace(' ', ', ')} ")
    assert other.conversation() == talking.conversation()
    other.go(other.conversation() + "/klopt")
    assert "Mijn buurvrouw helpt mij" in other.words


@pytest.mark.parametrize(
    ("typed", "problem"), [("een twee", "zes woorden"), ("aap noot mies wim zus jet", "kennen")]
)
def test_wrong_words_open_nothing(visitor: Visitor, typed: str, problem: str) -> None:
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=typed)
    assert visitor.status == 422
    assert problem in visitor.words


def test_this_telephone_reopens_in_one_tap_only_when_one_said_so(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + "/woorden")
    talking.press("doe=bewaar", eigen_telefoon="ja")
    conversation = talking.conversation()
    talking.client.delete_cookie("sessie")
    talking.go("/")
    talking.press("doe=toestel")
    assert talking.conversation() == conversation


def test_throwing_away_leaves_nothing_to_open(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    words = six_words(talking)
    talking.go(talking.conversation() + "/weggooien")
    talking.press("doe=weggooien")
    assert talking.status == 200
    other = arrive()
    other.go("/verder")
    other.press("doe=woorden", woorden=words)
    assert other.status == 422


def test_rather_not_kept_is_for_this_visit_only(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    conversation = visitor.conversation()
    visitor.go(conversation + "/stop")
    visitor.press("doe=afsluiten")
    visitor.go(conversation + "/klopt")
    assert visitor.status == 403


def test_two_voices_stand_apart(visitor: Visitor) -> None:
    begin(visitor, "samen", "familie", "ja")
    visitor.press("doe=bewaar")
    visitor.press("doe=verder", keuze=["nee"], stem="mijn_woorden")
    question = visitor.path
    visitor.press("doe=verder", tekst="Het gaat best", stem="mijn_woorden")
    visitor.go(question)
    visitor.press("doe=verder", tekst="Ik zie dat het zwaar is", stem="gezien")
    visitor.go(visitor.conversation() + "/klopt")
    assert "Het gaat best" in visitor.words
    assert "Een ander zei: Ik zie dat het zwaar is" in visitor.words


def test_help_is_one_press_away_from_every_question_of_a_theme(talking: Visitor) -> None:
    open_theme(talking, "overdag")
    assert "hulp" in talking.choices("doe")
    talking.press("doe=verder", keuze="lukt_niet_goed")
    talking.press("doe=hulp", keuze=["bewegen"])
    assert "wat kan ik doen?" in talking.heading.lower()


@pytest.mark.parametrize(("whom", "voice"), [("mijzelf", ""), ("samen", "samen_gezegd"), ("ander", "gezien")])
def test_no_voice_is_taken_for_the_residents_own_unless_somebody_says_so(
    visitor: Visitor, whom: str, voice: str
) -> None:
    begin(visitor, whom)
    while visitor.heading != "Wat gaat er goed?":
        visitor.skip()
    chosen = [one.get("value") for one in visitor.tree.iter("input") if one.get("checked") is not None]
    assert chosen == [voice] * bool(voice)


def test_who_is_asked_about_keeping_reads_first_what_it_means(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    told = [
        "Uw gemeente bewaart uw antwoorden",
        "Daarom vragen we een duidelijk ja",
        "Ja, bewaar mijn antwoorden",
    ]
    places = [visitor.words.index(one) for one in told]
    assert places == sorted(places)


def test_the_time_of_saving_is_that_of_the_municipality(talking: Visitor) -> None:
    with time_machine.travel(datetime(2027, 1, 15, 23, 30, tzinfo=UTC), tick=True):
        begin_and_keep(talking)
        assert "Bewaard om 00:30" in talking.words


def test_of_what_was_refused_nothing_says_that_it_is_saved(talking: Visitor) -> None:
    own_words_question(talking)
    assert "Bewaard om" in talking.words
    talking.press("doe=verder", tekst="lang " * 200)
    assert talking.status == 422
    assert "Bewaard om" not in talking.words
