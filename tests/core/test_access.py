"""Passwords that are no use, rights that take two people, and attempts that are over (A2, A3, Z7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meedoen_app.core.access.account import (
    Account,
    AccountState,
    Rights,
    RightsChange,
    Role,
    is_fresh,
)
from meedoen_app.core.access.factor import CODE_SIGNS, Attempt, Purpose, in_groups, typed
from meedoen_app.core.access.password import Weakness, weakness

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANS = Account("1", "Ans de Vries", "ans@voorbeeld.nl", Rights(Role.ADMIN), AccountState.ACTIVE, NOW)


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("elf tekens.", Weakness.SHORT),
        ("x" * 201, Weakness.LONG),
        ("aaaaaaaaaaaa", Weakness.WORN),
        ("123456789012", Weakness.WORN),
        ("Wachtwoord123!", Weakness.WORN),
        ("welkomwelkom", Weakness.WORN),
        ("qwertyuiopas", Weakness.WORN),
        ("zyxwvutsrqponm", Weakness.WORN),
        ("ansdevries-2026", Weakness.OWN),
        ("Vries12345678", Weakness.OWN),
        ("koffie met een buurman", None),
        ("wachtwoord van mijn fiets", None),
        ("9837 2216 5540 1", None),
    ],
)
def test_a_password_is_long_and_not_the_first_that_others_try(password: str, found: Weakness | None) -> None:
    assert weakness(password, "Ans de Vries", "ansdevries@voorbeeld.nl") is found


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("before", [None, *Role])
def test_two_people_are_needed_wherever_a_role_over_others_is_given_or_taken(
    before: Role | None, role: Role
) -> None:
    over_others = {Role.ADMIN, Role.PRIVACY}
    is_change = before is not role and (role in over_others or before in over_others)
    assert Rights(role).needs_two_people(before) is is_change


def test_a_second_person_is_another_with_a_role_for_it() -> None:
    change = RightsChange("9", "2", Rights(Role.ADMIN), Role.COACH, proposed_by="1", proposed_at=NOW)
    other = replace(ANS, id="3")
    assert change.may_be_decided_by(other)
    assert change.may_be_decided_by(replace(other, rights=Rights(Role.PRIVACY)))
    for nobody in (
        ANS,
        replace(ANS, id="2"),
        replace(other, rights=Rights(Role.COACH)),
        replace(other, state=AccountState.DISABLED),
    ):
        assert not change.may_be_decided_by(nobody)


def test_a_proposal_stands_two_weeks_and_as_long_as_who_made_it_may_make_it() -> None:
    change = RightsChange("9", "2", Rights(Role.ADMIN), Role.COACH, proposed_by="1", proposed_at=NOW)
    assert change.stands(ANS, NOW + timedelta(days=14))
    assert not change.stands(ANS, NOW + timedelta(days=14, seconds=1))
    for nobody in (
        None,
        replace(ANS, state=AccountState.DISABLED),
        replace(ANS, rights=Rights(Role.PRIVACY)),
    ):
        assert not change.stands(nobody, NOW)


def test_a_second_factor_is_fresh_for_five_minutes_and_never_from_later() -> None:
    assert [is_fresh(NOW, NOW + minutes * MINUTE) for minutes in (-1, 0, 5, 6)] == [False, True, True, False]
    assert not is_fresh(None, NOW)


def test_an_invitation_holds_two_weeks_and_an_account_in_use_always() -> None:
    waits = replace(ANS, state=AccountState.INVITED)
    assert waits.may_set_up(NOW + timedelta(days=14))
    assert not waits.may_set_up(NOW + timedelta(days=15))
    assert ANS.may_set_up(NOW + timedelta(days=400))
    assert not replace(ANS, state=AccountState.DISABLED).may_set_up(NOW)
    assert not replace(ANS, state=AccountState.PROPOSED).may_set_up(NOW)


def test_an_attempt_has_five_tries_and_ten_minutes_and_is_done_once() -> None:
    attempt = Attempt("1", Purpose.SIGN_IN, "2", tries=4, expires_at=NOW)
    assert attempt.is_open(NOW)
    assert not attempt.is_open(NOW + MINUTE)
    assert not replace(attempt, tries=5).is_open(NOW)
    late = NOW + MINUTE
    assert [one.is_late(late) for one in (attempt, replace(attempt, tries=5))] == [True, False]
    assert not replace(attempt, done_at=NOW).is_open(NOW)


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    assert not set("01ILO") & set(CODE_SIGNS)
    assert in_groups("K7QF3MXW") == "K7QF 3MXW"
    assert {typed(text) for text in ("k7qf 3mxw", "K7QF-3MXW", " K7QF3MXW\n")} == {"K7QF3MXW"}
