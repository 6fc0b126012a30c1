"""Notes about safety: who may read them, and what the resident reads (Wmo 2015 art. 5.3.2, AVG art. 23).

All that a professional writes is part of the file, which its resident may read. A note is withheld only with
a reason, a date, and the yes of the privacy officer.
"""

from collections.abc import Mapping

from meedoen_app.core.casework.around import SafetyJudged, SafetyNote
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Line


def judged(case: Case) -> Mapping[int, SafetyJudged]:
    """Return what was said last of each note, by its number."""
    return {one.number: one for one in case.all_of(SafetyJudged)}


def waiting(case: Case) -> tuple[SafetyNote, ...]:
    """Return the notes that the privacy officer still has to look at."""
    done = judged(case)
    return tuple(one for one in case.all_of(SafetyNote) if one.number not in done)


def is_hushed(case: Case) -> bool:
    """Say whether there is a note here of which the resident may not know now."""
    return any(not _is_open(case, one) for one in case.all_of(SafetyNote))


def for_resident(case: Case) -> tuple[Line, ...]:
    """Return all that the resident may read, the oldest first: everything but what waits or is withheld."""
    return tuple(one for one in case.written if _is_open(case, one))


def for_colleague(case: Case, account: str) -> tuple[Line, ...]:
    """Return all that who works on the case may read: not what somebody else wrote that still waits."""
    hidden = {one.number for one in waiting(case) if one.by != account}
    return tuple(one for one in case.written if not (isinstance(one, SafetyNote) and one.number in hidden))


def _is_open(case: Case, line: Line) -> bool:
    if isinstance(line, SafetyJudged):
        return not line.withheld
    if not isinstance(line, SafetyNote):
        return True
    said = judged(case).get(line.number)
    return said is not None and not said.withheld
