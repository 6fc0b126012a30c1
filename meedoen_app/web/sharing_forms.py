"""What is sent from the page on which somebody hands over: what goes along, and how to be reached."""

from collections.abc import Mapping, Set
from datetime import datetime, time, timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from meedoen_app.actions.choices import Chosen
from meedoen_app.core import callback, terms
from meedoen_app.core.consent import Consent
from meedoen_app.core.desk import Desk
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_WORDS,
    MONTHS,
    ContactWish,
    Offer,
    Reach,
    Way,
)
from meedoen_app.settings import MAILBOX
from meedoen_app.web import clock, text
from meedoen_app.web.callback import number_words

OTHER = "anders"
NOT_SAID = ""


class SharingForm(Form):  # type: ignore[misc]  # WTForms has no types.
    """What goes along, until when, and how to reach somebody. The template shows the words."""

    deel = SelectMultipleField(validators=[Optional()], validate_choice=False)
    maanden = RadioField(choices=[SelectChoice(str(one)) for one in MONTHS], default=str(max(MONTHS)))
    manier = RadioField(choices=[SelectChoice(one.value) for one in Way], default=Way.CALL.value)
    naam = StringField()
    telefoon = StringField()
    mail = StringField()
    adres = TextAreaField()
    oud_onveilig = BooleanField()
    contact = RadioField(
        choices=[SelectChoice(one) for one in (NOT_SAID, *ContactWish)],
        default=NOT_SAID,
        validators=[Optional()],
    )
    stil = BooleanField()
    let_op = TextAreaField()
    tolk = BooleanField()
    tolk_taal = StringField()
    lezen = BooleanField()

    def problems(self, desk: Desk, allowed: Set[str]) -> dict[str, str]:
        """Return field -> sentence for everything that is not right; empty when all is well."""
        found = {**self._reach_problems(), **self._length_problems()}
        if self.tolk.data and not self.tolk_taal.data:
            found["tolk_taal"] = str(_("Schrijf op voor welke taal u een tolk wilt."))
        if not set(self.deel.data or ()) <= allowed:
            found["deel"] = str(_("Uw gesprek is intussen veranderd. Kijk nog een keer wat er meegaat."))
        if not self.validate() or self.manier.data not in ways_of(desk):
            found[""] = str(_("Dit formulier klopt niet meer. Probeer het nog een keer."))
        return found

    def offer(self, desk: Desk, *, on_behalf: bool) -> Offer:
        """Return what was chosen. Call it when there are no problems."""
        return Offer(
            desk=desk.id,
            kind=desk.kind,
            parts=frozenset(self.deel.data or ()),
            ends_at=end_of(int(self.maanden.data)),
            reach=self.reach(desk),
            on_behalf=on_behalf,
            is_former_unsafe=self.oud_onveilig.data,
        )

    def typed(self) -> list[str]:
        """Return what somebody wrote, for where the form is not there any more."""
        fields = (self.naam, self.telefoon, self.mail, self.adres, self.tolk_taal, self.let_op)
        return [one.data for one in fields if one.data]

    def reach(self, desk: Desk) -> Reach:
        """Return how to reach somebody. What another way than theirs needs goes along for when theirs fails,
        as far as it can be used.
        """
        return Reach(
            way=Way(self.manier.data),
            name=_one_line(self.naam.data),
            phone=self._number(),
            mail=self._mailbox(),
            address=self._address() if desk.asks_address else "",
            wish=ContactWish(self.contact.data) if self.contact.data else None,
            is_discreet=self.stil.data,
            mind=self.let_op.data or "",
            interpreter=_one_line(self.tolk_taal.data) if self.tolk.data else "",
            rather_not_read=self.lezen.data,
        )

    def _number(self) -> str:
        """Return the number that was filled in as one dials it; nothing where it cannot be dialled."""
        try:
            return callback.phone(self.telefoon.data or "")
        except NotAllowed:
            return ""

    def _mailbox(self) -> str:
        typed = _one_line(self.mail.data)
        return typed if MAILBOX.fullmatch(typed) and len(typed) <= LONGEST_NAME else ""

    def _address(self) -> str:
        typed = self.adres.data or ""
        return typed if len(typed) <= LONGEST_ADDRESS else ""

    @property
    def has_wish(self) -> bool:
        """Say whether something was chosen of how to seek contact: then that part of the page is open."""
        return bool(self.contact.data)

    @property
    def has_more(self) -> bool:
        """Say whether something was said of what to mind: then that part of the page is open."""
        fields = (self.stil, self.lezen, self.tolk, self.tolk_taal, self.let_op)
        return any(one.data for one in fields)

    def _reach_problems(self) -> dict[str, str]:
        """Say what is not right for the way that was chosen. What another way needs is nobody's concern."""
        asked = {
            Way.CALL: ("telefoon", _("Bellen wij u? Vul dan uw telefoonnummer in.")),
            Way.MAIL: ("mail", _("Wilt u een mail? Vul uw mailadres in.")),
            Way.LETTER: ("adres", _("Wilt u een brief? Vul in waar die naartoe mag.")),
        }
        name, sentence = asked.get(self.manier.data, ("", ""))
        if name and not self[name].data:
            return {name: str(sentence)}
        if name == "mail" and not MAILBOX.fullmatch(self.mail.data):
            return {"mail": str(_("Dit is geen mailadres. Een mailadres heeft een apenstaartje: @."))}
        if name == "telefoon":
            return _number_problem(self.telefoon.data)
        return {}

    def _is_asked(self, name: str) -> bool:
        """Say whether a field belongs to what was chosen: else nobody asks for it."""
        needed = {"telefoon": Way.CALL, "mail": Way.MAIL, "adres": Way.LETTER}
        return self.manier.data == needed.get(name, self.manier.data) and (
            name != "tolk_taal" or self.tolk.data
        )

    def _length_problems(self) -> dict[str, str]:
        most = {
            "naam": LONGEST_NAME,
            "telefoon": LONGEST_NAME,
            "mail": LONGEST_NAME,
            "tolk_taal": LONGEST_NAME,
            "adres": LONGEST_ADDRESS,
            "let_op": LONGEST_WORDS,
        }
        return {
            name: str(_("Dit is te lang. Er passen %(most)s tekens in.", most=length))
            for name, length in most.items()
            if self._is_asked(name) and len(self[name].data or "") > length
        }


def posted() -> SharingForm:
    return SharingForm(MultiDict((name, text.clean(value)) for name, value in request.form.items(multi=True)))


def beforehand(desk: Desk, allowed: Set[str], former: Chosen | None = None) -> SharingForm:
    """Return the form as it is first shown: what somebody chose before at this desk, as far as it can go
    along; for who did not yet, what this desk needs.
    """
    if former is not None:
        return SharingForm(data=_as_before(former, allowed))
    way = Way.CALL if desk.asks_address else Way.HERE
    return SharingForm(
        data={
            "deel": [one for one in desk.chapters if one in allowed],
            "maanden": str(max(MONTHS)),
            "manier": way.value,
            "contact": NOT_SAID,
        }
    )


def _as_before(former: Chosen, allowed: Set[str]) -> dict[str, Any]:
    consent, reach = former.consent, former.reach
    return {
        "deel": sorted(consent.parts & allowed),
        "maanden": str(_months_of(consent)),
        "manier": reach.way.value,
        "naam": reach.name,
        "telefoon": reach.phone,
        "mail": reach.mail,
        "adres": reach.address,
        "contact": reach.wish.value if reach.wish else NOT_SAID,
        "stil": reach.is_discreet,
        "let_op": reach.mind,
        "tolk": bool(reach.interpreter),
        "tolk_taal": reach.interpreter,
        "lezen": reach.rather_not_read,
    }


def _months_of(consent: Consent) -> int:
    """Return for how many months somebody said yes; no longer than that goes for what is none of ours."""
    given, ends = clock.day_of(consent.given_at), consent.ends_at
    fitting = [one for one in MONTHS if ends and terms.months_after(given, one) < clock.day_of(ends)]
    return max(fitting, default=min(MONTHS))


def end_of(months: int) -> datetime:
    """Return until when something may be seen: through the same day, so many months from now."""
    day = terms.months_after(clock.today(), months)
    return datetime.combine(day + timedelta(days=1), time(), clock.HERE)


def ways() -> Mapping[str, str]:
    """Return how news can reach somebody, in the words of the page."""
    return {
        Way.CALL: str(_("Bel mij")),
        Way.LETTER: str(_("Stuur mij een brief")),
        Way.MAIL: str(_("Stuur mij een mail")),
        Way.HERE: str(_("Ik kijk zelf in Meedoen")),
    }


def ways_of(desk: Desk) -> Mapping[str, str]:
    """Return how this desk can reach somebody: no letter where no address is asked."""
    return {way: words for way, words in ways().items() if desk.asks_address or way != Way.LETTER}


def wishes() -> Mapping[str, str]:
    """Return how somebody may seek contact, in the words of the page."""
    return {
        NOT_SAID: str(_("Dat maakt mij niet uit")),
        ContactWish.MESSAGE: str(_("Stuur een appje")),
        ContactWish.CALL: str(_("Bel mij")),
        ContactWish.WALK: str(_("Ga een stukje met mij wandelen")),
        ContactWish.PEER: str(_("Laat iemand komen die dit zelf heeft meegemaakt")),
        ContactWish.NOT_NOW: str(_("Nu even niet. Ik zoek zelf contact.")),
    }


def consent_text(desk: str, organisation: str) -> str:
    """Return the words under which somebody says yes. They are kept as they stood on the page."""
    whom = f"{organisation} ({desk})" if organisation else desk
    return str(
        _(
            "Ik deel wat ik hierboven heb aangekruist met: %(whom)s. Zij gebruiken het om mij te helpen."
            " Ik kan hier altijd mee stoppen.",
            whom=whom,
        )
    )


def _number_problem(typed: str) -> dict[str, str]:
    try:
        callback.phone(typed)
    except NotAllowed as refused:
        return {"telefoon": number_words()[refused.args[0]]}
    return {}


def _one_line(typed: str | None) -> str:
    return " ".join((typed or "").split())
