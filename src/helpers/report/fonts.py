"""The one typeface as files: where they lie, how wide a text is, and what a web page embeds."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import font_source_sans_pro

from helpers.errors import ParamsError, RenderError
from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import write_privately
from helpers.paths import find_project
from helpers.report.theme import THEME

FILES = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}
ITALIC = "SourceSansPro-It.ttf"

UNICODES = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *(0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323),
    *range(0x1EA0, 0x1EFA),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x202F),
    *(0x2212, 0x2264, 0x2265, 0x20AB, 0x2190, 0x2191, 0x2192, 0x2193, 0x2713, 0x25B2, 0x25BC),
)


def font_file(weight: int) -> Path:
    """The TrueType file of a weight: 400 or 600.

    Raises:
        RenderError: the weight is not one of the look, or the file is not installed.
    """
    if weight not in FILES:
        raise RenderError(f"there is no font of weight {weight}; use {' or '.join(map(str, FILES))}")
    path = Path(font_source_sans_pro.font_directory) / FILES[weight]
    if not path.is_file():
        raise RenderError(f"font file {path.name} is missing; install font-source-sans-pro again")
    return path


def font_files() -> list[Path]:
    """The upright files of the look: what charts need."""
    return [font_file(weight) for weight in FILES]


def look_fonts() -> list[Path]:
    """All files of the look: what Typst needs."""
    return [*font_files(), font_files()[0].with_name(ITALIC)]


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the typeface known to matplotlib, once in a process."""
    from matplotlib import font_manager

    for path in font_files():
        font_manager.fontManager.addfont(path)


def text_width(text: str, size: float, weight: int = THEME.regular) -> float:
    """How many points wide a line of text is, kerning included."""
    return _width(text, weight) * size


@lru_cache(maxsize=8192)
def _width(text: str, weight: int) -> float:
    """The same at a size of one point, as matplotlib measures letters that stay letters."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    register_fonts()
    font = FontProperties(family=THEME.font, weight=weight, size=100)
    width, _height, _descent = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 100


@lru_cache(maxsize=4)
def subset_woff2(weight: int) -> bytes:
    """The font as WOFF2 with the letters of English and Vietnamese; the same bytes every time.

    Figures of this typeface are tabular and lining by default, so no feature is needed for them.
    """
    return cut_woff2(font_file(weight), UNICODES)


def cut_woff2(path: Path, codes: tuple[int, ...], without: tuple[str, ...] = ()) -> bytes:
    """A font file as WOFF2 with these letters alone, and without some tables; the same bytes every time.

    Cutting takes a second or two, so the project keeps what was cut.
    """
    kept = _kept(path, codes)
    if kept is not None:
        with suppress(OSError):
            checksum, _, woff2 = read_file(kept).partition(b"\n")
            if checksum.decode("ascii", "replace") == hashlib.sha256(woff2).hexdigest():
                return woff2
    woff2 = _cut(path, codes, without)
    if kept is not None:
        with suppress(OSError):
            write_privately(kept, hashlib.sha256(woff2).hexdigest().encode() + b"\n" + woff2)
    return woff2


def _kept(path: Path, codes: tuple[int, ...]) -> Path | None:
    """Where the project keeps what was cut from this font by these tools; None outside of a project."""
    tools = f"{metadata.version('fonttools')} {metadata.version('brotli')} {codes}"
    key = hashlib.sha256(tools.encode() + path.read_bytes()).hexdigest()
    try:
        return find_project().fonts / f"{path.stem.partition('[')[0]}-{key[:16]}"
    except ParamsError:
        return None


def _cut(path: Path, codes: tuple[int, ...], without: tuple[str, ...]) -> bytes:
    import brotli  # noqa: F401  fontTools writes WOFF2 with it; imported here so that its version is in the keys
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    options.drop_tables += without
    if path.suffix == ".ttf" and not without:
        options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "pnum"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [1, 2, 3, 4, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.flavor = "woff2"
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()
