"""Who worries about somebody gets advice; nothing is asked about the other, and only a cell is counted."""

import pytest
from flask import Flask

from tests.visitor import Visitor


def cells(app: Flask) -> list[tuple[str, str, str, int]]:
    with app.extensions["meedoen"].database.reading() as session:
        found = session.connection().exec_driver_sql('SELECT "table", wijk, code, n FROM monitor_cell')
        return [tuple(row) for row in found]  # type: ignore[misc]


def test_advice_asks_nothing_about_the_other(visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    assert "Zo begint u een gesprek" in visitor.words
    assert set(visitor.fields()) <= {"onderwerp", "wijk", "taal", "niveau", "naar"}


def test_the_themes_say_that_the_other_is_meant(visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    assert "Staat er ‘u’? Denk dan aan de ander." in visitor.words


def test_a_theme_and_a_wijk_are_counted_and_nothing_else(app: Flask, visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    wijk = visitor.choices("wijk")[1]
    visitor.press("=", onderwerp="geld", wijk=wijk)
    assert visitor.heading == "Dank u wel"
    assert cells(app) == [("signaal", wijk, "geld", 1)]


@pytest.mark.parametrize(("theme", "wijk"), [("", ""), ("begin", ""), ("geld", "amsterdam")])
def test_what_is_none_of_ours_is_not_counted(app: Flask, visitor: Visitor, theme: str, wijk: str) -> None:
    visitor.go("/zorgen-om-iemand")
    visitor.press("=", onderwerp=theme, wijk=wijk)
    assert visitor.status == 422
    assert "Kies een van de onderwerpen." in visitor.words
    assert cells(app) == []
