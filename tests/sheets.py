"""Reading a PDF as its readers do: by pdfium, and by the checker of PDF/UA-1."""

import unicodedata

import page
import pypdfium2

MARGIN = 30  # About a centimetre, in points: a printer leaves that white.
HIDDEN = "Cf"  # Marks of direction and joining are there to draw by, not to read.


def sheets(pdf: bytes) -> list[str]:
    """Return the text of every sheet."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_text(document[number]) for number in range(len(document))]


def _text(sheet: pypdfium2.PdfPage) -> str:
    words = sheet.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()
        sheet.close()


def overflowing(pdf: bytes) -> list[str]:
    """Return the letters that stand where a printer does not print."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [one for number in range(len(document)) for one in _overflowing(document[number])]


def _overflowing(sheet: pypdfium2.PdfPage) -> list[str]:
    width, height = sheet.get_size()
    words = sheet.get_textpage()
    try:
        boxes = [(at, words.get_charbox(at)) for at in range(words.count_chars())]
        outside = [
            at
            for at, (left, bottom, right, top) in boxes
            if right > left
            and not (left > MARGIN and right < width - MARGIN and bottom > MARGIN and top < height)
        ]
        return [words.get_text_range(at, 1) for at in outside]
    finally:
        words.close()
        sheet.close()


def folded(text: str) -> str:
    """Return the letters of a text, in one form: lines break where the sheet ends, not where words do."""
    letters = unicodedata.normalize("NFKC", text)
    return "".join(one for one in letters if not one.isspace() and unicodedata.category(one) != HIDDEN)


def faults(pdf: bytes) -> list[str]:
    """Return what keeps this from being PDF/UA-1."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{one.rule_id}: {one.message}" for one in report.failures]
