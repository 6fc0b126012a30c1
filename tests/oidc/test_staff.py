"""Staff come in by their account at work, and only as whom the invitation bound it to (A1, A2, S1)."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from meedoen_app.actions import accounts as managing
from meedoen_app.actions import proving, setting_up
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, factors
from tests import staff
from tests.oidc import liar
from tests.oidc.conftest import Arrive, bound
from tests.oidc.liar import Lie
from tests.oidc.person import Person
from tests.oidc.strict import BASIC, TWO, Strict

NO = "Inloggen lukte niet"
SECRET = re.compile(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}")


def sign_in(person: Person) -> None:
    person.go("/werk/inloggen")
    person.press("doe=in")


def give_code(app: Flask, person: Person, account: Account) -> None:
    """Get past the code of an invitation, as who holds the mailbox."""
    here, code = app.extensions["meedoen"], proving.new_code()
    person.go("/werk/uitnodiging")
    person.press("doe=mail", mail=account.mail)
    with here.database.writing() as session:
        means = Means(here.vault, here.contents, here.settings.draft_days)
        setting_up.hand_code(session, means, account, code, now=datetime.now(UTC))
    person.press("doe=code", code=code)


def invited(app: Flask) -> Account:
    """Make an account that was invited, and that nobody set up."""
    account = staff.make(app)
    with app.extensions["meedoen"].database.writing() as session:
        factors.remove_all(session, account.id)
        accounts.invite_again(session, account.id, datetime.now(UTC))
    return account


def state(app: Flask, account: Account) -> AccountState:
    with app.extensions["meedoen"].database.reading() as session:
        return accounts.get(session, account.id).state


def test_two_factors_elsewhere_are_enough(app: Flask, provider: Strict, arrive: Arrive) -> None:
    account, ans = bound(app, provider.root, "ans"), arrive(who="ans")
    sign_in(ans)
    assert ans.path == "/werk"
    assert account.name in ans.words
    asked = ans.went[0]
    for part in ("code_challenge_method=S256", "max_age=900", "scope=openid&", "state=", "nonce="):
        assert part in asked
    ans.press("doe=uitloggen")
    ans.go("/werk")
    assert ans.path == "/werk/inloggen"


def test_one_factor_elsewhere_asks_for_the_second_here(app: Flask, provider: Strict, arrive: Arrive) -> None:
    bound(app, provider.root, "bo")
    bo = arrive(who="bo", acr=BASIC)
    sign_in(bo)
    assert bo.heading == "Laat zien dat u het bent"
    bo.go("/werk")
    assert bo.path == "/werk/inloggen"
    bo.press("doe=tweede", code=staff.code())
    assert bo.path == "/werk"


def test_who_is_nobody_here_or_is_shut_out_stays_out(app: Flask, provider: Strict, arrive: Arrive) -> None:
    account = bound(app, provider.root, "uit")
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_state(session, account.id, AccountState.DISABLED)
    for who in ("niemand", account.mail, "uit"):
        stranger = arrive(who=who)
        sign_in(stranger)
        assert (stranger.status, stranger.heading) == (422, NO)
        stranger.go("/werk")
        assert stranger.path == "/werk/inloggen"


def test_an_invitation_is_set_up_by_the_account_at_work(app: Flask, provider: Strict, arrive: Arrive) -> None:
    account, cas = invited(app), arrive(who="cas")
    sign_in(cas)
    assert cas.heading == NO, "an account at work alone is nobody"
    give_code(app, cas, account)
    cas.press("doe=inrichten")
    assert cas.path == "/werk"
    assert state(app, account) is AccountState.ACTIVE
    _shut_out_and_let_in(app, account)
    again = arrive(who="cas")
    sign_in(again)
    assert again.path == "/werk"


def _shut_out_and_let_in(app: Flask, account: Account) -> None:
    here, by = app.extensions["meedoen"], Actor(id="", role="beheerder")
    means = Means(here.vault, here.contents, here.settings.draft_days)
    with here.database.writing() as session:
        notice, now = Letter("Meedoen", "Er is iets veranderd."), datetime.now(UTC)
        managing.disable(session, means, account.id, notice, now=now, by=by)
        managing.enable(session, means, account.id, now=now, by=by)


def test_with_one_factor_the_second_is_made_here_first(app: Flask, arrive: Arrive) -> None:
    """A2: no account without two factors is ever in use."""
    account, dee = invited(app), arrive(who="dee", acr=BASIC)
    give_code(app, dee, account)
    dee.press("doe=inrichten")
    assert state(app, account) is AccountState.INVITED
    _shut_out_and_let_in(app, account)
    assert state(app, account) is AccountState.INVITED
    found = SECRET.search(dee.words)
    assert found is not None, dee.words
    dee.press("doe=app", code=staff.code(secret=found[0].replace(" ", "")))
    assert state(app, account) is AccountState.ACTIVE


def test_what_is_of_another_binds_nobody(app: Flask, provider: Strict, arrive: Arrive) -> None:
    bound(app, provider.root, "eva")
    account, eva = invited(app), arrive(who="eva")
    give_code(app, eva, account)
    eva.press("doe=inrichten")
    assert (eva.status, eva.heading) == (422, NO)
    assert state(app, account) is AccountState.INVITED


def test_a_new_invitation_ends_what_was_bound(app: Flask, provider: Strict, arrive: Arrive) -> None:
    account, admin, fay = bound(app, provider.root, "fay"), arrive(), arrive(who="fay")
    staff.sign_in(app, admin, role="beheerder")
    admin.go(f"/werk/beheer/{account.id}")
    admin.press("doe=opnieuw")
    with app.extensions["meedoen"].database.writing() as session:  # Set up anew, with a password.
        accounts.set_state(session, account.id, AccountState.ACTIVE)
    sign_in(fay)
    assert fay.heading == NO


def test_a_code_that_was_used_opens_nothing(app: Flask, provider: Strict, arrive: Arrive) -> None:
    """Nor does a code of another question: it is bound to what this browser alone knows (RFC 7636)."""
    bound(app, provider.root, "gus")
    first, second = arrive(who="gus", stays=True), arrive(who="gus", stays=True)
    for person in (first, second):
        sign_in(person)
    codes = [re.search(r"code=([^&]+)", person.returned)[1] for person in (first, second)]  # type: ignore[index]
    second.come_back(second.returned.replace(codes[1], codes[0]))
    assert (second.status, second.heading) == (422, NO)


def test_who_breaks_off_is_told_so(arrive: Arrive) -> None:
    nobody = arrive(who="")
    sign_in(nobody)
    assert (nobody.status, nobody.heading) == (422, NO)


@pytest.fixture
def stale(make: Callable[..., Flask]) -> Iterator[tuple[liar.Liar, Person]]:
    """Somebody who came in by what they proved elsewhere ten minutes ago."""
    with liar.lying() as provider:
        app = make(**provider.environ("STAFF", TWO_FACTORS=TWO))
        bound(app, provider.root, "hans")
        bound(app, provider.root, "iris")
        provider.who, provider.lie = "hans", Lie(seconds={"auth_time": -600})
        hans = Person(app.test_client())
        sign_in(hans)
        assert hans.path == "/werk"
        hans.go("/werk/mijn/wachtwoord")
        assert hans.heading == "Laat nog een keer zien dat u het bent"
        yield provider, hans


def test_something_important_asks_to_prove_it_anew(stale: tuple[liar.Liar, Person]) -> None:
    provider, hans = stale
    provider.lie = liar.TRUTH
    hans.press("doe=werkaccount")
    assert hans.path == "/werk/mijn/wachtwoord"
    assert hans.heading != "Laat nog een keer zien dat u het bent"
    assert "max_age=0" in hans.went[-1]
    assert "prompt=login" in hans.went[-1]


@pytest.mark.parametrize(
    ("who", "lie"),
    [
        ("hans", Lie(seconds={"auth_time": -60})),
        ("hans", Lie(claims={"acr": BASIC})),
        ("iris", liar.TRUTH),
    ],
)
def test_who_proves_nothing_anew_gets_no_further(stale: tuple[liar.Liar, Person], who: str, lie: Lie) -> None:
    provider, hans = stale
    provider.who, provider.lie = who, lie
    hans.press("doe=werkaccount")
    assert (hans.status, hans.heading) == (422, NO)
    hans.go("/werk/mijn/wachtwoord")
    assert hans.status == 403


def test_one_goes_on_at_a_page_of_ours_only(stale: tuple[liar.Liar, Person]) -> None:
    provider, hans = stale
    provider.lie = liar.TRUTH
    hans.press("doe=werkaccount", naar="https://elders.example/werk")
    assert hans.path == "/werk"


def test_where_nothing_is_connected_nothing_is_offered(make: Callable[..., Flask]) -> None:
    person = Person(make().test_client())
    for page, address in (("/werk/inloggen", "/werk/inloggen/werkaccount"), ("/verder", "/verder/inlog")):
        person.go(page)
        assert not {"in", "open"} & set(person.choices("doe"))
        assert person.client.post(address).status_code == 422
    for address in ("/werk/inloggen/terug?state=x&code=y", "/verder/terug?state=x&code=y"):
        assert person.client.get(address).status_code == 422
