"""Whether a text holds the name of a person: in Vietnamese or plain letters, any letter case, alone or in a sentence.

Places and labels, and what is named after a person ('đường', 'trường' before it), are set aside first. Then each run of
words is tried: what points speak for it as a name (`name_points`), initials, names of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from helpers.inputs.intake.listed_names import CERTAIN, Lists, lists_for
from helpers.inputs.intake.name_points import is_name_of_two_words, is_name_word, points_of
from helpers.inputs.intake.name_writings import Piece, keys, pieces_of, split_in

LONGEST_NAME = 6  # words
ENOUGH = 4.5  # points of a name, and
ENOUGH_IN_SMALL_LETTERS = 5.0  # of one within a text, without capitals
_OLD_OR_NEW = frozenset(["cu", "moi", "old", "new"])
_SHORT_SURNAMES = frozenset(["ng", "tr", "ph", "hg", "dg", "vg", "hng"])
_CLAN_WORD = re.compile(r"[HK]'(?!mông|mong|ho\b|rê|roi)[^\W\d_]{2,}", re.IGNORECASE)
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|[tc]h|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_OTHER_LETTERS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff]{2}")
"""Thai, Lao, Burmese, Khmer and Chinese letters: whether they name somebody is not told here."""
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|a|e|i|o|u)){1,2}"
)


class PersonNames:
    """Finds names of persons. `harmless` are texts, in plain letters, that look like names and are not."""

    def __init__(self, harmless: Iterable[str]) -> None:
        self._harmless = frozenset(map(keys, harmless))
        self._longest = max((text.count(" ") + 1 for text in self._harmless), default=5)

    @cached_property
    def _glued_places(self) -> frozenset[str]:
        """Places and harmless texts without spaces; made when a text is read, for the lists take their time."""
        places = lists_for(accented=False).places
        return frozenset(text.replace(" ", "") for text in self._harmless | places)

    def are_in(self, text: str) -> bool:
        """Whether a text is, or holds, the name of a person."""
        return bool(_OTHER_LETTERS.search(text)) or any(map(self._in_piece, pieces_of(text)))

    def is_two_words(self, text: str, *, no_words: bool) -> bool:
        """Whether a text is a surname and a given name, though that is a place, too: 'le hoa', and the commune Lê Hóa.

        For columns in which no place stands. Ordinary pairs of words are let pass, but where `no_words` belong.
        """
        pieces = pieces_of(text)
        words = pieces[0] if len(pieces) == 1 else None
        if words is None or len(words) != 2 or " ".join(words.plain) in self._harmless:
            return False
        return is_name_of_two_words(words, lists_for(accented=words.accented), no_words=no_words)

    def _in_piece(self, words: Piece) -> bool:
        lists, size = lists_for(accented=words.accented), len(words)
        whole = 1 < size <= LONGEST_NAME and not words.sentence
        if whole and self._is_name(words, 0, size, lists, whole=True):
            return True
        at = 0
        while at < size:
            if skip := self._set_aside(words, at, lists):
                at += skip
            elif (
                self._is_one_word_name(words.written[at], words.plain[at])
                or self._is_addressed(words, at, lists)
                or self._begins_name(words, at, lists)
            ):
                return True
            else:
                at += 1
        return False

    # -- what is no name

    def _set_aside(self, words: Piece, at: int, lists: Lists) -> int:
        """How many words from here are a place, a label, or named after a person."""
        for name in range(min(at + 3, len(words)), at, -1):
            before = words.text(at, name)
            if name < len(words) and " ".join(words.plain[at : name + 1]) in self._harmless:
                continue  # 'lang son' is a place itself, and no village
            if before in lists.named_after and (size := self._named_after(words, name, lists, before)):
                return name - at + size
            if before in lists.units:
                for end in range(min(len(words), name + 6), name, -1):
                    if self._is_harmless(words, name, end, lists):
                        return end - at
        return self._harmless_from(words, at, lists)

    def _named_after(self, words: Piece, at: int, lists: Lists, before: str) -> int:
        """How many words after 'đường' or 'trường' are its name: a run of capitals, or a surname and up to three."""
        small = words.written[at - 1].islower()
        end = at
        for size in (2, 1):  # 'trường tiểu học', 'trường THPT'
            if words.text(at, at + size) in lists.named_after:
                end = at + size
                break
        start = end
        while end < len(words) and words.capital(end) and end - start < 4:
            end += 1
        follow = words.keys[start : start + 2]
        if end == start and follow and follow[0] in lists.surnames and follow[0] not in lists.marks:
            while end < len(words) and end - start < 4 and is_name_word(words.keys[end], lists):
                end += 1
            end = end if end - start > 1 else start
        elif before in lists.surnames and not small:
            return 0  # 'Hồ Đức An', 'Đèo Văn An'
        unsure = before == "pho" and end - at > 2  # phố, a street, or phó, a deputy
        return 0 if unsure else end - at

    def _is_harmless(self, words: Piece, start: int, end: int, lists: Lists) -> bool:
        """Whether these words are a harmless text or a place, or one of before or after a merger ('Hà Giang cũ')."""
        shorter = end - start > 2 and words.plain[end - 1] in _OLD_OR_NEW
        return any(
            " ".join(words.plain[start:last]) in self._harmless or words.text(start, last) in lists.places
            for last in ((end, end - 1) if shorter else (end,))
        )

    def _harmless_from(self, words: Piece, at: int, lists: Lists) -> int:
        """How many words from here are a harmless text or a place."""
        for end in range(min(len(words), at + max(self._longest, 5)), at + 1, -1):
            goes_on = end < len(words) and words.capital(at) and words.capital(end)
            if goes_on and " ".join(words.plain[at:end]) not in self._harmless:
                continue  # 'Đinh Văn' is a town, 'Đinh Văn Bình' may be somebody
            if end - at == 2 and words.written[at].islower() and words.capital(at + 1):
                continue  # Chi Hòa is a place, 'chi Hoa' somebody
            if self._is_harmless(words, at, end, lists) and (
                words.written[at][0].isupper() or end - at > 2 or end == len(words)
            ):
                return end - at
        return 0

    def _is_plain_name(self, words: Piece, lists: Lists) -> bool:
        """Whether two words without diacritics are somebody, be it that they are a commune, too.

        'le hoa' is Lê Hoa, and the commune Lê Hóa; nobody can tell which, so it counts as a name. What equals a
        district, a harmless text, or a commune that has no diacritics ('Chu Phan') is none.
        """
        text = " ".join(words.plain)
        if words.accented or text in self._harmless or text in lists.districts:
            return False
        return text not in lists_for(accented=True).places and is_name_of_two_words(words, lists)

    def _ends_in_place(self, words: Piece, start: int, end: int, lists: Lists) -> bool:
        """Whether the words end in a harmless text, such as 'Lạng Sơn', and what is before it is no name either."""
        for at in range(start + 2, end - 1):
            if " ".join(words.plain[at:end]) in self._harmless:
                known = all(is_name_word(each, lists) for each in words.keys[start:at])
                return self._is_harmless(words, start, at, lists) or not known
        return False

    # -- what is one

    def _begins_name(self, words: Piece, at: int, lists: Lists) -> bool:
        """Whether a name begins at this word of a text: a run of capitals, or words in small letters."""
        run = at
        while run < len(words) and words.capital(run):
            run += 1
        if run - at < 2:
            ends: Iterable[int] = range(min(len(words), at + 4), at + 1, -1)
        else:
            known = (each for each in range(at + 2, run) if self._harmless_from(words, each, lists))
            run = next(known, run) if run - at > 4 else run
            ends = (run,) if run - at <= 4 else (at + 4, at + 3)
        return any(self._is_name(words, at, end, lists, whole=False) for end in ends)

    def _is_addressed(self, words: Piece, at: int, lists: Lists) -> bool:
        """'chị Lan', 'Mr An', 'nạn nhân tên là Páo': a word of address or a title, and a given name."""
        title = next((size for size in (3, 2, 1) if words.text(at, at + size) in lists.titles), 0)
        start = at + (title or 1)
        while title and (
            more := next((n for n in (2, 1) if words.text(start, start + n) in lists.titles), 0)
        ):
            start += more
        if start >= len(words) or not (title or words.keys[at] in lists.address):
            return False
        near = [words.text(start, start + 2), words.text(start, start + 3)]
        if not title:
            near += [words.text(max(0, at - 1), at + 1), words.text(at, at + 2)]
        word, written = words.keys[start], words.written[start]
        alike = words.written[at][0].isupper() == written[0].isupper()
        if not lists.pairs.isdisjoint(near[: 2 if words.capital(start) and not alike else None]):
            return False
        if alike and any(self._is_harmless(words, at, end, lists) for end in range(at + 2, len(words) + 1)):
            return False  # 'Cô Tô' is an island
        if self._set_aside(words, start, lists):
            return False
        if words.capital(start):
            return word in lists.given or word in lists.foreign or (not alike and word not in lists.ordinary)
        if not title and (not words.accented and (words.sentence or at)):
            return False
        return len(words) - start < 3 and (lists.given - lists.often_ordinary).issuperset(words.keys[start:])

    def _is_one_word_name(self, written: str, plain: str) -> bool:
        """What is "H'Hen", "K'Brêu", or 'tranthilan' without spaces."""
        if "'" in written:
            return bool(_CLAN_WORD.fullmatch(written))
        return not _SYLLABLE.fullmatch(plain) and plain not in self._glued_places and _is_glued(plain)

    def _is_name(self, words: Piece, start: int, end: int, lists: Lists, *, whole: bool) -> bool:
        """Whether these words are a name, all of them; `whole` where nothing stands beside them."""
        if end - start < 2 or not lists.place_after.isdisjoint(words.plain[end - 1 : end + 1]):
            return False
        if whole and self._is_plain_name(words, lists):
            return True
        if self._is_harmless(words, start, end, lists):
            return False
        if whole and self._set_aside(words, start, lists) == end - start:
            return False
        if self._ends_in_place(words, start, end, lists):
            return False
        if _is_by_initials(words, start, end, lists) or _is_foreign(words, start, end, lists, whole=whole):
            return True
        if whole and is_name_of_two_words(words, lists):
            return True
        small = not whole and not words.capitals(start, end)
        return points_of(words, start, end, lists, whole=whole) >= (
            ENOUGH_IN_SMALL_LETTERS if small else ENOUGH
        )


def _is_by_initials(words: Piece, start: int, end: int, lists: Lists) -> bool:
    """'Nguyễn V. A.', 'N.T.H.', 'T.T. Lan', 'Ng. Văn An'."""
    single = [
        at in words.initials or (at > start and at - 1 in words.initials and len(words.written[at]) == 1)
        for at in range(start, end)
    ]
    own, names = words.keys[start:end], words.keys[start + single.count(True) : end]
    if not all(word[0].isupper() for word in words.written[start:end]):
        return False
    if words.plain[start] in _SHORT_SURNAMES:
        return all(one or is_name_word(word, lists) for one, word in zip(single[1:], own[1:], strict=True))
    if not any(single):
        return False
    if all(single):
        return end - start == 3 and own[1] in ("t", "v") and own != ("s", "t", "t")
    if not single[0]:
        known = lists.surnames.get(own[0], lists_for(accented=False).surnames.get(words.plain[start], 0))
        return (known > 0 or (single.count(True) > 1 and own[0] in lists.surnames)) and all(
            one or is_name_word(word, lists) for one, word in zip(single, own, strict=True)
        )
    return single[:2] == [True, True] and not any(single[2 : -len(names)]) and lists.given.issuperset(names)


def _is_foreign(words: Piece, start: int, end: int, lists: Lists, *, whole: bool) -> bool:
    """'Keo Sophea', 'Wang Xiaoming', 'John Smith': words of names of one other language."""
    own = words.keys[start:end]
    if end - start > 4 or not (words.capitals(start, end) or whole):
        return False
    if not words.capitals(start, end) and all(map(_SYLLABLE.fullmatch, words.plain[start:end])):
        return False
    shared = lists.foreign.get(own[0], frozenset())
    if "Chinese" in shared and end - start == 2 and len(own[1]) > 3 and _PINYIN.fullmatch(own[1]):
        return words.capitals(start, end)
    for word in own[1:]:
        shared &= lists.foreign.get(word, frozenset())
    return bool(shared) and " ".join(own) not in lists.pairs


@lru_cache(maxsize=4_096)
def _is_glued(word: str) -> bool:
    """Whether a word in plain letters is a surname and given names without spaces."""
    lists = lists_for(accented=False)
    parts = frozenset(part for part in lists.given | lists.surnames.keys() if len(part) > 1)
    if word in lists.ordinary:
        return False
    for surname, *given in split_in(word, parts):
        certain = lists.surnames.get(surname, -2)
        marked = len(given) > 1 and given[0] in ("thi", "van")
        if not (0 < len(given) < 4 and lists.given.issuperset(given[marked:])):
            continue
        long = len(word) >= 3 * (1 + len(given))
        if marked or certain == CERTAIN or (long and certain >= (1 if len(given) > 1 else 2)):
            return True
    return False
