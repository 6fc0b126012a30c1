"""What fits a plan, when the supply is another than when it was made."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from meedoen_app.actions import planning
from meedoen_app.core import plan
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan import Step
from tests.core.talks import CONTENT


def test_a_step_made_of_what_is_no_longer_there_can_still_change(now: datetime) -> None:
    nothing = replace(CONTENT, services=())
    made = Step(1, now, service="voedselbank")
    planning.check(nothing, plan.fold([made]), replace(made, day=date(2026, 12, 1)))
    with pytest.raises(NotAllowed):
        planning.check(nothing, plan.fold([]), made)
