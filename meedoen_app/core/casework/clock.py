"""The clock of a case: which terms run since when, and the next day by which the municipality must act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen_app.core import terms
from meedoen_app.core.casework import around, lines, telling
from meedoen_app.core.casework.case import Case, State, Waiting
from meedoen_app.core.casework.lines import Channel
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.terms import Calendar, Deadline, Pause, Term

# From the day of sharing, at the desks that have them: the first when it can wait, the others when it cannot.
CAN_WAIT, CANNOT_WAIT = {terms.DEBTS}, {terms.DEBTS_URGENT, terms.URGENT}
# A first talk (Wgs art. 4) is one in which somebody is heard; no letter and no message is that.
TALKS = {Channel.CALL, Channel.MET}


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

    @property
    def is_at_once(self) -> bool:
        """Say whether this waits for no day: what it asks for has to be done now (Wmo 2015 art. 2.3.3)."""
        return self.deadline.term.id == terms.URGENT and not self.is_done

    @property
    def due(self) -> date | None:
        """Return the day by which it has to be done; of what has to be done at once the day it began."""
        began = self.deadline.start if self.is_at_once else None
        return self.deadline.promised or self.deadline.latest or began


def running(clock: Clock, handoff: Handoff, case: Case, desk_terms: Iterable[str]) -> tuple[Running, ...]:
    """Return every deadline of a case that began to run, in the order of the law.

    A pause with a last day moves the decision no further than that: there is a day while it stands still.
    """
    notified, applied, decided = handoff.notified_on, case.last(lines.Applied), case.last(lines.Decided)
    is_reported = case.settled is not None or applied is not None
    found = (
        (terms.PLAN, notified, (), Waiting.RESIDENT, case.last(lines.PlanHandedIn) is not None),
        (terms.INQUIRY, notified, (), Waiting.MUNICIPALITY, is_reported),
        (terms.DECISION, _day_of(applied), case.pauses(), Waiting.MUNICIPALITY, decided is not None),
        (terms.OBJECTION, _day_of(decided), (), Waiting.RESIDENT, False),
        *(
            (id, handoff.shared_on, (), Waiting.MUNICIPALITY, _is_done(id, handoff, case))
            for id in desk_terms
            if id in (CANNOT_WAIT if cannot_wait(handoff, case) else CAN_WAIT)
        ),
    )
    return tuple(
        Running(deadline, owes, is_done)
        for id, start, pauses, owes, is_done in found
        if (deadline := clock.deadline(id, start, pauses)) is not None
    )


def _is_done(id: str, handoff: Handoff, case: Case) -> bool:
    """Say whether what runs from the day of sharing was done since then.

    Help that cannot wait is arranged, or decided on at once, in so many words (Wmo 2015 art. 2.3.3): no
    contact does that, nor a decision on an application.
    """
    if id == terms.URGENT:
        return helped(handoff, case) is not None
    since = [one for one in case.written if one.at >= handoff.shared_at]
    return any(isinstance(one, lines.Contacted) and one.channel in TALKS for one in since)


def helped(handoff: Handoff, case: Case) -> lines.HelpedAtOnce | None:
    """Return what was arranged at once, or decided on, since the day of sharing; the last of it."""
    last = case.last(lines.HelpedAtOnce)
    return last if last and last.at >= handoff.shared_at else None


def still_cannot_wait(handoff: Handoff, deadlines: Iterable[Running]) -> bool:
    """Say whether there is something that cannot wait: until what its desk has to do at once is done.

    Where no term says what that is, it goes on saying that it cannot wait.
    """
    at_once = [one for one in deadlines if one.deadline.term.id in CANNOT_WAIT]
    return handoff.is_urgent and not (at_once and all(one.is_done for one in at_once))


def begins_anew(former: Handoff, case: Case, *, is_held: bool, is_urgent: bool) -> bool:
    """Say whether sharing again is a new day of sharing: the yes had ended, or now it cannot wait.

    The notification keeps its day whatever happens (Wmo 2015 art. 2.3.2): only what runs from sharing moves.
    """
    return not is_held or (is_urgent and not cannot_wait(former, case))


def cannot_wait(handoff: Handoff, case: Case) -> bool:
    """Say whether this has to be done at once: the duty that began stays, also without the words of why.

    Who keeps those back afterwards would else wait weeks longer than they were told (Wmo 2015 art. 2.3.3:
    onverwijld). So the name of the term goes on telling whoever works on the case that it could not wait,
    which they were told already; what it was about, the mark in the lists and the answer itself are gone.
    """
    stands = case.last(around.DayStands)
    return handoff.is_urgent or (stands is not None and stands.at >= handoff.shared_at)


def _day_of(line: lines.Applied | lines.Decided | None) -> date | None:
    return line.on if line else None


def next_due(case: Case, deadlines: Iterable[Running]) -> date | None:
    """Return the next day by which the municipality must act: a promise of somebody, or of the law."""
    if case.state is State.CLOSED:
        return None
    owed = [one for one in deadlines if one.owes is Waiting.MUNICIPALITY and not one.is_done]
    days = [one.due for one in owed] + [one.on for one in case.open_promises]
    days += [one.on for one in telling.to_make_sure(case)]
    return min((day for day in days if day), default=None)


def inquiry_ends(deadlines: Iterable[Running]) -> date | None:
    """Return the last day of the six weeks."""
    return next((one.deadline.latest for one in deadlines if one.deadline.term.id == terms.INQUIRY), None)
