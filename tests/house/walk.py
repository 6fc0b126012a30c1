"""Somebody who reads every page: a whole conversation, with the side paths and the mistakes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.visitor import NoSuchThing, Visitor

OWN_WORDS = "Zelfbedacht"
WRONG = "bestaat-niet"
SIX_WRONG_WORDS = "aap noot mies wim zus jet"
PLAN = ("plan", "plan/stap/0", "plan/papier", "toen-en-nu")
IN_CONVERSATION = (
    "tafel",
    "over-mij",
    "wie-keek",
    "wat-kan",
    "woorden",
    "stop",
    "klopt",
    "meekijkers",
    "weggooien",
)
FOR_ANYONE = (
    "/",
    "/privacy",
    "/toegankelijkheid",
    "/hulp",
    "/jong",
    "/zorgen-om-iemand",
    "/zorgen-om-iemand/dank",
    "/bel-mij",
    "/buurt",
    "/buurt/mantelzorgpas",
    "/buurt/mantelzorgpas/klopt-niet",
    "/buurt/mantelzorgpas/dank",
    "/verder",
    "/meekijken",
    "/kalender",
    "/rechten",
    "/rechten/te_laat",
    "/rechten/klacht",
    "/rechten/klacht/dank",
    "/is-er-niet",
)
HIDDEN = ("zegel", "sleutel", "basis")
NOT_FILLED_IN = (*HIDDEN, "terug", "doe", "taal", "niveau", "naar")
Choose = Callable[[list[str]], str]


@dataclass
class Reader(Visitor):
    """A visitor who keeps every page: where it stood, and its tree."""

    pages: list[tuple[str, Element]] = field(default_factory=list)

    def _follow(self, response: TestResponse) -> TestResponse:
        last = super()._follow(response)
        if last.mimetype == "text/html":
            self.pages.append((f"{self.path}, {self.status}", self.tree))
        return last

    def send(self, path: str, *, site: str = "same-origin", **fields: str) -> None:
        """Send a form that is on no page."""
        self._follow(self.client.post(path, data=fields, headers={"Sec-Fetch-Site": site}))


def choice(number: int) -> Choose:
    """Return how somebody chooses who always takes the same place in a list."""
    return lambda values: values[number % len(values)]


def talk(reader: Reader, choose: Choose, *, with_mistakes: bool = False) -> None:
    """Come in, talk about every theme, answer every question, and end at "Klopt dit?"."""
    reader.go("/")
    reader.press("deur=praten")
    reader.go(f"{reader.conversation()}/verder")
    themes: set[str] = set()
    while not reader.path.endswith("/klopt"):
        _go_on(reader, themes, choose, with_mistakes)


def _go_on(reader: Reader, themes: set[str], choose: Choose, with_mistakes: bool) -> None:
    names = reader.fields()
    new = [theme for theme in names.get("onderwerp", []) if theme not in themes]
    if new:
        themes.add(new[0])
        reader.press(f"onderwerp={new[0]}")
    elif "onderwerp" in names:
        reader.press("doe=klaar")
    elif "bewaar" in names.get("doe", []):
        reader.press("doe=bewaar")
    elif "overslaan" in names.get("doe", []):
        if with_mistakes:
            _answer_wrongly(reader)
        reader.press("doe=verder", **{name: _chosen(reader, name, choose) for name in _to_fill_in(reader)})
    else:
        reader.go(f"{reader.conversation()}/{'onderwerpen' if themes else 'verder'}")


def _answer_wrongly(reader: Reader) -> None:
    question = reader.path
    reader.press("doe=verder", **dict.fromkeys(_to_fill_in(reader), WRONG * 60))
    reader.go(question)


def _to_fill_in(reader: Reader) -> list[str]:
    return [name for name in reader.fields() if name not in NOT_FILLED_IN]


def _chosen(reader: Reader, name: str, choose: Choose) -> str:
    """Return one of the choices, or own words."""
    values = [value for value in reader.choices(name) if value]
    return choose(values) if values else OWN_WORDS


def skip_a_theme(reader: Reader) -> None:
    """Come in by another door and tell nothing at all, up to where the first theme ends."""
    reader.go("/")
    reader.press("deur=doen")
    for page in ("verder", "onderwerpen"):
        reader.go(f"{reader.conversation()}/{page}")
        while "overslaan" in reader.choices("doe"):
            reader.skip()
    reader.press(f"onderwerp={reader.choices('onderwerp')[0]}")
    while "overslaan" in reader.choices("doe"):
        reader.skip()


def look_back(reader: Reader) -> None:
    """Open every other page of a conversation."""
    for page in IN_CONVERSATION:
        reader.go(f"{reader.conversation()}/{page}")


def make_a_plan(reader: Reader) -> None:
    """Choose, agree on a step, say how it went, and open every page of the plan."""
    reader.go(f"{reader.conversation()}/wat-kan")
    reader.press("keuze=niet_voor_mij")
    reader.press("doe=klaar", reden="te_ver", tekst=OWN_WORDS)
    reader.press("keuze=wil_ik")
    reader.go(f"{reader.conversation()}/plan")
    reader.press("doe=stap")
    reader.press("=", dag=WRONG, uur=WRONG, wie=WRONG, wat=WRONG * 60)
    went = (("gedaan", "ik", "even"), ("lukt_niet", "mijn_mensen", "tijdelijk"), ("weg", "hulpverlener", ""))
    words = dict.fromkeys(("wat", "met", "klaar"), OWN_WORDS)
    for number, (how, who, long) in enumerate(went, 2):
        reader.go(f"{reader.conversation()}/plan/stap/0")
        reader.press("=", wie=who, duur=long, dag="2027-03-01", tot="2027-04-01", uur="10:30", **words)
        reader.go(f"{reader.conversation()}/plan" + (f"/stap/{number}" if how == "weg" else ""))
        reader.press(f"hoe={how}")
    look_again(reader, "veranderd")
    look_again(reader, "niets_veranderd")
    for weeks in ("6", "0"):
        reader.go(f"{reader.conversation()}/plan")
        reader.press(f"weken={weeks}")
    reader.press("doe=doel", tekst=OWN_WORDS * 60)
    reader.press("doe=doel", tekst=OWN_WORDS)
    for page in PLAN:
        reader.go(f"{reader.conversation()}/{page}")


def look_again(reader: Reader, doing: str) -> None:
    """Say at the day of looking again whether something changed; the day itself is not waited for."""
    reader.go(f"{reader.conversation()}/plan")
    told = {name: reader.choices(name)[0] for name in ("zegel", "sleutel")}
    reader.send(f"{reader.conversation()}/plan", doe=doing, **told)


def ask_to_be_called(reader: Reader) -> None:
    """Make every mistake, and then be called."""
    reader.go("/bel-mij")
    reader.press("doe=bel", telefoon=WRONG, wanneer=WRONG, taal_keuze=WRONG, woorden=WRONG * 60)
    reader.press("doe=bel", telefoon="0612345678", woorden=OWN_WORDS)


def object_to(reader: Reader) -> None:
    """Say of each part whether it is right, and write down what is wrong."""
    for word in ("klopt", "klopt_niet", "niet_delen"):
        reader.go(f"{reader.conversation()}/klopt")
        reader.press(f"oordeel={word}")
    for text in ("", OWN_WORDS):
        reader.go(f"{reader.conversation()}/over-mij")
        reader.press("", tekst=text)
    reader.go(f"{reader.conversation()}/over-mij")


def look_outside(reader: Reader) -> None:
    """Open every page for anyone, do what cannot be done, and come back."""
    conversation = reader.conversation()
    for path in FOR_ANYONE:
        reader.go(path)
    ask_to_be_called(reader)
    for typed in (OWN_WORDS, SIX_WRONG_WORDS):
        reader.go("/verder")
        reader.press("doe=woorden", woorden=typed)
    reader.send("/hulp")
    reader.send("/begin", site="cross-site", deur="praten", tekst=OWN_WORDS)
    reader.send("/begin", vol=OWN_WORDS * 6_000)
    reader.go(f"{conversation}/klopt")


def lose(reader: Reader) -> None:
    """Answer in two tabs, lose the session, come back with six words, and throw everything away."""
    reader.go(f"{reader.conversation()}/woorden")
    words = [one.text or "" for one in reader.tree.findall(".//ol//bdi")]
    question = _question_in_own_words(reader)
    form = {name: values[0] for name, values in reader.fields().items() if name in HIDDEN}
    for number, key in enumerate((form["sleutel"], form["sleutel"], "ander", "lang" * 20)):
        reader.send(question, **{**form, "sleutel": key}, doe="verder", tekst=f"{OWN_WORDS} {number}")
    reader.client.delete_cookie("sessie")
    reader.go(question)
    reader.send(f"{reader.conversation()}/2", doe="verder", keuze="samen")
    reader.send(question, **{**form, "sleutel": "laat"}, doe="verder", tekst=OWN_WORDS)
    reader.press("doe=woorden", woorden=" ".join(re.findall(r"[a-z]{3,}", " ".join(words))))
    reader.press("doe=gooi_weg")
    reader.go(f"{reader.conversation()}/weggooien")
    reader.press("doe=weggooien")


def _question_in_own_words(reader: Reader) -> str:
    """Go to a question that takes own words, from "Klopt dit?"; return its address."""
    reader.go(f"{reader.conversation()}/klopt")
    for address in [url for url in reader.links().values() if "terug=klopt" in url]:
        reader.go(address)
        if "tekst" in reader.fields():
            return reader.path
    raise NoSuchThing("tekst")
