"""Faults that an editor could make in what can help and in the facts of the municipality."""

from tests.content.copies import TOWN

SUPPLY = f"{TOWN}/voorzieningen/algemeen.toml"

# As in planted.py: file, what stood there, what stands there now, the place that is named, what is said
OF_SUPPLY: dict[str, tuple[str, str, str, str, str]] = {
    "need that nothing answers": (
        f"{TOWN}/voorzieningen/algemeen_geld_en_wonen.toml",
        'behoeften = ["geld_kinderen"]',
        'behoeften = ["geld_kind"]',
        "voorzieningen › leergeld",
        "de behoefte geld_kind is er niet",
    ),
    "service without source": (
        SUPPLY,
        'bron = "https',
        'bron = "" # "https',
        "voor_elkaar_team",
        "bron ontbreekt",
    ),
    "service without date or year": (
        SUPPLY,
        "bron_jaar = 2022\n",
        "",
        "voorzieningen › voor_elkaar_team",
        "gecontroleerd_op of bron_jaar ontbreekt",
    ),
    "service checked on a day to come": (
        f"{TOWN}/voorzieningen/toegang.toml",
        "gecontroleerd_op = 2026-11-21",
        "gecontroleerd_op = 2099-01-01",
        "voorzieningen › clientondersteuner",
        "2099-01-01 moet nog komen",
    ),
    "source of a year to come": (
        SUPPLY,
        "bron_jaar = 2022",
        "bron_jaar = 2099",
        "voorzieningen › voor_elkaar_team",
        "bron_jaar 2099 moet nog komen",
    ),
    "line checked on a day to come": (
        f"{TOWN}/gemeente.toml",
        "gecontroleerd_op = 2026-11-21",
        "gecontroleerd_op = 2099-01-01",
        "gemeente.toml › lijnen › alarm",
        "2099-01-01 moet nog komen",
    ),
    "line without a number": (
        f"{TOWN}/gemeente.toml",
        'telefoon = "113"',
        'telefoon = ""',
        "gemeente.toml › lijnen › zelfmoordpreventie",
        "telefoon is leeg",
    ),
    "wijk next to no wijk": (
        f"{TOWN}/wijken.toml",
        "grenst_aan = []",
        'grenst_aan = ["nergens"]',
        "wijken.toml › bergweide",
        "grenst aan nergens",
    ),
    "service on an unknown rung": (
        SUPPLY,
        "treden = [1, 2]",
        "treden = [9]",
        "voorzieningen › voor_elkaar_team",
        "trede 9 is er niet",
    ),
    "service of an unknown kind": (
        SUPPLY,
        'soort = "A"',
        'soort = "Q"',
        "voorzieningen › voor_elkaar_team",
        "soort Q is geen van",
    ),
    "service in an unknown wijk": (
        SUPPLY,
        'wijken = ["schalkhaar"]',
        'wijken = ["zwolle"]',
        "meedoen_azc_schalkhaar",
        "zwolle is geen",
    ),
}
