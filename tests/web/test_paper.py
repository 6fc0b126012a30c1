"""A document as PDF: everything that was written stands in it, as text, for every reader."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import typst

from meedoen_app.core.document import Block, Document, Listing, Pairs, Paragraph, Quote, Section
from meedoen_app.web import glyphs, paper, text
from tests.sheets import faults, folded, overflowing, sheets

TODAY = date(2026, 11, 22)
SAID = {
    "nl": "Ik heb één idee: koffie drinken, fietsen en ’s avonds naar huis. Officieel kost dat €5.",
    "tr": "Yalnız değilim, ama komşularımı çok az görüyorum. İş bulmak istiyorum.",
    "pl": "Chciałbym poznać więcej ludzi i nauczyć się języka. Żółć, źdźbło.",
    "uk": "Я хочу частіше бачити людей і знайти роботу. Ґанок, їжа, єдність.",
    "so": "Waxaan rabaa inaan dad badan la kulmo.",
    "ar": "أريد أن ألتقي بالناس أكثر، لأن الأيام طويلة. لا أحد يزورني إلا في الأعياد الإسلامية.",
    "fa": "می‌خواهم آدم‌های بیشتری را ببینم و زبان هلندی یاد بگیرم. چهار گل، پنج ژاله.",
    "ti": "ምስ ሰባት ክራኸብ እደሊ ኣለኹ። ቋንቋ ክመሃር እደሊ።",
}
MARKUP = (
    '#import "@preview/cetz:0.3.0": canvas',
    '#read("/etc/passwd")',
    '"); #panic("x"); ("',
    "#{while true {}}",
    "*vet* _schuin_ `code` $x^2$ = Kop",
    '\\ \\u{1F600} \\" \\n',
    "<label> @ref https://example.org //weg /* en weg */",
    "- lijst\n+ genummerd\n/ term: x",
    "~ --- -- ... ' \"",
    '{"kind": "paragraph"}',
    "<script>alert(1)</script>",
    "a\x00b\x07c\x1b[31m",
    "\ud800los\udfff",
    "\u202eomgekeerd\u202c",
    "😀 👍🏽 ❤️ 👨‍👩‍👧 🇳🇱",
    "regel een\nregel twee\r\n\r\nregel drie\ten een tab",
)
LONG = ("woord " * 1_700, "Waterval" * 1_250, "ابجدهوز" * 1_400, "😀🙂👍🌳" * 500, "regel\n" * 1_000)


def blocks(said: str) -> list[Block]:
    """Return the four ways in which something can stand in a document."""
    return [Quote(said), Paragraph(said), Listing((said, said)), Pairs(((said, said), ("Wat", said)))]


def made(*given: Block, title: str = "Mijn plan", language: str = "nl", heading: str = "Kop") -> Document:
    return Document(title, language, (Section(heading, given),), TODAY, "Van de gemeente")


def usual() -> Document:
    """A plan as most are: ten headings, own words, three steps."""
    steps = Pairs((("Bellen met het wijkcentrum", "Doe ik zelf. Dinsdag om 10 uur."),) * 3)
    told = (Quote(SAID["nl"]), Listing(("Ik wil mensen zien", "Ik wil hulp met de post", "Overdag")))
    sections = tuple(Section(f"Deel {number} van mijn plan", told) for number in range(8))
    ends = (Section("Mijn stappen", (steps,)), Section("Wat ik kan doen", (Paragraph(SAID["nl"]),) * 4))
    return Document("Mijn persoonlijk plan", "nl", sections + ends, TODAY, "Van de gemeente Deventer.")


def test_it_is_pdf_for_whoever_listens() -> None:
    assert faults(paper.pdf(usual())) == []


def test_a_pdf_without_tags_is_found() -> None:
    assert faults(typst.compile(b"= Kop\nTekst", pdf_tags=False)) != []


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("around", ["nl", "the same"])
def test_every_language_reads_back_exactly(language: str, around: str) -> None:
    said = SAID[language]
    outer = language if around == "the same" else around
    for block in (*blocks(said)[:3], Pairs((("1", said),)), Quote(said, language), Paragraph(said, language)):
        pdf = paper.pdf(made(block, title=said, language=outer, heading=said))
        assert folded("".join(sheets(pdf))).count(folded(said)) >= 3
        assert faults(pdf) == []


@pytest.mark.parametrize("said", MARKUP)
def test_what_people_write_is_never_markup(said: str) -> None:
    for block in blocks(said):
        pdf = paper.pdf(made(block, title=said, heading=said))
        assert folded("".join(sheets(pdf))).count(folded(text.clean(said))) >= 3
        assert faults(pdf) == []


@pytest.mark.parametrize("said", LONG, ids=lambda said: said[:4])
def test_nothing_of_a_long_text_is_cut(said: str) -> None:
    for block in (Quote(said), Paragraph(said), Listing((said,)), Pairs((("1", said),))):
        pdf = paper.pdf(made(block))
        missing = Counter(folded(said)) - Counter(folded("".join(sheets(pdf))))
        assert missing == Counter()
        assert overflowing(pdf) == []


def test_a_usual_plan_fits_two_sheets_and_each_says_which_it_is() -> None:
    found = sheets(paper.pdf(usual()))
    assert len(found) <= 2
    for number, sheet in enumerate(found, 1):
        assert "Van de gemeente Deventer." in sheet
        assert f"{number} / {len(found)}" in sheet


def test_the_same_document_is_the_same_file() -> None:
    assert paper.pdf(usual()) == paper.pdf(usual())


def test_what_no_font_has_is_shown_as_a_sign_and_told_beforehand() -> None:
    document = made(Quote("Ik heet 王小明, dag"), title="Plan 王")
    assert paper.undrawable(document) == "小明王"
    found = folded("".join(sheets(paper.pdf(document))))
    assert "Ikheet���,dag" in found
    assert faults(paper.pdf(document)) == []
    assert paper.undrawable(made(*(Quote(said) for said in (*SAID.values(), *MARKUP)))) == ""


def test_the_fonts_draw_what_they_say_that_they_draw() -> None:
    drawn = sorted(char for char in glyphs.drawn_by(paper.FONTS) if text.clean(f"a{char}a") == f"a{char}a")
    assert len(drawn) > 5_000
    rows = tuple(" ".join(drawn[start : start + 40]) for start in range(0, len(drawn), 40))
    assert faults(paper.pdf(made(Listing(rows)))) == []


def test_nothing_stays_on_a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    before = set(paper.FOLDER.rglob("*"))
    paper.pdf(made(Quote("vogelbekdier")))
    assert list(tmp_path.rglob("*")) == []
    assert set(paper.FOLDER.rglob("*")) == before


def test_a_document_that_cannot_be_drawn_says_nothing_of_what_is_in_it() -> None:
    with pytest.raises(paper.NotOnPaper) as refused:
        paper.pdf(made(Quote("vogelbekdier"), heading=""))
    assert str(refused.value) == ""
    assert refused.value.__suppress_context__
