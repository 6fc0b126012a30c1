"""What residents read of the content, with its place in it."""

from io import BytesIO

from babel.messages.extract import extract

from meedoen_app.content.sentences import Sentence, sentences

QUESTION = {
    "id": "deur",
    "vraag": "Waarmee wilt u beginnen?",
    "uitleg": "Alles mag.",
    "waarom": "",
    "voedt": ["Mijn tafel"],
    "opties": [{"id": "praten", "tekst": "Praten", "icoon": "coffee"}],
}
CHAPTER = {"id": "begin", "titel": "Over dit gesprek", "gedeeld_als": "Wat u wilt", "vragen": [QUESTION]}
FILE = b"""
id = "deventer"
afzender = "gemeente Deventer"
[[lijnen]]
id = "alarm"
naam = "112"
telefoon = "112"
"""


def test_a_question_is_offered_with_everything_below_it() -> None:
    assert list(sentences(CHAPTER)) == [
        Sentence(("hoofdstuk", "begin"), "Over dit gesprek"),
        Sentence(("hoofdstuk", "begin", "delen"), "Wat u wilt"),
        Sentence(("vraag", "deur"), "Waarmee wilt u beginnen?"),
        Sentence(("vraag", "deur", "hint"), "Alles mag."),
        Sentence(("vraag", "deur", "praten"), "Praten"),
        Sentence(("voedt", "Mijn tafel"), "Mijn tafel"),
    ]


def test_what_only_refers_is_not_offered() -> None:
    service = {"id": "buurthuis", "naam": "Buurthuis", "doelgebieden": ["contacten"], "bron": "deventer.nl"}
    assert list(sentences({"voorzieningen": [service]})) == [
        Sentence(("aanbod", "buurthuis", "naam"), "Buurthuis")
    ]


def test_what_cannot_wait_is_offered_with_what_to_have_ready() -> None:
    situation = {"id": "energie", "titel": "Mijn gas stopt", "termijn": "Binnen drie dagen.", "wet": "Wgs"}
    situation |= {"klaarleggen": ["De brief"], "bellen": ["alarm"]}
    assert list(sentences({"situaties": [situation]})) == [
        Sentence(("spoed", "energie"), "Mijn gas stopt"),
        Sentence(("spoed", "energie", "termijn"), "Binnen drie dagen."),
        Sentence(("klaarleggen", "De brief"), "De brief"),
    ]


def test_babel_gets_the_trail_as_context() -> None:
    found = extract("meedoen_app.content.sentences:extract", BytesIO(FILE))
    assert [(context, text) for _line, text, _notes, context in found] == [
        ("gemeente.deventer.afzender", "gemeente Deventer"),
        ("lijn.alarm", "112"),
    ]
