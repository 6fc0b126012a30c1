"""Searching the supply in Dutch, forgiving how people spell.

Every word is heard more than read: "fisio" is "fysio", "boodschapen" is "boodschappen". Then rapidfuzz finds
the words that differ by a slip of the finger. What people call a thing themselves is in zoekwoorden.toml.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

Points = Mapping[str, float]  # Service -> how well it fits; only what is more than nothing.

WORD = re.compile(r"[^\W_]+")
# Words that say nothing about what is looked for.
SAYS_NOTHING = frozenset((
    "aan", "af", "als", "al", "alles", "ben", "bij", "dan", "dat", "de", "deze", "die", "dit", "doe",
    "doen", "door", "een", "en", "er", "graag", "had", "heb", "hebben", "heeft", "het", "hier", "hij",
    "hoe", "ik", "in", "is", "ja", "kan", "kom", "kunnen", "maar", "me", "meer", "met", "mij", "mijn",
    "moet", "na", "naar", "nee", "niet", "nodig", "nog", "of", "om", "omdat", "ons", "onze", "ook",
    "op", "over", "soms", "te", "toch", "tot", "u", "uit", "uw", "van", "veel", "vind", "vinden",
    "voor", "waar", "wat", "we", "weer", "wel", "wie", "wil", "wilt", "willen", "worden", "wordt",
    "zelf", "ze", "zich", "zij", "zijn", "zo", "zoek", "zoeken", "zonder", "zou",
))  # fmt: skip
# Words that say nothing beside another, nor as a part of one: "schuldhulp" is not all that is called "hulp".
SAYS_LITTLE = ("hulp", "help", "helpen")
# How a sound can be written, the longest first: who writes by ear chooses any of them.
SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ph", "f"), ("ij", "ei"), ("ou", "au"), ("ie", "i"), ("y", "i"),
    ("ae", "a"), ("qu", "kw"), ("dt", "t"), ("v", "f"), ("z", "s"), ("c", "k"),
)  # fmt: skip
ENDINGS = (
    "etjes", "etje", "pjes", "tjes", "jes", "pje", "tje", "je", "ingen", "ing", "eren", "en", "er", "es",
    "s", "e", "t", "d",
)  # fmt: skip
MOST_WORDS = 8  # Each next word takes longer to look for: fifty took two seconds.
SHORTEST_STEM = 4
SHORTEST_TO_MISSPELL = 5
SHORTEST_WITHIN = 4
LONG_WORD = 9
WITHIN, MISSPELLED, MEANT = 0.7, 0.8, 1.2
AT_LEAST_OF_BEST = 0.12
TEXT, NAME = 1.0, 4.0


@dataclass(frozen=True, slots=True)
class Synonym:
    """What people say, and the words of ours that they mean by it."""

    said: tuple[str, ...]
    meant: str


@dataclass(frozen=True)
class Index:
    """The words of the supply: heard word -> service -> how much that word says about it.

    Of two services that fit as well, the first of `services` comes first.
    """

    services: Sequence[str]
    points: Mapping[str, Points]
    synonyms: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]

    def find(self, typed: str) -> tuple[str, ...]:
        """Return the services that are looked for, what fits best first. Nonsense finds nothing."""
        readings = [self._read(words) for words in _readings(typed)]
        best = max(readings, key=lambda found: found[0][1] if found else 0.0)
        return tuple(id for id, _ in best)

    def _read(self, words: Sequence[str]) -> tuple[tuple[str, float], ...]:
        found = [self._of_word(word, words) for word in words]
        total: dict[str, float] = defaultdict(float)
        for points in found:
            for service, much in points.items():
                total[service] += much
        fitting = [id for id in self.services if 2 * sum(id in points for points in found) >= len(found) > 0]
        best = max((total[id] for id in fitting), default=0.0)
        near = [(id, total[id]) for id in fitting if total[id] > 0 and total[id] >= AT_LEAST_OF_BEST * best]
        return tuple(sorted(near, key=lambda one: -one[1]))

    def _of_word(self, word: str, words: Sequence[str]) -> Points:
        """Return what a word finds, by itself or by what people mean who say it among these words."""
        best = dict(self._near(word))
        for said, meant in self.synonyms:
            if any(is_near(word, one) for one in said) and all(_is_among(one, words) for one in said):
                for service, much in self._together(meant).items():
                    best[service] = max(best.get(service, 0.0), MEANT * much)
        return best

    def _together(self, meant: Sequence[str]) -> Points:
        """Return what all of these words find, each for its share."""
        found = [self._near(word) for word in meant]
        everywhere = set(found[0]).intersection(*found[1:]) if found else set()
        return {id: sum(points[id] for points in found) / len(found) for id in everywhere}

    def _near(self, word: str) -> Points:
        best: dict[str, float] = {}
        for other, share in self._words_near(word):
            for service, much in self.points[other].items():
                best[service] = max(best.get(service, 0.0), share * much)
        return best

    def _words_near(self, word: str) -> Iterable[tuple[str, float]]:
        """Return the words that are this one: written so, part of it or around it, or a slip away."""
        if word in self.points:
            yield word, 1.0
        for other in self.points:
            short, long = sorted((word, other), key=len)
            is_part = long.startswith(short) or long.endswith(short)
            if word != other and len(short) >= SHORTEST_WITHIN and is_part and other not in SAYS_LITTLE:
                yield other, WITHIN * (0.5 + 0.5 * len(short) / len(long))
        if len(word) >= SHORTEST_TO_MISSPELL:
            slips = process.extract(
                word, self.points.keys(), scorer=OSA.distance, score_cutoff=_slips(word), limit=None
            )
            yield from ((other, MISSPELLED) for other, slipped, _ in slips if slipped)


def index(texts: Mapping[str, Sequence[tuple[str, float]]], synonyms: Iterable[Synonym] = ()) -> Index:
    """Return the index of service -> texts about it, each with how much its words say."""
    said: dict[str, dict[str, float]] = defaultdict(dict)
    for service, about in texts.items():
        for text, much in about:
            for word in heard(text):
                said[word][service] = max(said[word].get(service, 0.0), much)
    points = {
        word: {service: much * _tells(len(of), len(texts)) for service, much in of.items()}
        for word, of in said.items()
    }
    meant = [(heard(one), heard(synonym.meant)) for synonym in synonyms for one in synonym.said]
    return Index(tuple(texts), points, tuple((one, words) for one, words in meant if one and words))


def heard(text: str) -> tuple[str, ...]:
    """Return the words of a text as they sound, without those that say nothing, each once."""
    return _as_heard(_words(text))


def _as_heard(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sound(_stem(word)) for word in words))


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return [word for word in WORD.findall(letters) if word not in SAYS_NOTHING]


def _readings(typed: str) -> list[tuple[str, ...]]:
    """Return how what was typed can be read: as it stands, and with two words that may be one."""
    words = ([word for word in _words(typed) if word not in SAYS_LITTLE] or _words(typed))[:MOST_WORDS]
    joined = [[*words[:at], words[at] + words[at + 1], *words[at + 2 :]] for at in range(len(words) - 1)]
    return [_as_heard(reading) for reading in (words, *joined)]


def is_near(word: str, other: str) -> bool:
    """Say whether these heard words are one, or a slip of the finger apart."""
    if word == other:
        return True
    if min(len(word), len(other)) < SHORTEST_TO_MISSPELL:
        return False
    return OSA.distance(word, other, score_cutoff=_slips(word)) <= _slips(word)


def _is_among(word: str, words: Sequence[str]) -> bool:
    return any(is_near(one, word) for one in words)


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG_WORD else 1


def _stem(word: str) -> str:
    """Return a word without the ending of more than one, of a small one, or of a verb."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _sound(word: str) -> str:
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word)


def _tells(services: int, of_all: int) -> float:
    """Return how much a word tells: a word that stands everywhere tells little."""
    return math.log(1 + of_all / services)
