"""Which line may follow on what was written in a case: in the order of the law."""

from collections.abc import Iterable

from meedoen_app.core.casework import around, lines, wordings
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Line, PauseReason
from meedoen_app.core.casework.numbering import NEW
from meedoen_app.core.errors import NotAllowed


def accept(case: Case, line: Line) -> None:
    """Raise NotAllowed, with a word, for a line that does not follow on what was written."""
    for word, is_wrong in _objections(case, line):
        if is_wrong:
            raise NotAllowed(word)


def _objections(case: Case, line: Line) -> Iterable[tuple[str, bool]]:
    """Give each word with which this line may be refused, and whether that is so."""
    yield from _before_the_report(case, line)
    yield from _after_the_report(case, line)
    yield "empty", any(not words.strip() for words in wordings.required(line))
    yield "too_long", any(len(words) > most for words, most in wordings.limited(line))


def _before_the_report(case: Case, line: Line) -> Iterable[tuple[str, bool]]:
    report = case.report
    match line:
        case lines.Promised() | around.SafetyNote():
            yield "number", line.number not in {NEW, case.next_number(type(line))}
        case lines.Appointment():  # It may take the place of one that was made before.
            yield "number", not NEW <= line.number <= case.next_number(lines.Appointment)
        case lines.Kept():
            yield "promise", line.number not in {one.number for one in case.open_promises}
        case lines.Inquired() | lines.Reported():
            yield "notification", case.notified is None
            yield "support", not case.is_support_discussed
        case lines.Answered() | lines.Settled():
            yield "version", report is None or report.version != line.version
    if isinstance(line, lines.Settled):
        yield "early", not case.may_settle(line.at)
        yield "unanswered", case.is_disputed and not line.words.strip()
    if isinstance(line, lines.Reported):
        yield "version", line.version != (report.version if report else 0) + 1


def _after_the_report(case: Case, line: Line) -> Iterable[tuple[str, bool]]:
    applied = case.last(lines.Applied)
    if isinstance(line, lines.Paused | lines.Resumed):
        yield "decided", case.last(lines.Decided) is not None
    match line:
        case lines.NoApplicationNeeded():
            yield "notification", case.notified is None
            yield "applied", applied is not None
            yield "support", not case.is_support_discussed
        case lines.Applied():
            yield "notification", case.notified is None
            yield "applied", applied is not None
        case lines.Paused():
            yield "application", applied is None
            yield "paused", case.paused_on(line.since) is not None
            yield "day", applied is not None and line.since < applied.on
            yield "last_day", _lacks_last_day(line)
        case lines.Resumed():
            yield "paused", not (case.is_unanswered and case.paused_on(line.on))
            yield "day", any(line.on < pause.since for pause in case.pauses()[-1:])
        case lines.Closed():
            yield "open", case.is_agreed_from(line.at.date()) and not line.lapses
        case lines.Decided():
            yield "application", applied is None
            yield "decided", line.corrects != len(case.all_of(lines.Decided))
            yield "day", applied is not None and line.on < applied.on


def _lacks_last_day(line: lines.Paused) -> bool:
    """Say whether the last day to complete an application is missing, or lies before the asking."""
    if line.last_day is None:
        return line.reason is PauseReason.COMPLETING
    return line.last_day < line.since
