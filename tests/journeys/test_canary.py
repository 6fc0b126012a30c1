"""After a whole conversation on a real server nothing that was said can be found outside its own pages."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.amounts import note
from tests.journeys import served
from tests.journeys.wire import Wire
from tests.storage.test_canaries import files, seen
from tests.talks import form_of
from tests.visitor import Visitor

LEAKY = ("-m", "tests.journeys.planted", "leaky")
LOOKING_BACK = ("klopt", "tafel", "wat-kan", "over-mij", "woorden", "stop", "weggooien", "wacht")
FOR_ANYONE = (
    "/",
    "/verder",
    "/hulp",
    "/bel-mij",
    "/privacy",
    "/kalender",
    "/toegankelijkheid",
    "/is-er-niet",
)
CHOSEN = ("lukt_niet_goed", "groen_dier", "taal_praten", "vaak_zwaar", "buiten_huis")
KEEPING, WORK, COUNTED = "/5", "/42", "/52"
ELSE = {KEEPING: "ja", WORK: "nee", COUNTED: "nee"}  # Kept, asked about former work, not counted.
SECRETS = ("sessie", "toestel")


@dataclass
class Teller:
    """Somebody who says something else at every place where one can say something."""

    visitor: Visitor
    said: list[str] = field(default_factory=list)

    def canary(self) -> str:
        self.said.append(f"kanarie{secrets.token_hex(8)}")
        return self.said[-1]

    def begin(self) -> None:
        self.visitor.go("/")
        self.visitor.press("deur=praten")
        self.visitor.go(self.conversation + "/verder")

    def tell_everything(self) -> None:
        """Answer every question of every theme, up to "Klopt dit?"."""
        themes: set[str] = set()
        while not self.visitor.path.endswith("/klopt"):
            self._step(themes)

    def _step(self, themes: set[str]) -> None:
        fields = self.visitor.fields()
        new = [theme for theme in fields.get("onderwerp", []) if theme not in themes]
        if new:
            themes.add(new[0])
            self.visitor.press(f"onderwerp={new[0]}")
        elif "onderwerp" in fields:
            self.visitor.press("doe=klaar")
        elif "overslaan" in fields.get("doe", []):
            self.visitor.press("doe=verder", **{name: self._filled(name) for name in self._open_fields()})
        elif "bewaar" in fields.get("doe", []):
            self.visitor.press("doe=bewaar", eigen_telefoon="ja")
        else:
            self.visitor.go(f"{self.conversation}/{'onderwerpen' if themes else 'verder'}")

    def _open_fields(self) -> Iterator[str]:
        names = re.compile(r"keuze|zin|tekst|rij_\w+|p\d_\w+")
        return filter(names.fullmatch, self.visitor.fields())

    def _filled(self, name: str) -> str:
        """Choose what can be recognised, if it is there, and else the first; where one types, a canary."""
        values = [value for value in self.visitor.choices(name) if value]
        if name == "tekst" or name.endswith("_naam"):
            return self.canary()
        wanted = ELSE.get(self.visitor.path.removeprefix(self.conversation))
        return next((value for value in (wanted, *CHOSEN) if value in values), values[0])

    def go_wrong(self) -> None:
        """Make every mistake there is, each with something else in it."""
        question = f"{self.conversation}/7"
        wrong = [{"tekst": self.canary() * 40}, {"vreemd": self.canary()}, {"zin": self.canary()}]
        wrong += [{"zegel": self.canary(), "tekst": self.canary()}, {"basis": "0", "tekst": self.canary()}]
        wrong += [
            {"stem": self.canary(), "terug": self.canary(), "doe": self.canary(), "tekst": self.canary()}
        ]
        for fields in wrong:
            self.visitor.go(question)
            self.client.post(question, data=form_of(self.visitor, **fields))
        for path in ("/verder", "/taal", "/begin", "/is-er-niet", f"{self.conversation}/wacht"):
            told = dict.fromkeys(("woorden", "naar", "taal", "deur", "tekst", "antwoord"), self.canary())
            self.client.post(path, data=told)
        self.client.get(f"{question}?{self.canary()}={self.canary()}")
        self.client.get(f"/{self.canary()}")
        self.client.post(question, data={"tekst": self.canary() * 3_000})

    def object(self) -> None:
        self.visitor.go(self.conversation + "/over-mij")
        self.visitor.press("=", tekst=self.canary())
        self.visitor.go(self.conversation + "/klopt")
        self.visitor.press("oordeel=klopt_niet")
        self.visitor.go(self.conversation + "/klopt")
        self.visitor.press("doe=klaar")

    def come_too_late(self) -> None:
        """Send an answer without a session, and open the conversation again on this telephone."""
        question = f"{self.conversation}/8"
        self.visitor.go(question)
        form = form_of(self.visitor, tekst=self.canary())
        self.client.cookies.pop("sessie")
        self.client.post(question, data=form)
        self.visitor.go("/")
        self.visitor.press("doe=toestel")

    def six_words(self) -> list[str]:
        self.visitor.go(self.conversation + "/woorden")
        return ["".join(one.itertext()) for one in self.visitor.tree.findall(".//ol//bdi")][-6:]

    @property
    def client(self) -> Wire:
        return self.visitor.client

    @property
    def conversation(self) -> str:
        return self.visitor.conversation()


def teller(port: int) -> Teller:
    somebody = Teller(Visitor(Wire(port)))
    for name in ("User-Agent", "Referer", "X-Forwarded-For", "From"):
        somebody.client.headers[name] = somebody.canary()
    return somebody


def outside(wire: Wire, folder: Path) -> list[bytes]:
    """Return every byte that is no page: database, journal, log, headers of all replies."""
    return [*files(folder), *(str(reply.headers).encode() for reply in wire.replies)]


def kept_by_browsers(wire: Wire, said: Sequence[str]) -> list[str]:
    """Return the pages with somebody's words on them that a browser or a proxy might keep."""
    return [
        reply.request.path
        for reply in wire.replies
        if reply.headers.get("Cache-Control") != "no-store" and seen([reply.data], list(said))
    ]


def test_nothing_that_was_said_is_anywhere_else(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    with served.serving(tmp_path / "log", MEEDOEN_DATABASE_URL=url) as server:
        somebody = teller(server.port)
        somebody.begin()
        somebody.tell_everything()
        words, told = somebody.six_words(), [somebody.client.cookies[name] for name in SECRETS]
        somebody.object()
        somebody.go_wrong()
        somebody.come_too_late()
        for page in (*LOOKING_BACK, *FOR_ANYONE):
            somebody.visitor.go(page if page in FOR_ANYONE else f"{somebody.conversation}/{page}")
            assert page not in FOR_ANYONE or not seen([somebody.visitor.page.data], somebody.said)
        running = outside(somebody.client, tmp_path)
    hidden = [*somebody.said, *(joined.join(words) for joined in (" ", ",", '", "', "-"))]
    for place in (running, outside(somebody.client, tmp_path)):
        assert seen(place, hidden) == []
    assert seen([*files(tmp_path)], [*CHOSEN, *told]) == []
    assert kept_by_browsers(somebody.client, somebody.said) == []
    assert b"Traceback" not in (tmp_path / "log").read_bytes()
    assert len(words) == 6
    note(request, canaries=len(somebody.said), replies=len(somebody.client.replies))


def test_a_server_that_tells_is_caught(tmp_path: Path) -> None:
    """The planted fault: it logs what is sent, and repeats it in a header."""
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    with served.serving(tmp_path / "log", *LEAKY, MEEDOEN_DATABASE_URL=url) as server:
        somebody = Teller(Visitor(Wire(server.port)))
        somebody.begin()
        question = f"{somebody.conversation}/8"
        somebody.visitor.go(question)
        somebody.client.post(question, data=form_of(somebody.visitor, tekst=somebody.canary()))
    [said] = somebody.said
    assert seen([(tmp_path / "log").read_bytes()], [said]) == [said]
    assert seen([str(reply.headers).encode() for reply in somebody.client.replies], [said]) == [said]
