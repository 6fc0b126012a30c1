"""What residents read: always u, plain enough for everybody, never the words of the office (ux 5, 7, 14)."""

import re

import pytest

from . import b1, jinja, texts
from .texts import Texts

EVERY = texts.for_residents()
FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf|jouzelf)\b", re.IGNORECASE)
PROMISE = re.compile(r"duurt\b[^.!?]*\bminu", re.IGNORECASE)
EXCEPTIONS = {one["plek"]: set(one["woorden"]) for one in b1.LISTS["plekken"]}


def familiar(told: Texts) -> list[str]:
    return [text for text in (*told.sentences, *told.names) if FAMILIAR.search(text)]


def office_words(told: Texts) -> set[str]:
    """Return the words of the stop list in sentences and names, less what may stand in this very place."""
    return set(b1.stops(" ".join((*told.sentences, *told.names)))) - EXCEPTIONS.get(told.place, set())


def unclear(told: Texts) -> list[str]:
    """Return what the gate says of a file as a whole. The stop list is asked apart."""
    return [fault for fault in b1.faults(told.whole()) if not fault.startswith("stopwoord")]


def promised(told: Texts) -> list[str]:
    """Return the sentences that promise how long something takes."""
    return [text for text in told.sentences if PROMISE.search(text)]


def test_there_is_something_to_read() -> None:
    assert sum(len(told.sentences) for told in EVERY) > 500


@pytest.mark.parametrize("told", EVERY, ids=lambda told: told.place)
def test_residents_are_spoken_to_plainly(told: Texts) -> None:
    assert familiar(told) == []
    assert office_words(told) == set()
    assert promised(told) == []
    assert unclear(told) == []


def test_planted_words_are_found() -> None:
    planted = Texts(
        "x.html", ("Wat wil je?", "Uw indicatie loopt af.", "Dit duurt tien minuten."), ("Jouw Zorg",)
    )
    assert familiar(planted) == ["Wat wil je?", "Jouw Zorg"]
    assert office_words(planted) == {"indicatie"}
    assert promised(planted) == ["Dit duurt tien minuten."]
    assert unclear(Texts("x.html", ("U wordt gebeld.",))) == ["lijdende vorm: U wordt gebeld"]


def test_an_exception_holds_in_its_own_place_alone() -> None:
    place = "templates/conversation/about.html"
    assert office_words(Texts(place, ("Dit heten treden van een ladder.",))) == set()
    assert office_words(Texts("templates/elders.html", ("Een ladder.",))) == {"ladder"}


def test_what_a_template_shows_is_read() -> None:
    source = (
        '{% block main %}<h1>{{ _("Dag %(name)s", name=name) }}</h1>{{ icon("x") }}<p>Los</p>'
        '<img alt="{{ _(\'Een boom\') }}">{% if a %}{{ _("Een") }}{% else %}{{ _("Twee") }}{% endif %}'
        '{{ button(_("Verder")) }}<script>je()</script>{% endblock %}'
    )
    shown = texts.visible(jinja.as_html(source))
    assert shown == ["Dag x", "Los", "Een boom", "Een", "Twee", "Verder"]
