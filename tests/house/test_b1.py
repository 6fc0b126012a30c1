"""The B1 gate can tell: plain sentences pass, official ones do not, and each measure sees its own fault."""

import pytest

from . import b1

PLAIN = (
    "U vertelt zelf hoe het met u gaat.",
    "Wij luisteren en vragen door.",
    "Wie kan u helpen in huis?",
    "U mag elke vraag overslaan.",
    "Ik wil graag vaker naar buiten.",
    "Mijn buurman doet op vrijdag de boodschappen.",
    "Schrijf de zes woorden op papier. Daarmee gaat u later verder.",
    "Wilt u liever bellen? Dat kan ook.",
)
OFFICIAL = (
    "De zelfredzaamheid van betrokkene wordt in samenspraak met ketenpartners integraal gewogen.",
    "Teneinde in aanmerking te komen voor een voorziening dient een aanvraag te worden ingediend.",
    "Bij de beoordeling worden de eigen mogelijkheden en het sociale netwerk van de aanvrager betrokken.",
    "Inwoners met afstand tot de arbeidsmarkt ontvangen een passend re-integratietraject.",
    "Het college draagt zorg voor laagdrempelige toegankelijkheid van de algemene basisinfrastructuur.",
    "Monitoring en evaluatie van de beleidsdoelstellingen geschieden conform de vastgestelde systematiek.",
)
SYLLABLES = {
    "ik": 1, "huis": 1, "nieuw": 1, "mooi": 1, "leeuw": 1, "groei": 1, "vraag": 1, "buurt": 1, "koffie": 2,
    "ideeën": 3, "radio": 3, "gemeente": 3, "coöperatie": 5, "reünie": 3, "naïef": 2, "zeeën": 2,
    "bijzonder": 3, "aquarium": 4, "boodschappen": 3, "eeuwen": 2, "geëerd": 2, "familie": 3,
}  # fmt: skip
NO_PASSIVE = ("Het wordt warm.", "Wat is er gebeurd?", "Ik heb dit gedaan.", "U wordt gezond.", "U wordt u.")
ONE_FAULT = {
    "stopwoord: traject": "Uw traject gaat door.",
    "lijdende vorm: U wordt morgen gebeld": "U wordt morgen gebeld.",
    "lange zin": "Ik ga met de bus en dan met de trein en dan met de fiets en dan ben ik er.",
    "zeldzame woorden: eclatante": "Een eclatante dag.",
    "zware woorden": "De veiligheid en de gezondheid en de opleiding.",
    "Douma": "Gemeentelijke medewerkers organiseren verschillende activiteiten. " * 6,
}


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_plain_sentence_passes(sentence: str) -> None:
    assert b1.faults(sentence) == []


@pytest.mark.parametrize("sentence", OFFICIAL)
def test_an_official_sentence_is_refused(sentence: str) -> None:
    assert b1.faults(sentence) != []


@pytest.mark.parametrize(("fault", "text"), ONE_FAULT.items())
def test_each_measure_sees_its_fault(fault: str, text: str) -> None:
    said = b1.faults(text)
    assert len(said) == 1, said
    assert said[0].startswith(fault)


@pytest.mark.parametrize(
    "sentence", ["Het wordt warm.", "Wat is er gebeurd?", "Ik heb dit gedaan.", "U wordt gezond."]
)
def test_what_is_not_a_passive(sentence: str) -> None:
    assert not b1.is_passive(sentence)


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables_are_counted_as_they_sound(word: str, count: int) -> None:
    assert b1.syllables(word) == count


def test_douma_is_higher_for_plain_words() -> None:
    assert b1.douma(" ".join(PLAIN)) > 80
    assert b1.douma(" ".join(OFFICIAL)) < 40


def test_every_exception_has_a_reason() -> None:
    told = [*b1.LISTS["woorden"], *b1.LISTS["namen"], *b1.LISTS["plekken"]]
    assert [one for one in told if len(one["reden"]) < 10] == []
