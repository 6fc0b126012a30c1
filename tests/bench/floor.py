"""The floor: the least that an honest wizard does for a step. A yardstick to hold Meedoen against, no model.

A page is a session, a token against forged forms, one SELECT and 6 KB of HTML from a template; an answer is
one INSERT, on disk before the 303. FLOOR_DATABASE_URL says where.
"""

import os
import secrets
from typing import Any

from flask import Flask, abort, redirect, render_template, request, session, url_for
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug import Response

QUESTIONS = 8
OPTIONS = [(f"keuze-{n}", f"Antwoord nummer {n}, zo lang als antwoorden meestal zijn") for n in range(1, 9)]


class Base(DeclarativeBase):
    """The tables of the floor."""


class Given(Base):
    """One answer of one visitor."""

    __tablename__ = "given"
    id: Mapped[int] = mapped_column(primary_key=True)
    visitor: Mapped[str] = mapped_column(index=True)
    question: Mapped[int]
    answer: Mapped[str]


engine = create_engine(os.environ["FLOOR_DATABASE_URL"])
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def _like_ours(connection: Any, record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")


Base.metadata.create_all(engine)
app = Flask(__name__)
app.secret_key = secrets.token_hex()  # One worker, so one is enough.


@app.get("/vraag/<int:number>")
def ask(number: int) -> str:
    visitor = session.setdefault("visitor", secrets.token_urlsafe(16))
    token = session.setdefault("token", secrets.token_urlsafe(16))
    newest = select(Given).where(Given.visitor == visitor, Given.question == number).order_by(Given.id.desc())
    with Session(engine) as reading:
        last = reading.scalar(newest.limit(1))
        chosen = last.answer if last else ""
    return render_template(
        "page.html", number=number, most=QUESTIONS, options=OPTIONS, chosen=chosen, token=token
    )


@app.post("/vraag/<int:number>")
def answer(number: int) -> Response:
    if not secrets.compare_digest(request.form["token"], session.get("token", "")):
        abort(403)
    with Session(engine) as writing:
        writing.add(Given(visitor=session["visitor"], question=number, answer=request.form["antwoord"]))
        writing.commit()
    return redirect(url_for(".ask", number=number % QUESTIONS + 1), 303)
