"""In which words we speak: the reading that somebody chose, and content sentences in that reading."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from flask import Blueprint, Flask, current_app, g, redirect, request
from flask_babel import Babel, get_babel, gettext, ngettext, pgettext
from werkzeug import Response

from meedoen_app.core.conversation.question import Chapter
from meedoen_app.core.reading import Reading, ReadingLevel
from meedoen_app.web import clock, cookies
from meedoen_app.web.access import Who, open_to

SOURCE = Reading("nl")
COOKIE = "taal"
REWORDED = "MEEDOEN_REWORDED"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
A_YEAR = 365
# What an address carries along into another language. More may be said in it than is good to repeat.
CARRIED = frozenset(
    ("terug", "voor", "zoek", "onderwerp", "wijk", "kosten", "taal", "toegang", "helpen", "toon")
)
OWN_PATH = re.compile(r"/(?!/)[!-\[\]-~]*")  # Visible ASCII, no backslash, no second slash.

bp = Blueprint("language", __name__)


def install(app: Flask, translations: Path) -> None:
    """Speak the languages in this folder: those of Meedoen, or those beside an own content."""
    app.config["BABEL_DEFAULT_LOCALE"] = SOURCE.language
    app.config["BABEL_DEFAULT_TIMEZONE"] = clock.HERE.key
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    app.config[REWORDED] = (translations / SOURCE.language / "LC_MESSAGES" / "messages.mo").is_file()
    Babel(app, locale_selector=lambda: reading().language)
    app.jinja_env.globals["say"] = say
    app.jinja_env.globals["shared_as"] = shared_as
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # Jinja's i18n brings it.
        gettext=_in_template, ngettext=ngettext, newstyle=True, pgettext=pgettext
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # Without the detour of its alias.
    app.context_processor(_for_templates)
    app.register_blueprint(bp)


def published() -> list[str]:
    """Return the languages that a visitor can choose, the source first."""
    return [SOURCE.language, *_others(tuple(get_babel().translation_directories))]


@lru_cache(maxsize=8)
def _others(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages in these folders, once: what was compiled since is spoken after a new start."""
    found = {str(locale) for locale in get_babel().instance.list_translations()}
    return tuple(sorted(found - {SOURCE.language}))


def reading() -> Reading:
    """Return the reading of this visitor: the cookie's, else Dutch B1."""
    found: Reading | None = g.get("reading")
    if found is None:
        g.reading = found = _from_cookie(cookies.read(request, COOKIE))
    return found


def name_of(code: str) -> str:
    """Return what a language is called, in the language of this visitor; an unknown code stays."""
    return str(Locale.parse(reading().language).languages.get(code, code))


def say(text: str, *trail: str) -> str:
    """Return a sentence of the content in the reading of this visitor; `trail` is its place there."""
    if not text or _is_as_it_stands():
        return text
    return str(pgettext(".".join(trail), text))


def shared_as(chapter: Chapter) -> str:
    """Return how a chapter is called where another reads it, or may: so that it says what is in it."""
    if chapter.shared_as:
        return say(chapter.shared_as, "hoofdstuk", chapter.id, "delen")
    return say(chapter.title, "hoofdstuk", chapter.id)


def _in_template(text: str) -> str:
    """Return what `_()` says in a template: fifty times a page, so the source is not looked up."""
    return text if _is_as_it_stands() else str(gettext(text))


def _is_as_it_stands() -> bool:
    """Say whether this visitor reads the source as it stands: an installation may reword its own Dutch."""
    found: bool | None = g.get("as_it_stands")
    if found is None:
        g.as_it_stands = found = reading() == SOURCE and not current_app.config[REWORDED]
    return found


@bp.post("/taal")
@open_to(Who.ANYONE)
def choose() -> Response:
    """Read on in another language, on the same page, with everything still there."""
    chosen = _from_cookie(f"{request.form.get('taal', '')}.{request.form.get('niveau', '')}")
    response = redirect(_own_page(request.form.get("naar", "/")), 303)
    cookies.give(response, COOKIE, f"{chosen.language}.{chosen.level}", days=A_YEAR)
    return response


def _own_page(path: str) -> str:
    """Return the path when it is one of ours, and the start page otherwise.

    A browser leaves tabs out of an address and reads a backslash as a slash, so neither may be in it.
    """
    return path if OWN_PATH.fullmatch(path) else "/"


def _from_cookie(value: str) -> Reading:
    language, _, level = value.partition(".")
    if language not in published():
        return SOURCE
    return Reading(language, ReadingLevel(level) if level in set(ReadingLevel) else ReadingLevel.B1)


def _for_templates() -> dict[str, Any]:
    language = reading().language
    return {
        "reading": reading(),
        "direction": "rtl" if language.partition("_")[0] in RIGHT_TO_LEFT else "ltr",
        "languages": [(code, _own_name(code), code) for code in published()],
        "here": _this_page(),
    }


@lru_cache(maxsize=64)
def _own_name(code: str) -> str | None:
    return Locale.parse(code).get_display_name(code)


def _this_page() -> str:
    """Return the address of this page, with what it carries: the way back, and what somebody looks for."""
    carried = {name: value for name, value in request.args.items() if name in CARRIED and value}
    return f"{request.path}?{urlencode(carried)}" if carried else request.path
