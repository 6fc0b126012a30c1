"""Numbers of promises, appointments and notes: given by their order in the log, never by a form.

So two forms that were open at once never speak of one and the same, and what comes twice stays the same.
"""

from collections.abc import Iterable
from dataclasses import replace

from meedoen_app.core.casework.around import SafetyNote
from meedoen_app.core.casework.lines import Appointment, Line, Promised

Numbered = Promised | Appointment | SafetyNote
NEW = 0  # For what has no number yet: it gets the next one of its kind.


def numbered(written: Iterable[Line]) -> tuple[Line, ...]:
    """Return what was written, the oldest first, with the number of each that has none of its own.

    A note about safety is always numbered anew: forms gave two the same one once, and then what was said of
    the first let the resident read the second.
    """
    last: dict[type[Line], int] = {}
    found: list[Line] = []
    for line in written:
        if isinstance(line, Numbered):
            before = last.get(type(line), 0)
            if line.number == NEW or isinstance(line, SafetyNote):
                line = replace(line, number=before + 1)
            last[type(line)] = max(before, line.number)
        found.append(line)
    return tuple(found)
