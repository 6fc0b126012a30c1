"""What professionals write in a case, each kind of line by a form of its own."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length

from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Channel, Discussed, Item, Line, PauseReason
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, language, text
from meedoen_app.web.casework import words
from meedoen_app.web.plan_forms import DAYS, TIMES

LINE, TEXT = Length(max=lines.LONGEST_LINE), Length(max=lines.LONGEST_TEXT)
A_DAY, A_TIME = (
    lazy_gettext("Vul een dag in, zoals 25-11-2026."),
    lazy_gettext("Vul een tijd in, zoals 10:30."),
)


class LineForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """A form that makes one line. `nummer` is that of a promise or an appointment."""

    heading: Any = ""
    says: Any = ""
    nummer = HiddenField()

    def problems(self) -> dict[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well."""
        self.validate()
        return {name: f"{self[name].label.text} {_wrong(self[name])}" for name in self.errors}

    def begin(self, looked: Looked) -> None:
        """Fill in what is known when the form is still empty."""

    def line(self, handoff: Handoff, by: str) -> Line:
        """Return the line that was filled in. Call it without problems."""
        raise TypeError(self)

    @property
    def number(self) -> int:
        return text.number(self.nummer.data or "") or 0


def _wrong(field: Any) -> str:
    if isinstance(field, DateField):
        return str(A_DAY)
    if isinstance(field, TimeField):
        return str(A_TIME)
    if isinstance(field, RadioField):
        return str(_("Kies een van de antwoorden."))
    is_empty = not (field.data or "").strip()
    return words.refused("empty" if is_empty else "too_long")


def _day(label: Any) -> DateField:
    return DateField(label, format=DAYS, validators=[InputRequired()])


def _not_ahead(day: DateField) -> dict[str, str]:
    """Return what to say of a day that has yet to come, where it tells what was done."""
    is_ahead = day.data > clock.today()
    return {day.name: f"{day.label.text} {_('Deze dag moet nog komen.')}"} if is_ahead else {}


def _not_before_today(day: DateField) -> dict[str, str]:
    """Return what to say of a day that is over, where it tells what will be done."""
    is_over = day.data < clock.today()
    return {day.name: f"{day.label.text} {words.refused('day')}"} if is_over else {}


class ContactForm(LineForm):
    """One contact, in one line."""

    heading = lazy_gettext("Contact opschrijven")
    hoe = RadioField(lazy_gettext("Hoe was het contact?"), choices=[*Channel], validators=[InputRequired()])
    tekst = StringField(lazy_gettext("Waar ging het over?"), validators=[InputRequired(), LINE])
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
    dag = _day(lazy_gettext("Op welke dag?"))
    uur = TimeField(lazy_gettext("Hoe laat?"), format=TIMES, validators=[InputRequired()])
    tekst = StringField(lazy_gettext("Waar?"), validators=[InputRequired(), LINE])
    taal = StringField(lazy_gettext("In welke taal?"), validators=[Length(max=40)])
    tolk = BooleanField(lazy_gettext("Er komt een tolk"))
    leest_niet = BooleanField(lazy_gettext("Leest liever niet"))
    vervalt = BooleanField(lazy_gettext("Deze afspraak gaat niet door"))

    def problems(self) -> dict[str, str]:
        return super().problems() or ({} if self.vervalt.data else _not_before_today(self.dag))

    def begin(self, looked: Looked) -> None:
        standing = next((one for one in looked.case.appointments if one.number == self.number), None)
        if standing is None:
            self.nummer.data = str(looked.case.next_number(lines.Appointment))
            self.taal.data = language.name_of(looked.reach.interpreter or looked.handoff.language)
            self.tolk.data, self.leest_niet.data = (
                bool(looked.reach.interpreter),
                looked.reach.rather_not_read,
            )
            del self.vervalt  # What is new is not called off.
            return
        self.dag.data, self.uur.data, self.tekst.data = standing.on, standing.hour, standing.place
        self.taal.data, self.tolk.data = standing.language, standing.interpreter
        self.leest_niet.data = standing.rather_not_read

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
    tekst = StringField(lazy_gettext("Wat belooft u?"), validators=[InputRequired(), LINE])
    dag = _day(lazy_gettext("Uiterlijk op welke dag?"))

    def begin(self, looked: Looked) -> None:
        self.nummer.data = str(looked.case.next_number(lines.Promised))

    def problems(self) -> dict[str, str]:
        return super().problems() or _not_before_today(self.dag)

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Promised(self.number, self.tekst.data, self.dag.data, clock.now(), by)


class KeptForm(LineForm):
    """What was promised is done: a button of its own, and no field."""

    heading = lazy_gettext("Belofte gedaan")

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

    heading = lazy_gettext("Cliëntondersteuning besproken")
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


class PauseForm(LineForm):
    """A term stands still (Awb art. 4:15)."""

    heading = lazy_gettext("Termijn stilzetten")
    says = lazy_gettext("Alleen om een reden van de wet (Awb art. 4:15). De inwoner ziet de reden.")
    reden = RadioField(lazy_gettext("Waarom?"), choices=[*PauseReason], validators=[InputRequired()])
    tekst = StringField(
        lazy_gettext("Wat moet er gebeuren, en voor wanneer?"), validators=[InputRequired(), LINE]
    )
    dag = _day(lazy_gettext("Op welke dag vroeg u dit?"))

    def problems(self) -> dict[str, str]:
        return super().problems() or _not_ahead(self.dag)

    def line(self, handoff: Handoff, by: str) -> Line:
        reason = PauseReason(self.reden.data)
        return lines.Paused(reason, self.tekst.data, self.dag.data, clock.now(), by)


class OneDayForm(LineForm):
    """A line that says no more than on which day something was or will be."""

    made: Any = None
    may_be_ahead = False
    dag = _day(lazy_gettext("Op welke dag?"))

    def problems(self) -> dict[str, str]:
        return super().problems() or ({} if self.may_be_ahead else _not_ahead(self.dag))

    def begin(self, looked: Looked) -> None:
        self.dag.data = None if self.may_be_ahead else clock.today()

    def line(self, handoff: Handoff, by: str) -> Line:
        made: Line = self.made(self.dag.data, clock.now(), by)
        return made


class ResumeForm(OneDayForm):
    heading = lazy_gettext("Termijn loopt weer")
    says = lazy_gettext("Vertel de inwoner de nieuwe datum. Die staat daarna ook in Meedoen.")
    made = lines.Resumed


class DecidedForm(OneDayForm):
    heading = lazy_gettext("Besluit is verstuurd")
    says = lazy_gettext(
        "Het besluit zelf staat in de brief, niet hier. De termijn voor bezwaar begint te lopen."
    )
    made = lines.Decided


class LookAgainForm(OneDayForm):
    heading = lazy_gettext("Afspreken wanneer u opnieuw kijkt")
    made = lines.LookAgain
    may_be_ahead = True


class SafetyForm(LineForm):
    """What somebody must know for safety; the privacy officer says whether the resident may not read it."""

    heading = lazy_gettext("Notitie over veiligheid")
    says = lazy_gettext("De functionaris privacy beslist of dit achter blijft. Tot dan leest alleen u dit.")
    tekst = TextAreaField(lazy_gettext("Wat moet iemand weten?"), validators=[InputRequired(), TEXT])
    waarom = StringField(
        lazy_gettext("Waarom mag de inwoner dit nu niet lezen?"), validators=[InputRequired(), LINE]
    )

    def begin(self, looked: Looked) -> None:
        self.nummer.data = str(len(looked.case.all_of(lines.SafetyNote)) + 1)

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.SafetyNote(self.number, self.tekst.data, self.waarom.data, clock.now(), by)


class NotNeededForm(LineForm):
    heading = lazy_gettext("Geen aanvraag nodig")
    says = lazy_gettext("Dit is geen besluit. De inwoner kan toch een aanvraag doen.")
    tekst = TextAreaField(lazy_gettext("Waarom niet?"), validators=[TEXT])

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.NoApplicationNeeded(self.tekst.data or "", clock.now(), by)


class CloseForm(LineForm):
    heading = lazy_gettext("Werk afsluiten")
    says = lazy_gettext("Dit is geen besluit en geen afwijzing. De inwoner kan altijd nog een aanvraag doen.")
    tekst = TextAreaField(lazy_gettext("Waarom is het klaar?"), validators=[TEXT])

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Closed(self.tekst.data or "", clock.now(), by)


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
