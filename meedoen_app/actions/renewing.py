"""Sharing anew at a desk that has it already: the newer choice holds instead of the former one."""

from datetime import date, datetime

from meedoen_app.actions import casework, choices, receiving
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import around, clock
from meedoen_app.core.consent import Consent
from meedoen_app.core.handoff import Handoff, Offer
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, handoffs
from meedoen_app.storage.database import Session


def renew(
    session: Session,
    means: Means,
    former: Handoff,
    offer: Offer,
    opened: Opened,
    team: str,
    consent: Consent,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> Handoff:
    """Let the newer choice hold, and write in the case that there is one.

    While nobody works on it, it goes to the team that takes it in now.
    """
    lists = receiving.for_lists(session, means, opened)
    begins = _begins_anew(session, means, former, lists["is_urgent"], now)
    consents.withdraw(session, means.vault, opened.conversation.id, former.consent, now=now, by=by)
    handoffs.change_reach(session, means.vault, former.id, offer.reach, now=now, by=by)
    worker, _is_led = casework.worker_of(session, former)
    handoffs.change(
        session,
        means.vault,
        former.id,
        "opnieuw_gedeeld",
        now=now,
        by=by,
        consent_number=consent.number,
        upto=opened.answers.seq,
        withdrawn_at=None,
        team=former.team if worker else team,
        **({"shared_on": today, "shared_at": now} if begins else {}),
        **lists,
    )
    key = f"opnieuw_gedeeld:{consent.number}"
    casework.write_down(session, means, former.id, around.SharedAgain(now), key=key, by=by)
    return handoffs.get(session, former.id)


def _begins_anew(session: Session, means: Means, former: Handoff, is_urgent: bool, now: datetime) -> bool:
    """Say whether this is a new day of sharing, from which the terms of the desk run."""
    yes = choices.consent_of(session, means, former)
    is_held = yes is not None and yes.holds_at(now)
    case = casework.case_of(session, means, former.id)
    return clock.begins_anew(former, case, is_held=is_held, is_urgent=is_urgent)
