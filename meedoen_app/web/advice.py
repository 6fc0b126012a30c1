"""What can help: after one theme, and with everything that was said."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, url_for
from markupsafe import Markup
from werkzeug import Response

from meedoen_app.actions.conversation import Opened
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Nearness, Service, Suggestion
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.conversation.question import Chapter
from meedoen_app.core.errors import NotThere
from meedoen_app.core.plan.lines import Choice
from meedoen_app.core.plan.plan import Plan
from meedoen_app.core.urgent import told_of
from meedoen_app.web import clock, language, markup, pages, planned, urgent, wording
from meedoen_app.web.access import Who, open_to
from meedoen_app.web.language import say
from meedoen_app.web.wording import Reasons

bp = Blueprint("advice", __name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A suggestion as templates see it, with its reasons in words, and where it is (everywhere: no wijk)."""

    service: Service
    description: Markup
    reasons: Reasons
    is_stale: bool
    wijken: tuple[str, ...]
    languages: tuple[str, ...]
    choice: str


@bp.get("/g/<id>/wat-kan")
@open_to(Who.RESIDENT)
def all_of_it(id: str) -> Response:
    """Show what can help with everything that was said."""
    opened, chosen = pages.look_at_plan(id)
    return _advice_page(opened, chosen, _advice(opened, chosen))


@bp.get("/g/<id>/wat-kan/<int:number>")
@open_to(Who.RESIDENT)
def of_chapter(id: str, number: int) -> Response:
    """Show what can help with one theme, as far as it was talked about; or that nothing is needed there."""
    opened, chosen = pages.look_at_plan(id)
    chapter = next((one for one in opened.content.questionnaire.chapters if one.number == number), None)
    if chapter is None:
        raise NotThere(str(number))
    advice = _advice(opened, chosen, chapter.id)
    if advice.needs or (chapter.is_theme and opened.next_question(chapter)):
        return _advice_page(opened, chosen, advice, chapter)
    if not chapter.is_theme:
        return redirect(url_for("conversation.go_on_from", id=id), 303)
    has_more = opened.next_question() is not None
    return pages.personal("conversation/theme_done.html", opened, chapter=chapter, has_more_themes=has_more)


def _advice(opened: Opened, chosen: Plan, chapter: str = "") -> Advice:
    """Return what can help, without what somebody said is not for them: something else takes its place."""
    return opened.content.advise(
        opened.answers, today=clock.today(), chapter=chapter, without=chosen.rejected
    )


def _advice_page(opened: Opened, chosen: Plan, advice: Advice, chapter: Chapter | None = None) -> Response:
    today = clock.today()
    cannot_wait = told_of(opened.content.situations, advice.needs)
    called = {id for one in cannot_wait for id in one.call}
    suggested = (*advice.at_once, *(one for found in advice.below.values() for one in found))
    cards = {one.service.id: _card(opened, chosen, one, today) for one in suggested}
    layers = {
        layer: [cards[one.service.id] for one in found if one.service.id not in called]
        for layer, found in advice.below.items()
    }
    access = layers.pop(Nearness.ACCESS)
    return pages.personal(
        "advice/advice.html",
        opened,
        helper=wording.helper(opened.content.questionnaire, opened.answers),
        on=today,
        chapter=chapter,
        urgent=urgent.shown(opened.content, cannot_wait, today, cards, chosen.rejected),
        also_urgent=[cards[one.service.id] for one in advice.at_once if one.service.id not in called],
        urgent_url=_urgent_url(opened, advice, chapter),
        more_at_once=advice.more_at_once,
        layers=[{"nearness": layer.value, "cards": found} for layer, found in layers.items() if found],
        access=access,
        themes=[] if chapter else _themes(opened, advice),
        next_url=_next_url(opened, chapter),
        choice_form=pages.hidden(opened.conversation.id, back=str(chapter.number) if chapter else ""),
        rejected=[
            {"id": one.service, "name": planned.name_of(one.service), "why": planned.reasons(one)}
            for one in chosen.chosen(Choice.NOT_FOR_ME)
        ],
        has_plan=not chosen.is_empty,
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
    [raised_in] = [need.chapter for need in opened.content.needs if need.id == advice.urgent]
    [number] = [one.number for one in opened.content.questionnaire.chapters if one.id == raised_in]
    return url_for(".of_chapter", id=opened.conversation.id, number=number)


def _card(opened: Opened, chosen: Plan, suggestion: Suggestion, today: date) -> Card:
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
        markup.described(say(service.description, "aanbod", service.id, "beschrijving")),
        wording.by_voice(opened.answers, words),
        suggesting.is_stale(service, municipality, today),
        tuple(wijk.name for wijk in municipality.wijken if wijk.id in service.wijken),
        tuple(language.name_of(code) for code in service.languages),
        chosen.choices[service.id].choice.value if service.id in chosen.choices else "",
    )
