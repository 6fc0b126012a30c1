"""What still has to be sent, and the letter that goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One thing from the outbox. `payload` is JSON, `attempts` counts this try too."""

    id: int
    kind: str
    payload: str
    attempts: int
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message. Its subject holds nothing about anybody."""

    subject: str
    text: str
