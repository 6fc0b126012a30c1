"""Somebody who reads every page of signing in elsewhere: linking, opening again, choosing, and a refusal."""

from dataclasses import dataclass

from tests.house.walk import Reader
from tests.oidc.person import Person
from tests.talks import begin_and_keep


@dataclass
class Traveller(Person, Reader):
    """A reader who has an account elsewhere."""


def link_and_choose(reader: Reader) -> None:
    """Link two conversations, open one of them again, and come back once with nothing."""
    traveller = Traveller(reader.client)
    for _number in range(2):
        begin_and_keep(traveller)
        traveller.go(f"{traveller.conversation()}/woorden")
        traveller.press("doe=koppel")
    traveller.go("/verder")
    traveller.press("doe=open")
    traveller.go("/verder/terug")
    reader.pages += traveller.pages
