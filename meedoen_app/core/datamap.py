"""What is kept of whom, and for how long: the data map of the AVG register is made from this."""

from dataclasses import dataclass
from enum import StrEnum


class DataClass(StrEnum):
    """What sort of data a column holds."""

    SEALED = "versleuteld"
    PERSONAL = "persoonlijk"
    KEY = "sleutel"
    TRACE = "verantwoording"
    OPERATION = "beheer"
    COUNT = "telling"


class Owner(StrEnum):
    """Whose data it is."""

    RESIDENT = "inwoner"
    MUNICIPALITY = "gemeente"
    STAFF = "medewerker"


class Retention(StrEnum):
    """How long it stays. The terms themselves are settings; these are the events that end it."""

    CONVERSATION = "zolang als het gesprek"
    CASE = "15 jaar na de laatste wijziging, of tot intrekken van wat alleen gedeeld is"
    SESSION = "tot het einde van de sessie"
    DEVICE = "90 dagen, of tot intrekken"
    TRACE = "5 jaar"
    SENDING = "inhoud tot verzending, en nooit langer dan 30 dagen"
    ROW = "zolang als de rij"
    INSTALLATION = "zolang als de installatie"
    COUNT = "blijvend, niet herleidbaar"
    ACCOUNT = "zolang als het account"
    ATTEMPT = "één dag"


@dataclass(frozen=True, slots=True)
class Classified:
    """The class, owner, term and export of one column."""

    data_class: DataClass
    owner: Owner
    retention: Retention
    export: bool


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """One line of the data map."""

    table: str
    column: str
    classified: Classified
