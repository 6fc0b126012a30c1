"""What there is: a service, how near to home it stands, and the need that it answers."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from meedoen_app.core import rules


class Nearness(StrEnum):
    """How near to home help stands, in the order of the policy.

    Plan §2.2(1) and §3.4; Wmo 2015 art. 2.3.2 lid 4 b, c, e and f, art. 2.3.5 lid 3. `ACCESS`
    (cliëntondersteuning, toegangsteam) stands beside the order and is never ranked in it.
    """

    SELF = "zelf"
    HOUSEMATES = "huisgenoten"
    NETWORK = "netwerk"
    GENERAL = "algemeen"
    COLLECTIVE = "collectief"
    OTHER_LAW = "andere_wet"
    INDIVIDUAL = "individueel"
    ACCESS = "toegang"


@dataclass(frozen=True, slots=True)
class Need:
    """Something that somebody says would help, in the ik-form: "Ik wil ...".

    It is there when its condition holds; the questions in the condition are its reason.
    """

    id: str
    text: str
    chapter: str
    when: rules.Condition
    life_domains: tuple[str, ...] = ()
    goal_areas: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """Something that can help: a coffee morning, a neighbour, a provision of the law.

    `wijken` empty means the whole municipality. `source` says where the facts were found and
    `source_year` of what year that is; `checked_on` is the day on which somebody really looked, None
    where nobody did. `certain` is False while the municipality has still to confirm them.
    `asks_carer` marks help that leans on the person's own people. Within its layer a service stands before
    the others where `sooner` holds, and after them where `later` does: what somebody said ("Bij mij thuis")
    orders what fits, and takes nothing away. `phone`, `address`, `website` and
    `open` (when) are of that same `checked_on`; a `phone` that is empty and not None is still to be filled
    in: somebody can be called here, and nobody checked the number yet. `free` is None where no source says
    whether it costs something. `description` tells more, in small Markdown; `search_words` are
    found and never shown. `message` asks somebody one knows for this, and `in_return` is what one could do
    for them: two texts in the ik-form, to change and to send oneself (research §7 P12).
    """

    id: str
    name: str
    text: str
    nearness: Nearness
    needs: tuple[str, ...]
    source: str
    certain: bool
    source_year: int | None = None
    checked_on: date | None = None
    kind: str = ""
    law: str = ""
    goal_areas: tuple[str, ...] = ()
    life_domains: tuple[str, ...] = ()
    wijken: tuple[str, ...] = ()
    for_whom: str = ""
    cost: str = ""
    indication: bool = False
    languages: tuple[str, ...] = ()
    access: str = ""
    you_can_help: bool = False
    strengthens: bool = False
    rungs: tuple[int, ...] = ()
    when: rules.Condition = field(default_factory=lambda: rules.ALWAYS)
    asks_carer: bool = False
    sooner: rules.Condition = field(default_factory=lambda: rules.NEVER)
    later: rules.Condition = field(default_factory=lambda: rules.NEVER)
    phone: str | None = None
    address: str = ""
    website: str = ""
    open: str = ""
    free: bool | None = None
    description: str = ""
    search_words: tuple[str, ...] = ()
    message: str = ""
    in_return: str = ""


@dataclass(frozen=True, slots=True)
class Brake:
    """A reason to hold back: what it leaves out, and which needs it brings first.

    A carer who carries too much is not asked for more (Wmo 2015 art. 2.3.2 lid 4 d); an empty
    network is never pressed; what cannot wait goes before all. `unless_named` lifts a brake for who
    told of somebody from outside the house who may be asked.
    """

    id: str
    when: rules.Condition
    without: tuple[Nearness, ...] = ()
    without_carers: bool = False
    unless_named: bool = False
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A service that may fit, with the questions whose answers are the reason, and what was `said` there.

    `said` are pairs (question, option): only the options that count, not all that were chosen.
    """

    service: Service
    because: tuple[str, ...]
    brake: str = ""
    said: frozenset[tuple[str, str]] = frozenset()
