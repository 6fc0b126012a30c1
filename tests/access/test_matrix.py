"""Who may enter where: every cell of the matrix is executed on the real app, against the reviewed table.

What is not there and what is another's look the same, to the byte (security Z2).
"""

import re
from collections.abc import Iterator
from statistics import median
from time import perf_counter

import pytest
from werkzeug.test import TestResponse

from tests.access import cells
from tests.access.cells import Cell
from tests.access.people import NOBODYS, World
from tests.access.table import OTHER_RESIDENT, RESIDENT, STAFF, Table
from tests.amounts import PROOF, amount, chance, note

SAMPLE = 500
FRESH = re.compile(rb'name="(?:zegel|sleutel)" value="[^"]*"')


def test_every_address_is_reviewed_and_nothing_else(world: World, reviewed: Table) -> None:
    made = cells.addresses(world.app)
    assert sorted(made - set(reviewed)) == []
    assert sorted(set(reviewed) - made) == []


def test_every_cell_is_as_reviewed(world: World, reviewed: Table, request: pytest.FixtureRequest) -> None:
    dice, everything = chance(request), list(cells.all_of(world.app))
    dice.shuffle(everything)
    chosen = everything if PROOF else everything[:SAMPLE]
    note(request, cells=len(everything), executed=len(chosen))
    told = [cells.wrong(world, reviewed, cell, with_htmx=dice.random() < 0.2) for cell in chosen]
    print(*sorted(one for one in told if one), sep="\n")
    assert [one for one in told if one] == []


def foreign_and_missing(world: World, reviewed: Table) -> Iterator[tuple[Cell, dict[str, str]]]:
    """Return who asks for what is another's, and the name of that in the address."""
    for method, rule in sorted(reviewed):
        if "<id>" in rule:
            yield Cell(method, rule, OTHER_RESIDENT), {"id": world.own}
        if "<id>" in rule and "<case>" in rule:
            yield Cell(method, rule, RESIDENT), {"case": world.cases["", "geen", "gedeeld"]}
        if rule.startswith("/werk/") and "<case>" in rule:
            for role in STAFF:
                yield (
                    Cell(method, rule, role, "geen", "gedeeld"),
                    {"case": world.cases["", "geen", "gedeeld"]},
                )


def same(response: TestResponse, id: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return an answer without the id that was asked for, and without seals, which are new on every page."""
    told = FRESH.sub(b"", response.data.replace(id.encode(), b"-"))
    headers = [pair for pair in response.headers if pair[0] not in ("Set-Cookie", "Content-Length")]
    return response.status_code, told, [(name, value.replace(id, "-")) for name, value in headers]


def test_what_is_anothers_and_what_is_not_there_look_the_same(world: World, reviewed: Table) -> None:
    different, asked = [], list(foreign_and_missing(world, reviewed))
    for cell, object in asked:
        [(name, id)] = object.items()
        foreign = same(cells.knock(world, cell, **object), id)
        missing = same(cells.knock(world, cell, **{name: NOBODYS}), NOBODYS)
        different += [(cell, foreign[0], missing[0])] if foreign != missing else []
    assert different == []
    assert len(asked) > 40


def test_what_is_anothers_takes_as_long_as_what_is_not_there(
    world: World, request: pytest.FixtureRequest
) -> None:
    cell = Cell("GET", "/g/<id>/over-mij", OTHER_RESIDENT)
    times: dict[str, list[float]] = {world.own: [], NOBODYS: []}
    for _ in range(amount(5, 200)):
        for id, taken in times.items():
            began = perf_counter()
            assert cells.knock(world, cell, id=id).status_code == 404
            taken.append(perf_counter() - began)
    foreign, missing = (median(taken) * 1000 for taken in times.values())
    note(request, milliseconds_apart=round(abs(foreign - missing), 2))
