"""Making a plan: choosing from what can help, agreeing on steps, and looking at it again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import notes
from meedoen_app.actions.means import Means
from meedoen_app.core.consent import Consent
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.errors import KeyReused, NotThere, Stale
from meedoen_app.core.plan import plan
from meedoen_app.core.plan.lines import Choice, Chosen, Line, Outcome, Review, Step, Went
from meedoen_app.core.plan.plan import Plan
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import Session


def plan_of(session: Session, means: Means, id: str, *, upto: datetime | None = None) -> Plan:
    """Return the plan as it stood at a moment, or now; empty while nothing was chosen."""
    return plan.fold(one for one in lines(session, means, id) if upto is None or one.at <= upto)


def is_newer(session: Session, means: Means, id: str, consent: Consent) -> bool:
    """Say whether anything was said of the plan since this was agreed to."""
    return any(one.at > consent.given_at for one in lines(session, means, id))


def lines(session: Session, means: Means, id: str) -> tuple[Line, ...]:
    """Return everything that was ever said of the plan, the oldest first."""
    return tuple(one for one in notes.said(session, means, id) if isinstance(one, Line))


def write_down(session: Session, means: Means, id: str, said: Line, *, key: str, by: Actor) -> None:
    """Write down a line of the plan; what stands there already is not written again.

    Raises NotAllowed for what does not fit this plan or is too long, KeyReused when a form comes again
    with something else.
    """
    by_now = lines(session, means, id)
    found = plan.fold(by_now)
    content = means.contents.at(conversations.get(session, id).content_version)
    found.accept(said, {service.id for service in content.services})
    if found.says(said):
        return
    if isinstance(said, Went | Review):
        key = _pressed(key, by_now)
    _add(session, means, id, said, key=key, by=by)


def choose(session: Session, means: Means, id: str, said: Chosen, *, key: str, by: Actor) -> None:
    """Write down what somebody says of what can help. Saying the same again keeps the reason for it.

    Who says again that something does not fit is asked why again: so that is then what was said last.
    """
    by_now = lines(session, means, id)
    found = plan.fold(by_now)
    known, key = found.choices.get(said.service), _pressed(key, by_now)
    if known is None or known.choice is not said.choice:
        write_down(session, means, id, said, key=key, by=by)
    elif known.choice is Choice.NOT_FOR_ME and known is not found.last_rejected:
        _add(session, means, id, replace(known, at=said.at), key=key, by=by)


def make_step(session: Session, means: Means, id: str, service: str, *, now: datetime, by: Actor) -> int:
    """Make a step of something that is wanted and return its number. Pressed twice is one step.

    Raises NotAllowed for what is not in the supply.
    """
    found = plan_of(session, means, id)
    for step in found.steps:
        is_there = found.outcome(step) is not Outcome.TAKEN_OUT or found.is_set_aside(step)
        if service and step.service == service and is_there:
            return step.number
    step = Step(found.next_number, now, service=service)
    write_down(session, means, id, step, key=f"stap:{step.number}", by=by)
    return step.number


def add_step(session: Session, means: Means, id: str, step: Step, *, key: str, by: Actor) -> int:
    """Add a step of one's own and return the number that it gets. The same key twice is one step.

    Raises KeyReused, with that number, when the form comes again with other words.
    """
    known = notes.with_key(session, means, id, key)
    number = known.number if isinstance(known, Step) else plan_of(session, means, id).next_number
    _write_step(session, means, id, replace(step, number=number), key=key, by=by)
    return number


def change_step(
    session: Session, means: Means, id: str, step: Step, *, base: int, key: str, by: Actor
) -> None:
    """Change a step. `base` is how often it was written when the form was made.

    Raises NotThere, Stale when it was changed since into something else, and KeyReused with its number
    when the form comes again with other words.
    """
    found = plan_of(session, means, id)
    if found.step(step.number) is None:
        raise NotThere(str(step.number))
    is_repeat = notes.with_key(session, means, id, key) is not None
    if not is_repeat and found.revisions[step.number] > base and not found.says(step):
        raise Stale(str(step.number))
    _write_step(session, means, id, step, key=key, by=by)


def _write_step(session: Session, means: Means, id: str, step: Step, *, key: str, by: Actor) -> None:
    try:
        write_down(session, means, id, step, key=key, by=by)
    except KeyReused as reused:
        raise KeyReused(str(step.number)) from reused


def _pressed(key: str, by_now: Sequence[Line]) -> str:
    """Return the key of a button that was pressed when all this was said.

    Said, taken back and said again from one page is said three times; twice in a row stands there already.
    """
    return f"{key}:{len(by_now)}"


def _add(session: Session, means: Means, id: str, said: Line, *, key: str, by: Actor) -> None:
    notes.write_down(session, means, id, said, key=key, by=by)
    keep_longer(session, means, id, now=said.at, by=by)


def keep_longer(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let what is kept and has a plan in it stay for as long as a plan does: 13 months after this visit."""
    is_kept = conversations.get(session, id).keeping is Keeping.KEPT
    if is_kept and plan_of(session, means, id).started_at is not None:
        until = expiry(Keeping.PLAN, now, means.draft_days)
        conversations.keep_with_plan(session, means.vault, id, expires_at=until, now=now, by=by)
