"""Whatever is sent, Meedoen says no in plain words: no fault of ours, no traceback, no log that is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from meedoen_app.core.conversation.answers import Answer, Answers, Entry
from meedoen_app.core.errors import NotThere, Refused
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, trace
from meedoen_app.web import clock
from meedoen_app.web.access import Who, open_to
from tests.amounts import amount, chance, note
from tests.journeys.hostile import CLOSES, Attack, Attacker, Target
from tests.journeys.learning import Learned
from tests.mailbox import NOBODY_THERE
from tests.talks import begin_and_keep, open_theme, six_words
from tests.visitor import Visitor

ON_SQLITE, ON_POSTGRESQL = amount(300, 75_000), amount(100, 25_000)
SITTINGS, ATTACKS = 4, 25  # For each conversation, and in each session of it.
OWN_PAGES = (
    "2",
    "onderwerpen",
    "klopt",
    "tafel",
    "wat-kan",
    "over-mij",
    "woorden",
    "stop",
    "weggooien",
    "wacht",
    "plan",
)
ELSEWHERE = re.compile(r"^(?!/)|^/[/\\]|[\\\t\r\n]")
THEMES = ("geld", "mensen", "overdag", "zorgen", "gezondheid", "werk_leren")


@dataclass
class Siege:
    """An app under attack: what was sent to it, what came back, and what was wrong."""

    app: Flask
    attacker: Attacker
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def round(self, victim: Visitor) -> int:
        """Attack one conversation, with somebody else's beside it; then look at what was kept of both.

        Return how many attacks there were: a conversation that is thrown away cannot be opened again.
        """
        talker, before = self.somebody(), self.log(victim)
        words, sittings = six_words(talker), 0
        while sittings < SITTINGS and talker.status == 200:
            target = self._target(talker, victim, words)
            for _ in range(ATTACKS):
                self.send(self.attacker.attack(target))
            self.look_at(talker, victim, before)
            talker.go("/verder")
            talker.press("doe=woorden", woorden=words)
            sittings += 1
        self.open_every_page(talker)
        return sittings * ATTACKS

    def learn(self, talker: Visitor) -> None:
        """Read on the pages what each address takes."""
        pages = [f"{talker.conversation()}/{page}" for page in OWN_PAGES]
        self.attacker.learned.walk(talker, ["/", *pages], CLOSES)
        assert len(self.attacker.learned.pages) > len(OWN_PAGES)

    def look_at(self, talker: Visitor, victim: Visitor, before: Sequence[Entry]) -> None:
        if self.log(victim) != before:
            self.faults.append("somebody else's log changed")
        self.faults += self.off_the_path(talker)

    def open_every_page(self, talker: Visitor) -> None:
        """See that nothing was kept on which a page fails later."""
        for page in OWN_PAGES:
            status = talker.client.get(f"{talker.conversation()}/{page}", follow_redirects=True).status_code
            if status not in (200, 403, 404):
                self.faults.append(f"{status} afterwards: {page}")

    def send(self, attack: Attack) -> None:
        builder = EnvironBuilder(method=attack.method, data=attack.body)
        environ = builder.get_environ()
        environ["PATH_INFO"] = unquote_to_bytes(attack.path).decode("latin-1")
        environ |= {"QUERY_STRING": attack.query, "REQUEST_METHOD": attack.method, **attack.headers}
        try:
            body, status, headers = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        except Exception as fault:
            self.faults.append(f"{fault!r} {attack}")
            return
        self.statuses[int(status[:3])] += 1
        if status >= "5" or b"Traceback (most recent call last)" in b"".join(body):
            self.faults.append(f"{status} {attack}")
        if ELSEWHERE.search(headers.get("Location", "/")):
            self.faults.append(f"to {headers['Location']!r} {attack}")
        if "Content-Security-Policy" not in headers:
            self.faults.append(f"no policy {attack}")

    def log(self, visitor: Visitor) -> tuple[Entry, ...]:
        here = self.app.extensions["meedoen"]
        with here.database.reading() as session:
            return conversations.log(session, here.vault, visitor.conversation().split("/")[2])

    def off_the_path(self, visitor: Visitor) -> list[str]:
        """Replay the log: each entry has to fit its question, and that question the path of that moment."""
        questionnaire = self.app.extensions["meedoen"].contents.current().questionnaire
        found = []
        try:
            log = self.log(visitor)
        except NotThere:  # Thrown away, as its owner may.
            return []
        for place, entry in enumerate(log):
            try:
                questionnaire.accept(Answers.fold(log[:place]), entry.answer)
            except Refused as refused:
                found.append(f"in the log: {entry} {refused!r}")
        return found

    def is_traced(self) -> bool:
        here = self.app.extensions["meedoen"]
        with here.database.reading() as session:
            return trace.verify(session, here.vault) == ()

    def somebody(self) -> Visitor:
        """Somebody who kept a conversation and is in the middle of a theme."""
        visitor = Visitor(self.app.test_client())
        begin_and_keep(visitor)
        open_theme(visitor, self.attacker.dice.choice(THEMES))
        return visitor

    def _target(self, talker: Visitor, victim: Visitor, words: str) -> Target:
        here = self.app.extensions["meedoen"]
        cookie = talker.client.get_cookie("sessie")
        return Target(
            own=talker.conversation().split("/")[2],
            cookie=cookie.value if cookie else "",
            other=victim.conversation().split("/")[2],
            secret=here.settings.secret,
            questions=[*here.contents.current().questionnaire.questions.values()],
            words=words,
        )


ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def siege(app: Flask, request: pytest.FixtureRequest) -> Siege:
    return Siege(app, Attacker(chance(request), [*app.url_map.iter_rules()], Learned(app.url_map)))


def test_nothing_that_is_sent_breaks_anything(
    make: Callable[..., Flask], request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    besieged, requests = siege(make(**NOBODY_THERE), request), 0
    count = ON_SQLITE if besieged.app.extensions["meedoen"].database.is_sqlite else ON_POSTGRESQL
    victim = besieged.somebody()
    besieged.learn(victim)
    while requests < count:
        requests += besieged.round(victim)
    assert "Traceback" not in "".join(capsys.readouterr())
    assert not besieged.faults, "\n".join(besieged.faults[:20])
    assert besieged.is_traced()
    note(request, requests=requests, statuses=dict(sorted(besieged.statuses.items())))
    assert besieged.statuses[303] > count / 10  # Enough was nearly right to get in.


@ONE_DATABASE
def test_a_view_that_fails_is_caught(make: Callable[..., Flask], request: pytest.FixtureRequest) -> None:
    app = make()
    app.add_url_rule("/stuk", view_func=open_to(Who.ANYONE)(lambda: str(1 // 0)))
    besieged = siege(app, request)
    besieged.send(Attack("GET", "/stuk"))
    assert [fault[:3] for fault in besieged.faults] == ["500"]


@ONE_DATABASE
def test_a_redirect_to_elsewhere_is_caught(
    make: Callable[..., Flask], request: pytest.FixtureRequest
) -> None:
    app = make()
    app.add_url_rule(
        "/naar", view_func=open_to(Who.ANYONE)(lambda: ("", 303, {"Location": "//elders.example"}))
    )
    besieged = siege(app, request)
    besieged.send(Attack("GET", "/naar"))
    assert [fault[:2] for fault in besieged.faults] == ["to"]


@ONE_DATABASE
def test_an_answer_off_the_path_or_with_somebody_else_is_caught(
    make: Callable[..., Flask], request: pytest.FixtureRequest
) -> None:
    besieged = siege(make(), request)
    victim, talker = besieged.somebody(), besieged.somebody()
    before = besieged.log(victim)
    for somebody in (victim, talker):
        plant(besieged.app, somebody, Answer("rol", ("partner",)))
    besieged.look_at(talker, victim, before)
    assert len(besieged.faults) == 2


def plant(app: Flask, visitor: Visitor, answer: Answer) -> None:
    """Store an answer without asking anybody whether it may be there."""
    here, id = app.extensions["meedoen"], visitor.conversation().split("/")[2]
    with here.database.writing() as session:
        by = Actor(id="", role="inwoner")
        conversations.append(session, here.vault, id, Entry(0, answer), key="geplant", now=clock.now(), by=by)
