"""Questions that anybody can answer: short, with few choices, never about what we do not ask (ux 4, 5)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import b1
from .tree import CONTENT, files, place

CHAPTERS = sorted(CONTENT.glob("vragenlijst/*/hoofdstukken"))
QUESTION = 12
HINT = 12
HINTS = 2
WORDS = {"een": 5, "stappen": 5, "meer": 7, "onderwerpen": 7}
CHOICES = {"een": 6, "stappen": 6, "meer": 8, "rijen": 3}
NOT_ASKED = re.compile(
    r"geweld|mishandel|veilig|bang voor|geloof|kerk|moskee|gevangen|detentie|strafblad|zelfmoord|zelfdoding"
    r"|suïcid|euro|€|inkomen|\bbsn\b|burgerservice",
    re.IGNORECASE,
)
OPEN = re.compile(r"\b(?:wat|wie|waar\w*|wanneer|hoe\w*|welke?|waarom)\b", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
THRESHOLD = re.compile(r"\d|\b(?:meer|minder|ouder|jonger) dan\b", re.IGNORECASE)
SPOKEN_TO = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)

AS_DECIDED = {
    "Is er iets dat niet kan wachten?": "The words that were decided; who skips it says nothing.",
    "Ik wil praten over hoe het gaat": "The words of the first door, as decided.",
}

PLANTED = (
    "12 woorden", "uitleg", "ontkenning", "grens", "vragen we niet", "6 keuzes", "lange keuze", "plaatje",
    "ik-vorm",
)  # fmt: skip

Question = dict[str, Any]


def faults(question: Question) -> list[str]:
    """Say what makes this question hard to answer."""
    return [f"vraag {question['nummer']}: {said}" for said in (*_of_text(question), *_of_choices(question))]


def _of_text(question: Question) -> Iterator[str]:
    asked, hints = question["vraag"], b1.sentences(question.get("uitleg", ""))
    if len(b1.words(asked)) > QUESTION:
        yield f"de vraag heeft meer dan {QUESTION} woorden"
    if len(hints) > HINTS or any(len(b1.words(hint)) > HINT for hint in hints):
        yield "de uitleg is te lang"
    if not OPEN.search(asked) and NEGATED.search(asked) and asked not in AS_DECIDED:
        yield "ja of nee op een ontkenning"
    if not OPEN.search(asked) and THRESHOLD.search(asked):
        yield "ja of nee op een grens"
    yield from (f"dit vragen we niet: {text}" for text in _every(question) if NOT_ASKED.search(text))


def _of_choices(question: Question) -> Iterator[str]:
    kind, options, rows = question["soort"], question.get("opties", []), question.get("rijen", [])
    most = CHOICES.get(kind, len(options) + len(rows))
    if max(len(options), len(rows)) > most:
        yield f"meer dan {most} keuzes"
    for choice in options:
        if len(b1.words(choice["tekst"])) > WORDS.get(kind, QUESTION) and choice["tekst"] not in AS_DECIDED:
            yield f"lange keuze: {choice['tekst']}"
        if kind in WORDS and not choice.get("icoon"):
            yield f"keuze zonder plaatje: {choice['tekst']}"
    for choice in (*options, *rows, *question.get("zinnen", [])):
        if kind != "onderwerpen" and SPOKEN_TO.search(choice["tekst"]):
            yield f"niet in de ik-vorm: {choice['tekst']}"


def _every(question: Question) -> Iterator[str]:
    yield question["vraag"]
    for name in ("opties", "rijen", "zinnen"):
        yield from (choice["tekst"] for choice in question.get(name, []))


def read(folder: Path) -> list[tuple[Path, Question]]:
    chapters = [(path, tomllib.loads(path.read_text())) for path in files(folder, ".toml")]
    return [(path, question) for path, chapter in chapters for question in chapter["vragen"]]


def test_every_question_can_be_answered() -> None:
    asked = [pair for folder in CHAPTERS for pair in read(folder)]
    assert len(asked) > 30
    assert [f"{place(path)} {fault}" for path, question in asked for fault in faults(question)] == []


def test_a_good_question_passes() -> None:
    option = {"id": "ja", "tekst": "Ik zie genoeg mensen", "icoon": "users"}
    asked = {"nummer": 1, "soort": "een", "vraag": "Wie ziet u?", "uitleg": "Noem wie u wilt."}
    assert faults({**asked, "opties": [option]}) == []


def test_planted_faults_are_found() -> None:
    long = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien"
    option = {"id": "a", "tekst": "Ik zie op dit moment wel genoeg mensen"}
    question = {
        "nummer": 7, "soort": "een", "vraag": f"Heeft u geen inkomen van meer dan 10 euro {long}?",
        "uitleg": "Een. Twee. Drie.", "opties": [option] * 7, "zinnen": [{"id": "b", "tekst": "Uw buurman"}],
    }  # fmt: skip
    said = "\n".join(faults(question))
    assert [word for word in PLANTED if word not in said] == []
