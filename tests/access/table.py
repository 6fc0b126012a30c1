"""matrix.txt as a value: what a person reviewed, line by line. What is not in it is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "matrix.txt"
ANYONE = "iedereen"
RESIDENT, OTHER_RESIDENT = "inwoner", "andere inwoner"
STAFF = ("buurtcoach", "professional", "beheerder", "privacy", "beleid", "meedoenraad")
HELPER, STOPPED_HELPER, LATE_HELPER = "meekijker", "gestopte meekijker", "te late meekijker"
CALLERS = (ANYONE, RESIDENT, OTHER_RESIDENT, HELPER, STOPPED_HELPER, LATE_HELPER, *STAFF)
RELATIONS = ("geen", "team", "toegewezen", "noodsprong")
CONSENTS = ("gedeeld", "ingetrokken", "voorbij", "melding", "melding_ingetrokken")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Entry:
    """Who may enter an address with a method; of a case of staff also at which relation and consent."""

    who: frozenset[str]
    relations: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()

    def lets_in(self, caller: str, relation: str = "", consent: str = "") -> bool:
        if ANYONE in self.who:
            return True
        fits_case = not relation or (relation in self.relations and consent in self.consents)
        return caller in self.who and fits_case


Table = dict[tuple[str, str], Entry]


def read(lines: Iterable[str]) -> Table:
    """Read lines as `GET /werk/zaak/<case> | professional | toegewezen noodsprong | geldt`."""
    table: Table = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            address, *sets = (part.strip() for part in line.split("|"))
            method, rule = address.split()
            assert (method, rule) not in table, f"twice: {line}"
            table[method, rule] = Entry(*(_known(words, place) for place, words in enumerate(sets)))
    return table


def _known(words: str, place: int) -> frozenset[str]:
    """Return the words of a column; one that means nothing is a mistake in the table."""
    found = frozenset(words.split())
    assert found <= set((CALLERS, RELATIONS, CONSENTS)[place]), f"unknown: {words}"
    return found
