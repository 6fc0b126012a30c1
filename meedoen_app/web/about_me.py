"""What "Wat staat er over mij?" shows: all that was told, what follows from it, and what else is kept.

A test walks the data map and fails on a column that a resident may see and that stands nowhere here.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from meedoen_app.actions import along, checking, finishing, handing_over, planning, safety_notes, waiting
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.checking import Checked
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.finishing import Kept
from meedoen_app.core import domains, looks, table
from meedoen_app.core.access.session import Device, SessionLine
from meedoen_app.core.along import Column
from meedoen_app.core.conversation import answers as answering
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.conversation.conversation import Participant, State, Waiting
from meedoen_app.core.conversation.question import Question
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.ladder import measurement
from meedoen_app.core.ladder import reading as ladder_reading
from meedoen_app.core.ladder.facts import Said
from meedoen_app.core.plan.lines import Line as PlanLine
from meedoen_app.core.reading import ReadingLevel
from meedoen_app.core.trace import Line
from meedoen_app.storage import lists
from meedoen_app.web import beside as beside_words
from meedoen_app.web import clock, language, pages, wording
from meedoen_app.web.installation import here


@dataclass(frozen=True, slots=True)
class Beside:
    """What is kept of a conversation beside its answers."""

    checked: Checked
    planned: Sequence[PlanLine]
    outcomes: Sequence[Kept]
    waiting: Sequence[Waiting]
    participants: Sequence[Participant]
    devices: Sequence[Device]
    sessions: Sequence[SessionLine]
    lines: Sequence[Line]
    handoffs: Sequence[Handoff]
    columns: Sequence[Column]


def look(id: str) -> tuple[Opened, Beside]:
    """Return a conversation with all that is kept beside it. Raises NotThere."""
    means = pages.means()
    with here().database.reading() as session:
        return talking.look(session, means, id), Beside(
            checking.checked(session, means, id),
            planning.lines(session, means, id),
            finishing.outcomes(session, means, id),
            waiting.listed(session, means, id),
            lists.participants(session, id),
            lists.devices(session, id),
            lists.sessions(session, id, clock.now()),
            safety_notes.own_log(session, means, id),
            handing_over.of_conversation(session, means, id),
            along.columns(session, means, id),
        )


def row(opened: Opened, question: Question) -> dict[str, object]:
    """Return a question with what the resident said, in which voice, and apart from it what another said.

    `quote` is what the resident wrote in own words, never what another said.
    """
    own = opened.answers.own.get(question.id)
    seen = opened.answers.beside.get(question.id)
    return {
        "question": question,
        "quote": own.text if own else "",
        "words": wording.words_of(question, own) if own else [],
        "is_together": question.id in answering.said_together(opened.entries),
        "beside": wording.words_of(question, seen) if seen else [],
    }


def is_told(row: dict[str, object]) -> bool:
    """Say whether anything was said at a question: who skips it tells another nothing, not even that."""
    return bool(row["words"] or row["beside"])


def told_in(opened: Opened, chapters: Set[str]) -> list[dict[str, Any]]:
    """Return each of these chapters, with what was told in it: as who looks along reads it."""
    questionnaire = opened.content.questionnaire
    asked = [q for q in questionnaire.path(opened.answers) if q.is_for_others]
    rows = [(q, found) for q in asked if is_told(found := row(opened, q))]
    return [
        {
            "chapter": chapter,
            "rows": [found for q, found in rows if questionnaire.chapter_of[q.id] is chapter],
        }
        for chapter in questionnaire.chapters
        if chapter.id in chapters
    ]


def words_at(opened: Opened, seat: table.Seat) -> list[str]:
    questionnaire, answers = opened.content.questionnaire, opened.answers
    return [word for q, part in seat.said for word in wording.at_place(questionnaire, q, answers, part)]


def told(opened: Opened) -> dict[str, Any]:
    """Return everything that was said: also what fell off the path, and what was said before."""
    questionnaire = opened.content.questionnaire
    path = {question.id for question in questionnaire.path(opened.answers)}
    return {
        "said": [
            {**row(opened, question), "counts": question.id in path}
            for question in questionnaire.questions.values()
            if question.id in opened.answers
        ],
        "earlier": [wording.spoken(questionnaire, one) for one in answering.overtaken(opened.entries)],
    }


def derived(opened: Opened) -> dict[str, Any]:
    """Return what follows from the answers: places, leefgebieden, the ladder, and what may help."""
    content, answers = opened.content, opened.answers
    care_counts = content.ladder.care_counts_as_level_4
    facts = ladder_reading.facts_from(content.questionnaire, answers, care_counts)
    position = ladder_reading.position_of(content.questionnaire, answers, care_counts)
    advice = content.advise(answers, today=clock.today())
    raised = {one.need for one in advice.needs}
    return {
        "areas": [
            {"area": seat.area, "words": words_at(opened, seat)}
            for seat in table.seats(content.domains, content.questionnaire, answers)
        ],
        "domains": _domains(opened),
        "position": position,
        "reasons": {level: _reasons(opened, position.because.get(level, ())) for level in position.levels},
        "contributions": ladder_reading.contributions(content.questionnaire, answers),
        "is_online": Said.NO in (facts.echt2, facts.echt3, facts.echt4),
        "needs": [need for need in content.needs if need.id in raised],
        "more_at_once": advice.more_at_once,
    }


def beside(opened: Opened, kept: Beside) -> dict[str, Any]:
    """Return what is kept beside the answers, as templates see it."""
    return {
        "stored": _stored(opened),
        "consents": kept.checked.consents,
        "objections": kept.checked.objections,
        "judged": _judged(opened, kept.checked),
        "counted": kept.checked.counted,
        "planned": [wording.noted(opened.content.questionnaire, one) for one in kept.planned],
        "offered": [wording.noted(opened.content.questionnaire, one) for one in kept.checked.offered],
        "handoffs": [
            {"handoff": one, "desk": here().contents.current().desk(one.desk)} for one in kept.handoffs
        ],
        "helpers": [_helper(one) for one in kept.columns],
        "beside": beside_words.written(kept.columns, opened.content.questionnaire),
        "outcomes": [_outcome(opened, one) for one in kept.outcomes],
        "compared": _compared(kept.outcomes),
        "waiting_url": url_for("waiting.show", id=opened.conversation.id),
        "waiting": [wording.spoken(opened.content.questionnaire, one.said) for one in kept.waiting],
        "participants": kept.participants,
        "devices": kept.devices,
        "sessions": kept.sessions,
        "looks": _looks(kept.lines),
    }


def _helper(column: Column) -> dict[str, object]:
    return {
        "who": beside_words.who(column.helper),
        "helper": column.helper,
        "support": wording.support(column.support.said) if column.support else "",
    }


def _domains(opened: Opened) -> list[dict[str, object]]:
    content, answers = opened.content, opened.answers
    found = domains.statuses(content.domains, content.questionnaire, answers)
    asked = {q.status_of: q for q in content.questionnaire.questions.values() if q.status_of}
    return [
        {"domain": one, "status": found[one.id].value, "is_seen": answers.is_seen(asked[one.id].id)}
        for one in content.domains.life_domains
    ]


def _reasons(opened: Opened, marks: Sequence[str]) -> wording.Reasons:
    """Return what was said at the questions with these marks of the ladder."""
    asked = [q for q in opened.content.questionnaire.path(opened.answers) if q.ladder in marks]
    words = [(q, word) for q in asked for word in wording.words_of(q, opened.answers.get_answer(q.id))]
    return wording.by_voice(opened.answers, words)


def _stored(opened: Opened) -> dict[str, object]:
    talk = opened.conversation
    return {
        "started_at": talk.created_at,
        "visited_at": talk.visited_at,
        "changed_at": opened.entries[-1].at if opened.entries else talk.created_at,
        "expires_at": talk.expires_at,
        "answers": len(opened.entries),
        "language": language.name_of(talk.reading.language),
        "is_easy": talk.reading.level is ReadingLevel.SIMPLE,
        "version": talk.content_version,
        "notice": date.fromisoformat(talk.notice) if talk.notice else None,
        "is_open": talk.state is State.OPEN,
        "id": talk.id,
    }


def _judged(opened: Opened, checked: Checked) -> list[dict[str, object]]:
    chapters = {chapter.number: chapter for chapter in opened.content.questionnaire.chapters}
    return [
        {"chapter": chapters[one.chapter], "words": wording.judged(one.judgement), "at": one.at}
        for one in checked.judged
    ]


def _outcome(opened: Opened, kept: Kept) -> dict[str, object]:
    return {
        "measured": kept.measured,
        "wish": _wish(opened, kept.measured.wish),
        "services": [one for one in opened.content.services if one.id in kept.suggested],
        "more_at_once": kept.more_at_once,
    }


def _wish(opened: Opened, wish: Sequence[str]) -> list[str]:
    """Return a wish in words: what is no id of a sentence was written by the resident."""
    question = opened.content.questionnaire.question(landmarks.WISH)
    tapped = {sentence.id for sentence in question.sentences} | question.option_ids
    return [
        word if word not in tapped else " ".join(wording.words_of(question, Answer(question.id, (word,))))
        for word in wish
    ]


def _compared(outcomes: Sequence[Kept]) -> dict[str, object] | None:
    """Return what changed between the last two days of which an outcome holds."""
    days = measurement.last_two_days((one.measured for one in outcomes), clock.HERE)
    if days is None:
        return None
    then, now = days
    return {"then": then, "now": now, "change": measurement.compare(then, now)}


def _looks(lines: Sequence[Line]) -> dict[str, datetime | None]:
    others = looks.by_others(lines)
    return {"own_last": looks.own_last(lines), "others_last": others[0].at if others else None}
