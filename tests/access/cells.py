"""Every cell of the matrix, made from the addresses that the app has, and what is wrong with the answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.access.people import World
from tests.access.table import (
    CALLERS,
    CONSENTS,
    HELPER,
    METHODS,
    OTHER_RESIDENT,
    RELATIONS,
    RESIDENT,
    STAFF,
    Entry,
    Table,
)

SIGN_IN, AGAIN, WORK = "/werk/inloggen", "/werk/bevestig", "/werk"
CLOSED = (401, 403, 404, 405)
HOLDING = ("gedeeld", "melding")
WITH_HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Cell:
    """Somebody knocks at an address with a method; at a case of staff with a relation and a consent."""

    method: str
    rule: str
    caller: str
    relation: str = ""
    consent: str = ""

    @property
    def is_of_staff(self) -> bool:
        return self.rule.split("/")[1] == "werk"


def rules(app: Flask) -> dict[str, Rule]:
    return {rule.rule: rule for rule in app.url_map.iter_rules()}


def addresses(app: Flask) -> set[tuple[str, str]]:
    """Return every address with the methods that the app has for it; HEAD goes with GET."""
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def all_of(app: Flask) -> Iterator[Cell]:
    known = addresses(app)
    for rule in sorted(rules(app)):
        for method in METHODS:
            yield from of(method, rule, is_there=(method, rule) in known)


def of(method: str, rule: str, *, is_there: bool = True) -> Iterator[Cell]:
    """Return everybody at one address with one method; which case makes no odds where that is not there."""
    for caller in CALLERS:
        yield from _cells(method, rule, caller, is_there)


def _cells(method: str, rule: str, caller: str, is_there: bool) -> Iterator[Cell]:
    cell = Cell(method, rule, caller)
    if "<case>" in rule and cell.is_of_staff and caller in STAFF and is_there:
        yield from (Cell(method, rule, caller, one, two) for one in RELATIONS for two in CONSENTS)
    else:
        yield cell


def wrong(world: World, table: Table, cell: Cell, *, with_htmx: bool = False) -> str:
    """Knock, and return what is wrong with the answer; "" when it is as the table says."""
    response = knock(world, cell, with_htmx=with_htmx)
    is_in = is_let_in(cell, response)
    entry = table.get((cell.method, cell.rule))
    may = entry is not None and entry.lets_in(cell.caller, cell.relation, cell.consent)
    told = f"{cell}: {response.status_code} {response.headers.get('Location', '')}"
    if response.status_code >= 500:
        return f"broken: {told}"
    if is_in is not may:
        return f"{'let in' if is_in else 'kept out'}: {told}"
    if not _may_read(cell, entry, may=may) and world.canary.encode() in response.data:
        return f"told: {told}"
    if not may and response.status_code not in _refusals(cell, is_known=entry is not None):
        return f"refused otherwise: {told}"
    return ""


def knock(world: World, cell: Cell, *, with_htmx: bool = False, **other: str) -> TestResponse:
    address = world.address(cell.rule, cell.caller, cell.relation, cell.consent, **other)
    client, form = world.browser(cell.caller), world.form(cell.caller, cell.rule)
    response = client.open(
        address,
        method=cell.method,
        data=None if cell.method == "GET" else form,
        headers=WITH_HTMX if with_htmx else {},
    )
    if cell.method != "GET" or "Set-Cookie" in response.headers:
        world.come_back(cell.caller)
    if cell.relation and cell.method != "GET" and response.status_code == 303:
        world.renew_case(cell.caller, cell.relation, cell.consent)
    return response


def is_let_in(cell: Cell, response: TestResponse) -> bool:
    """Say whether somebody got past the door. What is wrong with the form they sent comes after that.

    Who shows a second factor twice goes on without a session too, to a page that asks who they are.
    """
    to = response.headers.get("Location", "")
    leads_out = (to.startswith(SIGN_IN) and cell.rule != SIGN_IN) or (cell.rule == AGAIN and to == WORK)
    return response.status_code not in CLOSED and not (leads_out and cell.caller not in STAFF)


def _may_read(cell: Cell, entry: Entry | None, *, may: bool) -> bool:
    """Say whether what a resident said may be on this page: it is their own, or shared with who asks."""
    is_shared = may and (cell.caller == HELPER or cell.consent in HOLDING)
    return cell.caller == RESIDENT or (is_shared and entry is not None and cell.caller in entry.who)


def _refusals(cell: Cell, *, is_known: bool) -> tuple[int, ...]:
    """Return how this is refused: with nothing that tells what is behind the door."""
    if not is_known:
        return (405,)
    if cell.is_of_staff and cell.caller not in STAFF:
        return (303, 403)
    if cell.is_of_staff:
        return (403, 404)
    is_anothers = cell.caller == OTHER_RESIDENT and "<id>" in cell.rule
    return (404,) if is_anothers and cell.method == "GET" else (403,)
