"""Handing over: to which desk, what goes along, for how long, and how its resident wants to be reached.

Sharing is a choice of the resident; the legal ground stands with the desk (AVG art. 6 and 7; security Z5). A
notification (melding, Wmo 2015 art. 2.3.2 lid 1) is one kind of handing over: it starts the clock of the law.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from meedoen_app.core.consent import Consent
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotAllowed

PLAN, LADDER, BESIDE = "plan", "ladder", "meekijkers"  # What can go along besides chapters; each an own item.
MONTHS = (3, 6, 12)  # For how long somebody may let others look.
LONGEST_NAME = 100
LONGEST_ADDRESS = 200
LONGEST_WORDS = 300
DIGITS, TOGETHER = 12, 4


class Way(StrEnum):
    """How news reaches the resident. `HERE` is: I look in Meedoen myself."""

    CALL = "bellen"
    LETTER = "brief"
    MAIL = "mail"
    HERE = "hier"


class ContactWish(StrEnum):
    """How somebody may seek contact. It binds every professional; `NOT_NOW` sends no reminder either."""

    MESSAGE = "appje"
    CALL = "bellen"
    WALK = "wandelen"
    PEER = "ervaringsdeskundige"
    NOT_NOW = "nu_niet"


class Support(StrEnum):
    """What somebody says when independent support is offered (Wmo 2015 art. 2.3.2 lid 3)."""

    WANTED = "ja"
    NOT_NOW = "nee"
    NOT_YET = "weet_ik_niet"


@dataclass(frozen=True, slots=True)
class SupportOffered:
    """Independent support was offered on a page that nobody passes by, and this is what was said to it."""

    said: Support
    at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach somebody, and what to mind when doing so. Nothing of it is asked but for `way`.

    `is_discreet` is: say nothing to whoever else answers or opens. `mind` is in own words. `interpreter` is a
    language code, "" for none.
    """

    way: Way
    name: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""
    wish: ContactWish | None = None
    is_discreet: bool = False
    mind: str = ""
    interpreter: str = ""
    rather_not_read: bool = False

    def accept(self) -> None:
        """Raise NotAllowed, with the field, when news could not reach somebody in the way they chose."""
        needs = {Way.CALL: ("phone", self.phone), Way.LETTER: ("address", self.address)}
        field_name, filled = {**needs, Way.MAIL: ("mail", self.mail)}.get(self.way, ("", "-"))
        if not filled:
            raise NotAllowed(field_name)
        for name, words, most in (
            ("name", self.name, LONGEST_NAME),
            ("address", self.address, LONGEST_ADDRESS),
            ("mind", self.mind, LONGEST_WORDS),
        ):
            if len(words) > most:
                raise NotAllowed(f"long_{name}")


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody chose to hand over: to whom, which chapters (and plan, ladder), until when.

    `is_former_unsafe` is: do not reach me any more as I told before, not even to say that it changed.
    """

    desk: str
    kind: DeskKind
    parts: frozenset[str]
    ends_at: datetime
    reach: Reach
    on_behalf: bool = False
    is_former_unsafe: bool = False


def number_of(id: str) -> str:
    """Return the number of a handing over as people tell it by telephone: twelve digits, four together.

    It follows from the id and opens nothing. That two of 10,000 have the same is a chance of 1 in 20,000.
    """
    digits = f"{int.from_bytes(sha256(id.encode()).digest()) % 10**DIGITS:0{DIGITS}}"
    return " ".join(digits[at : at + TOGETHER] for at in range(0, DIGITS, TOGETHER))


@dataclass(frozen=True, slots=True)
class Handoff:
    """One conversation, handed over to one desk. The id is random, names nobody and opens nothing.

    `upto` is the last answer that went along; what was said later goes when it is shared again. `notified_on`
    is the day of the notification, from which the terms of the law run. It is not confirmed until a first
    contact through a channel that the municipality found itself. `state` and `due_on` (the next day by which
    somebody must act) are those of its case, kept here for lists. Whose turn it is changes with the day: ask
    its case.
    """

    id: str
    conversation: str | None
    desk: str
    team: str
    kind: DeskKind
    consent: int
    upto: int
    shared_on: date
    shared_at: datetime
    on_behalf: bool = False
    wijk: str = ""
    language: str = "nl"
    is_urgent: bool = False
    has_note_waiting: bool = False
    state: str = ""
    due_on: date | None = None
    notified_on: date | None = None
    confirmed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_withdrawn_or_closed(self) -> bool:
        """Say whether it was taken back or closed, also where the work goes on since (`Case.is_over`)."""
        return self.withdrawn_at is not None or self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Sharing:
    """What of a conversation another may see now: the parts that were chosen, less what is kept back since.

    `NOTHING` is what is left after taking back, after the end date, or when the conversation is gone.
    `is_own` is the copy of its resident: also with what they said about the app, which another never reads.
    """

    parts: frozenset[str] = field(default_factory=frozenset)
    is_own: bool = False

    def entries(self, questionnaire: Questionnaire, entries: Iterable[Entry], upto: int) -> tuple[Entry, ...]:
        """Return what was answered in the chapters that are shared, up to the moment of sharing."""
        return tuple(
            one for one in entries if one.seq <= upto and self._holds(questionnaire, one.answer.question)
        )

    def _holds(self, questionnaire: Questionnaire, question: str) -> bool:
        is_for_reader = self.is_own or questionnaire.question(question).is_for_others
        return is_for_reader and questionnaire.chapter_of[question].id in self.parts

    @property
    def has_plan(self) -> bool:
        return PLAN in self.parts

    @property
    def has_ladder(self) -> bool:
        return LADDER in self.parts

    @property
    def has_beside(self) -> bool:
        return BESIDE in self.parts


NOTHING = Sharing()


def sharing(consent: Consent | None, kept_back: Set[str], now: datetime) -> Sharing:
    """Return what a consent lets another see at this moment. `kept_back` are the chapters "niet delen"."""
    if consent is None or not consent.holds_at(now):
        return NOTHING
    return Sharing(frozenset(consent.parts) - kept_back)
