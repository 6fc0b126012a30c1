"""A tour of sharing: choosing what goes along, following it, whoever looks along, and who looked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from meedoen_app.actions import along, checking, households, own_login, planning
from meedoen_app.core.access.identity import Identity
from meedoen_app.core.along import HelperRole, HelperSaid, HelperSupport, Invitation, Seat
from meedoen_app.core.casework import lines
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff, Support
from meedoen_app.core.plan.lines import Choice, Chosen
from meedoen_app.web import clock
from meedoen_app.web.own_login import KNOWN_AS
from meedoen_app.web.sessions import SEAT
from tests import cases
from tests.browser.people import REACH, People
from tests.browser.tour import OWN_WORDS, SIX_WRONG_WORDS, open_folds
from tests.browser.walker import Walker
from tests.house.walk_shared import written

LATE = 50
MONEY, OF_MONEY = 3, "toeslagen_nakijken"
AFTER_SHARING = ("gedeeld", "wie-keek", "over-mij", "klopt", "weggooien", "delen", "delen/wmo", "meekijkers")
TOO_LONG = "lang " * 900


def everywhere(walker: Walker, people: People) -> Iterator[str]:
    yield from choosing(walker, people)
    yield from following(walker, people)
    yield from looking_along(walker, people)
    walker.come_as(_with_two_conversations(people))
    walker.go("/verder/kies")
    yield "verder/kies"


def choosing(walker: Walker, people: People) -> Iterator[str]:
    """Share for the first time, with the mistakes."""
    talk = people.talk()
    walker.come_as(people.resident(talk))
    for page in ("delen", "gedeeld", "delen/opvang", "delen/wmo"):
        walker.go(f"/g/{talk}/{page}")
        open_folds(walker)
        yield f"{page}, nothing shared yet"
    walker.press("Weet ik nog niet")
    open_folds(walker)
    yield "delen/wmo, what goes along"
    walker.choose("Stuur mij een mail")
    walker.page.locator("[name=mail]").fill(OWN_WORDS)
    walker.page.locator("[name=tolk] + label").click()
    walker.page.locator("[name=let_op]").fill(TOO_LONG)
    walker.press("Deel dit")
    open_folds(walker)
    yield "delen/wmo, wrong"
    for state, doing in (
        ("that goes along with a part", _make_a_step),
        ("that stays behind", _keep_it_back),
    ):
        doing(people, talk)
        walker.go(f"/g/{talk}/delen/wmo")
        open_folds(walker)
        yield f"delen/wmo, with a step {state}"


def _make_a_step(people: People, talk: str) -> None:
    """Make a step of what helps with money."""
    now, means, by = clock.now(), people.means, cases.RESIDENT
    with people.here.database.writing() as session:
        planning.choose(session, means, talk, Chosen(OF_MONEY, Choice.WANT, now), key="geld", by=by)
        planning.make_step(session, means, talk, OF_MONEY, now=now, by=by)


def _keep_it_back(people: People, talk: str) -> None:
    """Do not share what was told of money."""
    judged = Judged(MONEY, Judgement.NOT_SHARED, clock.now())
    with people.here.database.writing() as session:
        checking.write_down(session, people.means, talk, judged, key="geld", by=cases.RESIDENT)


def following(walker: Walker, people: People) -> Iterator[str]:
    """Look at what was shared, at every step that there is."""
    for state, handoff in _states(people):
        talk = handoff.conversation or ""
        walker.come_as(people.resident(talk))
        walker.go(f"/g/{talk}/gedeeld/{handoff.id}")
        open_folds(walker)
        yield f"gedeeld, {state}"
        if state == "a report":
            for page in AFTER_SHARING:
                walker.go(f"/g/{talk}/{page}")
                open_folds(walker)
                yield f"{page}, something shared"
            walker.go(f"/g/{talk}/gedeeld/{handoff.id}")
            walker.page.locator("[name=woorden]").fill(TOO_LONG)
            walker.press("Klopt niet")
            yield "gedeeld, too much said of a report"
        if state == "late":
            walker.press("Ik wil een aanvraag doen")
            yield "aanvraag"
            walker.page.locator("[name=vraag]").fill(OWN_WORDS)
            walker.press("Verstuur mijn aanvraag")
            yield "aanvraag, no name"
        if state == "applied":
            walker.go(f"/g/{talk}/gedeeld/{handoff.id}/aanvraag")
            yield "aanvraag, sent"


def _states(people: People) -> Iterator[tuple[str, Handoff]]:
    now, today = clock.now(), clock.today()
    by = people.worker.id
    work = written(by, today, now)
    answer = lines.Answered(1, False, OWN_WORDS, now)
    asked = lines.Applied(OWN_WORDS, OWN_WORDS, OWN_WORDS, today, now)
    yield "just sent", people.shared()
    yield "a report", people.shared(*work, worker=people.worker)
    stands = lines.Settled(1, now, by, OWN_WORDS)
    yield "standing all the same", people.shared(*work, answer, stands, worker=people.worker)
    closed = lines.Closed(OWN_WORDS, now, by, lapses=True)
    yield "closed, with a report", people.shared(*work, closed, worker=people.worker)
    yield "closed, and answered after it", people.shared(*work, closed, answer, worker=people.worker)
    yield "late", people.shared(days_ago=LATE)
    pause = lines.Paused(lines.PauseReason.COMPLETING, OWN_WORDS, today, now, by, today + timedelta(days=9))
    yield "applied", people.shared(asked, days_ago=LATE, worker=people.worker)
    yield "standing still", people.shared(asked, pause, days_ago=LATE, worker=people.worker)
    withdrawn = people.shared(worker=people.worker)
    people.withdraw(withdrawn)
    yield "withdrawn", withdrawn
    yield "ended", people.shared(days_ago=9, days=5)
    yield "by choice, for a household", _in_a_household(people)


def _in_a_household(people: People) -> Handoff:
    """Return what was shared with a coach, who asks two people whether it may be looked at together."""
    now = clock.now()
    alone = {"desk": "buurtcoach", "kind": DeskKind.SHARING, "reach": replace(REACH, is_discreet=False)}
    both = [people.shared(worker=people.coach, **alone) for _number in range(2)]
    with people.here.database.writing() as session:
        ids = [one.id for one in both]
        households.ask(session, people.means, people.coach.id, ids, now=now, by=cases.RESIDENT)
    return both[0]


def looking_along(walker: Walker, people: People) -> Iterator[str]:
    """Let two people look along: one is asked about support, and one reads and writes."""
    talk = people.talk()
    walker.come_as(people.resident(talk))
    walker.go(f"/g/{talk}/meekijkers")
    walker.press("Laat meekijken")
    yield "meekijkers, nothing chosen"
    walker.choose("iemand die voor mij zorgt")
    walker.page.locator("[name=deel] + label").first.click()
    walker.press("Laat meekijken")
    open_folds(walker)
    yield "meekijkers, with the words"
    walker.come_as()
    walker.go("/meekijken")
    yield "meekijken"
    walker.page.locator("#woorden").fill(SIX_WRONG_WORDS)
    walker.press("Kijk mee")
    yield "meekijken, wrong words"
    first, second = (_seat(people, talk, number) for number in range(2))
    walker.come_as(_looking(people, first))
    walker.go("/meekijken/steun")
    yield "meekijken/steun"
    walker.come_as(_looking(people, second))
    walker.go("/meekijken/gesprek")
    open_folds(walker)
    yield "meekijken/gesprek"
    walker.page.locator("main textarea").first.fill(TOO_LONG)
    walker.press("Bewaar mijn woorden")
    open_folds(walker)
    yield "meekijken/gesprek, too long"
    with people.here.database.writing() as session:
        along.stop(session, people.means, second, now=clock.now(), by=cases.RESIDENT)
    walker.go("/meekijken/gesprek")
    yield "meekijken/gesprek, not any more"


def _seat(people: People, talk: str, number: int) -> Seat:
    """Let somebody look along; the second was asked about support, and wrote something."""
    now = clock.now()
    invitation = Invitation(HelperRole.CARER, frozenset({"gezondheid"}), now + timedelta(days=90))
    with people.here.database.writing() as session:
        seat = along.invite(
            session,
            people.means,
            talk,
            invitation,
            cases.ASKED,
            key=f"plek{number}",
            now=now,
            by=cases.RESIDENT,
        ).seat
        if number:
            for line in (
                HelperSupport(seat.number, Support.NOT_NOW, now),
                HelperSaid(seat.number, "gezondheid", OWN_WORDS, now),
            ):
                along.write(session, people.means, seat, line, key=type(line).__name__, by=cases.RESIDENT)
    return seat


def _looking(people: People, seat: Seat) -> tuple[str, str]:
    return people.resident(None, **{SEAT: [seat.conversation, seat.number]})


def _with_two_conversations(people: People) -> tuple[str, str]:
    """Return the cookie of somebody whose own sign-in reopens two conversations."""
    who, now = Identity("https://inloggen.voorbeeld.nl", OWN_WORDS), clock.now()
    talks = (people.talk(), people.talk())
    with people.here.database.writing() as session:
        for talk in talks:
            own_login.link(session, people.means, talk, who, now=now, by=cases.RESIDENT)
        known_as = own_login.known_as(session, people.means, who)
    return people.resident(None, **{KNOWN_AS: known_as})
