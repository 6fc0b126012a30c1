"""The circle: the people around somebody, by first name or role, as told in the conversation.

No contact data of others are asked (Wmo 2015 art. 5.1.1: only from the carer or the person).
"""

from dataclasses import dataclass

from meedoen_app.core import rules
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.accepting import NEARNESS_OF_PEOPLE
from meedoen_app.core.conversation.question import MOST_PEOPLE

LIVES_HERE, *_, MISSED = NEARNESS_OF_PEOPLE
CHILD = "kind"
FIELDS = ("naam", "nabij", "vragen", "weet", "wie")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the table, by first name, by who it is (`who`), or by neither.

    `may_ask` and `knows` are ja, nee, weet_niet or "" (not said).
    """

    name: str = ""
    near: str = ""
    may_ask: str = ""
    knows: str = ""
    who: str = ""

    @property
    def lives_here(self) -> bool:
        return self.near == LIVES_HERE

    @property
    def may_be_asked(self) -> bool:
        """Not said is not "no". But a child, whose age nobody asks, and somebody who is missed are
        asked only after a "ja".
        """
        if self.who == CHILD or self.near == MISSED:
            return self.may_ask == "ja"
        return self.may_ask != "nee"


NOBODY = Person()


def people(values: rules.Values) -> tuple[Person, ...]:
    """Return the people told of in the circle, in the order in which they were told of.

    No name is needed: whatever was said of somebody puts them at the table.
    """

    def field(number: int, name: str) -> str:
        return next(iter(values.get(f"{landmarks.CIRCLE}.{number}_{name}", frozenset())), "")

    told = (Person(*(field(n, name) for name in FIELDS)) for n in range(1, MOST_PEOPLE + 1))
    return tuple(person for person in told if person != NOBODY)
