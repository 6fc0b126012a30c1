"""Which tests `make test` runs (`--sample`): every test there is, and of those with many cases some of them.

The proof runs every case, and so does who calls pytest without it. What is left out is drawn with a seed.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isqrt
from random import Random

from tests.amounts import EVERYDAY_SEED

KINDS = SQLITE, POSTGRESQL = ("sqlite", "postgresql")
# What runs on one of both, and how much of it on PostgreSQL: the storage below it is itself tested on both.
ON_POSTGRESQL = {"access": 0.1, "actions": 0.1, "cli": 0.1, "web": 0.1, "journeys": 0.5}
# Here a case takes long. What is checked of the house, of the texts and of the core is checked of all of it.
ROOMS = (
    "access",
    "actions",
    "browser",
    "cli",
    "journeys",
    "oidc",
    "storage",
    "web",
    "content/test_faults.py",
    "content/test_paths.py",
)
FEW = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test: of which function (its place below tests/ and its name), and on which database."""

    function: str
    id: str
    database: str = ""


def told() -> str:
    return (
        f"a sample, drawn with seed {EVERYDAY_SEED}: 1 or {FEW} cases of a test, or their square root; "
        f"pages and deeds on SQLite or, {ON_POSTGRESQL['web']:.0%}, on PostgreSQL; journeys on one of both"
    )


def sample(cases: Iterable[Case]) -> frozenset[Case]:
    """Return which cases run: all of a room in which they take little time."""
    functions = defaultdict(list)
    for one in cases:
        functions[one.function].append(one)
    return frozenset(one for function, found in functions.items() for one in _of(function, found))


def _of(function: str, cases: Sequence[Case]) -> Iterable[Case]:
    if not function.startswith(ROOMS):
        return cases
    dice = random.Random(f"{EVERYDAY_SEED} {function}")  # noqa: S311 - the same in every process
    left = _on_databases(function, cases, dice)
    least = 1 if _room(function) in ON_POSTGRESQL else FEW
    return dice.sample(left, min(max(least, isqrt(len(left))), len(left)))


def _on_databases(function: str, cases: Sequence[Case], dice: Random) -> list[Case]:
    """Return what runs on the database that is drawn: of most rooms everything."""
    share = ON_POSTGRESQL.get(_room(function))
    if share is None or {one.database for one in cases} != {*KINDS}:
        return [*cases]
    kind = POSTGRESQL if dice.random() < share else SQLITE
    return [one for one in cases if one.database == kind]


def _room(function: str) -> str:
    return function.partition("/")[0]
