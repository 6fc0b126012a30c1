"""Searching the supply as people type: by ear, in a hurry, in their own words."""

from pathlib import Path

import pytest

from meedoen_app.content import loading, search
from meedoen_app.content.search import Synonym
from tests.content.copies import TOWN, VERSION, change, copy, report
from tests.core.talks import CONTENT

# What somebody types -> what stands among the first three.
TYPED = {
    "poets hulp": "hulp_bij_het_huishouden",
    "poetshulp": "hulp_bij_het_huishouden",
    "schoonmaakster": "hulp_bij_het_huishouden",
    "huishoudelijke hulp": "hulp_bij_het_huishouden",
    "huishoudlijke hulp": "hulp_bij_het_huishouden",
    "hulp in de huishouwing": "hulp_bij_het_huishouden",
    "boodschapen": "voedselbank",
    "voetselbank": "voedselbank",
    "voedselpaket": "voedselbank",
    "rolstoel": "hulpmiddel_van_de_gemeente",
    "rolstol": "hulpmiddel_van_de_gemeente",
    "rolstoelen": "hulpmiddel_van_de_gemeente",
    "scootmobil": "hulpmiddel_van_de_gemeente",
    "ROLATOR": "hulpmiddel_van_de_gemeente",
    "traplivt": "woningaanpassing",
    "drempels": "woningaanpassing",
    "schulden": "bad_schuldhulp",
    "schuldne": "bad_schuldhulp",
    "deurwaarders": "bad_schuldhulp",
    "deurwaader": "bad_schuldhulp",
    "schuldhulpverlening": "bad_schuldhulp",
    "buget beheer": "bad_budgetbeheer",
    "ik ben eenzaam": "buurthuis",
    "eensaam": "buurthuis",
    "alleen": "buurthuis",
    "buurthuiz": "buurthuis",
    "buurdhuis": "buurthuis",
    "wijkteam": "voor_elkaar_team",
    "buurtcoatch": "voor_elkaar_team",
    "taalles": "taalmaatje",
    "nederlandse les": "taalmaatje",
    "taalmaadje": "taalmaatje",
    "taalcafé": "taalcafe",
    "taal kafe": "taalcafe",
    "biblioteek": "bibliotheek_spreekuur",
    "voorlezen aan kind": "voorleesexpress",
    "inburgeren": "inburgering",
    "vluchtlingen": "vluchtelingenwerk",
    "mantelsorg": "mantelzorgnl",
    "mantelzorgpasje": "mantelzorgpas",
    "huis arts": "huisarts",
    "huisartz": "huisarts",
    "dokter": "huisarts",
    "psigoloog": "ggz",
    "depressie": "ggz",
    "GGZ": "ggz",
    "thuiszorch": "wijkverpleging",
    "wijkverpleegster": "wijkverpleging",
    "taxi": "vervoer_plusov",
    "automaatie": "automaatje",
    "vrijwiligerswerk": "deventer_doet",
    "vrijwilliger worden": "deventer_doet",
    "burenruzie": "buurtbemiddeling",
    "ruzie met de buren": "buurtbemiddeling",
    "wandelen": "wandelroute_rivierenwijk",
    "sporten met hartziekte": "hart_in_beweging",
    "uwf": "uwv",
    "bijzonder bijstand": "bijzondere_bijstand",
    "wasmasjine": "bijzondere_bijstand",
    "huurwoning": "woonkeus",
    "dakloos": "opvang",
    "resspijtzorg": "kortdurend_verblijf",
    "dagbestedingen": "dagbesteding",
    "jurist": "juridisch_loket",
    "advokaat": "juridisch_loket",
    "formulier invullen": "sociaal_raadslieden",
    "clientondersteuning": "clientondersteuner",
    "Cliëntondersteuner": "clientondersteuner",
    "juridisch lokket": "juridisch_loket",
    "psigiater": "ggz",
}
NONSENSE = (
    "xyzzy", "qwertyuiop", "asdf", "blabla", "zzzz", "12345", "!!!", "   ", "", "de het een", "<script>",
    "%%", "\u202e\u200d", "ﷺ", "🙂", "supercalifragilistic", "kwantummechanica",
)  # fmt: skip


def find(typed: str) -> tuple[str, ...]:
    return CONTENT.index.find(typed)


def test_there_are_enough_ways_to_misspell() -> None:
    assert len(TYPED) >= 60


@pytest.mark.parametrize(("typed", "expected"), TYPED.items())
def test_what_somebody_means_is_among_the_first_three(typed: str, expected: str) -> None:
    assert expected in find(typed)[:3]


@pytest.mark.parametrize("typed", ["schulden", "deurwaarder", "schuldhulp"])
def test_who_looks_for_one_kind_of_help_does_not_get_all_that_is_called_help(typed: str) -> None:
    assert not {"hulp_bij_het_huishouden", "opvoedingsondersteuning"} & set(find(typed))


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_finds_nothing(typed: str) -> None:
    assert find(typed) == ()


def test_every_name_finds_its_own_service_first_or_nearly() -> None:
    services = [one for one in CONTENT.services if one.id in CONTENT.index.services]
    assert len(services) > 60
    assert [one.id for one in services if one.id not in find(one.name)[:3]] == []


def test_what_people_do_themselves_is_no_supply() -> None:
    people = {one.id for one in CONTENT.services if one.nearness in ("zelf", "huisgenoten", "netwerk")}
    assert people
    assert people & set(CONTENT.index.services) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boodschappen", "boodschapen"),
        ("fysio", "fisio"),
        ("huizen", "huis"),
        ("maatjes", "maat"),
        ("Café", "cafe"),
        ("blijven", "bleiven"),
        ("vrouwen", "vrauwen"),
    ],
)
def test_words_that_sound_alike_are_alike(one: str, other: str) -> None:
    [heard], [as_well] = search.heard(one), search.heard(other)
    assert search.is_near(heard, as_well)


@pytest.mark.parametrize(("one", "other"), [("huur", "buur"), ("geld", "veld"), ("rust", "kust")])
def test_short_words_are_not_mistaken_for_each_other(one: str, other: str) -> None:
    [heard], [another] = search.heard(one), search.heard(other)
    assert not search.is_near(heard, another)


def test_of_two_words_one_may_be_unknown_and_of_four_not_three() -> None:
    index = search.index({"fiets": [("fiets", 1.0)], "bus": [("bus", 1.0)]})
    assert index.find("fiets vliegtuig") == ("fiets",)
    assert index.find("fiets vliegtuig raket boot") == ()


def test_of_many_words_only_the_first_are_looked_for() -> None:
    first, later = "abcdefgh", "ijklmnopqr"
    index = search.index({"first": [(" ".join(first), 1.0)], "later": [(" ".join(later), 1.0)]})
    assert index.find(" ".join(later)) == ("later",)
    assert index.find(" ".join(first + later)) == ("first",)


def test_what_fits_the_same_keeps_its_order() -> None:
    index = search.index({"b": [("koffie", 1.0)], "a": [("koffie", 1.0)]})
    assert index.find("koffie") == ("b", "a")


def test_a_name_says_more_than_a_text() -> None:
    index = search.index({"a": [("koffie", search.TEXT)], "b": [("koffie", search.NAME)]})
    assert index.find("koffie")[0] == "b"


def test_people_have_their_own_words_for_things() -> None:
    texts = {"hulp": [("hulp bij het huishouden", search.NAME)], "eten": [("samen eten", search.NAME)]}
    assert search.index(texts).find("poetsen") == ()
    assert search.index(texts, [Synonym(("poetsen",), "huishouden")]).find("poetzen") == ("hulp",)
    assert search.index(texts, [Synonym(("warm maal",), "eten")]).find("warm") == ()
    assert search.index(texts, [Synonym(("warm maal",), "eten")]).find("warm maal") == ("eten",)


def test_a_municipality_may_have_no_list_of_words(tmp_path: Path) -> None:
    content = copy(tmp_path)
    (content / TOWN / "zoekwoorden.toml").unlink()
    assert loading.load(content, VERSION, "deventer").synonyms == ()


def test_a_fault_in_the_list_of_words_is_told(tmp_path: Path) -> None:
    content = copy(tmp_path)
    change(content, f"{TOWN}/zoekwoorden.toml", "bedoelt =", "bedoeld =")
    assert "bedoeld: deze sleutel kennen we niet" in "\n".join(report(content))
