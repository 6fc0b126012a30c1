"""Handing over: to a desk, in the words of the page, and taking it back."""

from datetime import date, datetime

from meedoen_app.actions import (
    along,
    casework,
    choices,
    parts,
    planning,
    receiving,
    renewing,
    telling,
)
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.case import State
from meedoen_app.core.consent import Asked, Consent
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import BESIDE, LADDER, PLAN, Handoff, Offer, Reach
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, conversations, handoffs, outbox
from meedoen_app.storage.database import Session

PURPOSE = "delen"


def shareable(session: Session, means: Means, id: str) -> frozenset[str]:
    """Return what can be handed over: chapters with an answer, the plan when there is one, and the ladder;
    what somebody who looks along wrote, when they did.

    A chapter that is "niet delen" is not among them.
    """
    opened = talking.look(session, means, id)
    told = parts.told(session, means, opened)
    plan = set() if planning.plan_of(session, means, id).is_empty else {PLAN}
    columns = along.columns(session, means, id)
    beside = {BESIDE} if any(not one.only(told).is_empty for one in columns) else set()
    return frozenset(told | plan | beside | {LADDER})


def hand_over(
    session: Session,
    means: Means,
    id: str,
    offer: Offer,
    asked: Asked,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> Handoff:
    """Hand a conversation over to a desk; to a desk that has it already, that is sharing it anew.

    So it is where a notification was taken back: its term runs from its first day.

    Twice the same is once. Raises NotThere for a desk without a live receiver, NotAllowed for a conversation
    that is not kept ("not_kept"), for parts that cannot go along, for a way that reaches nobody, and for a
    form from before something was taken back ("old").
    """
    opened = talking.look(session, means, id)
    handoffs.hold_all(session, id)
    team = receiving.team_at(session, means, parts.open_answers(session, means, opened), offer.desk)
    _check(session, means, opened, offer)
    former = choices.to_renew(session, id, offer.desk)
    if former is not None and choices.is_the_same(session, means, former, offer, opened, now):
        return former
    if choices.is_too_old(session, means, id, offer.desk, asked.shown_at):
        raise NotAllowed("old")
    chosen = choices.chosen(session, means, id, offer.desk)
    consent = _agree(session, means, id, offer, asked, now, by)
    _stay(session, means, id, now, by)
    handoff = (
        renewing.renew(session, means, former, offer, opened, team, consent, today=today, now=now, by=by)
        if former is not None
        else _add(session, means, opened, offer, team, consent, today, now, by)
    )
    if chosen is not None:
        telling.note_change(session, means, handoff, chosen.reach, offer, today=today, now=now, by=by)
    return _begin(session, means, handoff, offer.kind, today=today, now=now, by=by)


def withdraw(session: Session, means: Means, id: str, case: str, *, now: datetime, by: Actor) -> None:
    """Take a sharing back, at once and everywhere. Again changes nothing. Raises NotThere for another's.

    An application goes on, with its term: taking back what was shared is no taking back of that.
    Nor does anything of the talk stay with a request to be called: who calls may be who shared it.
    """
    conversations.get(session, id)  # Held first, as whoever hands over or looks does.
    handoff = own(session, id, case)
    consents.withdraw(session, means.vault, id, handoff.consent, now=now, by=by)
    outbox.take_back(session, means.vault, id)
    if handoff.withdrawn_at is None:
        stopped = handoffs.change(session, means.vault, case, "ingetrokken", now=now, by=by, withdrawn_at=now)
        casework.follow(session, means, stopped, now=now, by=by)


def stop_all(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let nobody see a conversation any more that is not kept. What is a notification goes on without it.

    So it is when all is thrown away: the term of the law runs, and the file of the case stays. All of them
    are held before anything is written in the trace, as everybody does.
    """
    held = handoffs.hold_all(session, id)
    outbox.take_back(session, means.vault, id)
    for one in held:
        if one.kind is DeskKind.SHARING:
            withdraw(session, means, id, one.id, now=now, by=by)
        else:
            consents.withdraw(session, means.vault, id, one.consent, now=now, by=by)


def of_conversation(session: Session, means: Means, id: str) -> tuple[Handoff, ...]:
    """Return to whom a conversation was handed over, also what was taken back. Raises NotThere."""
    conversations.get(session, id)
    return handoffs.of_conversation(session, id)


def own(session: Session, id: str, case: str) -> Handoff:
    """Return a handing over of this conversation. Raises NotThere for one of another."""
    found = handoffs.get(session, case)
    if found.conversation != id:
        raise NotThere(case)
    return found


def reach_of(session: Session, means: Means, handoff: Handoff) -> Reach:
    """Return how the resident of a handing over wants to be reached."""
    return handoffs.reach(session, means.vault, handoff.id)


def _check(session: Session, means: Means, opened: Opened, offer: Offer) -> None:
    """Raise NotAllowed for what cannot be handed over like this."""
    if not opened.conversation.keeping.is_kept:
        raise NotAllowed("not_kept")
    if not offer.parts <= shareable(session, means, opened.conversation.id):
        raise NotAllowed("parts")
    if not offer.parts and offer.kind is DeskKind.SHARING:
        raise NotAllowed("nothing")
    offer.reach.accept()


def _add(
    session: Session,
    means: Means,
    opened: Opened,
    offer: Offer,
    team: str,
    consent: Consent,
    today: date,
    now: datetime,
    by: Actor,
) -> Handoff:
    return handoffs.add(
        session,
        means.vault,
        opened.conversation.id,
        desk=offer.desk,
        team=team,
        kind=offer.kind,
        consent=consent.number,
        upto=opened.answers.seq,
        reach=offer.reach,
        on_behalf=offer.on_behalf,
        language=opened.conversation.reading.language,
        **receiving.for_lists(session, means, opened),
        state=State.SHARED,
        due_on=None,
        notified_on=None,
        shared_on=today,
        now=now,
        by=by,
    )


def _begin(
    session: Session,
    means: Means,
    shared: Handoff,
    kind: DeskKind,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> Handoff:
    """Let the clocks run: that of the law for what is a notification, once; and that of the desk."""
    if kind is DeskKind.NOTIFICATION and shared.notified_on is None:
        line = lines.Notified(today, now)
        casework.write_down(session, means, shared.id, line, key="melding", by=by)
    else:
        casework.follow(session, means, shared, now=now, by=by)
    return handoffs.get(session, shared.id)


def _agree(
    session: Session, means: Means, id: str, offer: Offer, asked: Asked, now: datetime, by: Actor
) -> Consent:
    return consents.give(
        session,
        means.vault,
        id,
        purpose=PURPOSE,
        asked=asked,
        recipient=offer.desk,
        parts=offer.parts,
        ends_at=offer.ends_at,
        now=now,
        by=by,
    )


def _stay(session: Session, means: Means, id: str, now: datetime, by: Actor) -> None:
    """What is shared stays for as long as what has a plan in it: somebody is at work on it."""
    if conversations.get(session, id).keeping is Keeping.KEPT:
        until = expiry(Keeping.PLAN, now, means.draft_days)
        conversations.keep_with_plan(session, means.vault, id, expires_at=until, now=now, by=by)
