"""Applying, in every state of a case and with every form: it is answered, sent once, and no word is lost."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask

from meedoen_app.actions import casework, handing_over, keeping
from meedoen_app.actions.means import Means
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Line, PauseReason
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Actor
from meedoen_app.storage.database import Session
from meedoen_app.web import clock
from tests import cases, staff
from tests.cases import RESIDENT
from tests.talks import begin_and_keep, form_of
from tests.visitor import Visitor

WORKER = Actor("a", "professional")
AT = datetime.now(UTC)
TODAY = AT.date()
WEEK = timedelta(days=7)
OVER = "six weeks are over"
NOTIFIED, LATE = lines.Notified(TODAY, AT), lines.Notified(TODAY - 9 * WEEK, AT)
SUPPORT = lines.SupportDiscussed(False, AT, "a")
REPORT = (NOTIFIED, SUPPORT, lines.Reported(1, "Vier uur hulp", {}, AT, "a"))
SETTLED = (*REPORT, lines.Answered(1, True, "", AT), lines.Settled(1, AT, "a"))
CLOSED = lines.Closed("", AT, "a")
APPLIED = (LATE, lines.Applied("J. Pietersen", "Plein 2", "Een traplift", TODAY, AT))
PAUSED = lines.Paused(PauseReason.COMPLETING, "Een brief", TODAY, AT, "a", TODAY + WEEK)
ABROAD = lines.Paused(PauseReason.ABROAD, "Een brief", TODAY, AT, "a")
DECIDED = lines.Decided(TODAY, AT, "a")
WRITTEN: Mapping[str, tuple[Line, ...]] = {
    "only shared": (),
    "a notification": (NOTIFIED,),
    "the plan is handed in": (NOTIFIED, lines.PlanHandedIn(AT)),
    OVER: (LATE,),
    "a report": REPORT,
    "the report stands": SETTLED,
    "no application needed": (NOTIFIED, SUPPORT, lines.NoApplicationNeeded("", AT, "a")),
    "closed": (NOTIFIED, CLOSED),
    "shared and closed": (CLOSED,),
    "applied": APPLIED,
    "completing": (*APPLIED, PAUSED),
    "paused without a last day": (*APPLIED, ABROAD),
    "decided": (*APPLIED, DECIDED),
    "put right": (*APPLIED, DECIDED, lines.Decided(TODAY, AT, "a", 1, "De dag klopte niet")),
    "decided and closed": (*APPLIED, DECIDED, CLOSED),
    "looked at again": (*APPLIED, DECIDED, lines.LookAgain(TODAY + WEEK, AT, "a")),
}


def goes_on(session: Session, means: Means, one: Handoff) -> None:
    """Nothing happens besides."""


def is_taken_back(session: Session, means: Means, one: Handoff) -> None:
    handing_over.withdraw(session, means, talk_of(one), one.id, now=clock.now(), by=RESIDENT)


def is_not_kept(session: Session, means: Means, one: Handoff) -> None:
    keeping.stop_keeping(session, means, talk_of(one), now=clock.now(), by=RESIDENT)


TYPED = {"naam": "M. Jansen", "adres": "Straat 1, Deventer", "vraag": "Hulp in huis"}
FOREIGN: Mapping[str, Mapping[str, object]] = {
    "nothing": dict.fromkeys(TYPED, ""),
    "only spaces": dict.fromkeys(TYPED, " \t"),
    "too long": {"vraag": "x" * 4001},
    "without a seal": {"zegel": ""},
    "with a seal of nobody": {"zegel": "nee.nee.nee"},
    "without a key": {"sleutel": ""},
    "a key that cannot be kept": {"sleutel": "\0"},
    "a key without end": {"sleutel": "k" * 500},
    "characters that nobody sees": {"naam": "\0\u202e"},
    "bytes that are no text": {"naam": b"\xed\xa0\x80"},
    "each twice": {name: [said, "Nog iets"] for name, said in TYPED.items()},
}


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    made = make()
    for team in ("buurtcoaches", "toegang_wmo"):
        staff.make(made, "professional", team=team)
    return made


@pytest.fixture
def means(app: Flask) -> Means:
    here = app.extensions["meedoen"]
    return Means(here.vault, here.contents, here.settings.draft_days)


def talk_of(one: Handoff) -> str:
    assert one.conversation is not None
    return one.conversation


def applicant(app: Flask, means: Means, *states: str) -> tuple[Visitor, dict[str, Handoff]]:
    """Somebody with a case in each of these states."""
    visitor = Visitor(app.test_client())
    begin_and_keep(visitor)
    made, talk = {}, visitor.conversation().removeprefix("/g/")
    with app.extensions["meedoen"].database.writing() as session:
        for state in states:
            made[state] = cases.plain(session, means.vault, talk, now=AT)
            for number, line in enumerate(WRITTEN[state]):
                key = f"regel-{number}"
                casework.write_down(session, means, made[state].id, line, key=key, by=WORKER)
    return visitor, made


def applications(app: Flask, means: Means, one: Handoff) -> list[lines.Applied]:
    with app.extensions["meedoen"].database.reading() as session:
        return [*casework.case_of(session, means, one.id).all_of(lines.Applied)]


def good_form(visitor: Visitor) -> dict[str, object]:
    visitor.go(visitor.conversation() + "/stop")
    return {**form_of(visitor, doe="aanvraag").to_dict(), **TYPED}


def is_answered(app: Flask, means: Means, visitor: Visitor, one: Handoff, sent: dict[str, object]) -> None:
    """Send a form: it is answered, nothing doubles, and what was typed is sent on or still there."""
    answer = visitor.client.post(address_of(visitor, one.id), data=sent)
    assert answer.status_code in (303, 422)
    there = [(found.name, found.address, found.asks) for found in applications(app, means, one)]
    assert len(there) <= 1
    typed = [said for name, said in TYPED.items() if sent[name] == said]
    kept = str(there) if answer.status_code == 303 else answer.text
    assert [said for said in typed if said not in kept] == []


def address_of(visitor: Visitor, case: str) -> str:
    return f"{visitor.conversation()}/gedeeld/{case}/aanvraag"


@pytest.mark.parametrize("end", [goes_on, is_taken_back, is_not_kept])
def test_in_every_state_what_was_typed_is_sent_once_or_still_there(
    app: Flask, means: Means, end: Callable[[Session, Means, Handoff], None]
) -> None:
    visitor, made = applicant(app, means, *WRITTEN)
    with app.extensions["meedoen"].database.writing() as session:
        for one in made.values():
            end(session, means, one)
    good = good_form(visitor)
    for state, one in made.items():
        print(state)  # Where it went wrong.
        assert visitor.go(address_of(visitor, one.id)).status_code == 200
        for sent in (good, good, {**good, "sleutel": "een-andere", "vraag": "Ook een lift"}):
            is_answered(app, means, visitor, one, sent)


@pytest.mark.parametrize("state", ["only shared", OVER, "applied"])
def test_a_form_that_is_not_right_is_answered_and_nothing_that_was_typed_is_lost(
    app: Flask, means: Means, state: str
) -> None:
    visitor, found = applicant(app, means, state)
    made = found[state]
    good, before = good_form(visitor), applications(app, means, made)
    a_file = {"naam": (BytesIO(b"M. Jansen"), "naam.txt")}
    for name, more in {**FOREIGN, "a file": a_file}.items():
        print(name)
        is_answered(app, means, visitor, made, {**good, **more})
    assert state == OVER or applications(app, means, made) == before


@pytest.mark.parametrize("case", ["%00", "%ED%A0%80", "a" * 500, "%2e%2e", "-"])
def test_a_case_that_is_none_is_not_there_and_what_was_typed_is(app: Flask, means: Means, case: str) -> None:
    visitor, _made = applicant(app, means, OVER)
    is_not_there(visitor, case)


def test_a_case_of_another_conversation_is_not_there_and_stays_as_it_is(app: Flask, means: Means) -> None:
    visitor, _own = applicant(app, means, OVER)
    _other, foreign = applicant(app, means, *WRITTEN)
    for one in foreign.values():
        before = applications(app, means, one)
        is_not_there(visitor, one.id)
        assert applications(app, means, one) == before


def is_not_there(visitor: Visitor, case: str) -> None:
    assert visitor.client.get(address_of(visitor, case)).status_code == 404
    answer = visitor.client.post(address_of(visitor, case), data=good_form(visitor))
    assert answer.status_code == 404
    assert [said for said in TYPED.values() if said not in answer.text] == []
