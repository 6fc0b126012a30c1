"""Parts: what of a conversation another may see, and the conversation cut down to that."""

from collections.abc import Set
from dataclasses import replace

from meedoen_app.actions import checking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.handoff import Sharing
from meedoen_app.storage.database import Session


def kept_back(session: Session, means: Means, opened: Opened) -> Set[str]:
    """Return the chapters that are "niet delen"."""
    checked = checking.checked(session, means, opened.conversation.id)
    return checked.kept_back(opened.content.questionnaire)


def told(session: Session, means: Means, opened: Opened) -> frozenset[str]:
    """Return the chapters with an answer in them that another may read, and that are not "niet delen"."""
    questionnaire = opened.content.questionnaire
    answered = {
        questionnaire.chapter_of[question.id].id
        for question in questionnaire.path(opened.answers)
        if question.is_for_others and not opened.answers.get_answer(question.id).is_skipped
    }
    return frozenset(answered - kept_back(session, means, opened))


def cut(opened: Opened, found: Sharing, upto: int) -> Opened:
    """Return a conversation with what was shared alone, on the path that it had: without what fell off."""
    questionnaire = opened.content.questionnaire
    whole = Answers.fold(entry for entry in opened.entries if entry.seq <= upto)
    path = {question.id for question in questionnaire.path(whole)}
    shared = found.entries(questionnaire, opened.entries, upto)
    entries = tuple(entry for entry in shared if entry.answer.question in path)
    answers = questionnaire.keep_to(whole, Answers.fold(entries))
    return replace(opened, entries=entries, answers=answers, words=())


def open_answers(session: Session, means: Means, opened: Opened) -> Answers:
    """Return what was said in the chapters that are not "niet delen"."""
    checked = checking.checked(session, means, opened.conversation.id)
    return checked.shared(opened.content.questionnaire, opened.answers)
