"""A talk that its resident hands over: what tests of casework begin with."""

from datetime import date, datetime, timedelta
from typing import Any

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import handing_over
from meedoen_app.actions.conversation import Given
from meedoen_app.actions.means import Means
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff, Offer, Reach, Way
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, handoffs
from meedoen_app.storage.database import Session
from meedoen_app.storage.vault import Vault

RESIDENT = Actor(id="", role="inwoner", app_version="0.1.0")
ASKED = Asked("Ja, deel dit.", "nl")
TODAY = date(2026, 11, 23)
WISH, BAD_DAY = "Ik wil weer rustig slapen", "Dan kom ik mijn bed niet uit"
FIRST_SAID = (Answer("voor_wie", ("mijzelf",)), Answer("bewaren", ("ja",)))
SAID = (
    *FIRST_SAID,
    Answer("kan_niet_wachten", ("energie",)),
    Answer("wens", text=WISH),
    Answer("onderwerpen", ("geld", "gezondheid")),
    Answer("geld_status", ("lukt_niet_goed",)),
    Answer("geld_wens", ("schulden",)),
    Answer("gezondheid_status", ("lukt_niet_goed",)),
    Answer("slechte_dag", text=BAD_DAY),
)


def tell(session: Session, means: Means, *, now: datetime) -> str:
    """Talk about money and health, let it be kept, and return which conversation that is."""
    id = begin(session, means, now=now)
    say(session, means, id, *SAID, now=now)
    return id


def begin(session: Session, means: Means, *, now: datetime) -> str:
    """Come in to talk, let it be kept, and return which conversation that is."""
    door = Answer("deur", ("praten",))
    begun = talking.begin(session, means, door=door, notice="", reading=Reading("nl"), now=now, by=RESIDENT)
    id = begun.conversation.id
    until = expiry(Keeping.KEPT, now, means.draft_days)
    conversations.keep(session, means.vault, id, expires_at=until, now=now, by=RESIDENT)
    return id


def say(session: Session, means: Means, id: str, *answers: Answer, now: datetime) -> None:
    for answer in answers:
        opened = talking.look(session, means, id)
        given = Given(Entry(0, answer, base=opened.answers.seq), f"{answer.question}-{opened.answers.seq}")
        talking.add_answers(session, means, opened, [given], now=now, by=RESIDENT)


def offer(
    now: datetime,
    *parts: str,
    desk: str = "wmo",
    kind: DeskKind = DeskKind.SHARING,
    reach: Reach = Reach(Way.HERE),  # noqa: B008 - a frozen value
    days: int = 90,
) -> Offer:
    return Offer(desk, kind, frozenset(parts), now + timedelta(days=days), reach)


def hand_over(
    session: Session, means: Means, id: str, offered: Offer, *, now: datetime, today: date = TODAY
) -> Handoff:
    return handing_over.hand_over(session, means, id, offered, ASKED, today=today, now=now, by=RESIDENT)


def plain(session: Session, vault: Vault, conversation: str, *, now: datetime, **other: Any) -> Handoff:
    """Put a handing over straight in its table, as it is for sharing alone but for what is `other`."""
    usual = {
        "desk": "wmo",
        "team": "toegang_wmo",
        "kind": DeskKind.SHARING,
        "consent": 1,
        "upto": 3,
        "reach": Reach(Way.HERE),
        "on_behalf": False,
        "wijk": "",
        "language": "nl",
        "is_urgent": False,
        "state": "gedeeld",
        "due_on": None,
        "shared_on": now.date(),
        "notified_on": None,
        "by": RESIDENT,
    }
    return handoffs.add(session, vault, conversation, **{**usual, **other}, now=now)
