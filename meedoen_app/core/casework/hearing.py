"""Hearing the resident: what they wrote to which nobody who works on it wrote anything since.

It says that it is there, and never how much it matters.
"""

from datetime import datetime
from itertools import takewhile

from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.casework.telling import RESIDENT
from meedoen_app.core.handoff import Handoff

OF_RESIDENT = (
    lines.Notified,
    lines.PlanHandedIn,
    lines.Answered,
    lines.Applied,
    around.ReachChanged,
    around.SharedAgain,
)
# Of these none is an answer: Meedoen wrote them by itself, or somebody told, looked, judged, leads or got it.
NO_ANSWER = (
    around.Told,
    around.NotReached,
    around.DayStands,
    around.Coordinated,
    around.PassedOn,
    around.GlassBroken,
    around.SafetyJudged,
)


def unheard(case: Case, shared_at: datetime) -> tuple[Line, ...]:
    """Return what the resident wrote since anybody else did, the oldest first.

    The notification that came with the sharing itself is none: it is what the case began with.
    """
    said = [one for one in case.written if not isinstance(one, NO_ANSWER)]
    since = [*takewhile(_is_of_resident, reversed(said))]
    return tuple(one for one in reversed(since) if not _came_along(one, shared_at))


def waits(case: Case, handoff: Handoff) -> bool:
    """Say whether the resident waits for an answer: also after closing, and never when the work stopped."""
    return not case.is_stopped(handoff.withdrawn_at) and bool(unheard(case, handoff.shared_at))


def _is_of_resident(line: Line) -> bool:
    return isinstance(line, OF_RESIDENT) and line.by == RESIDENT


def _came_along(line: Line, shared_at: datetime) -> bool:
    return isinstance(line, lines.Notified) and line.at <= shared_at
