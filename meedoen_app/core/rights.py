"""What somebody may, and may expect: the pages about the law for everybody, in plain words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RightPart:
    """A heading with what stands under it, in small Markdown (web/markup.py)."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Right:
    """One page, for the screen and for paper. It is certain once a lawyer looked.

    `go_to` names services where one gets help with this, and `terms` how long things may take.
    """

    id: str
    title: str
    lead: str
    icon: str
    parts: tuple[RightPart, ...]
    source: str
    checked_on: date
    certain: bool = False
    go_to: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
