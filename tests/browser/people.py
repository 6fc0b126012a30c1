"""Everybody who has to do with a case, made straight in the database that is served: each with a cookie."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from meedoen_app.actions import casework, handing_over, planning
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import LADDER, PLAN, ContactWish, Handoff, Reach, Way
from meedoen_app.core.plan.lines import Goal
from meedoen_app.core.trace import Actor
from meedoen_app.storage import sessions
from meedoen_app.web import clock, pages
from meedoen_app.web.sessions import ACCOUNT, CONVERSATION, NAME, PROVED, STAFF_NAME
from tests import cases, staff
from tests.apps import make_app
from tests.browser.server import Meedoen
from tests.house.walk import OWN_WORDS

TEAM, COACHES = "toegang_wmo", "buurtcoaches"
LONG_NAME = "Anna-Wilhelmina van der Langenaam-Achternaam"
ALL = ("begin", "geld", "gezondheid", PLAN, LADDER)
REACH = Reach(
    Way.CALL,
    f"{OWN_WORDS} van der Langenaam-Achternaam",
    phone="06 1234 5678",
    mail=f"{OWN_WORDS.lower()}.van.der.langenaam@voorbeeld.nl",
    address=f"{OWN_WORDS}straat 1\n7411 AA Deventer",
    wish=ContactWish.WALK,
    is_discreet=True,
    mind=OWN_WORDS,
    interpreter="ti",
    rather_not_read=True,
)
WORKER = Actor(id="", role="professional")
Cookie = tuple[str, str]


class People:
    """Residents with what they shared, and staff, in the installation that is served."""

    def __init__(self, meedoen: Meedoen) -> None:
        [database] = Path(meedoen.log.parent).glob("*.db")
        self.app = make_app(f"sqlite:///{database}")
        self.here = self.app.extensions["meedoen"]
        with self.app.app_context():
            self.means = pages.means()
        self.worker = self.account("professional", TEAM)
        self.coach = self.account("buurtcoach", COACHES)

    def close(self) -> None:
        self.here.database.close()

    def account(self, role: str, team: str = "") -> Account:
        return staff.make(self.app, role, team=team, name=LONG_NAME)

    def begin(self) -> str:
        """Let somebody come in for themselves and keep it; return which conversation that is."""
        now = clock.now()
        with self.here.database.writing() as session:
            id = cases.begin(session, self.means, now=now)
            cases.say(session, self.means, id, *cases.FIRST_SAID, now=now)
        return id

    def talk(self) -> str:
        """Let somebody talk, with a goal in their plan; return which conversation that is."""
        now = clock.now()
        with self.here.database.writing() as session:
            id = cases.tell(session, self.means, now=now)
            goal = Goal(OWN_WORDS, now)
            planning.write_down(session, self.means, id, goal, key="doel", by=cases.RESIDENT)
        return id

    def shared(
        self,
        *written: Line,
        talk: str = "",
        days_ago: int = 0,
        worker: Account | None = None,
        **offered: Any,
    ) -> Handoff:
        """Let somebody share all they told, some days ago, and these lines be written."""
        now = clock.now() - timedelta(days=days_ago)
        talk = talk or self.talk()
        chosen = {"kind": DeskKind.NOTIFICATION, "reach": REACH, **offered}
        with self.here.database.writing() as session:
            offer = cases.offer(now, *ALL, **chosen)
            made = cases.hand_over(session, self.means, talk, offer, now=now, today=now.date())
            if worker:
                casework.take(session, self.means, made.id, worker.id, now=now, by=WORKER)
        self.write(made, *written)
        return made

    def write(self, handoff: Handoff, *written: Line) -> None:
        with self.here.database.writing() as session:
            for number, line in enumerate(written):
                key = f"{type(line).__name__}-{number}"
                casework.write_down(session, self.means, handoff.id, line, key=key, by=WORKER)

    def withdraw(self, handoff: Handoff) -> None:
        with self.here.database.writing() as session:
            handing_over.withdraw(
                session,
                self.means,
                handoff.conversation or "",
                handoff.id,
                now=clock.now(),
                by=cases.RESIDENT,
            )

    def resident(self, conversation: str | None, **state: Any) -> Cookie:
        """Return the cookie of a resident, or of whoever has no conversation open but this state."""
        kept = {CONVERSATION: conversation, **state} if conversation else state
        return (NAME, self._session(sessions.RESIDENTS, conversation, kept))

    def colleague(self, account: Account, proved: datetime | None = None, **state: Any) -> Cookie:
        """Return the cookie of somebody who signed in, and showed a second factor now or at that moment."""
        shown = (proved or clock.now()).isoformat()
        kept = {**state, ACCOUNT: account.id, PROVED: shown}
        return (STAFF_NAME, self._session(sessions.STAFF, account.id, kept))

    def at_the_door(self, **state: Any) -> Cookie:
        """Return the cookie of somebody who is on the way in, at this step."""
        return (STAFF_NAME, self._session(sessions.STAFF, None, state))

    def _session(self, door: sessions.Door, owner: str | None, state: dict[str, Any]) -> str:
        with self.here.database.writing() as session:
            return sessions.begin(
                session, self.here.vault, owner=owner, state=json.dumps(state), now=clock.now(), door=door
            )
