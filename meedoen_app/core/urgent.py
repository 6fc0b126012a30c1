"""What cannot wait: situations in which somebody calls first and talks later.

Wmo 2015 art. 2.3.3; Wet gemeentelijke schuldhulpverlening art. 4 lid 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meedoen_app.core.advice.suggesting import Raised

# Whoever is not safe reads this first. Safety is never asked about, so no answer leads to it.
UNSAFE = "niet_veilig"


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that cannot wait, in the ik-form: "Ik moet mijn huis uit".

    `call` names the lines and services to call, in that order; `ready` is what to have at hand. `term`
    says how soon somebody must act, by this `law`. Any of the urgent `needs` leads to it. `source`,
    `source_year`, `checked_on` and `certain` are as with a service.
    """

    id: str
    title: str
    call: tuple[str, ...]
    source: str
    certain: bool
    needs: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    term: str = ""
    law: str = ""
    source_year: int | None = None
    checked_on: date | None = None


def told_of(situations: Iterable[Situation], raised: Iterable[Raised]) -> tuple[Situation, ...]:
    """Return the situations that these needs tell of, in the order of the content."""
    urgent = {one.need for one in raised if one.urgent}
    return tuple(one for one in situations if urgent & set(one.needs))
