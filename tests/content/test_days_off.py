"""The days off of Deventer are those of the law (Algemene termijnenwet art. 3); nothing is promised yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from meedoen_app import settings
from meedoen_app.content.store import Contents
from meedoen_app.core.municipality import Municipality
from tests.content import copies

YEARS = range(2026, 2037)
# Besluit gelijkstelling (lid 3), for 2026, 2027 and 2028; nothing was decreed yet for later years.
DECREED = {date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)}


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return Contents(settings.PACKAGED_CONTENT, "deventer").current().municipality


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741
    month, day = divmod(h + l - 7 * ((a + 11 * h + 22 * l) // 451) + 114, 31)
    return date(year, month, day + 1)


def by_law(year: int) -> set[date]:
    around_easter = {easter(year) + timedelta(days=days) for days in (-2, 1, 39, 50)}
    birthday = date(year, 4, 27)  # On a Sunday it is kept the day before.
    kept = birthday - timedelta(days=birthday.weekday() == 6)
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return around_easter | fixed | {kept}


def test_easter_is_when_it_is() -> None:
    assert [easter(year) for year in (2024, 2026, 2027, 2028, 2035, 2038)] == [
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2028, 4, 16),
        date(2035, 3, 25),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_off_of_the_law_is_there_and_no_other(municipality: Municipality, year: int) -> None:
    there = {one.day for one in municipality.holidays if one.day.year == year}
    assert there - DECREED == by_law(year)
    assert there & DECREED == {day for day in DECREED if day.year == year}


def test_king_s_day_is_kept_on_saturday_when_it_is_a_sunday(municipality: Municipality) -> None:
    kept = {one.day for one in municipality.holidays if one.name == "Koningsdag"}
    assert date(2031, 4, 26) in kept
    assert date(2031, 4, 27) not in kept


def test_no_day_is_there_twice(municipality: Municipality) -> None:
    days = [one.day for one in municipality.holidays]
    assert sorted(set(days)) == days


def test_deventer_has_not_said_yet_how_soon_somebody_calls(municipality: Municipality) -> None:
    assert not municipality.calling.is_promised


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("binnen_werkdagen = 2", "bron of gecontroleerd_op ontbreekt"),
        ("binnen_werkdagen = 31", "binnen_werkdagen is 1 tot en met 30"),
        ("binnen_werkdagen = -1", "binnen_werkdagen is 1 tot en met 30"),
        (
            "gecontroleerd_op = 2999-01-01",
            "gecontroleerd_op 2999-01-01 moet nog komen",
        ),
        ("binnen_dagen = 2", "bellen 1 › binnen_dagen"),
    ],
)
def test_a_promise_without_ground_is_a_fault(tmp_path: Path, said: str, fault: str) -> None:
    content = copies.copy(tmp_path)
    copies.change(content, f"{copies.TOWN}/gemeente.toml", "[bellen]\n", f"[bellen]\n{said}\n")
    said_of_it = [one for one in copies.report(content) if one.startswith("gemeente.toml › bellen")]
    assert any(fault in one for one in said_of_it), said_of_it


def test_a_municipality_without_days_off_is_a_fault(tmp_path: Path) -> None:
    content = copies.copy(tmp_path)
    (content / copies.TOWN / "feestdagen.toml").unlink()
    assert "feestdagen.toml: dit bestand is er niet" in copies.report(content)
