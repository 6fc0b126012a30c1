"""Six words, however they are typed."""

import secrets
from itertools import cycle

import pytest

from meedoen_app.core import wordcode
from meedoen_app.core.errors import NotAllowed

LIST = tuple(f"woord{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(1024))
CODE = ("appel", "berg", "citroen", "dak", "emmer", "fiets")


@pytest.mark.parametrize(
    "typed",
    [
        "appel berg citroen dak emmer fiets",
        "  Appel, BERG; citroën - dak\temmer\nfiets. ",
        "appel-berg-citroen-dak-emmer-fiets",
        "1. appel 2. berg 3. citroen 4. dak 5. emmer 6. fiets",
        "appel\x00berg citroen dak\u200b emmer fiets",
        "ap\u00adpel be\u200drg citroe\u0308n dak emmer \u202efiets",
        "ａｐｐｅｌ berg citroen dak emmer fiets",
    ],
)
def test_the_same_words_are_the_same_code(typed: str) -> None:
    assert wordcode.normalise(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "appel", "appel berg citroen dak emmer", " ".join([*CODE, "gras"]), "\x00"]
)
def test_other_than_six_words_is_refused(typed: str) -> None:
    with pytest.raises(NotAllowed):
        wordcode.normalise(typed)


def test_a_very_long_text_is_cut_before_it_is_read() -> None:
    with pytest.raises(NotAllowed):
        wordcode.normalise("appel " * 1_000_000)


def test_a_code_is_drawn_by_the_chance_that_is_given() -> None:
    words = cycle(LIST)
    assert wordcode.generate(LIST, lambda _: next(words)) == LIST[:6]


def test_a_drawn_code_is_found_back_when_it_is_typed() -> None:
    code = wordcode.generate(LIST, secrets.choice)
    assert wordcode.normalise(", ".join(code).upper()) == code


def test_a_short_list_is_refused() -> None:
    with pytest.raises(ValueError, match="1024"):
        wordcode.generate(LIST[:1023], secrets.choice)
    with pytest.raises(ValueError, match="1024"):
        wordcode.generate([*LIST[:1023], LIST[0].upper()], secrets.choice)
