"""Forms, built at run time from the question they are for. They clean and complain early; core decides."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from meedoen_app.core.conversation.accepting import PEOPLE_FIELDS
from meedoen_app.core.conversation.answers import Answer, Entry, Voice
from meedoen_app.core.conversation.question import (
    LONGEST_TEXT,
    MOST_PEOPLE,
    ROW_VALUES,
    UNKNOWN,
    Kind,
    Question,
)
from meedoen_app.web import text

SKIP, STOP, HELP = "overslaan", "stop", "hulp"
ABOUT_THE_FORM = ("zegel", "sleutel", "basis", "terug", "stem", "doe")
LONGEST_NAME = LONGEST_TEXT // 10
LONGEST_KEY = 64


def form_for(question: Question, posted: MultiDict[str, str]) -> "AnswerForm":
    """Return a form with the fields of this question, filled with what was posted."""
    fields = {
        Kind.WORDS: _words,
        Kind.ROWS: _rows,
        Kind.PEOPLE: _people,
    }.get(question.kind, _options)(question)
    made: type[AnswerForm] = type("AnswerForm", (AnswerForm,), dict(fields))
    cleaned = MultiDict((name, text.clean(value)) for name, value in posted.items(multi=True))
    form = made(cleaned)
    form.question = question
    form.posted = cleaned
    return form


class AnswerForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """The fields that every form for an answer has. Subclasses add those of one question."""

    question: Question
    posted: MultiDict[str, str]
    doe = HiddenField()
    sleutel = HiddenField(validators=[Length(max=LONGEST_KEY)])
    basis = HiddenField()
    stem = HiddenField()

    def problems(self) -> dict[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well."""
        self.validate()
        hidden = {name for name in self.errors if isinstance(self[name], HiddenField)}
        shown = {name: errors for name, errors in self.errors.items() if name not in hidden}
        found = {name: self._sentence(name, errors) for name, errors in shown.items()}
        found |= self._two_that_exclude_each_other()
        unknown = set(self.posted) - set(self._fields) - set(ABOUT_THE_FORM)
        if unknown or hidden:
            found[""] = str(_("Dit formulier klopt niet meer. Kies nog een keer."))
        return found

    def _sentence(self, name: str, errors: list[str]) -> str:
        """Return our own words: those of WTForms are not translated into every language."""
        is_ours = isinstance(self[name], StringField)
        return str(errors[0]) if is_ours else str(_("Kies een van de antwoorden."))

    def answer(self) -> Answer:
        """Return what was filled in, checked or not. Skipping and an empty form are the same."""
        if self.doe.data == SKIP:
            return Answer(self.question.id)
        return Answer(self.question.id, self._chosen(), self._row_values(), self.posted.get("tekst", ""))

    def entry(self) -> Entry:
        base = text.number(self.basis.data or "") or 0
        voice = self.stem.data if self.stem.data in set(Voice) else Voice.OWN
        return Entry(0, self.answer(), voice=Voice(voice), base=base)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in self.posted.getlist(self._choices_name()) if value))

    def _choices_name(self) -> str:
        return "zin" if self.question.kind is Kind.WORDS else "keuze"

    def _row_values(self) -> tuple[tuple[str, str], ...]:
        if self.question.kind is Kind.PEOPLE:
            return self._told_of()
        names = {f"rij_{row}": row for row in self.question.row_ids}
        return tuple((row, self.posted[name]) for name, row in names.items() if self.posted.get(name))

    def _told_of(self) -> tuple[tuple[str, str], ...]:
        rows = [f"{number}_{part}" for number in range(1, MOST_PEOPLE + 1) for part in PEOPLE_FIELDS]
        return tuple((row, self.posted[f"p{row}"]) for row in rows if self.posted.get(f"p{row}"))

    def _two_that_exclude_each_other(self) -> dict[str, str]:
        chosen = self._chosen()
        alone = [option.id for option in self.question.options if option.exclusive] + [UNKNOWN]
        if self.doe.data != SKIP and len(chosen) > 1 and set(chosen) & set(alone):
            return {self._choices_name(): str(_("Deze antwoorden gaan niet samen. Kijk wat past."))}
        return {}


def _options(question: Question) -> Mapping[str, Any]:
    field = SelectMultipleField if question.kind.takes_several_options else RadioField
    return {"keuze": field(choices=_choices(sorted(question.option_ids)), validators=[Optional()])}


def _words(question: Question) -> Mapping[str, Any]:
    too_long = _("Dit is te lang. Er passen %(most)s tekens in.", most=LONGEST_TEXT)
    ready = [option.id for option in question.options] + [sentence.id for sentence in question.sentences]
    return {
        "tekst": TextAreaField(validators=[Length(max=LONGEST_TEXT, message=too_long)]),
        "zin": SelectMultipleField(choices=_choices(ready)),
    }


def _rows(question: Question) -> Mapping[str, Any]:
    choices = _choices(ROW_VALUES)
    return {f"rij_{row}": RadioField(choices=choices, validators=[Optional()]) for row in question.row_ids}


def _people(question: Question) -> Mapping[str, Any]:
    too_long = _("Deze naam is te lang. Een voornaam is genoeg.")
    fields: dict[str, Any] = {}
    for number in range(1, MOST_PEOPLE + 1):
        for part, values in PEOPLE_FIELDS.items():
            fields[f"p{number}_{part}"] = (
                RadioField(choices=_choices(values), validators=[Optional()])
                if values
                else StringField(validators=[Length(max=LONGEST_NAME, message=too_long)])
            )
    return fields


def _choices(values: Iterable[str]) -> list[SelectChoice]:
    """Return what may be chosen, by id. The template shows the words."""
    return [SelectChoice(value) for value in values]
