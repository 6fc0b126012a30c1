"""What the actions work with."""

import pytest

from meedoen_app import settings
from meedoen_app.actions.means import Means
from meedoen_app.content.store import Contents
from meedoen_app.storage.vault import Vault


@pytest.fixture
def means(vault: Vault) -> Means:
    return Means(vault, Contents(settings.PACKAGED_CONTENT, "deventer"), 90)
