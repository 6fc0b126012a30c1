"""Complaining. It goes to a mailbox of its own, by nobody that is known, and to no conversation."""

import json
from dataclasses import asdict
from datetime import datetime

from meedoen_app.actions import letters
from meedoen_app.actions.means import Means
from meedoen_app.core.complaint import Complaint
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage.database import Session

COMPLAINT = "klacht"
NOBODY = Actor(id="", role="iedereen")


def complain(
    session: Session, means: Means, told: Complaint, letter: Letter, *, key: str, now: datetime
) -> bool:
    """Put a complaint in the outbox, once for this form and what is in it; say whether it is new."""
    once = json.dumps([key, asdict(told)])
    return letters.leave(session, means, COMPLAINT, letter, once=once, now=now, by=NOBODY)
