"""The forms about an application: a term that stands still or runs, the decision, and the end of the work."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Line, PauseReason
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock
from meedoen_app.web.casework import words
from meedoen_app.web.casework.line_form import (
    A_DAY,
    TEXT,
    LineForm,
    a_day,
    a_sentence,
    not_ahead,
    not_before_today,
)
from meedoen_app.web.plan_forms import DAYS


class PauseForm(LineForm):
    """A term stands still (Awb art. 4:15)."""

    heading = lazy_gettext("Termijn stilzetten")
    says = lazy_gettext(
        "Alleen om een reden van de wet (Awb art. 4:15). De inwoner ziet de reden, en tot welke dag."
    )
    reden = RadioField(lazy_gettext("Waarom?"), choices=[*PauseReason], validators=[InputRequired()])
    tekst = a_sentence(lazy_gettext("Wat moet er gebeuren?"), InputRequired())
    dag = a_day(lazy_gettext("Op welke dag vroeg u dit?"))
    uiterlijk = DateField(
        lazy_gettext("Uiterlijk op welke dag moet het er zijn?"),
        format=DAYS,
        validators=[Optional()],
        description=lazy_gettext("Dit moet als de inwoner iets aanvult. De dag erna loopt de termijn weer."),
    )

    def problems(self) -> dict[str, str]:
        return super().problems() or not_ahead(self.dag) or self._until_when()

    def line(self, handoff: Handoff, by: str) -> Line:
        reason = PauseReason(self.reden.data)
        until = self.uiterlijk.data
        return lines.Paused(reason, self.tekst.data, self.dag.data, clock.now(), by, until)

    def _until_when(self) -> dict[str, str]:
        """Say what is wrong with the last day; who completes an application is given one (Awb 4:15 lid 1)."""
        if self.uiterlijk.data:
            return not_before_today(self.uiterlijk)
        is_needed = self.reden.data == PauseReason.COMPLETING
        return {self.uiterlijk.name: f"{self.uiterlijk.label.text} {A_DAY}"} if is_needed else {}


class OneDayForm(LineForm):
    """A line that says no more than on which day something was or will be."""

    made: Any = None
    may_be_ahead = False
    dag = a_day(lazy_gettext("Op welke dag?"))

    def problems(self) -> dict[str, str]:
        return super().problems() or ({} if self.may_be_ahead else not_ahead(self.dag))

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
    tekst = a_sentence(lazy_gettext("Waarom klopte de eerdere dag niet?"))

    def fit(self, looked: Looked) -> None:
        if not self.number:
            del self.tekst  # There is no day yet that could be wrong.

    def problems(self) -> dict[str, str]:
        lacks = self.number and not (self.tekst.data or "").strip()
        missing = {"tekst": f"{self.tekst.label.text} {words.refused('empty')}"} if lacks else {}
        return {**super().problems(), **missing}

    def line(self, handoff: Handoff, by: str) -> Line:
        why = self.tekst.data if self.number else ""
        return lines.Decided(self.dag.data, clock.now(), by, self.number, why)


class HelpedAtOnceForm(OneDayForm):
    """What could not wait: no inquiry and no application has to come before it (Wmo 2015 art. 2.3.3)."""

    heading = lazy_gettext("Dit is meteen geregeld")
    says = lazy_gettext(
        "Bij spoed beslist de gemeente meteen (Wmo 2015 art. 2.3.3). De inwoner leest dit ook."
    )
    tekst = TextAreaField(lazy_gettext("Wat is er geregeld of besloten?"), validators=[InputRequired(), TEXT])

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.HelpedAtOnce(self.dag.data, self.tekst.data, clock.now(), by)


class LookAgainForm(OneDayForm):
    heading = lazy_gettext("Afspreken wanneer u opnieuw kijkt")
    made = lines.LookAgain
    may_be_ahead = True


class NotNeededForm(LineForm):
    heading = lazy_gettext("Geen aanvraag nodig")
    says = lazy_gettext("Dit is geen besluit. De inwoner kan toch een aanvraag doen.")
    tekst = TextAreaField(lazy_gettext("Waarom niet?"), validators=[TEXT])

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.NoApplicationNeeded(self.tekst.data or "", clock.now(), by)


class CloseForm(LineForm):
    heading = lazy_gettext("Werk afsluiten")
    says = lazy_gettext("Dit is geen besluit en geen afwijzing. De inwoner kan altijd nog een aanvraag doen.")
    tekst = TextAreaField(lazy_gettext("Waarom is het klaar?"), validators=[InputRequired(), TEXT])
    vervalt = BooleanField(
        lazy_gettext("Wat hierboven is beloofd of afgesproken, gaat niet door"),
        description=lazy_gettext("Vertel dat eerst aan de inwoner. Die leest het ook."),
    )

    def fit(self, looked: Looked) -> None:
        if not looked.case.is_agreed_from(clock.today()):
            del self.vervalt

    def line(self, handoff: Handoff, by: str) -> Line:
        return lines.Closed(self.tekst.data, clock.now(), by, self.vervalt.data)
