"""How often: limits per network and in total. Guessing six words is hopeless; nobody is locked out.

They are counted in the memory of the one process that Meedoen is. What is only looked at is never
limited, so the ways out and the pages of help are not either.
"""

from functools import partial
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, request
from flask_limiter import Limiter

from meedoen_app.settings import Settings
from meedoen_app.web import origin

IPV6_NETWORK = 64
WHATEVER_IS_SENT = "300 per minute"  # To one address of ours; a library has thirty visitors in one network.
WRONG, DONE = 422, 303
ALL = "allen"


def network() -> str:
    """Return the network of the visitor: an IPv4 address, or the /64 that one connection has."""
    told = request.remote_addr or "0.0.0.0"  # noqa: S104  # No address, not a bind.
    try:
        address = ip_address(told)
    except ValueError:  # Some proxies write the port after it.
        return told.rpartition(":")[0] or told
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_NETWORK), strict=False))
    return str(address)


def short_network() -> str:
    """Return the network as the trace keeps it: where about somebody was, and not at which connection."""
    wide = {4: 24, 6: 48}
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(ip_network((address, wide[address.version]), strict=False))


limiter = Limiter(
    key_func=network,
    strategy="moving-window",
    storage_uri="memory://",
    default_limits=[WHATEVER_IS_SENT],
    default_limits_exempt_when=lambda: request.method in origin.SAFE,
)


def install(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    limiter.init_app(app)


def is_wrong(response: Response) -> bool:
    """Say whether what was tried was wrong. Who has the right words does not use up a limit."""
    return response.status_code == WRONG


def is_done(response: Response) -> bool:
    """Say whether what was asked is done. Who makes a mistake does not use up a limit."""
    return response.status_code == DONE


# What a form allows comes on top of the limit of all that is sent, which also counts what was wrong.
per_network = partial(limiter.limit, override_defaults=False)
# All visitors of one form together: this slows a guesser who has many networks, and closes no other form.
in_total = partial(per_network, key_func=lambda: ALL)
