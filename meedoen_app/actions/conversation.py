"""Talking: beginning a conversation, looking at it, and giving answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from meedoen_app.actions.means import Means
from meedoen_app.content.content import Content
from meedoen_app.core.conversation import answers as answering
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers, Entry, Voice
from meedoen_app.core.conversation.conversation import Conversation, Keeping, Role, expiry
from meedoen_app.core.conversation.question import Chapter, Question
from meedoen_app.core.errors import Stale
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, participants, wordcodes
from meedoen_app.storage.database import Session


@dataclass(frozen=True)
class Opened:
    """A conversation with the content that it started with, its answers, and its six words if it is kept."""

    conversation: Conversation
    content: Content
    entries: tuple[Entry, ...]
    answers: Answers
    words: tuple[str, ...] = ()

    def base(self, question: Question) -> int:
        """Return the seq that a form for this question is based on."""
        return answering.last_seq(self.entries, question.id)

    def next_question(self, chapter: Chapter | None = None) -> Question | None:
        return self.content.questionnaire.next_question(self.answers, chapter)

    @property
    def is_agreed_to_keep(self) -> bool:
        """Say whether there is a yes. Of somebody who was not asked, nobody else's yes counts."""
        said_yes = self.answers.get_answer(landmarks.KEEPING).options == (landmarks.KEEP,)
        return said_yes and self.can_be_kept

    @property
    def can_be_kept(self) -> bool:
        """Say whether the question about keeping is asked."""
        questionnaire = self.content.questionnaire
        return questionnaire.is_on_path(self.answers, questionnaire.question(landmarks.KEEPING))

    @property
    def is_talked_with_another(self) -> bool:
        chosen = self.answers.get_answer(landmarks.FOR_WHOM).options
        return bool(chosen) and chosen != (landmarks.ALONE,)

    @property
    def usual_voice(self) -> Voice:
        """Who speaks for somebody absent says what they see; what two talk about they say together."""
        if self.answers.get_answer(landmarks.FOR_WHOM).options == (landmarks.ABSENT,):
            return Voice.SEEN
        return Voice.TOGETHER if self.is_talked_with_another else Voice.OWN

    @property
    def saved_at(self) -> datetime | None:
        """Return when the newest answer reached the disk, for a conversation that is kept."""
        is_kept = self.conversation.keeping.is_kept
        return self.entries[-1].at if is_kept and self.entries else None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it comes in: `key` makes a repeat harmless, `entry.base` shows what it was based on."""

    entry: Entry
    key: str


def begin(
    session: Session,
    means: Means,
    *,
    door: Answer,
    notice: str,
    reading: Reading,
    now: datetime,
    by: Actor,
) -> Opened:
    """Open a conversation for this visit only, with the door that somebody came in by.

    `notice` is the version of the privacy notice that they could read first.
    """
    content = means.contents.current()
    content.questionnaire.accept(Answers(), door)
    conversation = conversations.start(
        session,
        means.vault,
        content_version=content.version,
        notice=notice,
        reading=reading,
        now=now,
        expires_at=expiry(Keeping.VISIT, now),
        by=by,
    )
    conversations.append(session, means.vault, conversation.id, Entry(1, door), key="begin", now=now, by=by)
    return look(session, means, conversation.id)


def look(session: Session, means: Means, id: str) -> Opened:
    """Return the conversation as it now stands. Raises NotThere."""
    conversation = conversations.get(session, id)
    entries = conversations.log(session, means.vault, id)
    content = means.contents.at(conversation.content_version)
    words = wordcodes.read(session, means.vault, id) or ()
    return Opened(conversation, content, entries, Answers.fold(entries), words)


def give_answers(
    session: Session, means: Means, id: str, given: Sequence[Given], *, now: datetime, by: Actor
) -> Opened:
    """Add answers to the log, in order, and return the conversation as it then stands.

    Raises NotThere for a question off the path, NotAllowed for what does not fit it, Stale when the
    question was answered differently since the form was made, KeyReused when a key comes back with
    another answer. Then nothing is added.
    """
    return add_answers(session, means, look(session, means, id), given, now=now, by=by)


def add_answers(
    session: Session, means: Means, opened: Opened, given: Sequence[Given], *, now: datetime, by: Actor
) -> Opened:
    """Add answers to what this session, which holds the conversation, has just opened."""
    for one in given:
        opened = _give(session, means, opened, one, now, by)
    _stay(session, means, opened, now, by)
    return opened


def _give(session: Session, means: Means, opened: Opened, given: Given, now: datetime, by: Actor) -> Opened:
    opened.content.questionnaire.accept(opened.answers, given.entry.answer)
    seq = conversations.append(
        session, means.vault, opened.conversation.id, given.entry, key=given.key, now=now, by=by
    )
    is_repeat = any(entry.seq == seq for entry in opened.entries)
    if is_repeat:
        return opened
    _refuse_stale(opened, given.entry)
    _join(session, means, opened, given.entry.answer, now, by)
    entries = (*opened.entries, replace(given.entry, seq=seq, at=now))
    return replace(opened, entries=entries, answers=Answers.fold(entries))


def _refuse_stale(opened: Opened, entry: Entry) -> None:
    """Refuse an answer that would silently replace one which its form had not seen."""
    newest = answering.last_seq(opened.entries, entry.answer.question)
    known = opened.answers.get_answer(entry.answer.question)
    if newest > entry.base and known != entry.answer:
        raise Stale(entry.answer.question)


def _join(session: Session, means: Means, opened: Opened, answer: Answer, now: datetime, by: Actor) -> None:
    """Give whoever sits beside the resident a place of their own, in the role that was said last."""
    if answer.question != landmarks.ROLE or not answer.options:
        return
    id, vault = opened.conversation.id, means.vault
    role = _role(opened.content.questionnaire.question(landmarks.ROLE), answer.options[0])
    _, *others = participants.listed(session, id)
    if not others:
        participants.add(session, vault, id, role, now=now, by=by)
    elif others[0].role is not role:
        participants.change_role(session, vault, id, others[0].number, role, now=now, by=by)


def _role(question: Question, chosen: str) -> Role:
    """Return the role that the content gives an option, as its fact; without one somebody is a helper."""
    option = question.option(chosen)
    return Role(option.fact) if option and option.fact else Role.HELPER


def _stay(session: Session, means: Means, opened: Opened, now: datetime, by: Actor) -> None:
    """Every visit moves the date until which the conversation is kept."""
    keeping = opened.conversation.keeping
    until = expiry(keeping, now, means.draft_days)
    if (until - opened.conversation.expires_at).days >= 1:
        conversations.extend(session, means.vault, opened.conversation.id, expires_at=until, now=now, by=by)
