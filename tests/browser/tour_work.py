"""A tour of the workbench: the way in, each page of a case, one's own account, and who looks after others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from meedoen_app.actions import households, keeping, lookups, own_account
from meedoen_app.core.access.account import Account, AccountState, Rights, Role
from meedoen_app.core.access.factor import Purpose
from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.assignment import GLASS_LASTS
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff
from meedoen_app.storage import accounts, assignments, factors
from meedoen_app.web import clock
from meedoen_app.web.account import invited, signing_in
from meedoen_app.web.account.new_factors import PENDING
from meedoen_app.web.account.own_account import CODES
from meedoen_app.web.casework.forms import FORMS
from tests import cases, staff
from tests.amounts import amount
from tests.browser import looking
from tests.browser.people import COACHES, REACH, TEAM, WORKER, Cookie, People
from tests.browser.tour import OWN_WORDS, open_folds
from tests.browser.walker import Walker
from tests.house.walk_shared import written

LISTS = ("/werk", "/werk/beloofd", "/werk/wacht", "/werk/afgesloten", "/werk/zoek", "/werk/noodsprong")
TOO_LONG = "lang " * 900
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LATE = 50  # Days ago: the term of the inquiry is over.
FEW = 5
# Of these nothing can be wrong, so that they are written.
WITHOUT_WORDS = ("clientondersteuning", "melding", "belofte_gedaan", "hervat")


def everywhere(walker: Walker, people: People) -> Iterator[str]:
    yield from way_in(walker, people)
    yield from setting_up(walker, people)
    yield from workbench_pages(walker, people)
    yield from of_a_case(walker, people)
    yield from of_others(walker, people)
    yield from own_pages(walker, people)
    yield from looking_after(walker, people)
    yield from privacy(walker, people)


def way_in(walker: Walker, people: People) -> Iterator[str]:
    """Sign in, with the mistakes, and come back when the session is over."""
    walker.come_as()
    walker.go("/werk/inloggen")
    yield "inloggen"
    walker.page.locator("#mail").fill("wie@voorbeeld.nl")
    walker.page.locator("#wachtwoord").fill(OWN_WORDS)
    walker.press("Verder")
    yield "inloggen, wrong"
    staff.add_passkey(people.app, people.worker)
    walker.come_as(_at(people, Purpose.SIGN_IN, signing_in.ATTEMPT))
    walker.go("/werk/inloggen")
    yield "inloggen, second factor"
    walker.page.locator("#code").fill("000000")
    walker.press_on(walker.page.locator("button[value=tweede]"))
    yield "inloggen, wrong code"
    walker.come_as(people.colleague(people.worker))
    walker.go("/werk/noodsprong")
    walker.page.locator("#tekst").fill(OWN_WORDS)
    walker.context.clear_cookies()
    walker.press("Kijk in deze zaak")
    yield "noodsprong, signed out meanwhile"
    walker.come_as(people.colleague(people.worker))
    walker.go("/werk/noodsprong")
    walker.page.locator("#tekst").fill(OWN_WORDS)
    walker.come_as(people.colleague(people.worker, LONG_AGO))
    walker.press("Kijk in deze zaak")
    yield "noodsprong, show it again"


def setting_up(walker: Walker, people: People) -> Iterator[str]:
    """Every step of an invitation, and of a forgotten password."""
    walker.come_as()
    walker.go("/werk/uitnodiging")
    yield "uitnodiging"
    walker.page.locator("#mail").fill(OWN_WORDS)
    walker.press("Stuur mij een code")
    yield "uitnodiging, no address"
    walker.page.locator("#mail").fill("wie@voorbeeld.nl")
    walker.press("Stuur mij een code")
    yield "uitnodiging, code"
    walker.page.locator("#code").fill("aaaa bbbb")
    walker.press("Verder")
    yield "uitnodiging, wrong code"
    walker.come_as(_at(people, Purpose.FORGOTTEN, invited.FORGOTTEN))
    walker.go("/werk/uitnodiging")
    yield "uitnodiging, second factor of who forgot"
    somebody = _invited(people)
    walker.come_as(people.at_the_door(**{invited.SET_UP: somebody.id}))
    walker.go("/werk/uitnodiging")
    yield "uitnodiging, password"
    walker.page.locator("#wachtwoord").fill("kort")
    walker.press("Verder")
    yield "uitnodiging, short password"
    walker.come_as(
        people.at_the_door(**{invited.SET_UP: somebody.id, PENDING: own_account.new_secret()}),
    )
    walker.go("/werk/uitnodiging")
    yield "uitnodiging, first factor"
    walker.page.locator("#code").fill("000000")
    walker.press_on(walker.page.locator("button[value=app]"))
    yield "uitnodiging, wrong code of the app"


def _at(people: People, purpose: Purpose, step: str) -> Cookie:
    """Return the cookie of somebody who gave a password or a code, and now shows the second factor."""
    with people.here.database.writing() as session:
        token = factors.begin(session, people.worker.id, purpose, now=clock.now())
    return people.at_the_door(**{step: token})


def _invited(people: People) -> Account:
    somebody = people.account("professional", TEAM)
    with people.here.database.writing() as session:
        accounts.set_state(session, somebody.id, AccountState.INVITED)
        accounts.invite_again(session, somebody.id, clock.now())
    return somebody


def workbench_pages(walker: Walker, people: People) -> Iterator[str]:
    """The lists, with something of each kind in them, and looking for somebody."""
    now, today, by = clock.now(), clock.today(), people.worker.id
    met = lines.Appointment(1, today, now.time(), OWN_WORDS, now, by, "ti", True, True)
    owed = lines.Promised(1, OWN_WORDS, today, now, by)
    support = lines.SupportDiscussed(True, now, by)
    plan = lines.PlanHandedIn(now)
    people.shared(plan)
    people.shared(met, owed, support, plan, worker=people.worker, days_ago=LATE)
    reported = written(by, today, now)
    people.shared(*reported, worker=people.worker)
    away = people.account("professional", TEAM)
    people.shared(worker=away, days_ago=LATE)
    with people.here.database.writing() as session:
        accounts.set_absence(session, away.id, today + timedelta(days=3))
    walker.come_as(people.colleague(people.worker))
    for path in LISTS:
        walker.go(path)
        yield path
    walker.page.locator("#zaak").fill(OWN_WORDS)
    walker.page.locator("#tekst").fill(OWN_WORDS)
    walker.press("Kijk in deze zaak")
    yield "/werk/noodsprong, no such number"
    walker.go("/werk/zoek")
    walker.page.locator("#naam").fill(REACH.name)
    walker.press_on(walker.page.locator("main form button").last)
    assert walker.page.locator("main .links a").count(), "nobody was found"
    yield "/werk/zoek, found"


def of_a_case(walker: Walker, people: People) -> Iterator[str]:
    """Every page of a case on which one works, and what is wrong with what one sends."""
    case = _grown(people)
    address = f"/werk/zaak/{case.id}"
    walker.come_as(people.colleague(people.worker))
    walker.go(address)
    open_folds(walker)
    yield "zaak"
    for kind in drawn(FORMS):
        walker.go(f"{address}/schrijf/{kind}")
        yield f"schrijf/{kind}"
        for text in walker.page.locator("main textarea").all():
            text.fill(TOO_LONG)
        walker.press("Bewaar")
        if kind not in WITHOUT_WORDS:
            yield f"schrijf/{kind}, wrong"
    for page, button in (("collega", "geef"), ("huishouden", "vraag"), ("verslag", "stuur")):
        walker.go(f"{address}/{page}")
        open_folds(walker)
        yield page
        walker.press_on(walker.page.locator(f"button[value={button}]"))
        yield f"{page}, nothing chosen"
    walker.go(f"{address}/woorden")
    yield "woorden"
    walker.press("Maak een code")
    yield "woorden, nothing chosen"
    walker.page.locator("main .choice label").last.click()
    walker.press("Maak een code")
    yield "woorden, a code"


def drawn(kinds: Iterable[str]) -> list[str]:
    """Return the kinds of line to write: a few every day, as they have one template; all in the proof."""
    known = sorted(kinds)
    return looking.drawn_for("kinds").sample(known, amount(FEW, len(known)))


def _grown(people: People) -> Handoff:
    """Return a case with a line of about every kind, that belongs to a household."""
    now, today, by = clock.now(), clock.today(), people.worker.id
    more = (
        around.SafetyNote(1, OWN_WORDS, OWN_WORDS, now, by),
        lines.Answered(1, False, OWN_WORDS, now),
        lines.Promised(2, OWN_WORDS, today, now, by),
        lines.Kept(2, now, by),
        lines.PlanHandedIn(now),
    )
    return people.shared(*written(by, today, now), *more, worker=people.worker)


def of_others(walker: Walker, people: People) -> Iterator[str]:
    """A case of which the talk is gone, one that is over, of another, of somebody absent, and of a coach."""
    for state, handoff in _of_others(people):
        address = f"/werk/zaak/{handoff.id}"
        by = people.coach if state == "of a coach" else people.worker
        walker.come_as(people.colleague(by))
        walker.go(f"{address}/neem-over" if "neem-over" in state else address)
        open_folds(walker)
        yield f"zaak, {state}"
        if state == "neem-over of who is absent":
            walker.press_on(walker.page.locator("button[value=neem_over]"))
            yield "neem-over, no reason"
        if state in ("through the glass", "answered after closing"):
            walker.go("/werk")
            yield f"/werk, {state}"
        if state == "of a coach":
            walker.go(f"{address}/huishouden")
            yield "huishouden, asked"


def _of_others(people: People) -> Iterator[tuple[str, Handoff]]:
    now, today = clock.now(), clock.today()
    gone = people.shared(worker=people.worker)
    with people.here.database.writing() as session:
        keeping.erase(session, people.means, gone.conversation or "", now=now, by=cases.RESIDENT)
    yield "thrown away", gone
    withdrawn = people.shared(worker=people.worker)
    people.withdraw(withdrawn)
    yield "withdrawn", withdrawn
    closed = lines.Closed(OWN_WORDS, now, people.worker.id, lapses=True)
    answer = lines.Answered(1, False, OWN_WORDS, now)
    work = written(people.worker.id, today, now)
    yield "answered after closing", people.shared(*work, closed, answer, worker=people.worker)
    other = people.account("professional", TEAM)
    theirs = people.shared(worker=other)
    yield "neem-over of who is there", theirs
    with people.here.database.writing() as session:
        assignments.break_glass(
            session,
            people.means.vault,
            theirs.id,
            people.worker.id,
            reason=OWN_WORDS,
            until=now + GLASS_LASTS,
            now=now,
            by=replace(WORKER, id=people.worker.id),
        )
    yield "through the glass", theirs
    late = people.shared(worker=other, days_ago=LATE)
    with people.here.database.writing() as session:
        accounts.set_absence(session, other.id, today + timedelta(days=3))
    yield "neem-over of who is absent", late
    asked = {"desk": "buurtcoach", "kind": DeskKind.SHARING, "reach": replace(REACH, is_discreet=False)}
    both = [people.shared(worker=people.coach, **asked) for _number in range(2)]
    with people.here.database.writing() as session:
        ids = [one.id for one in both]
        households.ask(session, people.means, people.coach.id, ids, now=now, by=WORKER)
    yield "of a coach", both[0]


def own_pages(walker: Walker, people: People) -> Iterator[str]:
    """One's own account, with what can be wrong."""
    secret, codes = own_account.new_secret(), ["aaaa bbbb", "cccc dddd"]
    cookie = people.colleague(people.worker, **{PENDING: secret, CODES: codes})
    people.colleague(people.worker)
    walker.come_as(cookie)
    walker.go("/werk/mijn")
    yield "/werk/mijn"
    walker.page.locator("#afwezig_tot").fill("2020-01-01")
    walker.press("Bewaar")
    yield "/werk/mijn, a day that is past"
    walker.go("/werk/mijn/codes")
    yield "/werk/mijn/codes"
    walker.go("/werk/mijn/factor")
    yield "/werk/mijn/factor"
    walker.page.locator("#code").fill("000000")
    walker.press_on(walker.page.locator("button[value=app]"))
    yield "/werk/mijn/factor, wrong code"
    walker.go("/werk/mijn/wachtwoord")
    yield "/werk/mijn/wachtwoord"
    walker.page.locator("#wachtwoord").fill("kort")
    walker.press_on(walker.page.locator("button[value=verander]"))
    yield "/werk/mijn/wachtwoord, wrong"


def looking_after(walker: Walker, people: People) -> Iterator[str]:
    """The accounts of others, with somebody who waits for a second yes."""
    admin, other = people.account("beheerder"), people.account("beheerder")
    wanted, now = Rights(Role.ADMIN), clock.now()
    for by in (admin, other):
        somebody = people.account("professional", COACHES).id
        with people.here.database.writing() as session:
            accounts.propose(session, somebody, wanted, before=Role.PROFESSIONAL, by=by.id, now=now)
    walker.come_as(people.colleague(admin))
    for path in ("/werk", "/werk/beheer", f"/werk/beheer/{people.coach.id}", "/werk/beheer/uitnodigen"):
        walker.go(path)
        yield f"{path.replace(people.coach.id, 'account')}, beheerder"
    walker.press_on(walker.page.locator("button[value=uitnodigen]"))
    yield "uitnodigen, nothing filled in"
    walker.go(f"/werk/beheer/{people.coach.id}")
    walker.page.locator("#afwezig_tot").fill("2020-01-01")
    walker.press_on(walker.page.locator("button[value=afwezig]"))
    yield "account, a day that is past"


def privacy(walker: Walker, people: People) -> Iterator[str]:
    """What the privacy officer reads, and what those see who read nothing."""
    today = clock.today()
    lookups.report_what_is_due(people.here.database, people.means, today=today, zone=clock.HERE)
    day = (today - timedelta(days=1)).isoformat()
    walker.come_as(people.colleague(people.account("privacy")))
    for path in ("/werk", "/werk/beheer", "/werk/privacy", f"/werk/privacy/{day}", "/werk/privacy/notities"):
        walker.go(path)
        yield f"{path.replace(day, 'dag')}, privacy"
    walker.come_as(people.colleague(people.account("beleid")))
    walker.go("/werk")
    yield "/werk, beleid"
