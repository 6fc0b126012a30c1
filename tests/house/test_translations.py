"""Every sentence reaches the catalogue, and a page in another language has none left in Dutch."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import polib
import pytest
from babel import Locale
from flask import Flask, template_rendered
from jinja2 import Template

from meedoen_app import resources
from meedoen_app.content.content import Content
from meedoen_app.core.reading import ReadingLevel
from meedoen_app.web import language
from tests.apps import make_app
from tests.mailbox import NOBODY_THERE
from tests.oidc import liar
from tests.oidc.liar import Liar
from tests.visitor import Visitor

from . import pseudo, walk, walk_login, walk_shared
from .texts import NOT_FOR_RESIDENTS
from .tree import TEMPLATES

HTML = re.compile(r"[<>]|&\w+;|&#")
ID_LENGTH = 22  # Of a conversation, and of a case.
WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
SITE = r"[\w-]+(?:\.[\w-]+)+"  # A source is named by its site.
NOT_READ = ("script", "style", "svg")
READ_ATTRIBUTES = ("abbr", "alt", "aria-label", "data-left", "data-over", "label", "placeholder", "title")
NOT_TRANSLATED = (
    "Meedoen",
    "Nederlands",
    "http://localhost/meekijken",
    walk.OWN_WORDS,
    walk.WRONG,
)


@dataclass
class Seen:
    """What a reader of the pseudo language saw: pages, their templates, and content with its trails."""

    content: Content
    words: frozenset[str]
    pages: list[tuple[str, Element]] = field(default_factory=list)
    said: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    return pseudo.extract(tmp_path_factory.mktemp("catalogue"))


@pytest.fixture(scope="module")
def translations(catalogue: polib.POFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pseudo.publish(catalogue, tmp_path_factory.mktemp("translations"))


@pytest.fixture(scope="module")
def provider() -> Iterator[Liar]:
    with liar.lying() as running:
        yield running


@pytest.fixture(scope="module")
def seen(translations: Path, provider: Liar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("seen")
    url, there = f"sqlite:///{folder / 'meedoen.db'}", {"MEEDOEN_TRANSLATIONS_DIR": str(translations)}
    app = make_app(url, **there, **NOBODY_THERE, **provider.environ("RESIDENT"))
    here = app.extensions["meedoen"]
    words = frozenset({*here.contents.words(), *walk.SIX_WRONG_WORDS.split()})
    found = Seen(here.contents.current(), words)
    without_mail = make_app(url, **there)
    with _reading(without_mail, found):  # Before anybody works here.
        reader = _in_another_language(without_mail)
        reader.go("/bel-mij")
        found.pages += reader.pages[-1:]
    with _reading(app, found):
        for number in (0, 1, 2, 3):
            found.pages += _read_everything(app, number)
        reader = _in_another_language(app)
        in_dutch = len(reader.pages) - 1
        walk_login.link_and_choose(reader)
        found.pages += reader.pages[in_dutch:]
    yield found
    for one in (app, without_mail):
        one.extensions["meedoen"].database.close()


@contextmanager
def _reading(app: Flask, found: Seen) -> Iterator[None]:
    app.jinja_env.globals["say"] = _noting(found.said)

    def note(app: Flask, template: Template, **context: Any) -> None:
        found.templates.add(template.name or "")

    with template_rendered.connected_to(note, app):
        yield


def _in_another_language(app: Flask) -> walk.Reader:
    reader = walk.Reader(app.test_client())
    reader.go("/")
    reader.press(f"taal={pseudo.LANGUAGE}")
    return reader


def _noting(said: set[tuple[str, str]]) -> Any:
    """Return `say` as templates use it, which notes what it is asked for."""

    def say(text: str, *trail: str) -> str:
        said.update({(".".join(trail), text)} if text else ())
        return language.say(text, *trail)

    return say


def _read_everything(app: Flask, number: int) -> list[tuple[str, Element]]:
    reader = _in_another_language(app)
    in_dutch = len(reader.pages) - 1
    walk.talk(reader, walk.choice(number), with_mistakes=number == 0)
    walk.look_back(reader)
    walk.make_a_plan(reader)
    if number == 0:
        walk.object_to(reader)
        walk.look_outside(reader)
        walk_shared.hand_over(reader, app)
        helper = _in_another_language(app)
        walk_shared.look_along(reader, helper)
        walk.lose(reader)
        walk.skip_a_theme(reader)
        return reader.pages[in_dutch:] + helper.pages[in_dutch:]
    return reader.pages[in_dutch:]


def left_in_dutch(page: Element, allowed: tuple[str, ...], words: frozenset[str] = frozenset()) -> list[str]:
    """Return what stands on a page in Latin letters; `words` may stand there, each as it is."""
    longest_first = sorted(allowed, key=len, reverse=True)
    names = re.compile("|".join([*map(re.escape, longest_first), SITE, pseudo.PLACEHOLDER.pattern]))
    return [text for text in _read(page) if set(WORD.findall(names.sub("", text))) - words]


def _read(element: Element) -> Iterator[str]:
    """Return every piece of text that somebody sees or hears."""
    if element.tag not in NOT_READ:
        yield from (element.attrib[name] for name in READ_ATTRIBUTES if name in element.attrib)
        yield (element.text or "").strip()
        for part in element:
            if isinstance(part.tag, str):
                yield from _read(part)
            yield (part.tail or "").strip()


def faults(catalogue: polib.POFile, translation: polib.POFile) -> list[str]:
    """Return what is wrong with a translation: what is missing, filled in otherwise, or HTML."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in translation.translated_entries()}
    found = []
    for entry in catalogue:
        there = known.get((entry.msgctxt, entry.msgid))
        found += [] if there else [f"missing: {entry.msgid}"]
        for text in _forms(there) if there else []:
            found += [] if _fills_in_the_same(entry, text) else [f"filled in otherwise: {text}"]
            found += [f"HTML: {text}"] if HTML.search(text) else []
    return found


def _forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _fills_in_the_same(entry: polib.POEntry, text: str) -> bool:
    """Say whether a translation has the same placeholders; a plural may say its number as a word."""
    wanted = Counter(pseudo.PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    given = Counter(pseudo.PLACEHOLDER.findall(text))
    return given <= wanted if entry.msgid_plural else given == wanted


def misnamed(folder: Path) -> list[str]:
    """Return the languages that Babel would read as another one: it drops a variant that it does not know."""
    names = [path.parent.name for path in folder.glob("*/LC_MESSAGES")]
    return [name for name in names if str(Locale.parse(name)) != name]


def test_every_page_was_read(seen: Seen) -> None:
    pages = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("*/*.html")}
    of_others = {"parts", *NOT_FOR_RESIDENTS}  # What staff read is in Dutch.
    assert {page for page in pages if page.partition("/")[0] not in of_others} - seen.templates == set()


def test_every_question_was_read(seen: Seen) -> None:
    read = {trail for trail, _text in seen.said}
    assert [id for id in seen.content.questionnaire.questions if f"vraag.{id}" not in read] == []


def test_every_sentence_of_the_content_is_in_the_catalogue(seen: Seen, catalogue: polib.POFile) -> None:
    offered = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    names = {(f"vraag.wijk.{wijk.id}", wijk.name) for wijk in seen.content.municipality.wijken}
    assert seen.said - offered == names


def test_nothing_on_any_page_is_left_in_dutch(seen: Seen) -> None:
    places = [wijk.name for wijk in seen.content.municipality.wijken]
    sources = [one.source for one in (*seen.content.services, *seen.content.rights)]
    laws = {one.law for one in (*seen.content.services, *seen.content.situations) if one.law}
    ids = {part for path, _ in seen.pages for part in re.split("[/,]", path) if len(part) == ID_LENGTH}
    desks = [
        name for one in seen.content.desks for name in (one.organisation, one.ground, one.source) if name
    ]
    articles = [one.article for one in seen.content.terms]
    allowed = (*NOT_TRANSLATED, *places, *sources, *laws, *desks, *articles, *ids)
    left = {
        f"{text} ({path.rpartition('/')[2]})"
        for path, page in seen.pages
        for text in left_in_dutch(page, allowed, seen.words)
    }
    assert sorted(left) == []


def test_what_is_left_in_dutch_is_found() -> None:
    page = html5lib.parse(
        "<title>Vraag 3</title><p>⟦ابج⟧ 3 <bdi>Meedoen</bdi><p>⟦اب <b>gemeente</b>⟧<p aria-label=Klopt>12"
        "<p>deventer.nl<p>%(n)s<p>tafel",
        namespaceHTMLElements=False,
    )
    assert left_in_dutch(page, ("Meedoen",), frozenset({"tafel"})) == ["Vraag 3", "gemeente", "Klopt"]


def test_no_sentence_is_cut_off(seen: Seen) -> None:
    texts = ["".join(_read(page)) for _path, page in seen.pages]
    assert [text for text in texts if text.count(pseudo.OPEN) != text.count(pseudo.CLOSE)] == []


def test_every_page_is_read_from_right_to_left(seen: Seen) -> None:
    assert {(page.get("lang"), page.get("dir")) for _path, page in seen.pages} == {("ar", "rtl")}


def test_the_pseudo_language_is_whole_and_longer(catalogue: polib.POFile) -> None:
    assert faults(catalogue, pseudo.translated(catalogue)) == []
    assert pseudo.pseudo("Nog {n} van %(total)s.").startswith("⟦نوغ {n} ڤان %(total)s.")
    assert all(len(pseudo.pseudo(entry.msgid)) >= 1.3 * len(entry.msgid) for entry in catalogue)


def test_every_published_language_is_whole(catalogue: polib.POFile) -> None:
    assert misnamed(resources.translations) == []
    published = sorted(resources.translations.glob("*/LC_MESSAGES/messages.po"))
    assert {path: found for path in published if (found := faults(catalogue, polib.pofile(str(path))))} == {}


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", "missing: Nog %(n)s dagen"),
        ("Still %(m)s days", "filled in otherwise: Still %(m)s days"),
        ("Still <b>%(n)s</b> days", "HTML: Still <b>%(n)s</b> days"),
    ],
)
def test_a_planted_fault_is_found(translated: str, fault: str) -> None:
    catalogue, translation = polib.POFile(), polib.POFile()
    catalogue.append(polib.POEntry(msgid="Nog %(n)s dagen"))
    translation.append(polib.POEntry(msgid="Nog %(n)s dagen", msgstr=translated))
    assert faults(catalogue, translation) == [fault]


def test_a_level_is_no_part_of_the_language(tmp_path: Path) -> None:
    (tmp_path / "nl_eenvoudig" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ar" / "LC_MESSAGES").mkdir(parents=True)
    assert str(Locale.parse("nl_eenvoudig")) == "nl"
    assert misnamed(tmp_path) == ["nl_eenvoudig"]


def test_a_chosen_level_stays(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}")
    visitor = Visitor(app.test_client())
    visitor._follow(visitor.client.post("/taal", data={"taal": "nl", "niveau": "eenvoudig", "naar": "/hulp"}))
    cookie = visitor.client.get_cookie(language.COOKIE)
    assert cookie is not None
    with app.test_request_context(headers={"Cookie": f"{language.COOKIE}={cookie.value}"}):
        assert language.reading().level is ReadingLevel.SIMPLE
    app.extensions["meedoen"].database.close()


def test_languages_of_another_folder_do_not_mix(translations: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    for folder, languages in ((translations, ["nl", "ar"]), (resources.translations, ["nl"])):
        app = make_app(url, MEEDOEN_TRANSLATIONS_DIR=str(folder))
        with app.test_request_context():
            assert language.published() == languages
        app.extensions["meedoen"].database.close()
