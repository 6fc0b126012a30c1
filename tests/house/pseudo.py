"""A language that nobody speaks: every sentence in Arabic letters, longer, and between ⟦ and ⟧.

Pages in it are read from right to left and are a third longer. What escaped the catalogue is in Latin
letters; what was cut off misses a bracket.
"""

import math
import re
import subprocess
import sys
from pathlib import Path

import polib

from .tree import ROOT

PYBABEL = Path(sys.executable).with_name("pybabel")
LANGUAGE = "ar"
OPEN, CLOSE = "⟦", "⟧"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابصدهفغحيجكلمنوپقرستثڤطزىظ"
ACCENTED, PLAIN = "áàäâéèëêíìïîóòöôúùüûçñ", "aaaaeeeeiiiioooouuuucn"
LETTERS = str.maketrans(
    LATIN + LATIN.upper() + ACCENTED,
    ARABIC * 2 + "".join(ARABIC[LATIN.index(letter)] for letter in PLAIN),
)
MORE = 0.3
PLURALS = "nplurals=2; plural=(n != 1);"
FILLER = "كلمة "


def extract(folder: Path) -> polib.POFile:
    """Return every sentence of templates, code and content, as `make messages` gathers them."""
    template = folder / "messages.pot"
    options = ["--mapping-file", "pyproject.toml", "--output-file", template]
    subprocess.run(
        [PYBABEL, "--quiet", "extract", *options, "meedoen_app", "templates"], cwd=ROOT, check=True
    )
    return polib.pofile(str(template))


def publish(catalogue: polib.POFile, folder: Path) -> Path:
    """Put the pseudo translation of a catalogue in a folder of translations; return that folder."""
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    translated(catalogue).save_as_mofile(str(place / "messages.mo"))
    return folder


def translated(catalogue: polib.POFile) -> polib.POFile:
    """Return a catalogue with every sentence in the pseudo language."""
    made = polib.POFile()
    made.metadata = {
        "Language": LANGUAGE,
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": PLURALS,
    }
    for entry in catalogue:
        one = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgid_plural=entry.msgid_plural)
        if entry.msgid_plural:
            one.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        else:
            one.msgstr = pseudo(entry.msgid)
        made.append(one)
    return made


def pseudo(sentence: str) -> str:
    """Return a sentence as if it were translated; what is filled in stays as it is."""
    words = PLACEHOLDER.split(sentence)
    filled_in = [*PLACEHOLDER.findall(sentence), ""]
    said = "".join(part.translate(LETTERS) + filled for part, filled in zip(words, filled_in, strict=True))
    extra = math.ceil(len(sentence) * MORE)
    return f"{OPEN}{said} {(FILLER * extra)[:extra].rstrip()}{CLOSE}"
