"""How much: a few in `make test`, the full number in `make proof`. Chance always has a seed that is shown."""

import os
import random
import secrets

import pytest

PROOF = os.environ.get("MEEDOEN_PROOF") == "1"
EVERYDAY_SEED = 2026


def amount(quick: int, full: int) -> int:
    """Return how often to try."""
    return full if PROOF else quick


def chance(request: pytest.FixtureRequest) -> random.Random:
    """Return the dice of a test: the same every day, new in every proof, or those of MEEDOEN_PROOF_SEED."""
    everyday = secrets.randbelow(10**9) if PROOF else EVERYDAY_SEED
    seed = int(os.environ.get("MEEDOEN_PROOF_SEED", everyday))
    note(request, seed=seed)
    return random.Random(f"{seed} {request.node.name}")  # noqa: S311 - to try things, not a secret


def note(request: pytest.FixtureRequest, **figures: object) -> None:
    """Keep figures for the proof, and show them."""
    request.node.user_properties.extend(figures.items())
    print(", ".join(f"{name}: {value}" for name, value in figures.items()))
