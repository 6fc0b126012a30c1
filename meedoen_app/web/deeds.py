"""The words of the trace, for people: what was done, to which part, by whom and why. All of it stands here.

In the trace stands one word (`Event.name`); what has no words here fails a test.
"""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from meedoen_app.core.access.account import Account
from meedoen_app.core.desk import Desk, Profession, Team
from meedoen_app.core.handoff import BESIDE, LADDER, PLAN
from meedoen_app.core.looks import Onlooker
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Action, Event, Ground, Line
from meedoen_app.web.casework import words
from meedoen_app.web.installation import here
from meedoen_app.web.language import say, shared_as


def done(line: Line) -> str:
    """Return what was done, as a sentence without a subject; what was refused is told as such."""
    event = line.event
    if event.name in given() and event.object_id != line.actor.id:
        return given()[event.name]
    if event.action is Action.DENIED:
        return str(_("Wilde dit openen, maar mocht dat niet"))
    if event.action is Action.REVOKE and event.name in taken_back():
        return taken_back()[event.name]
    return deeds().get(event.name, event.name)  # A line outlives the code that wrote it.


def deeds() -> dict[str, str]:
    """Return what each word of the trace says."""
    every = {**_of_the_talk(), **_of_sharing(), **_of_a_case(), **_of_accounts()}
    return {name: str(words) for name, words in every.items()}


def taken_back() -> dict[str, str]:
    """Return what a word says when somebody took that very thing back."""
    return {
        "woorden": str(_("Maakte zes woorden ongeldig")),
        "toestel": str(_("Vergat een apparaat")),
        "inlog": str(_("Liet de inlog het gesprek niet meer openen")),
        "toestemming": str(_("Nam een ‘ja’ terug")),
    }


def given() -> dict[str, str]:
    """Return what a word says when somebody did not get it themselves, but gave it to a colleague."""
    return {
        "toegewezen": str(_("Gaf dit aan een collega")),
        "regisseur": str(_("Maakte een collega uw vaste contactpersoon")),
    }


def parts(told: str) -> list[str]:
    """Return which parts it was about, in words; of what is no part any more the id itself."""
    return [_part(id) for id in told.replace(",", " ").split()]


def why(event: Event, reasons: Mapping[str, str]) -> str:
    """Return the ground in words; nothing where no ground was written.

    `reasons` says of each broken glass, as the trace names it, why.
    """
    kind, _colon, which = event.ground.partition(":")
    return {
        Ground.GLASS.value: str(_("Het moest meteen. De reden: %(reason)s", reason=reasons.get(which, ""))),
        Ground.CONSENT.value: str(_("U deelde dit")),
        Ground.ASSIGNMENT.value: str(_("Werkt aan wat u deelde")),
        Ground.LAW.value: str(_("Een wet: %(law)s", law=which)),
    }.get(kind, event.ground)


def who(person: Onlooker, account: Account | None) -> str:
    """Return who it was: the name where the account is known, then function and team as they were."""
    name = [account.name] if account else []
    return ", ".join([*name, _function(person, account), *_team(person.team)])


def _of_the_talk() -> dict[str, object]:
    return {
        "begonnen": _("Begon het gesprek"),
        "antwoord": _("Schreef een antwoord op"),
        "deelnemer": _("Kwam bij het gesprek"),
        "rol": _("Zei wie er antwoord geeft"),
        "taal": _("Koos een taal"),
        "bewaard": _("Bewaarde het gesprek"),
        "bewaard_met_plan": _("Bewaarde het gesprek met het plan"),
        "niet_bewaard": _("Liet het gesprek niet bewaren"),
        "verlengd": _("Bewaarde het gesprek langer"),
        "afgerond": _("Was klaar met het gesprek"),
        "gewist": _("Gooide het gesprek weg"),
        "uitkomst": _("Bewaarde wat kan helpen"),
        "oordeel": _("Zei of iets klopt"),
        "plan": _("Schreef in het plan"),
        "wachtplaats": _("Koos wat er met een laat antwoord gebeurt"),
        "woorden": _("Maakte nieuwe zes woorden"),
        "toestel": _("Liet een apparaat het gesprek openen"),
        "inlog": _("Liet een inlog het gesprek openen"),
        "toestemming": _("Zei ergens ‘ja’ op"),
        "gelezen": _("Las wat u deelde"),
        "geprint": _("Zette wat u deelde op papier"),
        "gezocht": _("Zocht een naam"),
        "code_gegeven": _("Gaf u een code voor nieuwe woorden"),
        "code_gemist": _("Typte een code die niet klopt"),
    }


def _of_sharing() -> dict[str, object]:
    return {
        "gedeeld": _("Deelde het gesprek"),
        "opnieuw_gedeeld": _("Deelde het gesprek opnieuw"),
        "opnieuw_laten_zien": _("Liet het gesprek opnieuw zien"),
        "ingetrokken": _("Stopte met delen"),
        "bereikbaar": _("Schreef op hoe u te bereiken bent"),
        "toegewezen": _("Ging hieraan werken"),
        "teruggelegd": _("Gaf dit terug aan het team"),
        "regisseur": _("Werd uw vaste contactpersoon"),
        "overgegeven": _("Gaf dit aan een collega"),
        "regisseur_gewisseld": _("Schreef op waarom u een andere vaste contactpersoon heeft"),
        "noodsprong_bekeken": _("Keek na wie er in nood keek"),
        "noodsprong_verteld": _("Liet u dit lezen"),
        "noodsprong_gemeld": _("Liet weten dat er iemand in nood keek"),
        "in_nood_gekeken": _("Schreef op dat er iemand in nood keek"),
        "noodsprong": _("Keek zonder dat dit zijn of haar werk was"),
        "geen_toegang": _("Wilde iets openen, maar mocht dat niet"),
        "huishouden_gevraagd": _("Vroeg of plannen samen bekeken mogen"),
        "huishouden_gezegd": _("Zei of plannen samen bekeken mogen"),
        "huishouden_gestopt": _("Stopte met plannen samen bekijken"),
        "meekijker_gevraagd": _("Liet iemand meekijken"),
        "meekijker_schreef": _("Schreef er iets naast"),
        "meekijker_gestopt": _("Liet iemand niet meer meekijken"),
        "meegelezen": _("Keek met u mee"),
        "bericht": _("Stuurde een bericht"),
        "verteld": _("Liet u iets weten"),
        "niet_bereikt": _("Kon u niet bereiken"),
        "gegevens_veranderd": _("Schreef op dat uw gegevens zijn veranderd"),
        "woorden_code": _("Schreef op dat u een code kreeg"),
        "dag_blijft": _("Liet de dag staan die u hoorde"),
        "klacht": _("Stuurde een klacht"),
        "bellen": _("Vroeg of iemand belt"),
        "bellen met_de_hand": _("Vroeg of iemand belt"),
        "gebeld": _("Belde"),
        "aanbod_klopt_niet": _("Zei dat er iets niet klopt"),
    }


def _of_a_case() -> dict[str, object]:
    return {
        "stand": _("Daardoor veranderde hoe ver het is"),
        "melding": _("Schreef de melding op"),
        "clientondersteuning": _("Vertelde over iemand die naast u staat"),
        "persoonlijk_plan": _("Kreeg uw plan"),
        "contact": _("Schreef op dat er contact was"),
        "afspraak": _("Maakte een afspraak"),
        "belofte": _("Beloofde iets"),
        "belofte_gedaan": _("Deed wat beloofd was"),
        "onderzoek": _("Schreef op wat er is besproken"),
        "inschatting": _("Schreef op wat hij of zij ervan vindt"),
        "verslag": _("Schreef aan het verslag"),
        "verslag_antwoord": _("Gaf antwoord op het verslag"),
        "verslag_vast": _("Maakte het verslag af"),
        "geen_aanvraag": _("Schreef op dat u niets hoeft aan te vragen"),
        "aanvraag": _("Schreef de aanvraag op"),
        "opgeschort": _("Zette de tijd stil"),
        "hervat": _("Liet de tijd weer lopen"),
        "besluit": _("Schreef het besluit op"),
        "meteen_geregeld": _("Schreef op wat meteen geregeld is"),
        "opnieuw_kijken": _("Schreef op dat er opnieuw iemand kijkt"),
        "gesloten": _("Sloot dit af"),
        # A note about safety that is withheld is not to be told of by the log either: who and when, not what.
        "veiligheid": _("Was bezig met wat u deelde"),
        "veiligheid_oordeel": _("Was bezig met wat u deelde"),
        "veiligheid_stand": _("Was bezig met wat u deelde"),
    }


def _of_accounts() -> dict[str, object]:
    """Return the words for what staff do with accounts: these stand on no page of a resident."""
    return {
        "afwezig": _("Zei afwezig te zijn"),
        "aanwezig": _("Zei er weer te zijn"),
        "inloggen": _("Kwam binnen in Meedoen"),
        "uitloggen": _("Ging weg uit Meedoen"),
        "uitnodiging": _("Nodigde iemand uit"),
        "opnieuw_uitgenodigd": _("Nodigde iemand opnieuw uit"),
        "rechten_voorgesteld": _("Stelde andere rechten voor"),
        "rechten_bevestigd": _("Zei ja tegen andere rechten"),
        "rechten_afgewezen": _("Zei nee tegen andere rechten"),
        "rechten_veranderd": _("Veranderde rechten"),
        "aangezet": _("Zette een account aan"),
        "uitgezet": _("Zette een account uit"),
        "werkaccount": _("Koppelde een account van het werk"),
        "account_ingericht": _("Maakte een eigen account klaar"),
        "account_veranderd": _("Veranderde een account"),
        "accounts_veranderd": _("Liet weten dat er accounts veranderden"),
        "code_gevraagd": _("Vroeg een code"),
        "code": _("Liet een code zien"),
        "factor_erbij": _("Deed een manier om in te loggen erbij"),
        "factor_weg": _("Haalde een manier om in te loggen weg"),
        "herstelcodes": _("Maakte nieuwe codes om te herstellen"),
        "wachtwoord": _("Koos een ander wachtwoord"),
        "sessie_beeindigd": _("Sloot een scherm dat open stond"),
        "opzoekingen": _("Keek wie buiten het eigen werk keek"),
    }


def _part(id: str) -> str:
    content = here().contents.current()
    for chapter in content.questionnaire.chapters:
        if chapter.id == id:
            return shared_as(chapter)
    if id in (PLAN, LADDER, BESIDE):
        beside = _("wat mijn meekijker schreef")
        return str({PLAN: _("mijn plan"), LADDER: _("hoe ik nu meedoe"), BESIDE: beside}[id])
    if id in set(KnownBy):
        return words.known_by()[KnownBy(id)]
    return say(_named(content.desks, id), "loket", id) or id


def _function(person: Onlooker, account: Account | None) -> str:
    profession = account.profession if account else ""
    name = _named(here().contents.current().professions, profession)
    return say(name, "beroep", profession) or {
        "meekijker": str(_("meekijker %(number)s", number=person.account.partition(":")[2])),
        "mantelzorger": str(_("iemand die voor u zorgt")),
        "buurtcoach": str(_("buurtcoach")),
        "professional": str(_("iemand die hulp geeft")),
        "beheerder": str(_("beheerder")),
        "privacy": str(_("iemand die let op uw privacy")),
        "systeem": str(_("Meedoen zelf, zonder een mens")),
    }.get(person.role, person.role)


def _team(id: str) -> list[str]:
    found = _named(here().contents.current().teams, id) or id
    return [found] if found else []


def _named(known: Iterable[Desk | Team | Profession], id: str) -> str:
    """Return the name of what has this id; "" for what is not there any more."""
    return next((one.name for one in known if one.id == id), "")
