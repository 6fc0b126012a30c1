"""What still has to be sent, and the letter that goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One thing from the outbox. `payload` is JSON; `attempts` counts the tries that failed before this one.

    `name` is the same at every try and of nothing else, and tells nothing of what is in it.
    """

    id: int
    kind: str
    payload: str
    attempts: int
    name: str
    conversation: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message. Its subject holds nothing about anybody.

    `to` is the mail address that it goes to; "" is the mailbox of the municipality. `case` is what it tells
    that there is news of: when it does not arrive, somebody has to tell it otherwise.
    """

    subject: str
    text: str
    to: str = ""
    case: str = ""
