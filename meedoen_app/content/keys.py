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
    "id nummer:number titel:title gedeeld_als:shared_as icoon:icon onderwerp:is_theme als:when"
    " vragen:questions",
    vragen=_form(
        "id nummer:number soort:kind vraag:text uitleg:hint voorbeeld:example waarom:why voedt:feeds"
        " opties:options rijen:rows zinnen:sentences als:when wacht:waits vraagt:asks themas:themes"
        " doelgebieden:goal_areas leefgebieden:life_domains status_van:status_of ladder gevoelig:sensitive"
        " mag_onbekend:may_be_unknown over_meedoen:about_app",
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
LINE = _form(
    "id naam:name telefoon:phone tekst:text bron:source gecontroleerd_op:checked_on open zeker:certain"
    " jong:young"
)
MUNICIPALITY = _form(
    "id naam:name afzender:sender contact lijnen:lines bellen:calling verlopen_na_maanden:stale_after_months",
    contact=_form(
        "telefoon:phone mail lek_melden:security fg:privacy bron:source gecontroleerd_op:checked_on"
    ),
    lijnen=LINE,
    bellen=_form("binnen_werkdagen:within team bron:source gecontroleerd_op:checked_on zeker:certain"),
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
DESKS = _form(
    "loketten:desks",
    loketten=_form(
        "id naam:name doet:does organisatie:organisation soort:kind grondslag:ground wet:law termijnen:terms"
        " open telefoon:phone hoofdstukken:chapters past_bij:needs onafhankelijk:is_independent"
        " vraagt_adres:asks_address bron:source bron_jaar:source_year gecontroleerd_op:checked_on"
        " zeker:certain"
    ),
)
TEAMS = _form(
    "beroepen:professions teams",
    beroepen=_form("id naam:name"),
    teams=_form("id naam:name loket:desk wijken beroepen:professions"),
)
_LENGTH = _form("aantal:count eenheid:unit")
TERMS = _form(
    "termijnen:terms",
    termijnen=_form(
        "id naam:name lengte:length wanneer:words wet:article opschorten:can_be_suspended belofte:promise"
        " bron:source gecontroleerd_op:checked_on zeker:is_certain",
        lengte=_LENGTH,
        belofte=_LENGTH,
    ),
)
RIGHTS = _form(
    "rechten:rights lijnen:lines",
    rechten=_form(
        "id titel:title kort:lead icoon:icon stukken:parts bron:source gecontroleerd_op:checked_on"
        " zeker:certain aanbod:go_to termijnen:terms",
        stukken=_form("id kop:heading tekst:text"),
    ),
    lijnen=LINE,
)
TIPS = _form(
    "tips",
    tips=_form(
        "id hoofdstuk:chapter tekst:text bron:source bron_jaar:source_year gecontroleerd_op:checked_on"
    ),
)
SEARCH_WORDS = _form("woorden:synonyms", woorden=_form("zegt:said bedoelt:meant"))
