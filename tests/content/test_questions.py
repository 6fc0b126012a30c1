"""The real questions: what they cover, how they are worded, and what is never asked."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from meedoen_app.cli.content import icons
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.question import Asks, Kind, Question
from meedoen_app.core.domains import Status
from tests.core.talks import CONTENT

QUESTIONS = list(CONTENT.questionnaire.questions.values())
AREAS = {
    "themes": ["wonen", "contact", "dagbesteding"],
    "goal_areas": ["zelfstandig", "contacten", "deelnemen", "bijdragen", "vaardigheden", "werk"],
    "life_domains": ["wonen", "geld", "lichaam", "gevoel", "mensen", "dagelijks", "overdag", "zingeving"],
}
COVERED = [(kind, area) for kind, areas in AREAS.items() for area in areas]
ENDS = re.compile(r"(?<=[.?!])\s+")
WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
US = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(participa|traject|indicatie|hulpvra|voorziening|zelfredzaam|proble(?:em|men)|beperking|"
    r"trede|ladder|score|niveau|minu(?:ut|ten)|cliënt(?!onder))",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"geweld|veilig|misbruik|mishand|gelo[ov]|godsdienst|kerk|moskee|zelfmoord|zelfdod|su[iï]cid|"
    r"gevangen|detentie|strafblad|inkomen|salaris|verdient|euro|€|bsn|burgerservice|geboortedatum|verslaaf|alcohol",
    re.IGNORECASE,
)
THRESHOLD = re.compile(
    r"\b(niet|geen|nooit|of ouder|of jonger|of meer|of minder|minstens|hoogstens)\b", re.IGNORECASE
)


def texts(question: Question) -> Iterator[str]:
    yield from (question.text, question.hint, question.why, question.example, *question.feeds)
    yield from answers(question)


def answers(question: Question) -> Iterator[str]:
    yield from (one.text for one in (*question.options, *question.rows, *question.sentences))


def words(text: str) -> int:
    return len(WORD.findall(text))


def longer(most: int, *given: str) -> list[str]:
    """Return the sentences with more words than this."""
    return [sentence for text in given for sentence in ENDS.split(text) if words(sentence) > most]


@pytest.mark.parametrize(("kind", "area"), COVERED)
def test_every_area_is_asked_how_it_goes_and_what_is_wished(kind: str, area: str) -> None:
    asked = [question for question in QUESTIONS if area in getattr(question, kind)]
    assert {Asks.HOW, Asks.WISH} <= {question.asks for question in asked}
    assert len(asked) >= 2


def test_the_lists_of_areas_are_those_of_the_policy() -> None:
    assert [theme.id for theme in CONTENT.policy_themes] == AREAS["themes"]
    assert [area.id for area in CONTENT.domains.goal_areas] == AREAS["goal_areas"]
    assert [domain.id for domain in CONTENT.domains.life_domains] == AREAS["life_domains"]
    assert CONTENT.domains.several_at_once == 3


@pytest.mark.parametrize("domain", AREAS["life_domains"])
def test_every_leefgebied_has_exactly_one_status_question(domain: str) -> None:
    [asked] = [question for question in QUESTIONS if question.status_of == domain]
    assert [option.id for option in asked.options] == [
        one for one in Status if one is not Status.NOT_DISCUSSED
    ]
    assert (asked.kind, asked.asks) == (Kind.ONE, Asks.HOW)
    assert [option.text for option in asked.options] == [
        "Gaat goed",
        "Gaat, met hulp",
        "Lukt niet goed",
        "Zeg ik liever niet",
    ]


def test_nothing_is_asked_twice() -> None:
    listed = [question for chapter in CONTENT.questionnaire.chapters for question in chapter.questions]
    marks = [question.ladder for question in listed if question.ladder]
    gates = [row.ladder for question in listed for row in question.rows if row.ladder]
    plain = [" ".join(WORD.findall(question.text.lower())) for question in listed]
    for once in ([q.id for q in listed], [q.number for q in listed], plain, marks, gates):
        assert [name for name, count in Counter(once).items() if count > 1] == []


def test_the_wishes_of_one_question_are_all_different() -> None:
    for question in QUESTIONS:
        assert len({text.lower() for text in answers(question)}) == len(list(answers(question))), question.id


def test_numbers_run_in_the_order_of_the_paper_form() -> None:
    """Those of the door "Ik wil iets doen" came later: a number that was given is never given again."""
    numbers = [question.number for question in QUESTIONS if not question.id.startswith("doen_")]
    later = [question.number for question in QUESTIONS if question.id.startswith("doen_")]
    assert numbers + later == list(range(1, len(QUESTIONS) + 1))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_questions_and_hints_are_short(question: Question) -> None:
    assert words(question.text) <= 12
    assert len([sentence for sentence in ENDS.split(question.hint) if sentence]) <= 2
    assert longer(12, question.hint, question.why, question.example, *answers(question)) == []
    assert question.text.endswith("?")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_there_are_few_answers_of_few_words(question: Question) -> None:
    """Of the doors the words are larger: they are the first thing on the first page."""
    if question.kind in (Kind.ONE, Kind.STEPS):
        most = 7 if question.id == landmarks.DOOR else 5
        assert len(question.options) <= 6
        assert [option.text for option in question.options if words(option.text) > most] == []
    if question.kind is Kind.SEVERAL:
        assert len(question.options) <= 8
        assert [option.text for option in question.options if words(option.text) > 7] == []
    if question.kind is Kind.WORDS:
        assert 2 <= len(question.sentences) + len(question.options) <= 8
        assert question.example.startswith("Bijvoorbeeld")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_answer_has_a_pictogram_of_our_own(question: Question) -> None:
    shown = [option.icon for option in (*question.options, *question.rows)]
    assert [icon for icon in shown if icon not in icons()] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_words_are_plain_and_we_say_u(question: Question) -> None:
    assert [text for text in texts(question) if US.search(text) or OFFICE.search(text)] == []
    if question.kind is not Kind.THEMES:
        assert [text for text in answers(question) if re.search(r"\b(u|uw)\b", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_some_things_are_never_asked(question: Question) -> None:
    asked = (question.text, question.hint, question.example, *answers(question))
    assert [text for text in asked if NEVER.search(text)] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_yes_and_no_are_never_asked_the_wrong_way_round(question: Question) -> None:
    if {option.id for option in question.options} >= {"ja", "nee"}:
        assert THRESHOLD.search(question.text) is None
    if question.kind is Kind.ROWS:
        assert [row.text for row in question.rows if THRESHOLD.search(row.text)] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_not_knowing_or_not_saying_is_always_possible(question: Question) -> None:
    """Only what decides the way, and a yes to keep or to count, asks for one of its own answers."""
    decides = {*landmarks.ALL, CONTENT.questionnaire.hub.id, "weet", "taal"} - {
        landmarks.URGENT,
        landmarks.WIJK,
    }
    assert question.may_be_unknown or question.id in decides


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [
        (US, "Heb je hulp?"),
        (OFFICE, "Wat is uw hulpvraag?"),
        (OFFICE, "Dit duurt 5 minuten."),
        (NEVER, "Voelt u zich thuis veilig?"),
        (NEVER, "Hoeveel euro heeft u per maand?"),
        (THRESHOLD, "Heeft u geen werk?"),
    ],
)
def test_a_planted_word_is_found(pattern: re.Pattern[str], planted: str) -> None:
    assert pattern.search(planted)


def test_long_sentences_are_found() -> None:
    assert longer(12, "Kort. " + "woord " * 13 + "?") == ["woord " * 13 + "?"]
