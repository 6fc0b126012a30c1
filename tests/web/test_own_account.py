"""Staff look after their own second factors, password, recovery codes and sessions (security A2, A4, S5)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from meedoen_app.core.access.account import Account
from tests import staff
from tests.mailbox import Mailbox
from tests.visitor import Visitor
from tests.web.test_setting_up import NEW, SECRET
from tests.web.test_signing_in import traced

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def signed_in(app: Flask, visitor: Visitor) -> Account:
    account = staff.sign_in(app, visitor)
    visitor.go("/werk/mijn")
    return account


def test_an_app_is_added_when_it_shows_a_right_code_and_its_owner_is_told(
    app: Flask, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    account = signed_in(app, visitor)
    visitor.press("doe=erbij")
    found = SECRET.search(visitor.words)
    assert found is not None
    secret = found[0].replace(" ", "")
    [picture] = [one for one in visitor.tree.iter() if one.get("fill") == "#000"]
    assert len(picture.get("d", "")) > 1000
    visitor.press("doe=app", code="000000", naam="Mijn werktelefoon")
    assert visitor.status == 422
    assert 'value="Mijn werktelefoon"' in visitor.page.text
    assert secret in visitor.words.replace(" ", "")
    visitor.press("doe=app", code=staff.code(secret=secret), naam="Mijn werktelefoon")
    assert visitor.path == "/werk/mijn"
    assert "Mijn werktelefoon" in visitor.words
    works()
    assert box.to == [account.mail]
    assert "Er is iets veranderd" in box.texts[0]
    assert "telefoon" not in box.texts[0]
    assert ("config", "factor_erbij", "gelukt") in traced(app)


def test_the_last_second_factor_stays(app: Flask, visitor: Visitor) -> None:
    """A2: no account without a second factor."""
    signed_in(app, visitor)
    visitor.press("doe=weg")
    assert visitor.status == 422
    assert "Dit is uw laatste." in visitor.words
    assert len(visitor.choices("factor")) == 1


def test_a_factor_of_another_is_not_there(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor]
) -> None:
    """Z2: a foreign id and one that does not exist look the same."""
    signed_in(app, visitor)
    other = arrive()
    signed_in(app, other)
    seal = visitor.choices("zegel")[0]
    answers = [
        visitor.client.post("/werk/mijn/weg", data={"zegel": seal, "factor": id})
        for id in (other.choices("factor")[0], "bestaat-niet")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data


def test_new_recovery_codes_come_in_the_place_of_the_old_ones(app: Flask, visitor: Visitor) -> None:
    signed_in(app, visitor)
    assert "U heeft geen herstelcodes meer. Raakt u uw telefoon of passkey kwijt?" in visitor.words
    made = []
    for _ in range(2):
        visitor.go("/werk/mijn")
        visitor.press("doe=nieuw")
        made.append({"".join(one.itertext()) for one in visitor.tree.iter("code")})
        visitor.press("doe=klaar")
    assert [len(codes) for codes in made] == [10, 10]
    assert not made[0] & made[1]
    visitor.go("/werk/mijn")
    assert "U heeft nog 10 herstelcodes." in visitor.words
    assert "U heeft geen herstelcodes" not in visitor.words


def test_the_same_form_twice_gives_the_same_recovery_codes(
    app: Flask, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    """S1: whichever of two answers somebody sees, what they write down works. It is not shown for ever."""
    with time_machine.travel(AT, tick=False) as clock:
        account = signed_in(app, visitor)
        form = {name: visitor.choices(name)[0] for name in ("zegel", "sleutel")}
        assert visitor.client.post("/werk/mijn/codes", data={"zegel": form["zegel"]}).status_code == 422
        shown = []
        for _ in range(2):
            visitor.client.post("/werk/mijn/codes", data=form)
            visitor.go("/werk/mijn/codes")
            shown.append(["".join(one.itertext()) for one in visitor.tree.iter("code")])
        assert shown[0] == shown[1]
        assert len(set(shown[0])) == 10
        works()
        assert box.to == [account.mail]
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/codes")
        assert (visitor.status, visitor.heading) == (403, "Laat nog een keer zien dat u het bent")
        visitor.press("doe=tweede", code=shown[0][9])
        assert visitor.path == "/werk/mijn/codes"


def test_a_new_password_ends_every_other_session(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor]
) -> None:
    with time_machine.travel(AT, tick=False):
        account = signed_in(app, visitor)
        other = arrive()
        staff.sign_in_as(other, account, near=1)
        visitor.go("/werk/mijn/wachtwoord")
        visitor.press("doe=verander", nu="iets anders", wachtwoord=NEW, nog_een_keer=NEW)
        assert "Dit is niet uw wachtwoord van nu." in visitor.words
        visitor.press("doe=verander", nu=staff.PHRASE, wachtwoord=NEW, nog_een_keer=NEW)
        assert visitor.path == "/werk/mijn"
        other.go("/werk")
        assert other.path == "/werk/inloggen"


def test_sessions_are_listed_and_ended_one_by_one_or_all_at_once(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor]
) -> None:
    """S5: one sees where one is in, and ends it at the next request there."""
    with time_machine.travel(AT, tick=False) as clock:
        account = staff.make(app)
        others = [arrive(), arrive()]
        others[0].client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
        for other in others:
            staff.sign_in_as(other, account)
            clock.shift(timedelta(minutes=1))
        staff.sign_in_as(visitor, account)
        visitor.go("/werk/mijn")
        assert "Firefox op Linux" in visitor.words
        assert len(visitor.choices("sessie")) == 2
        foreign = arrive()
        staff.sign_in(app, foreign)
        foreign.go("/werk/mijn")
        form = {"zegel": foreign.choices("zegel")[0], "sessie": visitor.choices("sessie")[0], "doe": "een"}
        assert foreign.client.post("/werk/mijn/sessies", data=form).status_code == 404
        visitor.press("doe=een")
        visitor.press("doe=alle")
        for other in others:
            other.go("/werk")
            assert other.path == "/werk/inloggen"
        visitor.go("/werk/mijn")
        assert visitor.choices("sessie") == []


def test_a_running_request_does_not_bring_an_ended_session_back(
    app: Flask, visitor: Visitor, arrive: Callable[[], Visitor]
) -> None:
    """S3: a cookie of before an end opens nothing, whatever comes with it."""
    signed_in(app, visitor)
    old = visitor.client.get_cookie("werk")
    assert old is not None
    visitor.press("doe=uitloggen")
    other = arrive()
    other.client.set_cookie("werk", old.value)
    other.go("/werk/mijn")
    assert other.path == "/werk/inloggen"
    assert re.fullmatch(r"[\w-]{43}", old.value)
