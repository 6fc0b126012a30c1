"""Finishing for now: what came out is kept as it was shown, and counted when the resident said yes."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from meedoen_app.actions import checking
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core import monitor
from meedoen_app.core.advice.suggesting import Advice
from meedoen_app.core.checking import Counted
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.conversation import SnapshotKind
from meedoen_app.core.ladder import reading
from meedoen_app.core.ladder.measurement import FilledBy, Measurement
from meedoen_app.core.ladder.position import RULE_VERSION, Position
from meedoen_app.core.trace import Actor
from meedoen_app.storage import monitor as counting
from meedoen_app.storage import snapshots
from meedoen_app.storage.database import Session

A_CORRECTION = timedelta(days=1)


def finish(session: Session, means: Means, id: str, *, today: date, now: datetime, by: Actor) -> None:
    """Keep the outcome of today: ladder and advice, with their versions. Twice is once.

    What changes within a day corrects the outcome; later it is a new one beside it.
    """
    opened = talking.look(session, means, id)
    former = snapshots.current(session, means.vault, id, SnapshotKind.LADDER)
    if former is None or json.loads(former.content)["seq"] != opened.answers.seq:
        _keep(session, means, opened, _outcome(opened, opened.answers, today), now, by)
    if _may_be_counted(session, means, opened, today):
        _count(session, means, opened, today, now, by)


@dataclass(frozen=True, slots=True)
class Kept:
    """An outcome as it was kept: the measurement, and the ids of the services that could help then."""

    measured: Measurement
    suggested: tuple[str, ...]
    more_at_once: bool


def outcomes(session: Session, means: Means, id: str) -> tuple[Kept, ...]:
    """Return every outcome that was kept, the oldest first, those that were corrected too."""
    found = snapshots.listed(session, means.vault, id)
    measured = {
        one.number: Measurement.from_dict(json.loads(one.content))
        for one in found
        if one.kind is SnapshotKind.LADDER
    }
    advised = {one.at: json.loads(one.content) for one in found if one.kind is SnapshotKind.ADVICE}
    return tuple(
        Kept(
            replace(measured[one.number], replaced_by=one.replaced_by and measured[one.replaced_by].number),
            tuple(id for layer in advised[one.at]["suggestions"].values() for id, *_ in layer),
            advised[one.at]["more_at_once"],
        )
        for one in found
        if one.number in measured
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What follows from answers: where somebody takes part, and what can help."""

    position: Position
    advice: Advice


def _outcome(opened: Opened, answers: Answers, today: date) -> _Outcome:
    content = opened.content
    care_counts = content.ladder.care_counts_as_level_4
    position = reading.position_of(content.questionnaire, answers, care_counts)
    return _Outcome(position, content.advise(answers, today=today))


def _keep(
    session: Session, means: Means, opened: Opened, outcome: _Outcome, now: datetime, by: Actor
) -> None:
    id = opened.conversation.id
    history = [one for one in snapshots.listed(session, means.vault, id) if one.kind is SnapshotKind.LADDER]
    measured = _measured(opened, outcome.position, len(history) + 1, now)
    kept = {SnapshotKind.LADDER: measured.to_dict(), SnapshotKind.ADVICE: _advised(opened, outcome.advice)}
    for kind, result in kept.items():
        former = snapshots.current(session, means.vault, id, kind)
        snapshots.add(
            session,
            means.vault,
            id,
            kind=kind,
            rule_version=RULE_VERSION,
            content=json.dumps(result),
            now=now,
            by=by,
            corrects=former if former and now - former.at < A_CORRECTION else None,
        )


def _measured(opened: Opened, position: Position, number: int, now: datetime) -> Measurement:
    return Measurement(
        number=number,
        at=now,
        rule_version=RULE_VERSION,
        position=position,
        filled_by=FilledBy.TOGETHER if opened.is_talked_with_another else FilledBy.SELF,
        seq=opened.answers.seq,
        contributions=reading.contributions(opened.content.questionnaire, opened.answers),
        wish=_wish(opened),
    )


def _wish(opened: Opened) -> tuple[str, ...]:
    """Return what the resident wants: the own words, and the ids of the sentences that were tapped."""
    wish = opened.answers.own.get(landmarks.WISH, Answer(landmarks.WISH))
    return (*((wish.text,) if wish.text else ()), *wish.options)


def _advised(opened: Opened, advice: Advice) -> dict[str, object]:
    return {
        "content": opened.content.version,
        "sha256": opened.content.sha256,
        "seq": opened.answers.seq,
        "more_at_once": advice.more_at_once,
        "suggestions": {
            layer: [[one.service.id, one.because, one.brake] for one in suggestions]
            for layer, suggestions in advice.layers.items()
        },
    }


def _may_be_counted(session: Session, means: Means, opened: Opened, today: date) -> bool:
    """Once per half-year, and only after a yes to "mag dit meetellen?"."""
    counted = checking.checked(session, means, opened.conversation.id).counted
    is_counted = any(one.period == monitor.period(today) for one in counted)
    return not is_counted and opened.answers.get_answer(landmarks.COUNTED).options == (landmarks.COUNT,)


def _count(session: Session, means: Means, opened: Opened, today: date, now: datetime, by: Actor) -> None:
    """Add this conversation to the counts, without the chapters that are not to be shared."""
    id, period = opened.conversation.id, monitor.period(today)
    outcome = _outcome(opened, _shared(session, means, opened), today)
    wijk = next(iter(opened.answers.get_answer(landmarks.WIJK).options), "")
    needs = [raised.need for raised in outcome.advice.needs]
    for one in monitor.counts(wijk, outcome.advice.statuses, needs, outcome.position.highest):
        counting.add(
            session, period=period, table=one.table, wijk=one.wijk, code=one.code, declared=monitor.TABLES
        )
    checking.write_down(session, means, id, Counted(period, now), key=f"geteld:{period}", by=by)


def _shared(session: Session, means: Means, opened: Opened) -> Answers:
    checked = checking.checked(session, means, opened.conversation.id)
    return checked.shared(opened.content.questionnaire, opened.answers)
