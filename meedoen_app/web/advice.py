"""What can help: after one theme, and with everything that was said."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from meedoen_app.actions.conversation import Opened
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Nearness, Service, Suggestion
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.conversation.question import Chapter
from meedoen_app.core.errors import NotThere
from meedoen_app.web import clock, language, pages, wording
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.wording import Reasons

bp = Blueprint("advice", __name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A suggestion as templates see it, with its reasons in words, and where it is (everywhere: no wijk)."""

    service: Service
    reasons: Reasons
    is_stale: bool
    wijken: tuple[str, ...]
    languages: tuple[str, ...]


@bp.get("/g/<id>/wat-kan")
@open_to(Who.RESIDENT)
def all_of_it(id: str) -> Response:
    """Show what can help with everything that was said."""
    opened = pages.look(id)
    return _advice_page(opened, opened.content.advise(opened.answers, today=clock.today()))


@bp.get("/g/<id>/wat-kan/<int:number>")
@open_to(Who.RESIDENT)
def of_chapter(id: str, number: int) -> Response:
    """Show what can help with one theme, as far as it was talked about; or that nothing is needed there."""
    opened = pages.look(id)
    chapter = next((one for one in opened.content.questionnaire.chapters if one.number == number), None)
    if chapter is None:
        raise NotThere(str(number))
    advice = opened.content.advise(opened.answers, today=clock.today(), chapter=chapter.id)
    if advice.needs or (chapter.is_theme and opened.next_question(chapter)):
        return _advice_page(opened, advice, chapter)
    if not chapter.is_theme:
        return redirect(url_for("conversation.go_on_from", id=id), 303)
    has_more = opened.next_question() is not None
    return pages.personal("conversation/theme_done.html", opened, chapter=chapter, has_more_themes=has_more)


def _advice_page(opened: Opened, advice: Advice, chapter: Chapter | None = None) -> Response:
    today = clock.today()
    layers = {layer: [_card(opened, one, today) for one in found] for layer, found in advice.below.items()}
    access = layers.pop(Nearness.ACCESS)
    return pages.personal(
        "advice/advice.html",
        opened,
        on=today,
        chapter=chapter,
        urgent=[_card(opened, one, today) for one in advice.at_once],
        urgent_url=_urgent_url(opened, advice, chapter),
        more_at_once=advice.more_at_once,
        layers=[{"nearness": layer.value, "cards": found} for layer, found in layers.items() if found],
        access=access,
        themes=[] if chapter else _themes(opened, advice),
        next_url=_next_url(opened, chapter),
    )


def _themes(opened: Opened, advice: Advice) -> list[dict[str, object]]:
    """Return the themes with a need: each has a page of its own, where it shares its places with no other."""
    raised = {one.need for one in advice.needs}
    found = {need.chapter for need in opened.content.needs if need.id in raised}
    return [
        {"chapter": one, "url": url_for(".of_chapter", id=opened.conversation.id, number=one.number)}
        for one in opened.content.questionnaire.chapters
        if one.is_theme and one.id in found
    ]


def _next_url(opened: Opened, chapter: Chapter | None) -> str:
    """Return where the talk goes on: in this chapter, with another theme, or with what was to be asked."""
    question = opened.next_question(chapter) if chapter else None
    if question is not None:
        return url_for("conversation.ask", id=opened.conversation.id, nr=question.number)
    is_theme = chapter is None or chapter.is_theme
    return url_for(
        "conversation.themes" if is_theme else "conversation.go_on_from", id=opened.conversation.id
    )


def _urgent_url(opened: Opened, advice: Advice, chapter: Chapter | None) -> str:
    """Return where to find what cannot wait, on a page about something else."""
    if not advice.urgent or advice.at_once or chapter is None:
        return ""
    first = opened.content.questionnaire.chapters[0]
    return url_for(".of_chapter", id=opened.conversation.id, number=first.number)


def _card(opened: Opened, suggestion: Suggestion, today: date) -> Card:
    questionnaire, service = opened.content.questionnaire, suggestion.service
    because = [questionnaire.question(id) for id in suggestion.because]
    words = [
        (question, word)
        for question in because
        for word in wording.reasons(questionnaire, question, opened.answers, suggestion.said)
    ]
    municipality = opened.content.municipality
    return Card(
        service,
        wording.by_voice(opened.answers, words),
        suggesting.is_stale(service, municipality, today),
        tuple(wijk.name for wijk in municipality.wijken if wijk.id in service.wijken),
        tuple(language.name_of(code) for code in service.languages),
    )
