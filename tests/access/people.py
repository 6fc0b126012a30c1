"""Everybody who knocks: residents and staff with real sessions, and the cases that they have to do with."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from meedoen_app.actions import along, casework, handing_over, lookups
from meedoen_app.actions.means import Means
from meedoen_app.content.content import Content
from meedoen_app.core.access.account import FRESH, Account, Rights, Role
from meedoen_app.core.along import HelperRole, HelperSupport, Invitation
from meedoen_app.core.casework import lines
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Offer, Reach, Support, Way
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, conversations, factors, sessions
from meedoen_app.storage.database import Session
from meedoen_app.web import clock, pages
from meedoen_app.web.sessions import PROVED, SEAT
from tests import staff
from tests.access.table import (
    ANYONE,
    CONSENTS,
    HELPER,
    LATE_HELPER,
    OTHER_RESIDENT,
    RELATIONS,
    RESIDENT,
    STAFF,
    STOPPED_HELPER,
)
from tests.talks import begin_and_keep
from tests.visitor import Visitor

TEAM, OTHER_TEAM = "buurtcoaches", "bad"
DESK, OTHER_DESK, CHAPTER, QUESTION = "buurtcoach", "schuldhulp", "gezondheid", "slechte_dag"
OF_OTHER_TEAM = ("geen", "noodsprong")  # Who looks in need at a case of the own team is of that team too.
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"
BY = Actor(id="", role=RESIDENT)
WORK = Actor(id="", role="systeem")


@dataclass
class World:
    """One app with everybody in it. `canary` is what the residents said, and nobody else may read."""

    app: Flask
    canary: str
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    own: str = ""
    own_case: str = ""
    cases: dict[tuple[str, str, str], str] = field(default_factory=dict)
    proposal: str = ""
    day: str = ""
    _factors: dict[str, str] = field(default_factory=dict)
    _proved: datetime = field(default_factory=lambda: datetime.now(UTC))
    _cookies: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here = self.app.extensions["meedoen"]
        self.means = Means(self.here.vault, self.here.contents, self.here.settings.draft_days)
        object.__setattr__(self.content.municipality.contact, "security", "mailto:lek@voorbeeld.example")
        self.browsers[ANYONE] = self.app.test_client()
        self._staff_come_in()
        self._residents_come_in()
        self._have_cases()
        self._have_report()

    @property
    def content(self) -> Content:
        found: Content = self.here.contents.current()
        return found

    def browser(self, caller: str) -> FlaskClient:
        if caller in self.accounts and datetime.now(UTC) - self._proved > FRESH / 2:
            self._show_second_factors()
        return self.browsers[caller]

    def form(self, caller: str, rule: str) -> dict[str, str]:
        """Return a form with a good seal, as the door of staff asks for one, and hardly anything in it."""
        if caller not in self.accounts:
            return {}
        with self.app.test_request_context():
            hidden = pages.hidden(self.accounts[caller].id)
        fields = {"/werk/mijn/sessies": {"doe": "alle"}, "/werk/mijn/weg": {"factor": self._factors[caller]}}
        return {"zegel": hidden.zegel, "sleutel": hidden.sleutel, **fields.get(rule, {})}

    def come_back(self, caller: str) -> None:
        """Give somebody whose session ended by what they did the next one, as it was."""
        if caller == ANYONE:
            self.browsers[ANYONE] = self.app.test_client()
            return
        door, name, owner, state = self._cookies[caller]
        found = self.browsers[caller].get_cookie(name)
        with self.here.database.writing() as session:
            now = datetime.now(UTC)
            known = found and sessions.find(session, self.here.vault, found.value, now, door=door)
            if not known or known.owner != owner:
                token = sessions.begin(session, self.here.vault, owner=owner, state=state, now=now, door=door)
                self.browsers[caller].set_cookie(name, token)

    def address(self, rule: str, caller: str, relation: str = "", consent: str = "", **other: str) -> str:
        """Fill in an address: with what is there, so that a refusal is never for want of it."""
        is_of_staff = rule.split("/")[1] == "werk"
        case = self.cases.get((caller, relation, consent)) or self.cases["", "geen", "gedeeld"]
        values = {**self._values(rule), "case": case if is_of_staff else self.own_case, **other}
        address = "/".join(values[part.strip("<>")] if "<" in part else part for part in rule.split("/"))
        return f"{address}?nummer=1" if rule.endswith("afspraak.ics") else address

    def _values(self, rule: str) -> dict[str, str]:
        """Return what to fill in for each name in an address. A new name is one line here."""
        if "<proposal>" in rule:
            self._propose()  # What was decided is gone.
        return {
            "id": self.own,
            "int:nr": "1",
            "int:number": "0" if "stap" in rule else self.chapter,
            "service": self.content.services[0].id,
            "desk": DESK,
            "page": self.content.rights[0].id,
            "account": self.colleague.id,
            "proposal": self.proposal,
            "day": self.day,
            "kind": "contact",
        }

    def _staff_come_in(self) -> None:
        for role in STAFF:
            visitor = Visitor(self.app.test_client())
            self.accounts[role] = staff.sign_in(self.app, visitor, role=role, team=TEAM)
            self._know(role, visitor.client, sessions.STAFF, "werk", self.accounts[role].id)
        self.colleague = staff.make(self.app, "professional", team=OTHER_TEAM)
        with self.here.database.reading() as session:
            for role, account in self.accounts.items():
                [self._factors[role]] = [one.id for one in factors.listed(session, account.id)]

    def _propose(self) -> None:
        """Propose that a colleague becomes beheerder: that takes two people."""
        rights, of = Rights(Role.ADMIN), self.colleague.id
        with self.here.database.writing() as session:
            now = datetime.now(UTC)
            self.proposal = accounts.propose(session, of, rights, before=Role.PROFESSIONAL, by=of, now=now).id

    def _show_second_factors(self) -> None:
        """Let all staff have shown a second factor just now, as that holds for some minutes only."""
        self._proved = datetime.now(UTC)
        for role in STAFF:
            door, name, owner, state = self._cookies[role]
            newer = json.dumps({**json.loads(state), PROVED: self._proved.isoformat()})
            self._cookies[role] = (door, name, owner, newer)
            self.browsers[role].delete_cookie(name)
            self.come_back(role)

    def _residents_come_in(self) -> None:
        for caller in (OTHER_RESIDENT, RESIDENT):
            visitor = Visitor(self.app.test_client())
            begin_and_keep(visitor)
            self.own = visitor.conversation().removeprefix("/g/")
            self._know(caller, visitor.client, sessions.RESIDENTS, "sessie", self.own)
        chapters = self.content.questionnaire.chapters
        self.chapter = str(next(one.number for one in chapters if one.id == CHAPTER))
        with self.here.database.writing() as session:
            self.own_case = self._share(session, self.own, "melding")
            for caller in (HELPER, STOPPED_HELPER, LATE_HELPER):
                self._look_along(session, caller)
        for caller in (HELPER, STOPPED_HELPER, LATE_HELPER):
            self.browsers[caller] = self.app.test_client()
            self.come_back(caller)

    def _look_along(self, session: Session, caller: str) -> None:
        """Let somebody look along: still, not any more, or for a time that is over."""
        now = datetime.now(UTC)
        until = now + timedelta(days=-1 if caller == LATE_HELPER else 90)
        invitation = Invitation(HelperRole.CARER, frozenset({CHAPTER}), until)
        made = along.invite(
            session, self.means, self.own, invitation, Asked("Ja", "nl"), key=caller, now=now, by=BY
        )
        seat = made.seat
        if caller == HELPER:
            said = HelperSupport(seat.number, Support.NOT_NOW, now)
            along.write(session, self.means, seat, said, key="steun", by=BY)
        if caller == STOPPED_HELPER:
            along.stop(session, self.means, seat, now=now, by=BY)
        state = json.dumps({SEAT: [seat.conversation, seat.number]})
        self._cookies[caller] = (sessions.RESIDENTS, "sessie", None, state)

    def _know(self, caller: str, client: FlaskClient, door: sessions.Door, name: str, owner: str) -> None:
        cookie = client.get_cookie(name)
        assert cookie is not None
        with self.here.database.reading() as session:
            found = sessions.find(session, self.here.vault, cookie.value, datetime.now(UTC), door=door)
        assert found is not None
        self.browsers[caller] = client
        self._cookies[caller] = (door, name, owner, found.state)

    def _have_cases(self) -> None:
        """Make a case for each relation and consent; who is assigned has one alone."""
        with self.here.database.writing() as session:
            for consent in CONSENTS:
                for relation in RELATIONS:
                    for caller in STAFF if relation == "toegewezen" else ("",):
                        self._have_case(session, caller, relation, consent)

    def renew_case(self, caller: str, relation: str, consent: str) -> None:
        """Make a case anew that is not any more what it was, because of what somebody did with it."""
        with self.here.database.writing() as session:
            self._have_case(session, caller if relation == "toegewezen" else "", relation, consent)

    def _have_case(self, session: Session, caller: str, relation: str, consent: str) -> None:
        talk = self._talk(session)
        case = self._share(session, talk, consent, OTHER_DESK if relation in OF_OTHER_TEAM else DESK)
        worker = self.accounts[caller] if caller else self.colleague
        now, vault = datetime.now(UTC), self.here.vault
        if relation != "team":
            assignments.assign(session, vault, case, worker.id, reason="werk", now=now, by=WORK)
        for role in STAFF:
            if relation == "noodsprong":
                until = now + timedelta(hours=1)
                account = self.accounts[role].id
                assignments.break_glass(
                    session, vault, case, account, reason="nood", until=until, now=now, by=WORK
                )
            if not caller or caller == role:
                self.cases[role, relation, consent] = case
        self.cases["", relation, consent] = case

    def _have_report(self) -> None:
        today = clock.today()
        lookups.report_what_is_due(self.here.database, self.means, today=today, zone=clock.HERE)
        self.day = (today - timedelta(days=1)).isoformat()

    def _talk(self, session: Session) -> str:
        now = datetime.now(UTC)
        told = conversations.start(
            session,
            self.here.vault,
            content_version=self.content.version,
            reading=Reading("nl"),
            now=now,
            expires_at=expiry(Keeping.KEPT, now),
            by=BY,
        )
        conversations.keep(
            session, self.here.vault, told.id, expires_at=expiry(Keeping.KEPT, now), now=now, by=BY
        )
        return told.id

    def _answers(self) -> tuple[Answer, ...]:
        hub = self.content.questionnaire.hub
        return Answer(hub.id, (CHAPTER,)), Answer(QUESTION, text=self.canary)

    def _written(self, consent: str, now: datetime) -> tuple[lines.Line, ...]:
        """Return what there has to be: an appointment; of a notification its report and its application."""
        items = dict.fromkeys(lines.Item, "besproken")
        appointment = lines.Appointment(1, now.date(), time(10), "Buurthuis", now, by="werk")
        if not consent.startswith("melding"):
            return (appointment,)
        return (
            appointment,
            lines.Notified(now.date(), now),
            lines.SupportDiscussed(False, now),
            lines.Reported(1, "Samen koken", items, now, by="werk"),
            lines.Applied("Jan", "Straat 1", "Hulp", now.date(), now),
        )

    def _share(self, session: Session, talk: str, consent: str, desk: str = DESK) -> str:
        """Say something, and share it; the consent holds, is taken back, or is over."""
        now = datetime.now(UTC)
        for said in (Answer(landmarks.DOOR, (landmarks.TALK,)), *self._answers()):
            entry = Entry(0, said, at=now)
            conversations.append(session, self.here.vault, talk, entry, key=said.question, now=now, by=BY)
        ends_at = now + timedelta(days=-1 if consent == "voorbij" else 90)
        kind = self.content.desk(desk).kind
        parts = frozenset({CHAPTER})
        offer = Offer(desk, DeskKind(kind), parts, ends_at, Reach(Way.LETTER, name="Jan", address="Straat 1"))
        made = handing_over.hand_over(
            session, self.means, talk, offer, Asked("Ja", "nl"), today=now.date(), now=now, by=BY
        )
        for line in self._written(consent, now):
            casework.write_down(session, self.means, made.id, line, key=type(line).__name__, by=WORK)
        if consent.endswith("ingetrokken"):
            after = now + timedelta(seconds=1)  # What was applied for before it does not go on.
            handing_over.withdraw(session, self.means, talk, made.id, now=after, by=BY)
        return made.id
