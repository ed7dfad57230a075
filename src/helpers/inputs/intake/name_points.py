"""How much speaks for a few words being the name of a person: points for and against.

A surname alone proves little: 'lý do', 'Lý Sơn' and 'Lý Văn Sơn' begin alike. For a name count how certain its surname
is, middle names such as Thị, known given names, capitals, and that nothing stands beside it; against it ordinary
words, and ordinary pairs of words within it or across its ends. The numbers were chosen by the corpora of the tests.
"""

from __future__ import annotations

from helpers.inputs.intake.listed_names import CERTAIN, Lists, lists_for
from helpers.inputs.intake.name_writings import Piece


def points_of(words: Piece, start: int, end: int, lists: Lists, *, whole: bool) -> float:
    """How much speaks for a name of these words, with the surname first, or last ('Lan Nguyễn')."""
    own, capitals = words.keys[start:end], words.capitals(start, end)
    if words.written[start].islower() and words.capitals(start + 1, end):
        return 0  # the name begins later, if at all
    surname, rest = _parted(words, start, end, lists)
    mark = lists.marks.get(rest[0], 0.0) if len(rest) > 1 else 0.0
    if _is_ordinary(words, start, end, lists, marked=bool(mark), surname=surname):
        return 0
    small = not whole and not capitals
    if small and not words.accented and not mark and surname < CERTAIN:
        return 0
    points = surname + mark + 1.5 * whole + 2 * capitals + (2 <= len(rest) <= 4) - max(0, len(rest) - 3)
    points -= words.capital(start) and not capitals  # the first word of a sentence
    points -= not capitals and own[0] in lists.begins_words
    if len(rest) == 1 and surname >= 1 and rest[0] in lists.given:
        points += 1 if whole and not capitals else 0.5
    for at, word in enumerate(rest[bool(mark) :], 1):
        if word in lists.given:
            points += 1
        elif at < len(rest) and word in lists.surnames:
            points += 0.5
        elif word in lists.vocabulary and not (mark and whole):
            points -= 0.5 if capitals else 1 if whole and len(own) == 3 else 1.5
    return points - _points_against(words, start, end, lists, marked=bool(mark), surname=surname)


def is_name_of_two_words(words: Piece, lists: Lists, *, no_words: bool = False) -> bool:
    """Whether two words alone are a surname and a given name, in whatever letters: 'tran hoa', 'VỪ PÁO'.

    Points can't tell: two words in small letters have too few. So any surname counts before a known given name, and a
    surname that is no ordinary word before any other word. An ordinary pair of words with its diacritics is none ('phân
    loại'); without them it is none if it is common, or its first word is seldom a surname. Where
    `no_words` belong, only the typical pairs count.
    """
    if len(words) != 2 or words.initials or not words.alone:
        return False
    first, last = words.keys
    pair, surname = f"{first} {last}", lists.surnames.get(first)
    if surname is None or pair in lists.sure_pairs or last in lists.ordinary:
        return False
    if not no_words:
        if pair in lists.common_pairs or (first in lists.address and surname < 1):
            return False
        if pair in lists.pairs:
            return not words.accented and surname >= 0 and last in lists.given and first != last
    return surname >= 1 or last in lists.given or last in lists.surnames


def _is_ordinary(words: Piece, start: int, end: int, lists: Lists, *, marked: bool, surname: float) -> bool:
    """Whether a word, or all of them together, are ordinary beyond doubt."""
    own, capitals = words.keys[start:end], words.capitals(start, end)
    if len(own) == 2 and own[0] == own[1]:
        return True  # 'Lô Lô' is a people
    if len(own) > 4 and not (capitals or marked):
        return True
    if max(map(len, own)) > 12 or (" ".join(own) in lists.pairs and not (capitals and surname >= 2)):
        return True
    if words.accented and not capitals and not lists.often_ordinary.isdisjoint(own[1:]):
        return True
    whole = start == 0 and end == len(words)
    return not (marked and (capitals or (whole and surname >= 1))) and not lists.ordinary.isdisjoint(own[1:])


def _parted(words: Piece, start: int, end: int, lists: Lists) -> tuple[float, tuple[str, ...]]:
    """The points of the surname, and the other words."""
    own, capitals = words.keys[start:end], words.capitals(start, end)
    first = 2 if len(own) > 2 and " ".join(own[:2]) in lists.surnames else 1
    surname, rest = lists.surnames.get(" ".join(own[:first])), own[first:]
    if (
        surname is None
        and words.accented
        and lists_for(accented=False).surnames.get(words.plain[start]) == CERTAIN
    ):
        surname = CERTAIN  # 'Nguyen Thị Hoa'
    turned = (
        capitals and lists.surnames.get(own[-1], 0) >= 3 and all(is_name_word(each, lists) for each in own)
    )
    if turned and (surname or 0) < 2:
        return lists.surnames[own[-1]], own[:-1]
    if surname is None:
        marked = capitals and is_name_word(own[-1], lists)
        if marked and own[0] in lists.marks and start not in words.initials:
            return 1, own[1:]  # 'Thị Ngà', 'A Thanh', 'Y Blim Niê'
        return (-1 if marked and len(rest) > 1 and rest[0] in lists.marks else -9), rest
    return surname, rest


def _points_against(
    words: Piece, start: int, end: int, lists: Lists, *, marked: bool, surname: float
) -> float:
    """What ordinary words take away: pairs within a name, and with the words before and after it."""
    capitals, whole = words.capitals(start, end), start == 0 and end == len(words)
    sure = marked and (capitals or surname >= (3 if words.accented else 2)) and (whole or capitals)
    points, own_given = 0.0, not marked and lists.given.issuperset(words.keys[start + 1 : end])
    for at in range(max(start - 1, 0), min(end, len(words) - 1)):
        pair = words.keys[at : at + 2]
        alone = whole and end - start > 2 and lists.given.issuperset(words.keys[start + 1 + marked : end])
        if alone and " ".join(pair) not in lists.sure_pairs:
            continue  # most given names of two words are somewhere a compound
        if " ".join(pair) not in lists.pairs:
            misspelt = at >= start and words.accented and not capitals and _is_plain_pair(words, at)
            points += 1.5 if misspelt and end - start == 2 else 0
        elif at < start or at + 2 > end:
            points += 0 if sure else 2
        elif marked and whole and at == start:
            points += 1  # 'kha thi nghieng', and khả thi
        elif not all(is_name_word(word, lists) for word in pair):
            points += 4
        elif not sure and not (capitals and at == start and end - start == 3):
            names_alone = whole and end - start == 3 and surname >= 1 and own_given
            names_alone = names_alone and words.keys[start] not in lists.begins_words
            points += (2.5 if end - start == 2 else 2) if capitals else 1 if names_alone and at > start else 3
    return points


def _is_plain_pair(words: Piece, at: int) -> bool:
    """Whether two words are an ordinary pair but for their tones: 'đinh kỳ' for 'định kỳ'."""
    return " ".join(words.plain[at : at + 2]) in lists_for(accented=False).pairs


def is_name_word(word: str, lists: Lists) -> bool:
    """Whether a word can be part of a name."""
    return word in lists.given or word in lists.surnames or word in lists.marks
