"""Personal data in a return: where it is and of what kind, never what it says. A file that holds any is stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.inputs.layout import HEADER_WITHIN, Line, letter
from helpers.inputs.mistakes import Mistake
from helpers.inputs.names import fold, squeezed

_REMEDY = "take it out; a return holds no personal data. Nothing of this file was taken in"
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
_SURNAMES = frozenset(
    (
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
    )
    + ("ly", "dinh", "trinh", "doan", "luong", "vuong")
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")
_DIGITS = re.compile(r"(?<![\w-])\+?[0-9](?:[ .-]?[0-9]){8,11}(?![\w])|(?<![0-9])[0-9]{9,12}(?![0-9])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9-])[A-Z][0-9]{7,8}(?![0-9A-Za-z])")
_DATES = re.compile(
    r"20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ][0-9:.]+)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.]20[0-9]{2}"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:[ -]+[^\W\d_]+){1,4}")
_MIDDLE = re.compile(r"[a-z]+ (?:thi|van) [a-z]+(?: [a-z]+)?")
_SUSPECT = re.compile(r"@|[0-9](?:[ .-]?[0-9]){6}|[^\W\d_][ -]+[^\W\d_]")
LONGEST = 2_000


@dataclass(frozen=True)
class Harmless:
    """Folded texts that look like names and are not: provinces, stations, labels of codes, headers."""

    texts: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Harmless:
        """From the texts as they are written."""
        return cls(frozenset(fold(text) for text in texts))


def personal_data(
    lines: Sequence[Line],
    shown_as: str,
    harmless: Harmless,
    names: Mapping[str, str],
    *,
    sheet: str | None = None,
) -> list[Mistake]:
    """One mistake for each cell that looks like personal data, in a header or below it.

    `names` are the known names of columns (`header_names`); another one is told by its number.
    """
    heads = [names.get(squeezed(cell), str(at)) for at, cell in enumerate(lines[0][1], 1)] if lines else []
    found: list[Mistake] = []
    verdicts: dict[str, str | None] = {}
    for position, (number, cells) in enumerate(lines):
        for column, cell in enumerate(cells):
            if len(cell) < 2:
                continue
            kind = _KIND_OF_HEADER.get(fold(cell)) if position < HEADER_WITHIN and len(cell) < 40 else None
            if kind:
                kind = f"a column for {kind}"
            else:
                if cell not in verdicts:
                    verdicts[cell] = kind_of(cell, harmless) if _SUSPECT.search(cell[:LONGEST]) else None
                kind = verdicts[cell]
            if kind:
                place = f"{letter(column)}{number}" if sheet is not None else None
                name = heads[column] if sheet is None and column < len(heads) else None
                reason = f"looks like {kind}" if not kind.startswith("a column") else f"is {kind}"
                found.append(Mistake(shown_as, number, name, reason, _REMEDY, sheet, place, "personal data"))
    return found


def kind_of(cell: str, harmless: Harmless) -> str | None:
    """What kind of personal data a text looks like; None for none."""
    text = cell[:LONGEST]
    if _EMAIL.search(text):
        return "an e-mail address"
    undated = _DATES.sub(" | ", text)
    if digits := _DIGITS.search(undated):
        plain = re.sub(r"[^0-9]", "", digits[0])
        phone = (
            digits[0].startswith("+")
            or (plain[0] == "0" and len(plain) in (10, 11))
            or plain.startswith("84")
        )
        return "a telephone number" if phone else "an identity-card or telephone number"
    if _PASSPORT.search(undated):
        return "a passport number"
    return "a person's name" if _is_name(text, harmless) else None


def _is_name(text: str, harmless: Harmless) -> bool:
    folded = fold(text)
    if folded in harmless.texts or not _LETTERS.fullmatch(text.strip()):
        return False
    words = re.split(r"[ -]+", text.strip())
    if not all(word[0].isupper() for word in words):
        return False
    if not (folded.split()[0] in _SURNAMES or _MIDDLE.fullmatch(folded)):
        return False
    return not any(folded.endswith(f" {known}") for known in harmless.texts if " " in known)
