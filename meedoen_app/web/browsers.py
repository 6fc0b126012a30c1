"""What a browser says of itself, in the few words that its owner knows it by in a list."""

from flask import request
from flask_babel import gettext as _

STATE = "toestel"
# In this order, as each also names those after it.
BROWSERS = (("Firefox/", "Firefox"), ("Edg", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def named() -> str:
    """Return this browser and what it runs on, as "Chrome op Android"."""
    told = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS if sign in told), _("Een browser"))
    system = next((name for sign, name in SYSTEMS if sign in told), "")
    return _("%(browser)s op %(system)s", browser=browser, system=system) if system else browser
