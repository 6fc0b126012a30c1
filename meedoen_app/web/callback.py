"""Asking to be called. Anybody may; what is asked goes to whoever calls, and to no conversation."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from babel import Locale
from babel.dates import format_date
from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from meedoen_app.actions import callback as calling
from meedoen_app.actions import checking
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.callback import Told
from meedoen_app.actions.conversation import Opened
from meedoen_app.core import callback
from meedoen_app.core.callback import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_WORDS,
    Callback,
    Daypart,
    NumberFault,
)
from meedoen_app.core.errors import NotAllowed, OutOfReach
from meedoen_app.core.message import Letter
from meedoen_app.web import clock, language, limits, pages, text, wording
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.forms import LONGEST_KEY
from meedoen_app.web.installation import here
from meedoen_app.web.language import say
from meedoen_app.web.sessions import CONVERSATION

SUBJECT = "Meedoen: iemand vraagt of u belt"  # For whoever calls, so in Dutch; nothing of anybody in it.
OTHER = "anders"
PROMISE = "bellen"
# A library is one network; what is asked by more than these together, nobody can call back.
FEW = "10 per hour; 30 per day"
FEW_OF_ALL = "100 per hour; 500 per day"

bp = Blueprint("callback", __name__)


@dataclass(frozen=True, slots=True)
class Along:
    """What goes along when it is ticked, exactly as it is shown, and the mark of these very words."""

    conversation: str
    text: str
    language: str
    lines: tuple[str, ...]

    @property
    def mark(self) -> str:
        return sha256(self.text.encode()).hexdigest()[:32]

    def told(self, letter: Letter) -> Told:
        return Told(self.conversation, self.text, self.language, letter)


class CallbackForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """What is asked: a number, and how to call. The template shows the words."""

    sleutel = HiddenField(validators=[InputRequired(), Length(max=LONGEST_KEY)])
    gezien = HiddenField()
    telefoon = StringField()
    wanneer = RadioField(choices=[SelectChoice(part.value) for part in Daypart], default=Daypart.ANY.value)
    taal = StringField()
    andere_taal = StringField()
    stil = BooleanField()
    mijn_naam = StringField()
    woorden = TextAreaField()
    mee = BooleanField()

    def problems(self, along: Along | None) -> dict[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well."""
        found = {**self._number_problem(), **self._language_problem(), **self._length_problems()}
        if self.mee.data and (along is None or self.gezien.data != along.mark):
            found["mee"] = str(_("Uw gesprek is intussen veranderd of dicht. Kijk wat er nu meegaat."))
        if not self.validate() or set(request.form) - {*self._fields, "doe"}:
            found[""] = str(_("Dit formulier klopt niet meer. Vraag het nog een keer."))
            self._make_good()
        return found

    def _make_good(self) -> None:
        """Put in place again what the page itself fills in, so that pressing again is enough."""
        self.sleutel.data = secrets.token_urlsafe(16)
        if self.wanneer.data not in set(Daypart):
            self.wanneer.data = Daypart.ANY.value

    def wanted(self, along: Along | None) -> Callback:
        """Return what is asked. Call it when there are no problems."""
        return Callback(
            phone=callback.phone(self.telefoon.data),
            when=Daypart(self.wanneer.data),
            language=_one_line(self.andere_taal.data) or _in_dutch(self.taal.data),
            name=_one_line(self.mijn_naam.data),
            words=self.woorden.data,
            is_discreet=self.stil.data,
            told=along.lines if along and self.mee.data else (),
        )

    def _number_problem(self) -> dict[str, str]:
        try:
            callback.phone(self.telefoon.data or "")
        except NotAllowed as refused:
            return {"telefoon": number_words()[refused.args[0]]}
        return {}

    def _language_problem(self) -> dict[str, str]:
        if self.taal.data == OTHER and not self.andere_taal.data:
            return {"andere_taal": str(_("Schrijf op welke taal u spreekt."))}
        known = {*language.published(), OTHER}
        return {} if self.taal.data in known else {"taal": str(_("Kies een taal."))}

    def _length_problems(self) -> dict[str, str]:
        most = {
            "telefoon": LONGEST_NUMBER,
            "andere_taal": LONGEST_NAME,
            "mijn_naam": LONGEST_NAME,
            "woorden": LONGEST_WORDS,
        }
        return {
            name: str(_("Dit is te lang. Er passen %(most)s tekens in.", most=length))
            for name, length in most.items()
            if len(self[name].data or "") > length
        }


@bp.get("/bel-mij")
@open_to(Who.ANYONE)
def call_me() -> Response:
    """Show the form; or, where no mail can be sent, the number of the municipality."""
    if not _can_be_asked():
        return pages.page("callback/not_yet.html", back_url=_way_back())
    return _page(CallbackForm(taal=language.reading().language, sleutel=secrets.token_urlsafe(16)))


@bp.post("/bel-mij")
@open_to(Who.ANYONE)
@limits.per_network(FEW, deduct_when=limits.is_done)
@limits.in_total(FEW_OF_ALL, deduct_when=limits.is_done)
def ask() -> Response:
    """Put it in the outbox, once for this form. What of the conversation goes along is what was shown."""
    if not _can_be_asked():
        raise OutOfReach("mail")
    form = CallbackForm(_cleaned())
    along = _along()
    problems = form.problems(along)
    if problems:
        return _page(form, problems, 422)
    wanted, last = form.wanted(along), _last_day()
    told = along.told(letter(wanted, last)) if along and wanted.told else None
    with here().database.writing() as transaction:
        calling.ask(
            transaction,
            pages.means(),
            wanted,
            letter(replace(wanted, told=()), last),
            key=form.sleutel.data,
            told=told,
            by_hand=bool(calling.team_that_calls(transaction, pages.means())),
            now=clock.now(),
            by=actor(),
        )
    return redirect(url_for(".asked", voor=_promise().dumps(last.isoformat() if last else "")), 303)


@bp.get("/bel-mij/klaar")
@open_to(Who.ANYONE)
def asked() -> Response:
    """Say who calls and before which day: the day that was promised, which the address carries, signed."""
    return pages.page("callback/asked.html", last=_promised(), back_url=_way_back())


def letter(wanted: Callback, last: date | None) -> Letter:
    """Return the mail to whoever calls. It is in Dutch, whatever the language of this visitor."""
    day = format_date(last, "full", locale=language.SOURCE.language) if last else ""
    return Letter(SUBJECT, render_template("mail/callback.txt", wanted=wanted, day=day))


def _can_be_asked() -> bool:
    """Say whether a request reaches somebody: a mailbox, or a workbench where somebody works."""
    if here().settings.can_be_asked_to_call:
        return True
    with here().database.reading() as transaction:
        return bool(calling.team_that_calls(transaction, pages.means()))


def _in_dutch(code: str) -> str:
    """Return what whoever calls names a language."""
    return str(Locale.parse(language.SOURCE.language).languages.get(code, code))


def _page(form: CallbackForm, problems: Mapping[str, str] | None = None, status: int = 200) -> Response:
    opened, along = _opened(), _along()
    shown = {
        "form": form,
        "along": along,
        "errors": problems or {},
        "spoken": [(code, language.name_of(code)) for code in language.published()],
        "last": _last_day(),
        "back_url": _way_back(),
    }
    if opened is None:
        return pages.page("callback/call_me.html", status=status, typed=bool(problems), **shown)
    return pages.personal("callback/call_me.html", opened, status=status, **shown)


def _opened() -> Opened | None:
    id = session.get(CONVERSATION)
    return pages.look(id) if id else None


def _along() -> Along | None:
    """Return what may go along of the conversation that is open here; None when that is nothing."""
    id = session.get(CONVERSATION)
    if not id:
        return None
    with here().database.reading() as transaction:
        opened = talking.look(transaction, pages.means(), id)
        checked = checking.checked(transaction, pages.means(), id)
    questionnaire = opened.content.questionnaire
    may = callback.may_tell(questionnaire, opened.answers, checked.kept_back(questionnaire))
    lines = wording.words_of(may.wish, opened.answers.own[may.wish.id]) if may.wish else []
    if may.themes:
        titles = ", ".join(say(one.title, "hoofdstuk", one.id) for one in may.themes)
        lines = [*lines, str(_("Gepraat over: %(themes)s", themes=titles))]
    if not lines:
        return None
    agreed = "\n".join([str(_("Stuur mee wat ik vertelde")), *lines])
    return Along(id, agreed, language.reading().language, tuple(lines))


def _cleaned() -> MultiDict[str, str]:
    return MultiDict((name, text.clean(value)) for name, value in request.form.items(multi=True))


def _one_line(typed: str | None) -> str:
    return " ".join((typed or "").split())


def _last_day() -> date | None:
    return callback.before(here().contents.current().municipality, clock.today())


def _promise() -> URLSafeSerializer:
    return URLSafeSerializer(here().settings.secret, PROMISE)


def _promised() -> date | None:
    try:
        return date.fromisoformat(_promise().loads(request.args.get("voor", "")))
    except (BadSignature, TypeError, ValueError):
        return None


def _way_back() -> str:
    id = session.get(CONVERSATION)
    return url_for("conversation.go_on_from", id=id) if id else ""


def number_words() -> Mapping[str, str]:
    return {
        NumberFault.EMPTY: str(_("Schrijf uw telefoonnummer op.")),
        NumberFault.NO_NUMBER: str(_("Een telefoonnummer heeft alleen cijfers. Kijk het na.")),
        NumberFault.SHORT: str(_("Dit nummer is te kort. Mist er een cijfer?")),
        NumberFault.LONG: str(_("Dit nummer is te lang. Staat er een cijfer te veel?")),
        NumberFault.SERVICE: str(_("Op een 0800- of 0900-nummer kunnen we u niet bellen.")),
        NumberFault.UNKNOWN: str(_("Dit nummer kennen we niet. Begin met 0, of met + en het land.")),
    }
