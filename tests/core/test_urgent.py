"""Which situations cannot wait, as the needs tell."""

from meedoen_app.core.advice.suggesting import Raised
from meedoen_app.core.urgent import UNSAFE, Situation, told_of

SAFETY = Situation(UNSAFE, "Ik ben niet veilig", ("alarm",), "een bron", certain=True)
BED = Situation("slaapplek", "Ik heb geen slaapplek", ("opvang",), "een bron", True, needs=("spoed_bed",))
HOUSE = Situation("ontruiming", "Ik moet mijn huis uit", ("bad",), "een bron", True, needs=("spoed_huis",))
SITUATIONS = (SAFETY, BED, HOUSE)


def raised(*needs: str, urgent: bool = True) -> list[Raised]:
    return [Raised(need, (), urgent) for need in needs]


def test_an_urgent_need_tells_of_its_situation() -> None:
    assert told_of(SITUATIONS, raised("spoed_huis")) == (HOUSE,)


def test_situations_keep_the_order_of_the_content() -> None:
    assert told_of(SITUATIONS, raised("spoed_huis", "spoed_bed")) == (BED, HOUSE)


def test_a_need_that_can_wait_tells_of_none() -> None:
    assert told_of(SITUATIONS, raised("spoed_huis", urgent=False)) == ()


def test_whatever_is_needed_nothing_leads_to_safety() -> None:
    assert SAFETY not in told_of(SITUATIONS, raised("spoed_huis", "spoed_bed", UNSAFE, ""))
    assert told_of(SITUATIONS, ()) == ()
