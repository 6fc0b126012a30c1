"""Looking back: what the resident says to "klopt dit?" and to what is written down about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import notes
from meedoen_app.actions.means import Means
from meedoen_app.actions.notes import Said
from meedoen_app.core.checking import Counted, Judged, Judgement, Objection
from meedoen_app.core.consent import Consent
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import SupportOffered
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents
from meedoen_app.storage.database import Session

LONGEST_OBJECTION = 2000


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was said when looking back, the oldest first, and what was agreed to."""

    judged: tuple[Judged, ...]
    objections: tuple[Objection, ...]
    counted: tuple[Counted, ...]
    offered: tuple[SupportOffered, ...]
    consents: tuple[Consent, ...]

    @property
    def judgements(self) -> Mapping[int, Judgement]:
        """Return the last judgement of each chapter."""
        return {one.chapter: one.judgement for one in self.judged}

    def kept_back(self, questionnaire: Questionnaire) -> frozenset[str]:
        """Return the chapters that somebody marked "niet delen"."""
        judged = self.judgements
        return frozenset(
            one.id for one in questionnaire.chapters if judged.get(one.number) is Judgement.NOT_SHARED
        )

    def shared(self, questionnaire: Questionnaire, answers: Answers) -> Answers:
        """Return the answers of the chapters that somebody did not mark "niet delen"."""
        kept_back, chapter_of = self.kept_back(questionnaire), questionnaire.chapter_of
        return Answers.of(answers[id] for id in answers if chapter_of[id].id not in kept_back)


def judgement(questionnaire: Questionnaire, chapter: int | None, said: str, now: datetime) -> Judged:
    """Return what the resident says of a chapter. Raises NotAllowed for one that we do not know."""
    if chapter not in {one.number for one in questionnaire.chapters} or said not in set(Judgement):
        raise NotAllowed("judgement")
    return Judged(chapter, Judgement(said), now)


def objection(text: str, now: datetime) -> Objection:
    """Return the resident's objection. Raises NotAllowed when it is empty or too long."""
    if not text or len(text) > LONGEST_OBJECTION:
        raise NotAllowed("too_long" if text else "empty")
    return Objection(text, now)


def write_down(session: Session, means: Means, id: str, said: Said, *, key: str, by: Actor) -> None:
    """Write down what was said; a chapter that is judged so already stays as it is.

    The three buttons of a chapter share a form, so each has a key of its own. Raises KeyReused when the
    form of an objection was used before, for other words.
    """
    if isinstance(said, Judged):
        if checked(session, means, id).judgements.get(said.chapter) is said.judgement:
            return
        key = f"{key}:{said.chapter}:{said.judgement}"
    notes.write_down(session, means, id, said, key=key, by=by)


def is_support_newer(session: Session, means: Means, id: str, consent: Consent) -> bool:
    """Say whether anything was said of independent support since this was agreed to."""
    return any(one.at > consent.given_at for one in checked(session, means, id).offered)


def checked(session: Session, means: Means, id: str) -> Checked:
    """Return everything that was said when looking back."""
    said = notes.said(session, means, id)
    return Checked(
        tuple(one for one in said if isinstance(one, Judged)),
        tuple(one for one in said if isinstance(one, Objection)),
        tuple(one for one in said if isinstance(one, Counted)),
        tuple(one for one in said if isinstance(one, SupportOffered)),
        consents.listed(session, means.vault, id),
    )
