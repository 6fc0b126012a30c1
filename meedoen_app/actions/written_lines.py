"""How a line of a case is kept: under the name of its kind, which the trace says too, with what is in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from meedoen_app.core.casework import around, lines
from meedoen_app.core.casework.lines import Line

KIND = "soort"
KINDS: Mapping[str, type[Line]] = {
    "melding": lines.Notified,
    "clientondersteuning": lines.SupportDiscussed,
    "persoonlijk_plan": lines.PlanHandedIn,
    "contact": lines.Contacted,
    "afspraak": lines.Appointment,
    "belofte": lines.Promised,
    "belofte_gedaan": lines.Kept,
    "onderzoek": lines.Inquired,
    "inschatting": lines.Estimated,
    "verslag": lines.Reported,
    "verslag_antwoord": lines.Answered,
    "verslag_vast": lines.Settled,
    "geen_aanvraag": lines.NoApplicationNeeded,
    "aanvraag": lines.Applied,
    "opgeschort": lines.Paused,
    "hervat": lines.Resumed,
    "besluit": lines.Decided,
    "meteen_geregeld": lines.HelpedAtOnce,
    "opnieuw_kijken": lines.LookAgain,
    "verteld": around.Told,
    "niet_bereikt": around.NotReached,
    "gegevens_veranderd": around.ReachChanged,
    "opnieuw_gedeeld": around.SharedAgain,
    "woorden_code": around.CodeGiven,
    "dag_blijft": around.DayStands,
    "veiligheid": around.SafetyNote,
    "veiligheid_oordeel": around.SafetyJudged,
    "regisseur_gewisseld": around.Coordinated,
    "overgegeven": around.PassedOn,
    "in_nood_gekeken": around.GlassBroken,
    "gesloten": lines.Closed,
}
NAMES = {shape: name for name, shape in KINDS.items()}
ADAPTERS: Mapping[str, TypeAdapter[Any]] = {name: TypeAdapter(shape) for name, shape in KINDS.items()}


def name_of(line: Line) -> str:
    return NAMES[type(line)]


def as_kept(line: Line) -> str:
    """Return a line as JSON; its moment is kept beside it."""
    name = name_of(line)
    written = ADAPTERS[name].dump_python(line, mode="json", exclude={"at"}, exclude_defaults=True)
    return json.dumps({KIND: name, **written}, sort_keys=True)


def read(content: str, at: datetime) -> Line:
    told = json.loads(content)
    found: Line = ADAPTERS[told.pop(KIND)].validate_python({**told, "at": at})
    return found
