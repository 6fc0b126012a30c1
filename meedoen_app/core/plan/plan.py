"""The plan: what somebody wants of what can help, and which steps that makes. A fold over what was said."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan.lines import (
    LONGEST,
    Choice,
    Chosen,
    Goal,
    Line,
    LookedAgain,
    Outcome,
    Review,
    Step,
    Went,
    are_same,
)

MOST_OPEN = 3  # The rest comes later: who has more to do at once does less (ux: at most three).
REVIEW_WEEKS = (6, 12)
MOST_STEPS = 40  # In the plan: what was taken out of it makes room.


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as it now stands. `started_at` is when its first line was written, None for no plan.

    `wanted_at` is when there was first something in it that one wants: a choice, a goal or a step.
    `revisions` says how often each step was written, so that a form can say what it is based on.
    """

    started_at: datetime | None = None
    wanted_at: datetime | None = None
    goal: str = ""
    choices: Mapping[str, Chosen] = field(default_factory=dict)
    steps: Sequence[Step] = ()
    revisions: Mapping[int, int] = field(default_factory=dict)
    outcomes: Mapping[int, Went] = field(default_factory=dict)
    review: Review | None = None
    looked: Sequence[LookedAgain] = ()

    def chosen(self, choice: Choice) -> tuple[Chosen, ...]:
        return tuple(one for one in self.choices.values() if one.choice is choice)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands in it: what does not fit and what is not known yet make no plan."""
        return not (self.goal or self.steps or self.review or self.chosen(Choice.WANT))

    @property
    def rejected(self) -> frozenset[str]:
        """Return the services that somebody does not want to see again."""
        return frozenset(one.service for one in self.chosen(Choice.NOT_FOR_ME))

    @property
    def last_rejected(self) -> Chosen | None:
        """Return what somebody said last that does not fit: of that one we ask why."""
        return max(self.chosen(Choice.NOT_FOR_ME), key=lambda one: one.at, default=None)

    def without(self, services: Set[str]) -> "Plan":
        """Return this plan as it is for who may not hear of these services."""
        return replace(
            self,
            choices={id: one for id, one in self.choices.items() if id not in services},
            steps=tuple(step for step in self.steps if step.service not in services),
        )

    @property
    def without_a_step(self) -> tuple[str, ...]:
        """Return what is wanted and has no step yet."""
        made = {step.service for step in self.steps if self.outcome(step) is not Outcome.TAKEN_OUT}
        return tuple(one.service for one in self.chosen(Choice.WANT) if one.service not in made)

    def outcome(self, step: Step) -> Outcome:
        """Return how a step went. One that is set aside counts as taken out."""
        return Outcome.TAKEN_OUT if self.is_set_aside(step) else self._said_of(step)

    def is_set_aside(self, step: Step) -> bool:
        """Say whether a step that is open stands in no plan, as long as what it was made of is not for me."""
        return self._said_of(step) is Outcome.OPEN and step.service in self.rejected

    def _said_of(self, step: Step) -> Outcome:
        went = self.outcomes.get(step.number)
        return went.outcome if went else Outcome.OPEN

    def having(self, *outcomes: Outcome) -> tuple[Step, ...]:
        """Return the steps that went so, in the order in which they were made."""
        return tuple(step for step in self.steps if self.outcome(step) in outcomes)

    @property
    def now(self) -> tuple[Step, ...]:
        """Return the steps to do first: with a day before those without, and never more than three."""
        return self._open[:MOST_OPEN]

    @property
    def later(self) -> tuple[Step, ...]:
        return self._open[MOST_OPEN:]

    @property
    def _open(self) -> tuple[Step, ...]:
        steps = self.having(Outcome.OPEN)
        return tuple(sorted(steps, key=lambda step: (step.day is None, step.day or date.max, step.number)))

    def step(self, number: int) -> Step | None:
        return next((step for step in self.steps if step.number == number), None)

    @property
    def is_full(self) -> bool:
        """Say whether no step can be added. What is set aside keeps its room."""
        return sum(self._said_of(step) is not Outcome.TAKEN_OUT for step in self.steps) >= MOST_STEPS

    @property
    def next_number(self) -> int:
        return max((step.number for step in self.steps), default=0) + 1

    def accept(self, said: Line, services: Set[str]) -> None:
        """Raise NotAllowed for a line that does not fit this plan and this supply.

        What stands in the plan may be in the supply no more, and can still be changed and taken back.
        """
        match said:
            case Chosen():
                _require(said.service in {*services, *self.choices}, "service")
                _require(len(said.words) <= LONGEST, "too_long")
            case Goal():
                _require(len(said.text) <= LONGEST, "too_long")
            case Step():
                made_of = {step.service for step in self.steps}
                _require(said.service in {"", *services, *made_of}, "service")
                _require(bool(said.what or said.service), "empty")
                words = (said.what, said.whom, said.with_whom, said.ready_when)
                _require(all(len(word) <= LONGEST for word in words), "too_long")
                _require(self.step(said.number) is not None or not self.is_full, "too_many")
                _require(not (said.day and said.until) or said.until >= said.day, "until")
            case Went():
                _require(self.step(said.number) is not None, "step")
                _require(not (self.is_full and self._brings_back(said)), "too_many")

    def _brings_back(self, said: Went) -> bool:
        step = self.step(said.number)
        is_out = step is not None and self._said_of(step) is Outcome.TAKEN_OUT
        return is_out and said.outcome is not Outcome.TAKEN_OUT

    def says(self, said: Line) -> bool:
        """Say whether this stands in the plan already, whenever that was said."""
        match said:
            case Chosen():
                now: Line | None = self.choices.get(said.service)
            case Goal():
                return self.goal == said.text
            case Step():
                now = self.step(said.number)
            case Went():
                step = self.step(said.number)
                now = Went(said.number, self.outcome(step) if step else Outcome.OPEN, said.at)
            case Review():
                now = self.review
            case LookedAgain():
                return False
        return now is not None and are_same(now, said)

    def is_due(self, today: date, here: tzinfo) -> bool:
        """Say whether it is time to look at the plan again, and nobody did since. Days are those of here."""
        on = self.review.on if self.review else None
        if on is None or on > today:
            return False
        return not any(one.at.astimezone(here).date() >= on for one in self.looked)

    def day_to_compare(self, today: date, here: tzinfo) -> date | None:
        """Return the day at whose end was how it then was: None as long as there is nothing to compare.

        The last before today on which something was first wanted, or somebody looked again. Days are of here.
        """
        moments = [one.at for one in self.looked] + ([self.wanted_at] if self.wanted_at else [])
        days = [at.astimezone(here).date() for at in moments]
        return max((day for day in days if day < today), default=None)

    def next_review(self, today: date, here: tzinfo) -> Review | None:
        """Return what was agreed on looking again, unless that day is over or somebody looked on it."""
        on = self.review.on if self.review else None
        is_to_come = on is None or on > today or (on == today and self.is_due(today, here))
        return self.review if is_to_come else None


def fold(lines: Iterable[Line]) -> Plan:
    """Replay what was said; of each thing the last line holds, and steps keep their place."""
    found = tuple(lines)
    steps = {one.number: one for one in found if isinstance(one, Step)}
    return Plan(
        started_at=found[0].at if found else None,
        wanted_at=next((one.at for one in found if _is_wanted(one)), None),
        goal=next((one.text for one in reversed(found) if isinstance(one, Goal)), ""),
        choices=_choices(found, steps),
        steps=tuple(steps.values()),
        revisions=Counter(one.number for one in found if isinstance(one, Step)),
        outcomes={one.number: one for one in found if isinstance(one, Went)},
        review=next((one for one in reversed(found) if isinstance(one, Review)), None),
        looked=tuple(one for one in found if isinstance(one, LookedAgain)),
    )


def _is_wanted(said: Line) -> bool:
    """Say whether a plan begins with this. What does not fit, or is not known yet, begins none."""
    match said:
        case Chosen():
            return said.choice is Choice.WANT
        case Goal():
            return bool(said.text)
        case _:
            return isinstance(said, Step)


def _choices(lines: Iterable[Line], steps: Mapping[int, Step]) -> dict[str, Chosen]:
    """Return the choice that holds of each service.

    Who makes a step of what was not for them, or brings one back, wants it again.
    """
    choices: dict[str, Chosen] = {}
    for one in lines:
        if isinstance(one, Chosen):
            choices[one.service] = one
        elif (service := _opened(one, steps)) in choices and choices[service].choice is Choice.NOT_FOR_ME:
            choices[service] = Chosen(service, Choice.WANT, one.at)
    return choices


def _opened(said: Line, steps: Mapping[int, Step]) -> str:
    """Return of which service this makes or brings back a step; of none that is empty."""
    match said:
        case Step():
            return said.service
        case Went(outcome=Outcome.OPEN) if said.number in steps:
            return steps[said.number].service
    return ""


def review_day(today: date, weeks: int) -> date:
    return today + timedelta(weeks=weeks)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise NotAllowed(what)
