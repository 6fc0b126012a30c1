"""A choice that somebody made, with the exact words that were on the page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes to one purpose, in the words and the language in which it was asked.

    The legal ground is another thing and stands elsewhere (AVG art. 6 and 7). A consent taken back
    stays, with the moment at which it was taken back.
    """

    number: int
    purpose: str
    text: str
    text_sha256: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None
