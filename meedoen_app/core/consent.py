"""A choice that somebody made, with the exact words that were on the page."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the page at which somebody said yes, their language, and when the page was shown."""

    text: str
    language: str
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """A yes to one purpose, in the words and the language in which it was asked.

    The legal ground is another thing and stands elsewhere (AVG art. 6 and 7). A consent taken back
    stays, with the moment at which it was taken back. A yes to sharing has a `recipient` (a desk, or a
    helper), the `parts` that may be seen, and an end.
    """

    number: int
    purpose: str
    text: str
    text_sha256: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None = None
    recipient: str = ""
    parts: frozenset[str] = field(default_factory=frozenset)
    ends_at: datetime | None = None

    @property
    def holds(self) -> bool:
        return self.withdrawn_at is None

    def holds_at(self, now: datetime) -> bool:
        return self.holds and (self.ends_at is None or now < self.ends_at)
