"""Whether a text holds the name of a person: in Vietnamese or plain letters, any letter case, alone or in a sentence.

A surname alone proves little: 'lý do', 'Lý Sơn' and 'Lý Văn Sơn' begin alike. So a name needs a surname of the list and
what confirms it: a middle name such as Thị or Văn, known given names, or, after surnames that are no ordinary word, any
words. Ordinary words, places, and what follows 'đường', 'xã' or 'trường' are no names. The lists lie in name_lists/.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from helpers.inputs.checking.names import fold

LISTS = Path(__file__).with_name("name_lists")
LONGEST_NAME = 6  # words, and
LONGEST_CELL = 8  # of a text that is no sentence
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ONLY_Y = re.compile(r"(qu|[bcdđghklmnpqrstvx]*)y([\u0300\u0301\u0303\u0309\u0323]?)")
_PIECES = re.compile(r"[^\w\s'’`-]+|[\d\n\t]+|(?<=\s)-(?=\s)")
_GLUED = re.compile(r"(?<=[a-zà-ỹđ])(?=[A-ZÀ-ỸĐ][^\W\d_]*[a-zà-ỹ])")
_SHORT_ADDRESS = re.compile(r"\b(Mr|Mrs|Ms|Dr)\.", re.IGNORECASE)
_SURNAME_FIRST = re.compile(r"\s*([^\W\d_]+),\s*([^\W\d_]+(?:[ -]+[^\W\d_]+){0,3})\s*")
_INITIALS = re.compile(r"(?<![\w.])(?!S\.\s?T\.\s?T)[^\W\d_]\.\s?[TV]\.\s?[^\W\d_](?![\w])")
_SURNAME_AND_INITIALS = re.compile(r"([^\W\d_]{2,})((?:\s+[^\W\d_]\.?|\s*\.\s*[^\W\d_]){1,3})\.?(?!\w)")
_SHORT_SURNAME = re.compile(r"(?<!\w)(?:Ng|Tr|Ph|Hg|Đg|Vg|Hng)\.\s*[^\W\d_]")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADDRESS = _set(
    "ông bà anh chị em cháu cô chú bác dì cậu thầy cụ bé mợ mế ké già mr mrs ms miss mister madam dr"
)
_TITLES = (
    "đồng chí",
    "đ c",
    "nạn nhân",
    "đối tượng",
    "bị can",
    "bị cáo",
    "bệnh nhân",
    "nghi phạm",
    "victim",
    "suspect",
)
_ROLES = _set("trưởng phó viên sĩ sỹ úy tá tướng")
_UNITS = (
    "xã",
    "phường",
    "thị trấn",
    "thị xã",
    "huyện",
    "quận",
    "tỉnh",
    "thành phố",
    "thôn",
    "bản",
    "ấp",
    "làng",
    "đảo",
)
_PLACE_BEFORE = _set(
    "xã phường trấn huyện quận tỉnh thành phố đường ngõ thôn bản ấp xóm buôn làng khu đồn trạm trường thpt thcs đảo"
    " sông suối núi đèo chợ cầu cảng bến hồ viện quỹ giải khẩu mốc trại street road ward commune district province"
)
_PLACE_AFTER = _set(
    "street road ward commune district province school bridge hospital university island border station city town"
    " mountain river lake beach airport avenue"
)
_OLD_OR_NEW = _set("cu moi old new")
_PLAIN_SURNAMES_THAT_BEGIN_WORDS = _set("vu ho can phi lu hang tong dang lo dam tang tu la ly ma sa")


@lru_cache(maxsize=8_192)
def _key(word: str) -> str:
    """A word in lower case, its tone at the end and i for a lone y: 'Thuý' and 'Thúy', 'Mĩ' and 'Mỹ' are one."""
    apart = unicodedata.normalize("NFD", word.lower().replace("’", "'").replace("`", "'"))
    tones = "".join(sign for sign in apart if sign in _TONES)
    plain = "".join(sign for sign in apart if sign not in _TONES) + tones
    return _ONLY_Y.sub(r"\1i\2", plain) if _ONLY_Y.fullmatch(plain) else plain


def _keys(text: str) -> str:
    return " ".join(_key(word) for word in text.split())


def _plain(text: str) -> str:
    """The words of a text in plain letters, as keys."""
    return _keys(fold(text.replace("'", "")))


@dataclass(frozen=True)
class _Writing:
    """What the lists say of texts with diacritics, or of those in plain letters.

    A surname leads to what makes a name certain after it: plain, accented, capital, known, or nothing.
    """

    surnames: Mapping[str, str]
    given: frozenset[str]
    rare: frozenset[str]  # given names that are no Kinh word
    ordinary: frozenset[str]
    pairs: frozenset[str]
    places: frozenset[str]
    marks: frozenset[str]  # middle names, and
    clan_marks: frozenset[str]  # those of some peoples
    address: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    units: frozenset[str]
    before: frozenset[str]  # words after which a place stands, and
    begins_place: frozenset[str]  # those that are no surname


@lru_cache(maxsize=2)
def _writing(accented: bool) -> _Writing:
    key = _keys if accented else _plain
    rows = list(csv.DictReader(_lines("surnames.csv")))
    ordinary = _lines("ordinary_words.txt")
    given = _all(key, " ".join(_lines("given_names.txt")).split())
    kinh = (LISTS / "given_names.txt").read_text(encoding="utf-8").partition("# Tày")[0]
    surnames = {_keys(row["surname"]): row["open_in"] for row in rows}
    if not accented:
        surnames = _surnames_in_plain_letters(rows)
    words = _all(key, (line for line in ordinary if " " not in line))
    before = _all(key, _PLACE_BEFORE)
    return _Writing(
        surnames=surnames,
        given=given,
        rare=given - _all(key, kinh.split()),
        ordinary=words - given if accented else words - given - surnames.keys(),
        pairs=_all(key, (line for line in ordinary if " " in line)),
        places=_all(key, (place for line in _lines("places.txt") for place in line.split(","))),
        marks=_all(key, ("thị", "văn")),
        clan_marks=_all(key, _set("a y mí seo thị văn chòi tả láo" if accented else "a y mi seo thi van")),
        address=_all(key, _ADDRESS)
        - (_set("") if accented else _set("co di be gia me ke mo chu bac cu em cau")),
        titles=_all(key, _TITLES),
        roles=_all(key, _ROLES),
        units=_all(key, _UNITS) - (_set("") if accented else _set("dao ban")),
        before=before if accented else before - _set("ban tinh thanh pho ho giai quy lang huyen tram son"),
        begins_place=before,
    )


def _surnames_in_plain_letters(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Without their diacritics surnames are less certain; of several that are then one, the most certain counts."""
    order = ["", "known", "capital", "plain"]
    weaker = {"accented": "capital", "capital": "known"}
    found: dict[str, str] = {}
    for row in rows:
        name = _plain(row["surname"])
        found[name] = max(found.get(name, ""), weaker.get(row["open_in"], row["open_in"]), key=order.index)
    return found


def _all(key: Callable[[str], str], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, texts))


def _lines(name: str) -> list[str]:
    text = (LISTS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class _Words:
    """The words of a piece of text, as written, as keys, and in plain letters."""

    def __init__(self, words: Sequence[str], *, sentence: bool) -> None:
        self.written = tuple(words)
        self.sentence = sentence
        self.plain = tuple(_plain(word).replace(" ", "") for word in words)
        self.accented = any(not word.isascii() for word in words)
        self.all_capitals = all(word.isupper() for word in words if len(word) > 1)
        self.keys = tuple(_key(word) for word in words) if self.accented else self.plain
        self.lists = _writing(self.accented)

    def __len__(self) -> int:
        return len(self.written)

    def text(self, start: int, end: int) -> str:
        """The keys of some words as one text."""
        return " ".join(self.keys[start:end])

    def capital(self, at: int) -> bool:
        """Whether a word begins with a capital and not all of the text is in capitals."""
        return not self.all_capitals and self.written[at][0].isupper()

    def capitals(self, start: int, end: int) -> bool:
        """Whether each of the words does."""
        return all(self.capital(at) for at in range(start, end))


class PersonNames:
    """Finds names of persons. `harmless` are texts, in plain letters, that look like names and are not."""

    def __init__(self, harmless: Iterable[str]) -> None:
        self._harmless = frozenset(map(_keys, harmless))
        self._longest = max((text.count(" ") + 1 for text in self._harmless), default=5)

    def are_in(self, text: str) -> bool:
        """Whether a text is, or holds, the name of a person."""
        text = _SHORT_ADDRESS.sub(r"\1 ", unicodedata.normalize("NFC", text))
        if _INITIALS.search(text) or _SHORT_SURNAME.search(text) or _surname_and_initials(text):
            return True
        turned = _SURNAME_FIRST.fullmatch(text)
        pieces = [f"{turned[1]} {turned[2]}", text] if turned else [text]
        return any(self._in_piece(words) for piece in pieces for words in _pieces(piece))

    def _in_piece(self, words: _Words) -> bool:
        if (
            len(words) <= LONGEST_NAME
            and not words.sentence
            and self._is_name(words, 0, len(words), whole=True)
        ):
            return True
        at = 0
        while at < len(words) - 1:
            if skip := self._unit_from(words, at) or self._harmless_from(words, at):
                at += skip
            elif self._is_addressed(words, at) or self._begins_name(words, at):
                return True
            else:
                at += 1
        return False

    def _is_harmless(self, words: _Words, start: int, end: int) -> bool:
        """Whether these words are a harmless text or a place, or one of before or after a merger ('Hà Giang cũ')."""
        shorter = end - start > 2 and words.plain[end - 1] in _OLD_OR_NEW
        return any(
            " ".join(words.plain[start:last]) in self._harmless
            or words.text(start, last) in words.lists.places
            for last in ((end, end - 1) if shorter else (end,))
        )

    def _harmless_from(self, words: _Words, at: int) -> int:
        """How many words from here are a harmless text or a place."""
        for end in range(min(len(words), at + max(self._longest, 5)), at + 1, -1):
            goes_on = end < len(words) and words.capital(at) and words.capital(end)
            if goes_on and " ".join(words.plain[at:end]) not in self._harmless:
                continue  # 'Đinh Văn' is a town, 'Đinh Văn Bình' may be somebody
            if self._is_harmless(words, at, end):
                after_unit = at > 0 and words.keys[at - 1] in words.lists.begins_place
                if words.written[at][0].isupper() or end - at > 2 or end == len(words) or after_unit:
                    return end - at
        return 0

    def _unit_from(self, words: _Words, at: int) -> int:
        """How many words from here are a unit and its name, such as 'thị trấn Đồng Đăng'."""
        for name in (at + 2, at + 1):
            if words.text(at, name) in words.lists.units:
                for end in range(min(len(words), name + 6), name, -1):
                    if self._is_harmless(words, name, end):
                        return end - at
        return 0

    def _begins_name(self, words: _Words, at: int) -> bool:
        """Whether a name begins at this word of a sentence: a run of capitals, or words in small letters."""
        lists, before = words.lists, range(max(0, at - 4), at)
        place = any(
            words.keys[each] in lists.before
            or (
                words.keys[each] in lists.begins_place and words.written[each].islower() and words.capital(at)
            )
            for each in before
        )
        if place and not any(words.keys[each] in lists.roles for each in before):
            return False  # a place; after 'trưởng thôn' stands a person
        run = at
        while run < len(words) and words.capital(run):
            run += 1
        if run - at < 2:
            ends: Sequence[int] = range(min(len(words), at + 4), at + 1, -1)
        else:
            if words.plain[run - 1] in _PLACE_AFTER or (
                run < len(words) and words.plain[run] in _PLACE_AFTER
            ):
                return False
            known = (each for each in range(at + 2, run) if self._harmless_from(words, each))
            run = next(known, run) if run - at > 4 else run
            ends = (run,) if run - at <= 4 else (at + 4, at + 3)
        return any(self._is_name(words, at, end, whole=False) for end in ends)

    def _is_addressed(self, words: _Words, at: int) -> bool:
        """'chị Lan', 'Mr An', 'nạn nhân Páo': a word of address or a title, and a given name."""
        lists = words.lists
        start = at + 1
        if words.text(at, at + 2) in lists.titles:
            start = at + 2
        elif words.keys[at] not in lists.address and words.keys[at] not in lists.titles:
            return False
        near = (words.text(max(0, at - 1), at + 1), words.text(at, at + 2), words.text(start, start + 2))
        if start >= len(words) or not lists.pairs.isdisjoint(near[2:] if start > at + 1 else near):
            return False
        if at and words.keys[at - 1] in lists.before:
            return False
        key, written = words.keys[start], words.written[start]
        alike = words.written[at][0].isupper() == written[0].isupper()
        if alike and any(self._is_harmless(words, at, end) for end in range(at + 2, len(words) + 1)):
            return False  # 'Cô Tô' is an island
        if written[0].isupper() and not written.isupper():
            return key in lists.given or (not alike and key not in lists.ordinary)
        if start > at + 1 or (not words.accented and (words.sentence or at)):
            return False
        return len(words) - start < 3 and lists.given.issuperset(words.keys[start:])

    def _is_name(self, words: _Words, start: int, end: int, *, whole: bool) -> bool:
        """Whether these words are a name, all of them; `whole` where nothing stands beside them."""
        keys, lists = words.keys[start:end], words.lists
        if (
            end - start < 2
            or self._is_harmless(words, start, end)
            or self._unit_from(words, start) == end - start
        ):
            return False
        if (
            not lists.ordinary.isdisjoint(keys[1:])
            or max(map(len, keys)) > 12
            or " ".join(keys) in lists.pairs
        ):
            return False
        if words.written[start].islower() and words.capitals(start + 1, end):
            return False  # the name begins later, if at all
        if words.plain[end - 1] in _PLACE_AFTER or self._ends_in_place(words, start, end):
            return False
        first = 2 if len(keys) > 2 and " ".join(keys[:2]) in lists.surnames else 1
        certain = lists.surnames.get(" ".join(keys[:first]))
        if certain is None and _writing(False).surnames.get(words.plain[start]) == "plain":
            certain = "plain"
        capitals = words.capitals(start, end)
        if certain in (None, "", "known") and capitals and _is_turned(keys, lists):
            return True
        rest = keys[first:]
        marked = len(rest) > 1 and rest[0] in lists.marks
        if certain is None:
            return (
                marked
                and capitals
                and len(rest) < 4
                and rest[-1] in lists.given
                and keys[0] not in lists.begins_place
            )
        if _is_ordinary(words, keys, first, certain, capitals=capitals, marked=marked):
            return False
        if marked:
            if whole:
                return bool(certain) or rest[-1] in lists.given or words.accented
            if capitals or words.accented:
                return rest[-1] in lists.given or (capitals and certain != "")
            strong = certain in ("plain", "capital")
            return strong and rest[-1] in lists.given and " ".join(rest[:2]) not in lists.pairs
        if len(rest) in (2, 3) and rest[0] in lists.clan_marks and (capitals or whole):
            return True
        return _is_confirmed(words, keys, first, certain, capitals=capitals, whole=whole)

    def _ends_in_place(self, words: _Words, start: int, end: int) -> bool:
        """Whether the words end in a harmless text, such as 'Lạng Sơn', and what is before it is no name either."""
        for at in range(start + 2, end - 1):
            if " ".join(words.plain[at:end]) in self._harmless:
                known = (
                    key in words.lists.given or key in words.lists.surnames for key in words.keys[start:at]
                )
                return self._is_harmless(words, start, at) or not all(known)
        return False


def _is_turned(keys: Sequence[str], lists: _Writing) -> bool:
    """'Lan Nguyễn': the surname last, after known given names."""
    given = all(key in lists.given or key in lists.marks for key in keys[:-1])
    return (
        given and lists.surnames.get(keys[-1]) in ("plain", "accented") and keys[0] not in lists.begins_place
    )


def _is_ordinary(
    words: _Words, keys: Sequence[str], first: int, certain: str, *, capitals: bool, marked: bool
) -> bool:
    """Whether ordinary pairs of words show that this is no name."""
    lists, rest = words.lists, keys[first:]
    if marked:
        return not certain and not capitals and " ".join(rest[:2]) in lists.pairs
    unsure = not words.accented and not capitals and certain not in ("plain", "capital")
    if unsure and any(" ".join(pair) in lists.pairs for pair in pairwise(keys)):
        return True
    three = capitals and len(keys) == 3 and lists.given.issuperset(rest)
    if first == 1 and not three and not lists.pairs.isdisjoint((" ".join(keys[:2]), " ".join(keys[:3]))):
        return True
    return capitals and any(
        " ".join(pair) in lists.pairs and not (certain and lists.given.issuperset(pair))
        for pair in pairwise(rest)
    )


def _is_confirmed(
    words: _Words, keys: Sequence[str], first: int, certain: str, *, capitals: bool, whole: bool
) -> bool:
    """Whether a surname is certain enough for what follows it."""
    lists, rest = words.lists, keys[first:]
    known = sum(
        word in lists.given or (at + 1 < len(rest) and bool(lists.surnames.get(word)))
        for at, word in enumerate(rest)
    )
    if not whole and not capitals:
        ordinary = any(" ".join(pair) in lists.pairs for pair in pairwise(keys))
        return (
            certain == "plain" and known == len(rest) and not ordinary and (words.accented or len(keys) == 3)
        )
    opens = (
        certain == "plain"
        or (certain == "accented" and (words.accented or capitals))
        or (certain == "capital" and capitals)
        or (certain == "known" and capitals and words.accented and len(rest) > 1)
    )
    if opens and len(rest) < 5 and (whole or (known and (words.accented or len(rest) > 1))):
        return True
    strong = certain in ("plain", "accented", "capital")
    if whole and strong and len(rest) == 2 and rest[0] in lists.given and words.accented:
        return True
    if known < len(rest):
        return False
    if len(rest) > 1:
        return whole or strong or (capitals and words.accented)
    if not words.accented and not capitals:
        return certain == "plain" or (
            certain == "capital" and keys[0] not in _PLAIN_SURNAMES_THAT_BEGIN_WORDS
        )
    if certain == "known":
        return whole and (capitals or rest[0] in lists.rare)
    return certain == "accented" or (certain == "capital" and (whole or words.accented))


def _surname_and_initials(text: str) -> bool:
    """'Nguyễn V. A.', 'Lò Thị H.': a surname that is no ordinary word, and single letters."""
    if "." not in text:
        return False
    accented, plain = _writing(True).surnames, _writing(False).surnames
    return any(
        found[1][0].isupper()
        and "." in found[0]
        and found[2].replace(".", " ").strip().isupper()
        and accented.get(_key(found[1]), plain.get(_plain(found[1]), "")) != ""
        for found in _SURNAME_AND_INITIALS.finditer(text)
    )


def _pieces(text: str) -> list[_Words]:
    """The words between punctuation and numbers, where there are two or more."""
    pieces = [
        [
            word
            for part in piece.replace("-", " ").split()
            for word in (_GLUED.split(part) if len(part) > 7 else [part])
            if any(sign.isalpha() for sign in word)
        ]
        for piece in _PIECES.split(text.replace("_", " "))
    ]
    sentence = sum(map(len, pieces)) > LONGEST_CELL
    return [_Words(words, sentence=sentence) for words in pieces if len(words) > 1]
