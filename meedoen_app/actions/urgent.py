"""Help now: what the conversation that is open tells of, as far as it can be read."""

from contextlib import suppress

from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.errors import NotThere
from meedoen_app.storage.database import Session
from meedoen_app.storage.vault import CannotOpen


def look(session: Session, means: Means, id: str) -> Opened | None:
    """Return the conversation; None when it is gone or cannot be read. Help comes all the same."""
    with suppress(NotThere, CannotOpen):
        return talking.look(session, means, id)
    return None
