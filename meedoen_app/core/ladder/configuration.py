"""What a municipality decides about the ladder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LadderRules:
    """The version of the rules, and whether care for somebody outside the household counts as rung 4.

    No source places mantelzorg on a rung; plan §2.1 calls it a contribution, so the municipality
    chooses.
    """

    version: str
    care_counts_as_level_4: bool = True
