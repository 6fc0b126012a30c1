"""The seven groups of the policy plan (section 1.3) as invented people, who talk with Meedoen themselves."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from meedoen_app.core.conversation.question import Kind, Question
from meedoen_app.core.conversation.questionnaire import Questionnaire
from tests.talks import form_of, six_words
from tests.visitor import Visitor

PERSONAS = sorted((Path(__file__).parents[1] / "content" / "personas").glob("*.json"))
INVENTED = "(verzonnen)"
ALWAYS = {"bewaren": "ja", "rekening": ["vraag_mij"], "meetellen": "nee"}
WORDS_OF_THEIR_OWN = {
    "goed": "Ik drink graag koffie met de buren",
    "wens": "Dan ga ik elke week de deur uit",
    "slechte_dag": "Dan bel ik mijn zus",
    "werk_gedaan": "Ik werkte in een bakkerij",
    "rekening": "Praat rustig met mij",
}
MANY = 1_000


@dataclass
class Person:
    """Somebody invented: what they would answer, and how far they came."""

    who: str
    answers: Mapping[str, Any]
    visitor: Visitor
    questionnaire: Questionnaire
    stops_after: int = MANY
    six_words: str = ""
    themes: set[str] = field(default_factory=set)

    def talk(self) -> None:
        """Come in by a door, and answer until "Klopt dit?" or until it was enough for today."""
        self.visitor.go("/")
        self.visitor.press(f"deur={self.answers['deur']}")
        self.visitor.go(f"{self.conversation}/verder")
        while not self.visitor.path.endswith("/klopt") and self.stops_after:
            self._step()
        self.six_words = six_words(self.visitor)

    @property
    def conversation(self) -> str:
        return self.visitor.conversation()

    def _step(self) -> None:
        fields = self.visitor.fields()
        if "onderwerp" in fields:
            new = next((theme for theme in self._own_themes() if theme not in self.themes), None)
            self.themes.add(new or "")
            self.visitor.press(f"onderwerp={new}" if new else "doe=klaar")
        elif "overslaan" in fields.get("doe", []):
            self._answer()
        elif "bewaar" in fields.get("doe", []):
            self.visitor.press("doe=bewaar")
        else:
            self.visitor.go(f"{self.conversation}/{'onderwerpen' if self.themes else 'verder'}")

    def _own_themes(self) -> Iterator[str]:
        for chapter in self.questionnaire.chapters:
            if chapter.is_theme and any(question.id in self.answers for question in chapter.questions):
                yield chapter.id

    def _answer(self) -> None:
        question = self.questionnaire.by_number[int(self.visitor.path.rpartition("/")[2])]
        said = {**self.answers, **ALWAYS}.get(question.id)
        self.stops_after -= 1
        if said is None:
            self.visitor.skip()
        else:
            self.visitor.press("doe=verder", **_fields(question, said))


def _fields(question: Question, said: Any) -> dict[str, Any]:
    """Return an answer of a persona as the fields of its form. Every own word says that it is invented."""
    match question.kind:
        case Kind.WORDS:
            own = WORDS_OF_THEIR_OWN.get(question.id)
            return {"zin": said, "tekst": f"{own} {INVENTED}" if own else ""}
        case Kind.ROWS:
            return {f"rij_{row}": value for row, value in said.items()}
        case Kind.PEOPLE:
            return {f"p{row}": _marked(row, value) for row, value in said.items()}
    return {"keuze": said}


def _marked(row: str, value: str) -> str:
    return f"Voorbeeld: {value}" if row.endswith("_naam") else value


def finish(person: Person) -> None:
    """Say that it is right so, and end the conversation for now."""
    person.talk()
    person.visitor.press("oordeel=klopt")
    person.visitor.go(f"{person.conversation}/klopt")
    person.visitor.press("doe=klaar")


def make_a_plan(person: Person) -> None:
    """Finish, choose two of what can help, and agree on a step and a day to look again."""
    finish(person)
    for _ in range(2):
        person.visitor.go(f"{person.conversation}/wat-kan")
        person.visitor.press("keuze=wil_ik", aanbod=_not_chosen_yet(person.visitor))
    person.visitor.go(f"{person.conversation}/plan")
    person.visitor.press("doe=stap")
    person.visitor.press("=", met=f"mijn zus {INVENTED}", duur="even")
    person.visitor.press("weken=6")


def _not_chosen_yet(visitor: Visitor) -> str:
    """Return the first service on the page that is offered and was not chosen."""
    buttons = [one for one in visitor.tree.iter("button") if one.get("value") == "wil_ik"]
    services = [one.get("value", "") for one in visitor.tree.iter("input") if one.get("name") == "aanbod"]
    pressed = [one.get("aria-pressed") == "true" for one in buttons]
    return next(service for service, is_pressed in zip(services, pressed, strict=False) if not is_pressed)


def object_and_keep_private(person: Person) -> None:
    """Finish, with a chapter that is not to be shared and something that is not right."""
    person.talk()
    person.visitor.press("oordeel=niet_delen")
    person.visitor.go(f"{person.conversation}/over-mij")
    person.visitor.press("=", tekst=f"Ik zie mijn buurman ook elke week {INVENTED}")
    person.visitor.go(f"{person.conversation}/klopt")
    person.visitor.press("doe=klaar")


def come_too_late(person: Person) -> None:
    """Leave an answer that waits: it was sent when the session was over."""
    person.talk()
    question = f"{person.conversation}/49"
    person.visitor.go(question)
    form = form_of(person.visitor, tekst=f"Ik hoor niet zo goed {INVENTED}")
    person.visitor.client.delete_cookie("sessie")
    person.visitor.client.post(question, data=form)


def share(person: Person, desk: str) -> None:
    """Hand the conversation over to a desk, with what the desk needs and the name of who it is."""
    person.visitor.go(f"{person.conversation}/delen/{desk}")
    person.visitor.press("steun=weet_ik_niet")
    name = " ".join(person.who.split()[:2])
    own = [part for part in person.visitor.choices("deel") if part != "ladder"]
    person.visitor.press("doe=deel", naam=f"{name} {INVENTED}", manier="hier", deel=own)


@dataclass(frozen=True)
class Part:
    """How one of the seven plays their part: what happens, in words and in deeds."""

    state: str
    play: Callable[[Person], None] = Person.talk
    stops_after: int = MANY
    also: Mapping[str, Any] = field(default_factory=dict)
    desk: str = ""


PARTS = (
    Part("heeft een plan gemaakt en vraagt hulp aan de gemeente", make_a_plan, desk="wmo"),
    Part("leest alles terug bij 'Klopt dit?' en deelt het met de buurtcoach", desk="buurtcoach"),
    Part("is halverwege een onderwerp", stops_after=8),
    Part("is net begonnen; er is iets dat niet kan wachten", stops_after=3, desk="schuldhulp"),
    Part("is klaar, deelt één onderwerp liever niet en zei wat niet klopt", object_and_keep_private),
    Part("verstuurde een antwoord toen het gesprek al dicht was", come_too_late),
    Part("praat samen met haar dochter", finish, also={"voor_wie": "samen", "rol": "familie"}),
)


def all_of_them(app: Flask) -> Iterator[Person]:
    """Let each of the seven play their part, through the pages of this app. Somebody works at its desks."""
    questionnaire = app.extensions["meedoen"].contents.current().questionnaire
    for path, part in zip(PERSONAS, PARTS, strict=True):
        told = json.loads(path.read_text(encoding="utf-8"))
        who = f"{told['who']} {INVENTED[:-1]}; {part.state})"
        answers = {**told["answers"], **part.also}
        person = Person(who, answers, Visitor(app.test_client()), questionnaire, part.stops_after)
        part.play(person)
        if part.desk:
            share(person, part.desk)
        yield person
