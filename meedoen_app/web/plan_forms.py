"""What is sent from the plan, read from its forms. Nothing in them has to be filled in but what a step is."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, HiddenField, RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, Optional

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan import plan
from meedoen_app.core.plan.lines import (
    LONGEST,
    NEW,
    Choice,
    Chosen,
    Doer,
    Duration,
    Goal,
    Line,
    LookedAgain,
    Outcome,
    Reason,
    Review,
    Step,
    Went,
)
from meedoen_app.web import clock, text

YEARS_AHEAD = 10
NOT_SAID = ""
# As a browser sends it, and as people write it where a browser has no calendar or clock.
DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
TIMES = ["%H:%M", "%H:%M:%S", "%H.%M"]
IN_OWN_WORDS = ("wat", "naam", "met", "klaar")  # Of a step.
PRESSED = (
    "aanbod",
    "keuze",
    "reden",
    "doe",
    "stap",
    "hoe",
    "weken",
)  # What tells the buttons of a page apart.
Word = TypeVar("Word", bound=StrEnum)


class StepForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """One step: what, who, when, with whom, when it is ready, and for how long."""

    aanbod = HiddenField()
    wat = TextAreaField(validators=[Length(max=LONGEST)])
    wie = RadioField(choices=[*Doer], default=Doer.SELF.value, validators=[Optional()])
    naam = StringField(validators=[Length(max=LONGEST)])
    dag = DateField(format=DAYS, validators=[Optional()])
    uur = TimeField(format=TIMES, validators=[Optional()])
    met = StringField(validators=[Length(max=LONGEST)])
    klaar = TextAreaField(validators=[Length(max=LONGEST)])
    duur = RadioField(choices=[NOT_SAID, *Duration], default=NOT_SAID, validators=[Optional()])
    tot = DateField(format=DAYS, validators=[Optional()])

    def problems(self, known: Step | None = None) -> Mapping[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well.

        A day that has passed is no day to plan on; where it stood in the step already, it may stay.
        """
        self.validate()
        found = {name: _sentence(name) for name in self.errors}
        if not (self.wat.data or self.aanbod.data):
            found["wat"] = str(_("Schrijf op wat u wilt doen."))
        if self.naam.data and self.wie.data == Doer.SELF and "naam" not in found:
            found["naam"] = str(_("U schreef een naam op, en koos ‘Ik zelf’. Verander een van de twee."))
        for name in ("dag", "tot"):
            if name not in found and not _is_near(self[name].data):
                found[name] = f"{labels()[name]} {_('Kies een dag die dichterbij is.')}"
        if (
            "dag" not in found
            and _is_before(self.dag.data, clock.today())
            and not _stood(known, self.dag.data)
        ):
            found["dag"] = f"{labels()['dag']} {_('Die dag is al voorbij. Kies vandaag of een dag daarna.')}"
        if "dag" not in found and "tot" not in found and _is_before(self.tot.data, self.dag.data):
            found["tot"] = str(_("Deze dag is eerder dan de dag van de stap. Kies een latere dag."))
        return found

    def step(self, number: int) -> Step:
        """Return the step that was filled in, without a number while it is new. Call it without problems."""
        return Step(
            number=number if base() else NEW,
            at=clock.now(),
            what=self.wat.data or "",
            service=self.aanbod.data or "",
            doer=Doer(self.wie.data or Doer.SELF),
            whom=self.naam.data or "",
            day=self.dag.data,
            hour=self.uur.data,
            with_whom=self.met.data or "",
            ready_when=self.klaar.data or "",
            duration=Duration(self.duur.data) if self.duur.data else None,
            until=self.tot.data,
        )


def step_form(step: Step | None = None) -> StepForm:
    """Return the form of a step: as it was sent, or else filled with the step as it is."""
    if request.method == "POST":
        posted = request.form.items(multi=True)
        return StepForm(MultiDict((name, text.clean(said)) for name, said in posted))
    return StepForm(data=_filled(step) if step else {})


def _filled(step: Step) -> dict[str, Any]:
    return {
        "aanbod": step.service,
        "wat": step.what,
        "wie": step.doer.value,
        "naam": step.whom,
        "dag": step.day,
        "uur": step.hour,
        "met": step.with_whom,
        "klaar": step.ready_when,
        "duur": step.duration.value if step.duration else NOT_SAID,
        "tot": step.until,
    }


def labels() -> Mapping[str, str]:
    """Return what is asked at each field of a step."""
    return {
        "wat": str(_("Wat ga ik doen?")),
        "wie": str(_("Wie doet dit?")),
        "naam": str(_("Hoe heet die persoon?")),
        "dag": str(_("Op welke dag?")),
        "uur": str(_("Hoe laat?")),
        "met": str(_("Met wie samen?")),
        "klaar": str(_("Wanneer is het klaar?")),
        "duur": str(_("Hoe lang heb ik dit nodig?")),
        "tot": str(_("Tot en met welke dag?")),
    }


def _sentence(name: str) -> str:
    """Return what is wrong with a field, after what was asked there: in a list it stands beside others."""
    a_choice, a_day = _("Kies een van de antwoorden."), _("Vul een dag in, zoals 25-11-2026.")
    wrong = {"wie": a_choice, "duur": a_choice, "dag": a_day, "tot": a_day}
    wrong["uur"] = _("Vul een tijd in, zoals 10:30.")
    return f"{labels()[name]} {wrong.get(name, too_long())}"


def other_words() -> str:
    """Return what to say when a form comes again with other words than it came with before."""
    return str(_("U schreef hier net iets anders. Wilt u dit bewaren? Kies dan nog een keer."))


def too_old() -> str:
    return str(_("Deze pagina stond te lang open. Probeer het nog een keer."))


def too_long(most: int = LONGEST) -> str:
    return str(_("Dit is te lang. Gebruik hoogstens %(most)s tekens.", most=most))


def _is_near(day: date | None) -> bool:
    """Say whether a day is one that people plan on, or did something on."""
    return day is None or abs(day.year - clock.today().year) <= YEARS_AHEAD


def _stood(known: Step | None, day: date | None) -> bool:
    return known is not None and known.day == day


def _is_before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def said(doing: str) -> Line:
    """Return what was said on the page of the plan. Raises NotAllowed for what is none of ours."""
    match doing:
        case "doel":
            return Goal(typed(), clock.now())
        case "ging" | "aanpassen":
            return went()
        case "weer_kijken":
            return _review(request.form.get("weken", ""))
        case "veranderd" | "niets_veranderd":
            return LookedAgain(doing == "veranderd", clock.now())
    raise NotAllowed("doe")


def key() -> str:
    """Return the key of what was sent: the forms of a page share one, and each button makes its own of it."""
    pressed = [request.form[name] for name in PRESSED if name in request.form]
    return ":".join([request.form.get("sleutel", ""), *pressed])


def base() -> int:
    """Return how often a step was written when its form was made: never, while it is new."""
    return text.number(request.form.get("basis", "")) or 0


def problems(refused: NotAllowed, field: str) -> dict[str, str]:
    """Return what to say of a no that somebody can do something about. Raises every other again.

    `field` is the one that holds own words.
    """
    said = {
        "too_long": (field, too_long()),
        "too_many": ("", str(_("Uw plan heeft al veel stappen. Haal er eerst een weg."))),
        "service": ("", str(_("Deze hulp staat niet meer in het overzicht. Kies iets anders."))),
    }
    return in_words(refused, said)


def in_words(refused: NotAllowed, said: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return field -> sentence for a no, by its word. Raises it again where nothing is to be said of it."""
    if str(refused) not in said:
        raise refused
    name, sentence = said[str(refused)]
    return {name: sentence}


def _review(said: str) -> Review:
    weeks = text.number(said)
    if weeks is None or weeks not in (0, *plan.REVIEW_WEEKS):
        raise NotAllowed("weeks")
    on = plan.review_day(clock.today(), weeks) if weeks else None
    return Review(on, clock.now())


def chosen() -> Chosen:
    """Return what was said of something that can help. Raises NotAllowed for what is none of ours."""
    reason = request.form.get("reden", "")
    return Chosen(
        service=request.form.get("aanbod", ""),
        choice=_one_of(Choice, request.form.get("keuze", "")),
        at=clock.now(),
        reason=_one_of(Reason, reason) if reason else None,
        words=typed(),
    )


def went() -> Went:
    """Return how a step went. Raises NotAllowed for what is none of ours."""
    number = text.number(request.form.get("stap", ""))
    if number is None:
        raise NotAllowed("step")
    return Went(number, _one_of(Outcome, request.form.get("hoe", "")), clock.now())


def typed() -> str:
    return text.clean(request.form.get("tekst", ""))


def _one_of(kind: type[Word], said: str) -> Word:
    if said not in set(kind):
        raise NotAllowed(kind.__name__)
    return kind(said)
