"""From answers to the ladder: only what stands on the path counts, and what was not said is unknown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.conversation.answers import Answer, Answers, Entry, Voice
from meedoen_app.core.conversation.question import ROW_VALUES, Chapter, Kind, Option, Question, Row
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.ladder import marking, reading
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.position import Certainty, Level

YES_NO = (Option("ja", "Ja"), Option("nee", "Nee"))
NUMBERS = iter(range(1, 1000))


def ask(id: str, kind: Kind = Kind.ONE, **fields: object) -> Question:
    return Question(id, next(NUMBERS), kind, text=f"{id}?", why="", feeds=(), **fields)


def gates(id: str, *names: str, when: dict[str, object], support: tuple[int, ...] = ()) -> Question:
    rows = [Row(f"r_{name}", name, ladder=name) for name in names]
    help = [Row("steun", "Ik heb genoeg steun", support_for=support)] if support else []
    return ask(id, Kind.ROWS, rows=(*rows, *help), when=when)


def theme(id: str, number: int, *questions: Question) -> Chapter:
    return Chapter(id, number, id, questions, when={"has": ["themas", id]}, is_theme=True)


START = Chapter(
    "begin",
    1,
    "Begin",
    (
        ask("themas", Kind.THEMES, options=tuple(Option(id, id) for id in ("dag", "contact"))),
        ask("pensioen", options=YES_NO),
    ),
)
DAY = theme(
    "dag",
    2,
    ask("vooraf", options=YES_NO),
    ask(
        "baan",
        ladder="werk",
        when={"not": {"is": ["pensioen", "ja"]}},
        options=(
            Option("baas", "Bij een baas", fact="loondienst"),
            Option("zzp", "Eigen bedrijf"),
            Option("ziek", "Ik ben afgekeurd", fact="nee"),
            Option("nee", "Nee"),
        ),
    ),
    ask(
        "hulp",
        Kind.SEVERAL,
        ladder="werksteun",
        when={"in": ["baan", ["baas", "zzp"]]},
        options=(
            Option("coach", "Een begeleider", fact="jobcoach"),
            Option("bbl", "Leren en werken"),
            Option("geen", "Geen hulp", exclusive=True),
        ),
    ),
    ask("vrijwillig", options=YES_NO, ladder="onbetaald"),
    gates("hoe4", "rekenen", "freq4", "echt4", when={"is": ["vrijwillig", "ja"]}, support=(4, 3)),
)
CONTACT = theme(
    "contact",
    3,
    ask("club", options=YES_NO, ladder="georg"),
    gates("hoe3", "freq3", "echt3", when={"is": ["club", "ja"]}),
    ask("mensen", options=YES_NO, ladder="contact"),
    gates("hoe2", "freq2", "echt2", "alleen_functioneel", when={"is": ["mensen", "ja"]}),
)
QUESTIONS = Questionnaire("1", (START, DAY, CONTACT))

YES4 = "r_rekenen:ja r_freq4:ja r_echt4:ja"
EVERYTHING_NO = {
    "themas": "dag contact",
    "pensioen": "nee",
    "vooraf": "nee",
    "baan": "nee",
    "vrijwillig": "nee",
    "club": "nee",
    "mensen": "nee",
}


def said(**given: str) -> Answers:
    """Write answers as words: options, or row:value; an empty text is a question skipped."""
    answers = []
    for question, words in given.items():
        pairs = [tuple(word.split(":")) for word in words.split() if ":" in word]
        options = tuple(word for word in words.split() if ":" not in word)
        answers.append(Answer(question, options, tuple((row, value) for row, value in pairs)))
    return Answers.of(answers)


def facts(care_counts: bool = True, **given: str) -> Facts:
    return reading.facts_from(QUESTIONS, said(**given), care_counts)


def no_except(**given: str) -> dict[str, str]:
    return EVERYTHING_NO | given


def test_the_content_of_these_tests_has_no_unknown_marks() -> None:
    assert marking.unknown_marks(QUESTIONS) == ()


def test_unknown_marks_are_named_for_the_check_of_the_content() -> None:
    odd = (
        ask("een", ladder="vrijetijd", options=YES_NO),
        ask("twee", ladder="werk", options=(Option("soms", "Soms"), Option("nee", "Nee"))),
        ask("drie", Kind.ROWS, rows=(Row("a", "", ladder="freq5"), Row("b", "", support_for=(7,)))),
    )
    found = marking.unknown_marks(Questionnaire("1", (Chapter("c", 1, "c", odd),)))
    assert found == ("een.vrijetijd", "twee.soms", "drie.a", "drie.b")


def test_the_fact_of_an_option_goes_before_its_id() -> None:
    assert facts(**no_except(baan="baas", hulp="coach bbl")).werk is Work.EMPLOYED
    assert facts(**no_except(baan="zzp")).werk is Work.SELF_EMPLOYED
    assert facts(**no_except(baan="ziek")).werk is Work.NO
    both = facts(**no_except(baan="baas", hulp="coach bbl")).werksteun
    assert both == {WorkSupport.JOB_COACH, WorkSupport.LEARNING}


def test_rows_become_gates() -> None:
    found = facts(**no_except(vrijwillig="ja", hoe4="r_rekenen:ja r_freq4:nee"))
    assert (found.rekenen, found.freq4, found.echt4) == (Said.YES, HowOften.LESS, Said.UNKNOWN)
    found = facts(**no_except(mensen="ja", hoe2="r_freq2:ja r_echt2:weet_niet r_alleen_functioneel:nee"))
    assert (found.freq2, found.echt2) == (HowOften.WEEKLY, Said.UNKNOWN)
    assert found.alleen_functioneel is Said.NO


@pytest.mark.parametrize("words", ["", "weet_niet"])
@pytest.mark.parametrize(
    ("question", "field"),
    [("baan", "werk"), ("vrijwillig", "onbetaald"), ("club", "georg"), ("mensen", "contact")],
)
def test_a_skipped_or_unknown_answer_is_unknown(question: str, field: str, words: str) -> None:
    assert getattr(facts(**no_except(**{question: words})), field) == "onbekend"


def test_a_question_that_was_not_reached_is_unknown() -> None:
    found = facts(themas="dag contact", pensioen="nee")
    assert (found.werk, found.onbetaald, found.georg) == (Work.UNKNOWN, Said.UNKNOWN, Said.UNKNOWN)


def test_a_theme_that_was_never_opened_is_unknown_and_never_no() -> None:
    found = facts(**no_except(themas="dag"))
    assert (found.georg, found.contact) == (Said.UNKNOWN, Said.UNKNOWN)
    placed = reading.position_of(QUESTIONS, said(**no_except(themas="dag")), care_counts=True)
    assert (placed.levels, placed.certainty) == ((), Certainty.UNKNOWN)


def test_retired_people_are_not_asked_about_paid_work_and_that_is_a_no() -> None:
    assert facts(**no_except(pensioen="ja", baan="baas")).werk is Work.NO
    assert facts(**no_except(pensioen="ja", themas="contact")).werk is Work.UNKNOWN


def test_not_asked_because_an_earlier_answer_is_missing_is_unknown() -> None:
    only_for = ask("baan", ladder="werk", options=YES_NO, when={"is": ["pensioen", "nee"]})
    other = ask("anders", options=YES_NO)
    questions = Questionnaire("1", (START, theme("dag", 2, other, only_for)))

    def work(pensioen: str) -> Work:
        answers = said(themas="dag", pensioen=pensioen, anders="ja")
        return reading.facts_from(questions, answers, care_counts=True).werk

    assert work("ja") is Work.NO
    assert work("") is Work.UNKNOWN
    assert work("weet_niet") is Work.UNKNOWN


def test_a_questionnaire_that_never_asks_leaves_everything_unknown() -> None:
    found = reading.facts_from(Questionnaire("1", (START,)), said(themas="dag", pensioen="nee"), True)
    assert (found.werk, found.onbetaald, found.georg, found.contact) == ("onbekend",) * 4


def test_an_answer_off_the_path_does_not_count() -> None:
    hidden = said(**no_except(themas="contact", vrijwillig="ja", hoe4=YES4))
    assert reading.facts_from(QUESTIONS, hidden, True).onbetaald is Said.UNKNOWN
    assert reading.facts_from(QUESTIONS, hidden, True).rekenen is Said.UNKNOWN


def test_what_was_seen_beside_the_resident_fills_only_what_was_left_open() -> None:
    entries = [
        Entry(1, Answer("themas", ("contact",))),
        Entry(2, Answer("club", ("nee",))),
        Entry(3, Answer("club", ("ja",)), voice=Voice.SEEN),
        Entry(4, Answer("mensen", ("ja",)), voice=Voice.SEEN),
    ]
    found = reading.facts_from(QUESTIONS, Answers.fold(entries), care_counts=True)
    assert (found.georg, found.contact) == (Said.NO, Said.YES)


def test_everything_said_and_nothing_there_is_rung_1() -> None:
    placed = reading.position_of(QUESTIONS, said(**EVERYTHING_NO), care_counts=True)
    assert (placed.levels, placed.certainty) == ((Level.ISOLATED,), Certainty.HIGH)


# ---- support ---------------------------------------------------------------------------------


def test_support_is_told_per_active_rung() -> None:
    answers = said(**no_except(baan="baas", hulp="bbl coach", vrijwillig="ja", hoe4=f"{YES4} steun:nee"))
    placed = reading.position_of(QUESTIONS, answers, care_counts=True)
    assert placed.support == {Level.SUPPORTED_WORK: ("jobcoach", "bbl"), Level.UNPAID: ("meer_steun",)}


@pytest.mark.parametrize(
    ("steun", "support"),
    [("steun:ja", {4: ("genoeg",)}), ("steun:weet_niet", {}), ("", {})],
)
def test_support_left_open_says_nothing(steun: str, support: dict[int, tuple[str, ...]]) -> None:
    answers = said(**no_except(vrijwillig="ja", hoe4=f"{YES4} {steun}"))
    assert reading.position_of(QUESTIONS, answers, care_counts=True).support == support


# ---- properties ------------------------------------------------------------------------------


@st.composite
def conversations(draw: st.DrawFn) -> dict[str, Answer]:
    given = {}
    for question in QUESTIONS.questions.values():
        if question.rows:
            rows = tuple(
                (row, draw(st.sampled_from(ROW_VALUES))) for row in question.row_ids if draw(st.booleans())
            )
            given[question.id] = Answer(question.id, rows=rows)
        elif draw(st.integers(0, 9)):
            options = st.sampled_from(sorted(question.option_ids))
            several = question.kind is Kind.THEMES
            chosen = draw(st.sets(options)) if several else {draw(options)}
            given[question.id] = Answer(question.id, tuple(sorted(chosen)))
    return given


@settings(deadline=None)
@given(conversations(), st.sampled_from(sorted(QUESTIONS.questions)), st.booleans())
def test_a_skipped_question_lowers_nothing_that_is_still_true(
    given: dict[str, Answer], skipped: str, care_counts: bool
) -> None:
    before = reading.position_of(QUESTIONS, Answers.of(given.values()), care_counts)
    left = given | {skipped: Answer(skipped)}
    after = reading.position_of(QUESTIONS, Answers.of(left.values()), care_counts)
    nothing_counts = set() if after.levels else {Level.ISOLATED}
    if skipped != "pensioen":  # Skipping this one opens the questions about paid work.
        assert set(before.levels) <= {*after.levels, *after.open} | nothing_counts
    assert after.levels != (Level.ISOLATED,) or before.levels == (Level.ISOLATED,) or skipped == "pensioen"


@settings(deadline=None)
@given(conversations(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_said_does_not_matter(
    given: dict[str, Answer], chance: object
) -> None:
    mixed = list(given.values())
    chance.shuffle(mixed)
    positions = [reading.position_of(QUESTIONS, Answers.of(order), True) for order in (given.values(), mixed)]
    assert positions[0] == positions[1]
