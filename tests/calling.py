"""What visitors do who want to be called: ask it, and first say what they wish for."""

from flask import Flask

from tests.talks import open_theme
from tests.visitor import Visitor

NUMBER = "06 - 12 34 56 78"
WISH = "Dan drink ik koffie met Fatma"
READY = "Dan zie ik vaker mensen."
WISH_IS = "Stel: over een jaar gaat het goed. Wat doet u dan?"


def ask(visitor: Visitor, telefoon: str = NUMBER, **fields: str) -> None:
    visitor.go("/bel-mij")
    visitor.press("doe=bel", telefoon=telefoon, **fields)


def say_the_wish(visitor: Visitor, **fields: str) -> None:
    """Answer the question about the wish, and talk about where one lives."""
    while visitor.heading != WISH_IS:
        visitor.skip()
    visitor.press("doe=verder", **({"tekst": WISH, "zin": "mensen"} | fields))
    open_theme(visitor, "wonen")
    visitor.press("doe=verder", keuze="gaat_goed")


def waiting(app: Flask) -> int:
    with app.extensions["meedoen"].database.reading() as session:
        return int(session.connection().exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())


def quotes(visitor: Visitor) -> list[str]:
    return ["".join(one.itertext()) for one in visitor.tree.iterfind(".//blockquote/p")]
