"""What every form for a line of a case has: its fields by their names, and what is said of a wrong one."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import DateField, Form, HiddenField, RadioField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length

from meedoen_app.actions.workbench import Looked
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, text
from meedoen_app.web.casework import words
from meedoen_app.web.plan_forms import DAYS

LINE, TEXT = Length(max=lines.LONGEST_LINE), Length(max=lines.LONGEST_TEXT)
A_DAY, A_TIME = (
    lazy_gettext("Vul een dag in, zoals 25-11-2026."),
    lazy_gettext("Vul een tijd in, zoals 10:30."),
)


class LineForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """A form that makes one line. `nummer` is that of the promise or appointment that it is about, if any."""

    heading: Any = ""
    says: Any = ""
    nummer = HiddenField()

    def problems(self) -> dict[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well."""
        self.validate()
        return {name: f"{self[name].label.text} {_wrong(self[name])}" for name in self.errors}

    def begin(self, looked: Looked) -> None:
        """Fill in what is known when the form is still empty."""

    def fit(self, looked: Looked) -> None:
        """Leave out what this case has no place for, also where the form is shown once more."""

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


def a_sentence(label: Any, *validators: Any) -> TextAreaField:
    """Return a field for a sentence or two: all of it is in sight, and what is too long is said."""
    return TextAreaField(label, validators=[*validators, LINE], render_kw={"rows": 3})


def a_day(label: Any) -> DateField:
    return DateField(label, format=DAYS, validators=[InputRequired()])


def not_ahead(day: DateField) -> dict[str, str]:
    """Return what to say of a day that has yet to come, where it tells what was done."""
    is_ahead = day.data > clock.today()
    return {day.name: f"{day.label.text} {_('Deze dag moet nog komen.')}"} if is_ahead else {}


def not_before_today(day: DateField) -> dict[str, str]:
    """Return what to say of a day that is over, where it tells what will be done."""
    is_over = day.data < clock.today()
    return {day.name: f"{day.label.text} {words.refused('day')}"} if is_over else {}
