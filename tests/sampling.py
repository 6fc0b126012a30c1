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
MOSTLY_ON_SQLITE = ("access", "actions", "cli", "web")
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
ON_BOTH = 0.1


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test: of which function (its place below tests/ and its name), and on which database."""

    function: str
    id: str
    database: str = ""


def told() -> str:
    return (
        f"a sample, drawn with seed {EVERYDAY_SEED}: {FEW} cases of a test, or the root of their number; "
        f"pages and deeds on SQLite and {ON_BOTH:.0%} on PostgreSQL too; journeys on one of both"
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
    return dice.sample(left, min(max(FEW, isqrt(len(left))), len(left)))


def _on_databases(function: str, cases: Sequence[Case], dice: Random) -> list[Case]:
    """Return what runs on the databases that are drawn: of most rooms everything."""
    if sorted({one.database for one in cases}) != sorted(KINDS):
        return [*cases]
    if function.startswith("journeys"):
        kind = dice.choice(KINDS)
        return [one for one in cases if one.database == kind]
    if function.startswith(MOSTLY_ON_SQLITE):
        return [one for one in cases if one.database == SQLITE or dice.random() < ON_BOTH]
    return [*cases]
