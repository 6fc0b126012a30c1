"""How the content says what is wrong with it. Kept light: every command reads this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the content: where it stands and what it is, in Dutch for its editors."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Broken(Exception):
    """The content cannot be used. `faults` is everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
