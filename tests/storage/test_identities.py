"""A sign-in elsewhere is of one account, reopens what was linked to it, and goes with what it opens."""

from datetime import datetime, timedelta

from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.access.identity import Identity
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, conversations, identities
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.vault import Vault

ANS = Identity("https://inloggen.voorbeeld.nl", "ans")


def account(session: Session, mail: str, now: datetime) -> str:
    made = accounts.add(
        session, name=mail, mail=mail, rights=Rights(Role.COACH), state=AccountState.ACTIVE, now=now
    )
    assert made is not None
    return made.id


def test_two_that_differ_are_never_kept_alike(database: Database, vault: Vault) -> None:
    others = (
        Identity(ANS.issuer, "bo"),
        Identity("https://elders.example", "ans"),
        Identity(ANS.issuer + "a", "ns"),
    )
    with database.writing() as session:
        of_staff = [identities.mac_of_staff(session, vault, one) for one in (ANS, *others)]
        of_residents = [identities.mac_of_resident(session, vault, one) for one in (ANS, *others)]
    assert len({*of_staff, *of_residents}) == 8


def test_a_sign_in_is_of_one_account(database: Database, now: datetime) -> None:
    with database.writing() as session:
        ans, bo = account(session, "ans@voorbeeld.nl", now), account(session, "bo@voorbeeld.nl", now)
        assert identities.bind(session, ans, "m1", now)
        assert not identities.bind(session, bo, "m1", now)
        assert identities.account_of(session, "m1") == ans
        assert identities.bind(session, ans, "m2", now)
        assert identities.account_of(session, "m1") is None
        accounts.remove(session, ans)
    with database.reading() as session:
        assert identities.account_of(session, "m2") is None


def test_a_conversation_is_reopened_by_one_until_it_is_over(
    database: Database, vault: Vault, conversation: Conversation, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        assert identities.link(session, conversation.id, "m1", now)
        assert identities.link(session, conversation.id, "m1", now + timedelta(hours=1))
        assert not identities.link(session, conversation.id, "m2", now)
        assert identities.linked_since(session, conversation.id) == now
        assert identities.conversations_of(session, "m1", now) == (conversation,)
        assert identities.conversations_of(session, "m2", now) == ()
        assert identities.conversations_of(session, "m1", conversation.expires_at) == ()
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
        assert identities.conversations_of(session, "m1", now) == ()
