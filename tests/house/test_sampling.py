"""What `make test` leaves out: cases of a test, never a test."""

from tests.sampling import FEW, KINDS, Case, sample


def on_both(function: str) -> list[Case]:
    return [Case(function, f"{function}[{kind}]", kind) for kind in KINDS]


def many(function: str, number: int = 400) -> list[Case]:
    return [Case(function, f"{function}[{one}]") for one in range(number)]


def test_every_test_runs_and_is_drawn_the_same_again() -> None:
    cases = [one for number in range(50) for one in on_both(f"journeys/test_a.py::test_{number}")]
    drawn = sample(cases)
    assert {one.function for one in drawn} == {one.function for one in cases}
    assert {one.database for one in drawn} == {*KINDS}
    assert len(drawn) == 50
    assert sample(cases) == drawn


def test_of_many_cases_a_few_run() -> None:
    assert len(sample(many("browser/test_a.py::test_a", FEW))) == FEW
    assert len(sample(many("browser/test_a.py::test_a", FEW + 1))) == FEW
    assert len(sample(many("web/test_a.py::test_a", FEW + 1))) == 1
    assert len(sample(many("web/test_a.py::test_a"))) == 20


def test_pages_run_on_sqlite_and_some_on_postgresql() -> None:
    cases = [one for number in range(200) for one in on_both(f"web/test_a.py::test_{number}")]
    drawn = sample(cases)
    assert {one.function for one in drawn} == {one.function for one in cases}
    assert 5 < [one.database for one in drawn].count("postgresql") < 40
    assert len(drawn) == 200


def test_texts_and_what_is_stored_are_checked_whole() -> None:
    cases = many("house/test_words.py::test_a") + on_both("storage/test_a.py::test_a")
    assert sample(cases) == {*cases}
