"""What staff do with their own account, also from two browsers at once."""

from datetime import datetime
from threading import Thread

from meedoen_app.actions import own_account
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.access.factor import FactorKind
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, factors
from meedoen_app.storage.database import Database

MAIL = "ans@voorbeeld.nl"
LONG_ENOUGH = 0.3


def test_of_two_second_factors_that_go_at_once_the_last_one_stays(
    database: Database, means: Means, now: datetime
) -> None:
    """A2: no account without a second factor; who comes second waits, and sees that it is the last."""
    rights, answers = Rights(Role.ADMIN), []
    with database.writing() as session:
        account = accounts.add(
            session, name="Ans", mail=MAIL, rights=rights, state=AccountState.ACTIVE, now=now
        )
        assert account is not None
        first, last = (
            factors.add(
                session, means.vault, account.id, FactorKind.TOTP, label=name, secret=name, counter=0, now=now
            )
            for name in ("een", "twee")
        )
    notice, by = Letter("Meedoen", "Er is iets veranderd.", MAIL), Actor(account.id, Role.ADMIN)

    def remove_last() -> None:
        try:
            with database.writing() as session:
                own_account.remove(session, means, account, last.id, notice, now=now, by=by)
        except NotAllowed as refused:
            answers.append(refused.args[0])

    other = Thread(target=remove_last)
    with database.writing() as session:
        own_account.remove(session, means, account, first.id, notice, now=now, by=by)
        other.start()
        other.join(LONG_ENOUGH)
    other.join()
    assert answers == ["last_factor"]
    with database.reading() as session:
        assert [one.id for one in factors.listed(session, account.id)] == [last.id]
