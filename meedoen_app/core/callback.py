"""Being called: what somebody asks for, to which number, and before which day that happens."""

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from meedoen_app.core import working_days
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.question import Chapter, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.municipality import Municipality

LONGEST_WORDS = 300
LONGEST_NAME = 60
LONGEST_NUMBER = 40  # As typed, with every space and dash in it.

BETWEEN = re.compile(r"[\s\-\u2010-\u2015./()]")
DUTCH = re.compile(r"0(?![89]0)[1-9]\d{8}", re.ASCII)
PAID_OR_FREE = re.compile(r"0[89]0\d+", re.ASCII)  # 0800 and 0900 call nobody at home.
INTERNATIONAL = re.compile(r"\+(?!31)[1-9]\d{6,14}", re.ASCII)
OUR_COUNTRY = re.compile(r"^(?:\+31|0031|31(?=[1-9]\d{8}$))0?", re.ASCII)
ABROAD = re.compile(r"^00")


class NumberFault(StrEnum):
    """Why nobody can be called at what was typed."""

    EMPTY = "leeg"
    NO_NUMBER = "geen cijfers"
    SHORT = "te kort"
    LONG = "te lang"
    UNKNOWN = "onbekend"
    SERVICE = "dienst"


class Daypart(StrEnum):
    """When somebody is best called, within office hours."""

    MORNING = "ochtend"
    AFTERNOON = "middag"
    ANY = "maakt_niet_uit"


@dataclass(frozen=True, slots=True)
class Callback:
    """What somebody asks: call me. `told` is what of the conversation goes along, when they ticked so.

    `is_discreet` is: say nothing to whoever else answers the telephone.
    """

    phone: str
    when: Daypart
    language: str
    name: str = ""
    words: str = ""
    is_discreet: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallRequest:
    """A request on the workbench, by its number: what was asked, in the words of its letter, since when."""

    number: int
    text: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Tellable:
    """What of a conversation may go along: the question of the wish when answered, and the themes."""

    wish: Question | None
    themes: tuple[Chapter, ...]


def phone(typed: str) -> str:
    """Return the number that one dials: "0612345678", or "+3225551234" for another country.

    Spaces, dashes, +31, 0031 and digits of other scripts are fine. Raises NotAllowed with a NumberFault.
    """
    plain = BETWEEN.sub("", "".join(map(_digit, typed)))
    number = ABROAD.sub("+", OUR_COUNTRY.sub("0", plain))
    if DUTCH.fullmatch(number) or INTERNATIONAL.fullmatch(number):
        return number
    raise NotAllowed(_fault(number))


def before(municipality: Municipality, today: date) -> date | None:
    """Return the day on which somebody has called at the latest; None while the municipality says none.

    Nothing is promised beyond the last year of which the days off are known.
    """
    calling, days_off = municipality.calling, [holiday.day for holiday in municipality.holidays]
    if not calling.is_promised:
        return None
    last = working_days.after(today, calling.within, days_off)
    return last if any(day.year == last.year for day in days_off) else None


def may_tell(questionnaire: Questionnaire, answers: Answers, kept_back: Set[str]) -> Tellable:
    """Return what may go along. `kept_back` are the chapters that are not shared.

    Only what the resident said on the path, so nothing that somebody else saw; and of a question that
    is sensitive never the answer.
    """
    said = [q for q in questionnaire.path(answers) if not answers.own.get(q.id, Answer(q.id)).is_skipped]
    open_to_tell = [q for q in said if questionnaire.chapter_of[q.id].id not in kept_back]
    wish = next((q for q in open_to_tell if q.id == landmarks.WISH and not q.sensitive), None)
    themes = dict.fromkeys(questionnaire.chapter_of[q.id].id for q in open_to_tell)
    return Tellable(
        wish,
        tuple(one for one in questionnaire.chapters if one.is_theme and one.id in themes),
    )


def _digit(char: str) -> str:
    """Return a digit of any script as ours, and every other character as it is."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _fault(number: str) -> NumberFault:
    digits = number.removeprefix("+")
    if not digits:
        return NumberFault.EMPTY
    if not (digits.isascii() and digits.isdigit()):
        return NumberFault.NO_NUMBER
    if PAID_OR_FREE.fullmatch(number):
        return NumberFault.SERVICE
    least, most = (10, 10) if number.startswith("0") else (7, 15)
    if len(digits) < least:
        return NumberFault.SHORT
    return NumberFault.LONG if len(digits) > most else NumberFault.UNKNOWN
