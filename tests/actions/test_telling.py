"""Telling that there is news: as the resident wants it, and never what the news is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from meedoen_app.actions import casework, letters, telling
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import lines
from meedoen_app.core.casework import telling as news
from meedoen_app.core.casework.case import Case
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.handoff import ContactWish, Reach, Way
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, handoffs, outbox
from meedoen_app.storage.database import Database
from tests.actions.test_letters import BOX, post
from tests.cases import plain
from tests.mailbox import Mailbox, mailbox

NOTICE = Letter("Meedoen: er staat iets voor u klaar", "Open Meedoen met uw zes woorden.")
WORKER = Actor(id="fatma", role="professional")
REACH = Reach(Way.MAIL, phone="0612345678", mail="inwoner@voorbeeld.nl")


@pytest.fixture
def hand_over(
    database: Database, conversation: Conversation, means: Means, now: datetime, resident: Actor
) -> Callable[[Reach], str]:
    """Hand over, with news in it already: the work is closed."""

    def handing(reach: Reach) -> str:
        with database.writing() as session:
            until = now + timedelta(days=90)
            conversations.keep(session, means.vault, conversation.id, expires_at=until, now=now, by=resident)
            handoff = plain(session, means.vault, conversation.id, now=now, reach=reach, by=resident)
            line = lines.Closed("", now, WORKER.id)
            casework.write_down(session, means, handoff.id, line, key="dicht", by=WORKER)
        return handoff.id

    return handing


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


def tell(database: Database, means: Means, id: str, now: datetime) -> Way | None:
    with database.writing() as session:
        return telling.tell(session, means, id, NOTICE, now=now, by=WORKER)


def test_who_does_not_let_the_talk_be_kept_any_more_is_not_sent_to_words_that_are_gone(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, resident: Actor
) -> None:
    id = hand_over(REACH)
    with database.writing() as session:
        talk = handoffs.get(session, id).conversation or ""
        conversations.stop_keeping(session, means.vault, talk, expires_at=now, now=now, by=resident)
        assert not telling.News(means, WORKER).is_wanted(session, replace(NOTICE, to=REACH.mail, case=id))
    assert tell(database, means, id, now) is Way.CALL
    assert untold(database, means, id) == 1


def untold(database: Database, means: Means, id: str) -> int:
    with database.reading() as session:
        return len(news.untold(casework.case_of(session, means, id)))


def way(database: Database, means: Means, id: str) -> Way | None:
    with database.reading() as session:
        return news.way(casework.case_of(session, means, id), handoffs.reach(session, means.vault, id))


def send(database: Database, means: Means, box: Mailbox, now: datetime) -> None:
    letters.send_due(database, means, post(box), BOX, news=telling.News(means, WORKER), now=now)


def test_who_wants_a_mail_gets_one_that_says_nothing_of_what_it_is(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, box: Mailbox
) -> None:
    id = hand_over(REACH)
    assert tell(database, means, id, now) is None
    assert tell(database, means, id, now) is None  # Pressed twice is one mail.
    send(database, means, box, now)
    [arrived] = box.letters
    assert (arrived["To"], arrived["Subject"]) == (REACH.mail, NOTICE.subject)
    assert id not in str(arrived)
    assert untold(database, means, id) == 0


@pytest.mark.parametrize("way_to_tell", [Way.CALL, Way.LETTER])
def test_a_call_or_a_letter_is_a_task_until_somebody_did_it(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, way_to_tell: Way
) -> None:
    id = hand_over(replace(REACH, way=way_to_tell, address="Straat 1"))
    assert tell(database, means, id, now) is way_to_tell
    assert untold(database, means, id) == 1
    with database.writing() as session:
        telling.told(session, means, id, way_to_tell, now=now, by=WORKER)
    assert untold(database, means, id) == 0


@pytest.mark.parametrize("reach", [replace(REACH, way=Way.HERE), replace(REACH, wish=ContactWish.NOT_NOW)])
def test_who_looks_for_themselves_or_wants_nothing_now_is_told_nothing(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, reach: Reach
) -> None:
    id = hand_over(reach)
    assert tell(database, means, id, now) is None
    assert way(database, means, id) is None
    with database.writing() as session:
        assert outbox.claim(session, means.vault, now + timedelta(days=1)) == ()


@pytest.mark.parametrize(("phone", "way_to_tell"), [("0570123456", Way.CALL), ("", Way.LETTER)])
@pytest.mark.parametrize("chosen", [Way.MAIL, Way.HERE])
def test_who_threw_the_talk_away_is_called_or_written(phone: str, way_to_tell: Way, chosen: Way) -> None:
    reach = replace(REACH, way=chosen, phone=phone, address="Straat 1")
    assert news.way(Case(), reach, is_gone=True) is way_to_tell
    assert news.way(Case(), replace(reach, wish=ContactWish.NOT_NOW), is_gone=True) is None


ADDRESSED = replace(REACH, address="Straat 1")
NOT_NOW = replace(REACH, wish=ContactWish.NOT_NOW)


@pytest.mark.parametrize(
    ("former", "newer", "is_unsafe", "told"),
    [
        (REACH, replace(REACH, mail="nieuw@voorbeeld.nl"), False, (Way.MAIL, REACH.mail)),
        (replace(REACH, way=Way.CALL), REACH, False, (Way.CALL, REACH.phone)),
        (replace(ADDRESSED, way=Way.LETTER), REACH, False, (Way.LETTER, "Straat 1")),
        (replace(REACH, way=Way.HERE), REACH, False, (None, "")),
        (REACH, replace(REACH, phone=""), True, (None, "")),
        (NOT_NOW, replace(NOT_NOW, phone=""), False, (None, "")),
        (REACH, replace(NOT_NOW, phone=""), False, (None, "")),
    ],
)
def test_who_is_to_be_reached_otherwise_is_told_as_before_unless_that_is_not_safe(
    former: Reach, newer: Reach, is_unsafe: bool, told: tuple[Way | None, str], now: datetime
) -> None:
    line = news.change(former, newer, is_unsafe=is_unsafe, on=now.date(), at=now)
    assert line is not None
    assert (line.way, line.to) == told
    again = news.change(newer, replace(newer, way=Way.HERE), is_unsafe=False, on=now.date(), at=now)
    changes = [one for one in (line, again) if one]
    # Who changes it twice does not choose that only their own number is told.
    found = news.to_make_sure(Case((*changes,)))
    assert (found[0].way, found[0].to) == told
    assert not line.is_quiet or {one.way for one in found} == {None}
    contact = lines.Contacted(lines.Channel.CALL, "Zij was het zelf", now, WORKER.id, confirms=True)
    assert news.to_make_sure(Case((*changes, contact))) == ()
    minded = replace(newer, mind="Bel in de ochtend")
    assert news.change(newer, minded, is_unsafe=False, on=now.date(), at=now) is None


def test_a_mail_that_is_refused_becomes_a_call_within_the_hour(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, box: Mailbox
) -> None:
    id = hand_over(replace(REACH, mail="weg@geweigerd.nl"))
    tell(database, means, id, now)
    box.refusals = 3
    for minutes in (0, 6, 40):
        assert untold(database, means, id) == 0
        send(database, means, box, now + timedelta(minutes=minutes))
    assert (untold(database, means, id), way(database, means, id)) == (1, Way.CALL)


def test_where_no_letter_can_go_the_work_goes_on_when_the_case_is_gone(
    database: Database, means: Means, now: datetime
) -> None:
    gone = replace(NOTICE, to=REACH.mail, case="AAAAAAAAAAAAAAAAAAAAAA")
    with database.writing() as session:
        known = telling.News(means, WORKER)
        assert not known.is_wanted(session, gone)
        known.given_up(session, gone, now)


def test_what_is_taken_back_or_not_wanted_any_more_is_not_sent_from_the_queue_either(
    database: Database, means: Means, hand_over: Callable[[Reach], str], now: datetime, box: Mailbox
) -> None:
    for at, change in enumerate(("taken back", "not now")):
        id = hand_over(REACH)
        tell(database, means, id, now)
        with database.writing() as session:
            if change == "taken back":
                handoffs.change(session, means.vault, id, "stand", now=now, by=WORKER, withdrawn_at=now)
            else:
                quiet = replace(REACH, wish=ContactWish.NOT_NOW)
                handoffs.change_reach(session, means.vault, id, quiet, now=now, by=WORKER)
        send(database, means, box, now + timedelta(minutes=at))
    assert box.letters == []
