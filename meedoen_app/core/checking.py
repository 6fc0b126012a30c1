"""Looking back: what the resident says to "klopt dit?" and to what is written down about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Judgement(StrEnum):
    """What somebody says of one chapter."""

    RIGHT = "klopt"
    WRONG = "klopt_niet"
    NOT_SHARED = "niet_delen"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of a chapter, by its number, on a day."""

    chapter: int
    judgement: Judgement
    at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """ "Dit klopt niet": the resident's own words, stored next to what they are about."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """The half-year in which this conversation was counted, and when that was done."""

    period: str
    at: datetime


Remark = Judged | Objection | Counted
