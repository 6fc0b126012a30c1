"""Tips for professionals: what experience or the law says about a talk, with where that stands."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tip:
    """One or two sentences for whoever talks about a chapter; without a chapter it is for every talk."""

    id: str
    text: str
    source: str
    chapter: str = ""
    checked_on: date | None = None
    source_year: int | None = None
