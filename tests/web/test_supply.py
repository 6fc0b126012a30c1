""" "Wat is er in mijn buurt?": to look through, to search, to read, and to say what is wrong in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.core.advice.service import Nearness
from tests.content.copies import TOWN, change, copy
from tests.core.talks import CONTENT
from tests.talks import begin_and_keep
from tests.visitor import Visitor

GROUPS = [
    "In de buurt, voor iedereen",
    "Samen met anderen",
    "Via huisarts, verzekering of een andere regeling",
    "Hulp waarover de gemeente beslist",
    "Iemand die met u meedenkt",
]
ALL = 500
COUNT = {
    "outbox": "SELECT count(*) FROM outbox",
    "web_session": "SELECT count(*) FROM web_session",
    "trace": "SELECT count(*) FROM trace",
}


def names(visitor: Visitor) -> list[str]:
    return ["".join(one.itertext()) for one in visitor.tree.iterfind(".//ul/li/h3/a")]


def found(visitor: Visitor, **asked: str) -> list[str]:
    """Look for something without script, and return what the page shows."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    visitor.go(f"/buurt?{query}")
    return names(visitor)


def status(visitor: Visitor) -> str:
    [said] = [one for one in visitor.tree.iter("p") if one.get("role") == "status"]
    return "".join(said.itertext()).strip()


def rows(app: Flask, table: str) -> int:
    with app.extensions["meedoen"].database.reading() as session:
        return int(session.connection().exec_driver_sql(COUNT[table]).scalar_one())


# Looking through it


def test_everything_is_there_in_the_order_of_the_policy(visitor: Visitor) -> None:
    found(visitor, toon=str(ALL))
    browsed = {one.name for one in CONTENT.services if one.nearness not in ("zelf", "huisgenoten", "netwerk")}
    assert set(names(visitor)) == browsed
    assert status(visitor) == f"{len(names(visitor))} gevonden"
    assert [" ".join("".join(one.itertext()).split()) for one in visitor.tree.iter("h2")] == GROUPS


def test_the_list_is_shown_in_pieces(visitor: Visitor) -> None:
    seen = found(visitor)
    assert 0 < len(seen) < 15
    more = visitor.links()["Toon meer"]
    assert more.endswith(f"#nr-{len(seen) + 1}")
    visitor.go(more)
    assert names(visitor)[: len(seen)] == seen
    assert len(names(visitor)) > len(seen)
    assert visitor.tree.find(f".//li[@id='nr-{len(seen) + 1}']") is not None
    while "Toon meer" in visitor.links():
        visitor.go(visitor.links()["Toon meer"])
    assert len(names(visitor)) == int(status(visitor).split()[0])


def test_showing_more_keeps_what_was_chosen(visitor: Visitor) -> None:
    visitor.go("/buurt?kosten=onbekend&zoek=iemand+geld")
    more = visitor.links()["Toon meer"]
    assert "kosten=onbekend" in more
    assert "zoek=iemand+geld" in more


def test_a_theme_a_wijk_and_a_cost_can_be_chosen(visitor: Visitor) -> None:
    assert "Voedselbank Deventer" in found(visitor, onderwerp="geld", toon=str(ALL))
    assert "Voedselbank Deventer" not in found(visitor, onderwerp="wonen", toon=str(ALL))
    in_wijk = found(visitor, wijk="rivierenwijk", toon=str(ALL))
    assert "Wandelroute Rivierenwijk" in in_wijk
    assert "Dorpshuis Ons Centrum" not in in_wijk
    assert in_wijk[0] == "Wandelroute Rivierenwijk"
    assert "Spreekuur in de bibliotheek" in found(visitor, kosten="gratis", toon=str(ALL))
    assert "Hulp bij het huishouden" in found(visitor, kosten="kost_iets", toon=str(ALL))
    assert "ANWB AutoMaatje" in found(visitor, kosten="onbekend", toon=str(ALL))


def test_where_one_can_help_and_what_is_told_of_access(visitor: Visitor) -> None:
    can_help = {one.name for one in CONTENT.services if one.you_can_help}
    assert set(found(visitor, helpen="ja", toon=str(ALL))) <= can_help
    assert found(visitor, toegang="ja", toon=str(ALL)) == [
        "#Meedoen van Deventer Doet",
        "Huis van de Wijk Rivierenwijk",
    ]


def test_a_language_can_be_chosen_as_soon_as_one_is_known(make: Callable[..., Flask], tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(
        content,
        f"{TOWN}/voorzieningen/collectief.toml",
        'voor_wie = "vrouwen"',
        'voor_wie = "vrouwen"\ntalen = ["tr"]',
    )
    visitor = Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())
    assert found(visitor, taal="tr") == ["Vrouwen voor Elkaar"]
    assert visitor.choices("taal")[-2:] == ["", "tr"]
    visitor.go("/buurt/vrouwen_voor_elkaar")
    assert "Talen: Turks" in visitor.words


@pytest.mark.parametrize(
    "query", ["onderwerp=xx", "wijk=zwolle", "kosten=0", "taal=tr", "toon=-1", "toon=²", "helpen=nee"]
)
def test_what_is_no_choice_is_no_wish(visitor: Visitor, query: str) -> None:
    every = found(visitor)
    visitor.go(f"/buurt?{query}")
    assert visitor.status == 200
    assert names(visitor) == every


def test_what_was_chosen_still_stands_there(visitor: Visitor) -> None:
    visitor.go("/buurt?zoek=rolstol&onderwerp=gezondheid&wijk=bathmen&kosten=kost_iets&helpen=ja")
    chosen = {one.get("value") for one in visitor.tree.iter("option") if "selected" in one.attrib}
    assert chosen >= {"gezondheid", "bathmen", "kost_iets"}
    assert visitor.choices("zoek") == ["rolstol"]
    assert visitor.tree.find(".//input[@id='helpen']").get("checked") is not None  # type: ignore[union-attr]
    assert visitor.tree.find(".//form//details").get("open") is not None  # type: ignore[union-attr]


def test_a_misspelled_word_finds_it(visitor: Visitor) -> None:
    assert found(visitor, zoek="rolstol")[:1] == ["Rolstoel of ander hulpmiddel"]
    assert status(visitor) == "1 gevonden"


def test_who_finds_nothing_hears_what_to_do(visitor: Visitor) -> None:
    assert found(visitor, zoek="qwertyuiop") == []
    assert status(visitor) == "Niets gevonden"
    assert "zoek met een ander woord" in visitor.words
    assert visitor.links()["Laat alles zien"] == "/buurt"
    assert visitor.links()["Vraag het aan iemand: bel mij"] == "/bel-mij"


def test_what_was_typed_is_text(visitor: Visitor) -> None:
    visitor.go("/buurt?zoek=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert visitor.choices("zoek") == ['"><script>alert(1)</script>']
    assert all(one.get("src") for one in visitor.tree.iter("script"))


def test_everybody_finds_the_way(visitor: Visitor) -> None:
    visitor.go("/")
    assert "/buurt" in visitor.links().values()
    visitor.go("/privacy")
    assert visitor.links()["Wat is er in mijn buurt?"] == "/buurt"


def test_nothing_is_stored_and_no_cookie_is_given(app: Flask, visitor: Visitor) -> None:
    for path in ("/buurt?zoek=schulden&wijk=bathmen", "/buurt/voedselbank", "/buurt/voedselbank/klopt-niet"):
        response = visitor.client.get(path)
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
    assert [rows(app, table) for table in ("outbox", "web_session", "trace")] == [0, 0, 0]


def test_the_way_out_stands_where_somebody_types_what_they_look_for(visitor: Visitor) -> None:
    visitor.go("/buurt")
    assert visitor.links()["Weg hier"] == "/weg"
    assert visitor.links()["Naar het begin"] == "/"
    assert "uw browser onthoudt waar u naar zoekt" in visitor.words


def test_who_is_in_a_conversation_keeps_the_way_out(visitor: Visitor) -> None:
    begin_and_keep(visitor)
    visitor.go("/buurt/voedselbank")
    assert "Weg hier" in visitor.words


def test_a_service_does_not_say_that_it_leads_back_to_what_was_looked_for(visitor: Visitor) -> None:
    """Going back is of the browser, and brings the choices; this link shows all there is, and says so."""
    visitor.go("/buurt/voedselbank?wijk=bathmen")
    assert visitor.links()["Alles in mijn buurt"] == "/buurt"
    assert visitor.tree.find(".//main//a[@class='back no-print']") is None


# One service


def test_a_service_tells_all_that_is_known(visitor: Visitor) -> None:
    visitor.go("/buurt/mantelzorgpas")
    assert visitor.heading == "Mantelzorgpas Deventer"
    for said in ("Een bedankje", "minstens drie maanden", "Gratis.", "Voor wie:", "mantelzorgindeventer.nl",
                 "De bron is van 2019", "Nog niet nagekeken."):  # fmt: skip
        assert said in visitor.words
    assert [one.text for one in visitor.tree.iterfind(".//main//strong")][:1] == ["minstens drie maanden"]
    visitor.go("/buurt/huis_van_de_wijk")
    for said in ("In: Rivierenwijk", "Er is een lift.", "U kunt hier ook zelf helpen."):
        assert said in visitor.words


def test_every_service_has_its_page(visitor: Visitor) -> None:
    statuses = {id: visitor.client.get(f"/buurt/{id}").status_code for id in CONTENT.index.services}
    assert set(statuses.values()) == {200}


def test_what_people_do_themselves_and_what_is_not_there_has_none(visitor: Visitor) -> None:
    [own, *_] = [one.id for one in CONTENT.services if one.nearness is Nearness.SELF]
    for id in (own, "bestaat-niet", "klopt-niet"):
        assert visitor.client.get(f"/buurt/{id}").status_code == 404
        assert visitor.client.get(f"/buurt/{id}/klopt-niet").status_code == 404


def test_a_description_of_an_editor_is_markup_and_nothing_more(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    content = copy(tmp_path)
    change(
        content,
        f"{TOWN}/voorzieningen/toegang.toml",
        "- Het is gratis,",
        "- [Lees](https://voorbeeld.nl/a) gratis,",
    )
    visitor = Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())
    visitor.go("/buurt/clientondersteuner")
    [link] = [one for one in visitor.tree.iter("a") if one.get("href") == "https://voorbeeld.nl/a"]
    assert link.get("rel") == "noopener nofollow noreferrer"


# One contact point per wijk


def test_a_wijk_without_a_contact_point_says_who_still_fills_it_in(visitor: Visitor) -> None:
    visitor.go("/buurt?wijk=bathmen")
    assert "Waar kunt u terecht in Bathmen ?" in visitor.words
    assert "Het vaste punt in deze wijk vult de gemeente nog in." in visitor.words
    visitor.go("/buurt")
    assert "Waar kunt u terecht" not in visitor.words


def test_the_contact_point_of_a_wijk_is_shown(make: Callable[..., Flask], tmp_path: Path) -> None:
    content = copy(tmp_path)
    point = (
        '[wijken.aanspreekpunt]\nnaam = "Het Punt"\ntelefoon = "0570-123456"\nadres = "Plein 1"\n'
        'bron = "https://voorbeeld.nl/punt"\ngecontroleerd_op = 2026-11-01\n'
    )
    change(content, f"{TOWN}/wijken.toml", "grenst_aan = []\n", f"grenst_aan = []\n{point}")
    visitor = Visitor(make(MEEDOEN_CONTENT_DIR=str(content)).test_client())
    visitor.go("/buurt?wijk=bergweide")
    for said in ("Het Punt", "0570-123456", "Plein 1", "voorbeeld.nl", "1 november 2026"):
        assert said in visitor.words
