"""How often: limits per network and in total. Guessing six words is hopeless; nobody is locked out."""

from functools import partial
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from flask_limiter import Limiter

from meedoen_app.settings import Settings

IPV6_NETWORK = 64


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


limiter = Limiter(key_func=network, strategy="moving-window")


def install(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_store
    limiter.init_app(app)


per_network = limiter.limit
# All visitors together: this slows a guesser who has many networks.
in_total = partial(limiter.shared_limit, scope="allen", key_func=lambda: "allen")
