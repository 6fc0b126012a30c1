"""What the trace of a day holds about looking, who then worked on what, and the report that came of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select

from meedoen_app.core.casework.assignment import Assignment, Glass
from meedoen_app.core.lookups import OPENED, Look
from meedoen_app.core.trace import Action
from meedoen_app.storage import handoffs, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.casework import AssignmentRow, GlassRow, HandoffRow
from meedoen_app.storage.tables.records import LookupReportRow
from meedoen_app.storage.vault import Vault

REPORT = "lookup_report"
WATCHED = (*sorted(OPENED), Action.DENIED)


def looks(session: Session, vault: Vault, since: datetime, until: datetime) -> Iterable[Look]:
    """Return what staff opened of residents between two moments, and everything refused to them."""
    cases_of = _cases_of(session, vault)
    of_period = select(trace.TRACE).where(
        trace.TRACE.c.ts_utc >= since,
        trace.TRACE.c.ts_utc < until,
        trace.TRACE.c.actor_id != "",
        trace.TRACE.c.action.in_(WATCHED),
        or_(trace.TRACE.c.client_pseudonym != trace.SETTINGS, trace.TRACE.c.action == Action.DENIED),
    )
    for row in session.execute(of_period):
        is_of_one = row.object_type == handoffs.HANDOFF and row.object_id
        cases = frozenset({row.object_id}) if is_of_one else cases_of[row.client_pseudonym]
        action = Action(row.action)
        yield Look(
            row.actor_id, row.actor_role, row.actor_org, cases, row.ts_utc, action, row.event, row.ground
        )


def held(session: Session, since: datetime, until: datetime) -> tuple[Assignment | Glass, ...]:
    """Return who worked on a case, or broke its glass, at any moment of a period."""
    assigned = select(AssignmentRow).where(
        AssignmentRow.from_at < until,
        or_(AssignmentRow.until_at.is_(None), AssignmentRow.until_at > since),
    )
    broken = select(GlassRow).where(GlassRow.from_at < until, GlassRow.until_at > since)
    return (
        *(
            Assignment(row.handoff_id, row.account_id, row.from_at, row.until_at)
            for row in session.scalars(assigned)
        ),
        *(
            Glass(row.handoff_id, row.account_id, row.from_at, row.until_at)
            for row in session.scalars(broken)
        ),
    )


def teams(session: Session) -> dict[str, str]:
    """Return the team of each case."""
    return {row.id: row.team for row in session.execute(select(HandoffRow.id, HandoffRow.team))}


def add_report(session: Session, vault: Vault, day: date, content: str) -> None:
    """Keep the report of a day (JSON). There is one for each day."""
    sealed = keys.of_installation(session, vault).seal(content, REPORT, day.isoformat())
    session.add(LookupReportRow(day=day, ciphertext=sealed))
    session.flush()


def report(session: Session, vault: Vault, day: date) -> str | None:
    """Return the report of a day; None where there is none."""
    row = session.get(LookupReportRow, day)
    if row is None:
        return None
    return keys.of_installation(session, vault).open(row.ciphertext, REPORT, day.isoformat())


def days(session: Session, most: int) -> tuple[date, ...]:
    """Return the days of which there is a report, the newest first."""
    newest = select(LookupReportRow.day).order_by(LookupReportRow.day.desc()).limit(most)
    return tuple(session.scalars(newest))


def _cases_of(session: Session, vault: Vault) -> dict[str, frozenset[str]]:
    """Return which cases each chain of the trace is about; none for a chain without any."""
    key = keys.of_installation(session, vault)
    found: dict[str, set[str]] = defaultdict(set)
    for id, conversation in session.execute(select(HandoffRow.id, HandoffRow.chain)):
        found[trace.pseudonym(key, conversation)].add(id)
    return defaultdict(frozenset, {chain: frozenset(cases) for chain, cases in found.items()})
