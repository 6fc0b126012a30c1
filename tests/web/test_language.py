"""Choosing a language changes the words, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from flask import Flask, render_template_string
from flask_babel import gettext

from meedoen_app.web.language import published, say
from tests.visitor import Visitor

HERE = {
    "Language": "ar",
    "Content-Type": "text/plain; charset=utf-8",
    "Plural-Forms": "nplurals=1; plural=0;",
}
SAID = "{{ _('Dag %(name)s', name=name) }} {{ _('100%% <b>klaar</b>') }}"


def write(folder: Path, language: str, *sentences: polib.POEntry) -> None:
    """Compile a catalogue of these sentences."""
    catalogue = polib.POFile()
    catalogue.metadata = {**HERE, "Language": language}
    catalogue += sentences
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue.save_as_mofile(str(place / "messages.mo"))


@pytest.fixture
def two_languages(make: Callable[..., Flask], tmp_path: Path) -> Flask:
    """Meedoen in Dutch and in a language of which one sentence is there."""
    write(tmp_path / "talen", "ar", polib.POEntry(msgid="Dag %(name)s", msgstr="مرحبا %(name)s"))
    return make(MEEDOEN_TRANSLATIONS_DIR=str(tmp_path / "talen"))


def test_an_installation_rewords_its_own_dutch_in_templates_code_and_content(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    write(
        tmp_path / "talen",
        "nl",
        polib.POEntry(msgid="Dag %(name)s", msgstr="Hoi %(name)s"),
        polib.POEntry(msgid="Voedselbank", msgctxt="aanbod.voedselbank.naam", msgstr="De Voedselbank"),
    )
    app = make(MEEDOEN_TRANSLATIONS_DIR=str(tmp_path / "talen"))
    with app.test_request_context():
        assert render_template_string("{{ _('Dag %(name)s', name='Jo') }}") == "Hoi Jo"
        assert gettext("Dag %(name)s", name="Jo") == "Hoi Jo"
        assert say("Voedselbank", "aanbod", "voedselbank", "naam") == "De Voedselbank"
        assert published() == ["nl"]


@pytest.mark.parametrize(
    ("cookie", "hello"), [("", "Dag"), ("nl.b1", "Dag"), ("ar.b1", "مرحبا"), ("fr.b1", "Dag")]
)
def test_a_template_speaks_the_language_that_was_chosen_and_makes_values_safe(
    two_languages: Flask, cookie: str, hello: str
) -> None:
    headers = {"Cookie": f"taal={cookie}"} if cookie else {}
    with two_languages.test_request_context(headers=headers):
        assert render_template_string(SAID, name="<i>") == f"{hello} &lt;i&gt; 100% <b>klaar</b>"


def test_a_letter_keeps_what_was_typed_as_it_was_typed(two_languages: Flask) -> None:
    letter = two_languages.jinja_env.overlay(autoescape=False).from_string(SAID)
    with two_languages.test_request_context():
        assert letter.render(name="Jan & <i>") == "Dag Jan & <i> 100% <b>klaar</b>"


def test_each_visitor_reads_a_language_of_their_own(two_languages: Flask) -> None:
    visitors = [Visitor(two_languages.test_client()) for _ in range(2)]
    for visitor, language in zip(visitors, ("ar", "nl"), strict=True):
        visitor.go("/")
        visitor.press(f"taal={language}")
    for visitor, language in zip(visitors, ("ar", "nl"), strict=True):
        visitor.go("/hulp")
        assert visitor.tree.get("lang") == language


def test_another_language_keeps_the_way_back(talking: Visitor) -> None:
    talking.go(f"{talking.path}?terug=klopt")
    talking.press("taal=nl")
    assert talking.page.request.query_string == b"terug=klopt"


def test_another_language_keeps_what_somebody_looks_for(visitor: Visitor) -> None:
    visitor.go("/buurt?zoek=%C3%A9%C3%A9n+vraag&onderwerp=geld&wijk=bathmen&kosten=&toon=20")
    visitor.press("taal=nl")
    assert (
        visitor.page.request.query_string == b"zoek=%C3%A9%C3%A9n+vraag&onderwerp=geld&wijk=bathmen&toon=20"
    )


def test_nothing_else_is_kept(talking: Visitor) -> None:
    question = talking.path
    talking.go(f"{question}?van=elders&terug=//elders.example/%0A")
    talking.press("taal=nl")
    assert talking.status == 200
    assert talking.path == question
    assert talking.page.request.query_string == b"terug=%2F%2Felders.example%2F%0A"
