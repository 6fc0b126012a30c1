"""Telling the resident that there is news: what was not told yet, and how it may be.

A notice holds nothing of what the news is. Who said "nu niet" is told nothing, and looks for themselves.
"""

from dataclasses import replace
from datetime import date, datetime

from meedoen_app.core.casework import around, lines
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
    lines.HelpedAtOnce,
    lines.LookAgain,
    around.CodeGiven,
    around.Coordinated,
    around.GlassBroken,
    lines.Closed,
)
RESIDENT = ""


def untold(case: Case) -> tuple[Line, ...]:
    """Return the news that the resident was not told of yet, the oldest first."""
    told = 0
    for one in case.written:
        if isinstance(one, around.Told):
            told = one.upto
        elif isinstance(one, around.NotReached):
            told = min(told, one.upto)
    return tuple(one for one in case.written[told:] if isinstance(one, NEWS) and one.by != RESIDENT)


def way(case: Case, reach: Reach, *, is_gone: bool = False) -> Way | None:
    """Return how news reaches this resident now; None is: not at all, as they want it.

    Where a mail did not arrive somebody calls, or writes where there is no number; so it is where the
    conversation `is_gone`, as nothing can be read in it any more.
    """
    if reach.wish is ContactWish.NOT_NOW or (reach.way is Way.HERE and not is_gone):
        return None
    is_lost = reach.way is Way.MAIL and case.last(around.NotReached) is not None
    if is_lost or (is_gone and reach.way in (Way.MAIL, Way.HERE)):
        return Way.CALL if reach.phone else Way.LETTER if reach.address else None
    return reach.way


def to_do(case: Case, reach: Reach, *, is_gone: bool = False) -> Way | None:
    """Return how somebody still has to tell that there is news; None is: that is not to be done by hand."""
    found = way(case, reach, is_gone=is_gone)
    return found if found is not Way.MAIL and untold(case) else None


def change(
    former: Reach, newer: Reach, *, is_unsafe: bool, on: date, at: datetime
) -> around.ReachChanged | None:
    """Return that somebody is to be reached otherwise than before; None where that is as it was.

    They are told so along the former way, unless that `is_unsafe`, they want no news now or wanted none.
    """
    if _address(former) == _address(newer) and former.way is newer.way:
        return None
    to = {Way.CALL: former.phone, Way.LETTER: former.address, Way.MAIL: former.mail}.get(former.way, "")
    is_quiet = is_unsafe or ContactWish.NOT_NOW in (former.wish, newer.wish)
    line = around.ReachChanged(on, former.way if to else None, to, at)
    return _quiet(line) if is_quiet else line


def hush(case: Case, *, on: date, at: datetime) -> around.ReachChanged | None:
    """Return that no former way is safe any more, so that nobody is told along one; None where none is."""
    return _quiet(around.ReachChanged(on, None, "", at)) if may_use_former(case) else None


def may_use_former(case: Case) -> bool:
    """Say whether a change waits of which nobody said that the way of before is not safe."""
    return any(not one.is_quiet for one in to_make_sure(case))


def to_make_sure(case: Case) -> tuple[around.ReachChanged, ...]:
    """Return the changes of which nobody made sure yet that the resident did them.

    A contact through a number or address that we found ourselves does that.

    All of them, as who changes it twice would else choose who is told. One way that is not safe closes the
    others: it says that something is wrong, and a note to an old number could make that worse.
    """
    found: list[around.ReachChanged] = []
    for one in case.written:
        if isinstance(one, around.ReachChanged):
            found.append(one)
        elif isinstance(one, lines.Contacted) and one.confirms:
            found.clear()
    return tuple(map(_quiet, found) if any(one.is_quiet for one in found) else found)


def _quiet(line: around.ReachChanged) -> around.ReachChanged:
    return replace(line, way=None, to="", is_quiet=True)


def _address(reach: Reach) -> tuple[str, str, str]:
    return reach.phone, reach.mail, reach.address
