"""Where people sign in is set whole, or not at all."""

import pytest

from meedoen_app import settings
from meedoen_app.settings import Nonsense
from tests.web.test_settings import PRODUCTION

PHRASE = "niet verder vertellen"
RIGHT = {
    "ISSUER": "https://inloggen.voorbeeld.nl/gemeente",
    "CLIENT_ID": "meedoen",
    "CLIENT_SECRET": PHRASE,
    "ACR": "substantieel hoog",
}


def environ(door: str, **other: str) -> dict[str, str]:
    return {f"MEEDOEN_OIDC_{door}_{name}": value for name, value in {**RIGHT, **other}.items()}


def test_both_doors_have_a_provider_of_their_own() -> None:
    staff, residents = environ("STAFF", TWO_FACTORS="hoog"), environ("RESIDENT", MAX_AGE="120")
    chosen = settings.from_environment({**PRODUCTION, **staff, **residents})
    assert chosen.staff_login is not None
    assert chosen.staff_login.origin == "https://inloggen.voorbeeld.nl"
    assert (chosen.staff_login.acr, chosen.staff_login.two_factors) == (("substantieel", "hoog"), ("hoog",))
    assert (chosen.staff_login.max_age, [login.max_age for login in chosen.logins]) == (900, [900, 120])
    assert PHRASE not in repr(chosen.staff_login)
    assert settings.from_environment({}).logins == ()


@pytest.mark.parametrize(
    ("door", "change", "sentence"),
    [
        ("STAFF", {"ISSUER": ""}, "STAFF_ISSUER"),
        ("STAFF", {"ISSUER": "inloggen.voorbeeld.nl"}, "STAFF_ISSUER"),
        ("STAFF", {"ISSUER": "https://x.nl; script-src *"}, "STAFF_ISSUER"),
        ("STAFF", {"ISSUER": "https://ik@x.nl"}, "STAFF_ISSUER"),
        ("STAFF", {"ISSUER": "https://x.nl?x"}, "STAFF_ISSUER"),
        ("STAFF", {"CLIENT_ID": ""}, "STAFF_CLIENT_ID"),
        ("STAFF", {"CLIENT_SECRET": ""}, "STAFF_CLIENT_SECRET"),
        ("STAFF", {"TWO_FACTORS": "laag"}, "STAFF_TWO_FACTORS"),
        ("STAFF", {"MAX_AGE": "een uur"}, "STAFF_MAX_AGE"),
        ("STAFF", {"MAX_AGE": "0"}, "STAFF_MAX_AGE"),
        ("RESIDENT", {"ACR": ""}, "RESIDENT_ACR"),
        ("RESIDENT", {"TWO_FACTORS": "hoog"}, "RESIDENT_TWO_FACTORS"),
        ("RESIDENT", {"ISSUER": "http://inloggen.voorbeeld.nl"}, "https://"),
    ],
)
def test_nonsense_stops_the_start(door: str, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(Nonsense, match=sentence):
        settings.from_environment({**PRODUCTION, **environ(door, **change)})
