"""An answer in words, as the person would say it."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from meedoen_app.actions import notes
from meedoen_app.actions.notes import Said
from meedoen_app.core import circle
from meedoen_app.core.along import CarerCheck, HelperSaid, HelperSupport
from meedoen_app.core.checking import Counted, Judged, Judgement, Objection
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer, Answers, Entry, Voice
from meedoen_app.core.conversation.conversation import Note
from meedoen_app.core.conversation.question import UNKNOWN, Kind, Question, Row
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.handoff import Support, SupportOffered
from meedoen_app.web import planned
from meedoen_app.web.installation import here
from meedoen_app.web.language import say


def words_of(question: Question, answer: Answer) -> list[str]:
    """Return what was said, own words first. Skipped is an empty list."""
    said = [answer.text] if answer.text else []
    said += [_chosen(question, id) for id in answer.options]
    if question.kind is Kind.PEOPLE:
        return said + [_person(person) for person in circle.people(dict(answer.values()))]
    rows = {row.id: row for row in question.rows}
    return said + [_row(question, rows[id], value) for id, value in answer.rows if id in rows]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Words that are a reason for something: what the resident said, and apart from it what another said."""

    said: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said: about what, in which words (none: skipped), and when it was stored."""

    about: str
    words: Sequence[str]
    at: datetime | None
    is_seen: bool = False


def spoken(questionnaire: Questionnaire, said: Entry | Note) -> Spoken:
    """Return an answer or a note as it was said."""
    if isinstance(said, Note):
        return noted(questionnaire, notes.read(said))
    question = questionnaire.question(said.answer.question)
    words = words_of(question, said.answer)
    return Spoken(say(question.text, "vraag", question.id), words, said.at, said.voice is Voice.SEEN)


def judged(judgement: Judgement) -> str:
    """Return what was said of a chapter."""
    words = {
        Judgement.RIGHT: _("Klopt"),
        Judgement.WRONG: _("Klopt niet"),
        Judgement.NOT_SHARED: _("Niet delen"),
    }
    return str(words[judgement])


def support(said: Support) -> str:
    """Return what was said when independent support was offered."""
    words = {
        Support.WANTED: _("Ja, daar wil ik meer over weten"),
        Support.NOT_NOW: _("Nee, nu niet"),
        Support.NOT_YET: _("Weet ik nog niet"),
    }
    return str(words[said])


def helper(questionnaire: Questionnaire, answers: Answers) -> str:
    """Return who helps with a talk, as it was answered; empty where somebody talks alone, or did not say."""
    asked = (q for q in questionnaire.path(answers) if q.id == landmarks.ROLE)
    return ", ".join(word for q in asked for word in words_of(q, answers.get_answer(q.id)))


def by_voice(answers: Answers, words: Iterable[tuple[Question, str]]) -> Reasons:
    """Return words about questions, apart by whose they are."""
    voices: dict[bool, list[str]] = {False: [], True: []}
    for question, word in words:
        voices[answers.is_seen(question.id)].append(word)
    return Reasons(tuple(voices[False]), tuple(voices[True]))


def why(question: Question) -> str:
    """Return why this is asked. How long we keep is what this municipality set."""
    told = say(question.why, "vraag", question.id, "waarom")
    return told.replace(landmarks.DAYS, str(here().settings.draft_days))


def reasons(
    questionnaire: Questionnaire, question: Question, answers: Answers, counts: Set[tuple[str, str]]
) -> list[str]:
    """Return what counts of an answer as a reason; "lukt niet goed" needs to say what."""
    chosen = answers.get_answer(question.id).options
    said = [_chosen(question, id) for id in chosen if (question.id, id) in counts]
    return _with_theme(questionnaire, question, said)


def at_place(questionnaire: Questionnaire, question: Question, answers: Answers, part: Answer) -> list[str]:
    """Return a part of what was said, as it stands at a place apart from its question."""
    return _with_theme(questionnaire, question, said(question, answers, part))


def said(question: Question, answers: Answers, part: Answer | None = None) -> list[str]:
    """Return what was said, or a part of it; what another said says so."""
    words = words_of(question, part or answers.get_answer(question.id))
    if answers.is_seen(question.id):
        return [str(_("een ander zei: %(words)s", words=word)) for word in words]
    return words


def agreed_to(question: Question) -> str:
    """Return the words of the question about keeping to which somebody said yes, in their own language."""
    yes = question.option(landmarks.KEEP)
    return "\n".join(
        (
            say(question.text, "vraag", question.id),
            say(question.hint, "vraag", question.id, "hint"),
            why(question),
            say(yes.text if yes else "", "vraag", question.id, landmarks.KEEP),
        )
    )


def noted(questionnaire: Questionnaire, said: Said) -> Spoken:
    """Return what was said besides the answers, in words."""
    match said:
        case Judged():
            [chapter] = [one for one in questionnaire.chapters if one.number == said.chapter]
            title = say(chapter.title, "hoofdstuk", chapter.id)
            return Spoken(f"{_('Klopt dit?')} {title}", [judged(said.judgement)], said.at)
        case Objection():
            return Spoken(str(_("Wat niet klopt")), [said.text], said.at)
        case Counted():
            return Spoken(str(_("Of ik mee ben geteld")), [said.period], said.at)
        case HelperSaid() | CarerCheck():
            return Spoken(str(_("Een ander schreef erbij")), [said.words], said.at, is_seen=True)
        case HelperSupport():
            return Spoken(str(_("Wil ik iemand die naast mij staat?")), [support(said.said)], said.at, True)
        case SupportOffered():
            return Spoken(str(_("Wil ik iemand die naast mij staat?")), [support(said.said)], said.at)
        case _:
            return Spoken(str(_("Mijn plan")), planned.words_of(said), said.at)


def _with_theme(questionnaire: Questionnaire, question: Question, said: list[str]) -> list[str]:
    """Say which theme a status is about: alone it would not tell."""
    if not question.status_of:
        return said
    chapter = questionnaire.chapter_of[question.id]
    return [f"{say(chapter.title, 'hoofdstuk', chapter.id)}: {word}" for word in said]


def _person(person: circle.Person) -> str:
    """Return a person with all that was said about them, in short sentences."""
    near = {
        "huis": _("Woont bij mij."),
        "dichtbij": _("Staat heel dicht bij mij."),
        "af_en_toe": _("Zie ik soms."),
        "terugzien": _("Wil ik terugzien."),
    }
    may_ask = {
        "ja": _("Ik kan iets vragen."),
        "nee": _("Ik kan niets vragen."),
        UNKNOWN: _("Misschien kan ik iets vragen."),
    }
    knows = {
        "ja": _("Weet dat ik dit vertel."),
        "nee": _("Weet niet dat ik dit vertel."),
        UNKNOWN: _("Weet misschien dat ik dit vertel."),
    }
    told = (near.get(person.near), may_ask.get(person.may_ask), knows.get(person.knows))
    return " ".join([f"{_name(person)}.", *(str(sentence) for sentence in told if sentence)])


def _name(person: circle.Person) -> str:
    """Return how somebody calls a person: by name, by who it is, by both or by neither."""
    who = {
        "partner": _("mijn partner"),
        "kind": _("mijn kind"),
        "broer_zus": _("mijn broer of zus"),
        "vriend": _("mijn vriend of vriendin"),
        "buur": _("mijn buur"),
    }.get(person.who, "")
    if person.name:
        return f"{person.name}, {who}" if who else person.name
    words = str(who or _("iemand"))
    return words[:1].upper() + words[1:]


def _short(value: str) -> str:
    """Return an answer as one word; what is none of ours stands there as it was sent."""
    return str({"ja": _("ja"), "nee": _("nee"), UNKNOWN: _("weet ik niet")}.get(value, value))


def _chosen(question: Question, id: str) -> str:
    if id == UNKNOWN:
        return str(_("Weet ik niet"))
    option = question.option(id)
    if option is not None:
        return say(option.text, "vraag", question.id, id)
    sentences = {sentence.id: sentence.text for sentence in question.sentences}
    return say(sentences.get(id, ""), "vraag", question.id, id)


def _row(question: Question, row: Row, value: str) -> str:
    return f"{say(row.text, 'vraag', question.id, row.id)}: {_short(value)}"
