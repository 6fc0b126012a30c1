"""What goes along, before the yes: exactly what another then reads of each part that can be chosen."""

from collections.abc import Sequence, Set
from typing import Any

from babel.lists import format_list

from meedoen_app.actions import along, parts, planning, showing
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.desk import Desk
from meedoen_app.core.document import Document
from meedoen_app.core.handoff import BESIDE, PLAN, Sharing
from meedoen_app.core.ladder import reading as ladder_reading
from meedoen_app.core.plan.lines import Outcome
from meedoen_app.core.plan.plan import Plan
from meedoen_app.web import about_me, beside, clock, language, pages, plan_document, planned
from meedoen_app.web.installation import here

STANDS = (Outcome.OPEN, Outcome.DONE, Outcome.FAILED)


def shown(opened: Opened, allowed: Set[str], desk: Desk) -> dict[str, Any]:
    """Return every part that can go along, and what does not: not told, or said where nothing is shared."""
    found, content = Sharing(frozenset(allowed)), opened.content
    means, id, seq = pages.means(), opened.conversation.id, opened.answers.seq
    with here().database.reading() as session:
        kept_back = parts.kept_back(session, means, opened)
        columns = along.columns(session, means, id)
        whole = planning.plan_of(session, means, id)
        plan = showing.plan_within(session, means, opened, found, seq)
    cut = parts.cut(opened, found, seq)
    position = ladder_reading.position_of(
        content.questionnaire, cut.answers, content.ladder.care_counts_as_level_4
    )
    written = [one.only(allowed) for one in columns] if BESIDE in allowed else []
    return {
        "chapters": about_me.told_in(cut, allowed),
        "untold": _untold(opened, set(desk.chapters) - allowed - kept_back),
        "plan": _document(opened, cut, plan) if PLAN in allowed else None,
        "left_behind": left_behind(whole, plan),
        "not_always": _not_always(opened, plan, allowed),
        "beside": beside.written(written, content.questionnaire),
        "position": position,
    }


def _untold(opened: Opened, chapters: Set[str]) -> str:
    """Return the names of these chapters, as they stand in the middle of a sentence; "" for none."""
    inside = [title[:1].lower() + title[1:] for title in _titles(opened, chapters)]
    return format_list(inside, locale=language.reading().language) if inside else ""


def _titles(opened: Opened, chapters: Set[str]) -> list[str]:
    """Return what these chapters are called for others, in their order."""
    return [language.shared_as(one) for one in opened.content.questionnaire.chapters if one.id in chapters]


def _document(opened: Opened, cut: Opened, plan: Plan) -> Document:
    """Return the plan with every chapter that can go along."""
    is_for_another = bool(plan_document.helper_of(opened))
    return plan_document.document(cut, plan, for_another=is_for_another, today=clock.today())


def left_behind(whole: Plan, within: Plan) -> list[str]:
    """Return the steps that stand in the plan of the resident, and not in what goes along."""
    goes = {one.number for one in within.steps}
    return [planned.what(one) for one in whole.having(*STANDS) if one.number not in goes]


def _not_always(opened: Opened, plan: Plan, allowed: Set[str]) -> list[tuple[str, str]]:
    """Return the steps that go along only with certain parts, each with the names of those.

    Each part is enough alone; no names are where it needs several together.
    """
    chapters = {one.id for one in opened.content.questionnaire.chapters} & allowed
    found = showing.goes_with(opened, plan, chapters)
    steps = [one for one in plan.having(*STANDS) if one.service in found]
    return [(planned.what(one), _one_of(_titles(opened, found[one.service]))) for one in steps]


def _one_of(titles: Sequence[str]) -> str:
    return format_list(titles, style="or", locale=language.reading().language) if titles else ""
