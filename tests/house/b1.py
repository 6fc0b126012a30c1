"""The B1 gate: what can be counted in a Dutch text that has to be read by everybody.

A text passes when Flesch-Douma is at least 60, no sentence is longer than 16 words, at most 6 % of
the words are rare, it holds no word of the stop list and no passive, and at most 12 % of the longer
words are nouns on -ing, -heid or -atie. Numbers do not make a text clear; residents do that. But what
these numbers refuse is not clear.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wordfreq import zipf_frequency

LEAST_DOUMA = 60
ENOUGH_FOR_DOUMA = 8
LONGEST_SENTENCE = 16
COMMON = 3.3
MOST_RARE = 0.06
MOST_HEAVY = 0.12

LISTS = tomllib.loads((Path(__file__).parent / "woordenlijst.toml").read_text())
STOP = tuple(LISTS["stop"])
ALLOWED = {word["woord"] for word in LISTS["woorden"]}
PROPER = {word for name in LISTS["namen"] for word in name["naam"].casefold().split()}

WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’\-][a-zà-öø-ÿ]+)*", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:;…](?=\s|$)|\n")
VOWELS = re.compile(
    r"aai|ooi|oei|eeuw?|ieuw?|aa|ee|oo|uu|oe|ie|ei|ij|au|ou|ui|eu|ëe|ëi|ïe|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)
BECOMES = re.compile(r"\b(?:word|wordt|worden|werd|werden|geworden)\b")
APART = "aan|af|bij|door|in|mee|na|om|op|over|samen|terug|toe|uit|vast|voor|weg"
DONE = re.compile(rf"\b(?:(?:{APART})?ge\w{{2,}}(?:d|t|en|aan|ien)|(?:be|ver|ont|her|er)\w{{3,}}[dt])\b")
NOT_DONE = frozenset(LISTS["geen_deelwoord"])
HEAVY = re.compile(r"(?:\w{3}ing|heid|atie)(?:en|s)?$|heden$")
LIGHT = frozenset({"woning", "woningen", "koning", "koningen"})  # The ending is part of an everyday word.


@dataclass(frozen=True)
class Measured:
    """What was counted in one text."""

    words: int
    douma: float
    longest: str
    rare: tuple[str, ...]
    heavy: tuple[str, ...]
    stops: tuple[str, ...]
    passives: tuple[str, ...]

    def faults(self) -> list[str]:
        """Say in words what is wrong; nothing when the text passes."""
        said = [f"stopwoord: {word}" for word in self.stops]
        said += [f"lijdende vorm: {sentence}" for sentence in self.passives]
        if self.words >= ENOUGH_FOR_DOUMA and self.douma < LEAST_DOUMA:
            said.append(f"Douma {self.douma:.0f}")
        if len(words(self.longest)) > LONGEST_SENTENCE:
            said.append(f"lange zin: {self.longest}")
        if len(self.rare) > MOST_RARE * self.words:
            said.append(f"zeldzame woorden: {', '.join(sorted(set(self.rare)))}")
        if len(self.heavy) > max(1, MOST_HEAVY * self.words):
            said.append(f"zware woorden: {', '.join(sorted(set(self.heavy)))}")
        return said


def measure(text: str) -> Measured:
    said = sentences(text)
    every = [word for sentence in said for word in words(sentence)]
    return Measured(
        words=len(every),
        douma=douma(text),
        longest=max(said, key=lambda sentence: len(words(sentence)), default=""),
        rare=tuple(word for word in every if is_rare(word)),
        heavy=tuple(word for word in every if HEAVY.search(word) and word not in LIGHT),
        stops=tuple(stops(text)),
        passives=tuple(sentence for sentence in said if is_passive(sentence)),
    )


def faults(text: str) -> list[str]:
    return measure(text).faults()


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE_END.split(text) if words(part)]


def words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def syllables(word: str) -> int:
    """Count the sounded vowels of a Dutch word."""
    return max(1, len(VOWELS.findall(word.casefold().replace("qu", "kw"))))


def douma(text: str) -> float:
    """Return Flesch-Douma: 206.84 - 0.93 words per sentence - 77 syllables per word (W.H. Douma, 1960)."""
    every = words(text)
    if not every:
        return 100.0
    per_sentence = len(every) / max(1, len(sentences(text)))
    per_word = sum(syllables(word) for word in every) / len(every)
    return 206.84 - 0.93 * per_sentence - 77 * per_word


@cache
def is_rare(word: str) -> bool:
    if word in ALLOWED or word in PROPER or len(word) < 2:
        return False
    return any(zipf_frequency(part, "nl") < COMMON for part in word.split("-"))


def stops(text: str) -> list[str]:
    """Return the words that never stand on a page for residents, whatever their ending."""
    return [word for word in words(text) if word.startswith(STOP) and word not in ALLOWED]


def is_passive(sentence: str) -> bool:
    lower = sentence.casefold()
    done = [word for word in DONE.findall(lower) if word not in NOT_DONE]
    return bool(BECOMES.search(lower)) and bool(done)
