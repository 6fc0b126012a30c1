"""What stands in a case, in words. Each kind of line has its own; a test holds that none is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.case import State
from meedoen_app.core.casework.lines import Channel, Discussed, Item, Line, PauseReason
from meedoen_app.core.handoff import ContactWish, Way
from meedoen_app.core.ladder.position import Level
from meedoen_app.core.reissue import KnownBy
from meedoen_app.web import clock, planned
from meedoen_app.web.installation import here
from meedoen_app.web.language import say


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a case in words: what it is, what stands there, when, by which account ("": by none).

    `is_own` is: by the resident. What Meedoen noted by itself is by nobody at all.
    """

    about: str
    words: Sequence[str]
    at: datetime
    by: str
    is_own: bool


# What Meedoen noted by itself; and of what changed it says to find out whether the resident did so.
BY_NOBODY = around.NotReached | around.DayStands | around.ReachChanged


def told(line: Line) -> Told:
    about, words = _told(line)
    is_own = not line.by and not isinstance(line, BY_NOBODY)
    written = _since(clock.day_of(line.at))  # That day stands beside it already, wherever this is read.
    return Told(about, tuple(word for word in words if word and word != written), line.at, line.by, is_own)


def _told(line: Line) -> tuple[str, Sequence[str]]:
    return _of_the_inquiry(line) or _of_the_application(line) or _of_telling(line) or _of_the_contact(line)


def _of_the_inquiry(line: Line) -> tuple[str, Sequence[str]] | None:
    match line:
        case lines.Notified():
            return str(_("Dit is een melding")), [_since(line.on)]
        case lines.SupportDiscussed():
            with_carer = str(_("Ook met de mantelzorger.")) if line.with_carer else ""
            return str(_("Cliëntondersteuning besproken")), [with_carer]
        case lines.PlanHandedIn():
            return str(_("Persoonlijk plan gekregen")), []
        case lines.Inquired():
            return items()[line.item], [discussed()[line.discussed], line.words]
        case lines.Estimated():
            return str(_("Eigen inschatting")), [line.words]
        case lines.Reported():
            return str(_("Verslag, versie %(number)s", number=line.version)), [line.outcome]
        case lines.Answered():
            says = _("Klopt.") if line.agrees else _("Klopt niet.")
            return str(_("Antwoord op versie %(number)s", number=line.version)), [str(says), line.words]
        case lines.Settled():
            return str(_("Verslag staat vast, versie %(number)s", number=line.version)), [line.words]
    return None


def _of_the_application(line: Line) -> tuple[str, Sequence[str]] | None:
    match line:
        case lines.NoApplicationNeeded():
            return str(_("Geen aanvraag nodig")), [line.words]
        case lines.Applied():
            return str(_("Aanvraag gekregen")), [_since(line.on), line.name, line.address, line.asks]
        case lines.Paused():
            until = _at_the_latest(line.last_day) if line.last_day else ""
            return str(_("Termijn staat stil")), [
                reasons()[line.reason],
                line.words,
                _since(line.since),
                until,
            ]
        case lines.Resumed():
            return str(_("Termijn loopt weer")), [_since(line.on)]
        case lines.Decided():
            about = _("Dag van het besluit verbeterd") if line.corrects else _("Besluit verstuurd")
            return str(about), [_since(line.on), line.words]
        case lines.HelpedAtOnce():
            return str(_("Dit is meteen geregeld")), [_since(line.on), line.words]
        case lines.LookAgain():
            return str(_("Opnieuw kijken")), [_since(line.on)]
        case lines.Closed():
            lapsed = str(_("Wat nog was beloofd of afgesproken, gaat niet door.")) if line.lapses else ""
            return str(_("Werk afgesloten")), [line.words, lapsed]
    return None


def _of_telling(line: Line) -> tuple[str, Sequence[str]] | None:
    match line:
        case around.Told():
            return str(_("Verteld dat er nieuws is")), [ways()[line.way]]
        case around.NotReached():
            return str(_("De mail kwam niet aan")), []
        case around.ReachChanged():
            return str(_("Gegevens veranderd: hoe iemand te bereiken is")), []
        case around.SharedAgain():
            return str(_("Opnieuw gedeeld")), []
        case around.CodeGiven():
            return str(_("Code gegeven voor nieuwe woorden")), [known_by()[line.known_by]]
        case around.GlassBroken():
            why = str(_("De reden leest de inwoner bij ‘Wie heeft dit bekeken?’."))
            return str(_("Iemand keek in nood")), [_told_later(line), why]
        case around.DayStands():
            return str(_("De dag die was gezegd, blijft staan")), []
        case around.SafetyNote():
            return str(_("Notitie over veiligheid")), [line.words, line.reason]
        case around.SafetyJudged():
            said = _("Achterhouden mag.") if line.withheld else _("Achterhouden mag niet.")
            return str(_("Oordeel over notitie %(number)s", number=line.number)), [str(said)]
    return None


def _of_the_contact(line: Line) -> tuple[str, Sequence[str]]:
    match line:
        case lines.Contacted():
            known = str(_("Dit is deze persoon: nagegaan.")) if line.confirms else ""
            return channels()[line.channel], [line.words, known]
        case lines.Appointment():
            off = str(_("Deze afspraak gaat niet door.")) if line.is_cancelled else ""
            language = str(_("Taal: %(language)s.", language=line.language)) if line.language else ""
            interpreter = str(_("Er komt een tolk.")) if line.interpreter else ""
            when = planned.when(line.on, line.hour)
            return str(_("Afspraak")), [when, line.place, language, interpreter, off]
        case lines.Promised():
            return str(_("Belofte")), [line.what, _at_the_latest(line.on)]
        case lines.Kept():
            return str(_("Belofte %(number)s is gedaan", number=line.number)), []
        case around.Coordinated():
            return str(_("Een ander is nu regisseur van het plan")), [line.words]
        case around.PassedOn():
            return str(_("Een collega werkt nu hieraan")), [line.words]
    raise TypeError(line)


def _told_later(line: around.GlassBroken) -> str:
    """Return on which day somebody looked, where that is another one than on which it was told."""
    day = clock.day_of(line.looked_at or line.at)
    return "" if day == clock.day_of(line.at) else str(_("Gekeken op %(date)s.", date=planned.day(day)))


def _since(on: date) -> str:
    return str(_("Op %(date)s.", date=planned.day(on)))


def _at_the_latest(day: date) -> str:
    return str(_("Uiterlijk %(date)s.", date=planned.day(day)))


def channels() -> dict[Channel, str]:
    return {
        Channel.CALL: str(_("Gebeld")),
        Channel.MET: str(_("Gezien")),
        Channel.MESSAGE: str(_("Bericht gestuurd")),
        Channel.LETTER: str(_("Brief gestuurd")),
    }


def items() -> dict[Item, str]:
    """Return what the inquiry is about (Wmo 2015 art. 2.3.2 lid 4, a to g)."""
    return {
        Item.NEEDS: str(_("a. Behoeften, kenmerken en voorkeuren")),
        Item.OWN: str(_("b. Eigen kracht en gebruikelijke hulp")),
        Item.NETWORK: str(_("c. Mantelzorg en sociaal netwerk")),
        Item.CARERS: str(_("d. Steun voor de mantelzorger")),
        Item.GENERAL: str(_("e. Algemene voorziening en nuttige activiteiten")),
        Item.TOGETHER: str(_("f. Samenwerken met zorg, jeugd, wonen, werk en inkomen")),
        Item.COSTS: str(_("g. Bijdrage in de kosten")),
    }


def discussed() -> dict[Discussed, str]:
    return {
        Discussed.YES: str(_("Besproken")),
        Discussed.NOT_APPLICABLE: str(_("Niet van toepassing")),
        Discussed.NOT_YET: str(_("Nog niet besproken")),
    }


def reasons() -> dict[PauseReason, str]:
    """Return why a term stands still (Awb art. 4:15)."""
    return {
        PauseReason.COMPLETING: str(_("De inwoner vult iets aan")),
        PauseReason.AGREED: str(_("De inwoner is het ermee eens")),
        PauseReason.ABROAD: str(_("Informatie uit het buitenland")),
        PauseReason.BEYOND_CONTROL: str(_("Overmacht")),
    }


def states() -> dict[State, str]:
    return {
        State.SHARED: str(_("Gedeeld")),
        State.NOTIFIED: str(_("Melding gedaan")),
        State.SUPPORT: str(_("Cliëntondersteuning besproken")),
        State.INQUIRY: str(_("Onderzoek loopt")),
        State.REPORT_DRAFT: str(_("Verslag: kijk naar de reactie")),
        State.REPORT_REACTION: str(_("Verslag ligt bij de inwoner")),
        State.REPORT_FINAL: str(_("Verslag staat vast")),
        State.NO_APPLICATION: str(_("Geen aanvraag nodig")),
        State.APPLICATION: str(_("Aanvraag")),
        State.DECIDED: str(_("Besluit verstuurd")),
        State.LOOK_AGAIN: str(_("Opnieuw kijken afgesproken")),
        State.CLOSED: str(_("Werk afgesloten")),
    }


def desk(id: str) -> str:
    """Return how a desk is called; one that is not there any more is known by its id alone."""
    found = next((one for one in here().contents.current().desks if one.id == id), None)
    return say(found.name, "loket", id) if found else id


def rungs() -> dict[Level, str]:
    """Return the official names of the participatieladder. A higher one is not worth more."""
    return {
        Level.ISOLATED: str(_("Geïsoleerd")),
        Level.CONTACTS: str(_("Sociale contacten buiten de deur")),
        Level.ORGANISED: str(_("Deelname aan georganiseerde activiteiten")),
        Level.UNPAID: str(_("Onbetaald werk")),
        Level.SUPPORTED_WORK: str(_("Betaald werk met ondersteuning")),
        Level.WORK: str(_("Betaald werk")),
    }


def ways() -> dict[Way, str]:
    return {
        Way.CALL: str(_("Bel")),
        Way.LETTER: str(_("Stuur een brief")),
        Way.MAIL: str(_("Stuur een mail")),
        Way.HERE: str(_("Kijkt zelf in Meedoen")),
    }


def known_by() -> dict[KnownBy, str]:
    """Return how somebody makes sure who asks for new words: never on a number that they were given."""
    return {
        KnownBy.CALLED: str(_("Gebeld op een nummer dat wij zelf vonden")),
        KnownBy.SEEN: str(_("Gezien, met elkaar in een kamer")),
    }


def wishes() -> dict[ContactWish, str]:
    """Return how somebody may seek contact. It binds everybody here."""
    return {
        ContactWish.MESSAGE: str(_("Stuur een appje")),
        ContactWish.CALL: str(_("Bel")),
        ContactWish.WALK: str(_("Ga samen wandelen")),
        ContactWish.PEER: str(_("Laat een ervaringsdeskundige contact zoeken")),
        ContactWish.NOT_NOW: str(_("Zoek nu geen contact, en stuur geen herinnering")),
    }


def refused(word: str) -> str:
    """Return what to say of a no; of one that only a form that is none of ours can bring, just that."""
    return refusals().get(word, str(_("Dit formulier klopt niet meer. Kies nog een keer.")))


def refusals() -> dict[str, str]:
    """Return what to say when a line does not follow on what stands there."""
    return {
        "over": str(_("Hier schrijft niemand meer: het werk is afgesloten, of het delen is gestopt.")),
        "notification": str(_("Dit kan pas bij een melding.")),
        "support": str(_("Bespreek eerst de cliëntondersteuning, en zet dat vinkje.")),
        "version": str(_("Er is intussen een andere versie. Kijk wat er nu staat.")),
        "early": str(_("De inwoner heeft veertien dagen om te reageren. Wacht daarop.")),
        "unanswered": str(
            _("De inwoner zegt: klopt niet. Schrijf wat u daarmee deed, of maak een nieuwe versie.")
        ),
        "independent": str(
            _("Dit gesprek is met iemand die los staat van de gemeente. Dat wordt geen melding.")
        ),
        "open": str(_("Zeg eerst dat wat nog open staat, niet doorgaat.")),
        "promise": str(_("Deze belofte is al gedaan, of staat er niet.")),
        "number": str(_("Iemand schreef hier net ook iets. Kijk wat er staat, en bewaar nog een keer.")),
        "applied": str(_("Er is al een aanvraag.")),
        "application": str(_("Dit kan pas na een aanvraag.")),
        "decided": str(_("Er is al een besluit.")),
        "paused": str(_("Kijk of de termijn stilstaat: dit past daar niet bij.")),
        "day": str(_("Deze dag is te vroeg.")),
        "empty": str(_("Vul in wat er moet staan.")),
        "too_long": str(_("Dit is te lang. Maak het korter.")),
        "taken": str(_("Een collega nam dit net op.")),
        "reason": str(_("Schrijf op waarom.")),
        "colleague": str(_("Kies een collega uit dit team.")),
        "absent": str(_("Deze collega is afwezig. Kies een ander, of zeg hieronder dat u dit weet.")),
        "conversation": str(_("Dit gesprek is er niet meer.")),
        "assigned": str(_("U werkt hier niet aan.")),
    }
