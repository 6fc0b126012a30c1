"""The Dutch keys of the content files and the fields of core that they fill.

Civil servants read and write the files, so their keys are Dutch. A key that is not here is a fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """How one kind of table in a file becomes a value: its keys, and the tables within it."""

    keys: Mapping[str, str]
    within: Mapping[str, "Form"] = field(default_factory=dict)


def _form(keys: str, **within: Form) -> Form:
    """Read "nummer:number tekst:text id" as a Form; a word without a colon keeps its name."""
    pairs = (word.partition(":") for word in keys.split())
    return Form({dutch: english or dutch for dutch, _, english in pairs}, within)


VERSION = _form("versie hoofdstukken")
PUBLISHED = _form("versies:versions", versies=_form("versie:version stand:stage sha256"))
CHAPTER = _form(
    "id nummer:number titel:title icoon:icon onderwerp:is_theme als:when vragen:questions",
    vragen=_form(
        "id nummer:number soort:kind vraag:text uitleg:hint voorbeeld:example waarom:why voedt:feeds"
        " opties:options rijen:rows zinnen:sentences als:when wacht:waits vraagt:asks themas:themes"
        " doelgebieden:goal_areas leefgebieden:life_domains status_van:status_of ladder gevoelig:sensitive"
        " mag_onbekend:may_be_unknown",
        opties=_form(
            "id tekst:text icoon:icon alleen:exclusive feit:fact spoed:urgent stoel:chair plek:seat"
        ),
        rijen=_form("id tekst:text icoon:icon ladder steun_voor:support_for als:when"),
        zinnen=_form("id tekst:text"),
    ),
)
DOMAINS = _form(
    "meer_tegelijk_vanaf:several_at_once doelgebieden:goal_areas leefgebieden:life_domains"
    " themas:policy_themes",
    doelgebieden=_form("id naam:name beleidsnaam:policy_name icoon:icon kleur:colour"),
    leefgebieden=_form("id naam:name"),
    themas=_form("id naam:name"),
)
NEEDS = _form(
    "behoeften:needs remmen:brakes lagen:openings",
    behoeften=_form(
        "id tekst:text hoofdstuk:chapter als:when leefgebieden:life_domains doelgebieden:goal_areas"
        " spoed:urgent"
    ),
    remmen=_form(
        "id als:when zonder:without zonder_mantelzorg:without_carers tenzij_genoemd:unless_named eerst:first"
    ),
)
LADDER = _form("regels:version mantelzorg_telt_als_trede4:care_counts_as_level_4")
SERVICES = _form(
    "voorzieningen:services",
    voorzieningen=_form(
        "id naam:name tekst:text laag:nearness behoeften:needs soort:kind wet:law doelgebieden:goal_areas"
        " leefgebieden:life_domains wijken voor_wie:for_whom kosten:cost indicatie:indication"
        " talen:languages toegankelijk:access ook_helpen:you_can_help versterkt:strengthens treden:rungs"
        " bron:source bron_jaar:source_year gecontroleerd_op:checked_on zeker:certain als:when"
        " vraagt_mantelzorger:asks_carer eerder:sooner later telefoon:phone adres:address website open"
        " gratis:free beschrijving:description zoekwoorden:search_words bericht:message terug:in_return"
    ),
)
MUNICIPALITY = _form(
    "id naam:name afzender:sender contact lijnen:lines bellen:calling verlopen_na_maanden:stale_after_months",
    contact=_form(
        "telefoon:phone mail lek_melden:security fg:privacy bron:source gecontroleerd_op:checked_on"
    ),
    lijnen=_form(
        "id naam:name telefoon:phone tekst:text bron:source gecontroleerd_op:checked_on open zeker:certain"
        " jong:young"
    ),
    bellen=_form("binnen_werkdagen:within bron:source gecontroleerd_op:checked_on zeker:certain"),
)
SITUATIONS = _form(
    "situaties:situations",
    situaties=_form(
        "id titel:title behoeften:needs bellen:call klaarleggen:ready termijn:term wet:law"
        " bron:source bron_jaar:source_year gecontroleerd_op:checked_on zeker:certain"
    ),
)
HOLIDAYS = _form(
    "bron:source gecontroleerd_op:checked_on feestdagen:holidays", feestdagen=_form("dag:day naam:name")
)
WIJKEN = _form(
    "wijken",
    wijken=_form(
        "id naam:name dorp:is_village bron:source zeker:certain grenst_aan:next_to aanspreekpunt:contact",
        aanspreekpunt=_form("naam:name telefoon:phone adres:address bron:source gecontroleerd_op:checked_on"),
    ),
)
SEARCH_WORDS = _form("woorden:synonyms", woorden=_form("zegt:said bedoelt:meant"))
