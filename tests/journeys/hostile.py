"""Somebody who means harm, or whose browser is broken: requests that no page of ours would send."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes

from werkzeug.routing import Rule

from meedoen_app.core.conversation.accepting import PEOPLE_FIELDS
from meedoen_app.core.conversation.question import MOST_PEOPLE, ROW_VALUES, UNKNOWN, Kind, Question
from meedoen_app.web import seals
from meedoen_app.web.seals import Seal
from tests.journeys.learning import Learned

UNKNOWN_ID = "A" * 22
TEXTS: Sequence[str | bytes] = (
    "", " ", "\x00", "a\x00b", "\r\nX-Kwaad: ja", "\t//elders.example", "/\t/elders.example", "/\n",
    "//elders.example", "²", "½", "٣", "-1", "0", "1", "01", "1e9", "NaN", "None", "null", "true", "[]", "{}",
    "9" * 20, str(10**30), "1" * 5_000, "\u202eachterstevoren", "\u2066los\u2069", "\ufeff", "\u200d",
    "\ue000", "e\u0301", "🙂" * 99, "𝒳", "ﷺ" * 40, "é" * 700, "x" * 61, "x" * 601, "x" * 2_001, "a\nb\n" * 50,
    "ja", "<script>alert(1)</script>", "\"' onfocus=alert(1) x='", "{{ 7*7 }}", "{% raw %}",
    "%(other)s %s %n", "${7*7}", "' OR 1=1 --", "../../etc/passwd", "..\\..\\", "javascript:alert(1)",
    "__class__", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"%00", b"%u0041",
)  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "ORIGIN": ("null", "http://[", "http://localhost", "https://elders.example", "http://localhost:8:8", ""),
    "SEC_FETCH_SITE": ("same-origin", "none", "cross-site", "same-site", "", "x" * 500),
    "HOST": ("localhost", "elders.example", "[", "[::1", "a b", "localhost:x", "", "\xff", "x" * 300),
    "HX_REQUEST": ("true", "nee"),
    "HX_TARGET": ("<b>", "\xff"),
    "HX_CURRENT_URL": ("http://[", "javascript:alert(1)"),
    "ACCEPT": ("application/json", "*/*;q=x", "text/html;q=-1", "\x00"),
    "ACCEPT_ENCODING": ("gzip", "gzip;q=nul", "gzip;q=0", "br", "*;q=0", ",,,"),
    "ACCEPT_LANGUAGE": ("ar", "nl_eenvoudig", "*", "-", "x" * 500),
    "IF_NONE_MATCH": ("*", '"x'),
    "RANGE": ("bytes=0-1", "bytes=-1", "bytes=9-1,x"),
    "X_FORWARDED_FOR": ("127.0.0.1", "niemand", "::1%eth0", "1.2.3.4, "),
    "X_FORWARDED_HOST": ("elders.example", "["),
    "X_FORWARDED_PROTO": ("https", "x"),
    "X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "CONTENT_ENCODING": ("gzip",),
    "TRANSFER_ENCODING": ("chunked",),
    "AUTHORIZATION": ("Basic ///", "Bearer x"),
}  # fmt: skip
PLACE = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
FORM = "application/x-www-form-urlencoded"
TYPES = (
    "", "text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, f"{FORM}; charset=utf-16", f"{FORM}; charset=geen", "\xff",
)  # fmt: skip
OTHER_METHODS = (
    "HEAD",
    "OPTIONS",
    "PUT",
    "PATCH",
    "DELETE",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "post",
    "X" * 99,
)
OTHER_PATHS = (
    "/static/", "/static/../README.md", "/static/..%2f..%2fREADME.md", "/static/%00", "/static/css/",
    "/robots.txt", "/g/", "/g//2", "/g/%2e%2e/2", "/g/x/2/", "/.git/config", "/%ff", "/%F0%9F%99%82",
    "/g/" + "x" * 3_000 + "/2",
)  # fmt: skip
SOMETIMES, RARELY, SELDOM = 0.15, 0.06, 0.01
CLOSES = ("/weg", "/stop", "/weggooien", "/begin", "/verder")  # After these there is little left to attack.


@dataclass(frozen=True)
class Attack:
    """One request, as bytes on the wire would make it."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.method} {self.path[:200]}{query[:200]} {dict(self.headers)} {self.body[:600]!r}"


@dataclass(frozen=True)
class Target:
    """What an attacker knows: the own conversation and session, and the address of somebody else's."""

    own: str
    cookie: str
    other: str
    secret: str
    questions: Sequence[Question]
    words: str


@dataclass(frozen=True)
class Attacker:
    """Makes requests: mostly nearly right, as what is wholly wrong does not get far."""

    dice: random.Random
    rules: Sequence[Rule]
    learned: Learned

    def attack(self, target: Target) -> Attack:
        rule = self.dice.choice(self.rules)
        if rule.rule.endswith(CLOSES) and not self._now_and_then(SOMETIMES):
            rule = self.dice.choice(self.rules)
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        if self._now_and_then(RARELY):
            method = self.dice.choice(("GET", "POST", *OTHER_METHODS))
        question = self.dice.choice(target.questions)
        path = self._path(rule, target, question)
        body = self._body(rule, target, question) if method != "GET" or self._now_and_then(RARELY) else b""
        asked = self._seen(rule) if method == "GET" else []
        asked += self._wild() if self._now_and_then(SOMETIMES) else []
        query = self._encoded([(name, self._mostly(value, TEXTS)) for name, value in asked])
        return Attack(method, path, query, body, self._headers(target, body))

    def _path(self, rule: Rule, target: Target, question: Question) -> str:
        if self._now_and_then(SELDOM * 2):
            return self.dice.choice(OTHER_PATHS)
        id = self._mostly(target.own, (target.other, UNKNOWN_ID, *TEXTS))
        number = self._mostly(str(question.number), ("0", "52", "²", "-1", "٣", *TEXTS))
        known = {"id": id, "nr": number}
        return PLACE.sub(
            lambda place: self._quoted(known.get(place[1]) or self._place(rule, place[1])), rule.rule
        )

    def _place(self, rule: Rule, name: str) -> str | bytes:
        """Return what a page had in this place of an address, mostly."""
        seen = self.learned.in_path.get(rule.rule, {}).get(name, ["1"])
        return self._mostly(self.dice.choice(seen), ("0", "2", "52", *TEXTS))

    def _body(self, rule: Rule, target: Target, question: Question) -> bytes:
        if self._now_and_then(SELDOM):
            return self.dice.choice(
                (b"x" * 70_000, b"a=b&" * 300, b"--x\r\nContent-Disposition: form-data", b"\xff" * 9)
            )
        likely = self._likely(rule, target, question)
        sent = [
            (name, self._mostly(value, TEXTS)) for name, value in likely if not self._now_and_then(RARELY)
        ]
        if sent and self._now_and_then(SOMETIMES):
            sent += self.dice.choices(sent, k=self.dice.randint(1, 3))
        if self._now_and_then(RARELY):
            sent += self._wild()
        return self._encoded(sent).encode()

    def _likely(self, rule: Rule, target: Target, question: Question) -> list[tuple[str, str]]:
        """Return the fields that a page of ours would send here."""
        number = question.number if "<int:nr>" in rule.rule else 0
        sealed = seals.stamp(target.secret, Seal(self._mostly(target.own, (target.other,)), number))
        key = self._mostly(f"sleutel-{self.dice.random()}", ("dezelfde", "x" * 65, "a\tb"))
        base = self.dice.choice(("", "0", "1", "7", "999", "999", "999"))
        given = [("zegel", sealed), ("sleutel", key), ("basis", base), ("doe", self._doing())]
        given += [("terug", "klopt")] if self._now_and_then(SOMETIMES) else []
        given += [("stem", self.dice.choice(("mijn_woorden", "samen_gezegd", "gezien")))]
        if "<int:nr>" in rule.rule:
            return given + self._answer(question)
        return given + self._seen(rule) + self._elsewhere(target)

    def _seen(self, rule: Rule) -> list[tuple[str | bytes, str | bytes]]:
        """Return what the forms for this address were seen to send, each field with one of its values."""
        fields = self.learned.in_form.get(rule.rule, {})
        return [(name, self.dice.choice(values) or "Gewone woorden") for name, values in fields.items()]

    def _doing(self) -> str:
        doings = ("overslaan", "stop", "klaar", "gebruik", "gooi_weg", "toestel", "woorden", "verlengen")
        return self._mostly("verder", doings)

    def _answer(self, question: Question) -> list[tuple[str, str]]:
        options = sorted(question.option_ids) or [UNKNOWN]
        match question.kind:
            case Kind.WORDS:
                return [
                    ("tekst", "Gewone woorden"),
                    ("zin", self.dice.choice(question.sentences or question.options).id),
                ]
            case Kind.ROWS:
                return [(f"rij_{row}", self.dice.choice(ROW_VALUES)) for row in question.row_ids]
            case Kind.PEOPLE:
                number = self.dice.randint(1, MOST_PEOPLE + 1)
                fields = {name: choices or ("Anna",) for name, choices in PEOPLE_FIELDS.items()}
                return [(f"p{number}_{name}", self.dice.choice(values)) for name, values in fields.items()]
            case Kind.THEMES:
                return [("onderwerp", self.dice.choice(options))]
        return [
            ("keuze", id)
            for id in self.dice.sample(options, k=min(len(options), self.dice.choice((1, 1, 2))))
        ]

    def _elsewhere(self, target: Target) -> list[tuple[str, str]]:
        """Return what the forms around the conversation send."""
        told = {
            "deur": ("praten", "vraag", "zorg", "doen"),
            "woorden": (target.words, "aap noot mies wim zus jet"),
            "hoofdstuk": ("1", "4", "12", "13"),
            "oordeel": ("klopt", "klopt_niet", "niet_delen"),
            "tekst": ("Dit klopt niet",),
            "antwoord": ("1", "2", "99"),
            "eigen_telefoon": ("ja",),
            "taal": ("nl", "ar", "xx"),
            "niveau": ("b1", "eenvoudig"),
            "naar": ("/", f"/g/{target.own}/klopt"),
        }
        return [(name, self.dice.choice(values)) for name, values in told.items()]

    def _headers(self, target: Target, body: bytes) -> dict[str, str]:
        cookie = self._mostly(
            f"sessie={target.cookie}", ("", "sessie=", "sessie=x", f"sessie={'x' * 4_000}", "\xff=\x00")
        )
        if self._now_and_then(SOMETIMES):
            cookie += self.dice.choice(
                ("; taal=ar.b1", "; taal=nl.eenvoudig", "; taal=\xff", "; toestel=x", "; gedraaid=", ";;=")
            )
        kind = TYPES[self.dice.randrange(len(TYPES))] if self._now_and_then(RARELY) else FORM
        length = (
            self.dice.choice(("-1", "x", "0", str(10**30))) if self._now_and_then(SELDOM) else str(len(body))
        )
        headers = {"HTTP_COOKIE": cookie, "CONTENT_TYPE": kind, "CONTENT_LENGTH": length}
        while self._now_and_then(SOMETIMES):
            name = self.dice.choice(sorted(HEADERS))
            headers[f"HTTP_{name}"] = self.dice.choice(HEADERS[name])
        return headers

    def _wild(self) -> list[tuple[str, str | bytes]]:
        names = ("tekst", "terug", "zegel", "sleutel", "keuze", "hx-get", "data-hx-on", "p1_naam", *TEXTS)
        return [(self.dice.choice(names), self.dice.choice(TEXTS)) for _ in range(self.dice.randint(1, 3))]

    def _mostly(self, usual: str, others: Sequence[str | bytes]) -> str | bytes:
        return self.dice.choice(others) if self._now_and_then(SOMETIMES) else usual

    def _now_and_then(self, share: float) -> bool:
        return self.dice.random() < share

    def _encoded(self, fields: Sequence[tuple[str | bytes, str | bytes]]) -> str:
        return "&".join(f"{self._quoted(name)}={self._quoted(value)}" for name, value in fields)

    def _quoted(self, text: str | bytes) -> str:
        return quote_from_bytes(text, safe="%") if isinstance(text, bytes) else quote(text, safe="")
