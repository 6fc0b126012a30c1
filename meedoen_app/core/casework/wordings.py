"""The words in a line of a case: which it cannot do without, and how long they may be."""

from collections.abc import Iterable

from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.lines import Line


def required(line: Line) -> Iterable[str]:
    """Give the words that make a line: without them it says nothing."""
    match line:
        case lines.Contacted() | lines.Estimated() | lines.HelpedAtOnce():
            yield line.words
        case around.Coordinated() | around.PassedOn():
            yield line.words
        case lines.Decided() if line.corrects:
            yield line.words
        case lines.Promised():
            yield line.what
        case lines.Appointment():
            yield line.place
        case lines.Reported():
            yield line.outcome
        case lines.Applied():
            yield from (line.name, line.address, line.asks)
        case lines.Paused():
            yield line.words
        case around.SafetyNote():
            yield from (line.words, line.reason)


def limited(line: Line) -> Iterable[tuple[str, int]]:
    """Give the words in a line, and how many characters they may have."""
    match line:
        case lines.Contacted() | lines.Paused() | lines.Decided():
            yield line.words, lines.LONGEST_LINE
        case around.Coordinated() | around.PassedOn():
            yield line.words, lines.LONGEST_LINE
        case around.SafetyNote():
            yield from ((line.words, lines.LONGEST_TEXT), (line.reason, lines.LONGEST_LINE))
        case lines.Promised():
            yield line.what, lines.LONGEST_LINE
        case lines.Appointment():
            yield line.place, lines.LONGEST_LINE
        case (
            lines.Inquired()
            | lines.Estimated()
            | lines.Answered()
            | lines.Settled()
            | lines.NoApplicationNeeded()
            | lines.HelpedAtOnce()
            | lines.Closed()
        ):
            yield line.words, lines.LONGEST_TEXT
        case lines.Reported():
            yield from (
                (words, lines.LONGEST_TEXT) for words in (line.outcome, line.estimate, *line.items.values())
            )
        case lines.Applied():
            yield from ((words, lines.LONGEST_TEXT) for words in (line.name, line.address, line.asks))
