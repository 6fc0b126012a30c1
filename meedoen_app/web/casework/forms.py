"""What professionals write in a case, each kind of line by a form of its own."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.lines import Channel, Discussed, Item, Line
from meedoen_app.core.casework.numbering import NEW
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, language, text
from meedoen_app.web.casework import words
from meedoen_app.web.casework.line_form import LINE, TEXT, LineForm, a_day, a_sentence, not_before_today
from meedoen_app.web.casework.term_forms import (
    CloseForm,
    DecidedForm,
    HelpedAtOnceForm,
    LookAgainForm,
    NotNeededForm,
    PauseForm,
    ResumeForm,
)
from meedoen_app.web.plan_forms import TIMES


class ContactForm(LineForm):
    """One contact, in one line."""

    heading = lazy_gettext("Contact opschrijven")
    hoe = RadioField(lazy_gettext("Hoe was het contact?"), choices=[*Channel], validators=[InputRequired()])
    tekst = a_sentence(lazy_gettext("Waar ging het over?"), InputRequired())
    klopt = BooleanField(
        lazy_gettext("Ik zocht zelf het nummer of adres, en dit is deze persoon"),
        description=lazy_gettext("Niet via wat in het gesprek staat. Daarna is de melding bevestigd."),
    )

    def line(self, handoff: Handoff, by: str) -> Line:
        channel = Channel(self.hoe.data)
        return lines.Contacted(channel, self.tekst.data, clock.now(), by, confirms=self.klopt.data)


class AppointmentForm(LineForm):
    """A day to talk. With the number of one that stands, it takes its place."""

    heading = lazy_gettext("Afspraak maken")
    dag = a_day(lazy_gettext("Op welke dag?"))
    uur = TimeField(lazy_gettext("Hoe laat?"), format=TIMES, validators=[InputRequired()])
    tekst = StringField(lazy_gettext("Waar?"), validators=[InputRequired(), LINE])
    taal = StringField(lazy_gettext("In welke taal?"), validators=[Length(max=40)])
    tolk = BooleanField(lazy_gettext("Er komt een tolk"))
    leest_niet = BooleanField(lazy_gettext("Leest liever niet"))
    vervalt = BooleanField(lazy_gettext("Deze afspraak gaat niet door"))

    def problems(self) -> dict[str, str]:
        return super().problems() or ({} if self.vervalt.data else not_before_today(self.dag))

    def begin(self, looked: Looked) -> None:
        standing = self._standing(looked)
        if standing is None:
            self.nummer.data = ""
            self.taal.data = language.name_of(looked.reach.interpreter or looked.handoff.language)
            self.tolk.data, self.leest_niet.data = (
                bool(looked.reach.interpreter),
                looked.reach.rather_not_read,
            )
            return
        self.dag.data, self.uur.data, self.tekst.data = standing.on, standing.hour, standing.place
        self.taal.data, self.tolk.data = standing.language, standing.interpreter
        self.leest_niet.data = standing.rather_not_read

    def fit(self, looked: Looked) -> None:
        if self._standing(looked) is None:
            del self.vervalt  # What is new is not called off.

    def _standing(self, looked: Looked) -> lines.Appointment | None:
        return next((one for one in looked.case.appointments if one.number == self.number), None)

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Appointment(
            self.number,
            self.dag.data,
            self.uur.data,
            self.tekst.data,
            clock.now(),
            by,
            self.taal.data or "",
            self.tolk.data,
            self.leest_niet.data,
            self.vervalt.data,
        )


class PromiseForm(LineForm):
    """What somebody promises, and before the end of which day."""

    heading = lazy_gettext("Iets beloven")
    says = lazy_gettext("De inwoner ziet dit ook, met de dag erbij.")
    tekst = a_sentence(lazy_gettext("Wat belooft u?"), InputRequired())
    dag = a_day(lazy_gettext("Uiterlijk op welke dag?"))

    def problems(self) -> dict[str, str]:
        return super().problems() or not_before_today(self.dag)

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Promised(NEW, self.tekst.data, self.dag.data, clock.now(), by)


class KeptForm(LineForm):
    """What was promised is done: a button of its own, and no field."""

    heading = lazy_gettext("Belofte gedaan")

    def fit(self, looked: Looked) -> None:
        self.says = next((one.what for one in looked.case.open_promises if one.number == self.number), "")

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Kept(self.number, clock.now(), by)


class InquiryForm(LineForm):
    """How far one item of the inquiry is."""

    heading = lazy_gettext("Onderzoek: a tot en met g")
    says = lazy_gettext("Wat u schrijft, komt als voorstel in het verslag.")
    onderdeel = RadioField(lazy_gettext("Welk onderdeel?"), choices=[*Item], validators=[InputRequired()])
    stand = RadioField(lazy_gettext("Hoe ver is het?"), choices=[*Discussed], validators=[InputRequired()])
    tekst = TextAreaField(lazy_gettext("Wat kwam eruit?"), validators=[TEXT])

    def begin(self, looked: Looked) -> None:
        self.onderdeel.data = request.args.get("onderdeel")
        found = looked.case.inquired
        known = found.get(Item(self.onderdeel.data)) if self.onderdeel.data in set(Item) else None
        if known:
            self.stand.data, self.tekst.data = known.discussed.value, known.words

    def line(self, handoff: Handoff, by: str) -> Line:
        item, discussed = Item(self.onderdeel.data), Discussed(self.stand.data)
        return lines.Inquired(item, discussed, self.tekst.data or "", clock.now(), by)


class EstimateForm(LineForm):
    """The professional's own estimate, beside the wish of the resident."""

    heading = lazy_gettext("Eigen inschatting")
    says = lazy_gettext("De wens van de inwoner blijft ernaast staan. De inwoner kan dit lezen.")
    tekst = TextAreaField(lazy_gettext("Wat schat u in?"), validators=[InputRequired(), TEXT])

    def begin(self, looked: Looked) -> None:
        last = looked.case.last(lines.Estimated)
        self.tekst.data = last.words if last else ""

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Estimated(self.tekst.data, clock.now(), by)


class SupportForm(LineForm):
    """The one tick that has to be: independent support was pointed out (Wmo 2015 art. 2.3.2 lid 3)."""

    heading = lazy_gettext("Ondersteuning besproken")  # On a telephone the whole word fits on no line.
    says = lazy_gettext("Zonder dit vinkje kan het onderzoek niet beginnen (Wmo 2015 art. 2.3.2 lid 3).")
    besproken = BooleanField(
        lazy_gettext("Ik heb gezegd dat er gratis en onafhankelijke cliëntondersteuning is"),
        validators=[InputRequired()],
    )
    met_mantelzorger = BooleanField(lazy_gettext("Ook tegen de mantelzorger"))

    def problems(self) -> dict[str, str]:
        if self.besproken.data:
            return {}
        return {"besproken": str(_("Zet dit vinkje als u het heeft besproken."))}

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.SupportDiscussed(self.met_mantelzorger.data, clock.now(), by)


class NotifiedForm(LineForm):
    """ "Is dit een melding?" A yes dates it to the day of sharing."""

    heading = lazy_gettext("Is dit een melding?")
    says = lazy_gettext(
        "Bij ‘ja’ lopen de termijnen van de wet vanaf de dag van delen. Dat geldt ook zonder formulier."
    )

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Notified(handoff.shared_on, clock.now(), by)


class SafetyForm(LineForm):
    """What somebody must know for safety; the privacy officer says whether the resident may not read it."""

    heading = lazy_gettext("Notitie over veiligheid")
    says = lazy_gettext("De functionaris privacy beslist of dit achter blijft. Tot dan leest alleen u dit.")
    tekst = TextAreaField(lazy_gettext("Wat moet iemand weten?"), validators=[InputRequired(), TEXT])
    waarom = a_sentence(lazy_gettext("Waarom mag de inwoner dit nu niet lezen?"), InputRequired())

    def line(self, handoff: Handoff, by: str) -> Line:
        return around.SafetyNote(NEW, self.tekst.data, self.waarom.data, clock.now(), by)


# By the word in the address; the same word stands in the trace.
FORMS: Mapping[str, type[LineForm]] = {
    "contact": ContactForm,
    "afspraak": AppointmentForm,
    "belofte": PromiseForm,
    "belofte_gedaan": KeptForm,
    "onderzoek": InquiryForm,
    "inschatting": EstimateForm,
    "clientondersteuning": SupportForm,
    "melding": NotifiedForm,
    "opgeschort": PauseForm,
    "hervat": ResumeForm,
    "besluit": DecidedForm,
    "meteen_geregeld": HelpedAtOnceForm,
    "opnieuw_kijken": LookAgainForm,
    "geen_aanvraag": NotNeededForm,
    "veiligheid": SafetyForm,
    "gesloten": CloseForm,
}


def sent(kind: type[LineForm]) -> LineForm:
    """Return the form as it was sent, with clean words."""
    posted = request.form.items(multi=True)
    return kind(MultiDict((name, text.clean(said)) for name, said in posted))


def empty(kind: type[LineForm], looked: Looked) -> LineForm:
    """Return the form with what is known filled in."""
    form = kind(data={"nummer": request.args.get("nummer", "")})
    form.begin(looked)
    return form


def choice_words() -> dict[str, dict[Any, str]]:
    """Return the words of each choice, by the name of its field."""
    return {
        "hoe": dict(words.channels()),
        "onderdeel": dict(words.items()),
        "stand": dict(words.discussed()),
        "reden": dict(words.reasons()),
    }
