"""Meedoen: the keukentafelgesprek as a self-service app. `create_app` is the WSGI factory."""

from importlib import import_module
from typing import Any

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """Give `create_app` when it is asked for: core and small commands do without the web."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("meedoen_app.web.app"), name)
