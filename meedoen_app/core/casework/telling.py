"""Telling the resident that there is news: what was not told yet, and how it may be.

A notice holds nothing of what the news is. Who said "nu niet" is told nothing, and looks for themselves.
"""

from meedoen_app.core.casework import lines
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.handoff import ContactWish, Reach, Way

NEWS = (
    lines.Reported,
    lines.Appointment,
    lines.NoApplicationNeeded,
    lines.Paused,
    lines.Resumed,
    lines.Decided,
    lines.LookAgain,
    lines.Closed,
)
RESIDENT = ""


def untold(case: Case) -> tuple[Line, ...]:
    """Return the news that the resident was not told of yet, the oldest first."""
    told = 0
    for one in case.written:
        if isinstance(one, lines.Told):
            told = one.upto
        elif isinstance(one, lines.NotReached):
            told = min(told, one.upto)
    return tuple(one for one in case.written[told:] if isinstance(one, NEWS) and one.by != RESIDENT)


def way(case: Case, reach: Reach, *, is_gone: bool = False) -> Way | None:
    """Return how news reaches this resident now; None is: not at all, as they want it.

    Where a mail did not arrive somebody calls, or writes where there is no number; so it is where the
    conversation `is_gone`, as nothing can be read in it any more.
    """
    if reach.wish is ContactWish.NOT_NOW or (reach.way is Way.HERE and not is_gone):
        return None
    is_lost = reach.way is Way.MAIL and case.last(lines.NotReached) is not None
    if is_lost or (is_gone and reach.way in (Way.MAIL, Way.HERE)):
        return Way.CALL if reach.phone else Way.LETTER if reach.address else None
    return reach.way


def to_do(case: Case, reach: Reach, *, is_gone: bool = False) -> Way | None:
    """Return how somebody still has to tell that there is news; None is: that is not to be done by hand."""
    found = way(case, reach, is_gone=is_gone)
    return found if found is not Way.MAIL and untold(case) else None
