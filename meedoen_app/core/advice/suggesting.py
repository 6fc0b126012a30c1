"""Suggesting what can help, in the order of the policy. It suggests; it never decides.

The order: plan §2.2(1) and §3.4, Wmo 2015 art. 2.3.2 lid 4. It sorts for fit and nearness, never for
fewer individual services.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen_app.core import circle, rules
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service, Suggestion
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.question import UNKNOWN
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.domains import Domains, Status, is_more_at_once, statuses
from meedoen_app.core.municipality import Municipality

MOST_PER_LAYER = 3
ONE_CONTACT = "een_contact"
INDEPENDENT_SUPPORT = "clientondersteuning"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the content says about needs: which there are, what answers them, when to hold back."""

    needs: Sequence[Need]
    services: Sequence[Service]
    brakes: Sequence[Brake]
    domains: Domains
    municipality: Municipality


@dataclass(frozen=True, slots=True)
class Raised:
    """A need that somebody has, the questions whose answers say so, and the options that count there."""

    need: str
    because: tuple[str, ...]
    urgent: bool = False
    said: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Advice:
    """What can help now: suggestions by layer, nearest to home first.

    `urgent` is the need that cannot wait, `at_once` what helps with it, people first. `more_at_once`
    advises one plan and one fixed contact (plan §3.5: three of the eight leefgebieden).
    """

    needs: tuple[Raised, ...]
    layers: Mapping[Nearness, tuple[Suggestion, ...]]
    at_once: tuple[Suggestion, ...]
    statuses: Mapping[str, Status]
    more_at_once: bool
    urgent: str = ""


def advise(
    book: Rulebook, questionnaire: Questionnaire, answers: Answers, *, today: date, chapter: str = ""
) -> Advice:
    """Return what can help with everything that was said, or with what was said in one chapter."""
    values = questionnaire.values(answers)
    found = statuses(book.domains, questionnaire, answers)
    more = is_more_at_once(book.domains, found)
    raised = _raised(book.needs, values, chapter) + _raised_by_rule(
        questionnaire, answers, more and not chapter
    )
    brakes = [brake for brake in book.brakes if rules.holds(brake.when, values)]
    search = _Search(book, values, raised, brakes, today)
    layers = {layer: search.layer(layer) for layer in Nearness}
    return Advice(
        needs=tuple(raised),
        layers=layers,
        at_once=_at_once(layers, raised),
        statuses=found,
        more_at_once=more,
        urgent=next((need.id for need in book.needs if need.urgent and rules.holds(need.when, values)), ""),
    )


def _raised(needs: Iterable[Need], values: rules.Values, chapter: str) -> list[Raised]:
    """Return the needs that hold, what cannot wait first."""
    here = [need for need in needs if chapter in ("", need.chapter)]
    raised = [
        Raised(need.id, _because(need.when, values), need.urgent, _said(need.when, values))
        for need in here
        if rules.holds(need.when, values)
    ]
    return sorted(raised, key=lambda need: not need.urgent)


def _at_once(
    layers: Mapping[Nearness, tuple[Suggestion, ...]], raised: Iterable[Raised]
) -> tuple[Suggestion, ...]:
    """Return what helps with what cannot wait: somebody to call before something to do oneself."""
    urgent = {need.need for need in raised if need.urgent}
    people_first = [Nearness.ACCESS, *(layer for layer in reversed(Nearness) if layer is not Nearness.ACCESS)]
    found = [one for layer in people_first for one in layers[layer] if urgent & set(one.service.needs)]
    return tuple(found[:MOST_PER_LAYER])


def _because(condition: rules.Condition, values: rules.Values) -> tuple[str, ...]:
    """Return the questions in a condition whose answers make it hold, each once."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in rules.reasons(condition, values)))


def _said(condition: rules.Condition, values: rules.Values) -> frozenset[tuple[str, str]]:
    """Return which options of which questions make a condition hold."""
    found = rules.options_said(condition, values)
    return frozenset((name.partition(".")[0], option) for name, options in found for option in options)


def _raised_by_rule(questionnaire: Questionnaire, answers: Answers, more: bool) -> list[Raised]:
    """Return the needs that no single answer raises: one contact, and independent support for all."""
    always = [Raised(INDEPENDENT_SUPPORT, ())]
    if not more:
        return always
    because = tuple(
        q.id
        for q in questionnaire.path(answers)
        if q.status_of and Status.NOT_WELL in answers.get_answer(q.id).options
    )
    said = frozenset((id, Status.NOT_WELL.value) for id in because)
    return [Raised(ONE_CONTACT, because, said=said), *always]


@dataclass(frozen=True)
class _Search:
    """One look through the supply for what somebody needs."""

    book: Rulebook
    values: rules.Values
    raised: Sequence[Raised]
    brakes: Sequence[Brake]
    today: date

    def layer(self, layer: Nearness) -> tuple[Suggestion, ...]:
        if any(layer in brake.without for brake in self.brakes) or not self._is_open(layer):
            return ()
        fitting = [self._suggestion(service) for service in self.book.services if self._fits(service, layer)]
        return self._varied(sorted(fitting, key=self._order))

    def _varied(self, ordered: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """Return three: what a brake brings first, then one for each need, then what else comes first."""
        covered: set[str] = set()
        first: list[Suggestion] = []
        rest: list[Suggestion] = []
        for suggestion in ordered:
            needs = self._needs(suggestion.service)
            (first if suggestion.brake or needs - covered else rest).append(suggestion)
            covered |= needs
        chosen = [one.service.id for one in (*first, *rest)][:MOST_PER_LAYER]
        return tuple(one for one in ordered if one.service.id in chosen)

    def _needs(self, service: Service) -> set[str]:
        return {raised.need for raised in self.raised} & set(service.needs)

    def _is_open(self, layer: Nearness) -> bool:
        """Housemates only where there are some; the network only where somebody may be asked."""
        people = circle.people(self.values)
        if layer is Nearness.HOUSEMATES:
            return any(person.lives_here and person.may_be_asked for person in people)
        if layer is Nearness.NETWORK:
            return any(person.may_be_asked for person in people)
        return True

    def _fits(self, service: Service, layer: Nearness) -> bool:
        if service.nearness is not layer or not rules.holds(service.when, self.values):
            return False
        if service.asks_carer and any(brake.without_carers for brake in self.brakes):
            return False
        return any(raised.need in service.needs for raised in self.raised)

    def _suggestion(self, service: Service) -> Suggestion:
        answered = [raised for raised in self.raised if raised.need in service.needs]
        because = tuple(dict.fromkeys(question for raised in answered for question in raised.because))
        said = frozenset().union(*(raised.said for raised in answered))
        return Suggestion(service, because, self._brake(service), said)

    def _brake(self, service: Service) -> str:
        """Return the brake that brings this service first, if one does."""
        needed = self._needs(service)
        return next((brake.id for brake in self.brakes if needed & set(brake.first)), "")

    def _order(self, suggestion: Suggestion) -> tuple[int, int, bool, int, str]:
        """First what a brake brings first, in the order of the brakes (what cannot wait goes before
        all), then what is nearest, freshest, and answers most.
        """
        brakes = [*(brake.id for brake in self.brakes), ""]
        service = suggestion.service
        return (
            brakes.index(suggestion.brake),
            self._distance(service),
            is_stale(service, self.book.municipality, self.today),
            -len(self._needs(service)),
            service.id,
        )

    def _distance(self, service: Service) -> int:
        """0 in the own wijk, 1 next to it or in the whole municipality, 2 elsewhere."""
        own = next(iter(self.values.get(landmarks.WIJK, frozenset()) - {UNKNOWN}), "")
        if own and own in service.wijken:
            return 0
        near = {wijk.id for wijk in self.book.municipality.wijken if own in wijk.next_to}
        return 1 if not service.wijken or near & set(service.wijken) else 2


def is_stale(service: Service, municipality: Municipality, today: date) -> bool:
    """Say whether the facts of a service were checked too long ago, or never."""
    if service.checked_on is None:
        return True
    months = (today.year - service.checked_on.year) * 12 + today.month - service.checked_on.month
    return (months, today.day) > (municipality.stale_after_months, service.checked_on.day)
