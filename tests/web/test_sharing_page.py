"""The pages on which one chooses a desk and says what goes along: in which order, and what is asked when."""

from collections.abc import Callable

from babel.dates import format_date
from flask import Flask

from meedoen_app.web import clock
from tests.talks import begin_and_keep
from tests.visitor import Visitor
from tests.web.test_sharing import go_to, rows, say_whom_one_sees, share, teller
from tests.web.test_sources import make_with, words_of

__all__ = ["make_with", "teller"]

CALL = "Bellen kan wel."
NO_NUMBER = "Delen kan hier nog niet met Meedoen. Het telefoonnummer vult de gemeente nog in."


def test_what_a_way_needs_stands_directly_under_it_and_says_when_it_is_needed(teller: Visitor) -> None:
    go_to(teller, "wmo")
    asked = [tag.get("name") for tag in teller.tree.iter() if tag.tag in ("input", "textarea")]
    first = asked.index("manier")
    assert asked[first : first + 7] == ["manier", "telefoon", "manier", "adres", "manier", "mail", "manier"]
    assert teller.choices("manier") == ["bellen", "brief", "mail", "hier"]
    for words in ("Nodig als wij u bellen.", "Nodig als u een brief wilt.", "Nodig als u een mail wilt."):
        assert words in teller.words


UNUSABLE = {
    "telefoon": "12",
    "mail": "geen adres",
    "adres": "x" * 1001,
    "tolk_taal": "y" * 201,
}


def test_what_another_way_needs_and_nobody_can_use_stops_nobody_and_does_not_go_along(
    app: Flask, teller: Visitor
) -> None:
    share(teller, manier="hier", **UNUSABLE)
    assert rows(app, teller)[0] == ["wmo"]
    go_to(teller, "wmo")
    assert set(typed(teller, *UNUSABLE).values()) == {""}


def test_what_another_way_needs_and_can_be_used_goes_along_as_the_page_says(teller: Visitor) -> None:
    go_to(teller, "wmo")
    assert "Vult u ook iets in bij een andere manier? Dat gaat mee," in teller.words
    share(teller, manier="mail", mail="jo@voorbeeld.nl", telefoon="06 12 34 56 78", adres="Straat 1")
    assert [one for one in ("0612345678", "jo@voorbeeld.nl", "Straat 1") if one not in teller.words] == []


def test_what_another_way_needs_stays_in_a_form_that_comes_back(app: Flask, teller: Visitor) -> None:
    share(teller, manier="hier", let_op="z" * 301, **UNUSABLE)
    assert (teller.status, rows(app, teller)[0]) == (422, [])
    assert typed(teller, *UNUSABLE) == UNUSABLE
    for name in UNUSABLE:
        assert f'id="{name}-fout"' not in teller.page.text
    share(teller, manier="brief", **UNUSABLE)
    assert (teller.status, "Dit is te lang." in teller.words) == (422, True)


def typed(visitor: Visitor, *names: str) -> dict[str, str]:
    """Return what stands in these fields of the form."""
    found = {one.get("name"): one.get("value") or "" for one in visitor.tree.iter("input")}
    areas = {one.get("name"): (one.text or "").strip() for one in visitor.tree.iter("textarea")}
    return {name: {**found, **areas}[name] for name in names}


def test_what_is_seldom_needed_is_folded_away_until_something_of_it_was_said(teller: Visitor) -> None:
    def opened() -> list[str]:
        found = [one for one in teller.tree.iter("details") if "open" in one.attrib]
        return [" ".join("".join(one.find("summary").itertext()).split()) for one in found]  # type: ignore[union-attr]

    go_to(teller, "wmo")
    assert opened() == []
    teller.press("doe=deel", telefoon="", contact="wandelen", tolk="ja")
    assert [one.partition("?")[0] for one in opened()] == [
        "Hoe mag iemand contact met u zoeken",
        "Waar letten we op",
    ]


def fitting(visitor: Visitor) -> set[str]:
    """Return the desks of which the list says that they fit what was told."""
    visitor.go(visitor.conversation() + "/delen")
    cards = [one for one in visitor.tree.iter("li") if one.get("class") == "card"]
    return {one.get("id", "") for one in cards if "Past bij wat u vertelde" in "".join(one.itertext())}


def test_a_desk_that_fits_what_was_told_says_so_also_when_that_is_kept_back(teller: Visitor) -> None:
    assert fitting(teller) == {"schuldhulp"}
    teller.go(teller.conversation() + "/klopt")
    for number in teller.choices("hoofdstuk"):
        teller.go(teller.conversation() + "/klopt")
        teller.press("oordeel=niet_delen", hoofdstuk=number)
    assert fitting(teller) == {"schuldhulp"}


def test_the_list_says_that_the_hours_are_still_to_come_and_begins_with_the_desks(teller: Visitor) -> None:
    teller.go(teller.conversation() + "/delen")
    cards = [one for one in teller.tree.iter("li") if one.get("class") == "card"]
    assert len(cards) == teller.words.count("Wanneer dit open is, vult de gemeente nog in.")
    for name in ("Bewaar voor mezelf", "Iemand die ik ken"):  # Not sharing is as near, in a word.
        assert name in teller.links()


def card_of(visitor: Visitor, desk: str) -> str:
    visitor.go(visitor.conversation() + "/delen")
    return next(words_of(one) for one in visitor.tree.iter("li") if one.get("id") == desk)


def test_a_desk_without_a_receiver_says_that_calling_is_possible_only_where_there_is_a_number(
    make_with: Callable[..., Visitor],
) -> None:
    desks = "loketten.toml"
    checked = (desks, "bron_jaar = 2013", "gecontroleerd_op = 2026-11-01")
    visitor = make_with((desks, 'telefoon = ""', 'telefoon = "0570-11 11 11"'), checked)
    begin_and_keep(visitor)
    assert f"{CALL} 0570-11 11 11" in card_of(visitor, "buurtcoach")
    other = card_of(visitor, "schuldhulp")
    assert CALL not in other
    assert f"{NO_NUMBER} Vraag of iemand u belt." in other
    assert visitor.links()["Vraag of iemand u belt."] == "/bel-mij"
    go_to(visitor, "buurtcoach")
    assert f"{CALL} 0570-11 11 11" in visitor.words
    go_to(visitor, "schuldhulp")
    assert CALL not in visitor.words
    assert f"{NO_NUMBER} Vraag of iemand u belt." in visitor.words


def test_a_desk_without_a_number_names_that_of_the_municipality_where_it_is_known(
    make_with: Callable[..., Visitor],
) -> None:
    visitor = make_with(("gemeente.toml", 'telefoon = ""', 'telefoon = "0570 00 00 00"'))
    begin_and_keep(visitor)
    assert f"{NO_NUMBER} Bel tot die tijd zelf de gemeente. 0570 00 00 00" in card_of(visitor, "wmo")
    go_to(visitor, "wmo")
    assert f"{NO_NUMBER} Bel tot die tijd zelf de gemeente. 0570 00 00 00" in visitor.words


def test_the_page_and_the_yes_name_first_the_organisation_that_receives(teller: Visitor) -> None:
    receives = "Team Toegang Wmo, gemeente Deventer"
    go_to(teller, "wmo")
    assert f"U deelt met: {receives} . U koos: Hulp vragen aan de gemeente ." in teller.words
    assert f"hierboven heb aangekruist met: {receives} (Hulp vragen aan de gemeente)." in teller.words
    go_to(teller, "buurtcoach")
    assert "U koos: De buurtcoach . Bij welke organisatie dat is, vult de gemeente nog in." in teller.words


def test_how_one_takes_part_is_offered_only_once_something_of_it_was_told(teller: Visitor) -> None:
    go_to(teller, "wmo")
    assert "ladder" not in teller.choices("deel")
    say_whom_one_sees(teller)
    go_to(teller, "wmo")
    assert "ladder" in teller.choices("deel")


def test_a_desk_with_which_one_shared_says_since_when_with_the_way_to_it(teller: Visitor) -> None:
    assert "Gedeeld op" not in card_of(teller, "wmo")
    share(teller)
    page = teller.path
    shared = card_of(teller, "wmo")
    assert f"Gedeeld op {format_date(clock.today(), 'long', 'nl')} . Kijk hoe het gaat" in shared
    assert "Gedeeld op" not in card_of(teller, "buurtcoach")
    way = next(url for words, url in teller.links().items() if words.startswith("Kijk hoe het gaat"))
    teller.go(way)
    teller.press("doe=stop")
    assert (way, "U bent ermee gestopt op" in card_of(teller, "wmo")) == (page, True)
