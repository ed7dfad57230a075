"""Personal data in a return: where it is and of what kind, never what it says. A file that holds any is stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import PurePosixPath

from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.csv_files import HEADER_WITHIN
from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import fold, squeezed
from helpers.inputs.intake.person_names import PersonNames
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.table_headers import header_at
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.intake.text_sieve import Sieve
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase, say
from helpers.inputs.params.tables import Table

PSEUDONYMS, _NUMBERS = ("person_id", "case_id", "course_id"), ("count", "score")
"""Types of columns."""
_REMEDY = say("take it out; a return holds no personal data. Nothing of this file is taken in")
_REMEDY_FOR_A_NAME = say(
    "take it out; a return holds no personal data. If it names nobody, leave the cell blank, use a value of the"
    " list, or write places and words with their diacritics; before the name of a street or school write 'đường' or"
    " 'trường'. Nothing of this file is taken in"
)
_RENAME = say("rename it; nothing of it is taken in (files are counted in order of their names)")
_HEADERS = {
    "a name": {
        "ho ten", "ho va ten", "ho dem", "ten nan nhan", "ho ten nan nhan", "ten", "ten nguoi", "name", "full name",
        "fullname", "victim name", "victims name", "name of victim", "surname", "first name", "last name",
        "ten doi tuong", "ho ten doi tuong", "ho va ten nan nhan",
    },
    "an identity-card number": {
        "cccd", "so cccd", "cmnd", "so cmnd", "cmt", "so cmt", "can cuoc", "can cuoc cong dan", "so can cuoc",
        "so can cuoc cong dan", "chung minh nhan dan", "so dinh danh", "so dinh danh ca nhan", "id card", "id number",
        "identity card", "identity number", "id card number", "national id", "cccd cmnd", "cmnd cccd",
    },
    "a passport number": {"ho chieu", "so ho chieu", "passport", "passport no", "passport number"},
    "a telephone number": {
        "dien thoai", "so dien thoai", "sdt", "dt", "so dt", "phone", "phone number", "telephone", "mobile", "tel",
        "dien thoai lien he", "zalo",
    },
    "an e-mail address": {"email", "e mail", "email address", "thu dien tu", "dia chi email"},
    "a date of birth": {"ngay sinh", "ngay thang nam sinh", "nam sinh", "dob", "date of birth", "birthday"},
    "a home address": {
        "dia chi", "dia chi nha", "noi o", "que quan", "ho khau", "noi thuong tru", "address",
        "home address",
    },
}  # fmt: skip
_KIND_OF_HEADER = {word: kind for kind, words in _HEADERS.items() for word in words}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")
_DIGITS = re.compile(r"(?<![\w-])\+?[0-9](?:[ .-]?[0-9]){8,11}(?![\w])|(?<![0-9])[0-9]{9,12}(?![0-9])")
_PAGE = re.compile(
    r"\b(?:facebook|fb|zalo|m|messenger|t|tiktok|instagram)\.(?:com|me)/[\w@.?=-]{3,}", re.IGNORECASE
)
_BRACKETED = re.compile(r"\((\+?[0-9]{2,4})\)\s*(?=[0-9])")
_BORN = re.compile(
    r"(?:\b(?P<before>\w+) )?\b(?:sinh ngày|sinh năm|ngày sinh|sinh nam|ngay sinh|born on|born in|date of birth|dob)\b"
    r"\W{0,3}(?P<when>[0-9][0-9/.-]*)",
    re.IGNORECASE,
)
_OTHER_THAN_BORN = {
    "học", "hoc", "phát", "phat", "thí", "vệ", "ve", "khai", "tuyển", "tuyen", "hy", "giáng", "giang", "nảy", "nay",
}  # fmt: skip
"""Words that make another word of 'sinh': học sinh, pupils; phát sinh, to arise; khai sinh, the register of births."""
_PASSPORT = re.compile(r"(?<![A-Za-z0-9-])[A-Z][0-9]{7,8}(?![0-9A-Za-z])")
_DATES = re.compile(
    r"20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ][0-9:.]+)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]20[0-9]{2}"
)
_SUSPECT = re.compile(
    r"@|[0-9](?:[ .-]?[0-9]){6}|[^\W\d_](?:[\s_.,-]|[^\w@])+[^\W\d_]|[a-z][A-Z]|[^\W\d_]{6}|[^\x00-\u1eff]{2}"
)
_IDENTIFIER = re.compile(r"([A-Za-z][A-Za-z-]*?)-20[0-9]{2}-[A-Z]{0,3}[0-9]{1,5}|([a-z][a-z-]*?)-[0-9]{1,3}")
_MEAN = re.compile(r"(?:0|[1-9][0-9]?)\.[0-9]{5,}%?|(?=[0-9.]{11}\Z|[0-9.]{14,}\Z)[1-9][0-9]{2,4}\.[0-9]{5,}")
"""A number with the decimals of a mean or a share that was computed, which are ten digits in all, or more than twelve.

No number of papers has its only point behind two digits, and none that is not written with 0 or +84 has ten.
"""
_STAMP = re.compile(
    r"(?<![0-9])20[0-9]{6}(?:[ T]?[0-9]{4}(?:[0-9]{2})?)?(?![0-9])|(?<![0-9])20[0-9]{2}[- ][0-9]{2}(?![0-9])"
)
LONGEST = 2_000
SHORTEST_NUMBER = 7  # digits that a number of papers or a telephone number has at least
_KINDS = {
    "a name": "họ tên", "an identity-card number": "số căn cước", "a passport number": "số hộ chiếu",
    "a telephone number": "số điện thoại", "an e-mail address": "địa chỉ thư điện tử",
    "a date of birth": "ngày sinh",
    "a link to a person's page": "đường dẫn đến trang cá nhân",
    "a home address": "địa chỉ nhà", "a person's name": "họ tên người",
    "an identity-card or telephone number": "số căn cước hoặc số điện thoại",
}  # fmt: skip


class PersonalData:
    """Finds cells that look like personal data.

    `harmless` are texts that look like names and are not: provinces, stations, labels of codes, headings. A year of
    the reports alone is no date of birth: 'trẻ sinh năm 2023' tells when, not who.
    """

    def __init__(self, harmless: Iterable[str], years: Iterable[int] = ()) -> None:
        self._years = frozenset(map(str, years))
        self.harmless = frozenset(fold(text) for text in harmless)
        self._names = PersonNames(self.harmless)
        self._kinds = lru_cache(maxsize=1_024)(self.kinds_of)
        self._suspects = Sieve(self._is_suspect)
        self._two_words = {
            kind: Sieve(partial(self._is_two_words, no_words=kind in PSEUDONYMS))
            for kind in (*PSEUDONYMS, *_NUMBERS)
        }

    def find(
        self,
        lines: Sequence[Line],
        words: Set[str],
        shown_as: str,
        headings: Headings | None,
        *,
        sheet: str | None = None,
    ) -> tuple[Mistake, ...]:
        """One mistake for each cell that looks like personal data, in a header or below it.

        `words` is each different cell of the lines. Without `headings`, a column is told by its number.
        """
        suspects = self._suspects.among(words)
        if not suspects:
            return ()
        names = headings.names if headings else {}
        header = lines[header_at(lines, names)][1]
        heads = [names.get(squeezed(cell), str(at)) for at, cell in enumerate(header, 1)]
        found: list[Mistake] = []
        for position, (number, cells) in enumerate(lines):
            for column, cell in enumerate(cells):
                if cell not in suspects:
                    continue
                place = f"{letter(column)}{number}" if sheet is not None else None
                name = heads[column] if sheet is None and column < len(heads) else None
                label = headings.labels.get(name) if headings and name else None
                at = Mistake(shown_as, number, name, NOTHING, _REMEDY, sheet, place, "personal data", label)
                if position < HEADER_WITHIN and (kind := _kind_of_header(cell)):
                    found.append(replace(at, reason=say("is a column for {kind}", kind=(kind, _KINDS[kind]))))
                elif kinds := self._kinds(cell):
                    reason = say("looks like {kind}", kind=_named(kinds))
                    found.append(replace(at, reason=reason, remedy=_remedy(kinds)))
        return tuple(found)

    def find_in_columns(self, raw: RawFile, table: Table, shown_as: str) -> tuple[Mistake, ...]:
        """One mistake for each name of two words in a column of pseudonyms or numbers, be it a place elsewhere.

        In a column of pseudonyms an ordinary pair of words is one, too: nothing but a pseudonym stands there.
        """
        found: list[Mistake] = []
        for at, ((name, column), cells) in enumerate(zip(table.columns.items(), raw.columns, strict=False)):
            if column.type not in self._two_words:
                continue
            suspects = self._two_words[column.type].among(frozenset(cells))
            for row, cell in enumerate(cells) if suspects else ():
                if cell in suspects:
                    place = raw.place_of(row, at)
                    reason = say("looks like {kind}", kind=_named(["a person's name"]))
                    mistake = Mistake(
                        shown_as, place.row, name, reason, _REMEDY_FOR_A_NAME, place.sheet, place.cell
                    )
                    found.append(replace(mistake, kind="personal data", heading=column.label.both))
        return tuple(found)

    def _is_two_words(self, cell: str, *, no_words: bool) -> bool:
        """Whether a cell is a name of two words that is not told as such in any column."""
        if cell.isdecimal() or not cell or _IDENTIFIER.fullmatch(cell):
            return False
        return self._names.is_two_words(cell[:LONGEST], no_words=no_words) and not self._kinds(cell)

    def find_in_name(self, name: str, at: Mistake) -> tuple[Mistake, ...]:
        """The mistake of a sheet whose name looks like personal data."""
        kinds = self._kinds(name)
        if not kinds:
            return ()
        reason = say("its name looks like {kind}", kind=_named(kinds))
        return (replace(at, reason=reason, remedy=_remedy(kinds), kind="personal data"),)

    def find_beside(self, remark: str, at: Mistake) -> tuple[Mistake, ...]:
        """The mistake of a comment or a drawing's text that holds personal data, be it in the midst of a sentence."""
        kinds = self._kinds(remark[:LONGEST])
        if not kinds:
            return ()
        kind = _named(kinds)
        reason = (
            say("its comment holds what looks like {kind}", kind=kind)
            if at.cell
            else say("a drawing holds what looks like {kind}", kind=kind)
        )
        return (replace(at, reason=reason, remedy=_remedy(kinds), kind="personal data"),)

    def kinds_of_file(self, shown_as: str) -> tuple[str, ...]:
        """What kinds of personal data a file's name, or a folder's above it, looks like; dates are none."""
        kinds: dict[str, None] = {}
        for part in PurePosixPath(shown_as).with_suffix("").parts:
            kinds |= dict.fromkeys(self._kinds(_STAMP.sub(" | ", part.replace("_", " "))))
        return tuple(kinds)

    def find_in_file_name(self, shown_as: str, told_as: str, *, inside: bool = False) -> tuple[Mistake, ...]:
        """The mistake of a file whose name looks like personal data; it is told otherwise, or as `inside` a folder."""
        kinds = self.kinds_of_file(shown_as)
        if not kinds:
            return ()
        kind = _named(kinds)
        reason = (
            say("the name of a file in it looks like {kind}", kind=kind)
            if inside
            else say("its name looks like {kind}", kind=kind)
        )
        return (Mistake(told_as, None, None, reason, _RENAME, kind="personal data"),)

    def kinds_of(self, cell: str) -> tuple[str, ...]:
        """What kinds of personal data a text looks like."""
        text = cell[:LONGEST]
        if identifier := _IDENTIFIER.fullmatch(
            text
        ):  # such as LANG-SON-2023-004; its words may name somebody
            return self._kinds(identifier[1] or identifier[2])
        if (
            not _SUSPECT.search(text)
            or all(map(_MEAN.fullmatch, text.split(BOTH)))
            or fold(text) in self.harmless
        ):
            return ()
        kinds = []
        undated = text
        if "@" in text and _EMAIL.search(text):
            kinds.append("an e-mail address")
            undated = _EMAIL.sub(" | ", text)
        if _PAGE.search(undated):
            kinds.append("a link to a person's page")
            undated = _PAGE.sub(" | ", undated)
        if any(map(self._is_birth, _BORN.finditer(undated))):
            kinds.append("a date of birth")
        undated = _BRACKETED.sub(r"\1 ", _DATES.sub(" | ", undated))
        if digits := _DIGITS.search(undated):
            plain = re.sub(r"[^0-9]", "", digits[0])
            phone = (
                digits[0].startswith("+")
                or (plain[0] == "0" and len(plain) in (10, 11))
                or plain.startswith("84")
            )
            kinds.append("a telephone number" if phone else "an identity-card or telephone number")
        if _PASSPORT.search(undated):
            kinds.append("a passport number")
        if self._names.are_in(_PASSPORT.sub(" | ", undated)):
            kinds.insert(0, "a person's name")
        return tuple(kinds)

    def _is_birth(self, found: re.Match[str]) -> bool:
        """Whether it is somebody's birth, and not that of pupils, or of this year."""
        return (found["before"] or "").lower() not in _OTHER_THAN_BORN and found["when"].rstrip(
            "/.-"
        ) not in self._years

    def _is_suspect(self, cell: str) -> bool:
        """Whether a cell is or names personal data."""
        if cell.isdecimal() and len(cell) < SHORTEST_NUMBER:
            return False
        return bool(self.kinds_of(cell) or _kind_of_header(cell))


def _remedy(kinds: Sequence[str]) -> Phrase:
    """What to do; only where nothing but a name is suspected, also what to do if it is none."""
    return _REMEDY_FOR_A_NAME if tuple(kinds) == ("a person's name",) else _REMEDY


def _named(kinds: Sequence[str]) -> tuple[str, str]:
    return " and ".join(kinds), " và ".join(_KINDS[kind] for kind in kinds)


def _kind_of_header(cell: str) -> str | None:
    if not 1 < len(cell) < 40 or cell[-1].isdigit():
        return None
    return _KIND_OF_HEADER.get(fold(cell))
