"""Showing: what another may see of a conversation that was handed over, and never more than was chosen."""

from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import along, checking, choices, parts, planning
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core import handoff as handing
from meedoen_app.core.along import Column
from meedoen_app.core.consent import Consent
from meedoen_app.core.handoff import Handoff, Sharing, SupportOffered
from meedoen_app.core.plan.plan import Plan
from meedoen_app.storage.database import Session


@dataclass(frozen=True)
class Shown:
    """What another may see of a conversation now: the talk cut down to that, and the plan if shared.

    `chosen_at` is the moment of the yes: of the plan, and of `beside`, what was written later is not there.
    `beside` is what those who look along wrote, if that was shared: never mixed into the talk. `support` is
    what was said last when independent support was offered.
    """

    handoff: Handoff
    sharing: Sharing
    opened: Opened | None = None
    chosen_at: datetime | None = None
    plan: Plan | None = None
    beside: tuple[Column, ...] = ()
    support: SupportOffered | None = None


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
        plan_within(session, means, opened, found, upto=consent.given_at) if found.has_plan else None,
        _beside(session, means, opened, found, consent),
        next(reversed(checking.checked(session, means, handoff.conversation).offered), None),
    )


def plan_within(
    session: Session, means: Means, opened: Opened, found: Sharing, *, upto: datetime | None = None
) -> Plan:
    """Return the plan as it was at a moment, without what comes from chapters that do not go along."""
    hidden = frozenset(one.id for one in opened.content.questionnaire.chapters) - found.parts
    plan = planning.plan_of(session, means, opened.conversation.id, upto=upto)
    return plan.without(opened.content.only_in(hidden))


def _beside(
    session: Session, means: Means, opened: Opened, found: Sharing, consent: Consent
) -> tuple[Column, ...]:
    """Return what those who look along wrote about the chapters that were shared, up to that moment."""
    if not found.has_beside:
        return ()
    columns = along.columns(session, means, opened.conversation.id, upto=consent.given_at)
    return tuple(one for column in columns if not (one := column.only(found.parts)).is_empty)
