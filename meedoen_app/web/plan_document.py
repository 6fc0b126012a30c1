""" "Mijn persoonlijk plan": what somebody may hand in with a melding, in plain headings and own words.

Its parts are those of the inquiry of the municipality, Wmo 2015 art. 2.3.2 lid 4 a to g, so that it can be
laid beside it. It holds what the resident chose to say, and no chapter marked "niet delen".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from meedoen_app.actions.conversation import Opened
from meedoen_app.core import domains
from meedoen_app.core.advice.service import Nearness, Service
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.question import UNKNOWN
from meedoen_app.core.document import (
    Block,
    CalendarEntry,
    Document,
    Listing,
    Pairs,
    Paragraph,
    Quote,
    Section,
)
from meedoen_app.core.domains import Status
from meedoen_app.core.plan.lines import Choice, Outcome
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import language, paper, planned, wording
from meedoen_app.web.language import say

GOES_WELL, MIND = "goed", "rekening"
TO_DO = ("doen_wat", "doen_hoe_vaak", "doen_waar", "doen_met_wie", "doen_vanaf")
OF_CARERS = frozenset({"steun_mantelzorger", "respijt", "plan_b"})
CARES, NO_CARE = "zorg", "nee"
CARE = (CARES, "zorg_zwaar", "zorg_overname", "hulp_wens", "hulp_hoeveel")
TALKED = {Status.GOOD, Status.WITH_HELP, Status.NOT_WELL}
AT_HOME = (Nearness.SELF, Nearness.HOUSEMATES)
OF_MUNICIPALITY = (Nearness.INDIVIDUAL, Nearness.ACCESS)
FOR_ALL = (Nearness.GENERAL, Nearness.COLLECTIVE)


@dataclass(frozen=True)
class _Told:
    """What the plan is made from: the conversation as far as it goes along, and what was chosen."""

    opened: Opened
    plan: Plan

    @property
    def answers(self) -> Answers:
        return self.opened.answers

    def words(self, id: str) -> list[str]:
        """Return what was said to a question that is asked; nothing for one that is not there."""
        questionnaire = self.opened.content.questionnaire
        question = questionnaire.questions.get(id)
        if question is None or not questionnaire.is_on_path(self.answers, question):
            return []
        return wording.said(question, self.answers)

    def weighed(self, *layers: Nearness) -> list[Service]:
        """Return of what in these layers something was said, be it that it does not fit.

        Help for who cares is left out: that has a part of its own.
        """
        return [one for one in self._weighed if one.nearness in layers and not _is_for_carers(one)]

    def wanted(self, *layers: Nearness) -> list[Service]:
        return [one for one in self.weighed(*layers) if self._is_wanted(one)]

    @property
    def weighed_for_carers(self) -> list[Service]:
        return [one for one in self._weighed if _is_for_carers(one)]

    @property
    def for_carers(self) -> list[Service]:
        return [one for one in self.weighed_for_carers if self._is_wanted(one)]

    @property
    def costs(self) -> list[tuple[str, str]]:
        chosen = [one for one in self._weighed if one.cost and self._is_wanted(one)]
        return [(_name(one), say(one.cost, "aanbod", one.id, "kosten")) for one in chosen]

    @property
    def has_told_of_a_theme(self) -> bool:
        """Say whether somebody told how it goes somewhere: "liever niet" tells that not."""
        content = self.opened.content
        found = domains.statuses(content.domains, content.questionnaire, self.answers)
        return not TALKED.isdisjoint(found.values())

    @property
    def is_without_care(self) -> bool:
        """Say whether the resident said to care for nobody, and that nobody cares for them."""
        is_no = self.answers.get_answer(CARES).options == (NO_CARE,)
        return is_no and not self.answers.is_seen(CARES) and bool(self.words(CARES))

    @property
    def _weighed(self) -> list[Service]:
        return [one for one in self.opened.content.services if one.id in self.plan.choices]

    def _is_wanted(self, service: Service) -> bool:
        return self.plan.choices[service.id].choice is Choice.WANT


def _is_for_carers(service: Service) -> bool:
    """Say whether what a service is for first is support for who cares; others help with that as well."""
    return not OF_CARERS.isdisjoint(service.needs[:1])


def document(opened: Opened, plan: Plan, *, for_another: bool, is_own: bool = False, today: date) -> Document:
    """Return the plan as it is on a day: one document to share, for who reads what was shared, and as PDF.

    `opened` and `plan` are cut down to what may be in it. `for_another`: somebody else filled it in.
    `is_own`: the copy of its resident, which also says what they can do with it.
    """
    told, helper = _Told(opened, plan), _helper(opened) if for_another else ""
    parts = (
        *([(_("Voor wie dit plan is"), _whose(helper))] if helper else []),
        (_("Wat ik wil, en wat ik nodig heb"), _wishes(told, today)),
        (_("Wat ik zelf doe, en mijn huisgenoten"), _at_home(told)),
        (_("Wie mij helpt of kan helpen"), _people(told)),
        (_("Steun voor wie zorgt"), _carers(told)),
        (_("In de buurt, en wat ik voor een ander doe"), _nearby(told)),
        (_("Zorg, werk en andere regelingen"), _other_laws(told)),
        (_("Welke hulp het best bij mij past"), _best(told)),
        (_("Wat het kost"), _costs(told)),
        (_("Mijn stappen"), _steps(plan, today)),
        *([(_("Wat ik met dit plan kan doen"), _use())] if is_own else []),
    )
    return Document(
        title=str(_("Persoonlijk plan") if helper else _("Mijn persoonlijk plan")),
        language=language.reading().language,
        sections=tuple(Section(str(heading), tuple(blocks)) for heading, blocks in parts),
        made_on=today,
        footer=paper.footer(today),
    )


def helper_of(opened: Opened) -> str:
    """Return who fills this in, when that is not the person whom the plan is about; else nothing.

    A short door does not ask who it is.
    """
    if opened.answers.get_answer(landmarks.FOR_WHOM).options != (landmarks.ABSENT,):
        return ""
    return _helper(opened)


def _helper(opened: Opened) -> str:
    return wording.helper(opened.content.questionnaire, opened.answers) or str(_("iemand anders"))


def dated(plan: Plan) -> tuple[CalendarEntry, ...]:
    """Return the open steps that have a day, for a calendar."""
    return tuple(
        CalendarEntry(one.number, planned.what(one), one.day, one.hour, planned.together(one))
        for one in plan.having(Outcome.OPEN)
        if one.day is not None
    )


def _whose(helper: str) -> list[Block]:
    """Say who "ik" is, before anything else: the headings and the words do not tell."""
    return [
        Paragraph(str(_("‘Ik’ is de persoon over wie dit plan gaat. Een ander vulde het in."))),
        Paragraph(str(_("Wie hielp met invullen: %(who)s.", who=helper))),
    ]


def _wishes(told: _Told, today: date) -> list[Block]:
    """Item a: needs, personal characteristics and preferences."""
    own = [told.plan.goal] if told.plan.goal else told.words(landmarks.WISH)
    raised = {one.need for one in told.opened.content.advise(told.answers, today=today).needs}
    needs = [say(need.text, "behoefte", need.id) for need in told.opened.content.needs if need.id in raised]
    known = [id for id in TO_DO if UNKNOWN not in told.answers.get_answer(id).options]
    to_do = [word for id in known for word in told.words(id)]
    return [
        *map(Quote, own),
        *_listed(needs),
        *_said(_("Zo wil ik iets doen:"), to_do),
        *_said(_("Houd rekening met:"), told.words(MIND)),
    ] or _nothing(told.has_told_of_a_theme)


def _at_home(told: _Told) -> list[Block]:
    """Item b: one's own strength, and usual help of housemates."""
    found = [*_said(_("Dit gaat goed:"), told.words(GOES_WELL)), *_names(told.wanted(*AT_HOME))]
    return found or _nothing(bool(told.weighed(*AT_HOME)))


def _people(told: _Told) -> list[Block]:
    """Item c: carers and other people."""
    found = [*_listed(told.words(landmarks.CIRCLE)), *_names(told.wanted(Nearness.NETWORK))]
    return found or _nothing(bool(told.weighed(Nearness.NETWORK)))


def _carers(told: _Told) -> list[Block]:
    """Item d: support for who cares. For who said that nobody cares, there is nothing to say."""
    if told.is_without_care and not told.for_carers:
        return [Paragraph(str(_("Besproken. Dit geldt nu niet voor mij.")))]
    said = [word for id in CARE for word in told.words(id)]
    return [*_listed(said), *_names(told.for_carers)] or _nothing(bool(told.weighed_for_carers))


def _nearby(told: _Told) -> list[Block]:
    """Item e: general services, and doing something for others."""
    is_discussed = bool(told.weighed(*FOR_ALL)) or any(told.words(id) for id in TO_DO)
    return _names(told.wanted(*FOR_ALL)) or _nothing(is_discussed)


def _other_laws(told: _Told) -> list[Block]:
    """Item f: what other laws and organisations offer."""
    return _names(told.wanted(Nearness.OTHER_LAW)) or _nothing(bool(told.weighed(Nearness.OTHER_LAW)))


def _best(told: _Told) -> list[Block]:
    """What support the resident finds most suitable (lid 2), and what does not fit, with the reason."""
    rejected = [
        _with_reasons(planned.name_of(one.service), planned.reasons(one))
        for one in told.plan.chosen(Choice.NOT_FOR_ME)
    ]
    return [
        *_names(told.wanted(*OF_MUNICIPALITY)),
        *_said(_("Dit past niet bij mij:"), rejected),
    ] or _nothing(bool(told.weighed(*OF_MUNICIPALITY)))


def _with_reasons(name: str, reasons: Sequence[str]) -> str:
    """Return what does not fit, with why where that was said: "voldoet niet, want ..."."""
    return str(_("%(name)s, want: %(why)s", name=name, why=". ".join(reasons))) if reasons else name


def _costs(told: _Told) -> list[Block]:
    """Item g: what somebody pays."""
    known = [Pairs(tuple(told.costs))] if told.costs else []
    return [*known, Paragraph(str(_("Wat hulp van de gemeente kost, vertelt de gemeente vooraf.")))]


def _steps(plan: Plan, today: date) -> list[Block]:
    steps = [
        (planned.what(step), " ".join([f"{planned.doer(step)}.", *planned.details(step)]))
        for step in (*plan.now, *plan.later)
    ]
    done = [planned.what(step) for step in plan.having(Outcome.DONE)]
    failed = [planned.what(step) for step in plan.having(Outcome.FAILED)]
    later = planned.next_review(plan, today) or _("Wanneer ik weer kijk, weet ik nog niet.")
    return [
        *([Pairs(tuple(steps))] if steps else []),
        *_said(_("Dit is gedaan:"), done),
        *_said(_("Dit lukte niet:"), failed),
        Paragraph(str(later)),
    ]


def _use() -> list[Block]:
    """Lid 2 and lid 3: seven days to hand it in, and support that is free and independent."""
    return [
        Paragraph(str(_("Vraagt u hulp aan de gemeente? Dan heet dat een melding."))),
        Paragraph(str(_("U mag dit plan geven tot 7 dagen na uw melding. De gemeente kijkt er dan naar."))),
        Paragraph(
            str(
                _(
                    "Een onafhankelijke cliëntondersteuner kan met u meedenken."
                    " Dat is gratis, ook voor wie voor u zorgt."
                )
            )
        ),
        Paragraph(str(_("Dit staat in de wet: Wmo 2015, artikel 2.3.2."))),
    ]


def _nothing(is_discussed: bool) -> list[Block]:
    """Say of an item without anything in it whether the answers and choices tell that it was talked about."""
    words = _("Besproken. Ik koos hier nog niets.") if is_discussed else _("Nog niet besproken.")
    return [Paragraph(str(words))]


def _names(services: Iterable[Service]) -> list[Block]:
    return _listed([_name(one) for one in services])


def _name(service: Service) -> str:
    return say(service.name, "aanbod", service.id, "naam")


def _listed(lines: Sequence[str]) -> list[Block]:
    return [Listing(tuple(lines))] if lines else []


def _said(label: str, words: Sequence[str]) -> list[Block]:
    return [Paragraph(str(label)), Listing(tuple(words))] if words else []
