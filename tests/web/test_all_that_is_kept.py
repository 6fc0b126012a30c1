"""Every column of a resident stands on "Wat staat er over mij?": what is kept is shown."""

from dataclasses import fields
from datetime import time

from flask import Flask

from meedoen_app.actions import casework, handing_over
from meedoen_app.core.casework.lines import Appointment
from meedoen_app.core.datamap import Owner
from meedoen_app.core.handoff import Reach
from meedoen_app.core.trace import Actor
from meedoen_app.storage import lists
from meedoen_app.web import clock, pages
from tests import staff
from tests.talks import begin_and_keep, six_words
from tests.visitor import Visitor
from tests.web.test_along import invite
from tests.web.test_looking_back import come_back, together
from tests.web.test_outcome import finish
from tests.web.test_sharing import case_of, share

# Where "Wat staat er over mij?" shows each column that belongs to a resident: words on that page. A number
# or a checksum is shown by what it counts or is made of.
SHOWN = {
    "conversation.id": "Nummer van dit gesprek",
    "conversation.state": "Is het gesprek klaar?",
    "conversation.keeping": "Hier staat alles wat we bewaren",
    "conversation.content_version": "Vragen van",
    "conversation.notice": "Uitleg over privacy van",
    "conversation.language": "Taal",
    "conversation.level": "Taal",
    "conversation.word_ciphertext": "Mijn zes woorden en apparaten",
    "conversation.created_at": "Begonnen op",
    "conversation.visited_at": "Laatst geopend op",
    "conversation.expires_at": "Wij gooien alles weg op",
    "participant.number": "Wie erbij zijn",
    "participant.role": "Wie erbij zijn",
    "answer.seq": "Aantal antwoorden",
    "answer.ciphertext": "Wat ik eerder zei",
    "answer.at": "Laatste antwoord op",
    "waiting.number": "Wat nog klaarligt",
    "waiting.ciphertext": "Wat nog klaarligt",
    "waiting.at": "Wat nog klaarligt",
    "note.seq": "Wat ik zei bij",
    "note.ciphertext": "Wat ik zei bij",
    "note.at": "Wat ik zei bij",
    "snapshot.number": "Hoe het ging op een dag",
    "snapshot.kind": "Hoe het ging op een dag",
    "snapshot.rule_version": "Met de regels van",
    "snapshot.ciphertext": "Hoe het ging op een dag",
    "snapshot.at": "Hoe het ging op een dag",
    "snapshot.replaced_by": "Later die dag kwam er iets anders voor in de plaats",
    "consent.number": "Waar ik ja op zei",
    "consent.purpose": "Waar ik ja op zei",
    "consent.text_sha256": "Waar ik ja op zei",
    "consent.language": "Waar ik ja op zei",
    "consent.ciphertext": "Waar ik ja op zei",
    "consent.given_at": "Waar ik ja op zei",
    "consent.withdrawn_at": "Waar ik ja op zei",
    "consent.recipient": "Met wie ik deelde",
    "consent.parts_ciphertext": "Met wie ik deelde",
    "consent.ends_at": "Met wie ik deelde",
    "device.created_at": "Dit apparaat opent uw gesprek",
    "device.expires_at": "Dit apparaat opent uw gesprek",
    "device.revoked_at": "Dit apparaat opent uw gesprek",
    "web_session.created_at": "Nu open op een scherm",
    "web_session.seen_at": "Het laatst gebruikt om",
    "web_session.ended_at": "Nu open op een scherm",
}
WHOLE_TABLES = {
    "handoff": "Met wie ik deelde",
    "case_line": "Daar staat ook wat er over u is opgeschreven",
    "assignment": "Daar staat ook wat er over u is opgeschreven",
    "broken_glass": "Wie iets deed of las",
    "coordinator": "Met wie ik deelde",
    "household_member": "Daar staat ook wat er over u is opgeschreven",
    "conversation_identity": "Mijn zes woorden en apparaten",
    "helper_access": "Wie met mij meekijkt",
    "word_reissue": "Mijn zes woorden en apparaten",
    "trace": "Wie iets deed of las",
    "trace_head": "Wie iets deed of las",
    "outbox": "Vroeg u of we u bellen?",
}
# What somebody fills in about how to be reached, and what the page of that handing over then says of it.
REACHED = {
    "way": ("manier", "brief", "Stuur mij een brief"),
    "name": ("naam", "Mevrouw Jansen", "Mevrouw Jansen"),
    "phone": ("telefoon", "06 12 34 56 78", "0612345678"),
    "mail": ("mail", "jansen@voorbeeld.nl", "jansen@voorbeeld.nl"),
    "address": ("adres", "Bij de buren, nummer 7", "Bij de buren, nummer 7"),
    "wish": ("contact", "wandelen", "Ga een stukje met mij wandelen"),
    "is_discreet": ("stil", "ja", "Zeg niet aan anderen waarom u mij belt of schrijft"),
    "mind": ("let_op", "Mijn broer mag dit niet weten", "Mijn broer mag dit niet weten"),
    "interpreter": ("tolk_taal", "Tigrinya", "Tolk: Tigrinya"),
    "rather_not_read": ("lezen", "ja", "Ik lees liever niet. Bel of kom langs."),
}
WHY = "Ik ga met verlof, en u kent haar al"


def test_every_column_of_a_resident_stands_on_the_page(app: Flask, visitor: Visitor) -> None:
    staff.make(app, "professional", team="toegang_wmo")
    shown = {
        f"{one.table}.{one.column}": one.column == "conversation_id" or WHOLE_TABLES.get(one.table)
        for one in lists.data_map()
        if one.classified.export and one.classified.owner is Owner.RESIDENT
    }
    unnamed = {column for column, is_named in shown.items() if not is_named}
    assert unnamed == SHOWN.keys()
    words = full_page(visitor)
    places = {*SHOWN.values(), *WHOLE_TABLES.values()}
    assert sorted(place for place in places if place not in words) == []


def full_page(visitor: Visitor) -> str:
    """Leave something in every place that a resident can fill, and return the words of the page."""
    talking = together(visitor)
    urgent = talking.path
    talking.press("doe=verder", keuze=["nee"])
    in_own_words, fields = talking.path, talking.fields()
    late = {name: fields[name][0] for name in ("zegel", "sleutel", "basis")}
    finish(talking)
    talking.go(urgent)
    talking.press("doe=verder", keuze=["energie"])
    finish(talking)
    talking.go(talking.conversation() + "/klopt")
    talking.press("oordeel=klopt_niet")
    words = six_words(talking)
    talking.go(talking.conversation() + "/woorden")
    talking.press("doe=bewaar", eigen_telefoon="ja")
    own = talking.conversation()
    talking.go(own + "/delen/wmo")
    talking.press("steun=nee")
    talking.press("doe=deel", manier="hier")
    invite(talking, "vriend", "begin")
    talking.client.delete_cookie("sessie")
    talking.client.post(in_own_words, data={**late, "doe": "verder", "tekst": "Laat"})
    come_back(talking, words)
    talking.go(own + "/over-mij")
    return talking.words


def test_the_page_of_a_handing_over_says_how_to_be_reached_and_why_it_went_to_a_colleague(
    app: Flask, visitor: Visitor
) -> None:
    first, second = (
        staff.make(app, "professional", team="toegang_wmo", name=name) for name in ("Fatma", "Noor")
    )
    begin_and_keep(visitor)
    share(visitor, deel=[], tolk="ja", **{name: typed for name, typed, _ in REACHED.values()})
    page, case, now = visitor.path, case_of(visitor), clock.now()
    meeting = Appointment(1, clock.today(), time(10, 30), "Buurthuis", now, first.id, "Tigrinya", True, True)
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        by, means = Actor(first.id, "professional"), pages.means()
        casework.take(session, means, case, first.id, now=now, by=by)
        casework.write_down(session, means, case, meeting, key="afspraak", by=by)
        casework.pass_on(session, means, case, second.id, WHY, now=now, by=by)
        kept = handing_over.reach_of(session, means, handing_over.own(session, page.split("/")[2], case))
    visitor.go(page)
    assert REACHED.keys() == {one.name for one in fields(Reach)}
    assert all(getattr(kept, name) for name in REACHED)
    places = {
        *(words for _, _, words in REACHED.values()),
        *("Fatma , vanaf", "Noor , vanaf", WHY),
        *("10:30 . Buurthuis Taal: Tigrinya . Er komt een tolk. U hoeft niets te lezen.",),
    }
    assert sorted(place for place in places if place not in visitor.words) == []
