"""The workbench: who sees a case, what of it, and that every look is written down before it is seen."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from meedoen_app.actions import checking, handing_over, notes, planning
from meedoen_app.core.access.account import Account
from meedoen_app.core.advice.suggesting import MOST_PER_LAYER
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import (
    LADDER,
    PLAN,
    ContactWish,
    Handoff,
    Reach,
    Support,
    SupportOffered,
    Way,
)
from meedoen_app.core.plan.lines import Goal
from meedoen_app.core.trace import Line
from meedoen_app.storage import trace
from meedoen_app.web import clock, pages
from tests import staff
from tests.cases import BAD_DAY, RESIDENT, WISH, hand_over, offer, say, tell
from tests.visitor import Visitor

TEAM = "toegang_wmo"
REACH = Reach(Way.CALL, "Jan de Vries", phone="0570 123456", mind="Na vieren", interpreter="ti")
Shared = Callable[..., Handoff]
SECRETS = re.compile(r'(name="(?:zegel|sleutel)" value=")[^"]*')


@pytest.fixture
def coach(app: Flask, visitor: Visitor) -> Account:
    """A professional of the team, signed in as the visitor."""
    return staff.sign_in(app, visitor, role="professional", team=TEAM)


@pytest.fixture
def share(app: Flask, coach: Account) -> Shared:
    """Somebody talks, and hands it over to the desk of that team."""

    def sharing(
        *parts: str, now: datetime | None = None, more: Sequence[Answer] = (), **chosen: object
    ) -> Handoff:
        here, now = app.extensions["meedoen"], now or clock.now()
        chosen = {"reach": REACH, "kind": DeskKind.NOTIFICATION, **chosen}
        with app.test_request_context(), here.database.writing() as session:
            talk = tell(session, pages.means(), now=now)
            say(session, pages.means(), talk, *more, now=now)
            offered = offer(now, *parts, **chosen)  # type: ignore[arg-type]
            return hand_over(session, pages.means(), talk, offered, now=now, today=clock.today())

    return sharing


def take(visitor: Visitor, handoff: Handoff) -> str:
    """Take what came in, and return its address."""
    visitor.go("/werk")
    visitor.press("=")
    assert visitor.path == f"/werk/zaak/{handoff.id}", visitor.words
    return visitor.path


def lines(app: Flask, handoff: Handoff) -> tuple[Line, ...]:
    here = app.extensions["meedoen"]
    assert handoff.conversation is not None
    with here.database.writing() as session:
        return trace.lines(session, here.vault, handoff.conversation)


def test_what_came_in_tells_that_it_is_there_and_nothing_of_what_is_in_it(
    visitor: Visitor, share: Shared
) -> None:
    handoff = share("begin", "geld", "gezondheid")
    visitor.go("/werk")
    assert "Nieuw voor mijn team Hulp vragen aan de gemeente" in visitor.words
    assert f"Nummer: {handoff.number} Neem op" in visitor.words
    assert handoff.due_on == handoff.shared_on
    assert "Meteen: dit kan niet wachten." in visitor.words
    footer = visitor.tree.find(".//footer")
    assert footer is not None
    assert [link.get("href") for link in footer.iter("a")] == ["/hulp", "/privacy", "/toegankelijkheid"]
    assert "Kan niet wachten" in visitor.words
    for told in (REACH.name, REACH.phone, WISH, BAD_DAY, "schulden"):
        assert told not in visitor.page.text


def test_who_takes_it_reads_own_words_first_and_what_was_shared(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("begin", "geld", "gezondheid")

    def say(said: Support, at: datetime) -> None:
        with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
            offered = SupportOffered(said, at)
            notes.write_down(session, pages.means(), handoff.conversation, offered, key=said, by=RESIDENT)

    say(Support.WANTED, handoff.shared_at)
    say(Support.NOT_NOW, handoff.shared_at + timedelta(seconds=1))  # After the yes, so it did not go along.
    take(visitor, handoff)
    words = visitor.words
    assert visitor.heading == "Jan de Vries"
    assert words.index("In eigen woorden") < words.index("De tafel: zes plekken") < words.index("Termijnen")
    assert words.index(WISH) < words.index("De tafel: zes plekken")
    for told in (BAD_DAY, "lukt niet goed", "0570 123456", "Na vieren", "Tigrinya", "Nog niet bevestigd"):
        assert told in words
    assert "zei de inwoner: ‘Ja, daar wil ik meer over weten’." in words
    assert words.count("Een jurist keek dit nog niet na.") == 1  # Under all terms, of which there are more.
    assert words.count("Uiterlijk: ") > 1
    assert "Participatieladder" not in words


def test_what_can_help_stands_there_once_what_cannot_wait_on_top(visitor: Visitor, share: Shared) -> None:
    take(visitor, share("begin", "geld", "gezondheid"))
    [found] = [
        one
        for one in visitor.tree.iter("details")
        if "Wat kan helpen, en waarom" in "".join(one[0].itertext())
    ]
    names = [one.findtext("bdi") for one in found.iter("li")]
    assert names[0] == "Schuldhulp met spoed"
    assert len(names) > MOST_PER_LAYER
    assert len(names) == len(set(names))


def wish_on_page(visitor: Visitor) -> str:
    """Return what stands under the heading of the wish, beside the estimate."""
    [found] = [
        one for one in visitor.tree.iter("div") if [*one][:1] and one[0].text == "De wens van de inwoner"
    ]
    return " ".join("".join(found.itertext()).split())


def test_beside_the_estimate_stands_the_wish_alone_and_the_way_to_all_own_words(
    visitor: Visitor, share: Shared
) -> None:
    sentence = "Dan zie ik vaker mensen."
    wish = Answer("wens", ("mensen",), text=WISH)
    take(visitor, share("begin", "gezondheid", more=[Answer("goed", text="De buren"), wish]))
    told = wish_on_page(visitor)
    assert [one for one in (WISH, sentence, "Lees alle eigen woorden") if one not in told] == []
    assert [one for one in ("De buren", BAD_DAY) if one in told or one not in visitor.words] == []
    assert visitor.links()["Lees alle eigen woorden"] == "#eigen-woorden"
    visitor.go(f"{visitor.path}/schrijf/inschatting")
    assert [one for one in (WISH, sentence) if one not in visitor.words] == []
    assert BAD_DAY not in visitor.words


def test_where_no_wish_was_shared_that_is_all_that_is_said(visitor: Visitor, share: Shared) -> None:
    take(visitor, share("gezondheid"))
    assert "Geen wens gedeeld. Lees alle eigen woorden" in wish_on_page(visitor)


def test_a_chapter_that_is_not_shared_leaves_no_hint(visitor: Visitor, share: Shared, app: Flask) -> None:
    handoff = share("begin", "geld")
    take(visitor, handoff)
    for hint in (BAD_DAY, "gezond", "Gezond"):
        assert hint not in visitor.page.text
    here = app.extensions["meedoen"]
    with app.test_request_context(), here.database.writing() as session:
        judged = Judged(1, Judgement.NOT_SHARED, clock.now())
        checking.write_down(session, pages.means(), handoff.conversation or "", judged, key="o", by=RESIDENT)
    visitor.go(f"/werk/zaak/{handoff.id}")
    assert WISH not in visitor.page.text
    assert "schulden" in visitor.page.text


def test_the_plan_and_the_ladder_are_there_only_when_they_go_along(
    visitor: Visitor, share: Shared, app: Flask
) -> None:
    take(visitor, share("geld", "gezondheid", LADDER))
    assert "3. Plan" in visitor.words
    assert "Weer naar zee" not in visitor.words
    here, now = app.extensions["meedoen"], clock.now()
    with app.test_request_context(), here.database.writing() as session:
        talk = tell(session, pages.means(), now=now)
        goal = Goal("Weer naar zee", now)
        planning.write_down(session, pages.means(), talk, goal, key="g", by=RESIDENT)
        planned = hand_over(session, pages.means(), talk, offer(now, "geld", PLAN), now=now)
    visitor.go("/werk")
    visitor.press("=")
    assert visitor.path == f"/werk/zaak/{planned.id}"
    assert "Weer naar zee" in visitor.words


def test_more_than_two_chapters_are_folded(visitor: Visitor, share: Shared) -> None:
    def open_ones() -> list[bool]:
        [told] = [
            one for one in visitor.tree.iter("section") if one.get("aria-labelledby") == "mogelijkheden"
        ]
        folds = [one for one in told.iter("details") if one.find(".//dl") is not None]
        return [one.get("open") is not None for one in folds]

    take(visitor, share("geld", "gezondheid"))
    assert open_ones() == [True, True]
    take(visitor, share("begin", "geld", "gezondheid"))
    assert open_ones() == [False, False, False]
    assert BAD_DAY in visitor.words


def test_three_leefgebieden_one_plan_and_the_people_around_somebody(visitor: Visitor, share: Shared) -> None:
    more = (
        Answer("onderwerpen", ("geld", "gezondheid", "wonen", "mensen")),
        Answer("wonen_status", ("lukt_niet_goed",)),
        Answer("contact", ("ja",)),
        Answer(
            "contact_hoe",
            rows=(("elke_week", "ja"), ("in_het_echt", "ja"), ("alleen_functioneel", "nee")),
        ),
        Answer("kring", rows=(("1_naam", "Fatima"), ("1_wie", "buur"), ("1_nabij", "dichtbij"))),
    )
    take(visitor, share("geld", "gezondheid", "wonen", "mensen", LADDER, more=more))
    advice = "Op 3 of meer leefgebieden lukt het niet goed. Overweeg één plan en één regisseur"
    for told in (
        advice,
        "bijzonder zorgteam",
        "Fatima, mijn buur",
        "Trede 2: Sociale contacten",
        "Hoger is niet meer waard",
    ):
        assert told in visitor.words
    take(visitor, share("geld", "gezondheid", "mensen", LADDER, more=more))
    assert advice not in visitor.words


def test_how_somebody_wants_contact_is_not_taken_for_what_they_wish(visitor: Visitor, share: Shared) -> None:
    wish = [Answer("wens", text=WISH)]
    take(visitor, share("begin", "geld", more=wish, reach=replace(REACH, wish=ContactWish.WALK)))
    assert "Hoe? Bel. Ga samen wandelen Telefoon" in visitor.words
    assert WISH in wish_on_page(visitor)


def test_not_now_and_say_nothing_stand_on_top(visitor: Visitor, share: Shared) -> None:
    reach = replace(REACH, wish=ContactWish.NOT_NOW, is_discreet=True)
    take(visitor, share("geld", reach=reach))
    notice = visitor.words.index(
        "Nu niet: zoek geen contact, en stuur geen herinnering. Zeg niets aan anderen"
    )
    assert notice < visitor.words.index("Contact zoeken")


def test_the_number_that_somebody_gave_is_no_link_until_it_is_sure_who_they_are(
    visitor: Visitor, share: Shared
) -> None:
    """Whoever called it would confirm the notification through what stands in the talk (security A4)."""
    address = take(visitor, share("geld", reach=replace(REACH, mind="Niet bellen als mijn man thuis is")))
    order = ("Let op: Niet bellen als mijn man thuis is", "Nog niet bevestigd: zoek contact", REACH.phone)
    places = [visitor.words.index(one) for one in order]
    assert places == sorted(places)
    link = f'href="tel:{REACH.phone.replace(" ", "")}"'
    assert link not in visitor.page.text
    visitor.go(f"{address}/schrijf/contact")
    visitor.press("=", hoe="gebeld", tekst="Via de gids", klopt="ja")
    assert link in visitor.page.text


def test_a_case_of_another_and_one_that_does_not_exist_look_the_same(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld")
    take(visitor, handoff)
    other, colleague = arrive(), arrive()
    staff.sign_in(app, other, role="professional", team="bad")
    staff.sign_in(app, colleague, role="professional", team=TEAM)
    for page in ("", "/verslag", "/verslag.pdf", "/collega", "/schrijf/contact", "/afspraak.ics?nummer=1"):
        found = []
        for stranger, id in ((other, handoff.id), (other, "bestaat-niet"), (colleague, handoff.id)):
            stranger.go(f"/werk/zaak/{id}{page}")
            assert stranger.status == 404
            found.append(stranger.page.text.replace(id, ""))
        assert found[0] == found[1]
    refused = [line for line in lines(app, handoff) if line.event.name == "geen_toegang"]
    assert len(refused) == 12  # Its resident can see that these two were refused, at six pages.


def test_every_look_is_written_down_with_its_parts_and_its_ground(
    app: Flask, visitor: Visitor, share: Shared, coach: Account
) -> None:
    handoff = share("geld", "begin")
    address = take(visitor, handoff)
    before = len(lines(app, handoff))
    visitor.go(address)
    visitor.go(f"{address}/verslag")
    looks = lines(app, handoff)[before:]
    assert [(one.actor.id, one.event.action, one.event.part, one.event.ground) for one in looks] == [
        (coach.id, "read", "begin,geld", "toewijzing:")
    ] * 2


def test_without_a_record_there_is_no_page(
    app: Flask, visitor: Visitor, share: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = take(visitor, share("gezondheid"))
    app.testing = False
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with failing(app, "INSERT INTO trace "):
        visitor.go(address)
    assert visitor.status in (500, 503)
    assert BAD_DAY not in visitor.page.text


@contextmanager
def failing(app: Flask, statement: str) -> Iterator[None]:
    """Let the database refuse one kind of statement."""
    engine = app.extensions["meedoen"].database.engine

    def refuse(*told: object) -> None:
        if str(told[2]).startswith(statement):
            raise RuntimeError("no")

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def test_taking_back_is_effective_on_the_next_request(app: Flask, visitor: Visitor, share: Shared) -> None:
    shared, notified = share("gezondheid", kind=DeskKind.SHARING), share("gezondheid")
    for handoff in (shared, notified):
        take(visitor, handoff)
        assert BAD_DAY in visitor.words
        withdraw(app, handoff)
    visitor.go(f"/werk/zaak/{shared.id}")
    assert visitor.status == 404
    visitor.go(f"/werk/zaak/{notified.id}")
    assert visitor.status == 200
    assert BAD_DAY not in visitor.page.text
    assert "Delen is gestopt" in visitor.words
    visitor.go("/werk")
    assert shared.id not in visitor.page.text


def withdraw(app: Flask, handoff: Handoff) -> None:
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        talk = handoff.conversation or ""
        handing_over.withdraw(session, pages.means(), talk, handoff.id, now=clock.now(), by=RESIDENT)


def test_what_was_shared_until_a_day_is_gone_after_it(visitor: Visitor, share: Shared) -> None:
    handoff = share("geld", kind=DeskKind.SHARING, now=clock.now() - timedelta(days=91))
    visitor.go("/werk")
    assert handoff.id not in visitor.page.text
    visitor.go(f"/werk/zaak/{handoff.id}")
    assert visitor.status == 404


def test_the_lists_cost_the_same_for_one_case_and_for_many(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    costs = []
    for _more in range(3):
        take(visitor, share("geld"))
        costs.append(
            {address: asked(app, visitor, address) for address in ("/werk", "/werk/beloofd", "/werk/wacht")}
        )
    assert costs[0] == costs[1] == costs[2]


def asked(app: Flask, visitor: Visitor, address: str) -> int:
    told: list[str] = []
    engine = app.extensions["meedoen"].database.engine

    def count(*said: object) -> None:
        told.append(str(said[2]))

    event.listen(engine, "before_cursor_execute", count)
    visitor.go(address)
    event.remove(engine, "before_cursor_execute", count)
    return len(told)


def test_the_privacy_officer_finds_the_page_of_who_looked(app: Flask, visitor: Visitor) -> None:
    staff.sign_in(app, visitor, role="privacy")
    assert 'href="/werk/privacy"' in visitor.page.text
