"""Who worries about somebody gets advice; nothing is asked about the other, and only a cell is counted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from meedoen_app.storage.tables.records import OutboxRow
from meedoen_app.web import concern
from tests.visitor import Visitor

EVENING = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


def cells(app: Flask) -> list[tuple[str, str, str, int]]:
    with app.extensions["meedoen"].database.reading() as session:
        found = session.connection().exec_driver_sql('SELECT "table", wijk, code, n FROM monitor_cell')
        return [tuple(row) for row in found]  # type: ignore[misc]


def test_advice_asks_nothing_about_the_other(visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    assert "Zo begint u een gesprek" in visitor.words
    assert set(visitor.fields()) <= {"onderwerp", "wijk", "sleutel", "taal", "niveau", "naar"}


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


def test_a_mistake_keeps_what_was_chosen(visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    visitor.press("=", onderwerp="geld", wijk="amsterdam")
    [chosen] = [one.get("value") for one in visitor.tree.iter("input") if "checked" in one.attrib]
    assert chosen == "geld"


def test_sent_twice_is_counted_once_and_another_form_counts_again(app: Flask, visitor: Visitor) -> None:
    for turn in (1, 2):
        visitor.go("/zorgen-om-iemand")
        form = {"sleutel": visitor.fields()["sleutel"][0], "onderwerp": "geld", "wijk": ""}
        for _ in range(3):
            assert visitor.client.post("/zorgen-om-iemand", data=form).status_code == 303
        assert cells(app) == [("signaal", "onbekend", "geld", turn)]


def test_who_goes_back_and_chooses_another_theme_is_counted_again(app: Flask, visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    form = {"sleutel": visitor.fields()["sleutel"][0], "wijk": ""}
    for theme in ("begin", "geld", "wonen", "geld"):
        visitor.client.post("/zorgen-om-iemand", data={**form, "onderwerp": theme})
    assert sorted(cells(app)) == [("signaal", "onbekend", "geld", 1), ("signaal", "onbekend", "wonen", 1)]


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_a_good_key_is_not_counted_and_comes_back_with_one(
    app: Flask, visitor: Visitor, key: str
) -> None:
    visitor.go("/zorgen-om-iemand")
    wijk = visitor.choices("wijk")[1]
    visitor.press("=", onderwerp="geld", wijk=wijk, sleutel=key)
    assert visitor.status == 422
    assert "Dit formulier klopt niet meer." in visitor.words
    assert cells(app) == []
    visitor.press("=")
    assert cells(app) == [("signaal", wijk, "geld", 1)]


def test_that_a_form_came_is_known_for_a_day_or_two_and_never_at_what_time(
    app: Flask, visitor: Visitor, works: Callable[[], None]
) -> None:
    visitor.go("/zorgen-om-iemand")
    form = {"sleutel": visitor.fields()["sleutel"][0], "onderwerp": "geld", "wijk": ""}
    with travel(EVENING, tick=True):
        visitor.client.post("/zorgen-om-iemand", data=form)
    assert moments(app) == [(EVENING.replace(hour=0, minute=0),) * 3]
    for days, known in ((1, 1), (2, 0)):
        with travel(EVENING + timedelta(days=days), tick=True):
            works()
        assert len(moments(app)) == known
    assert [n for *_, n in cells(app)] == [1]


def moments(app: Flask) -> list[tuple[object, ...]]:
    chosen = select(OutboxRow.wanted_at, OutboxRow.due_at, OutboxRow.sent_at)
    with app.extensions["meedoen"].database.reading() as session:
        return [tuple(row) for row in session.execute(chosen)]


def test_what_is_none_of_ours_waits_for_no_writer(app: Flask, visitor: Visitor) -> None:
    visitor.go("/zorgen-om-iemand")
    with app.extensions["meedoen"].database.writing() as other:
        other.connection()
        visitor.press("=", onderwerp="begin", wijk="")
    assert visitor.status == 422


def test_what_is_wrong_is_limited_too(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    statuses = [send(app, number, "begin") for number in range(301)]
    assert statuses == [422] * 300 + [429]


def test_few_are_counted_from_one_network_and_mistakes_do_not_count(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    statuses = [send(app, number, "begin") for number in range(12)]
    statuses += [send(app, number) for number in range(12)]
    assert statuses == [422] * 12 + [303] * 10 + [429] * 2
    assert [n for *_, n in cells(app)] == [10]


def test_many_networks_together_cannot_fill_the_counts(make: Callable[..., Flask]) -> None:
    app, most = make(MEEDOEN_RATE_LIMITS="on"), int(concern.FEW_OF_ALL.partition(" ")[0])
    statuses = [send(app, number, network=f"203.0.113.{number}") for number in range(most + 1)]
    assert statuses == [303] * most + [429]


def send(app: Flask, number: int, theme: str = "geld", network: str = "203.0.113.250") -> int:
    form = {"sleutel": f"k{number}", "onderwerp": theme, "wijk": ""}
    told = {"REMOTE_ADDR": network}
    return app.test_client().post("/zorgen-om-iemand", data=form, environ_overrides=told).status_code
