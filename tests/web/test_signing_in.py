"""Staff come in with a password and a second factor, and never with less (security A2, A3, S1, S2, S3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from meedoen_app.core.access.account import AccountState
from meedoen_app.core.access.factor import Purpose
from meedoen_app.core.trace import Action
from meedoen_app.storage import accounts, factors, trace
from meedoen_app.storage.tables.records import TraceRow
from tests import staff
from tests.visitor import Visitor

NO = "Fout: Dit mailadres en dit wachtwoord horen niet bij elkaar."
WRONG_CODE = "Fout: Deze code klopt niet, of u gebruikte hem al."


def traced(app: Flask) -> list[tuple[str, str, str]]:
    """Return what stands in the chain of accounts and settings: action, event, result."""
    with app.extensions["meedoen"].database.reading() as session:
        rows = session.query(TraceRow).filter_by(client_pseudonym=trace.SETTINGS).order_by(TraceRow.seq)
        return [(row.action, row.event, row.result) for row in rows]


def give_password(visitor: Visitor, mail: str, password: str = staff.PHRASE) -> None:
    visitor.go("/werk/inloggen")
    visitor.press("doe=wachtwoord", mail=mail, wachtwoord=password)


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("werk")
    assert found is not None
    return found.value


def press_twice(visitor: Visitor, button: str, **fields: str) -> None:
    """Press once more before the first answer is there, with the cookie of then; both answers arrive."""
    old, (name, _, value) = cookie(visitor), button.partition("=")
    form = visitor._form_with(name, value)
    address, sent = (
        form.get("action") or visitor.path,
        {**dict(visitor._filled_in(form)), **fields, name: value},
    )
    first = visitor.client.post(address, data=sent)
    new = cookie(visitor)
    visitor.client.set_cookie("werk", old)
    second = visitor.client.post(address, data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert "Set-Cookie" not in second.headers, "what the first press gave is left alone"
    visitor.client.set_cookie("werk", new)
    visitor._follow(second)


def test_pressing_twice_is_coming_in_once(app: Flask, visitor: Visitor) -> None:
    """S1: the first press gives a new session; the second neither ends it nor says no."""
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        account = staff.make(app)
        give_password(visitor, account.mail)
        press_twice(visitor, "doe=tweede", code=staff.code())
        assert visitor.path == "/werk"
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/wachtwoord")
        press_twice(visitor, "doe=tweede", code=staff.code())
        assert visitor.path == "/werk/mijn/wachtwoord"


def test_staff_come_in_with_two_factors_and_leave(app: Flask, visitor: Visitor) -> None:
    staff.sign_in(app, visitor, role="buurtcoach", name="Ans de Vries")
    assert "Ans de Vries" in visitor.words
    visitor.press("doe=uitloggen")
    assert visitor.heading == "Inloggen voor medewerkers"
    visitor.go("/werk")
    assert visitor.path == "/werk/inloggen"
    assert "Ans de Vries" not in visitor.words
    assert [line[:2] for line in traced(app)] == [("login", "inloggen"), ("login", "uitloggen")]


def test_a_password_alone_opens_nothing(app: Flask, visitor: Visitor) -> None:
    """A2: between the two factors only the second one can be shown."""
    account = staff.make(app)
    give_password(visitor, account.mail)
    assert visitor.heading == "Laat zien dat u het bent"
    for path in ("/werk", "/werk/mijn", "/werk/beheer"):
        visitor.go(path)
        assert visitor.path == "/werk/inloggen"


def test_who_is_known_and_who_is_not_get_the_same_answer(app: Flask, visitor: Visitor) -> None:
    """A3: same body for a wrong password, an unknown address, and an account that may not come in."""
    known, shut = staff.make(app), staff.make(app)
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_state(session, shut.id, AccountState.DISABLED)
    pages = []
    for mail, password in (
        (known.mail, "niet het wachtwoord"),
        ("niemand@voorbeeld.nl", staff.PHRASE),
        (shut.mail, staff.PHRASE),
    ):
        give_password(visitor, mail, password)
        assert visitor.status == 422
        assert NO in visitor.words
        assert f'value="{mail}"' in visitor.page.text
        assert password not in visitor.page.text
        pages.append(visitor.page.text.replace(mail, ""))
    assert len(set(pages)) == 1
    assert traced(app) == [("denied", "inloggen", "geweigerd")] * 3


def test_a_code_works_once(app: Flask, visitor: Visitor, arrive: Callable[[], Visitor]) -> None:
    """A3: whoever looks over a shoulder has nothing with what was just typed."""
    account = staff.make(app)
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False):
        staff.sign_in_as(visitor, account)
        other = arrive()
        give_password(other, account.mail)
        other.press("doe=tweede", code=staff.code())
        assert other.status == 422
        assert WRONG_CODE in other.words
        other.press("doe=tweede", code=staff.code(1))
        assert other.path == "/werk"


def test_five_wrong_codes_are_the_end_of_an_attempt_and_of_nothing_else(app: Flask, visitor: Visitor) -> None:
    """A3: five tries, and no lock-out: whoever knows the password begins again."""
    account = staff.make(app)
    give_password(visitor, account.mail)
    for _ in range(4):
        visitor.press("doe=tweede", code="000000")
        assert WRONG_CODE in visitor.words
    visitor.press("doe=tweede", code="000000")
    assert "Dat was te vaak, of te laat." in visitor.words
    staff.sign_in_as(visitor, account)
    assert ("denied", "inloggen", "geweigerd") in traced(app)


def test_an_attempt_is_over_after_ten_minutes(app: Flask, visitor: Visitor) -> None:
    start = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        account = staff.make(app)
        give_password(visitor, account.mail)
        clock.shift(timedelta(minutes=11))
        visitor.press("doe=tweede", code=staff.code())
        assert visitor.status == 422
        assert visitor.heading == "Inloggen voor medewerkers"


def test_a_session_has_a_new_id_at_each_step_and_ends_by_itself(app: Flask, visitor: Visitor) -> None:
    """S1 and S2: a new id when somebody is in, and 8 hours in all, also after a step-up."""
    start = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        account = staff.make(app, "beheerder")
        give_password(visitor, account.mail)
        half = cookie(visitor)
        visitor.press("doe=tweede", code=staff.code())
        whole = cookie(visitor)
        assert half != whole
        for _ in range(34):
            clock.shift(timedelta(minutes=14))
            assert visitor.client.get("/werk").status_code == 200
        visitor.go("/werk/beheer/uitnodigen")
        visitor.press("doe=tweede", code=staff.code())
        assert (visitor.path, cookie(visitor) != whole) == ("/werk/beheer/uitnodigen", True)
        clock.shift(timedelta(minutes=11))
        visitor.go("/werk")
        assert visitor.path == "/werk/inloggen"


def test_a_session_that_is_left_alone_ends_after_a_quarter_of_an_hour(app: Flask, visitor: Visitor) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        staff.sign_in(app, visitor)
        clock.shift(timedelta(minutes=16))
        visitor.go("/werk")
        assert visitor.path == "/werk/inloggen"


def test_a_change_of_an_account_holds_at_the_next_request(app: Flask, visitor: Visitor) -> None:
    """S3: the role and the state are read at every request, so every worker knows at once."""
    account = staff.sign_in(app, visitor, role="beheerder")
    visitor.go("/werk/beheer")
    assert visitor.heading == "Accounts"
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_rights(session, account.id, staff.rights("beleid"))
    visitor.go("/werk/beheer")
    assert (visitor.status, visitor.heading) == (403, "Deze pagina is niet voor u")
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_state(session, account.id, AccountState.DISABLED)
    visitor.go("/werk")
    assert visitor.path == "/werk/inloggen"
    assert (Action.DENIED, "geen_toegang", "geweigerd") in traced(app)


def test_the_two_doors_do_not_see_each_other(app: Flask, talking: Visitor) -> None:
    """A resident's page never sees the session of staff, nor the other way round."""
    conversation = talking.conversation()
    staff.sign_in(app, talking, name="Ans de Vries")
    talking.go(f"{conversation}/onderwerpen")
    assert talking.status == 200
    assert "Ans de Vries" not in talking.words
    talking.go("/werk")
    talking.press("doe=uitloggen")
    talking.go(f"{conversation}/onderwerpen")
    assert talking.status == 200


def test_a_form_of_staff_needs_its_seal_and_a_form_that_came_too_late_shows_what_was_typed(
    app: Flask, visitor: Visitor
) -> None:
    staff.sign_in(app, visitor)
    assert visitor.client.post("/werk/mijn/sessies", data={"zegel": "vals"}).status_code == 422
    visitor.client.delete_cookie("werk")
    answer = visitor.client.post("/werk/mijn/weg", data={"tekst": "een hele zin"})
    assert answer.status_code == 403
    assert "een hele zin" in answer.text
    part = visitor.client.get("/werk", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (403, "/werk/inloggen")


def test_what_matters_asks_the_second_factor_again(app: Flask, visitor: Visitor) -> None:
    """A2: a second factor of at most five minutes old; five wrong ones end the session."""
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        account = staff.sign_in(app, visitor)
        visitor.go("/werk/mijn/wachtwoord")
        assert visitor.heading == "Verander mijn wachtwoord"
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/wachtwoord")
        assert (visitor.status, visitor.heading) == (403, "Laat nog een keer zien dat u het bent")
        visitor.press("doe=tweede", code="000000")
        assert WRONG_CODE in visitor.words
        visitor.press("doe=tweede", code=staff.code())
        assert visitor.path == "/werk/mijn/wachtwoord"
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/wachtwoord")
        visitor.press("doe=tweede", code="000000")
        clock.shift(timedelta(minutes=11))
        visitor.press("doe=tweede", code=staff.code())
        assert visitor.path == "/werk/mijn/wachtwoord", "time alone ends no session"
        with app.extensions["meedoen"].database.reading() as session:
            since = datetime.now(UTC) - timedelta(hours=1)
            assert factors.wrong_tries(session, account.id, since) == 0, "what was right is not in vain"
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/wachtwoord")
        for _ in range(5):
            visitor.press("doe=tweede", code="000000")
        assert visitor.path == "/werk/inloggen"


@pytest.mark.parametrize(
    "to", ["//elders.example", "https://elders.example/werk", "/bel-mij", "/werk/weg/is/het"]
)
def test_showing_it_again_goes_on_to_a_page_of_ours(app: Flask, visitor: Visitor, to: str) -> None:
    staff.sign_in(app, visitor)
    form = {"zegel": seal_of(visitor), "naar": to, "code": staff.code(1), "doe": "tweede"}
    answer = visitor.client.post("/werk/bevestig", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/werk")


def test_who_does_not_show_it_again_goes_back_to_where_they_came_from_and_only_there(
    app: Flask, visitor: Visitor
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        staff.sign_in(app, visitor)
        clock.shift(timedelta(minutes=6))
        visitor.go("/werk/mijn/wachtwoord")
        assert visitor.links()["Terug"] == "/werk/mijn"
        visitor.press("doe=tweede", code="000000")
        assert (visitor.status, visitor.links()["Terug"]) == (422, "/werk/mijn")
        visitor.press("doe=tweede", code="000000", vandaan="https://elders.example/werk")
        assert visitor.links()["Terug"] == "/werk"


def seal_of(visitor: Visitor) -> str:
    visitor.go("/werk/mijn")
    return visitor.choices("zegel")[0]


def test_guessing_is_limited_per_person_and_network(make: Callable[..., Flask]) -> None:
    """A3, B1: a guesser is stopped where they are; whose account it is comes in elsewhere."""
    app = make(MEEDOEN_RATE_LIMITS="on")
    account = staff.make(app)
    guesser, owner = Visitor(app.test_client()), Visitor(app.test_client())
    guesser.client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    owner.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    statuses = []
    for number in range(11):
        give_password(guesser, account.mail, f"een gok van {number}")
        statuses.append(guesser.status)
    assert statuses == [422] * 10 + [429]
    staff.sign_in_as(owner, account)


def test_asking_how_long_one_is_still_in_is_no_visit_and_staying_is(app: Flask, visitor: Visitor) -> None:
    """S2: the page warns two minutes before the end; only the button lengthens it."""
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        staff.sign_in(app, visitor)
        assert 'data-idle="900" data-stay="/werk/blijf"' in visitor.page.text
        clock.shift(timedelta(minutes=14))
        assert visitor.client.get("/werk/blijf").text == "60"
        assert visitor.client.post("/werk/blijf").text == "900"
        clock.shift(timedelta(minutes=14))
        assert visitor.client.get("/werk/blijf").text == "60"
        clock.shift(timedelta(minutes=2))
        assert visitor.client.get("/werk/blijf").text == "0"
        assert visitor.client.post("/werk/blijf").status_code == 403


def test_who_knows_the_password_does_not_guess_codes_without_end(app: Flask, visitor: Visitor) -> None:
    """A3: thirty wrong codes in an hour, over all attempts; the hour after it a right one works again."""
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC), tick=False) as clock:
        account = staff.make(app)
        with app.extensions["meedoen"].database.writing() as session:
            for _ in range(6):
                token = factors.begin(session, account.id, Purpose.SIGN_IN, now=datetime.now(UTC))
                for _ in range(5):
                    factors.try_once(session, token, Purpose.SIGN_IN, datetime.now(UTC))
        give_password(visitor, account.mail)
        visitor.press("doe=tweede", code=staff.code())
        assert WRONG_CODE in visitor.words
        clock.shift(timedelta(minutes=61))
        staff.sign_in_as(visitor, account)


@pytest.mark.parametrize(
    "answer", ["[]", "{}", '"x"', "1", '{"id": 1}', "[" * 5000, '{"id": "a", "rawId": "%"}']
)
def test_a_passkey_that_is_none_is_a_plain_no(app: Flask, visitor: Visitor, answer: str) -> None:
    account = staff.make(app)
    staff.add_passkey(app, account)
    give_password(visitor, account.mail)
    visitor.press("doe=tweede", antwoord=answer)
    assert visitor.status == 422
    assert visitor.heading == "Laat zien dat u het bent"
    visitor.press("doe=tweede", code=staff.code())
    visitor.go("/werk/mijn")
    visitor.press("doe=erbij")
    form = {name: values[0] for name, values in visitor.fields().items() if values}
    refused = visitor.client.post("/werk/mijn/factor", data={**form, "doe": "passkey", "antwoord": answer})
    assert refused.status_code == 422
