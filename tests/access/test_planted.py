"""The matrix turns red: each kind of hole is planted in the app, and the cells say so (security Z1)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.actions import workbench
from meedoen_app.core.casework.assignment import Relation
from meedoen_app.core.consent import Consent
from meedoen_app.web import access, doorkeeper
from meedoen_app.web.access import Door, Undeclared, Who
from tests.access import cells, table
from tests.access.cells import Cell
from tests.access.people import World
from tests.access.table import ANYONE, OTHER_RESIDENT, RESIDENT, STAFF, Table
from tests.apps import make_app

CASE = "/werk/zaak/<case>"
OWN_PAGE, WORK_PAGE = "/g/<id>/over-mij", "/werk/beheer/uitnodigen"


Wrong = Callable[..., list[str]]


@pytest.fixture
def wrong(world: World, reviewed: Table) -> Wrong:
    """Knock at one address with one method, as everybody."""

    def knocking(rule: str, method: str = "GET") -> list[str]:
        told = [cells.wrong(world, reviewed, one) for one in cells.of(method, rule)]
        return [one for one in told if one]

    return knocking


def view_of(app: Flask, rule: str) -> object:
    found = app.url_map.iter_rules()
    [endpoint] = [one.endpoint for one in found if one.rule == rule and "GET" in (one.methods or ())]
    return app.view_functions[endpoint]


@pytest.mark.parametrize("rule", [OWN_PAGE, WORK_PAGE])
def test_without_a_fault_nothing_is_wrong(wrong: Wrong, rule: str) -> None:
    assert wrong(rule) == []


def test_a_role_too_many_is_seen(world: World, wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_of(world.app, WORK_PAGE), access.DECLARED, Door((Who.ADMIN, Who.POLICY)))
    assert [told.split(":")[0] for told in wrong(WORK_PAGE)] == ["let in"]


def test_a_role_too_few_is_seen(world: World, wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_of(world.app, WORK_PAGE), access.DECLARED, Door((Who.POLICY,)))
    assert [told.split(":")[0] for told in wrong(WORK_PAGE)] == ["kept out", "let in"]


def test_a_door_for_everybody_is_seen(world: World, wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_of(world.app, OWN_PAGE), access.DECLARED, Door((Who.ANYONE,)))
    assert len(wrong(OWN_PAGE)) == len(table.CALLERS) - 1


def test_an_object_that_is_not_checked_is_seen(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorkeeper, "_refuse_others", lambda conversation: None)
    assert any(f"caller='{OTHER_RESIDENT}'" in told for told in wrong(OWN_PAGE))


def test_what_was_shared_is_on_the_page_of_who_works_on_it(world: World) -> None:
    """Without this nothing could be told to anybody, and no cell would see it."""
    response = cells.knock(world, Cell("GET", CASE, "professional", "toegewezen", "gedeeld"))
    assert world.canary in response.text


def test_a_relation_that_is_not_checked_is_seen(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(CASE) == []
    monkeypatch.setattr(workbench, "relations", lambda *asked: (Relation.ASSIGNED,))
    told = wrong(CASE)
    for relation in ("geen", "team"):
        assert any(f"relation='{relation}', consent='gedeeld'" in one for one in told)


def test_a_choice_taken_back_that_is_not_obeyed_is_seen(
    wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "is_shared", lambda *asked: True)
    told = [one for one in wrong(CASE) if one.startswith("let in")]
    assert all("consent='ingetrokken'" in one or "consent='voorbij'" in one for one in told)
    assert len(told) == 8  # Two roles, two relations, two ways to end.


def test_words_that_are_shown_after_the_yes_to_them_is_over_are_seen(
    wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Consent, "holds_at", lambda consent, now: True)
    assert any("consent='voorbij'" in one for one in wrong(CASE))


def test_a_case_of_another_conversation_that_is_shown_is_seen(world: World, reviewed: Table) -> None:
    cell = Cell("GET", "/g/<id>/gedeeld/<case>", RESIDENT)
    foreign = world.cases["", "geen", "gedeeld"]
    assert cells.knock(world, cell).status_code == 200
    assert cells.knock(world, cell, case=foreign).status_code == 404


def test_words_of_a_resident_on_a_page_for_everybody_are_seen(
    world: World, wrong: Wrong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(world.app.view_functions, "start.privacy", declared(lambda: world.canary))
    assert len(wrong("/privacy")) == len(table.CALLERS) - 1


def declared(view: Callable[[], str]) -> Callable[[], str]:
    return access.open_to(Who.ANYONE)(view)


def test_an_address_and_a_method_that_nobody_reviewed_are_seen(tmp_path: Path, reviewed: Table) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}")
    app.add_url_rule("/vergeten", "forgotten", declared(lambda: "hallo"))
    app.add_url_rule("/privacy", "open", declared(lambda: "hallo"), methods=["PUT"])
    assert cells.addresses(app) - set(reviewed) >= {("GET", "/vergeten"), ("PUT", "/privacy")}
    world = World(app, "kanarie123456789012")
    told = [cells.wrong(world, reviewed, Cell("PUT", "/privacy", who)) for who in (ANYONE, STAFF[0])]
    assert all(one.startswith("let in") for one in told)
    app.view_functions["forgotten"] = lambda: "hallo"
    with pytest.raises(Undeclared, match="forgotten"):
        access.check_declared(app)
    app.extensions["meedoen"].database.close()


@pytest.mark.parametrize(
    "lines",
    [
        ["GET /x | iedereeen"],
        ["GET /x | inwoner", "GET /x | iedereen"],
        ["GET /x | privacy | teams | gedeeld"],
    ],
)
def test_a_slip_in_the_table_is_no_entry(lines: list[str]) -> None:
    with pytest.raises(AssertionError):
        table.read(lines)
