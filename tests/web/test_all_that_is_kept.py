"""Every column of a resident stands on "Wat staat er over mij?": what is kept is shown."""

from flask import Flask

from meedoen_app.core.datamap import Owner
from meedoen_app.storage import lists
from tests import staff
from tests.talks import six_words
from tests.visitor import Visitor
from tests.web.test_along import invite
from tests.web.test_looking_back import come_back, together
from tests.web.test_outcome import finish

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
