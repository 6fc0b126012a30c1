"""Where a suggestion comes from, of what year that is, and whether anybody looked since."""

import pytest

from tests.visitor import Visitor
from tests.web.test_first_suggestion import begin, to_the_first_theme


@pytest.mark.parametrize(
    "said", ["De bron is van 2022", "Nog niet nagekeken. Vraag eerst of dit nog bestaat."]
)
def test_of_what_nobody_checked_the_year_of_the_source_is_said(visitor: Visitor, said: str) -> None:
    begin(visitor, "mijzelf")
    to_the_first_theme(visitor)
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["klussen"])
    assert "Voor Elkaar-team in uw wijk" in visitor.words
    assert said in visitor.words
    assert "31 december" not in visitor.words
    assert "Nagekeken op 21 november 2026" in visitor.words  # What the law says was looked up that day.


def test_dutch_and_another_language_are_told_on_one_page(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    visitor.go(f"{visitor.conversation()}/50")
    assert visitor.heading == "Hoe gaat het met Nederlands?"
    visitor.press("doe=verder", zin=["andere_taal", "tolk"], tekst="Ik praat het liefst Turks.")
    visitor.go(f"{visitor.conversation()}/over-mij")
    for told in ("Ik praat liever een andere taal", "Ik wil graag een tolk", "Ik praat het liefst Turks."):
        assert told in visitor.words


def test_dutch_that_goes_well_is_not_kept_with_dutch_that_is_hard(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    visitor.go(f"{visitor.conversation()}/50")
    answer = visitor.press("doe=verder", zin=["goed", "spreken"])
    assert answer.status_code == 422
    assert "Deze antwoorden gaan niet samen." in visitor.words
