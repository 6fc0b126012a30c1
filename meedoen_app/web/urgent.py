"""What cannot wait as pages show it: per situation whom to call, and what to have ready."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from meedoen_app.content.content import Content
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Service
from meedoen_app.core.municipality import Line
from meedoen_app.core.urgent import Situation

NO_CARDS: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: a line, or a service. `card` is the service as it is suggested on this page.

    `is_again` says that it stands above already, so that its name and number are enough here.
    """

    line: Line | None = None
    service: Service | None = None
    card: object = None
    is_stale: bool = False
    is_again: bool = False

    @property
    def open(self) -> str:
        """Return when they are there, as far as a source says so."""
        found = self.line or self.service
        return found.open if found else ""

    @property
    def phone(self) -> str:
        """Return their number, as far as it is known."""
        found = self.line or self.service
        return (found.phone or "") if found else ""


@dataclass(frozen=True, slots=True)
class Urgent:
    """A situation with the people to call."""

    situation: Situation
    calls: tuple[Call, ...]

    @property
    def has_all_times(self) -> bool:
        """Say whether it is known of each when they are there."""
        return all(call.open for call in self.calls)

    @property
    def can_be_called(self) -> bool:
        """Say whether a number is known of anyone: whoever cannot wait is not left without one."""
        return any(call.phone for call in self.calls)


def shown(
    content: Content,
    situations: Iterable[Situation],
    today: date,
    cards: Mapping[str, object] = NO_CARDS,
    without: Container[str] = (),
) -> list[Urgent]:
    """Return situations that stand open on one page: whoever is in two of them is told of once."""
    told: set[str] = set()
    found = []
    for one in situations:
        called = [id for id in one.call if id not in without]
        calls = tuple(_call(content, id, today, cards.get(id), id in told) for id in called)
        found.append(Urgent(one, calls))
        told |= set(one.call)
    return found


def folded(content: Content, situations: Iterable[Situation], today: date) -> list[Urgent]:
    """Return situations that one opens one by one: each tells everything."""
    return [urgent for one in situations for urgent in shown(content, [one], today)]


def _call(content: Content, id: str, today: date, card: object, is_again: bool) -> Call:
    line = next((one for one in content.municipality.lines if one.id == id), None)
    if line is not None:
        return Call(line=line, is_again=is_again)
    [service] = [one for one in content.services if one.id == id]
    is_stale = suggesting.is_stale(service, content.municipality, today)
    return Call(service=service, card=card, is_stale=is_stale, is_again=is_again)
