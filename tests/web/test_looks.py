"""Wie heeft dit bekeken: the resident reads who looked, in plain words, and nothing is left out."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

import meedoen_app
from meedoen_app.actions import written_lines
from meedoen_app.core import looks
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import accounts, trace
from meedoen_app.web import deeds
from meedoen_app.web.access import Who
from tests.house.event_names import Source
from tests.visitor import Visitor

CODE = Path(meedoen_app.__file__).parent
LISTED_ELSEWHERE: dict[str, set[str]] = {
    "actions/casework.py:write_down": set(written_lines.KINDS),
    "actions/signing_in.py:proved": set(),  # A refusal has words of its own.
    "storage/trace.py:_line": set(),
}
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LOOK = Event(Action.READ, "gelezen", "handoff", "x", "wonen", ground=Ground.CONSENT.of(1))

PLANTED = """
KIND = "b"


def f(session, name):
    Event(READ, name, "x")
    Event(READ, KIND, "x")


def g(names):
    f(1, "a")
    f(1, name="c" if 1 else "d")
    Event(READ, h(), "x")
    Event(READ, names[0], "x")


def h():
    return "e"
"""

Write = Callable[..., None]


@pytest.fixture
def write(app: Flask, talking: Visitor) -> Write:
    """Let somebody of the municipality do something in the conversation that is open."""
    here, id = app.extensions["meedoen"], talking.conversation().removeprefix("/g/")

    def writing(by: Actor, event: Event = LOOK, minutes: int = 0) -> None:
        with here.database.writing() as session:
            now = NOON + timedelta(minutes=minutes)
            trace.append(session, here.vault, by, event, now=now, conversation=id)

    return writing


@pytest.fixture
def coach(app: Flask) -> Actor:
    rights = Rights(Role.COACH, team="buurtcoaches")
    with app.extensions["meedoen"].database.writing() as session:
        added = accounts.add(
            session,
            name="Fatma de Boer",
            mail="fatma@voorbeeld.example",
            rights=rights,
            state=AccountState.ACTIVE,
            now=NOON,
        )
    assert added is not None
    return Actor(added.id, Role.COACH, "buurtcoaches")


def look(visitor: Visitor, asked: str = "") -> str:
    visitor.go(f"{visitor.conversation()}/wie-keek{asked}")
    assert visitor.status == 200
    return visitor.words


def test_of_what_i_did_myself_only_the_last_day_is_there_and_nobody_else_looked(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/over-mij")
    talking.go(talking.links()["Wie heeft dit bekeken?"])
    assert talking.heading == "Wie heeft dit bekeken?"
    assert "Niemand anders heeft dit gesprek bekeken." in talking.words
    assert re.search(r"Zelf deed u het laatst iets op \d+ [a-z]+ \d{4} \. Wie, wat en wanneer", talking.words)
    assert "Schreef een antwoord op" not in talking.words


def test_what_stands_about_me_counts_no_visits_and_says_when_somebody_was_there_last(
    talking: Visitor, write: Write, coach: Actor
) -> None:
    def all_that_is_kept() -> str:
        talking.go(f"{talking.conversation()}/over-mij")
        return talking.words

    nobody = "Niemand anders heeft dit gesprek bekeken."
    assert "Zelf deed u het laatst iets op" in all_that_is_kept()
    assert nobody in talking.words
    for minutes in (0, 1):
        write(coach, minutes=minutes)
    assert "Een ander las of schreef hier het laatst iets op 23 november 2026" in all_that_is_kept()
    assert (nobody in talking.words, "keer. Een ander" in talking.words) == (False, False)


def test_a_look_says_when_who_what_and_why(talking: Visitor, write: Write, coach: Actor) -> None:
    write(coach)
    words = look(talking)
    assert "Fatma de Boer, buurtcoach, Buurtcoaches · 23 november 2026 Las wat u deelde Om 13:00" in words
    assert "Welk deel: Wonen" in words
    assert "Waarom dit mag: U deelde dit" in words


def test_who_has_no_account_any_more_keeps_function_and_team(talking: Visitor, write: Write) -> None:
    write(Actor("is-weg", Role.PROFESSIONAL, "opgeheven"))
    assert "iemand die hulp geeft, opgeheven · 23 november 2026 Las wat u deelde" in look(talking)


def test_who_takes_it_and_who_gives_it_to_a_colleague_are_told_apart(
    talking: Visitor, write: Write, coach: Actor
) -> None:
    for minutes, (name, to) in enumerate(
        (("toegewezen", coach.id), ("regisseur", coach.id), ("toegewezen", "noor"), ("regisseur", "noor"))
    ):
        write(coach, Event(Action.UPDATE, name, "assignment", to), minutes=minutes)
    words = look(talking)
    for told in (
        "Ging hieraan werken Om 13:00",
        "Werd uw vaste contactpersoon Om 13:01",
        "Gaf dit aan een collega Om 13:02",
        "Maakte een collega uw vaste contactpersoon Om 13:03",
    ):
        assert told in words


def cards(visitor: Visitor) -> list[str]:
    """Return what stands in each card, and what of it is folded in between brackets."""
    return [_unfolded(one) for one in visitor.tree.iter("li") if one.get("class") == "card"]


def _unfolded(element: Element) -> str:
    told = [element.text or "", *(_unfolded(one) + (one.tail or "") for one in element)]
    words = " ".join(" ".join(told).split())
    return f"({words})" if element.tag == "details" else words


def test_one_card_for_a_person_and_a_day_has_each_doing_once_and_every_time(
    talking: Visitor, write: Write, coach: Actor
) -> None:
    refused = Event(Action.DENIED, "gelezen", "handoff", "x")
    broken = Event(Action.BREAK_GLASS, "noodsprong", "handoff", "x")
    for minutes, event in enumerate((LOOK, LOOK, refused, broken, refused, LOOK)):
        write(coach, event, minutes=minutes)
    write(coach, minutes=11 * 60 + 30)  # Here it is the next day by then, in UTC it is not.
    look(talking)
    who = "Fatma de Boer, buurtcoach, Buurtcoaches · 2"
    no = "Wilde dit openen, maar mocht dat niet"
    why = "Welk deel: Wonen Waarom dit mag: U deelde dit"
    each = "Elke keer dat iemand een bladzijde opende of iets opsloeg, staat hier:"
    assert cards(talking) == [
        f"{who}4 november 2026 Las wat u deelde Om 00:30. {why}",
        f"{who}3 november 2026 Las wat u deelde "
        f"(Tussen 13:00 en 13:05 {each} Om 13:00. Om 13:01. Om 13:05.) {why}",
        f"{who}3 november 2026 {no} Om 13:04.",
        f"{who}3 november 2026 Keek zonder dat dit zijn of haar werk was Om 13:03.",
        f"{who}3 november 2026 {no} Om 13:02.",
    ]


def test_more_than_once_in_one_minute_is_told_as_one_time(
    talking: Visitor, write: Write, coach: Actor
) -> None:
    for _time in range(3):
        write(coach)
    look(talking)
    [card] = cards(talking)
    assert "Las wat u deelde Om 13:00, meer dan één keer." in card


def test_one_chooses_looking_or_changing_and_of_whom(talking: Visitor, write: Write, coach: Actor) -> None:
    write(coach)
    write(coach, Event(Action.CREATE, "verslag", "case_line", "1"), minutes=1)
    write(Actor("p", Role.PROFESSIONAL), minutes=2)
    everything = look(talking)
    assert everything.index("iemand die hulp geeft ·") < everything.index("Schreef aan het verslag")
    assert set(talking.fields()["wat"]) == {"alles", "gekeken", "veranderd"}
    assert talking.fields()["wie"] == ["", "1", "2"]
    look(talking, "?wat=gekeken")
    assert "Schreef aan het verslag" not in talking.words
    assert talking.words.count("Las wat u deelde") == 2
    look(talking, "?wat=veranderd&wie=1")
    assert "Schreef aan het verslag" in talking.words
    assert "Las wat u deelde" not in talking.words
    look(talking, "?wat=veranderd&wie=2")
    assert "Hiervan is niets te zien." in talking.words


def test_so_many_days_at_a_time_with_more_behind_them(talking: Visitor, write: Write, coach: Actor) -> None:
    for number in range(looks.AT_A_TIME + 2):
        write(coach, minutes=number * 24 * 60)
    assert look(talking).count("Las wat u deelde") == looks.AT_A_TIME
    talking.go(talking.links()["Meer"])
    assert talking.words.count("Las wat u deelde") == 2
    talking.go(talking.links()["Nieuwer"])
    assert talking.words.count("Las wat u deelde") == looks.AT_A_TIME


@pytest.mark.parametrize("asked", ["?wat=x&wie=99&vanaf=9999", "?wie=-1", "?vanaf=²", "?wat="])
def test_what_is_no_choice_is_no_fault(talking: Visitor, write: Write, coach: Actor, asked: str) -> None:
    write(coach)
    look(talking, asked)


def test_every_word_of_the_trace_has_words_for_people(app: Flask) -> None:
    source = Source(CODE)
    assert source.unknown == set(LISTED_ELSEWHERE)
    names = source.names.union(*LISTED_ELSEWHERE.values())
    with app.test_request_context():
        assert names - set(deeds.deeds()) == set()
        assert set(deeds.taken_back()) | set(deeds.given()) <= set(deeds.deeds())


def test_a_word_without_words_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(PLANTED)
    source = Source(tmp_path)
    assert (source.names, source.unknown) == ({"a", "b", "c", "d", "e"}, {"planted.py:g"})


def test_the_resident_of_the_core_is_the_one_at_the_door() -> None:
    assert looks.RESIDENT == Who.RESIDENT
