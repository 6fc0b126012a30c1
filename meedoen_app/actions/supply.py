"""Saying that something about the supply is wrong. It goes to the mailbox of the municipality."""

import json
from dataclasses import asdict
from datetime import datetime

from meedoen_app.actions import letters
from meedoen_app.actions.means import Means
from meedoen_app.core.message import Letter
from meedoen_app.core.supply import Report
from meedoen_app.core.trace import Actor
from meedoen_app.storage.database import Session

WRONG = "aanbod_klopt_niet"


def report(
    session: Session, means: Means, told: Report, letter: Letter, *, key: str, now: datetime, by: Actor
) -> bool:
    """Put a report in the outbox, once for this form and what is in it; say whether it is new."""
    once = json.dumps([key, asdict(told)])
    return letters.leave(session, means, WRONG, letter, once=once, now=now, by=by)
