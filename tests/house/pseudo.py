"""A language that nobody speaks: every sentence in Arabic letters, longer, and between ⟦ and ⟧.

Pages in it are read from right to left, are a third longer, and show at once what escaped the
catalogue: Latin letters, or words outside the brackets.
"""

import math
import re
import subprocess
import sys
from pathlib import Path

import polib

from .tree import ROOT

LANGUAGE = "ar"
OPEN, CLOSE = "⟦", "⟧"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابصدهفغحيجكلمنوپقرستثڤطزىظ"
LETTERS = str.maketrans(LATIN + LATIN.upper(), ARABIC * 2) | {
    ord(letter): ARABIC[LATIN.index(base)] for letter, base in zip("áàäâéèëêíìïîóòöôúùüûçñ", "aaaaeeeeiiiioooouuuucn", strict=True)
}
MORE = 0.3
FILLER = "كلمة "


def extract(folder: Path) -> polib.POFile:
    """Return every sentence of templates, code and content, as `make messages` gathers them."""
    template = folder / "messages.pot"
    command = [Path(sys.executable).with_name("pybabel"), "--quiet", "extract", "--mapping-file", "pyproject.toml"]
    subprocess.run([*command, "--output-file", template, "meedoen_app", "templates"], cwd=ROOT, check=True)
    return polib.pofile(str(template))


def publish(catalogue: polib.POFile, folder: Path) -> Path:
    """Write the pseudo translation of a catalogue as a language in a folder of translations; return the folder."""
    translated = polib.POFile()
    translated.metadata = {"Language": LANGUAGE, "Content-Type": "text/plain; charset=utf-8"}
    for entry in catalogue:
        translated.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=pseudo(entry.msgid)))
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    translated.save_as_mofile(str(place / "messages.mo"))
    return folder


def pseudo(sentence: str) -> str:
    """Return a sentence as if it were translated; what is filled in stays as it is."""
    words = PLACEHOLDER.split(sentence)
    filled_in = [*PLACEHOLDER.findall(sentence), ""]
    said = "".join(part.translate(LETTERS) + filled for part, filled in zip(words, filled_in, strict=True))
    extra = math.ceil(len(sentence) * MORE)
    return f"{OPEN}{said} {(FILLER * extra)[:extra].rstrip()}{CLOSE}"
