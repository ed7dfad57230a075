"""The words of a text in which a person may be named, in whatever case, glued, dotted or by initials.

Nothing here knows a name. A piece is what stands between punctuation and numbers; its words may be parts of one name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from helpers.inputs.intake.name_lookup import fold

LONGEST_CELL = 8  # words of a text that is no sentence
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_APOSTROPHES = str.maketrans("’‘`ʼ´", "'''''")
_COMRADE = re.compile(r"\b[đd]/?c\b\.?(?=\s)", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"\s*([^\W\d_]+),\s*([^\W\d_]+(?:[ -]+[^\W\d_]+){0,3})\s*")
_SHORT = frozenset(
    ["ng", "tr", "ph", "hg", "đg", "vg", "hng", "mr", "mrs", "ms", "dr"]
)  # words that are written with a dot
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONLY_Y = re.compile(r"(qu|[bcdđghklmnpqrstvx]*)y([\u0300\u0301\u0303\u0309\u0323]?)")


@lru_cache(maxsize=8_192)
def key(word: str) -> str:
    """A word in lower case, its tone at the end and i for a lone y: 'Thuý' and 'Thúy', 'Mĩ' and 'Mỹ' are one."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(sign for sign in apart if sign in _TONES)
    plain = "".join(sign for sign in apart if sign not in _TONES) + tones
    return _ONLY_Y.sub(r"\1i\2", plain) if _ONLY_Y.fullmatch(plain) else plain


def keys(text: str) -> str:
    """The keys of the words of a text."""
    return " ".join(map(key, text.split()))


def plain_keys(text: str) -> str:
    """The words of a text in plain letters, as keys."""
    return keys(fold(text.replace("'", "")))


@dataclass(frozen=True)
class Piece:
    """Words that follow each other without punctuation, as written. `initials` are positions of a letter with a dot.

    A `sentence` is longer than a cell that is a name and no more; nothing else but numbers and signs stands beside what
    is `alone`.
    """

    written: tuple[str, ...]
    initials: frozenset[int]
    sentence: bool
    alone: bool

    def __len__(self) -> int:
        return len(self.written)

    @cached_property
    def accented(self) -> bool:
        """Whether it is written with diacritics."""
        return any(not word.isascii() for word in self.written)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Each word in plain letters."""
        return tuple(plain_keys(word).replace(" ", "") for word in self.written)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Each word as lists are asked for it: with its diacritics, if any word of the piece has any."""
        return tuple(map(key, self.written)) if self.accented else self.plain

    @cached_property
    def _all_capitals(self) -> bool:
        return all(word.isupper() for word in self.written if len(word) > 1)

    def text(self, start: int, end: int) -> str:
        """The keys of some words as one text."""
        return " ".join(self.keys[start:end])

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital, and not all of the piece is in capitals."""
        return self.written[at][0].isupper() and not self._all_capitals

    def capitals(self, start: int, end: int) -> bool:
        """Whether each of the words does."""
        return all(self.capital(at) for at in range(start, end))


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text; of 'Nguyễn, Văn An' as if the comma were not there, too."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    text = _COMRADE.sub("đồng chí", text)
    found = _pieces(text)
    if turned := _SURNAME_FIRST.fullmatch(text):
        found += _pieces(f"{turned[1]} {turned[2]}")
    return found


def _pieces(text: str) -> list[Piece]:
    words: list[list[str]] = []
    initials: list[set[int]] = []
    end = -1
    for found in _WORD.finditer(text):
        if end < 0 or not _goes_on(words[-1][-1], text[end : found.start()]):
            words.append([])
            initials.append(set())
        end = found.end()
        if len(found[0]) == 1 and text[end : end + 1] == ".":
            initials[-1].add(len(words[-1]))
        words[-1] += _unglued(found[0])
    sentence = sum(map(len, words)) > LONGEST_CELL
    alone = len(words) == 1
    return [
        Piece(tuple(piece), frozenset(single), sentence, alone)
        for piece, single in zip(words, initials, strict=True)
    ]


def _goes_on(before: str, gap: str) -> bool:
    """Whether what stands between two words leaves them in one piece."""
    if gap[:1] == ".":
        return gap == "." or (gap.isprintable() and (len(before) == 1 or before.lower() in _SHORT)
                              and not gap[1:].strip())  # fmt: skip
    return gap == "-" or ("\n" not in gap and "\t" not in gap and not gap.strip(" _\u00a0\u202f'"))


def _unglued(word: str) -> Sequence[str]:
    """'TrầnThịLan' in its words; any other word as it is."""
    if word in (word.lower(), word.upper(), word.capitalize()):
        return [word]
    parts = re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", "\0", word).split("\0")
    glued = "".join(
        f" {sign}" if at and sign.isupper() and parts[at - 1].islower() else sign
        for at, sign in enumerate(parts)
    ).split()
    tidy = all(part == part.capitalize() for part in glued) and all(len(part) > 1 for part in glued[:-1])
    return glued if tidy else [word]


def split_in(word: str, parts: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Every way in which a word in plain letters is made of the parts, without spaces."""
    if not word:
        yield ()
    for end in range(1, min(len(word), 8) + 1):
        if word[:end] in parts:
            for rest in split_in(word[end:], parts):
                yield (word[:end], *rest)
