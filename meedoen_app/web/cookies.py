"""Cookies: out of reach of scripts and other sites, and bound to this host by their name."""

from flask import Request
from werkzeug import Response

from meedoen_app.web.installation import here

HOST_BOUND = "__Host-"


def _name(name: str) -> str:
    """Browsers take a `__Host-` cookie over https only, so development has the plain name."""
    return HOST_BOUND + name if here().settings.production else name


def read(request: Request, name: str) -> str:
    return request.cookies.get(_name(name), "")


def give(response: Response, name: str, value: str, *, days: int = 0) -> None:
    """Set a cookie for this visit, or for a number of days."""
    response.set_cookie(
        _name(name),
        value,
        max_age=days * 86_400 or None,
        secure=here().settings.production,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: Response, name: str) -> None:
    response.delete_cookie(
        _name(name), secure=here().settings.production, httponly=True, samesite="Lax", path="/"
    )
