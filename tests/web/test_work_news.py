"""What the resident wrote last, and a look in need: on the workbench for as long as it asks for something."""

from dataclasses import replace
from datetime import timedelta

import time_machine
from flask import Flask

from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.assignment import GLASS_LASTS
from meedoen_app.core.handoff import Handoff, Way
from meedoen_app.storage import accounts, assignments
from meedoen_app.web import clock
from tests import staff
from tests.cases import BAD_DAY, WISH
from tests.visitor import Visitor
from tests.web import test_work
from tests.web.test_work import TEAM, Shared, take, withdraw
from tests.web.test_work_writing import by_the_resident, write

coach, share = test_work.coach, test_work.share
NEWS = "Nieuw van de inwoner"
ASKS = "Een traplift voor mijn huis"


def applied() -> lines.Applied:
    return lines.Applied("Jan", "Lange Straat 1", ASKS, clock.today(), clock.now())


def section(visitor: Visitor, id: str) -> str:
    """Return the words of one section of the workbench; "" when it is not there."""
    visitor.go("/werk")
    found = visitor.tree.find(f".//section[@aria-labelledby='{id}']")
    return "" if found is None else " ".join("".join(found.itertext()).split())


def test_what_the_resident_wrote_last_is_there_until_somebody_writes_something(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld", "gezondheid")
    address = take(visitor, handoff)
    assert section(visitor, "inwoner") == ""  # To have come in is no news: it was just taken.
    for line in (lines.PlanHandedIn(clock.now()), applied()):
        by_the_resident(app, handoff, line, key=type(line).__name__)
    told = section(visitor, "inwoner")
    assert told.startswith(NEWS)
    for words in ("Jan de Vries", "Persoonlijk plan gekregen", "Aanvraag gekregen", "Sinds "):
        assert words in told
    assert visitor.links()["Jan de Vries"] == address
    for words in (ASKS, "Lange Straat", WISH, BAD_DAY, "schulden"):
        assert words not in visitor.page.text
    write(visitor, address, "contact", hoe="gebeld", tekst="Gesproken")
    assert section(visitor, "inwoner") == ""


def test_who_waits_longest_comes_first(app: Flask, visitor: Visitor, share: Shared) -> None:
    shared = [share("geld") for _two in range(2)]
    for handoff in shared:
        take(visitor, handoff)
    for days, handoff in enumerate(shared):
        with time_machine.travel(clock.now() - timedelta(days=days), tick=False):
            by_the_resident(app, handoff, lines.PlanHandedIn(clock.now()))
    section(visitor, "inwoner")
    [found] = [one for one in visitor.tree.iter("section") if one.get("aria-labelledby") == "inwoner"]
    assert [one.get("href") for one in found.iter("a")] == [f"/werk/zaak/{one.id}" for one in shared[::-1]]


def test_of_what_nobody_works_on_the_team_reads_it_where_they_can_take_it(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld", "gezondheid")
    assert NEWS not in section(visitor, "nieuw")
    by_the_resident(app, handoff, applied())
    new = section(visitor, "nieuw")
    assert f"{NEWS}: Aanvraag gekregen Sinds " in new
    assert new.index("Aanvraag gekregen") < new.index("Neem op")
    for words in (ASKS, "Jan de Vries", WISH, BAD_DAY):
        assert words not in visitor.page.text
    assert section(visitor, "inwoner") == ""
    other = Visitor(app.test_client())
    staff.sign_in(app, other, role="professional", team="bad")
    other.go("/werk")
    assert NEWS not in other.words


def test_of_a_case_of_a_colleague_and_of_one_that_stopped_there_is_no_news(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld")
    take(visitor, handoff)
    by_the_resident(app, handoff, lines.PlanHandedIn(clock.now()))
    colleague = Visitor(app.test_client())
    staff.sign_in(app, colleague, role="professional", team=TEAM)
    colleague.go("/werk")
    assert NEWS not in colleague.words
    assert section(visitor, "inwoner") != ""
    withdraw(app, handoff)
    assert section(visitor, "inwoner") == ""


def test_a_reaction_after_closing_is_seen_and_can_be_answered(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld", reach=replace(test_work.REACH, way=Way.HERE))
    address = take(visitor, handoff)
    write(visitor, address, "clientondersteuning", besproken="ja")
    visitor.go(f"{address}/verslag")
    visitor.press("doe=stuur", uitkomst="Hulp in huis")
    write(visitor, address, "gesloten", tekst="Klaar")
    assert (section(visitor, "inwoner"), handoff.id in visitor.page.text) == ("", False)
    write(visitor, address, "contact", hoe="gebeld", tekst="Zomaar")
    assert visitor.status == 422  # Of a case that is done nobody writes, but for an answer.
    by_the_resident(app, handoff, lines.Answered(1, False, "Dat is te weinig", clock.now()))
    assert "Jan de Vries Antwoord op versie 1 Sinds " in section(visitor, "inwoner")
    assert "Dat is te weinig" not in visitor.page.text
    visitor.go(address)
    assert "de inwoner schreef daarna nog iets" in visitor.words
    notice = visitor.words.partition("Contact zoeken")[0]
    assert [words for words in ("Antwoord op versie 1", "Dat is te weinig") if words not in notice] == []
    visitor.go(visitor.links()["Schrijf het op"])
    visitor.press("=", hoe="gebeld", tekst="Uitgelegd")
    assert (visitor.path, "schreef daarna" in visitor.words) == (address, False)
    assert (section(visitor, "inwoner"), handoff.id in visitor.page.text) == ("", False)


def broken(app: Flask, handoff: Handoff, account: Account) -> None:
    here, now = app.extensions["meedoen"], clock.now()
    with here.database.writing() as session:
        assignments.break_glass(
            session,
            here.vault,
            handoff.id,
            account.id,
            reason="Belt in nood",
            until=now + GLASS_LASTS,
            now=now,
            by=test_work.RESIDENT,
        )


def test_a_look_in_need_is_said_with_its_end_and_found_again_while_it_lasts(
    app: Flask, visitor: Visitor, share: Shared, coach: Account
) -> None:
    handoff = share("gezondheid")
    seer, other = Visitor(app.test_client()), Visitor(app.test_client())
    account = staff.sign_in(app, seer, role="professional", team="bad")
    staff.sign_in(app, other, role="professional", team="bad")
    ends = clock.now() + GLASS_LASTS
    broken(app, handoff, account)
    hour = f"{ends.astimezone(clock.HERE):%H:%M}"
    assert f"Tot {hour} uur." in section(seer, "nood")
    assert "Jan de Vries" not in seer.page.text
    seer.go(seer.links()[f"Hulp vragen aan de gemeente, {handoff.number}"])
    assert seer.path == f"/werk/zaak/{handoff.id}"
    assert f"U kijkt in nood, tot {hour} uur." in seer.words
    for somebody in (visitor, other):
        assert section(somebody, "nood") == ""
    take(visitor, handoff)
    assert "U kijkt in nood" not in visitor.words
    with time_machine.travel(ends + timedelta(seconds=1)):
        assert section(seer, "nood") == ""


def test_who_looks_in_need_at_a_case_of_the_own_team_can_take_it_meanwhile(
    app: Flask, visitor: Visitor, share: Shared, coach: Account
) -> None:
    handoff = share("gezondheid")
    broken(app, handoff, coach)
    visitor.go(f"/werk/zaak/{handoff.id}")
    assert "U kijkt in nood" in visitor.words
    address = take(visitor, handoff)
    assert "U kijkt in nood" not in visitor.words
    write(visitor, address, "contact", hoe="gebeld", tekst="Gesproken")
    stranger, other = Visitor(app.test_client()), share("geld")
    broken(app, other, staff.sign_in(app, stranger, role="professional", team="bad"))
    stranger.go("/werk/mijn")
    sent = {"zegel": stranger.fields()["zegel"][0]}
    assert stranger.client.post(f"/werk/zaak/{other.id}/neem", data=sent).status_code == 404


def test_who_looks_in_need_at_a_case_of_an_absent_colleague_can_take_it_over_meanwhile(
    app: Flask, visitor: Visitor, share: Shared, coach: Account
) -> None:
    handoff = share("gezondheid")
    take(visitor, handoff)
    other = Visitor(app.test_client())
    broken(app, handoff, staff.sign_in(app, other, role="professional", team=TEAM))
    with app.extensions["meedoen"].database.writing() as session:
        accounts.set_absence(session, coach.id, clock.today())
    other.go(f"/werk/zaak/{handoff.id}/neem-over")
    other.press("doe=neem_over", reden="Het kan niet wachten")
    assert (other.path, other.heading) == (f"/werk/zaak/{handoff.id}", "Jan de Vries")


def test_of_who_works_on_it_by_now_and_of_what_was_taken_back_no_look_in_need_is_listed(
    app: Flask, visitor: Visitor, share: Shared, coach: Account
) -> None:
    mine, shared = share("geld"), share("gezondheid", kind="delen")
    take(visitor, mine)
    for handoff in (mine, shared):
        broken(app, handoff, coach)
    told = section(visitor, "nood")
    assert (told.count("Tot "), mine.number in told) == (1, False)
    withdraw(app, shared)
    assert section(visitor, "nood") == ""
