"""Making a plan: choosing from what can help, agreeing on steps, and looking at it again."""

from datetime import datetime

from meedoen_app.actions import notes
from meedoen_app.actions.means import Means
from meedoen_app.content.content import Content
from meedoen_app.core import plan
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.errors import NotAllowed, NotThere, Stale
from meedoen_app.core.plan import Chosen, Goal, Plan, Step, Went
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import Session

LONGEST = 300
MOST_STEPS = 40
NEW = 0  # The number of a step that has none yet.


def plan_of(session: Session, means: Means, id: str) -> Plan:
    """Return the plan as it now stands; empty while nothing was chosen."""
    return plan.fold(lines(session, means, id))


def lines(session: Session, means: Means, id: str) -> tuple[plan.Line, ...]:
    """Return everything that was ever said of the plan, the oldest first."""
    return tuple(one for one in notes.said(session, means, id) if isinstance(one, plan.Line))


def write_down(session: Session, means: Means, id: str, said: plan.Line, *, key: str, by: Actor) -> None:
    """Write down a line of the plan; what stands there already is not written again.

    Raises NotAllowed for what does not fit this plan or is too long, KeyReused when a form comes again
    with something else.
    """
    found = plan_of(session, means, id)
    content = means.contents.at(conversations.get(session, id).content_version)
    check(content, found, said)
    if _stands(found, said):
        return
    notes.write_down(session, means, id, said, key=key, by=by)
    keep_longer(session, means, id, now=said.at, by=by)


def make_step(session: Session, means: Means, id: str, service: str, *, now: datetime, by: Actor) -> int:
    """Make a step of something that is wanted and return its number. Pressed twice is one step."""
    found = plan_of(session, means, id)
    for step in found.steps:
        if step.service == service and found.outcome(step) is not plan.Outcome.TAKEN_OUT:
            return step.number
    step = Step(found.next_number, now, service=service)
    write_down(session, means, id, step, key=f"stap:{step.number}", by=by)
    return step.number


def add_step(session: Session, means: Means, id: str, step: Step, *, key: str, by: Actor) -> int:
    """Add a step of one's own and return the number that it gets. The same key twice is one step."""
    known = notes.with_key(session, means, id, key)
    if isinstance(known, Step):
        return known.number
    placed = plan.numbered(step, plan_of(session, means, id).next_number)
    write_down(session, means, id, placed, key=key, by=by)
    return placed.number


def change_step(
    session: Session, means: Means, id: str, step: Step, *, base: int, key: str, by: Actor
) -> None:
    """Change a step. `base` is how often it was written when the form was made.

    Raises NotThere, and Stale when it was changed since into something else.
    """
    found = plan_of(session, means, id)
    if found.step(step.number) is None:
        raise NotThere(str(step.number))
    is_repeat = notes.with_key(session, means, id, key) is not None
    if not is_repeat and found.revisions[step.number] > base and not _stands(found, step):
        raise Stale(str(step.number))
    write_down(session, means, id, step, key=key, by=by)


def check(content: Content, found: Plan, said: plan.Line) -> None:
    """Raise NotAllowed for a line that does not fit this plan and this content."""
    services = {service.id for service in content.services}
    match said:
        case Chosen():
            _require(said.service in services, "service")
            _require(len(said.words) <= LONGEST, "too_long")
        case Goal():
            _require(len(said.text) <= LONGEST, "too_long")
        case Step():
            made_of = {step.service for step in found.steps}  # It may be in the supply no more.
            _require(said.service in {"", *services, *made_of}, "service")
            _require(bool(said.what or said.service), "empty")
            words = (said.what, said.whom, said.with_whom, said.ready_when)
            _require(all(len(word) <= LONGEST for word in words), "too_long")
            _require(said.number <= MOST_STEPS, "too_many")
            _require(not (said.day and said.until) or said.until >= said.day, "until")
        case Went():
            _require(found.step(said.number) is not None, "step")


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise NotAllowed(what)


def _stands(found: Plan, said: plan.Line) -> bool:
    """Say whether the plan says this already, whenever that was."""
    match said:
        case Chosen():
            now: plan.Line | None = found.choices.get(said.service)
        case Goal():
            return found.goal == said.text
        case Step():
            now = found.step(said.number)
        case Went():
            now = found.outcomes.get(said.number, Went(said.number, plan.Outcome.OPEN, said.at))
        case plan.Review():
            now = found.review
        case plan.LookedAgain():
            return False
    return now is not None and plan.are_same(now, said)


def keep_longer(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let what is kept and has a plan in it stay for as long as a plan does: 13 months after this visit."""
    is_kept = conversations.get(session, id).keeping is Keeping.KEPT
    if is_kept and plan_of(session, means, id).started_at is not None:
        until = expiry(Keeping.PLAN, now, means.draft_days)
        conversations.keep_with_plan(session, means.vault, id, expires_at=until, now=now, by=by)
