"""Who takes in what is handed over: the team of a desk that works in this wijk, when somebody works there.

`told` is what somebody said without the chapters that are "niet delen": of those not even the wijk is told.
"""

from datetime import date
from typing import Any

from meedoen_app.actions import casework, parts
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework.assignment import WORKERS
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.question import UNKNOWN
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import accounts
from meedoen_app.storage.database import Session


def live_desks(session: Session, means: Means, told: Answers) -> frozenset[str]:
    """Return the desks where somebody works who takes in from this wijk. The others are a phone route."""
    return frozenset(_receivers(session, means, told))


def team_at(session: Session, means: Means, told: Answers, desk: str) -> str:
    """Return the team of a desk that takes in from this wijk. Raises NotThere when nobody works there."""
    found = _receivers(session, means, told).get(desk)
    if found is None:
        raise NotThere(desk)
    return found[0].team


def away_desks(session: Session, means: Means, told: Answers, today: date) -> frozenset[str]:
    """Return the live desks where all who take in from this wijk are absent today.

    They still receive: the term of the law runs from the day of sharing, and a phone route would take that
    day away. Their resident reads beforehand that it may take longer, and whom to call.
    """
    receivers = _receivers(session, means, told)
    return frozenset(desk for desk, found in receivers.items() if all(one.is_absent(today) for one in found))


def is_staffed(session: Session, team: str) -> bool:
    """Say whether somebody works in this team who takes in what is handed over."""
    return bool(casework.colleagues(session, team))


def _receivers(session: Session, means: Means, told: Answers) -> dict[str, tuple[Account, ...]]:
    """Return who takes in at each live desk from this wijk: of its first team where somebody works."""
    everybody, wijk = accounts.having(session, WORKERS), wijk_of(told)
    found: dict[str, tuple[Account, ...]] = {}
    for team in means.contents.current().teams:
        working = tuple(one for one in everybody if one.team == team.id)
        if working and team.is_for(wijk):
            found.setdefault(team.desk, working)
    return found


def for_lists(session: Session, means: Means, opened: Opened) -> dict[str, Any]:
    """Return what the list of a team says of a talk: its wijk, and whether something in it cannot wait.

    Of what is "niet delen" not even this is told.
    """
    told = parts.open_answers(session, means, opened)
    said = told.get_answer(landmarks.URGENT).options
    options = opened.content.questionnaire.question(landmarks.URGENT).options
    is_urgent = any(option.urgent for option in options if option.id in said)
    return {"wijk": wijk_of(told), "is_urgent": is_urgent}


def wijk_of(told: Answers) -> str:
    """Return where somebody said to live, by its id; "" when they said nothing, or do not know."""
    options = told.get_answer(landmarks.WIJK).options
    return "" if not options or options[0] == UNKNOWN else options[0]
