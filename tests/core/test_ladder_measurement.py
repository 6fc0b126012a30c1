"""Measurements of the ladder: kept as they were, corrected beside, compared in sets."""

import json
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.ladder import measurement
from meedoen_app.core.ladder.facts import Facts, HowOften, Said, Work, WorkSupport
from meedoen_app.core.ladder.measurement import Change, Estimate, FilledBy, Measurement, MoreRoom
from meedoen_app.core.ladder.position import RULE_VERSION, Level, Position, place

MARCH = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
CLUB = Facts(georg=Said.YES, freq3=HowOften.WEEKLY, echt3=Said.YES)
VOLUNTEER = Facts(onbetaald=Said.YES, rekenen=Said.YES, freq4=HowOften.WEEKLY, echt4=Said.YES)
COACHED = Facts(werk=Work.EMPLOYED, werksteun=frozenset({WorkSupport.JOB_COACH}))


def measured(position: Position | Facts, **changes: object) -> Measurement:
    placed = place(position) if isinstance(position, Facts) else position
    plain = Measurement(1, MARCH, RULE_VERSION, placed, FilledBy.TOGETHER)
    return replace(plain, **changes)


def change(old: Position | Facts, new: Position | Facts) -> Change:
    return measurement.compare(measured(old), measured(new))


def test_a_measurement_comes_back_from_json_as_it_was() -> None:
    full = measured(
        replace(COACHED, georg=Said.UNKNOWN, contact=Said.UNKNOWN),
        number=2,
        seq=41,
        contributions=("in_huis",),
        wish=("Ik wil weer zingen.", "Het is goed zo"),
        estimate=Estimate(MoreRoom.NOT_NOW, "Eerst rust.", agrees=False, reply="Ik wil dit jaar al."),
        replaced_by=3,
    )
    assert Measurement.from_dict(json.loads(json.dumps(full.to_dict()))) == full


def test_every_field_of_a_measurement_is_stored() -> None:
    assert set(measured(CLUB).to_dict()) == {field.name for field in fields(Measurement)}
    stored = measured(CLUB).to_dict()["position"]
    assert set(stored) == {field.name for field in fields(Position)}


def test_a_measurement_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        measured(CLUB).rule_version = "2027-1"


def test_a_measurement_needs_a_time_with_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        measured(CLUB, at=datetime(2026, 3, 2, 14, 30))  # noqa: DTZ001  This is what is refused.


def test_an_estimate_exists_only_where_two_were_together() -> None:
    with pytest.raises(NotAllowed):
        measured(CLUB, filled_by=FilledBy.SELF, estimate=Estimate(MoreRoom.YES))
    assert measured(CLUB, filled_by=FilledBy.SELF, wish=("Meer mensen zien",)).wish == ("Meer mensen zien",)


def test_what_was_corrected_no_longer_holds() -> None:
    corrected, holds = measured(CLUB, replaced_by=2), measured(VOLUNTEER, number=2)
    assert measurement.in_force((corrected, holds)) == (holds,)


def test_measurements_stand_in_the_order_of_their_day() -> None:
    later, sooner = measured(CLUB, at=MARCH + timedelta(days=182)), measured(VOLUNTEER, number=2)
    assert measurement.in_force((later, sooner)) == (sooner, later)


def test_a_change_is_told_in_new_kept_and_stopped() -> None:
    before = replace(
        CLUB, contact=Said.YES, freq2=HowOften.WEEKLY, echt2=Said.YES, alleen_functioneel=Said.NO
    )
    after = replace(
        VOLUNTEER, contact=Said.YES, freq2=HowOften.WEEKLY, echt2=Said.YES, alleen_functioneel=Said.NO
    )
    found = change(before, after)
    assert (found.new, found.kept, found.stopped) == ({Level.UNPAID}, {Level.CONTACTS}, {Level.ORGANISED})
    assert found.unclear == found.support_changed == frozenset()


def test_support_that_became_another_is_told_and_support_not_named_is_not() -> None:
    course = replace(COACHED, werksteun=frozenset({WorkSupport.CIVIC_COURSE}))
    unnamed = replace(COACHED, werksteun=frozenset())
    assert change(COACHED, course).support_changed == {Level.SUPPORTED_WORK}
    assert change(COACHED, COACHED).support_changed == frozenset()
    assert change(COACHED, unnamed).support_changed == frozenset()
    assert change(unnamed, COACHED).support_changed == frozenset()


def test_what_was_skipped_has_not_stopped() -> None:
    found = change(CLUB, Facts(georg=Said.UNKNOWN))
    assert (found.stopped, found.unclear) == (frozenset(), {Level.ORGANISED})


def test_what_was_unknown_before_is_not_new() -> None:
    found = change(Facts(georg=Said.UNKNOWN), CLUB)
    assert (found.new, found.unclear) == (frozenset(), {Level.ORGANISED})
    assert change(Facts(georg=Said.UNKNOWN), Facts()).new == frozenset()


def test_other_rules_are_named() -> None:
    found = measurement.compare(measured(CLUB, rule_version="2025-1"), measured(CLUB))
    assert found.rules_differ
    assert not change(CLUB, CLUB).rules_differ


def test_a_change_knows_no_direction() -> None:
    names = {field.name for field in fields(Change)}
    assert names == {"new", "kept", "stopped", "support_changed", "unclear", "rules_differ"}


supports = st.frozensets(st.sampled_from([WorkSupport.BENEFIT, WorkSupport.JOB_COACH]))
positions = st.builds(
    Facts,
    werk=st.sampled_from(Work),
    werksteun=supports,
    onbetaald=st.sampled_from(Said),
    rekenen=st.sampled_from(Said),
    georg=st.sampled_from(Said),
    echt3=st.sampled_from(Said),
    contact=st.sampled_from(Said),
    zorg=st.sampled_from(Said),
).map(place)


@settings(deadline=None)
@given(positions, positions)
def test_every_rung_has_one_place_in_a_change_and_turning_it_round_swaps_two(
    old: Position, new: Position
) -> None:
    there, back = change(old, new), change(new, old)
    parts = [there.new, there.kept, there.stopped, there.unclear]
    assert sum(map(len, parts)) == len(frozenset().union(*parts))
    assert frozenset().union(*parts) == {*old.levels, *new.levels}
    assert (there.new, there.stopped, there.kept) == (back.stopped, back.new, back.kept)
    assert (there.unclear, there.support_changed) == (back.unclear, back.support_changed)


@settings(deadline=None)
@given(positions)
def test_any_position_survives_being_stored(position: Position) -> None:
    kept = measured(position)
    assert Measurement.from_dict(json.loads(json.dumps(kept.to_dict()))) == kept
