"""Telling the resident that there is news: by mail at once, by a call or a letter as a task for somebody."""

from dataclasses import dataclass
from datetime import date, datetime

from meedoen_app.actions import casework, letters
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import around, telling
from meedoen_app.core.casework.case import Case
from meedoen_app.core.errors import NotThere
from meedoen_app.core.handoff import ContactWish, Handoff, Offer, Reach, Way
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import handoffs
from meedoen_app.storage.database import Session

NOTICE = "bericht"


def tell(session: Session, means: Means, id: str, notice: Letter, *, now: datetime, by: Actor) -> Way | None:
    """Mail that there is news, when the resident wants a mail; return how it has to be told otherwise.

    `notice` is the letter without an address. None is: nothing is left to tell.
    """
    case, reach = casework.case_of(session, means, id), handoffs.reach(session, means.vault, id)
    if not telling.untold(case):
        return None
    way = telling.way(case, reach, is_gone=casework.is_gone(session, handoffs.get(session, id)))
    if way is not Way.MAIL:
        return way
    letter = Letter(notice.subject, notice.text, reach.mail, id)
    once = f"{id}:{len(case.written)}"
    letters.leave(session, means, NOTICE, letter, once=once, now=now, by=by)
    _note(session, means, id, case, way, now, by)
    return None


def told(session: Session, means: Means, id: str, way: Way, *, now: datetime, by: Actor) -> None:
    """Note that somebody told the resident that there is news. With nothing left to tell it is nothing."""
    case = casework.case_of(session, means, id)
    if telling.untold(case):
        _note(session, means, id, case, way, now, by)


def note_change(
    session: Session,
    means: Means,
    handoff: Handoff,
    former: Reach,
    offer: Offer,
    *,
    today: date,
    now: datetime,
    by: Actor,
) -> None:
    """Write down that somebody is to be reached otherwise than before, if so (security A4).

    So it is, too, where only the way of before is not safe any more, while somebody may still use it.
    """
    line = telling.change(former, offer.reach, is_unsafe=offer.is_former_unsafe, on=today, at=now)
    if line is None and offer.is_former_unsafe:
        line = telling.hush(casework.case_of(session, means, handoff.id), on=today, at=now)
    if line is not None:
        key = f"gegevens:{handoff.consent}"
        casework.write_down(session, means, handoff.id, line, key=key, by=by)


def tell_of_change(
    session: Session, means: Means, id: str, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Mail to where somebody was mailed before that there is something to see: how to reach them changed.

    A call or a letter in the former way is a task for whoever works on the case (`telling.to_make_sure`).
    """
    changed = telling.to_make_sure(casework.case_of(session, means, id))
    for one in changed[-1:]:
        if one.way is Way.MAIL:
            letter = Letter(notice.subject, notice.text, one.to, id)
            once = f"{id}:gegevens:{one.at.isoformat()}"
            letters.leave(session, means, NOTICE, letter, once=once, now=now, by=by)


@dataclass(frozen=True, slots=True)
class News:
    """The news of cases, for who sends letters."""

    means: Means
    by: Actor

    def is_wanted(self, session: Session, letter: Letter) -> bool:
        """Say whether a letter may still go: not when its case is taken back, or no mail is wanted now."""
        try:
            handoff = handoffs.get(session, letter.case)
        except NotThere:
            return False
        reach = handoffs.reach(session, self.means.vault, letter.case)
        case = casework.case_of(session, self.means, letter.case)
        if case.is_stopped(handoff.withdrawn_at):
            return False
        goes = telling.way(case, reach, is_gone=casework.is_gone(session, handoff))
        return (goes is Way.MAIL and reach.mail == letter.to) or _is_for_former(case, reach, letter)

    def given_up(self, session: Session, letter: Letter, now: datetime) -> None:
        """Let what this letter told be news again, as it did not arrive. What is gone meanwhile is gone.

        What went to where somebody was mailed before leaves its task, and says nothing of where they are now.
        """
        try:
            case = casework.case_of(session, self.means, letter.case)
            reach = handoffs.reach(session, self.means.vault, letter.case)
        except NotThere:
            return
        if reach.mail != letter.to:
            return
        before = case.all_of(around.Told)[:-1]
        line = around.NotReached(before[-1].upto if before else 0, now, self.by.id)
        key = f"niet_bereikt:{len(case.written)}"
        casework.write_down(session, self.means, letter.case, line, key=key, by=self.by)


def _is_for_former(case: Case, reach: Reach, letter: Letter) -> bool:
    """Say whether a letter tells somebody, where they were mailed before, that this changed."""
    told = {one.to for one in telling.to_make_sure(case) if one.way is Way.MAIL}
    return letter.to in told and reach.wish is not ContactWish.NOT_NOW


def _note(session: Session, means: Means, id: str, case: Case, way: Way, now: datetime, by: Actor) -> None:
    line = around.Told(way, len(case.written), now, by.id)
    casework.write_down(session, means, id, line, key=f"verteld:{len(case.written)}", by=by)
