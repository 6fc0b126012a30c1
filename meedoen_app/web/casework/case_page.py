"""One case as a professional sees it: own words first, then the four tasks of the work.

All of it comes from what was shared. A chapter that was not leaves no heading, no count and no empty place.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.workbench import Looked
from meedoen_app.core import domains, table
from meedoen_app.core.advice.service import Suggestion
from meedoen_app.core.casework import around, lines, safety, telling
from meedoen_app.core.casework.case import Waiting
from meedoen_app.core.casework.clock import still_cannot_wait
from meedoen_app.core.casework.lines import Item
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.question import Chapter
from meedoen_app.core.document import Document
from meedoen_app.core.domains import Status
from meedoen_app.core.handoff import ContactWish
from meedoen_app.core.ladder import reading as ladder_reading
from meedoen_app.core.plan.plan import Plan
from meedoen_app.storage import lists
from meedoen_app.web import about_me, beside, clock, language, plan_document, planned, wording
from meedoen_app.web.casework import words
from meedoen_app.web.casework.duties import duty
from meedoen_app.web.installation import here


def context(looked: Looked, reader: str) -> dict[str, Any]:
    """Return everything that the page of a case shows to this account."""
    return {
        "handoff": looked.handoff,
        "case": looked.case,
        "desk": words.desk(looked.handoff.desk),
        "looks_until": looked.standing.until,
        "who": looked.reach.name or str(_("Iemand zonder naam")),
        "to_tell": None
        if looked.is_stopped
        else telling.to_do(looked.case, looked.reach, is_gone=looked.is_gone),
        "is_urgent": not looked.is_over and still_cannot_wait(looked.handoff, looked.running),
        "is_urgent_open": not looked.is_over and any(one.is_at_once for one in looked.running),
        "passed_on": _passed_on(looked, reader),
        "decisions": len(looked.case.all_of(lines.Decided)),
        "state": words.states()[looked.case.state],
        "is_over": looked.is_over,
        "unheard": [words.told(one) for one in looked.unheard_after_closing],
        "is_paused": looked.case.paused_on(clock.today()) is not None,
        "is_independent": here().contents.current().is_independent(looked.handoff.desk),
        "worker": looked.worker,
        "is_coordinated": looked.is_coordinated,
        **_how_to_reach(looked),
        **(
            told(looked.shown.opened) if looked.shown.opened else {"quotes": [], "wished": [], "chapters": []}
        ),
        "beside": _beside(looked),
        "position": _position(looked),
        "plan": _plan(looked),
        **_handed_in(looked),
        "inquiry": inquiry(looked),
        "estimate": looked.case.last(lines.Estimated),
        "applied": looked.case.last(lines.Applied),
        "terms": terms(looked),
        "promises": looked.case.open_promises,
        "appointments": [
            {"line": one, "when": planned.when(one.on, one.hour)} for one in looked.case.appointments
        ],
        "support": wording.support(looked.shown.support.said) if looked.shown.support else "",
        **_written(looked, reader),
    }


def _passed_on(looked: Looked, reader: str) -> around.PassedOn | None:
    """Return why a colleague gave this to who reads it, until they wrote something themselves."""
    last = looked.case.last(around.PassedOn)
    since = looked.case.written[looked.case.written.index(last) :] if last else ()
    return None if last is None or any(one.by == reader for one in since) else last


def _written(looked: Looked, reader: str) -> dict[str, Any]:
    """Return all that was written, the newest first, and who wrote it, by their account."""
    read = [words.told(one) for one in reversed(safety.for_colleague(looked.case, reader))]
    with here().database.reading() as session:
        found = lists.accounts_of(session, {one.by for one in read})
    return {"written": read, "writers": {id: account.name for id, account in found.items()}}


def _how_to_reach(looked: Looked) -> dict[str, Any]:
    reach = looked.reach
    return {
        "reach": reach,
        "way": words.ways()[reach.way],
        "wish": words.wishes()[reach.wish] if reach.wish else "",
        "is_not_now": reach.wish is ContactWish.NOT_NOW,
        "changed": telling.to_make_sure(looked.case),
        "language": language.name_of(looked.handoff.language),
        "interpreter": language.name_of(reach.interpreter) if reach.interpreter else "",
    }


def told(opened: Opened) -> dict[str, Any]:
    """Return what was told in the shared chapters, and what follows from that alone."""
    content, answers = opened.content, opened.answers
    path = content.questionnaire.path(answers)
    rows: list[dict[str, Any]] = [about_me.row(opened, question) for question in path]
    said = [row for row in rows if row["words"] or row["beside"]]
    advice = content.advise(answers, today=clock.today())
    raised = {one.need for one in advice.needs}
    return {
        "quotes": [row["quote"] for row in said if row["quote"]],
        "wished": [word for row in said if row["question"].id == landmarks.WISH for word in row["words"]],
        "chapters": _by_chapter(opened, said),
        "tips": [tip for tip in content.tips if not tip.chapter],
        "seats": [
            {"area": seat.area, "words": at_place}
            for seat in table.seats(content.domains, content.questionnaire, answers)
            if (at_place := about_me.words_at(opened, seat))
        ],
        "needs": [need for need in content.needs if need.id in raised],
        "suggestions": [
            _suggestion(opened, one) for layer in (advice.at_once, *advice.below.values()) for one in layer
        ],
        "areas": _areas(opened),
        "more_at_once": advice.more_at_once,
        "several": content.domains.several_at_once,
    }


def _beside(looked: Looked) -> list[beside.Beside]:
    """Return what those who look along wrote, which goes along only as a choice of its own."""
    opened = looked.shown.opened
    return beside.written(looked.shown.beside, opened.content.questionnaire) if opened else []


def _by_chapter(opened: Opened, said: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    chapter_of = opened.content.questionnaire.chapter_of
    found: dict[str, dict[str, Any]] = {}
    for row in said:
        chapter = chapter_of[row["question"].id]
        found.setdefault(chapter.id, _part(opened, chapter))["rows"].append(row)
    return list(found.values())


def _part(opened: Opened, chapter: Chapter) -> dict[str, Any]:
    tips = [tip for tip in opened.content.tips if tip.chapter == chapter.id]
    return {"chapter": chapter, "rows": [], "tips": tips}


def _suggestion(opened: Opened, one: Suggestion) -> dict[str, Any]:
    """Return a suggestion with the trace of why: the words of the resident that raised it."""
    questionnaire = opened.content.questionnaire
    because = [
        (questionnaire.question(id), word)
        for id in one.because
        for word in wording.reasons(questionnaire, questionnaire.question(id), opened.answers, one.said)
    ]
    return {"service": one.service, "reasons": wording.by_voice(opened.answers, because)}


def _areas(opened: Opened) -> list[dict[str, Any]]:
    """Return the leefgebieden that were talked about, with how it goes there."""
    content = opened.content
    found = domains.statuses(content.domains, content.questionnaire, opened.answers)
    told = {
        Status.GOOD: _("gaat goed"),
        Status.WITH_HELP: _("lukt met hulp"),
        Status.NOT_WELL: _("lukt niet goed"),
    }
    return [
        {"domain": one, "words": str(told[found[one.id]])}
        for one in content.domains.life_domains
        if found[one.id] in told
    ]


def _position(looked: Looked) -> dict[str, Any] | None:
    """Return the ladder, which goes along only as a choice of its own: from what was shared, and no more."""
    opened = looked.shown.opened
    if opened is None or not looked.shown.sharing.has_ladder:
        return None
    counts = opened.content.ladder.care_counts_as_level_4
    position = ladder_reading.position_of(opened.content.questionnaire, opened.answers, counts)
    names = words.rungs()
    return {"levels": [(level.value, names[level]) for level in sorted(position.levels)]}


def _plan(looked: Looked) -> Document | None:
    """Return the plan as its resident saw it when they shared it (Wmo 2015 art. 2.3.2 lid 2 and 5)."""
    shown = looked.shown
    if shown.opened is None or shown.plan is None or shown.chosen_at is None:
        return None
    return _as_shared(looked, shown.opened, shown.plan, shown.chosen_at)


def _as_shared(looked: Looked, opened: Opened, plan: Plan, at: datetime) -> Document:
    return plan_document.document(opened, plan, for_another=looked.handoff.on_behalf, today=clock.day_of(at))


def _handed_in(looked: Looked) -> dict[str, Any]:
    """Return when the plan was handed in, and the plan of then beside one that was shared since."""
    given, shown = looked.shown.handed_in, looked.shown
    is_former = given is not None and shown.chosen_at is not None and given.chosen_at < shown.chosen_at
    return {
        "handed_in": looked.case.last(lines.PlanHandedIn),
        "former_plan": _as_shared(looked, given.opened, given.plan, given.chosen_at)
        if given and is_former
        else None,
    }


def inquiry(looked: Looked) -> list[dict[str, Any]]:
    """Return the checklist of the inquiry, a to g, with how far each is."""
    found, names, stands = looked.case.inquired, words.items(), words.discussed()
    return [
        {
            "item": item.value,
            "name": names[item],
            "stand": stands[found[item].discussed] if item in found else "",
            "words": found[item].words if item in found else "",
        }
        for item in Item
    ]


def still_open(looked: Looked) -> list[str]:
    """Return what the law still asks of who closes the work now, and what then does not go on."""
    asked = [one for one in looked.running if one.owes is Waiting.MUNICIPALITY and not one.is_done]
    promised = [f"{one.what} ({planned.day(one.on)})" for one in looked.case.open_promises]
    ahead = [one for one in looked.case.appointments if one.on >= clock.today()]
    agreed = [f"{_('Afspraak')}: {planned.when(one.on, one.hour)}" for one in ahead]
    return [duty(one.deadline.term) for one in asked] + promised + agreed


def terms(looked: Looked) -> list[dict[str, Any]]:
    """Return every term that runs: what is promised, the last day of the law, and whose turn it is."""
    return [
        {
            "name": duty(one.deadline.term),
            "article": one.deadline.term.article,
            "promised": one.deadline.promised,
            "latest": one.deadline.latest,
            "owes": one.owes.value,
            "is_done": one.is_done,
            "is_at_once": one.is_at_once,
            "is_late": not one.is_done and one.deadline.has_passed(clock.today()),
            "is_certain": one.deadline.term.is_certain,
        }
        for one in looked.running
    ]
