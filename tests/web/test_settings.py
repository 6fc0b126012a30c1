"""Settings: nonsense stops the start with a sentence that says what to set."""

import base64

import pytest

from meedoen_app import settings
from meedoen_app.core.municipality import Contact, Municipality
from meedoen_app.settings import Nonsense

KEY = base64.b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "MEEDOEN_ENV": "productie",
    "MEEDOEN_SECRET": "s" * 40,
    "MEEDOEN_MASTER_KEYS": f"k1:{KEY}",
}


def test_production_starts_with_its_own_secrets() -> None:
    assert settings.from_environment(PRODUCTION).production


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"MEEDOEN_SECRET": ""}, "MEEDOEN_SECRET"),
        ({"MEEDOEN_SECRET": settings.EXAMPLE_SECRET}, "MEEDOEN_SECRET"),
        ({"MEEDOEN_MASTER_KEYS": f"k1:{settings.EXAMPLE_KEY}"}, "MEEDOEN_MASTER_KEYS"),
        ({"MEEDOEN_RATE_LIMITS": "off"}, "MEEDOEN_RATE_LIMITS"),
        ({"MEEDOEN_DEMO": "ja"}, "MEEDOEN_DEMO"),
        ({"WEB_CONCURRENCY": "4"}, "MEEDOEN_RATE_STORE"),
    ],
)
def test_production_refuses(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(Nonsense, match=sentence):
        settings.from_environment({**PRODUCTION, **change})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEEDOEN_ENV", "test"),
        ("MEEDOEN_DATABASE_URL", "mysql://x"),
        ("MEEDOEN_MASTER_KEYS", "k1:kort"),
        ("MEEDOEN_MASTER_KEYS", KEY),
        ("MEEDOEN_DRAFT_DAYS", "-1"),
        ("MEEDOEN_DRAFT_DAYS", "²"),
        ("MEEDOEN_TRUSTED_PROXIES", "veel"),
        ("MEEDOEN_RATE_LIMITS", "misschien"),
        ("MEEDOEN_CONTENT_DIR", "/bestaat/niet"),
    ],
)
def test_nonsense_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(Nonsense, match=name):
        settings.from_environment({name: value})


def test_production_refuses_without_a_checked_telephone_number() -> None:
    nobody_to_call = Municipality("deventer", "Deventer", "gemeente Deventer", Contact(phone="14 0570"))
    with pytest.raises(Nonsense, match=r"gemeente\.toml"):
        settings.refuse_without_contact(nobody_to_call)
