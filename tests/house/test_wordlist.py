"""The words of the word code: easy to read out, to hear and to write, never taken for one another."""

import re

from .tree import CONTENT

FEWEST = 1296
WORDS = (CONTENT / "woorden.txt").read_text().splitlines()
SHAPE = re.compile(r"[a-z]{3,8}")
SOUNDS = (
    ("sch", "s_"), ("ch", "g"), ("ij", "ei"), ("ou", "au"), ("ck", "k"), ("qu", "kw"), ("c", "k"),
    ("x", "ks"), ("ph", "f"), ("th", "t"), ("y", "i"), ("v", "f"), ("z", "s"),
)  # fmt: skip
ENDINGS = ("en", "s", "n", "e", "je", "tje", "pje", "etje", "jes", "er", "in", "es", "ij", "ig", "ing")
UNKIND = re.compile(
    r"dood|sterf|graf|^ziek|pijn|^pil$|dokter|wond|bloed|kerk|god|geloof|heilig|bijbel|moskee|duivel|oorlog|wapen"
    r"|pistool|^mes$|bijl|schiet|moord|slaan|straf|schuld|geld|^arm$|dief|alcohol|bier|wijn|sigaar|^(dom|dik|vies)$"
)


def sound(word: str) -> str:
    """Return a word as it sounds, so that ei and ij, ou and au, and a last d and t are one."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    return re.sub("d$", "t", re.sub("b$", "p", word))


def shorter(word: str) -> set[str]:
    """Return what is left of a word when one letter goes."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def alike(word: str) -> set[str]:
    """Return the shapes that a word shares with one that differs in a letter, or trades two places."""
    traded = {word[:i] + "".join(sorted(word[i : i + 2])) + "+" + word[i + 2 :] for i in range(len(word) - 1)}
    return traded | {word[:i] + "?" + word[i + 1 :] for i in range(len(word))}


def forms(word: str) -> set[str]:
    """Return the plural, the small form and the like."""
    stems = {word, word + word[-1]}
    if long := re.fullmatch(r"(.*[^aeiou])([aeou])\2([bdfgklmnprstvz])", word):
        last = {"f": "v", "s": "z"}.get(long[3], long[3])
        stems |= {long[1] + long[2] + long[3], long[1] + long[2] + last}
    elif word[-1] in "fs":
        stems.add(word[:-1] + {"f": "v", "s": "z"}[word[-1]])
    return {stem + ending for stem in stems for ending in ENDINGS}


def faults(words: list[str]) -> list[str]:
    found = [f"{word}: shape" for word in words if not SHAPE.fullmatch(word)]
    found += [f"{word}: unkind" for word in words if UNKIND.search(word)]
    known = set(words)
    found += [f"{word}: near {other}" for word in words for other in sorted(shorter(word) & known)]
    shapes: dict[str, str] = {}
    for word in words:
        keys = alike(word) | {"sound " + sound(word)}
        found += [f"{word}: near {shapes[key]}" for key in sorted(keys & shapes.keys())]
        shapes.update(dict.fromkeys(keys, word))
    return found + [f"{word}: and {form}" for word in words for form in sorted(forms(word) & known)]


def test_there_are_enough_words() -> None:
    assert len(set(WORDS)) == len(WORDS) >= FEWEST
    assert sorted(WORDS) == WORDS


def test_no_word_is_taken_for_another() -> None:
    assert faults(WORDS) == []


def test_planted_words_are_found() -> None:
    planted = ["boek", "bok", "boeken", "lijden", "leiden", "hond", "hont", "bord", "brod", "ziekte"]
    said = " ".join(faults([*planted, "café", "de"]))
    assert "boek: near bok" in said
    assert "boek: and boeken" in said
    assert "leiden: near lijden" in said
    assert "hont: near hond" in said
    assert "brod: near bord" in said
    assert "ziekte: unkind" in said
    assert "café: shape" in said
    assert "de: shape" in said
