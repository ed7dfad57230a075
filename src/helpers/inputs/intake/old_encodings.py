"""Vietnamese of the time before Unicode: fonts such as .VnTime (TCVN3) and VNI-Times, whose letters are other signs.

What is stored is 'L¹ng S¬n' for Lạng Sơn. Such a text is never guessed at: it is known for what it is where its plain
letters are a known word, and is named. Only plain letters are needed for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from helpers.inputs.mistakes import Phrase, say

_TCVN3 = {
    "a": "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË¡¢", "d": "®§", "e": "ÌÐÎÏÑªÒÕÓÔÖ£", "i": "×ÝØÜÞ", "o": "ßãáâä«åèæçé¬êíëìî¤¥",
    "u": "ïóñòô\u00adõøö÷ù¦", "y": "úýûüþ",
}  # fmt: skip
_FROM_TCVN3 = str.maketrans({sign: letter for letter, signs in _TCVN3.items() for sign in signs})
_VNI_MARK = re.compile(r"(?<=[aeoôuöy])[ùøûõïâáàåãäêéèúüë]", re.IGNORECASE)
_FROM_VNI = str.maketrans("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "douiiiiiyDOUIIIIIY")
REMEDY = say(
    "change it to Unicode, for instance with UniKey (Ctrl+Shift+F6, from TCVN3 or VNI to Unicode), then send it again"
)


def plain_of(text: str) -> dict[str, str]:
    """What a text says in plain letters, if it is of TCVN3 or VNI; nothing for one that can be neither."""
    if text.isascii():
        return {}
    read = {
        "TCVN3 (.VnTime)": text.translate(_FROM_TCVN3),
        "VNI (VNI-Times)": _VNI_MARK.sub("", text).translate(_FROM_VNI),
    }
    return {name: plain for name, plain in read.items() if plain != text and plain.isascii()}


def old_encoding_of(text: str, is_known: Callable[[str], bool]) -> Phrase | None:
    """That a text is of an old encoding, since its plain letters are known; None of any other."""
    for name, plain in plain_of(text).items():
        if is_known(plain):
            return say("is written in {name}, an encoding of the time before Unicode", name=name)
    return None
