"""One handing over as its resident follows it: where it is, what was shared, and what was written."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meedoen_app.actions import (
    casework,
    choices,
    handing_over,
    households,
    parts,
    planning,
    showing,
    workbench,
)
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.casework import around, hearing, lines, safety
from meedoen_app.core.casework import clock as law
from meedoen_app.core.casework.assignment import Assignment
from meedoen_app.core.casework.case import Case, Waiting
from meedoen_app.core.casework.clock import Running
from meedoen_app.core.casework.household import Household
from meedoen_app.core.consent import Consent
from meedoen_app.core.desk import Desk, DeskKind, Team
from meedoen_app.core.handoff import BESIDE, LADDER, PLAN, Handoff, Reach
from meedoen_app.core.rights import Right
from meedoen_app.core.terms import DECISION, URGENT
from meedoen_app.core.terms import PLAN as PLAN_TERM
from meedoen_app.storage import lists
from meedoen_app.web import clock, going_along, pages
from meedoen_app.web.casework import words
from meedoen_app.web.installation import here


@dataclass(frozen=True)
class Followed:
    """One handing over as its resident follows it."""

    opened: Opened
    handoff: Handoff
    case: Case
    running: tuple[Running, ...]
    consent: Consent | None
    worker: str
    coordinates: bool
    contact: str
    has_newer_plan: bool
    household: Household | None
    reach: Reach
    kept_back: Set[str]
    workers: Sequence[tuple[Assignment, str, str]]
    left_behind: Sequence[str]

    @property
    def desk(self) -> Desk:
        return here().contents.current().desk(self.handoff.desk)

    @property
    def team(self) -> Team:
        return here().contents.current().team(self.handoff.team)

    @property
    def received_on(self) -> date:
        """Return the day on which it arrived: a notification keeps its first day."""
        return self.handoff.notified_on or self.handoff.shared_on

    @property
    def is_answer_waiting(self) -> bool:
        """Say whether somebody still reads what the resident said of the newest version of the report."""
        return self.case.settled is None and self._is_still_read(self.case.reaction)

    @property
    def handed_in(self) -> lines.PlanHandedIn | None:
        return self.case.last(lines.PlanHandedIn)

    @property
    def is_plan_waiting(self) -> bool:
        """Say whether somebody still reads the plan that was handed in."""
        return self.case.report is None and self._is_still_read(self.handed_in)

    def _is_still_read(self, sent: lines.Line | None) -> bool:
        """Say whether somebody still reads this: while the work goes on, then until they answer."""
        if sent is None or self.is_stopped:
            return False
        return self.case.closed is None or sent in hearing.unheard(self.case, self.handoff.shared_at)

    @property
    def is_application_waiting(self) -> bool:
        return self.case.last(lines.Decided) is None and not self.is_over

    @property
    def may_apply(self) -> bool:
        return self.case.may_apply(law.inquiry_ends(self.running), clock.today())

    @property
    def is_late(self) -> bool:
        ends = law.inquiry_ends(self.running)
        is_open = self.case.settled is None and self.applied is None
        return is_open and ends is not None and clock.today() > ends

    @property
    def terms(self) -> tuple[Running, ...]:
        """Return the terms to tell of. Once it is closed, what has no day and was not met does not wait on,
        and nobody asks for a plan any more.
        """
        if self.case.closed is None:
            return self.running
        return tuple(
            one
            for one in self.running
            if one.is_done or (one.deadline.term.length and one.deadline.term.id != PLAN_TERM)
        )

    def helped(self, one: Running) -> lines.HelpedAtOnce | None:
        """Return what was arranged of what could not wait, where this is the term that asks for it."""
        return law.helped(self.handoff, self.case) if one.deadline.term.id == URGENT else None

    def says_how(self, one: Running) -> Right | None:
        """Return the page about the law on what the resident may do in a term: it has its name."""
        rights = here().contents.current().rights if one.owes is Waiting.RESIDENT else ()
        return next((right for right in rights if right.id == one.deadline.term.id), None)

    @property
    def applied(self) -> lines.Applied | None:
        return self.case.last(lines.Applied)

    @property
    def decision(self) -> Running | None:
        """Return by when there is a decision on the application; None while there is no application."""
        return next((one for one in self.running if one.deadline.term.id == DECISION), None)

    @property
    def paused(self) -> lines.Paused | None:
        return self.case.paused_on(clock.today())

    @property
    def asked(self) -> lines.Paused | None:
        """Return what the resident has to give before there can be a decision; None while that is nothing."""
        paused = None if self.is_over else self.paused
        return paused if paused and paused.reason is lines.PauseReason.COMPLETING else None

    @property
    def answer_by(self) -> date | None:
        """Return through which day a report waits for what its resident says of it."""
        return None if self.is_over else self.case.answer_by

    @property
    def coordinated(self) -> around.Coordinated | None:
        """Return that the one who holds the plan together changed, and why."""
        return self.case.last(around.Coordinated)

    @property
    def has_ended(self) -> bool:
        return ended_at(self.handoff, self.consent) is not None

    @property
    def may_stop(self) -> bool:
        """Say whether there is something to stop: the sharing, or a notification that goes on without it."""
        goes_on = self.case.notified is not None and not self.is_over and self.applied is None
        return goes_on or not self.has_ended

    @property
    def may_be_notified(self) -> bool:
        """Say whether "Is dit een melding?" is asked: help is wanted, and nobody said yes to that yet."""
        is_asked = self.desk.kind is DeskKind.SHARING and not self.desk.is_independent
        is_open = not self.handoff.is_withdrawn_or_closed and self.case.notified is None
        advice = self.opened.content.advise(self.opened.answers, today=clock.today())
        return is_asked and is_open and bool(advice.needs)

    @property
    def may_hand_in_plan(self) -> bool:
        return self._is_plan_open and self.shows_plan

    @property
    def may_make_plan(self) -> bool:
        """Say whether a plan is waited for that they cannot read yet: the report is not there."""
        return self._is_plan_open and not self.shows_plan and not self.is_stopped and self.case.report is None

    @property
    def _is_plan_open(self) -> bool:
        is_open = self.case.notified is not None and self.case.closed is None
        return is_open and self.handed_in is None

    @property
    def is_stopped(self) -> bool:
        return self.case.is_stopped(self.handoff.withdrawn_at)

    @property
    def is_over(self) -> bool:
        return self.case.is_over(self.handoff.withdrawn_at)

    @property
    def shows_plan(self) -> bool:
        """Say whether they read the plan now, as it was at the moment of the yes."""
        is_shared = self.consent is not None and PLAN in self.consent.parts
        return is_shared and self.handoff.withdrawn_at is None and not self.has_ended


def follow(id: str, case: str) -> Followed:
    """Return a handing over of this conversation. Raises NotThere."""
    means = pages.means()
    with here().database.reading() as session:
        handoff = handing_over.own(session, id, case)
        found, consent = casework.case_of(session, means, case), choices.consent_of(session, means, handoff)
        worker, coordinates = casework.worker_of(session, handoff)
        opened = talking.look(session, means, id)
        return Followed(
            opened=opened,
            handoff=handoff,
            case=found,
            running=casework.running(means, handoff, found),
            consent=consent,
            worker=worker,
            coordinates=coordinates,
            contact=casework.contact_of(session, means, handoff),
            has_newer_plan=consent is not None and planning.is_newer(session, means, id, consent),
            household=households.of_case(session, means, case),
            reach=handing_over.reach_of(session, means, handoff),
            kept_back=parts.kept_back(session, means, opened),
            workers=workbench.history(session, means, case),
            left_behind=_left_behind(session, handoff, consent),
        )


def _left_behind(session: Any, handoff: Handoff, consent: Consent | None) -> list[str]:
    """Return which steps of the plan they do not read, as they hang on what was not shared."""
    plan = showing.shown(session, pages.means(), handoff, clock.now()).plan
    if plan is None or consent is None or handoff.conversation is None:
        return []
    whole = planning.plan_of(session, pages.means(), handoff.conversation, upto=consent.given_at)
    return going_along.left_behind(whole, plan)


def going_on(id: str) -> tuple[Handoff, ...]:
    """Return with whom this conversation is shared still, or whose work on it goes on. Raises NotThere."""
    with here().database.reading() as session:
        found = handing_over.of_conversation(session, pages.means(), id)
        cases = {one.id: casework.case_of(session, pages.means(), one.id) for one in found}
    return tuple(one for one in found if not cases[one.id].is_over(one.withdrawn_at))


@dataclass(frozen=True, slots=True)
class Shared:
    """One handing over, and when its sharing ended by itself."""

    handoff: Handoff
    ended_at: datetime | None


def shared(session: Any, id: str) -> tuple[Shared, ...]:
    """Return with whom this was shared, the oldest first, also what ended or was taken back."""
    found = handing_over.of_conversation(session, pages.means(), id)
    return tuple(Shared(one, ended_at(one, choices.consent_of(session, pages.means(), one))) for one in found)


def ended_at(handoff: Handoff, consent: Consent | None) -> datetime | None:
    """Return when sharing ended by the day until which somebody said yes, or as it is not kept any more."""
    ends = consent.withdrawn_at or consent.ends_at if consent and handoff.withdrawn_at is None else None
    return ends if ends is not None and ends <= clock.now() else None


def shared_parts(found: Followed) -> list[dict[str, Any]]:
    """Return what was shared, in the order of the conversation; the plan and the ladder after it.

    Of a chapter that is "niet delen" by now it is said that nobody sees it any more.
    """
    shared = found.consent.parts if found.consent else frozenset()
    chapters = [one for one in found.opened.content.questionnaire.chapters if one.id in shared]
    extra = [one for one in (PLAN, BESIDE, LADDER) if one in shared]
    told = [{"chapter": one, "id": one.id, "is_kept_back": one.id in found.kept_back} for one in chapters]
    return told + [{"id": one} for one in extra]


def written(found: Followed) -> list[dict[str, Any]]:
    """Return all that was written about somebody, in words, with who wrote it; the newest first."""
    told = [words.told(line) for line in safety.for_resident(found.case)]
    with here().database.reading() as session:
        writers = lists.accounts_of(session, {one.by for one in told})
    names = {id: account.name for id, account in writers.items()}
    return [{"told": one, "by": names.get(one.by, "")} for one in reversed(told)]
