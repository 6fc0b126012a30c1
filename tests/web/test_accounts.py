"""Looking after accounts: rights take effect at once, and those over others take two people (S3, S5, Z7)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from meedoen_app.core.access.account import INVITATION_STAYS, AccountState, Role
from meedoen_app.storage import accounts, trace
from meedoen_app.storage.tables.records import TraceRow
from tests import staff
from tests.mailbox import Mailbox
from tests.visitor import Visitor

MAIL = "bo@voorbeeld.nl"


@pytest.fixture
def admin(app: Flask, arrive: Callable[[], Visitor]) -> Visitor:
    """Somebody who looks after accounts, signed in and at the list of them."""
    visitor = arrive()
    staff.sign_in(app, visitor, role="beheerder", name="Ans de Vries")
    visitor.go("/werk/beheer")
    return visitor


def invite(admin: Visitor, mail: str = MAIL, **fields: str) -> None:
    admin.go("/werk/beheer/uitnodigen")
    admin.press("doe=uitnodigen", naam="Bo Bakker", mail=mail, **({"rol": "beleid"} | fields))


def settings_chain(app: Flask) -> list[tuple[str, str]]:
    with app.extensions["meedoen"].database.reading() as session:
        rows = session.query(TraceRow).filter_by(client_pseudonym=trace.SETTINGS).order_by(TraceRow.seq)
        return [(row.event, row.part) for row in rows if row.action == "config"]


def of_mail(app: Flask, mail: str = MAIL) -> tuple[Role, AccountState]:
    with app.extensions["meedoen"].database.reading() as session:
        found = accounts.of_mail(session, mail)
    assert found is not None
    return found.role, found.state


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"naam": ""}, "Geef een naam"),
        ({"mail": "geen adres"}, "Geef een mailadres, zoals"),
        ({"rol": "koning"}, "Kies een rol."),
        ({"rol": "buurtcoach"}, "Kies een team."),
        ({"rol": "professional", "team": "buurtcoaches"}, "Kies een beroep."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    admin: Visitor, fields: dict[str, str], said: str
) -> None:
    admin.go("/werk/beheer/uitnodigen")
    admin.press("doe=uitnodigen", **({"naam": "Bo Bakker", "mail": MAIL, "rol": "beleid"} | fields))
    assert admin.status == 422
    assert said in admin.words
    assert all(f'value="{value}"' in admin.page.text for value in fields.values() if value != "koning")


def test_one_mail_address_has_one_account(
    app: Flask, admin: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    invite(admin)
    invite(admin, mail=MAIL.upper())
    assert admin.path == "/werk/beheer", "the same form once more is a second press"
    works()
    assert box.to == [MAIL]
    with app.extensions["meedoen"].database.writing() as session:
        known = accounts.of_mail(session, MAIL)
        assert known is not None
        accounts.invite_again(session, known.id, known.invited_at - INVITATION_STAYS - timedelta(minutes=1))
    invite(admin)
    works()
    assert box.to == [MAIL, MAIL], "an invitation whose time is over is sent anew"
    invite(admin, rol="meedoenraad")
    assert "Dit mailadres heeft al een account." in admin.words


def test_a_team_is_changed_by_one_and_who_begins_to_read_cases_is_told_to_the_privacy_officer(
    app: Flask, admin: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    officer = staff.make(app, "privacy")
    other = staff.make(app, "beleid", name="Bo Bakker")
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=rechten", rol="buurtcoach", team="buurtcoaches")
    assert admin.path == "/werk/beheer"
    assert of_mail(app, other.mail)[0] is Role.COACH
    assert settings_chain(app) == [("rechten_veranderd", "buurtcoach buurtcoaches")]
    works()
    assert box.to == [officer.mail]
    assert "/werk/beheer" in box.texts[0]
    assert not {"Bo", "Bakker", "buurtcoach"} & set(box.texts[0].split())
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=rechten", rol="professional", team="toegang_wmo", beroep="wmo_consulent")
    assert of_mail(app, other.mail)[0] is Role.PROFESSIONAL
    invite(admin, rol="buurtcoach", team="buurtcoaches")
    works()
    assert sorted(box.to[1:]) == sorted([officer.mail, MAIL]), "who read already is no news"


def test_a_role_over_others_takes_two_people(
    app: Flask, admin: Visitor, arrive: Callable[[], Visitor]
) -> None:
    """Z7: who proposes does not confirm, and neither does whom it is about."""
    other = staff.make(app, "beleid", name="Bo Bakker")
    assert "Er is nog geen tweede beheerder" in admin.words
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=rechten", rol="beheerder")
    assert of_mail(app, other.mail)[0] is Role.POLICY
    assert "ja" not in admin.choices("doe")
    [form] = [one for one in admin.tree.iter("form") if "/voorstel/" in one.get("action", "")]
    address = form.attrib["action"]
    seal = admin.choices("zegel")[0]
    refused = admin.client.post(address, data={"zegel": seal, "doe": "ja"})
    assert (refused.status_code, of_mail(app, other.mail)[0]) == (422, Role.POLICY)
    second = arrive()
    staff.sign_in(app, second, role="privacy")
    second.go("/werk/beheer")
    assert "Voorgesteld door Ans de Vries" in second.words
    second.press("doe=ja")
    assert of_mail(app, other.mail)[0] is Role.ADMIN
    assert [name for name, _ in settings_chain(app)] == ["rechten_voorgesteld", "rechten_bevestigd"]
    admin.go("/werk/beheer")
    assert "Er is nog geen tweede beheerder" not in admin.words


def test_an_invitation_to_such_a_role_waits_as_well(
    app: Flask, admin: Visitor, arrive: Callable[[], Visitor], works: Callable[[], None], box: Mailbox
) -> None:
    invite(admin, rol="privacy")
    works()
    assert box.to == []
    assert of_mail(app)[1] is AccountState.PROPOSED
    second = arrive()
    staff.sign_in(app, second, role="beheerder")
    second.go("/werk/beheer")
    second.press("doe=ja")
    works()
    assert box.to == [MAIL]
    assert of_mail(app) == (Role.PRIVACY, AccountState.INVITED)


def test_a_proposal_can_be_taken_back(app: Flask, admin: Visitor) -> None:
    invite(admin, rol="beheerder")
    [mine] = [to for name, to in admin.links().items() if name == "Bo Bakker"]
    admin.go(mine)
    assert "rechten" not in admin.choices("doe")
    form = {"zegel": admin.choices("zegel")[0], "doe": "rechten", "rol": "beleid"}
    assert admin.client.post(mine, data=form).status_code == 422, "what is only proposed has no rights yet"
    admin.go("/werk/beheer")
    admin.press("doe=nee")
    assert "Bo Bakker" not in admin.words
    invite(admin)
    assert of_mail(app) == (Role.POLICY, AccountState.INVITED)


def test_a_proposal_of_who_may_not_propose_any_more_is_not_confirmed(
    app: Flask, admin: Visitor, arrive: Callable[[], Visitor]
) -> None:
    """Z7: who was shut out leaves nothing behind that another confirms unseen."""
    invite(admin, rol="beheerder")
    second = arrive()
    staff.sign_in(app, second, role="privacy")
    second.go("/werk/beheer")
    [form] = [one for one in second.tree.iter("form") if "/voorstel/" in one.get("action", "")]
    address, seal = form.attrib["action"], second.choices("zegel")[0]
    with app.extensions["meedoen"].database.writing() as session:
        [proposed] = accounts.proposals(session)
        accounts.set_rights(session, proposed.proposed_by, staff.rights("beleid"))
    assert second.client.post(address, data={"zegel": seal, "doe": "ja"}).status_code == 409
    second.go("/werk/beheer")
    assert "Dit voorstel geldt niet meer." in second.words
    assert "ja" not in second.choices("doe")
    second.press("doe=nee")
    assert "Bo Bakker" not in second.words


def test_shutting_out_who_looks_after_others_is_told_to_all_of_them_and_undone_by_two(
    app: Flask,
    admin: Visitor,
    arrive: Callable[[], Visitor],
    works: Callable[[], None],
    box: Mailbox,
) -> None:
    """Z7: it may be urgent, so one does it; and nobody does it unseen, or lets in again alone."""
    second, officer = arrive(), staff.make(app, "privacy", name="Cor Smit")
    other = staff.sign_in(app, second, role="beheerder")
    admin.go(f"/werk/beheer/{officer.id}")
    assert "Weer aanzetten doet u met zijn tweeën." in admin.words
    admin.press("doe=uit")
    works()
    assert sorted(box.to) == sorted([officer.mail, other.mail])
    assert not {"Cor", "Smit", "privacy"} & set(" ".join(box.texts).split())
    admin.go(f"/werk/beheer/{officer.id}")
    admin.press("doe=aan")
    assert of_mail(app, officer.mail) == (Role.PRIVACY, AccountState.DISABLED)
    assert "Mag weer inloggen als: Functionaris privacy" in admin.words
    assert "ja" not in admin.choices("doe")
    second.go("/werk/beheer")
    second.press("doe=ja")
    assert of_mail(app, officer.mail) == (Role.PRIVACY, AccountState.ACTIVE)
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=opnieuw")
    works()
    assert sorted(box.to[2:]) == sorted([officer.mail, other.mail, other.mail]), "this shuts out as well"


def test_who_gives_up_looking_after_others_to_read_cases_is_told_to_the_privacy_officer(
    app: Flask,
    admin: Visitor,
    arrive: Callable[[], Visitor],
    works: Callable[[], None],
    box: Mailbox,
) -> None:
    officer, other = staff.make(app, "privacy"), staff.make(app, "beheerder")
    second = arrive()
    staff.sign_in(app, second, role="beheerder")
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=rechten", rol="buurtcoach", team="buurtcoaches")
    second.go("/werk/beheer")
    second.press("doe=ja")
    works()
    assert box.to == [officer.mail]


def test_who_is_shut_out_is_out_at_once_and_can_come_back(
    app: Flask, admin: Visitor, visitor: Visitor
) -> None:
    """S3 and S5: in every browser from the next request on."""
    other = staff.sign_in(app, visitor)
    admin.go(f"/werk/beheer/{other.id}")
    assert "Nu ingelogd op 1 apparaat." in admin.words
    admin.press("doe=uit")
    visitor.go("/werk")
    assert visitor.path == "/werk/inloggen"
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=aan")
    visitor.go("/werk")
    assert visitor.path == "/werk/inloggen", "what was ended stays ended"
    staff.sign_in_as(visitor, other, near=1)
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=sessies")
    visitor.go("/werk")
    assert visitor.path == "/werk/inloggen"
    assert [name for name, _ in settings_chain(app)] == ["uitgezet", "aangezet"]


def test_who_lost_every_second_factor_is_invited_anew(
    app: Flask, admin: Visitor, visitor: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    other = staff.sign_in(app, visitor)
    admin.go(f"/werk/beheer/{other.id}")
    admin.press("doe=opnieuw")
    visitor.go("/werk")
    visitor.press("doe=wachtwoord", mail=other.mail, wachtwoord=staff.PHRASE)
    assert visitor.status == 422
    works()
    assert box.to == [other.mail]


def test_nobody_shuts_themselves_out(app: Flask, admin: Visitor) -> None:
    admin.go("/werk/beheer")
    [mine] = [to for to in admin.links().values() if to.startswith("/werk/beheer/") and "uit" not in to]
    admin.go(mine)
    form = {"zegel": admin.choices("zegel")[0], "doe": "uit"}
    assert admin.client.post(mine, data=form).status_code == 422


@pytest.mark.parametrize("role", ["buurtcoach", "professional", "beleid", "meedoenraad"])
def test_others_do_not_look_after_accounts(app: Flask, visitor: Visitor, role: str) -> None:
    staff.sign_in(app, visitor, role=role)
    for path in ("/werk/beheer", "/werk/beheer/uitnodigen", "/werk/beheer/bestaat-niet"):
        assert visitor.client.get(path).status_code == 403


def test_a_privacy_officer_confirms_and_changes_nothing_alone(app: Flask, visitor: Visitor) -> None:
    staff.sign_in(app, visitor, role="privacy")
    assert visitor.client.get("/werk/beheer").status_code == 200
    assert visitor.client.get("/werk/beheer/uitnodigen").status_code == 403


def test_where_no_mail_goes_out_this_is_said_before_and_after_inviting(
    admin: Visitor, make: Callable[..., Flask], box: Mailbox
) -> None:
    said = "Deze installatie verstuurt nog geen mail."
    for path in ("/werk/beheer", "/werk/beheer/uitnodigen"):
        admin.go(path)
        assert said in admin.words
    sending = make(**box.environ)
    other = Visitor(sending.test_client())
    staff.sign_in(sending, other, role="beheerder")
    for path in ("/werk/beheer", "/werk/beheer/uitnodigen"):
        other.go(path)
        assert (other.status, said in other.words) == (200, False)


@pytest.mark.parametrize("role", ["beleid", "meedoenraad"])
def test_who_has_no_work_here_yet_is_told_so(app: Flask, visitor: Visitor, role: str) -> None:
    staff.sign_in(app, visitor, role=role)
    assert "Voor uw werk staat hier nog niets." in visitor.words


def test_an_account_that_is_not_there_is_not_there(app: Flask, admin: Visitor) -> None:
    assert admin.client.get("/werk/beheer/bestaat-niet").status_code == 404
    assert admin.client.get("/werk/beheer/%00").status_code == 404


def test_the_list_of_accounts_goes_by_team_with_who_has_none_last(app: Flask, admin: Visitor) -> None:
    for name, role, team in (
        ("Wim", "professional", "toegang_wmo"),
        ("Bo", "buurtcoach", "buurtcoaches"),
        ("Cas", "buurtcoach", "buurtcoaches"),
        ("Dirk", "professional", "opgeheven"),  # A team that is no more has its id alone.
    ):
        staff.make(app, role, team=team, name=name)
    admin.go("/werk/beheer")
    headings = [one for one in admin.tree.iter() if one.tag in ("h3", "h4")]
    told = [(one.tag, " ".join("".join(one.itertext()).split())) for one in headings]
    assert told == [
        ("h3", "Buurtcoaches"),
        ("h4", "Bo"),
        ("h4", "Cas"),
        ("h3", "opgeheven"),
        ("h4", "Dirk"),
        ("h3", "Team Toegang Wmo"),
        ("h4", "Wim"),
        ("h3", "Zonder team"),
        ("h4", "Ans de Vries"),
    ]
