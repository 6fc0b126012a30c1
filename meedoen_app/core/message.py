"""What still has to be sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One thing from the outbox. `payload` is JSON, `attempts` counts this try too."""

    id: int
    kind: str
    payload: str
    attempts: int
    conversation: str | None = None
