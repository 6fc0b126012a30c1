"""Looking along: somebody whom the resident knows reads what was chosen, and writes in an own column."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from meedoen_app.storage import notes
from tests.core.talks import CONTENT
from tests.talks import begin, begin_and_keep, form_of, open_theme, six_words
from tests.visitor import NoSuchThing, Visitor
from tests.web.test_keeping import KEEPING, rather_not

SAID, NOT_SHOWN, SEEN = "Kanarie-ziek-7c1", "Kanarie-wens-9d2", "Kanarie-meekijker-4e8"
QUESTIONNAIRE = CONTENT.questionnaire


@pytest.fixture
def teller(talking: Visitor) -> Visitor:
    """Somebody who told about health, living and a wish; the first and the last in own words."""
    for theme, answer in (("wonen", "gaat_goed"), ("gezondheid", "lukt_niet_goed")):
        open_theme(talking, theme)
        talking.press("doe=verder", keuze=answer)
    for question, words in (("wens", NOT_SHOWN), ("slechte_dag", SAID)):
        talking.go(f"{talking.conversation()}/{QUESTIONNAIRE.question(question).number}")
        talking.press("doe=verder", tekst=words)
    return talking


@pytest.fixture
def invited(teller: Visitor) -> str:
    """The words with which somebody looks along in what was told about health."""
    return invite(teller)


@pytest.fixture
def helper(arrive: Callable[[], Visitor], invited: str) -> Visitor:
    """Somebody who looks along, past the offer of support."""
    return come_in(arrive(), invited)


def invite(visitor: Visitor, role: str = "mantelzorger", *chapters: str) -> str:
    visitor.go(visitor.conversation() + "/meekijkers")
    visitor.press("doe=nodig_uit", rol=role, deel=chapters or ["gezondheid"])
    assert visitor.status == 200, visitor.words
    return shown_words(visitor)


def shown_words(visitor: Visitor) -> str:
    words = [
        text.strip() for one in visitor.tree.findall(".//ol[@class='six']/li") for text in one.itertext()
    ]
    return " ".join(word for word in words if word.isalpha())


def come_in(visitor: Visitor, words: str) -> Visitor:
    visitor.go("/meekijken")
    visitor.press("doe=kijk_mee", woorden=words)
    assert visitor.heading == "Er kan ook iemand naast u staan", visitor.words
    visitor.press("steun=weet_ik_niet")
    assert visitor.path == "/meekijken/gesprek"
    return visitor


def write(visitor: Visitor, words: str = SEEN) -> None:
    visitor.go("/meekijken/gesprek")
    visitor.press("doe=schrijf", tekst=words)


def notes_of(app: Flask, visitor: Visitor) -> list[str]:
    here, id = app.extensions["meedoen"], visitor.conversation().removeprefix("/g/")
    with here.database.reading() as session:
        return [one.content for one in notes.listed(session, here.vault, id)]


def test_nothing_is_chosen_beforehand_and_a_visit_that_is_not_kept_has_no_helper(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    visitor.go(visitor.conversation() + "/delen")
    visitor.go(next(url for words, url in visitor.links().items() if words.startswith("Iemand die ik ken")))
    assert "Bewaar dan eerst uw gesprek" in visitor.words
    with pytest.raises(NoSuchThing):
        visitor.press("doe=nodig_uit")
    sent = {
        **form_of_page(visitor),
        "doe": "nodig_uit",
        "rol": "vriend",
        "deel": "gezondheid",
        "maanden": "3",
    }
    assert visitor.client.post(visitor.path, data=sent).status_code == 422


def form_of_page(visitor: Visitor) -> dict[str, str]:
    """Return a good seal and key of this conversation, from a page that has a form."""
    here = visitor.path
    visitor.go(visitor.conversation() + "/over-mij")
    fields = form_of(visitor).to_dict()
    visitor.go(here)
    return fields


def test_what_is_wrong_is_said_and_what_was_chosen_stays(teller: Visitor) -> None:
    teller.go(teller.conversation() + "/meekijkers")
    ticked = [
        one for one in teller.tree.iter("input") if one.get("type") == "checkbox" and "checked" in one.attrib
    ]
    assert ticked == []
    teller.press("doe=nodig_uit", deel=["gezondheid"])
    assert (teller.status, "Kies wat deze persoon voor u is." in teller.words) == (422, True)
    teller.press("doe=nodig_uit", rol="vriend", deel=[])
    assert (teller.status, "Kies minstens één deel" in teller.words) == (422, True)
    teller.press("doe=nodig_uit", deel=["onbekend"])
    assert (teller.status, "Uw gesprek is intussen veranderd." in teller.words) == (422, True)
    teller.press("doe=nodig_uit", rol="vriend", deel=["gezondheid"], maanden="99")
    assert teller.status == 422


def test_the_words_are_shown_once_and_the_same_form_twice_is_one_invitation(teller: Visitor) -> None:
    teller.go(teller.conversation() + "/meekijkers")
    form = teller.fields()["sleutel"][0]
    words = invite(teller)
    assert words.replace(" ", "-") in teller.text_of("textarea")
    assert "/meekijken#" in teller.text_of("textarea")
    teller.press(
        "doe=nodig_uit", rol="mantelzorger", deel=["gezondheid"], sleutel=teller.fields()["sleutel"][0]
    )
    assert "Meekijker 2" in teller.words
    teller.press("doe=nodig_uit", rol="mantelzorger", deel=["gezondheid"], sleutel=form)
    assert "Meekijker 3" in teller.words
    teller.press("doe=nodig_uit", rol="mantelzorger", deel=["gezondheid"], sleutel=form)
    assert "Meekijker 4" not in teller.words
    teller.press("doe=nodig_uit", rol="vriend", deel=["gezondheid"], sleutel=form)
    assert (teller.status, "Meekijker 4" in teller.words) == (422, False)
    teller.press("doe=klaar")
    assert (shown_words(teller), words in teller.words) == ("", False)


def test_nobody_passes_by_the_offer_of_support_and_it_comes_once(
    arrive: Callable[[], Visitor], invited: str
) -> None:
    first, again = arrive(), arrive()
    first.go("/meekijken")
    first.press("doe=kijk_mee", woorden=invited)
    first.go("/meekijken/gesprek")
    assert (first.path, SAID in first.words) == ("/meekijken/steun", False)
    assert first.client.post(first.path, data={**form_of(first), "steun": "onzin"}).status_code == 422
    first.press("steun=ja")
    assert first.path == "/rechten/clientondersteuning"
    first.go(first.links()["Ga verder"])
    assert first.path == "/meekijken/gesprek"
    again.go("/meekijken")
    again.press("doe=kijk_mee", woorden=invited.upper())
    assert again.path == "/meekijken/gesprek"


def test_a_helper_reads_what_was_chosen_and_no_more(helper: Visitor, teller: Visitor) -> None:
    write(helper)
    assert SAID in helper.words
    assert "Niet ingevuld" not in helper.words
    own = six_words(teller)
    for address in ("/meekijken", "/meekijken/steun", "/meekijken/gesprek", "/hulp", "/verder", "/"):
        page = helper.client.get(address).get_data(as_text=True)
        assert [one for one in (NOT_SHOWN, "Wonen", teller.conversation()[3:], own) if one in page] == []


def test_a_helper_opens_no_page_of_the_resident(helper: Visitor, teller: Visitor) -> None:
    own = teller.conversation()[3:].encode()
    for page in ("klopt", "over-mij", "woorden", "meekijkers", "plan", "1"):
        foreign = helper.client.get(f"{teller.conversation()}/{page}")
        missing = helper.client.get(f"/g/{'A' * 22}/{page}")
        assert (foreign.status_code, missing.status_code) == (403, 403)
        assert foreign.data.replace(own, b"") == missing.data.replace(b"A" * 22, b"")


def test_a_seal_of_a_helper_is_good_for_nothing_of_the_resident(
    app: Flask, helper: Visitor, teller: Visitor
) -> None:
    form = form_of(helper, tekst=SEEN, doe="verder", keuze="nee")
    before = notes_of(app, teller)
    helper.client.delete_cookie("sessie")
    for page in ("/1", "/over-mij", "/klopt"):
        assert helper.client.post(teller.conversation() + page, data=form).status_code == 403
    teller.go(teller.conversation() + "/wacht")
    assert (notes_of(app, teller), SEEN in teller.words) == (before, False)


def test_what_a_helper_writes_stands_beside_and_never_in_the_words_of_the_resident(
    helper: Visitor, teller: Visitor
) -> None:
    write(helper)
    write(helper, SEEN + " nieuw")
    helper.press("doe=zelf", zwaar="soms_zwaar", helpt=["overnemen"], tekst="Ik slaap slecht")
    assert helper.status == 200
    for page in ("/klopt", "/over-mij"):
        teller.go(teller.conversation() + page)
        assert "Een ander schreef erbij" in teller.words
        assert SEEN + " nieuw" in teller.words
        assert teller.words.count(SEEN) == 1
        assert [one for one in teller.tree.iter("blockquote") if SEEN in "".join(one.itertext())] == []
    assert "Soms is het zwaar" in teller.words
    for page in ("/tafel", "/wat-kan", "/plan", "/plan/papier"):
        teller.go(teller.conversation() + page)
        assert SEEN not in teller.words
    teller.go(teller.conversation() + "/wie-keek")
    assert "meekijker 1 · " in teller.words
    assert "Schreef er iets naast" in teller.words
    assert "Keek met u mee" in teller.words


def test_too_much_or_the_same_form_with_other_words_stays_on_the_page(
    app: Flask, helper: Visitor, teller: Visitor
) -> None:
    key = helper.fields()["sleutel"][0]
    write(helper, "x" * 2001)
    assert (helper.status, "x" * 2001 in helper.text_of("textarea")) == (422, True)
    before = len(notes_of(app, teller))
    helper.press("doe=schrijf", tekst=SEEN, sleutel=key)
    helper.press("doe=schrijf", tekst=SEEN, sleutel=key)
    assert (helper.status, len(notes_of(app, teller)) - before) == (200, 1)
    helper.press("doe=schrijf", tekst="Iets anders", sleutel=key)
    assert (helper.status, "Iets anders" in helper.text_of("textarea")) == (422, True)
    helper.press("doe=schrijf", tekst=SEEN, hoofdstuk="wonen")
    assert (helper.status, len(notes_of(app, teller)) - before) == (422, 1)
    helper.press("doe=schrijf", zegel="onzin")
    assert helper.status == 422


def come_back_after(time: timedelta, visitor: Visitor, words: str) -> None:
    with time_machine.travel(datetime.now(UTC) + time, tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)


@pytest.mark.parametrize("how", ["gestopt", "voorbij", "niet_bewaard", "weer_bewaard"])
def test_what_is_taken_back_is_seen_no_more_at_the_next_request(
    helper: Visitor, teller: Visitor, arrive: Callable[[], Visitor], invited: str, how: str
) -> None:
    form = form_of(helper, doe="schrijf", hoofdstuk="gezondheid", tekst=SEEN)
    later = timedelta(days=100 if how == "voorbij" else 0)
    if how == "gestopt":
        teller.go(teller.conversation() + "/meekijkers")
        teller.press("doe=stop")
        assert "Kijkt niet meer mee." in teller.words
    if how.endswith("bewaard"):
        rather_not(teller)
    if how == "weer_bewaard":  # What was stopped does not begin by itself again.
        teller.go(teller.conversation() + KEEPING)
        teller.press("doe=verder", keuze="ja")
    if how == "voorbij":  # The conversation is there still: its resident came back meanwhile.
        come_back_after(timedelta(days=60), arrive(), six_words(teller))
    with time_machine.travel(datetime.now(UTC) + later, tick=True):
        sent = helper.client.post("/meekijken/gesprek", data=form)
        assert (sent.status_code, SEEN in sent.get_data(as_text=True)) == (403, True)
        helper.go("/meekijken/gesprek")
        assert (helper.status, SAID in helper.words) == (403, False)
        if how == "gestopt":
            teller.go(teller.conversation() + "/wie-keek")
            assert "Wilde dit openen, maar mocht dat niet" in teller.words
        other = arrive()
        other.go("/meekijken")
        other.press("doe=kijk_mee", woorden=invited)
        stopped = other.page.data
        other.press("doe=kijk_mee", woorden="een twee drie vier vijf zes")
        assert other.status == 422
        assert stopped.replace(invited.encode(), b"") == other.page.data.replace(
            b"een twee drie vier vijf zes", b""
        )


def test_a_chapter_that_is_not_shared_any_more_leaves_no_hint(
    app: Flask, helper: Visitor, teller: Visitor
) -> None:
    write(helper)
    teller.go(teller.conversation() + "/klopt")
    for number in teller.choices("hoofdstuk"):
        teller.press("oordeel=niet_delen", hoofdstuk=number)
    before = notes_of(app, teller)
    helper.press("doe=schrijf", tekst="Zij valt vaak")  # On the page as it was shown before.
    assert (helper.status, notes_of(app, teller)) == (422, before)
    assert "Zij valt vaak Dit is niet bewaard." in helper.words
    assert "Zij valt vaak" not in [one.text for one in helper.tree.iter("textarea")]
    helper.go("/meekijken/gesprek")
    assert helper.status == 200
    assert [one for one in (SAID, SEEN, "Gezondheid", "Zij valt vaak") if one in helper.words] == []
    teller.go(teller.conversation() + "/meekijkers")
    assert "Er is nog niets om te laten lezen." in teller.words


def test_a_friend_is_not_asked_how_caring_goes(arrive: Callable[[], Visitor], teller: Visitor) -> None:
    friend = come_in(arrive(), invite(teller, "vriend"))
    assert "zelf" not in friend.choices("doe")
    sent = friend.client.post("/meekijken/gesprek", data={**form_of(friend).to_dict(), "doe": "zelf"})
    assert sent.status_code == 422


def test_words_of_one_door_open_nothing_at_the_other(
    teller: Visitor, invited: str, arrive: Callable[[], Visitor]
) -> None:
    own, other = six_words(teller), arrive()
    for address, button, words in (("/verder", "doe=woorden", invited), ("/meekijken", "doe=kijk_mee", own)):
        other.go(address)
        other.press(button, woorden=words)
        assert (other.status, other.path) == (422, address)
    other.go("/meekijken")
    other.press("doe=kijk_mee", woorden="een twee")
    assert "Geef zes woorden" in other.words


def test_stop_ends_the_session_and_the_words_go_on_working(helper: Visitor, invited: str) -> None:
    assert helper.client.get("/meekijken/blijf").get_data() != b"0"
    assert helper.client.post("/meekijken/blijf").status_code == 200
    helper.press("doe=stop")
    assert helper.path == "/meekijken"
    assert helper.client.get("/meekijken/gesprek").status_code == 403
    assert helper.client.get("/meekijken/blijf").get_data() == b"0"
    helper.press("doe=kijk_mee", woorden=invited)
    assert helper.path == "/meekijken/gesprek"
    helper.go("/weg")
    assert helper.client.get("/meekijken/gesprek").status_code == 403


def test_who_guesses_words_is_slowed_as_at_the_other_door(make: Callable[..., Flask]) -> None:
    guesser = make(MEEDOEN_RATE_LIMITS="on").test_client()
    tries = [guesser.post("/meekijken", data={"woorden": "a b c d e f"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]


def test_another_conversation_cannot_stop_a_helper(helper: Visitor, arrive: Callable[[], Visitor]) -> None:
    other = arrive()
    begin_and_keep(other)
    answers = [
        other.client.post(
            f"{other.conversation()}/meekijkers",
            data={**form_of_page(other), "doe": "stop", "nummer": number},
        )
        for number in ("1", "99")
    ]
    assert [one.status_code for one in answers] == [404, 404]
    helper.go("/meekijken/gesprek")
    assert helper.status == 200
