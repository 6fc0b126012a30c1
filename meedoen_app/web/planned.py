"""The plan in words: what somebody chose, and what was agreed on, as they would say it."""

from collections.abc import Sequence
from datetime import date, time

from flask_babel import format_date
from flask_babel import gettext as _

from meedoen_app.core.advice.service import Service
from meedoen_app.core.plan.lines import (
    Choice,
    Chosen,
    Doer,
    Duration,
    Goal,
    Line,
    LookedAgain,
    Outcome,
    Reason,
    Review,
    Step,
    Went,
)
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import clock
from meedoen_app.web.installation import here
from meedoen_app.web.language import say


def words_of(line: Line) -> list[str]:
    """Return one line of a plan in words."""
    match line:
        case Chosen():
            return [f"{name_of(line.service)}: {chosen(line)}"]
        case Goal():
            return [line.text]
        case Step():
            return [what(line), *details(line)]
        case Went():
            return [_("Stap %(number)s: %(how)s", number=line.number, how=outcome(line.outcome))]
        case Review():
            return [review(line)]
        case LookedAgain():
            return [_("Er is iets veranderd.") if line.is_changed else _("Er is niets veranderd.")]


def what(step: Step) -> str:
    """Return what a step is: in own words, or as that is called what it was made of."""
    return step.what or name_of(step.service)


def name_of(service: str) -> str:
    """Return how a service is called; of what is not in the supply any more nobody knows that."""
    found = service_of(service)
    return say(found.name, "aanbod", service, "naam") if found else str(_("Hulp die er niet meer is"))


def service_of(id: str) -> Service | None:
    services = here().contents.current().services
    return next((service for service in services if service.id == id), None)


def chosen(one: Chosen) -> str:
    """Return what was chosen, with the reason when there is one."""
    words = {
        Choice.WANT: _("wil ik"),
        Choice.NOT_FOR_ME: _("niet voor mij"),
        Choice.NOT_YET: _("weet ik nog niet"),
    }[one.choice]
    return ", ".join([str(words), *reasons(one)])


def reasons(one: Chosen) -> Sequence[str]:
    """Return why something does not fit, in words; nothing where nothing was said."""
    said = [reason_words()[one.reason]] if one.reason else []
    return [*said, one.words] if one.words else said


def reason_words() -> dict[Reason, str]:
    return {
        Reason.TOO_FAR: str(_("te ver weg")),
        Reason.TOO_DEAR: str(_("te duur")),
        Reason.LANGUAGE: str(_("de taal is lastig")),
        Reason.AFRAID: str(_("dat durf ik niet")),
        Reason.TRIED: str(_("al geprobeerd")),
        Reason.HEALTH: str(_("mijn gezondheid")),
        Reason.OTHER: str(_("iets anders")),
    }


def outcome(went: Outcome) -> str:
    return {
        Outcome.OPEN: str(_("nog te doen")),
        Outcome.DONE: str(_("gedaan")),
        Outcome.FAILED: str(_("het lukt niet")),
        Outcome.TAKEN_OUT: str(_("hoort niet meer bij mijn plan")),
    }[went]


def duration(for_how_long: Duration) -> str:
    return {
        Duration.SHORT: str(_("even")),
        Duration.A_WHILE: str(_("een tijdje")),
        Duration.LASTING: str(_("voor altijd")),
    }[for_how_long]


def is_due(found: Plan) -> bool:
    """Say whether it is time, here and today, to ask whether something changed."""
    return found.is_due(clock.today(), clock.HERE)


def next_review(found: Plan, today: date) -> str:
    """Return when somebody looks again; nothing where that is not agreed, or the day is behind us."""
    agreed = found.next_review(today, clock.HERE)
    return review(agreed) if agreed else ""


def review(agreed: Review) -> str:
    if agreed.on is None:
        return str(_("Ik spreek nu niet af wanneer ik weer kijk."))
    return str(_("Ik kijk weer op %(date)s.", date=day(agreed.on)))


def doer(step: Step) -> str:
    """Return who does a step."""
    words = {
        Doer.SELF: _("Doe ik zelf"),
        Doer.OWN_PEOPLE: _("Doen mijn mensen"),
        Doer.PROFESSIONAL: _("Doet een hulpverlener"),
    }[step.doer]
    if step.whom and step.doer is not Doer.SELF:
        return str(_("Doet %(name)s", name=step.whom))
    return str(words)


def details(step: Step) -> list[str]:
    """Return when, with whom and for how long, each in a sentence; nothing where nothing was said."""
    said = [when(step.day, step.hour)]
    said.append(together(step))
    said.append(_("Wanneer klaar: %(words)s", words=step.ready_when) if step.ready_when else "")
    said.append(_("Hoe lang: %(length)s.", length=duration(step.duration)) if step.duration else "")
    said.append(_("Tot en met %(date)s.", date=day(step.until)) if step.until else "")
    return [str(word) for word in said if word]


def together(step: Step) -> str:
    return str(_("Samen met %(name)s.", name=step.with_whom)) if step.with_whom else ""


def when(on: date | None, at: time | None) -> str:
    """Return a moment, such as: dinsdag 25 november, 10:00. A year that is not this one is named."""
    if on is None:
        return str(_("Om %(time)s.", time=clock_time(at))) if at else ""
    is_this_year = on.year == clock.today().year
    words = format_date(on, "EEEE d MMMM" if is_this_year else "EEEE d MMMM y", rebase=False)
    words = words[:1].upper() + words[1:]
    return f"{words}, {clock_time(at)}." if at else f"{words}."


def clock_time(at: time) -> str:
    return f"{at:%H:%M}"


def day(on: date) -> str:
    return str(format_date(on, "long", rebase=False))
