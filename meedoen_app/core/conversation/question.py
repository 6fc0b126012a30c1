"""What is asked: a question, its options and rows, and the chapter it stands in."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from meedoen_app.core import rules

UNKNOWN = "weet_niet"
ROW_VALUES = ("ja", "nee", UNKNOWN)
MOST_ROWS = 3
MOST_PEOPLE = 5
LONGEST_TEXT = 600


class Kind(StrEnum):
    """How a question is answered. The value is the word used in the content files."""

    ONE = "een"
    SEVERAL = "meer"
    ROWS = "rijen"
    STEPS = "stappen"
    WORDS = "woorden"
    PEOPLE = "mensen"
    LIST = "lijst"
    THEMES = "onderwerpen"

    @property
    def takes_one_option(self) -> bool:
        return self in (Kind.ONE, Kind.STEPS, Kind.LIST)

    @property
    def takes_several_options(self) -> bool:
        return self in (Kind.SEVERAL, Kind.THEMES)


class Asks(StrEnum):
    """What a question is after: how it goes, what is wished, or neither."""

    HOW = "hoe"
    WISH = "wens"
    OTHER = "anders"


@dataclass(frozen=True, slots=True)
class Option:
    """One ready answer, in the ik-form.

    `exclusive` clears all others of a "several" question. `fact` is what the ladder reads when it
    is another word than the id; at the question who helps, the role of who helps. `urgent` opens the
    page for what cannot wait. `chair` says who helps (mensen, buurt or gemeente), at the place `seat`
    or else where the question belongs.
    """

    id: str
    text: str
    icon: str = ""
    exclusive: bool = False
    fact: str = ""
    urgent: bool = False
    chair: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a "rows" question, answered ja, nee or weet niet.

    `ladder` names the gate of the ladder that this row answers; `support_for` the rungs for which
    "ja" means: I have enough support there. `when` says for whom the row is.
    """

    id: str
    text: str
    icon: str = ""
    ladder: str = ""
    support_for: tuple[int, ...] = ()
    when: rules.Condition = field(default_factory=lambda: rules.ALWAYS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A ready first-person sentence that somebody taps instead of typing."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a version.

    `number` is fixed within the version and stands in the address and on paper. `themes` are the
    policy's three (wonen, contact, dagbesteding: plan §3.4), `goal_areas` the six doelgebieden
    (§1.2), `life_domains` the eight leefgebieden. `status_of` marks the one status question of a
    leefgebied, `ladder` the question of the ladder that it answers. A `sensitive` question shows
    "Vraag 2 van 7, deel 4" as its page title. Own words have `sentences` to tap, or `options` with a
    pictogram. `when` says for whom it is, `waits` who is not led to it before seeing what can help: it is
    on the path, and can be answered at any time. What is `about_app` says nothing of somebody's life: nobody
    else reads it.
    """

    id: str
    number: int
    kind: Kind
    text: str
    why: str
    feeds: tuple[str, ...]
    hint: str = ""
    example: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    when: rules.Condition = field(default_factory=lambda: rules.ALWAYS)
    waits: rules.Condition = field(default_factory=lambda: rules.NEVER)
    asks: Asks = Asks.OTHER
    themes: tuple[str, ...] = ()
    goal_areas: tuple[str, ...] = ()
    life_domains: tuple[str, ...] = ()
    status_of: str = ""
    ladder: str = ""
    sensitive: bool = False
    may_be_unknown: bool = True
    about_app: bool = False

    @property
    def is_for_others(self) -> bool:
        """Say whether another may read what was said: not of what only leads through the talk."""
        return not self.about_app and self.kind is not Kind.THEMES

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)

    @property
    def option_ids(self) -> frozenset[str]:
        unknown = {UNKNOWN} if self.may_be_unknown else set()
        return frozenset(option.id for option in self.options) | unknown

    @property
    def row_ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.rows)

    def fitting(self, values: rules.Values) -> "Question | None":
        """Return this question with the rows that fit what was said; None where it does not fit at all."""
        rows = tuple(row for row in self.rows if rules.holds(row.when, values))
        if not rules.holds(self.when, values) or (self.rows and not rows):
            return None
        return replace(self, rows=rows) if len(rows) < len(self.rows) else self


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions that belong together. A chapter that is a theme is opened from the list of themes.

    `shared_as` says what is in it to who chooses whether it goes along, where its title does not.
    """

    id: str
    number: int
    title: str
    questions: tuple[Question, ...]
    icon: str = ""
    shared_as: str = ""
    when: rules.Condition = field(default_factory=lambda: rules.ALWAYS)
    is_theme: bool = False
