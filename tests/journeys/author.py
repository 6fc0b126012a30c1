"""Somebody who types the same in every field there is, and reads every page on which it may return."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from meedoen_app.cli import work
from meedoen_app.web import seals
from meedoen_app.web.seals import Seal
from tests.journeys.reading_back import Read
from tests.mailbox import Mailbox
from tests.visitor import Visitor

LONGEST, LONGEST_NAME = 300, 60  # Of what is said in the plan, and of a name.
OWN_WORDS = (7, 8, 28, 46, 49, 50)
PEOPLE = 18
THEMES_WITH_WORDS = ("gezondheid", "mensen", "werk_leren")
TALK = (*map(str, (*OWN_WORDS, PEOPLE)), "klopt", "tafel", "wat-kan", "wat-kan/1", "over-mij", "wacht")
PLAN = (
    "keuze",
    "plan",
    "plan/stap/1",
    "plan/stap/2",
    "plan/terugkijken",
    "plan/papier",
    "plan/papier.pdf",
    "plan/agenda.ics",
    "toen-en-nu",
)
WRITTEN_IN = ("wat", "naam", "met", "klaar")  # The fields of a step.
NOT_WANTED, WRONG = "buurthuis", "/buurt/buurthuis/klopt-niet"
FINDS_NOTHING = {"taal": "ti", "kosten": "kost_iets", "toegang": "ja", "helpen": "ja", "onderwerp": "geld"}
SEEN = re.compile(r'name="gezien" value="([^"]*)"')


@dataclass
class Author:
    """One conversation with a plan, of somebody whose letters come in this mailbox."""

    visitor: Visitor
    box: Mailbox
    conversation: str = ""
    keys: Iterator[int] = field(default_factory=count)

    def arrive(self) -> None:
        self.visitor.go("/")
        self.visitor.press("deur=praten")
        self.conversation = self.visitor.conversation()
        self._answer(5, keuze="ja")
        for theme in THEMES_WITH_WORDS:
            self._answer(9, onderwerp=theme)
        self._answer(42, keuze="nee")

    def write(self, words: str, names: Sequence[str]) -> dict[str, Read]:
        """Type these words and names everywhere; return what can be read then, page by page."""
        for number in OWN_WORDS:
            assert self._answer(number, tekst=words).status_code == 303, words
        named = {f"p{n}_naam": name for n, name in enumerate(names, 1)}
        assert self._answer(PEOPLE, **named).status_code == 303, names
        assert self._send("/over-mij", tekst=words).status_code == 303
        self._plan(words)
        replies = {
            **self._refused(words),
            **self._refused_plan(words),
            **self._refused_letters(words, names[0]),
            **{view: self.client.get(f"{self.conversation}/{view}") for view in (*TALK, *PLAN)},
            "searched": self.client.get("/buurt", query_string={**FINDS_NOTHING, "zoek": names[0]}),
        }
        return {name: Read.from_reply(reply) for name, reply in replies.items()} | self._letters(
            words, names[0]
        )

    @property
    def client(self) -> FlaskClient:
        return self.visitor.client

    def _plan(self, words: str) -> None:
        """Say what is wanted, why something does not fit, and make a step to do and one that is done."""
        reason = {"aanbod": NOT_WANTED, "keuze": "niet_voor_mij", "reden": "anders", "doe": "klaar"}
        assert self._send("/keuze", tekst=words, **reason).status_code == 303
        assert self._send("/plan", tekst=words, doe="doel").status_code == 303
        for _ in range(2):
            assert self._step(0, words).status_code == 303
        assert self._step(1, words, duur="even").status_code == 303
        assert self._send("/plan", doe="ging", stap="2", hoe="gedaan").status_code == 303
        assert self._send("/plan", doe="veranderd").status_code == 303

    def _step(self, number: int, words: str, **fields: str) -> TestResponse:
        written = dict.fromkeys(WRITTEN_IN, words)
        own = {"wie": "mijn_mensen", "dag": "2027-03-01", "basis": "999", **written, **fields}
        return self._send(f"/plan/stap/{number}", **own)

    def _refused(self, words: str) -> dict[str, TestResponse]:
        """Return what is said to somebody whose words were not kept, with these words."""
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        return {
            "six words": self.client.post("/verder", data={"woorden": words, "doe": "woorden"}),
            "a name too long": self._answer(PEOPLE, p1_naam=words + "." * LONGEST_NAME),
            "an unknown field": self._answer(7, tekst=words, vreemd="ja"),
            "an old tab": self._answer(7, basis="0", tekst=f"Toch {words}"),
            "no such page": self.client.post("/is-er-niet", data={"tekst": words}),
            "no objection": self._send("/over-mij", zegel="vals", tekst=words),
            "from another site": self.client.post("/begin", data={"tekst": words}, headers=elsewhere),
            "nobody in session": self._without_session(lambda: self._answer(7, tekst=words)),
        }

    def _refused_plan(self, words: str) -> dict[str, TestResponse]:
        too_long = words + "." * LONGEST
        return {
            "a goal too long": self._send("/plan", tekst=too_long, doe="doel"),
            "a step on no day": self._step(1, words, dag="morgen"),
            "a step too long": self._step(0, too_long),
            "a step of an old tab": self._step(1, f"Toch {words}"[:LONGEST], basis="1"),
            "a step of nobody": self._without_session(lambda: self._step(1, f"Ook {words}"[:LONGEST])),
            "a goal of nobody": self._without_session(
                lambda: self._send("/plan", tekst=f"Ook {words}"[:LONGEST], doe="doel")
            ),
        }

    def _refused_letters(self, words: str, name: str) -> dict[str, TestResponse]:
        return {
            "call me": self.client.get("/bel-mij"),
            "call no number": self._call(words, name, telefoon="geen"),
            "nothing wrong": self.client.post(WRONG, data={"wat": "niets", "woorden": words}),
        }

    def _letters(self, words: str, name: str) -> dict[str, Read]:
        """Ask to be called with what was told, say what is wrong, and read what whoever gets that reads."""
        seen = SEEN.search(self.client.get("/bel-mij").text)
        assert seen
        self.box.raw.clear()
        assert self._call(words, name, mee="ja", gezien=seen[1]).status_code == 303
        wrong = {"wat": "iets_anders", "woorden": words, "sleutel": f"{self.conversation}-{next(self.keys)}"}
        assert self.client.post(WRONG, data=wrong).status_code == 303
        here = self.client.application.extensions["meedoen"]
        assert work.send_what_is_due(here.database, here.settings).sent == 2
        asked, reported = self.box.letters
        return {"letter to call": Read.from_letter(asked), "letter on supply": Read.from_letter(reported)}

    def _call(self, words: str, name: str, **fields: str) -> TestResponse:
        asked = {
            "telefoon": "0612345678",
            "wanneer": "maakt_niet_uit",
            "taal": "anders",
            "andere_taal": name,
            "mijn_naam": name,
            "woorden": words,
            "sleutel": f"{self.conversation}-{next(self.keys)}",
        }
        return self.client.post("/bel-mij", data=asked | fields)

    def _answer(self, number: int, **fields: str) -> TestResponse:
        return self._send(f"/{number}", **{"basis": "999", "doe": "verder", **fields}, nr=number)

    def _send(self, page: str, nr: int = 0, **fields: str) -> TestResponse:
        own = {"zegel": self._seal(nr), "sleutel": str(next(self.keys))}
        return self.client.post(self.conversation + page, data={**own, **fields})

    def _seal(self, number: int) -> str:
        secret = self.client.application.extensions["meedoen"].settings.secret
        return seals.stamp(secret, Seal(self.conversation.split("/")[2], number))

    def _without_session(self, send: Callable[[], TestResponse]) -> TestResponse:
        cookie = self.client.get_cookie("sessie")
        self.client.delete_cookie("sessie")
        reply = send()
        self.client.set_cookie("sessie", cookie.value)
        return reply
