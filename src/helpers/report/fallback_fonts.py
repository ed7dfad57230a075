"""Letters that the one typeface lacks, from Noto: Chinese, Lao, Khmer, Thai and other scripts, emoji and symbols.

A report that needs none of them is not changed by them, and costs nothing more. Their licence is the SIL Open Font
License.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from helpers.report.fonts import UNICODES, cut_woff2, font_file
from helpers.report.theme import THEME

FAMILY = "Noto Sans"
"""The name under which pages embed them all: one of the theme's fallback fonts, so charts name it, too."""
LAST = ("NotoEmoji", "NotoSansSymbols", "NotoSansSC")
"""Which hold signs of many scripts, in the order in which they are asked."""
_OWN = frozenset(map(chr, UNICODES)) | frozenset("\t\n\r\f\u2028\u2029")
_UNUSUAL = re.compile(f"[^{re.escape(''.join(sorted(_OWN)))}]|&(?!(?:amp|lt|gt|quot|nbsp|#x27|#39);)#?\\w+;")
NO_LETTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
"""Which neither PDF nor Word can hold, or which parts of a report are told apart by."""
_DEFAULT_INSTANCE = ["avar", "fvar", "gvar", "HVAR", "MVAR", "STAT", "VVAR"]


@lru_cache(maxsize=1)
def fallback_files() -> tuple[Path, ...]:
    """The files in the order in which they are asked for a letter; those of packages that are installed."""
    found: list[Path] = []
    with suppress(ImportError):  # imported, so that their versions are in the keys
        import manimgx_fonts

        found += Path(str(manimgx_fonts.__file__)).parent.glob("Noto*[[]wght].ttf")
    with suppress(ImportError):
        import pylopdf_fonts_zh_cn

        found += Path(str(pylopdf_fonts_zh_cn.__file__)).parent.glob("NotoSansSC-Regular.otf")
    found = [path for path in found if "Italic" not in path.name]
    return tuple(
        sorted(found, key=lambda path: ([path.name.startswith(name) for name in reversed(LAST)], path.name))
    )


def fallbacks_for(text: str) -> tuple[Path, ...]:
    """The files without which some letter of the text, or of what its HTML entities mean, could not be shown."""
    lacking = _others(text)
    if lacking:
        lacking -= _letters(font_file(THEME.regular))
    needed = []
    for path in fallback_files() if lacking else ():
        if not _letters(path).isdisjoint(lacking):
            needed.append(path)
            lacking -= _letters(path)
    return tuple(needed)


def letters_of_none(text: str) -> list[str]:
    """The letters of the text that no file has, and signs that are none, in the order of their codes."""
    lacking = _others(text)
    for path in (font_file(THEME.regular), *fallback_files()) if lacking else ():
        lacking -= _letters(path)
    return sorted(lacking | {*NO_LETTERS.findall(text)})


def joining_letters(text: str) -> list[str]:
    """Those that are written on or into their neighbours, as vowels of Khmer and letters of Arabic are.

    They are not in the reports' own typeface.
    """
    if not _UNUSUAL.search(text):
        return []
    letters = {*text, *html.unescape(text)} - _OWN
    return sorted(
        each
        for each in letters
        if unicodedata.category(each) in ("Mn", "Mc")
        or unicodedata.bidirectional(each) == "AL"
        or each == "\u200d"
    )


def family_of(path: Path) -> str:
    """The name by which Typst knows a file."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


def embedded_faces(text: str) -> str:
    """CSS that embeds what a page's letters need beyond the usual ones; nothing for most pages."""
    lacking = _others(text)
    joiners = {letter for letter in set(text) if _is_invisible(letter)} if lacking else set()
    faces = []
    for path in (font_file(THEME.regular), *fallback_files()) if lacking else ():
        if own := lacking & _letters(path):
            lacking -= own
            codes = sorted(map(ord, own | joiners & _letters(path)))
            data = base64.b64encode(cut_woff2(path, tuple(codes), tuple(_DEFAULT_INSTANCE))).decode("ascii")
            faces.append(
                f'@font-face {{ font-family: "{FAMILY}"; font-weight: {THEME.regular}; font-style: normal; '
                f'src: url(data:font/woff2;base64,{data}) format("woff2"); '
                f"unicode-range: {', '.join(f'U+{code:X}' for code in codes)}; }}\n"
            )
    return "".join(faces)


def _others(text: str) -> set[str]:
    """The letters that are not among the usual ones, invisible ones aside."""
    if not _UNUSUAL.search(text):
        return set()
    letters = {*text, *html.unescape(text)}
    return {letter for letter in letters - _OWN if not _is_invisible(letter)}


def _is_invisible(letter: str) -> bool:
    """Whether it only says how its neighbours are written: joiners, selectors of a variant, directions."""
    return (
        unicodedata.category(letter) == "Cf"
        or "\ufe00" <= letter <= "\ufe0f"
        or "\U000e0100" <= letter <= "\U000e01ef"
    )


@lru_cache(maxsize=64)
def _letters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
