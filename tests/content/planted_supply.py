"""Faults that an editor could make in what can help and in the facts of the municipality."""

from tests.content.copies import TOWN

SUPPLY = f"{TOWN}/voorzieningen/algemeen.toml"


def contact_point(phone: str, source: str, day: str) -> str:
    """Write a place to go to first in a wijk, below that wijk."""
    return (
        'grenst_aan = []\n[wijken.aanspreekpunt]\nnaam = "Het Punt"\n'
        f'telefoon = "{phone}"\nbron = "{source}"\ngecontroleerd_op = {day}\n'
    )


NETWORK = f"{TOWN}/voorzieningen/netwerk.toml"
URGENT = f"{TOWN}/spoed.toml"

# As in planted.py: file, what stood there, what stands there now, the place that is named, what is said
OF_SUPPLY: dict[str, tuple[str, str, str, str, str]] = {
    "need that nothing answers": (
        f"{TOWN}/voorzieningen/algemeen_geld_en_wonen.toml",
        'behoeften = ["geld_kinderen", "rondkomen"',
        'behoeften = ["geld_kind", "rondkomen"',
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
    "situation that calls nobody": (
        URGENT,
        'bellen = ["hulp_met_spoed", "voor_elkaar_team"]',
        "bellen = []",
        "spoed.toml › iets_anders",
        "niemand om te bellen",
    ),
    "situation that calls somebody unknown": (
        URGENT,
        '"crisisopvang_iriszorg"]',
        '"crisisopvang"]',
        "spoed.toml › slaapplek",
        "bellen noemt crisisopvang",
    ),
    "situation of an unknown need": (
        URGENT,
        'behoeften = ["spoed_energie"]',
        'behoeften = ["spoed_gas"]',
        "spoed.toml › energie",
        "de behoefte spoed_gas is er niet, of heeft geen spoed",
    ),
    "urgent need without a situation": (
        URGENT,
        'behoeften = ["spoed_energie"]',
        'behoeften = ["spoed_huis"]',
        "spoed.toml",
        "de behoefte spoed_energie kan niet wachten, en heeft geen situatie",
    ),
    "situation of a need that can wait": (
        URGENT,
        'behoeften = ["spoed_energie"]',
        'behoeften = ["spoed_energie", "schulden"]',
        "spoed.toml › energie",
        "de behoefte schulden is er niet, of heeft geen spoed",
    ),
    "urgent answer without a situation": (
        URGENT,
        'id = "ontruiming"',
        'id = "uit_huis"',
        "spoed.toml",
        "het antwoord ontruiming kan niet wachten, en heeft geen situatie",
    ),
    "two situations of one name": (
        URGENT,
        'id = "zorg_valt_weg"',
        'id = "slaapplek"',
        "spoed.toml",
        "dubbel situatie-id: slaapplek",
    ),
    "an answer that leads to safety": (
        URGENT,
        'titel = "Ik ben niet veilig"',
        'titel = "Ik ben niet veilig"\nbehoeften = ["spoed_anders"]',
        "spoed.toml › niet_veilig",
        "naar niet_veilig leidt geen behoefte",
    ),
    "situation that nothing leads to": (
        URGENT,
        'behoeften = ["spoed_anders"]',
        "",
        "spoed.toml › iets_anders",
        "naar elke andere situatie wel een",
    ),
    "safety that is not first": (
        URGENT,
        'id = "niet_veilig"',
        'id = "veilig"',
        "spoed.toml",
        "niet_veilig staat niet voorop",
    ),
    "situation without source": (
        URGENT,
        'bron = "Wgs art. 4"',
        'bron = ""',
        "spoed.toml › ontruiming",
        "bron ontbreekt",
    ),
    "situation without date or year": (
        URGENT,
        "gecontroleerd_op = 2026-11-21\n",
        "",
        "spoed.toml › niet_veilig",
        "gecontroleerd_op of bron_jaar ontbreekt",
    ),
    "situation checked on a day to come": (
        URGENT,
        "gecontroleerd_op = 2026-11-21",
        "gecontroleerd_op = 2099-01-01",
        "spoed.toml › niet_veilig",
        "2099-01-01 moet nog komen",
    ),
    "situation of a source of a year to come": (
        URGENT,
        "gecontroleerd_op = 2026-11-21",
        "bron_jaar = 2099",
        "spoed.toml › niet_veilig",
        "bron_jaar 2099 moet nog komen",
    ),
    "term without its law": (
        URGENT,
        'wet = "Wmo 2015 art. 2.3.3"\n',
        "",
        "spoed.toml › slaapplek",
        "termijn staat er zonder wet",
    ),
    "no situations at all": (
        URGENT,
        "[[situaties]]",
        "[[situatie]]",
        "spoed.toml › situatie",
        "kennen we niet",
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
    "message without something in return": (
        NETWORK,
        'terug = "Ik zorg voor koffie en iets lekkers."\n',
        "",
        "voorzieningen › klussen_met_een_bekende",
        "bericht en terug horen bij elkaar",
    ),
    "nothing to send to somebody one knows": (
        NETWORK,
        'bericht = "Hallo! Ik wil een klus',
        'bericht = "" # "Hallo! Ik wil een klus',
        "voorzieningen › klussen_met_een_bekende",
        "bericht ontbreekt",
    ),
    "message to nobody one knows": (
        SUPPLY,
        'laag = "algemeen"\n',
        'laag = "algemeen"\nbericht = "Hallo! Zullen we?"\nterug = "Ik help mee."\n',
        "voorzieningen › voor_elkaar_team",
        "bericht hoort niet in de laag algemeen",
    ),
    "message that is too long": (
        NETWORK,
        'bericht = "Hallo! ',
        f'bericht = "{"Hallo! " * 40}',
        "voorzieningen › klussen_met_een_bekende",
        "samen hoogstens 60 woorden",
    ),
    "service in an unknown wijk": (
        SUPPLY,
        'wijken = ["schalkhaar"]',
        'wijken = ["zwolle"]',
        "meedoen_azc_schalkhaar",
        "zwolle is geen",
    ),
    "description with a heading": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        "De pas is er voor u als dit klopt:",
        "# Kop",
        "mantelzorgpas",
        "in beschrijving kan geen kop",
    ),
    "description with HTML": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        "De pas is er voor u als dit klopt:",
        "<b>Dag</b> en <script>",
        "mantelzorgpas",
        "in beschrijving kan geen HTML",
    ),
    "description with a picture": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        "De pas is er voor u als dit klopt:",
        "![x](https://voorbeeld.nl/x.png)",
        "mantelzorgpas",
        "in beschrijving kan geen plaatje",
    ),
    "description with a table": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        "De pas is er voor u als dit klopt:",
        "|a|b|\n|-|-|\n|c|d|",
        "mantelzorgpas",
        "in beschrijving kan geen tabel",
    ),
    "description with a link that is not https": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        "De pas is er voor u als dit klopt:",
        "[klik](http://voorbeeld.nl)",
        "mantelzorgpas",
        "de link http://voorbeeld.nl niet met https://",
    ),
    "free without the sentence that says so": (
        f"{TOWN}/voorzieningen/algemeen_leren_en_zorgen.toml",
        'kosten = "Gratis."\n',
        "",
        "bibliotheek_spreekuur",
        "gratis staat er zonder kosten",
    ),
    "contact point on a day to come": (
        f"{TOWN}/wijken.toml",
        "grenst_aan = []\n",
        contact_point("0570-123456", "Wmo 2015", "2099-01-01"),
        "wijken.toml › bergweide › aanspreekpunt",
        "2099-01-01 moet nog komen",
    ),
    "contact point without a source": (
        f"{TOWN}/wijken.toml",
        "grenst_aan = []\n",
        contact_point("0570-123456", "", "2026-11-01"),
        "wijken.toml › bergweide › aanspreekpunt",
        "bron is leeg",
    ),
    "contact point that nobody can reach": (
        f"{TOWN}/wijken.toml",
        "grenst_aan = []\n",
        contact_point("", "Wmo 2015", "2026-11-01"),
        "wijken.toml › bergweide › aanspreekpunt",
        "telefoon of adres ontbreekt",
    ),
    "contact point with no telephone number": (
        f"{TOWN}/wijken.toml",
        "grenst_aan = []\n",
        contact_point("12", "Wmo 2015", "2026-11-01"),
        "wijken.toml › bergweide › aanspreekpunt",
        "telefoon 12 is geen telefoonnummer",
    ),
}
