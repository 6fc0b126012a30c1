"""Suggesting what can help, in the order of the policy. It suggests; it never decides.

The order: plan §2.2(1) and §3.4, Wmo 2015 art. 2.3.2 lid 4. It sorts for fit and nearness, never for
fewer individual services.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

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
    """What the content says about needs: which there are, what answers them, when to hold back.

    `openings` says when a layer of people is open to who told of nobody in it.
    """

    needs: Sequence[Need]
    services: Sequence[Service]
    brakes: Sequence[Brake]
    domains: Domains
    municipality: Municipality
    openings: Mapping[Nearness, rules.Condition] = field(default_factory=dict)


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

    `needs` are those that an answer raised; independent support is for everybody and is none of them.
    `urgent` is the need that cannot wait, `at_once` what helps with it, people first, and `below` the
    layers as they stand under that, without it and filled up again. `more_at_once` advises one plan and
    one fixed contact (plan §3.5: three of the eight leefgebieden).
    """

    needs: tuple[Raised, ...]
    layers: Mapping[Nearness, tuple[Suggestion, ...]]
    at_once: tuple[Suggestion, ...]
    below: Mapping[Nearness, tuple[Suggestion, ...]]
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
    brakes = _brakes(book.brakes, values)
    everywhere = _raised(book.needs, values, brakes)
    raised = _in_chapter(book.needs, everywhere, questionnaire, chapter) if chapter else [*everywhere]
    if more and not chapter:
        raised.append(_one_contact(questionnaire, answers))
    search = _Search(book, values, [*raised, Raised(INDEPENDENT_SUPPORT, ())], brakes, today)
    layers = {layer: search.layer(layer) for layer in Nearness}
    at_once = _at_once(layers, raised)
    return Advice(
        needs=tuple(raised),
        layers=layers,
        at_once=at_once,
        below={layer: search.layer(layer, without=at_once) for layer in Nearness} if at_once else layers,
        statuses=found,
        more_at_once=more,
        urgent=next((need.need for need in everywhere if need.urgent), ""),
    )


def _brakes(brakes: Iterable[Brake], values: rules.Values) -> list[Brake]:
    """Return the brakes that hold."""
    can_ask = any(one.may_be_asked and not one.lives_here for one in circle.people(values))
    holding = (brake for brake in brakes if rules.holds(brake.when, values))
    return [brake for brake in holding if not (brake.unless_named and can_ask)]


def _raised(needs: Iterable[Need], values: rules.Values, brakes: Iterable[Brake]) -> list[Raised]:
    """Return the needs that hold: what cannot wait first, in the order in which the brakes bring it."""
    first = [id for brake in brakes for id in brake.first]
    raised = [
        Raised(need.id, _because(need.when, values), need.urgent, _said(need.when, values))
        for need in needs
        if rules.holds(need.when, values)
    ]

    def place(one: Raised) -> tuple[bool, int]:
        is_placed = one.urgent and one.need in first
        return (not one.urgent, first.index(one.need) if is_placed else len(first))

    return sorted(raised, key=place)


def _in_chapter(
    needs: Iterable[Need], raised: Iterable[Raised], questionnaire: Questionnaire, chapter: str
) -> list[Raised]:
    """Return the needs of one chapter, and what was said in this theme that raised those of another."""
    own = {need.id for need in needs if need.chapter == chapter}
    asked = {id for id, of in questionnaire.chapter_of.items() if of.id == chapter and of.is_theme}
    return [one for one in raised if one.need in own or not asked.isdisjoint(one.because)]


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


def _one_contact(questionnaire: Questionnaire, answers: Answers) -> Raised:
    """Return the need that no single answer raises: one contact, for who has much at once."""
    because = tuple(
        q.id
        for q in questionnaire.path(answers)
        if q.status_of and Status.NOT_WELL in answers.get_answer(q.id).options
    )
    said = frozenset((id, Status.NOT_WELL.value) for id in because)
    return Raised(ONE_CONTACT, because, said=said)


@dataclass(frozen=True)
class _Search:
    """One look through the supply for what somebody needs."""

    book: Rulebook
    values: rules.Values
    raised: Sequence[Raised]
    brakes: Sequence[Brake]
    today: date

    def layer(self, layer: Nearness, without: Iterable[Suggestion] = ()) -> tuple[Suggestion, ...]:
        """Return what a layer suggests, without what stands elsewhere on the page."""
        return self._varied([one for one in self._found[layer] if one not in without])

    @cached_property
    def _found(self) -> Mapping[Nearness, Sequence[Suggestion]]:
        """Return all that fits, by layer and what comes first in front: the supply is gone through once."""
        found: dict[Nearness, list[Suggestion]] = defaultdict(list)
        speaking = {layer for layer in Nearness if self._speaks(layer)}
        for service in self.book.services:
            if service.nearness in speaking and self._fits(service):
                found[service.nearness].append(self._suggestion(service))
        return {layer: sorted(found[layer], key=self._order) for layer in Nearness}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Need -> where it stands among what was raised."""
        return {raised.need: place for place, raised in reversed([*enumerate(self.raised)])}

    @cached_property
    def _brake_places(self) -> Mapping[str, int]:
        """Brake -> where it stands; what no brake brings comes after all of them."""
        return {id: place for place, id in enumerate([*(brake.id for brake in self.brakes), ""])}

    @cached_property
    def _own_wijk(self) -> str:
        return next(iter(self.values.get(landmarks.WIJK, frozenset()) - {UNKNOWN}), "")

    @cached_property
    def _wijken_near(self) -> frozenset[str]:
        wijken = self.book.municipality.wijken
        return frozenset(wijk.id for wijk in wijken if self._own_wijk in wijk.next_to)

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
        return self._places.keys() & set(service.needs)

    def _speaks(self, layer: Nearness) -> bool:
        """Say whether a layer may speak: no brake leaves it out, and of people those told of decide.

        Who told of housemates (or of people from outside) opens that layer while one of them may be
        asked, and closes it by saying "nee" of each. Who told of nobody there did not say "nobody":
        then the content says when the layer is open, so that the policy's order holds after any theme.
        """
        if any(layer in brake.without for brake in self.brakes):
            return False
        if layer not in (Nearness.HOUSEMATES, Nearness.NETWORK):
            return True
        people = circle.people(self.values)
        told_of = [person for person in people if person.lives_here is (layer is Nearness.HOUSEMATES)]
        if told_of:
            return any(person.may_be_asked for person in told_of)
        return rules.holds(self.book.openings.get(layer, rules.NEVER), self.values)

    def _fits(self, service: Service) -> bool:
        if self._places.keys().isdisjoint(service.needs) or not rules.holds(service.when, self.values):
            return False
        return not (service.asks_carer and any(brake.without_carers for brake in self.brakes))

    def _suggestion(self, service: Service) -> Suggestion:
        answered = [raised for raised in self.raised if raised.need in service.needs]
        because = tuple(dict.fromkeys(question for raised in answered for question in raised.because))
        said = frozenset().union(*(raised.said for raised in answered))
        return Suggestion(service, because, self._brake(service), said)

    def _brake(self, service: Service) -> str:
        """Return the brake that brings this service first, if one does."""
        needed = self._needs(service)
        return next((brake.id for brake in self.brakes if needed & set(brake.first)), "")

    def _order(self, suggestion: Suggestion) -> tuple[int, int, int, bool, int, int]:
        """First what a brake brings first, in the order of the brakes (what cannot wait goes before
        all), then what comes sooner or later by what was said, then what is nearest, freshest, answers
        most, and answers what was raised first. What is alike in all this keeps the order of the content.
        """
        service = suggestion.service
        needed = self._needs(service)
        return (
            self._brake_places[suggestion.brake],
            self._turn(service),
            self._distance(service),
            is_stale(service, self.book.municipality, self.today),
            -len(needed),
            min(self._places[need] for need in needed),
        )

    def _turn(self, service: Service) -> int:
        """Return -1 for what comes sooner than the rest of its layer, 1 for what comes later, else 0."""
        if rules.holds(service.later, self.values):
            return 1
        return -1 if rules.holds(service.sooner, self.values) else 0

    def _distance(self, service: Service) -> int:
        """0 in the own wijk, 1 next to it or in the whole municipality, 2 elsewhere."""
        if self._own_wijk and self._own_wijk in service.wijken:
            return 0
        return 2 if service.wijken and self._wijken_near.isdisjoint(service.wijken) else 1


def is_stale(service: Service, municipality: Municipality, today: date) -> bool:
    """Say whether the facts of a service are too old: checked too long ago, or of an old source.

    Of a source that nobody checked only the year is known; it counts from the first day of that year.
    """
    known_on = service.checked_on or (date(service.source_year, 1, 1) if service.source_year else None)
    if known_on is None:
        return True
    months = (today.year - known_on.year) * 12 + today.month - known_on.month
    return (months, today.day) > (municipality.stale_after_months, known_on.day)
