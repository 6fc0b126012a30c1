"""One whole of what Meedoen says: questions, areas, needs, services and the municipality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from meedoen_app.core import rules
from meedoen_app.core.advice import suggesting
from meedoen_app.core.advice.service import Brake, Nearness, Need, Service
from meedoen_app.core.advice.suggesting import Advice, Rulebook
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.domains import Domains, PolicyTheme
from meedoen_app.core.ladder.configuration import LadderRules
from meedoen_app.core.municipality import Municipality


@dataclass(frozen=True)
class Content:
    """Content as read, whole. `sha256` is over the bytes of every file that it was read from."""

    version: str
    sha256: str
    questionnaire: Questionnaire
    domains: Domains
    policy_themes: tuple[PolicyTheme, ...]
    needs: tuple[Need, ...]
    brakes: tuple[Brake, ...]
    openings: Mapping[Nearness, rules.Condition]
    ladder: LadderRules
    services: tuple[Service, ...]
    municipality: Municipality

    def advise(self, answers: Answers, *, today: date, chapter: str = "") -> Advice:
        """Return what this content suggests, with everything that was said or with one chapter of it."""
        book = Rulebook(
            self.needs, self.services, self.brakes, self.domains, self.municipality, self.openings
        )
        return suggesting.advise(book, self.questionnaire, answers, today=today, chapter=chapter)
