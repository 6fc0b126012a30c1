"""Handing over: what goes to whom, in the words of the page, and taking it back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from flask import Flask

from meedoen_app.actions import casework
from meedoen_app.core.access.account import AccountState
from meedoen_app.core.casework import lines
from meedoen_app.core.handoff import number_of
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, consents, handoffs
from meedoen_app.web import clock, pages
from tests import staff
from tests.talks import begin, begin_and_keep, form_of, open_theme, six_words
from tests.visitor import NoSuchThing, Visitor

WORDS = "De post ligt ongeopend op tafel"
NUMBER = "06 12 34 56 78"


@pytest.fixture
def teller(app: Flask, talking: Visitor) -> Visitor:
    """Somebody who told about money and about living, at an installation where the desks are staffed."""
    for team in ("buurtcoaches", "toegang_wmo"):
        staff.make(app, "professional", team=team)
    for theme, answer in (("geld", "lukt_niet_goed"), ("wonen", "gaat_goed")):
        open_theme(talking, theme)
        talking.press("doe=verder", keuze=answer)
    return talking


def go_to(visitor: Visitor, desk: str) -> None:
    """Go to the page where one shares with a desk, past the offer of support."""
    visitor.go(f"{visitor.conversation()}/delen/{desk}")
    if "nee" in visitor.choices("steun"):
        visitor.press("steun=nee")


def share(visitor: Visitor, desk: str = "wmo", **fields: str | list[str]) -> None:
    go_to(visitor, desk)
    visitor.press("doe=deel", **{"telefoon": NUMBER, "deel": ["geld"], **fields})


def say_whom_one_sees(visitor: Visitor) -> None:
    """Say enough to stand on the ladder."""
    open_theme(visitor, "mensen")
    visitor.press("doe=verder", keuze="gaat_goed")
    visitor.go(f"{visitor.conversation()}/16")
    visitor.press("doe=verder", keuze="ja")
    visitor.go(f"{visitor.conversation()}/17")
    visitor.press("doe=verder", rij_elke_week="ja", rij_in_het_echt="ja", rij_alleen_functioneel="nee")


def case_of(visitor: Visitor) -> str:
    return visitor.path.rsplit("/", 1)[1]


def rows(app: Flask, visitor: Visitor) -> tuple[list[str], list[frozenset[str]]]:
    """Return to which desks a conversation was handed over, and the parts of each consent that holds."""
    here, id = app.extensions["meedoen"], visitor.conversation().removeprefix("/g/")
    with here.database.reading() as session:
        desks = [one.desk for one in handoffs.of_conversation(session, id)]
        given = consents.listed(session, here.vault, id)
    return desks, [one.parts for one in given if one.purpose == "delen" and one.holds]


def test_where_nobody_works_a_desk_is_a_phone_route_and_nothing_can_be_sent(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/delen")
    assert not [words for words in talking.links() if words.startswith("Kijk wat er meegaat")]
    assert "Delen kan hier nog niet met Meedoen" in talking.words
    go_to(talking, "wmo")
    with pytest.raises(NoSuchThing):
        talking.press("doe=deel")
    sent = talking.client.post(talking.path, data={**form_of(talking), "doe": "deel", "manier": "hier"})
    assert sent.status_code in (404, 422)


def test_a_desk_that_asks_no_address_writes_no_letter(app: Flask, teller: Visitor) -> None:
    staff.make(app, "professional", team="opvang")
    go_to(teller, "opvang")
    assert teller.choices("manier") == ["bellen", "mail", "hier"]
    assert "adres" not in teller.fields()
    sent = {**form_of(teller), "doe": "deel", "manier": "brief", "adres": "Straat 1", "deel": "wonen"}
    refused = teller.client.post(teller.path, data=sent)
    assert (refused.status_code, rows(app, teller)[0]) == (422, [])
    share(teller, "opvang", deel=["wonen"])
    assert rows(app, teller)[0] == ["opvang"]


def test_a_desk_that_closes_meanwhile_is_a_phone_route_and_what_was_typed_is_there_to_copy(
    app: Flask, teller: Visitor
) -> None:
    go_to(teller, "wmo")
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        for account in accounts.in_team(session, "toegang_wmo"):
            accounts.set_state(session, account.id, AccountState.DISABLED)
    typed = {"naam": "M. Jansen", "telefoon": NUMBER, "let_op": "Bel nooit na zes uur", "adres": "Straat 1"}
    teller.press("doe=deel", deel=["geld"], **typed)
    assert (teller.status, rows(app, teller)[0]) == (422, [])
    assert "Delen kan hier nu niet meer." in teller.words
    assert "Delen kan hier nog niet met Meedoen. Het telefoonnummer vult de gemeente nog in." in teller.words
    assert [one for one in typed.values() if one not in teller.words] == []


def test_nobody_passes_by_the_offer_of_independent_support(teller: Visitor) -> None:
    teller.go(teller.conversation() + "/delen/wmo")
    assert teller.heading == "Iemand die naast u staat"
    assert "doe=deel" not in [f"doe={value}" for value in teller.choices("doe")]
    teller.press("steun=ja")
    assert (teller.path, teller.heading) == ("/rechten/clientondersteuning", "Iemand die naast u staat")
    teller.go(teller.links()["Ga verder"])
    assert teller.heading == "Wat gaat er mee?"
    teller.go(teller.conversation() + "/over-mij")
    assert "Wil ik iemand die naast mij staat?" in teller.words


def test_the_page_shows_exactly_what_goes_along_and_the_ladder_is_not_ticked(teller: Visitor) -> None:
    say_whom_one_sees(teller)
    go_to(teller, "wmo")
    offered = teller.choices("deel")
    assert {"geld", "wonen", "ladder"} <= set(offered)
    ticked = [
        one.get("value")
        for one in teller.tree.iter("input")
        if one.get("name") == "deel" and "checked" in one.attrib
    ]
    assert "wonen" in ticked
    assert "ladder" not in ticked
    assert "geld" not in ticked  # This desk does not need it.
    assert "Dit lezen zij" in teller.words


def test_a_chapter_that_is_not_shared_cannot_go_along(teller: Visitor) -> None:
    teller.go(teller.conversation() + "/klopt")
    numbers = teller.choices("hoofdstuk")
    for number in numbers:
        teller.go(teller.conversation() + "/klopt")
        teller.press("oordeel=niet_delen", hoofdstuk=number)
    go_to(teller, "wmo")
    assert set(teller.choices("deel")) <= {"ladder", "plan"}
    teller.press("doe=deel", telefoon=NUMBER, deel=["geld"])
    assert teller.status == 422
    assert "Uw gesprek is intussen veranderd" in teller.words


def test_who_shares_gets_a_receipt_with_dates_and_articles(app: Flask, teller: Visitor) -> None:
    share(teller)
    assert "/gedeeld/" in teller.path
    assert "Uw melding is aangekomen." in teller.words
    assert "Wmo 2015 art. 2.3.2 lid 1" in teller.words
    assert "Een jurist keek dit nog niet na." in teller.words
    assert rows(app, teller) == (["wmo"], [frozenset({"geld"})])


def test_the_same_twice_is_once_and_another_choice_replaces_the_first(app: Flask, teller: Visitor) -> None:
    share(teller)
    share(teller)
    assert rows(app, teller) == (["wmo"], [frozenset({"geld"})])
    share(teller, deel=["wonen"])
    assert rows(app, teller) == (["wmo"], [frozenset({"wonen"})])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"telefoon": ""}, "Bellen wij u? Vul dan uw telefoonnummer in."),
        ({"telefoon": "12"}, "Dit nummer is te kort."),
        ({"manier": "mail"}, "Wilt u een mail? Vul uw mailadres in."),
        ({"manier": "mail", "mail": "geen adres"}, "Dit is geen mailadres."),
        ({"manier": "brief"}, "Wilt u een brief? Vul in waar die naartoe mag."),
        ({"tolk": "ja"}, "Schrijf op voor welke taal u een tolk wilt."),
        ({"manier": "duif"}, "Dit formulier klopt niet meer."),
        ({"let_op": "x" * 301}, "Dit is te lang."),
    ],
)
def test_what_is_not_right_is_said_and_everything_typed_stays(
    app: Flask, teller: Visitor, fields: dict[str, str], sentence: str
) -> None:
    share(teller, naam="Mevrouw Jansen", **fields)
    assert teller.status == 422
    assert sentence in teller.words
    [named] = [one for one in teller.tree.iter("input") if one.get("name") == "naam"]
    assert named.get("value") == "Mevrouw Jansen"
    assert rows(app, teller) == ([], [])


def test_sharing_nothing_is_refused_where_sharing_is_all_there_is(app: Flask, teller: Visitor) -> None:
    share(teller, "buurtcoach", deel=[])
    assert (teller.status, rows(app, teller)) == (422, ([], []))
    share(teller, "wmo", deel=[])
    assert rows(app, teller)[0] == ["wmo"]  # A notification has no form that has to be filled.


def test_who_does_not_keep_the_talk_is_asked_to_do_so_first(app: Flask, visitor: Visitor) -> None:
    staff.make(app, "professional", team="toegang_wmo")
    begin(visitor, "mijzelf", "nee")
    go_to(visitor, "wmo")
    assert "Bewaar dan eerst uw gesprek" in visitor.words
    with pytest.raises(NoSuchThing):
        visitor.press("doe=deel")


def test_a_chapter_that_is_kept_back_since_is_said_to_be_seen_no_more(app: Flask, teller: Visitor) -> None:
    share(teller, deel=["geld", "wonen"])
    page, chapters = teller.path, app.extensions["meedoen"].contents.current().questionnaire.chapters
    assert "Zij zien dit niet meer" not in teller.words
    teller.go(teller.conversation() + "/klopt")
    [number] = [str(one.number) for one in chapters if one.id == "geld"]
    teller.press("oordeel=niet_delen", hoofdstuk=number)
    teller.go(page)
    assert "Geld U koos later ‘niet delen’. Zij zien dit niet meer." in teller.words
    assert teller.words.count("Zij zien dit niet meer") == 1  # Of "Wonen" it is not said.


def test_taking_back_is_one_press_and_the_page_says_so(app: Flask, teller: Visitor) -> None:
    share(teller, "buurtcoach")
    teller.press("doe=stop")
    assert "U bent gestopt met delen" in teller.words
    assert rows(app, teller) == (["buurtcoach"], [])
    share(teller, "buurtcoach")
    assert rows(app, teller)[1] == [frozenset({"geld"})]


def test_what_was_shared_becomes_a_notification_that_dates_to_the_day_of_sharing(teller: Visitor) -> None:
    share(teller, "buurtcoach")
    assert "Is dit een melding?" in teller.words
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=10), tick=True):
        teller.press("doe=melding")
    assert "Uw melding is aangekomen." in teller.words
    assert "Is dit een melding?" not in teller.words


@pytest.mark.parametrize(("stil", "address"), [("", "Straat 1, Deventer"), ("ja", "")])
def test_who_applies_types_no_name_twice_and_no_address_that_may_be_unsafe_is_filled_in(
    app: Flask, teller: Visitor, stil: str, address: str
) -> None:
    share(teller, naam="M. Jansen", adres="Straat 1, Deventer", **({"stil": stil} if stil else {}))
    report = lines.Reported(1, "Vier uur hulp", {}, clock.now(), "a")
    settled = lines.Settled(1, clock.now(), "a", "")
    done = (
        lines.SupportDiscussed(False, clock.now(), "a"),
        report,
        lines.Answered(1, True, "", clock.now()),
        settled,
    )
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        for line in done:
            by = Actor("a", "professional")
            casework.write_down(session, pages.means(), case_of(teller), line, key=str(line), by=by)
    teller.go(f"{teller.path}/aanvraag")
    filled = teller.fields()
    assert filled["naam"] == ["M. Jansen"]
    assert teller.text_of("textarea") == address


def test_after_six_weeks_one_may_apply_here_with_a_dated_proof(app: Flask, visitor: Visitor) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=UTC), tick=True):  # 13 July is the last day.
        staff.make(app, "professional", team="toegang_wmo")
        begin_and_keep(visitor)
        visitor.press("doe=verder", keuze=["slaapplek"])
        share(visitor, deel=["begin"])
        page, words = visitor.path, six_words(visitor)
        assert "Uiterlijk maandag 13 juli 2026" in visitor.words
        assert "De gemeente beslist over hulp die niet kan wachten meteen" in visitor.words
        assert "Ik wil een aanvraag doen" not in visitor.links()
    with time_machine.travel(datetime(2026, 7, 14, 10, tzinfo=UTC), tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)
        visitor.go(page)
        assert "niet kan wachten Dit moest meteen. Hier staat nog niet dat het gebeurde." in visitor.words
        told = ("U mag nu zelf een aanvraag doen.", "Ik wil een aanvraag doen", "Wat gebeurt er, en wanneer?")
        places = [visitor.words.index(one) for one in told]
        assert places == sorted(places)
        case, by = case_of(visitor), Actor("a", "professional")
        with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
            done = lines.Closed("", clock.now(), "a")
            casework.write_down(session, pages.means(), case, done, key="klaar", by=by)
        visitor.go(page)
        assert "Dit moest meteen." not in visitor.words
        visitor.go(visitor.links()["Ik wil een aanvraag doen"])
        letter = "Daar komt de brief met het besluit. Is een brief op dit adres niet veilig?"
        assert letter in visitor.words.partition("Verstuur mijn aanvraag")[0]
        assert "Vul dan een ander adres in." in visitor.words
        assert visitor.links()["Vraag of iemand u belt."] == "/bel-mij"
        visitor.press("doe=aanvraag", naam="M. Jansen", adres="", vraag="Hulp in huis")
        assert (visitor.status, "Vul uw adres in." in visitor.words) == (422, True)
        visitor.press("doe=aanvraag", adres="Straat 1, Deventer", vraag="x" * 4001)
        assert visitor.links()["Dit is te lang. Gebruik hoogstens 4000 tekens."] == "#vraag"
        again = form_of(visitor, doe="aanvraag", naam="M. Jansen", adres="Straat 1", vraag="Ook een lift")
        visitor.press("doe=aanvraag", vraag="Hulp in huis")
        assert "Uw aanvraag is verstuurd op dinsdag 14 juli 2026" in visitor.words
        assert "De gemeente beslist over uw aanvraag Uiterlijk dinsdag 28 juli 2026" in visitor.words
        assert "Een jurist keek dit nog niet na." in visitor.words
        other = visitor.client.post(f"{page}/aanvraag", data=again)
        assert (other.status_code, "Ook een lift" in other.text, "Hulp in huis" in other.text) == (
            422,
            True,
            True,
        )
        assert "U verstuurde uw aanvraag al op 14 juli 2026. Die blijft staan." in other.text
        same = {"naam": "M. Jansen", "adres": "Straat 1, Deventer", "vraag": "Hulp in huis"}
        twice = visitor.client.post(f"{page}/aanvraag", data={**again.to_dict(), **same})
        assert twice.status_code == 303
        paper = pypdfium2.PdfDocument(BytesIO(visitor.client.get(f"{page}/aanvraag.pdf").get_data()))
    text = paper[0].get_textpage().get_text_range()
    paper.close()
    assert [
        one
        for one in (
            "M. Jansen",
            "Straat 1, Deventer",
            "Hulp in huis",
            "14 juli 2026",
            number_of(page.rpartition("/")[2]),
        )
        if one not in text
    ] == []


def test_another_conversation_cannot_see_or_stop_it(teller: Visitor, arrive: Callable[[], Visitor]) -> None:
    share(teller)
    other = arrive()
    begin(other, "mijzelf", "ja")
    other.press("doe=bewaar")
    foreign = other.client.get(f"{other.conversation()}/gedeeld/{case_of(teller)}")
    missing = other.client.get(f"{other.conversation()}/gedeeld/AAAAAAAAAAAAAAAAAAAAAA")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.data.replace(case_of(teller).encode(), b"") == missing.data.replace(b"A" * 22, b"")
