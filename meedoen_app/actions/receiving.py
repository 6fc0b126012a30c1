"""Who takes in what is handed over: the team of a desk that works in this wijk, when somebody works there.

`told` is what somebody said without the chapters that are "niet delen": of those not even the wijk is told.
"""

from meedoen_app.actions import casework
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.question import UNKNOWN
from meedoen_app.core.errors import NotThere
from meedoen_app.storage.database import Session


def live_desks(session: Session, means: Means, told: Answers) -> frozenset[str]:
    """Return the desks where somebody works who takes in from this wijk. The others are a phone route."""
    wijk, teams = wijk_of(told), means.contents.current().teams
    return frozenset(one.desk for one in teams if one.is_for(wijk) and is_staffed(session, one.id))


def team_at(session: Session, means: Means, told: Answers, desk: str) -> str:
    """Return the team of a desk that takes in from this wijk. Raises NotThere when nobody works there."""
    wijk = wijk_of(told)
    for team in means.contents.current().teams:
        if team.desk == desk and team.is_for(wijk) and is_staffed(session, team.id):
            return team.id
    raise NotThere(desk)


def is_staffed(session: Session, team: str) -> bool:
    """Say whether somebody works in this team who takes in what is handed over."""
    return bool(casework.colleagues(session, team))


def wijk_of(told: Answers) -> str:
    """Return where somebody said to live, by its id; "" when they said nothing, or do not know."""
    options = told.get_answer(landmarks.WIJK).options
    return "" if not options or options[0] == UNKNOWN else options[0]
