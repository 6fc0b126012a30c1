"""A case as it now stands: a fold over its lines.

The order is that of the law (Wmo 2015 art. 2.3.2 to 2.3.5). Nothing here decides on help: that does the
college, in a letter. What is closed is no refusal (CRvB 2018:2013), and an application is never shut off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Item, Line, PauseReason
from meedoen_app.core.casework.numbering import Numbered
from meedoen_app.core.terms import Pause
from meedoen_app.core.working_days import ONE_DAY

Shape = TypeVar("Shape")

# So long somebody may say what they think of a report before it stands without that: our own choice.
TIME_TO_ANSWER = timedelta(days=14)


class State(StrEnum):
    """Where a case is (research §5.1). Who shares only stays `SHARED` until it is a notification."""

    SHARED = "gedeeld"
    NOTIFIED = "melding_gedaan"
    SUPPORT = "oco_aangeboden"
    INQUIRY = "onderzoek"
    REPORT_DRAFT = "verslag_concept"
    REPORT_REACTION = "verslag_reactie_inwoner"
    REPORT_FINAL = "verslag_vast"
    NO_APPLICATION = "geen_aanvraag_nodig"
    APPLICATION = "aanvraag"
    DECIDED = "besluit"
    LOOK_AGAIN = "opnieuw_kijken"
    CLOSED = "gesloten"


class Waiting(StrEnum):
    """Whose turn it is. Who coaches owes first."""

    MUNICIPALITY = "gemeente"
    RESIDENT = "inwoner"


@dataclass(frozen=True)
class Case:
    """Everything that was written in one case, the oldest first."""

    written: tuple[Line, ...] = ()

    def all_of(self, shape: type[Shape]) -> tuple[Shape, ...]:
        return tuple(one for one in self.written if isinstance(one, shape))

    def last(self, shape: type[Shape]) -> Shape | None:
        return next((one for one in reversed(self.written) if isinstance(one, shape)), None)

    @property
    def state(self) -> State:
        """Return where this case is: the farthest step of the law that was taken, and closed when it is."""
        if self.closed:
            return State.CLOSED
        return next((state for state, holds in self._steps() if holds), State.SHARED)

    def _steps(self) -> Iterable[tuple[State, bool]]:
        """Give each state and whether its step was taken, the last of the law first."""
        report, said = self.report, self.reaction
        decided, applied = self.last(lines.Decided), self.last(lines.Applied)
        not_needed = not applied and self._came_last(lines.NoApplicationNeeded, lines.Reported)
        looks_again = self._came_last(lines.LookAgain, lines.Decided, lines.NoApplicationNeeded)
        yield State.LOOK_AGAIN, looks_again and bool(decided or not_needed)
        yield State.DECIDED, bool(decided)
        yield State.APPLICATION, bool(applied)
        yield State.NO_APPLICATION, not_needed
        yield State.REPORT_FINAL, bool(self.settled)
        yield State.REPORT_DRAFT, bool(report and said)  # What the resident said asks for a next version.
        yield State.REPORT_REACTION, bool(report)
        yield State.INQUIRY, bool(self.last(lines.Inquired))
        yield State.SUPPORT, bool(self.notified and self.last(lines.SupportDiscussed))
        yield State.NOTIFIED, bool(self.notified)

    def _came_last(self, shape: type[Line], *others: type[Line]) -> bool:
        """Say whether something of this shape was written, and none of the others after it."""
        ends = (one for one in reversed(self.written) if isinstance(one, (shape, *others)))
        return isinstance(next((one for one in ends if not _only_corrects(one)), None), shape)

    def waits_for(self, today: date) -> Waiting:
        """Return whose turn it is: the resident reads a report or hands in, the rest is not theirs."""
        is_theirs = not self.closed and (self._is_reading or self._is_completing(today))
        return Waiting.RESIDENT if is_theirs else Waiting.MUNICIPALITY

    @property
    def closed(self) -> lines.Closed | None:
        """Return that the work is done. An application that came after it opens the case again."""
        ends = (one for one in reversed(self.written) if isinstance(one, lines.Applied | lines.Closed))
        found = next(ends, None)
        return found if isinstance(found, lines.Closed) else None

    @property
    def notified(self) -> lines.Notified | None:
        """Return the first notification: a second one does not start the clock anew."""
        return next(iter(self.all_of(lines.Notified)), None)

    @property
    def report(self) -> lines.Reported | None:
        return self.last(lines.Reported)

    @property
    def reaction(self) -> lines.Answered | None:
        """Return what the resident says of the newest version; None while they said nothing of it."""
        said, report = self.last(lines.Answered), self.report
        return said if said and report and said.version == report.version else None

    @property
    def settled(self) -> lines.Settled | None:
        """Return that the newest version stands; a version that came after it opens the report again."""
        stands, report = self.last(lines.Settled), self.report
        return stands if stands and report and stands.version == report.version else None

    @property
    def answer_by(self) -> date | None:
        """Return through which day the newest version waits for a word of the resident; None: it does not.

        The law names no term for that (art. 2.3.2 lid 8): the fourteen days are our own choice.
        """
        is_awaited = self.reaction is None and self.settled is None
        return self.report.at.date() + TIME_TO_ANSWER if self.report and is_awaited else None

    def may_settle(self, now: datetime) -> bool:
        """Say whether the newest version may stand: the resident said what they think, or had the time to."""
        return self.answer_by is None or now.date() > self.answer_by

    @property
    def is_disputed(self) -> bool:
        """Say whether the resident said of the newest version that it is not right.

        Before it may stand all the same somebody says what they did with that. What the resident says is part
        of what the report rests on (art. 2.3.2 lid 8; Awb art. 3:2).
        """
        return self.reaction is not None and not self.reaction.agrees

    @property
    def is_support_discussed(self) -> bool:
        return self.last(lines.SupportDiscussed) is not None

    @property
    def may_need_no_application(self) -> bool:
        """Say whether somebody may find that no application is needed: not before the offer of support.

        Whoever talks somebody out of applying owes them first, at a notification, the free support beside
        them (Wmo 2015 art. 2.3.2 lid 3). Who applied already is owed a decision.
        """
        return self.notified is not None and self.is_support_discussed and not self.last(lines.Applied)

    @property
    def inquired(self) -> Mapping[Item, lines.Inquired]:
        """Return how far each item of the inquiry is, of which something was written."""
        return {one.item: one for one in self.all_of(lines.Inquired)}

    @cached_property
    def _since_closing(self) -> "Case":
        """Return what was written after the work was closed last: closing ends what was agreed."""
        closings = [place for place, one in enumerate(self.written, 1) if isinstance(one, lines.Closed)]
        return Case(self.written[closings[-1] :]) if closings else self

    @cached_property
    def open_promises(self) -> tuple[lines.Promised, ...]:
        """Return what was promised and is not done, what is due first before the rest."""
        done = {one.number for one in self.all_of(lines.Kept)}
        promised = [one for one in self._since_closing.all_of(lines.Promised) if one.number not in done]
        return tuple(sorted(promised, key=lambda one: (one.on, one.number)))

    def is_agreed_from(self, today: date) -> bool:
        """Say whether something stands that was promised, or agreed for this day or later."""
        return bool(self.open_promises) or any(one.on >= today for one in self.appointments)

    @property
    def appointments(self) -> tuple[lines.Appointment, ...]:
        """Return each appointment as it was written last, without what was called off."""
        newest = {one.number: one for one in self._since_closing.all_of(lines.Appointment)}
        standing = [one for one in newest.values() if not one.is_cancelled]
        return tuple(sorted(standing, key=lambda one: (one.on, one.hour)))

    def pauses(self) -> Sequence[Pause]:
        """Return when the term of the decision stood still (Awb art. 4:15).

        That ends on the day that what was asked is in. Else it ends by itself when the last day that was
        given for it has passed: the day after that one counts again (lid 1).
        """
        found: list[Pause] = []
        for one in self.written:
            if isinstance(one, lines.Paused):
                found.append(Pause(one.since, one.last_day and one.last_day + ONE_DAY, one.reason))
            elif isinstance(one, lines.Resumed) and found:
                found[-1] = replace(found[-1], until=min(one.on, found[-1].until or one.on))
        return found

    def paused_on(self, day: date) -> lines.Paused | None:
        """Return why the term stands still on this day; None when it runs."""
        until = [pause.until for pause in self.pauses()][-1:]
        is_still = any(end is None or day < end for end in until)
        return self.last(lines.Paused) if is_still else None

    @property
    def is_unanswered(self) -> bool:
        """Say whether nobody wrote yet when what a pause waits for came in."""
        return self._came_last(lines.Paused, lines.Resumed)

    @property
    def is_undecided(self) -> bool:
        """Say whether somebody applied, and the decision did not go out yet."""
        return self.last(lines.Applied) is not None and self.last(lines.Decided) is None

    @property
    def _is_reading(self) -> bool:
        """Say whether a report lies with the resident, who said nothing of it; also beside an application."""
        is_open = self.report is not None and self.reaction is None and self.settled is None
        return is_open and self.last(lines.Decided) is None

    def _is_completing(self, today: date) -> bool:
        """Say whether somebody still has to hand something in for the decision (Awb art. 4:5)."""
        asked = self.paused_on(today)
        return asked is not None and asked.reason is PauseReason.COMPLETING

    def may_apply(self, inquiry_ends: date | None, today: date) -> bool:
        """Say whether the resident may apply: after the report, or when it is late (art. 2.3.2 lid 9).

        `inquiry_ends` is the last day of the six weeks. "Geen aanvraag nodig" and closing shut nothing off:
        whose notification was closed may apply at once.
        """
        if self.notified is None or self.last(lines.Applied) is not None:
            return False
        is_late = inquiry_ends is not None and today > inquiry_ends
        return is_late or bool(self.settled or self.closed or self.last(lines.NoApplicationNeeded))

    def is_over(self, withdrawn_at: datetime | None) -> bool:
        """Say whether nothing more is written here: the work is closed, or stopped by taking it back.

        `withdrawn_at` is that of its handing over, here and below.
        """
        return self.is_stopped(withdrawn_at) or self.closed is not None

    def is_stopped(self, withdrawn_at: datetime | None) -> bool:
        """Say whether the work stopped by taking back what was shared.

        That takes back no application, whichever came first: a decision on it is owed (Wmo 2015 art. 2.3.5).
        """
        return withdrawn_at is not None and self.last(lines.Applied) is None

    def next_number(self, shape: type[Numbered]) -> int:
        return max((one.number for one in self.all_of(shape)), default=0) + 1


def _only_corrects(line: Line) -> bool:
    """Say whether a line puts right the day of one that stands, and so is no next step."""
    return isinstance(line, lines.Decided) and line.corrects > 0
