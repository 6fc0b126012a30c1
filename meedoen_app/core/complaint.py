"""A complaint about the municipality: apart from any conversation, and without a name for who wants that.

Awb art. 9:1. Nothing of it hangs together with a conversation, so that nobody fears for their help.
"""

from dataclasses import dataclass

LONGEST_WORDS = 2000
LONGEST_NAME = 60
LONGEST_REACH = 100


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody complains of, in own words. Without a `reach` nobody can write or call back."""

    words: str
    name: str = ""
    reach: str = ""
