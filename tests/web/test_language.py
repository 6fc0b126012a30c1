"""Choosing a language changes the words, and nothing else."""

from tests.visitor import Visitor


def test_another_language_keeps_the_way_back(talking: Visitor) -> None:
    talking.go(f"{talking.path}?terug=klopt")
    talking.press("taal=nl")
    assert talking.page.request.query_string == b"terug=klopt"


def test_only_the_way_back_is_kept(talking: Visitor) -> None:
    question = talking.path
    talking.go(f"{question}?van=elders&terug=//elders.example/%0A")
    talking.press("taal=nl")
    assert talking.status == 200
    assert talking.path == question
    assert talking.page.request.query_string == b"terug=%2F%2Felders.example%2F%0A"
