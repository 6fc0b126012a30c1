"""Tips for professionals stand by the chapters that are shared, each with its source, and by no other."""

from meedoen_app.core.access.account import Account
from tests.core.talks import CONTENT
from tests.visitor import Visitor
from tests.web import test_work
from tests.web.test_work import Shared, take

coach, share = test_work.coach, test_work.share
AT_LEAST = {"", "geld", "wonen", "zorgen", "mensen", "gezondheid"}


def test_only_tips_of_what_is_shared_are_there(visitor: Visitor, coach: Account, share: Shared) -> None:
    take(visitor, share("geld"))
    shown = {tip.chapter for tip in CONTENT.tips if tip.text in visitor.words}
    assert shown == {"", "geld"}
    assert all(tip.source in visitor.words for tip in CONTENT.tips if tip.chapter == "geld")
    assert {tip.chapter for tip in CONTENT.tips} >= AT_LEAST
