"""The words for what can stand in a case: each line, and each choice in it."""

from datetime import timedelta

from flask import Flask
from flask_babel import force_locale

from meedoen_app.actions import written_lines
from meedoen_app.core.casework import around
from meedoen_app.core.casework import lines as shapes
from meedoen_app.core.casework.case import State
from meedoen_app.core.casework.lines import Channel, Discussed, Item, PauseReason
from meedoen_app.core.handoff import ContactWish, Way
from meedoen_app.core.reissue import KnownBy
from meedoen_app.web import clock
from meedoen_app.web.casework import forms, words

TODAY = clock.today()


def test_a_look_that_is_told_later_says_on_which_day_it_was(app: Flask) -> None:
    with app.test_request_context(), force_locale("nl"):
        late = words.told(around.GlassBroken(AT, "noor", AT - timedelta(days=9))).words
        assert len(late) == 2
        assert late[0].startswith("Gekeken op ")
        assert words.told(around.GlassBroken(AT, "noor", AT)).words == late[1:]


def test_the_day_of_a_line_is_said_in_it_only_where_it_was_written_on_another(app: Flask) -> None:
    with app.test_request_context(), force_locale("nl"):
        assert words.told(shapes.LookAgain(TODAY, AT)).words == ()
        [day] = words.told(shapes.LookAgain(TODAY - timedelta(days=2), AT)).words
        assert day.startswith("Op ")


def test_nobody_says_that_the_resident_changed_how_to_reach_them(app: Flask) -> None:
    with app.test_request_context(), force_locale("nl"):
        assert not words.told(EXAMPLES[around.ReachChanged]).is_own


def test_everything_that_can_stand_in_a_case_has_words(app: Flask) -> None:
    with app.test_request_context(), force_locale("nl"):
        for known, words_of in (
            (Channel, words.channels()),
            (Item, words.items()),
            (Discussed, words.discussed()),
            (PauseReason, words.reasons()),
            (State, words.states()),
            (Way, words.ways()),
            (ContactWish, words.wishes()),
            (KnownBy, words.known_by()),
        ):
            assert words_of.keys() == set(known)
        assert forms.FORMS.keys() <= written_lines.KINDS.keys()
        assert [words.told(EXAMPLES[shape]).about for shape in written_lines.KINDS.values()].count("") == 0


AT = clock.now()
EXAMPLES = {
    type(one): one
    for one in (
        shapes.Notified(TODAY, AT),
        shapes.SupportDiscussed(True, AT),
        shapes.PlanHandedIn(AT),
        shapes.Contacted(Channel.MET, "Gezien", AT, confirms=True),
        shapes.Appointment(1, TODAY, AT.time(), "Thuis", AT),
        shapes.Promised(1, "Bellen", TODAY, AT),
        shapes.Kept(1, AT),
        shapes.Inquired(Item.OWN, Discussed.YES, "", AT),
        shapes.Estimated("Goed", AT),
        shapes.Reported(1, "Hulp", {}, AT),
        shapes.Answered(1, True, "", AT),
        shapes.Settled(1, AT, words="Uw woorden staan erbij"),
        shapes.NoApplicationNeeded("", AT),
        shapes.Applied("Jan", "Straat", "Lift", TODAY, AT),
        shapes.Paused(PauseReason.AGREED, "Samen", TODAY, AT),
        shapes.Resumed(TODAY, AT),
        shapes.Decided(TODAY, AT),
        shapes.HelpedAtOnce(TODAY, "Hulp", AT),
        shapes.LookAgain(TODAY, AT),
        around.Told(Way.CALL, 1, AT),
        around.NotReached(1, AT),
        around.ReachChanged(TODAY, Way.CALL, "0612345678", AT),
        around.SharedAgain(AT),
        around.CodeGiven(KnownBy.SEEN, AT),
        around.DayStands(AT),
        around.SafetyNote(1, "Let op", "Omdat", AT),
        around.SafetyJudged(1, True, AT),
        around.Coordinated("Ik ken haar", AT),
        around.PassedOn("Met verlof", AT),
        around.GlassBroken(AT),
        shapes.Closed("", AT),
    )
}
