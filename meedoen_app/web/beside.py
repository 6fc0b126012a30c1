"""What those who look along wrote, in words: always apart from what the resident said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from meedoen_app.core.along import CarerCheck, Column, Helper, HelperRole, Relief, Weight
from meedoen_app.core.conversation.question import Chapter
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.web.language import shared_as


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody who looks along wrote: about what, who that is, in which words, and when."""

    about: str
    who: str
    words: list[str]
    at: datetime


def written(columns: Iterable[Column], questionnaire: Questionnaire) -> list[Beside]:
    """Return everything that was written, in the order of the conversation; about themselves at the end."""
    known = tuple(columns)
    of_chapters = [one for chapter in questionnaire.chapters for one in of_chapter(known, chapter)]
    about = str(_("Over het zorgen zelf"))
    checks = [(one.helper, one.check) for one in known]
    return of_chapters + [
        Beside(about, who(helper), check_words(check), check.at) for helper, check in checks if check
    ]


def of_chapter(columns: Iterable[Column], chapter: Chapter) -> list[Beside]:
    title = shared_as(chapter)
    said = ((one.helper, one.said.get(chapter.id)) for one in columns)
    return [Beside(title, who(helper), [one.words], one.at) for helper, one in said if one]


def who(helper: Helper) -> str:
    """Return how somebody who looks along is called: nobody has to give a name."""
    return str(_("Meekijker %(number)s, %(role)s", number=helper.number, role=roles()[helper.role]))


def roles() -> Mapping[str, str]:
    return {
        HelperRole.CARER: str(_("iemand die voor mij zorgt")),
        HelperRole.FAMILY: str(_("familie")),
        HelperRole.FRIEND: str(_("een vriend of vriendin")),
        HelperRole.VOLUNTEER: str(_("een vrijwilliger")),
    }


def weights() -> Mapping[str, str]:
    return {
        Weight.FINE: str(_("Het gaat goed")),
        Weight.SOMETIMES: str(_("Soms is het zwaar")),
        Weight.OFTEN: str(_("Vaak is het zwaar")),
    }


def reliefs() -> Mapping[str, str]:
    return {
        Relief.TAKE_OVER: str(_("Iemand die het soms van mij overneemt")),
        Relief.TALK: str(_("Praten met iemand")),
        Relief.ADVICE: str(_("Uitleg over wat er kan")),
        Relief.PAPERS: str(_("Hulp bij papieren en regelen")),
        Relief.OWN_TIME: str(_("Tijd voor mezelf")),
        Relief.NOTHING: str(_("Ik heb nu niets nodig")),
    }


def check_words(check: CarerCheck) -> list[str]:
    """Return what a carer said of themselves, in the words of the page and then their own."""
    chosen = [weights()[check.weight]] if check.weight else []
    chosen += [words for value, words in reliefs().items() if value in check.relief]
    return [*chosen, check.words] if check.words else chosen
