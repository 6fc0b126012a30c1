"""An invitation becomes an account with two factors, and a forgotten password a new one (A2, A3)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from meedoen_app.actions import letters
from meedoen_app.core.access.account import AccountState
from meedoen_app.storage import accounts
from tests import staff
from tests.mailbox import Mailbox
from tests.visitor import Visitor
from tests.web.test_signing_in import press_twice

MAIL = "bo@voorbeeld.nl"
NEW = "nog een lange zin voor mij"
CODE = re.compile(r"Meedoen: ([0-9A-Z]{4} [0-9A-Z]{4})")
SECRET = re.compile(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}")


@pytest.fixture
def admin(app: Flask, arrive: Callable[[], Visitor]) -> Visitor:
    """Somebody who looks after accounts, signed in."""
    visitor = arrive()
    staff.sign_in(app, visitor, role="beheerder")
    return visitor


def invite(admin: Visitor, mail: str = MAIL, **fields: str) -> None:
    admin.go("/werk/beheer/uitnodigen")
    admin.press("doe=uitnodigen", naam="Bo Bakker", mail=mail, **({"rol": "beleid"} | fields))


def ask_code(visitor: Visitor, works: Callable[[], None], box: Mailbox, mail: str = MAIL) -> str:
    """Ask for a code, and return the one that came; "" when none did."""
    before = len(box.texts)
    letters.HURRY.clear()
    visitor.go("/werk/uitnodiging")
    visitor.press("doe=mail", mail=mail)
    assert letters.HURRY.is_set(), "a code does not wait for the minute to be over"
    works()
    codes = [found[1] for text in box.texts[before:] if (found := CODE.search(text))]
    return codes[0] if codes else ""


def set_up(visitor: Visitor, password: str = NEW) -> str:
    """Choose a password and an app, and return the secret of the app."""
    visitor.press("doe=wachtwoord", wachtwoord=password, nog_een_keer=password)
    found = SECRET.search(visitor.words)
    assert found is not None, visitor.words
    secret = found[0].replace(" ", "")
    visitor.press("doe=app", code=staff.code(secret=secret))
    return secret


def code_works(visitor: Visitor, works: Callable[[], None], box: Mailbox, mail: str = MAIL) -> None:
    visitor_code = ask_code(visitor, works, box, mail)
    visitor.press("doe=code", code=visitor_code.lower())


def test_an_invitation_is_said_in_a_mail_that_holds_nothing(
    admin: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    invite(admin)
    assert admin.path == "/werk/beheer"
    assert "Bo Bakker" in admin.words
    assert "uitgenodigd" in admin.words
    works()
    assert box.to == [MAIL]
    [text] = box.texts
    assert "/werk/uitnodiging" in text
    assert not {"Bo", "Bakker", MAIL} & set(text.split())


def test_the_invited_choose_a_password_and_a_second_factor_and_are_in(
    admin: Visitor, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    invite(admin)
    code_works(visitor, works, box)
    assert visitor.heading == "Mijn nieuwe wachtwoord"
    secret = set_up(visitor)
    assert visitor.heading == "Mijn herstelcodes"
    codes = ["".join(one.itertext()) for one in visitor.tree.iter("code")]
    assert len(set(codes)) == 10
    visitor.press("doe=klaar")
    assert visitor.path == "/werk"
    visitor.go("/werk/mijn/codes")
    assert visitor.path == "/werk/mijn"
    visitor.press("doe=uitloggen")
    sign_in(visitor, codes[3])
    visitor.press("doe=uitloggen")
    sign_in(visitor, codes[3])
    assert visitor.status == 422, "a recovery code works once"
    visitor.press("doe=tweede", code=staff.code(1, secret=secret))
    assert visitor.path == "/werk"


def test_who_presses_twice_at_each_step_is_in_and_sees_the_codes(
    app: Flask, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    """S1: a second press neither loses what was set up, nor the only sight of the codes."""
    invited(app)
    press_twice(visitor, "doe=code", code=ask_code(visitor, works, box))
    assert visitor.heading == "Mijn nieuwe wachtwoord"
    press_twice(visitor, "doe=wachtwoord", wachtwoord=NEW, nog_een_keer=NEW)
    found = SECRET.search(visitor.words)
    assert found is not None
    press_twice(visitor, "doe=app", code=staff.code(secret=found[0].replace(" ", "")))
    assert visitor.heading == "Mijn herstelcodes"


def sign_in(visitor: Visitor, code: str) -> None:
    visitor.go("/werk/inloggen")
    visitor.press("doe=wachtwoord", mail=MAIL, wachtwoord=NEW)
    visitor.press("doe=tweede", code=code)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kort", "kort", "Neem minstens 12 tekens."),
        ("Wachtwoord2026!", "Wachtwoord2026!", "Dit gebruiken veel mensen."),
        ("bakker-123456", "bakker-123456", "Dit lijkt op uw naam"),
        (NEW, "iets anders dan dit", "Dit is niet twee keer hetzelfde wachtwoord."),
    ],
)
def test_a_password_that_is_no_use_is_said_to_be(
    app: Flask,
    visitor: Visitor,
    works: Callable[[], None],
    box: Mailbox,
    password: str,
    again: str,
    said: str,
) -> None:
    invited(app)
    code_works(visitor, works, box)
    visitor.press("doe=wachtwoord", wachtwoord=password, nog_een_keer=again)
    assert visitor.status == 422
    assert said in visitor.words
    assert password not in visitor.page.text


def invited(app: Flask) -> str:
    """Make an account that waits for whom it is for."""
    with app.extensions["meedoen"].database.writing() as session:
        account = accounts.add(
            session,
            name="Bo Bakker",
            mail=MAIL,
            rights=staff.rights("beleid"),
            state=AccountState.INVITED,
            now=datetime.now(UTC),
        )
    assert account is not None
    return account.id


def test_an_unknown_address_sees_the_same_page_and_gets_no_mail(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor], works: Callable[[], None], box: Mailbox
) -> None:
    """A3: same body, same steps, whoever asks."""
    invited(app)
    other = arrive()
    assert ask_code(visitor, works, box) != ""
    assert ask_code(other, works, box, "niemand@voorbeeld.nl") == ""
    assert other.page.text == visitor.page.text
    for one in (visitor, other):
        for _ in range(4):
            one.press("doe=code", code="22222222")
            assert one.status == 422
        one.press("doe=code", code="22222222")
        assert "Dat was te vaak, of te laat." in one.words
    assert other.page.text == visitor.page.text


def test_a_code_is_for_whoever_asked_it_and_lives_ten_minutes(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor], works: Callable[[], None], box: Mailbox
) -> None:
    """A3: one use, ten minutes; and another who asks for codes does not use up mine."""
    invited(app)
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        mine = ask_code(visitor, works, box)
        other = arrive()
        ask_code(other, works, box)
        for _ in range(5):
            other.press("doe=code", code="22222222")
        clock.shift(timedelta(minutes=9))
        visitor.press("doe=code", code=mine)
        assert visitor.heading == "Mijn nieuwe wachtwoord"
        other.go("/werk/uitnodiging")
        other.press("doe=mail", mail=MAIL)
        other.press("doe=code", code=mine)
        assert other.status == 422, "a code works once, and in one browser"
        other.press("doe=opnieuw")
        late = ask_code(other, works, box)
        clock.shift(timedelta(minutes=11))
        other.press("doe=code", code=late)
        assert "Dat was te vaak, of te laat." in other.words


def test_who_forgot_the_password_still_shows_the_second_factor(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor], works: Callable[[], None], box: Mailbox
) -> None:
    """A2: a mailbox alone changes nothing. Whoever was in is out, and the owner is told."""
    account = staff.make(app, mail=MAIL)
    elsewhere = arrive()
    staff.sign_in_as(elsewhere, account, near=-1)
    code_works(visitor, works, box)
    assert visitor.heading == "Laat zien dat u het bent"
    visitor.client.post(
        "/werk/uitnodiging", data={"doe": "wachtwoord", "wachtwoord": NEW, "nog_een_keer": NEW}
    )
    visitor.go("/werk/uitnodiging")
    assert visitor.heading == "Laat zien dat u het bent"
    visitor.press("doe=tweede", code=staff.code())
    visitor.press("doe=wachtwoord", wachtwoord=NEW, nog_een_keer=NEW)
    assert visitor.path == "/werk"
    elsewhere.go("/werk")
    assert elsewhere.path == "/werk/inloggen"
    works()
    assert "Er is iets veranderd aan hoe u inlogt" in box.texts[-1]
    elsewhere.press("doe=wachtwoord", mail=MAIL, wachtwoord=NEW)
    assert elsewhere.heading == "Laat zien dat u het bent"


def test_a_step_that_is_not_ones_own_begins_anew(app: Flask, visitor: Visitor) -> None:
    invited(app)
    for what in ("wachtwoord", "app", "passkey", "iets"):
        visitor.go("/werk/uitnodiging")
        answer = visitor.client.post("/werk/uitnodiging", data={"doe": what, "wachtwoord": NEW})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/werk/uitnodiging")


def test_an_invitation_is_over_after_two_weeks(
    app: Flask, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    invited(app)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=15), tick=False):
        assert ask_code(visitor, works, box) == ""
