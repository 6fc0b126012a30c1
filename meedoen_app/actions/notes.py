"""What is said besides the answers, written down in one log: looking back, the plan, and who looks along."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from meedoen_app.actions.means import Means
from meedoen_app.core import along, checking
from meedoen_app.core.conversation.conversation import Note
from meedoen_app.core.handoff import SupportOffered
from meedoen_app.core.plan import lines
from meedoen_app.core.trace import Actor
from meedoen_app.storage import notes
from meedoen_app.storage.database import Session

Said = checking.Remark | lines.Line | along.Line | SupportOffered

KIND = "soort"
OF_THE_PLAN: Mapping[str, type[lines.Line]] = {
    "keuze": lines.Chosen,
    "doel": lines.Goal,
    "stap": lines.Step,
    "hoe_het_ging": lines.Went,
    "weer_kijken": lines.Review,
    "weer_gekeken": lines.LookedAgain,
}
KINDS: Mapping[str, type[Said]] = {
    "oordeel": checking.Judged,
    "bezwaar": checking.Objection,
    "geteld": checking.Counted,
    "clientondersteuning": SupportOffered,
    "meekijker": along.HelperSaid,
    "meekijker_zelf": along.CarerCheck,
    "meekijker_steun": along.HelperSupport,
    **OF_THE_PLAN,
}
NAMES = {shape: name for name, shape in KINDS.items()}
ADAPTERS: Mapping[str, TypeAdapter[Any]] = {name: TypeAdapter(shape) for name, shape in KINDS.items()}


def write_down(session: Session, means: Means, id: str, said: Said, *, key: str, by: Actor) -> int:
    """Write down what was said and return its seq. Twice with one key is once.

    Raises KeyReused when the key was used before, for something else.
    """
    content = note(said).content
    return notes.add(session, means.vault, id, content, key=key, about=_about(said), now=said.at, by=by)


def said(session: Session, means: Means, id: str) -> tuple[Said, ...]:
    """Return everything that was written down, the oldest first."""
    return tuple(read(one) for one in notes.listed(session, means.vault, id))


def with_key(session: Session, means: Means, id: str, key: str) -> Said | None:
    """Return what was written down with this key; None while nothing was."""
    found = notes.with_key(session, means.vault, id, key)
    return None if found is None else read(found)


def note(said: Said) -> Note:
    """Return what was said as it is stored; its seq is given when it is."""
    name = NAMES[type(said)]
    return Note(0, json.dumps({KIND: name, **_written(name, said)}), said.at)


def read(stored: Note) -> Said:
    """Return what was said, as it was stored."""
    content = json.loads(stored.content)
    return _read(content.pop(KIND), content, stored.at)


def _about(said: Said) -> str:
    """Return the word of the trace for what was said."""
    if isinstance(said, along.Line):
        return "meekijker_schreef"
    return "plan" if isinstance(said, lines.Line) else "oordeel"


def _written(name: str, said: Said) -> dict[str, Any]:
    written: dict[str, Any] = ADAPTERS[name].dump_python(
        said, mode="json", exclude={"at"}, exclude_defaults=True
    )
    return written


def _read(name: str, content: dict[str, Any], at: datetime) -> Said:
    found: Said = ADAPTERS[name].validate_python({**content, "at": at})
    return found
