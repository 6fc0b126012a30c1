"""Showing: what another may see of a conversation that was handed over, and never more than was chosen."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import along, casework, checking, choices, parts, planning
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core import handoff as handing
from meedoen_app.core.along import Column
from meedoen_app.core.casework import lines
from meedoen_app.core.consent import Consent
from meedoen_app.core.handoff import Handoff, Sharing, SupportOffered
from meedoen_app.core.plan.plan import Plan
from meedoen_app.storage import consents
from meedoen_app.storage.database import Session


@dataclass(frozen=True)
class HandedIn:
    """The plan that was given with a notification, and the talk of then: shared so at this moment.

    It stays what the inquiry involves (Wmo 2015 art. 2.3.2 lid 5), also when a newer plan is shared.
    """

    opened: Opened
    plan: Plan
    chosen_at: datetime


@dataclass(frozen=True)
class Shown:
    """What another may see of a conversation now: the talk cut down to that, and the plan if shared.

    `chosen_at` is the moment of the yes: what was said later of the plan, of support, or `beside`, is not
    there. `beside` is what those who look along wrote, if that was shared: never mixed into the talk.
    `support` is what was said last when that was offered. `handed_in` is the plan of the notification.
    """

    handoff: Handoff
    sharing: Sharing
    opened: Opened | None = None
    chosen_at: datetime | None = None
    plan: Plan | None = None
    beside: tuple[Column, ...] = ()
    support: SupportOffered | None = None
    handed_in: HandedIn | None = None


def shown(session: Session, means: Means, handoff: Handoff, now: datetime) -> Shown:
    """Return what whoever works on this may see at this moment."""
    if handoff.conversation is None or handoff.withdrawn_at is not None:
        return Shown(handoff, handing.NOTHING)
    opened = talking.look(session, means, handoff.conversation)
    consent = choices.consent_of(session, means, handoff)
    found = handing.sharing(consent, parts.kept_back(session, means, opened), now)
    cut = parts.cut(opened, found, handoff.upto)
    if consent is None or not consent.holds_at(now):
        return Shown(handoff, found, cut)
    return Shown(
        handoff,
        found,
        cut,
        consent.given_at,
        plan_within(session, means, opened, found, handoff.upto, upto=consent.given_at)
        if found.has_plan
        else None,
        _beside(session, means, opened, found, consent),
        _support(session, means, handoff.conversation, consent),
        _handed_in(session, means, opened, handoff, found),
    )


def _support(session: Session, means: Means, id: str, consent: Consent) -> SupportOffered | None:
    said = checking.checked(session, means, id).offered
    return next((one for one in reversed(said) if one.at <= consent.given_at), None)


def _handed_in(
    session: Session, means: Means, opened: Opened, handoff: Handoff, found: Sharing
) -> HandedIn | None:
    """Return the plan that was handed in, as long as the plan is shared: as it was in the yes of that day."""
    line = casework.case_of(session, means, handoff.id).last(lines.PlanHandedIn)
    if line is None or not found.has_plan:
        return None
    given = [
        one.given_at
        for one in consents.listed(session, means.vault, opened.conversation.id)
        if one.recipient == handoff.desk and handing.PLAN in one.parts and one.given_at <= line.at
    ]
    if not given:
        return None
    upto = max(given)
    seq = max((one.seq for one in opened.entries if one.at and one.at <= upto), default=0)
    seq = min(seq, handoff.upto)
    plan = plan_within(session, means, opened, found, seq, upto=upto)
    return HandedIn(parts.cut(opened, found, seq), plan, upto)


def plan_within(
    session: Session, means: Means, opened: Opened, found: Sharing, seq: int, *, upto: datetime | None = None
) -> Plan:
    """Return the plan as it was at a moment, without what only an answer that does not go along speaks of.

    That is what helps with a need that the talk raised, now or at any time before, and what goes along does
    not: who says something else since, said it still. And it is what stands only in themes of which something
    was told that stays behind. A theme that nobody opened, or told nothing of, hides nothing; nor does what
    was said about the app itself, like by which door somebody came.
    """
    plan = planning.plan_of(session, means, opened.conversation.id, upto=upto)
    return plan.without(_unheard(opened, found, seq, _ever_helping(opened)))


def goes_with(opened: Opened, plan: Plan, chapters: Set[str]) -> dict[str, frozenset[str]]:
    """Return of each service of this plan that may stay behind which of these chapters take it along.

    Each of them does so alone. Where none is enough it needs several together.
    """
    seq, raised = opened.answers.seq, _ever_helping(opened)
    made = {step.service for step in plan.steps}
    some = made & _unheard(opened, handing.NOTHING, seq, raised)
    taken = {one: some - _unheard(opened, Sharing(frozenset({one})), seq, raised) for one in chapters}
    return {id: frozenset(one for one in chapters if id in taken[one]) for id in some}


def _ever_helping(opened: Opened) -> frozenset[str]:
    """Return what helps with a need that the talk raised, now or at any time before."""
    content = opened.content
    all_of_it = Sharing(frozenset(one.id for one in content.questionnaire.chapters))
    moments = [parts.cut(opened, all_of_it, one.seq).answers for one in opened.entries]
    return frozenset[str]().union(*map(content.helping, moments))


def _unheard(opened: Opened, found: Sharing, seq: int, raised: Set[str]) -> frozenset[str]:
    """Return the services of which only what does not go along speaks; `raised` is what it speaks of."""
    content, cut = opened.content, parts.cut(opened, found, seq)
    told = [one for one in opened.entries if not one.answer.is_skipped]
    behind = {content.questionnaire.chapter_of[one.answer.question].id for one in told} - found.parts
    return content.only_in(behind) | raised - content.helping(cut.answers)


def _beside(
    session: Session, means: Means, opened: Opened, found: Sharing, consent: Consent
) -> tuple[Column, ...]:
    """Return what those who look along wrote about the chapters that were shared, up to that moment."""
    if not found.has_beside:
        return ()
    columns = along.columns(session, means, opened.conversation.id, upto=consent.given_at)
    return tuple(one for column in columns if not (one := column.only(found.parts)).is_empty)
