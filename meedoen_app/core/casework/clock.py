"""The clock of a case: which terms run since when, and the next day by which the municipality must act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen_app.core import terms
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.case import Case, State, Waiting
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.terms import Calendar, Deadline, Pause, Term

# From the day of sharing, at the desks that have them: the first when it can wait, the others when it cannot.
CAN_WAIT, CANNOT_WAIT = {terms.DEBTS}, {terms.DEBTS_URGENT, terms.URGENT}


@dataclass(frozen=True, slots=True)
class Clock:
    """The terms of the law and the days off."""

    terms: Mapping[str, Term]
    calendar: Calendar

    def deadline(self, id: str, start: date | None, pauses: Sequence[Pause] = ()) -> Deadline | None:
        """Return when a term ends that started on a day; None while it did not start."""
        return None if start is None else terms.deadline(self.terms[id], start, self.calendar, pauses)


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline of a case, whose turn it is, and whether what it asks for is done."""

    deadline: Deadline
    owes: Waiting
    is_done: bool


def running(clock: Clock, handoff: Handoff, case: Case, desk_terms: Iterable[str]) -> tuple[Running, ...]:
    """Return every deadline of a case that began to run, in the order of the law."""
    notified, applied, decided = handoff.notified_on, case.last(lines.Applied), case.last(lines.Decided)
    is_reported = case.settled is not None or applied is not None
    is_met = case.last(lines.Contacted) is not None
    found = (
        (terms.PLAN, notified, (), Waiting.RESIDENT, case.last(lines.PlanHandedIn) is not None),
        (terms.INQUIRY, notified, (), Waiting.MUNICIPALITY, is_reported),
        (terms.DECISION, _day_of(applied), case.pauses(), Waiting.MUNICIPALITY, decided is not None),
        (terms.OBJECTION, _day_of(decided), (), Waiting.RESIDENT, False),
        *(
            (id, handoff.shared_on, (), Waiting.MUNICIPALITY, is_met)
            for id in desk_terms
            if id in (CANNOT_WAIT if handoff.is_urgent else CAN_WAIT)
        ),
    )
    return tuple(
        Running(deadline, owes, is_done)
        for id, start, pauses, owes, is_done in found
        if (deadline := clock.deadline(id, start, pauses)) is not None
    )


def _day_of(line: lines.Applied | lines.Decided | None) -> date | None:
    return line.on if line else None


def next_due(case: Case, deadlines: Iterable[Running]) -> date | None:
    """Return the next day by which the municipality must act: a promise of somebody, or of the law."""
    if case.state is State.CLOSED:
        return None
    owed = [one.deadline for one in deadlines if one.owes is Waiting.MUNICIPALITY and not one.is_done]
    days = [one.promised or one.latest for one in owed]
    return min((day for day in (*days, *(one.on for one in case.open_promises)) if day), default=None)


def inquiry_ends(deadlines: Iterable[Running]) -> date | None:
    """Return the last day of the six weeks."""
    return next((one.deadline.latest for one in deadlines if one.deadline.term.id == terms.INQUIRY), None)
