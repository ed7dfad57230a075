"""Vietnamese of the time before Unicode: fonts such as .VnTime (TCVN3) and VNI-Times, whose letters are other signs.

What is stored is 'L¹ng S¬n' for Lạng Sơn. Such a text is never guessed at: it is known for what it is where its plain
letters are a known word, and is named. Only plain letters are needed for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from helpers.inputs.intake.cell_result import Fault
from helpers.inputs.mistakes import Phrase, say

_TCVN3 = {
    "a": "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË¡¢", "d": "®§", "e": "ÌÐÎÏÑªÒÕÓÔÖ£", "i": "×ÝØÜÞ", "o": "ßãáâä«åèæçé¬êíëìî¤¥",
    "u": "ïóñòô\u00adõøö÷ù¦", "y": "úýûüþ",
}  # fmt: skip
_FROM_TCVN3 = str.maketrans({sign: letter for letter, signs in _TCVN3.items() for sign in signs})
_VNI_MARK = re.compile(r"(?<=[aeoôuöy])[ùøûõïâáàåãäêéèúüë]", re.IGNORECASE)
_FROM_VNI = str.maketrans("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "douiiiiiyDOUIIIIIY")
_TCVN3_NAME, _VNI_NAME = "TCVN3 (.VnTime)", "VNI (VNI-Times)"
FEWEST_WORDS = 2  # by which a file is known to be of an old encoding: one may be anything
GARBLED: Fault = (
    say("is garbled: a text in UTF-8 was opened as another encoding, and saved"),
    say(
        "open the file from which it comes as UTF-8 (in Excel: Data, From Text/CSV, 65001), then save and send that"
    ),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
REMEDY = say(
    "change it to Unicode, for instance with UniKey (Ctrl+Shift+F6, from TCVN3 or VNI to Unicode), then send it again"
)


def plain_of(text: str) -> dict[str, str]:
    """What a text says in plain letters, if it is of TCVN3 or VNI; nothing for one that can be neither."""
    if text.isascii():
        return {}
    read = {
        _TCVN3_NAME: text.translate(_FROM_TCVN3),
        _VNI_NAME: _VNI_MARK.sub("", text).translate(_FROM_VNI),
    }
    return {name: plain for name, plain in read.items() if plain != text and plain.isascii()}


def old_encoding_of_bytes(content: bytes) -> Phrase | None:
    """That nearly each word of a file with other letters than plain ones is of an old encoding; None of any other."""
    text = content.decode("latin-1")
    words = {word for word in re.split(r"[\s,;|\"]+", text) if not word.isascii()}
    if len(words) < FEWEST_WORDS or _CONTROL.search(text):
        return None
    for name in (_TCVN3_NAME, _VNI_NAME):
        if 10 * sum(name in plain_of(word) for word in words) >= 9 * len(words):
            return say("is written in {name}, an encoding of the time before Unicode", name=name)
    return None


def old_encoding_of(text: str, is_known: Callable[[str], bool]) -> Fault | None:
    """That a text is of an old encoding, or garbled, since what was meant is known; None of any other."""
    for name, plain in plain_of(text).items():
        if is_known(plain):
            return say("is written in {name}, an encoding of the time before Unicode", name=name), REMEDY
    meant = _meant(text)
    return GARBLED if meant is not None and is_known(meant) else None


def _meant(text: str) -> str | None:
    """What a text said before UTF-8 was read as windows-1252 or windows-1258; None of any other."""
    for encoding in () if text.isascii() else ("windows-1252", "windows-1258"):
        try:
            return b"".join(_byte(sign, encoding) for sign in text).decode()
        except UnicodeError:
            continue
    return None


def _byte(sign: str, encoding: str) -> bytes:
    """The byte that a program read as this sign; where the encoding has none, programs take it as it is."""
    return sign.encode("latin-1" if "\x7f" < sign < "\xa0" else encoding)
