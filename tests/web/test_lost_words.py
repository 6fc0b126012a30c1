"""Lost words: a code from whoever works with somebody, and new words on the screen of the resident alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from meedoen_app.actions import casework
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, handoffs
from tests import staff
from tests.talks import form_of, six_words
from tests.visitor import Visitor
from tests.web.test_sharing import case_of, share

WRONG = "Deze code werkt niet."


@pytest.fixture
def teller(app: Flask, talking: Visitor) -> Visitor:
    """Somebody who shared with a desk."""
    staff.make(app, "professional", team="toegang_wmo")
    share(talking, manier="hier", deel=[])
    return talking


@pytest.fixture
def worker(app: Flask, arrive: Callable[[], Visitor], teller: Visitor) -> Visitor:
    """The professional who works with them, at the page where a code is given."""
    visitor = arrive()
    account = staff.sign_in(app, visitor, role="professional", team="toegang_wmo", name="Fatma de Boer")
    take(app, teller, account)
    visitor.go(f"/werk/zaak/{case_of(teller)}/woorden")
    return visitor


def take(app: Flask, teller: Visitor, account: Account) -> None:
    here = app.extensions["meedoen"]
    means = Means(here.vault, here.contents, here.settings.draft_days)
    with here.database.writing() as session:
        by = Actor(account.id, account.role)
        casework.take(session, means, case_of(teller), account.id, now=datetime.now(UTC), by=by)
        assert handoffs.get(session, case_of(teller)).conversation


def code_from(worker: Visitor, how: str = "gebeld") -> str:
    worker.press("doe=code", hoe=how)
    assert worker.status == 200
    return "".join(letter for letter in worker.text_of("code") if letter.isdigit())


def type_code(visitor: Visitor, code: str) -> int:
    visitor.go("/verder")
    visitor.press("doe=code", code=code)
    return visitor.status


def test_new_words_come_on_the_screen_of_the_resident_and_the_old_ones_stop(
    worker: Visitor, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    old, own = six_words(teller), teller.conversation()
    teller.go(own + "/woorden")
    teller.press("doe=bewaar", eigen_telefoon="ja")
    device = teller.client.get_cookie("toestel")
    code = code_from(worker)
    assert old not in worker.words
    again = arrive()
    assert type_code(again, f"{code[:4]} {code[4:]}") == 200
    assert again.path == own + "/woorden"
    assert "gaf Fatma de Boer u een code." in again.words
    new = six_words(again)
    assert new != old
    assert teller.client.get(own + "/woorden").status_code == 403
    other = arrive()
    other.go("/verder")
    other.press("doe=woorden", woorden=old)
    assert other.status == 422
    other.client.set_cookie("toestel", str(device.value) if device else "")
    other.go("/")
    other.press("doe=toestel")
    assert other.status == 422
    other.go("/verder")
    other.press("doe=woorden", woorden=new)
    assert other.path.startswith(own)
    other.go(own + "/wie-keek")
    assert "Fatma de Boer" in other.words
    assert "Gaf u een code voor nieuwe woorden" in other.words
    assert "Gebeld op een nummer dat wij zelf vonden" in other.words


def test_who_types_a_code_where_it_is_open_still_is_in_session_anew(worker: Visitor, teller: Visitor) -> None:
    code = code_from(worker)
    for what in ("the first time", "a second press"):
        assert type_code(teller, code) == 200, what
        assert teller.path == teller.conversation() + "/woorden"


def test_a_code_works_once_and_a_newer_one_takes_its_place(
    worker: Visitor, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    first = code_from(worker)
    second = code_from(worker, "gezien")
    assert type_code(arrive(), first) == 422
    assert type_code(arrive(), second) == 200
    assert type_code(arrive(), second) == 422


def test_the_same_form_twice_is_one_code(app: Flask, worker: Visitor, arrive: Callable[[], Visitor]) -> None:
    """Also when the second press came before the first one was in the session."""
    key = worker.fields()["sleutel"][0]
    first = code_from(worker)
    worker.press("doe=code", hoe="gebeld", sleutel=key)
    assert worker.text_of("code").replace(" ", "") == first
    with app.extensions["meedoen"].database.reading() as session:
        [account] = [one for one in accounts.all_of_them(session) if one.name == "Fatma de Boer"]
    unaware = arrive()
    staff.sign_in_as(unaware, account, near=1)
    unaware.go(worker.path)
    unaware.press("doe=code", hoe="gebeld", sleutel=key)
    assert (unaware.status, unaware.choices("hoe") != []) == (200, True)
    assert type_code(arrive(), first) == 200


def test_five_wrong_tries_use_a_code_up_and_every_wrong_code_looks_the_same(
    worker: Visitor, arrive: Callable[[], Visitor]
) -> None:
    code = code_from(worker)
    near = code[:4] + f"{(int(code[4:]) + 1) % 10_000:04}"
    far = f"{(int(code[:4]) + 1) % 10_000:04}" + code[4:]
    guesser = arrive()
    pages = set()
    for guess in (far, far, near, near, near, near):
        assert type_code(guesser, guess) == 422
        assert WRONG in guesser.words
        pages.add(guesser.page.data.replace(guess.encode(), b""))
    assert len(pages) == 1
    assert type_code(guesser, near) == 422
    assert type_code(guesser, code) == 422
    assert guesser.page.data.replace(code.encode(), b"") in pages


def test_four_wrong_tries_leave_a_code_as_it_is(worker: Visitor, arrive: Callable[[], Visitor]) -> None:
    code, guesser = code_from(worker), arrive()
    for _time in range(4):
        assert type_code(guesser, code[:4] + f"{(int(code[4:]) + 1) % 10_000:04}") == 422
    assert type_code(guesser, code) == 200


def test_after_ten_minutes_a_code_is_nothing(worker: Visitor, arrive: Callable[[], Visitor]) -> None:
    code = code_from(worker)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=10, seconds=1), tick=True):
        assert type_code(arrive(), code) == 422


def test_other_than_eight_digits_is_said_and_what_was_typed_stays(visitor: Visitor) -> None:
    for typed in ("", "1234", "12345678901", "acht cijfers"):
        assert type_code(visitor, typed) == 422
        assert "Een code heeft acht cijfers." in visitor.words
        assert typed in [one.get("value") for one in visitor.tree.iter("input") if one.get("name") == "code"]


def test_a_professional_says_how_they_know_who_it_is(worker: Visitor) -> None:
    worker.press("doe=code")
    assert (worker.status, "Kies hoe u weet wie dit is." in worker.words) == (422, True)
    worker.press("doe=code", hoe="zomaar")
    assert worker.status == 422


def test_of_what_was_thrown_away_there_is_no_code(worker: Visitor, teller: Visitor) -> None:
    teller.go(teller.conversation() + "/weggooien")
    teller.press("doe=weggooien")
    worker.press("doe=code", hoe="gebeld")
    assert worker.status in (404, 422)


def test_a_colleague_and_whoever_looks_for_a_case_that_is_none_get_the_same_page(
    app: Flask, worker: Visitor, arrive: Callable[[], Visitor]
) -> None:
    colleague = arrive()
    staff.sign_in(app, colleague, role="professional", team="toegang_wmo")
    case = worker.path.split("/")[3]
    form = form_of(worker, hoe="gebeld", doe="code")
    foreign = colleague.client.get(worker.path)
    missing = colleague.client.get(f"/werk/zaak/{'A' * 22}/woorden")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.data.replace(case.encode(), b"") == missing.data.replace(b"A" * 22, b"")
    assert colleague.client.post(worker.path, data=form).status_code in (403, 404, 422)
