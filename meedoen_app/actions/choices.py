"""What somebody chose before at a desk: to begin a next choice with, and to see when a form is too old."""

from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import along, casework, checking, planning
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import telling
from meedoen_app.core.consent import Consent
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import BESIDE, PLAN, Handoff, Offer, Reach
from meedoen_app.storage import consents, handoffs
from meedoen_app.storage.database import Session


@dataclass(frozen=True, slots=True)
class Chosen:
    """The last choice at a desk: what went along until when, and how news may reach somebody."""

    consent: Consent
    reach: Reach


def chosen(session: Session, means: Means, id: str, desk: str) -> Chosen | None:
    """Return what somebody chose last at this desk, also when they stopped; None where they never did."""
    former = [one for one in handoffs.of_conversation(session, id) if one.desk == desk]
    consent = consent_of(session, means, former[-1]) if former else None
    return Chosen(consent, handoffs.reach(session, means.vault, former[-1].id)) if consent else None


def to_renew(session: Session, id: str, desk: str) -> Handoff | None:
    """Return the handing over at this desk that a new choice goes on with.

    That is the one that is not over, or else a notification that was taken back: its first day stays its day.
    """
    found = [one for one in handoffs.of_conversation(session, id) if one.desk == desk and not one.closed_at]
    still = [one for one in found if one.withdrawn_at is None]
    notified = [one for one in found if one.kind is DeskKind.NOTIFICATION]
    return next(iter(still or reversed(notified)), None)


def is_the_same(
    session: Session, means: Means, former: Handoff, offer: Offer, opened: Opened, now: datetime
) -> bool:
    """Say whether this choice is the one that holds, and says nothing new of the way of before."""
    consent = consent_of(session, means, former)
    return (
        consent is not None
        and consent.holds_at(now)
        and (consent.parts, former.upto) == (offer.parts, opened.answers.seq)
        and consent.ends_at == offer.ends_at
        and offer.kind in (former.kind, DeskKind.SHARING)
        and handoffs.reach(session, means.vault, former.id) == offer.reach
        and not (
            offer.is_former_unsafe and telling.may_use_former(casework.case_of(session, means, former.id))
        )
        and not (BESIDE in offer.parts and along.is_newer(session, means, opened.conversation.id, consent))
        and not checking.is_support_newer(session, means, opened.conversation.id, consent)
        and not (PLAN in offer.parts and planning.is_newer(session, means, opened.conversation.id, consent))
    )


def is_too_old(session: Session, means: Means, id: str, desk: str, shown_at: datetime | None) -> bool:
    """Say whether something was taken back at this desk since a form was shown: it shares nothing anew.

    A form says in whole seconds when it was shown.
    """
    if shown_at is None:
        return False
    taken_back = [
        one.withdrawn_at
        for one in consents.listed(session, means.vault, id)
        if one.recipient == desk and one.withdrawn_at is not None
    ]
    return any(moment.replace(microsecond=0) > shown_at for moment in taken_back)


def consent_of(session: Session, means: Means, handoff: Handoff) -> Consent | None:
    """Return the yes under which this was handed over; None when its conversation is gone."""
    if handoff.conversation is None:
        return None
    found = consents.listed(session, means.vault, handoff.conversation)
    return next((one for one in found if one.number == handoff.consent), None)
