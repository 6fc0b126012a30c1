"""Faults that an editor could make in the tips for professionals."""

from tests.content.copies import TOWN

TIPS = f"{TOWN}/tips.toml"

# As in planted.py: file, what stood there, what stands there now, the place that is named, what is said
OF_TIPS: dict[str, tuple[str, str, str, str, str]] = {
    "unknown key of a tip": (
        TIPS,
        'hoofdstuk = "geld"',
        'thema = "geld"',
        "tips 4 (schuld_met_spoed) › thema",
        "kennen we niet",
    ),
    "a tip about a chapter that is not there": (
        TIPS,
        'hoofdstuk = "geld"',
        'hoofdstuk = "fiets"',
        "tips.toml › schuld_met_spoed",
        "het hoofdstuk fiets is er niet",
    ),
    "a tip without source": (
        TIPS,
        'bron = "Wet gemeentelijke',
        'bron = "" # "',
        "tips.toml › schuld_met_spoed",
        "bron is leeg",
    ),
    "a tip without date or year": (
        TIPS,
        "gecontroleerd_op = 2026-11-21",
        "",
        "tips.toml › schuld_met_spoed",
        "gecontroleerd_op of bron_jaar ontbreekt",
    ),
    "two tips with one id": (
        TIPS,
        'id = "wonen_en_geld"',
        'id = "niet_opnieuw"',
        "tips.toml",
        "dubbel tip-id: niet_opnieuw",
    ),
}
