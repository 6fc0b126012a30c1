"""A telephone number is read as people write it, and no day is promised that nobody said."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen_app import settings
from meedoen_app.content.store import Contents
from meedoen_app.core import callback
from meedoen_app.core.callback import NumberFault
from meedoen_app.core.conversation.answers import Answer, Answers
from meedoen_app.core.conversation.questionnaire import Questionnaire
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.municipality import Calling, Contact, Holiday, Municipality

DAY = date(2026, 11, 23)
SAID = Calling(within=2, source="raadsbesluit", checked_on=DAY, certain=True)
TOWN = Municipality(
    "deventer", "Deventer", "gemeente", Contact(), holidays=(Holiday(date(2026, 12, 25), "Kerst"),)
)
BETWEEN = st.lists(
    st.sampled_from(["", " ", "-", ".", " - ", "\u00a0", "\u2011", "/"]), min_size=10, max_size=10
)


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        " (06) 1234.5678 ",
        "+31612345678",
        "+31 (0)6-1234 5678",
        "0031 6 12345678",
        "31612345678",
        "٠٦١٢٣٤٥٦٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "０６１２３４５６７８",
        "06\u201112345678",
    ],
)
def test_one_number_is_written_in_many_ways(typed: str) -> None:
    assert callback.phone(typed) == "0612345678"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0570 - 69 39 11", "0570693911"),
        ("+32 2 555 12 34", "+3225551234"),
        ("0090 532 123 45 67", "+905321234567"),
        ("+48 601 234 567", "+48601234567"),
        ("085-1234567", "0851234567"),
    ],
)
def test_other_places_and_countries_are_fine(typed: str, number: str) -> None:
    assert callback.phone(typed) == number


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NumberFault.EMPTY),
        (" - ", NumberFault.EMPTY),
        ("+", NumberFault.EMPTY),
        ("bel mijn zus", NumberFault.NO_NUMBER),
        ("0612345678\nBcc: x@y.nl", NumberFault.NO_NUMBER),
        ("0612345678 of 0612345679", NumberFault.NO_NUMBER),
        ("06²2345678", NumberFault.NO_NUMBER),
        ("061234567", NumberFault.SHORT),
        ("112", NumberFault.SHORT),
        ("+3212", NumberFault.SHORT),
        ("06123456789", NumberFault.LONG),
        ("+3161234567890123", NumberFault.LONG),
        ("0900 1234", NumberFault.SERVICE),
        ("0800-2000", NumberFault.SERVICE),
        ("+31 900 1234567", NumberFault.SERVICE),
        ("612345678", NumberFault.UNKNOWN),
        ("+0612345678", NumberFault.UNKNOWN),
    ],
)
def test_what_is_no_number_says_why(typed: str, fault: NumberFault) -> None:
    with pytest.raises(NotAllowed) as refused:
        callback.phone(typed)
    assert refused.value.args == (fault,)


@given(st.from_regex(r"0[1-7][0-9]{8}", fullmatch=True).filter(lambda number: number[1] != "0"), BETWEEN)
def test_spaces_and_dashes_change_nothing(number: str, between: list[str]) -> None:
    typed = "".join(digit + gap for digit, gap in zip(number, between, strict=True))
    assert callback.phone(typed) == number
    assert callback.phone("+31" + typed[1:]) == number


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_to_dial_or_refused(typed: str) -> None:
    try:
        number = callback.phone(typed)
    except NotAllowed as refused:
        said = {*refused.args}
    else:
        said = set()
        assert re.fullmatch(r"[+0][1-9][0-9]{6,14}", number)
        assert callback.phone(number) == number
    assert said <= set(NumberFault)


def test_without_a_promise_of_the_municipality_there_is_no_day() -> None:
    assert callback.before(TOWN, DAY) is None
    for lacking in (
        replace(SAID, within=0),
        replace(SAID, source=""),
        replace(SAID, checked_on=None),
        replace(SAID, certain=False),
    ):
        assert callback.before(replace(TOWN, calling=lacking), DAY) is None


def test_a_promise_gives_the_day_in_working_days() -> None:
    town = replace(TOWN, calling=SAID)
    assert callback.before(town, DAY) == date(2026, 11, 25)
    assert callback.before(town, date(2026, 12, 24)) == date(2026, 12, 29)


def test_nothing_is_promised_in_a_year_of_which_the_days_off_are_unknown() -> None:
    assert callback.before(replace(TOWN, calling=SAID), date(2026, 12, 31)) is None


SAID_ALL = Answers.of(
    [
        Answer("deur", ("praten",)),
        Answer("voor_wie", ("mijzelf",)),
        Answer("wens", ("mensen",), text="Koffie met Fatma"),
        Answer("onderwerpen", ("wonen", "geld")),
        Answer("wonen_status", ("gaat_goed",)),
        Answer("geld_status"),
    ]
)


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return Contents(settings.PACKAGED_CONTENT, "deventer").current().questionnaire


def told(questionnaire: Questionnaire, answers: Answers = SAID_ALL, *kept_back: str) -> tuple[str, list[str]]:
    may = callback.may_tell(questionnaire, answers, {*kept_back})
    return may.wish.id if may.wish else "", [theme.id for theme in may.themes]


def test_the_wish_and_the_themes_with_an_answer_may_go_along(questionnaire: Questionnaire) -> None:
    assert told(questionnaire) == ("wens", ["wonen"])
    assert told(questionnaire, Answers()) == ("", [])


def test_a_chapter_that_is_not_shared_takes_its_part_out(questionnaire: Questionnaire) -> None:
    assert told(questionnaire, SAID_ALL, "wonen") == ("wens", [])
    assert told(questionnaire, SAID_ALL, questionnaire.chapter_of["wens"].id) == ("", ["wonen"])


def test_what_somebody_else_saw_and_what_is_skipped_stays_behind(questionnaire: Questionnaire) -> None:
    assert told(questionnaire, Answers(beside=SAID_ALL.own)) == ("", [])
    assert told(questionnaire, SAID_ALL.with_answer(Answer("wens"))) == ("", ["wonen"])


def test_a_wish_that_is_sensitive_would_stay_behind(questionnaire: Questionnaire) -> None:
    marked = tuple(
        replace(chapter, questions=tuple(replace(q, sensitive=True) for q in chapter.questions))
        for chapter in questionnaire.chapters
    )
    assert told(Questionnaire(questionnaire.version, marked))[0] == ""
