"""Being absent until a day, or gone to another team: what one worked on is there for colleagues."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask

from meedoen_app.core.access.account import Account
from meedoen_app.core.casework.lines import Answered, Applied, PlanHandedIn
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff, Way
from meedoen_app.storage import accounts, assignments, handoffs
from meedoen_app.web import clock
from meedoen_app.web.work import AT_A_TIME
from tests import staff
from tests.cases import plain
from tests.visitor import Visitor
from tests.web import test_sharing, test_work
from tests.web.test_work import TEAM, Shared, lines, take, withdraw
from tests.web.test_work_news import section
from tests.web.test_work_writing import by_the_resident, write

coach, share, teller = test_work.coach, test_work.share, test_sharing.teller


def be_absent(app: Flask, account: Account, days: int = 3) -> None:
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_absence(session, account.id, clock.today() + timedelta(days=days))


def make_due(app: Flask, handoff: Handoff) -> None:
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        by = test_work.RESIDENT
        handoffs.change(
            session, here.vault, handoff.id, "stand", now=clock.now(), by=by, due_on=clock.today()
        )


def test_one_says_until_when_and_a_day_past_is_none(app: Flask, visitor: Visitor, coach: Account) -> None:
    day = (clock.today() + timedelta(days=2)).isoformat()
    visitor.go("/werk/mijn")
    visitor.press("doe=afwezig", afwezig_tot=day)
    assert visitor.path == "/werk/mijn"
    assert f'value="{day}"' in visitor.page.text
    past = (clock.today() - timedelta(days=1)).isoformat()
    for wrong in (past, "morgen"):
        visitor.press("doe=afwezig", afwezig_tot=wrong)
        assert visitor.page.status_code == 422
        assert f'value="{wrong}"' in visitor.page.text
    visitor.press("doe=afwezig", afwezig_tot="")
    with app.extensions["meedoen"].database.reading() as session:
        assert accounts.get(session, coach.id).absent_until is None


def test_an_absent_colleague_gets_nothing_without_its_being_said(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    piet = staff.make(app, "professional", team=TEAM, name="Piet")
    be_absent(app, piet)
    take(visitor, share("geld"))
    visitor.go(f"{visitor.path}/collega")
    assert "Afwezig tot en met" in visitor.words
    visitor.press("doe=geef", collega=piet.id, reden="Verlof")
    assert visitor.page.status_code == 422
    assert "Deze collega is afwezig." in visitor.words
    assert "Verlof" in visitor.page.text
    visitor.press("doe=geef", collega=piet.id, reden="Verlof", weet_het="ja")
    assert visitor.path == "/werk"


def test_a_colleague_takes_over_what_is_due_of_who_is_absent(
    app: Flask, visitor: Visitor, coach: Account, share: Shared
) -> None:
    handoff = share("geld")
    take(visitor, handoff)
    withdraw(app, handoff)  # An application that came after it goes on.
    by_the_resident(app, handoff, Applied("Jan", "Straat 1", "Een traplift", clock.today(), clock.now()))
    make_due(app, handoff)
    other = Visitor(app.test_client())
    fatma = staff.sign_in(app, other, role="professional", team=TEAM, name="Fatma")
    address = f"/werk/zaak/{handoff.id}/neem-over"
    assert "Van collega’s die afwezig zijn" not in other.go("/werk").text
    assert other.go(address).status_code == 422
    be_absent(app, coach)
    other.go("/werk")
    assert "Van collega’s die afwezig zijn" in other.words
    assert test_work.REACH.name not in other.page.text
    other.go(address)
    other.press("doe=neem_over", reden="")
    assert other.page.status_code == 422
    other.press("doe=neem_over", reden="Het kan niet wachten")
    assert (other.path, other.heading) == (f"/werk/zaak/{handoff.id}", "Jan de Vries")
    assert fatma.id in [
        line.event.object_id for line in lines(app, handoff) if line.event.name == "toegewezen"
    ]
    assert visitor.go(f"/werk/zaak/{handoff.id}").status_code == 404


def of_absent(visitor: Visitor) -> str:
    """Return the words of what the list of the team tells of absent colleagues."""
    return section(visitor, "afwezig")


def test_what_the_resident_writes_to_who_is_absent_is_seen_by_the_team_and_can_be_taken_over(
    app: Flask, visitor: Visitor, coach: Account, share: Shared, arrive: Callable[[], Visitor]
) -> None:
    handoff = share("geld")
    address, colleague, stranger = take(visitor, handoff), arrive(), arrive()
    staff.sign_in(app, colleague, role="professional", team=TEAM)
    staff.sign_in(app, stranger, role="professional", team="bad")
    write(visitor, address, "meteen_geregeld", tekst="Een bed", dag=clock.today().isoformat())
    be_absent(app, coach)
    assert of_absent(colleague) == ""  # Nothing of it is due, and nothing was written.
    by_the_resident(app, handoff, PlanHandedIn(clock.now()))
    told = of_absent(colleague)
    assert f"{coach.name}. Uiterlijk " in told
    assert "Nieuw van de inwoner: Persoonlijk plan gekregen Sinds " in told
    assert test_work.REACH.name not in colleague.page.text
    assert (of_absent(stranger), of_absent(visitor)) == ("", "")
    assert "Persoonlijk plan gekregen" in section(visitor, "inwoner")
    withdraw(app, handoff)
    assert of_absent(colleague) == ""
    asked = Applied("Jan", "Straat 1", "Een traplift", clock.today(), clock.now())
    by_the_resident(app, handoff, asked, key="aanvraag")
    assert "Aanvraag gekregen Sinds " in of_absent(colleague)
    colleague.go(f"{address}/neem-over")
    colleague.press("doe=neem_over", reden="De inwoner wacht")
    assert colleague.path == address
    assert "Aanvraag gekregen" in section(colleague, "inwoner")
    assert of_absent(colleague) == ""


def test_a_reaction_after_closing_to_who_is_absent_can_be_taken_over_and_answered(
    app: Flask, visitor: Visitor, coach: Account, share: Shared, arrive: Callable[[], Visitor]
) -> None:
    handoff = share("geld", reach=replace(test_work.REACH, way=Way.HERE))
    address, colleague = take(visitor, handoff), arrive()
    staff.sign_in(app, colleague, role="professional", team=TEAM)
    write(visitor, address, "clientondersteuning", besproken="ja")
    visitor.go(f"{address}/verslag")
    visitor.press("doe=stuur", uitkomst="Hulp in huis")
    write(visitor, address, "gesloten", tekst="Klaar")
    be_absent(app, coach)
    assert of_absent(colleague) == ""
    colleague.go(f"{address}/neem-over")
    colleague.press("doe=neem_over", reden="Zomaar")
    assert colleague.status == 422  # What is over stays with who did it.
    by_the_resident(app, handoff, Answered(1, False, "Dat is te weinig", clock.now()))
    told = of_absent(colleague)
    assert "Nieuw van de inwoner: Antwoord op versie 1 Sinds " in told
    assert "Uiterlijk" not in told
    colleague.go(f"{address}/neem-over")
    colleague.press("doe=neem_over", reden="De inwoner wacht")
    write(colleague, address, "contact", hoe="gebeld", tekst="Uitgelegd")
    assert handoff.id not in colleague.go("/werk").text


def test_what_is_due_of_who_is_absent_is_all_there_page_by_page(
    app: Flask, talking: Visitor, arrive: Callable[[], Visitor]
) -> None:
    here, id, by = app.extensions["meedoen"], talking.conversation().removeprefix("/g/"), test_work.RESIDENT
    absent = staff.make(app, "professional", team=TEAM)
    due = {"team": TEAM, "kind": DeskKind.NOTIFICATION, "due_on": clock.today()}
    with here.database.writing() as session:
        for _ in range(AT_A_TIME + 1):
            one = plain(session, here.vault, id, now=clock.now(), **due)
            assignments.assign(session, here.vault, one.id, absent.id, reason="", now=clock.now(), by=by)
    be_absent(app, absent)
    other = arrive()
    staff.sign_in(app, other, role="professional", team=TEAM)
    for number in (AT_A_TIME, 1):
        assert other.page.text.count("/neem-over") == number
        if number > 1:
            other.go(other.links()["Volgende"])
    assert "Volgende" not in other.links()


def test_who_sends_again_what_gave_a_case_away_comes_at_the_list(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld")
    take(visitor, handoff)
    visitor.go(f"{visitor.path}/collega")
    seal = visitor.fields()["zegel"][0]
    address = visitor.path
    visitor.press("doe=terug")
    again = visitor.client.post(address, data={"zegel": seal, "doe": "terug"})
    assert (again.status_code, again.headers.get("Location")) == (303, "/werk")
    assert visitor.client.post(address, data={"doe": "terug"}).status_code == 404
    visitor.go("/werk")
    visitor.press("=")
    piet = staff.make(app, "professional", team=TEAM, name="Piet")
    visitor.go(address)
    sent = {"zegel": visitor.fields()["zegel"][0], "doe": "geef", "collega": piet.id, "reden": "Verlof"}
    for _ in range(2):  # Also pressed twice.
        again = visitor.client.post(address, data=sent)
        assert (again.status_code, urlsplit(again.headers["Location"]).path) == (303, "/werk")
    given = [one.event.object_id for one in lines(app, handoff) if one.event.name == "toegewezen"]
    assert given.count(piet.id) == 1
    stranger = Visitor(app.test_client())
    staff.sign_in(app, stranger, role="professional", team=TEAM)
    nowhere = address.replace(handoff.id, "a" * len(handoff.id))
    theirs = [stranger.client.post(one, data={"doe": "terug"}) for one in (address, nowhere)]
    assert [one.status_code for one in theirs] == [404, 404]
    ids = ("a" * len(handoff.id), handoff.id)
    assert theirs[0].text.replace(ids[1], ids[0]) == theirs[1].text


def test_who_looks_after_accounts_says_that_somebody_is_absent_and_until_when(
    app: Flask, visitor: Visitor, coach: Account, arrive: Callable[[], Visitor]
) -> None:
    admin = arrive()
    staff.sign_in(app, admin, role="beheerder")
    day = clock.today() + timedelta(days=2)
    for typed, status in (("gisteren", 422), (day.isoformat(), 200)):
        admin.go(f"/werk/beheer/{coach.id}")
        admin.press("doe=afwezig", afwezig_tot=typed)
        assert admin.status == status
        assert f'value="{typed}"' in admin.go(f"/werk/beheer/{coach.id}").text or status == 422
    with app.extensions["meedoen"].database.reading() as session:
        assert accounts.get(session, coach.id).absent_until == day


def test_where_the_whole_team_is_absent_one_reads_that_it_may_take_longer_and_can_share(
    app: Flask, teller: Visitor
) -> None:
    longer = "Iedereen in dit team is nu afwezig. Het kan langer duren voor iemand dit leest."
    staff.make(app, "professional", team=TEAM)
    with app.extensions["meedoen"].database.reading() as session:
        team = accounts.in_team(session, TEAM)
    for one, is_said in zip(team, (False, True), strict=True):
        be_absent(app, one)
        test_sharing.go_to(teller, "wmo")
        assert (longer in teller.words) is is_said
    test_sharing.share(teller)
    assert "Uw melding is aangekomen." in teller.words


def test_who_goes_to_another_team_leaves_no_case_behind_that_nobody_sees(
    app: Flask, visitor: Visitor, coach: Account, share: Shared, arrive: Callable[[], Visitor]
) -> None:
    handoff = share("geld")
    take(visitor, handoff)
    colleague, admin = arrive(), arrive()
    staff.sign_in(app, colleague, role="professional", team=TEAM)
    staff.sign_in(app, admin, role="beheerder")
    assert handoff.id not in colleague.page.text
    admin.go(f"/werk/beheer/{coach.id}")
    assert "Deze collega werkt nu aan 1 zaak." in admin.words
    assert handoff.id not in admin.page.text
    assert test_work.REACH.name not in admin.page.text
    admin.press("doe=rechten", rol="professional", team="bad", beroep="schuldhulpverlener")
    visitor.go("/werk")
    assert handoff.id not in visitor.page.text
    take(colleague, handoff)
    admin.go(f"/werk/beheer/{coach.id}")
    assert "Deze collega werkt nu aan" not in admin.words
