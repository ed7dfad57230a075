"""A matplotlib figure as clean SVG that can stand in a page beside others, and as an image on paper.

Its place in a page, ids that no other drawing has and an alternative text are given by exhibit.py.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

from lxml import etree
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from helpers.report.theme import THEME

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_FONT_FAMILY = re.compile(r"font-family: [^;]+;? ?")
_NO_ROTATION = re.compile(r"rotate\(-?0 [^)]*\)")
_FAMILY = ", ".join(f"'{name}'" for name in (THEME.font, *THEME.fallback_fonts)) + ", sans-serif"
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_TIDIED = ("d", "x", "y", "width", "height", "transform", "points", "viewBox")


class Renderer(RendererSVG):
    """matplotlib's own, which measures a text and a typeface of one look once in a process."""

    def __init__(self, figure: Figure) -> None:
        self.buffer = io.StringIO()  # of text: bytes would be encoded word by word
        width, height = (72 * inches for inches in figure.get_size_inches())
        super().__init__(width, height, self.buffer, image_dpi=144, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        """What matplotlib measures."""
        return _measured(s, prop, ismath)

    def _get_font_height_metrics(self, prop: FontProperties) -> Any:
        """What matplotlib from 3.11 on asks before each text, and else reads from the font's tables each time."""
        return _heights(prop)


@lru_cache(maxsize=256)
def _heights(font: FontProperties) -> tuple[float, float, float] | tuple[None, None, None]:
    """Pixels of a typeface from the baseline up, down, and between lines; none where its file does not say."""
    table = get_font(findfont(font)).get_sfnt_table
    head, sizes = table("head"), table("OS/2")
    if head is None or sizes is None:
        return None, None, None
    scale = font.get_size_in_points() / head["unitsPerEm"]
    return sizes["sTypoAscender"] * scale, -sizes["sTypoDescender"] * scale, sizes["sTypoLineGap"] * scale


@lru_cache(maxsize=8192)
def _measured(text: str, font: FontProperties, ismath: Any) -> Any:
    return text_to_path.get_text_width_height_descent(text, font, ismath)


def figure_to_svg(figure: Figure, renderer: Renderer) -> str:
    """The figure as an SVG element: same bytes for the same drawing, text as text, ids only where needed.

    Call it under the style of the look, which decides how the backend writes. The renderer is used up.
    """
    width, height = (72 * inches for inches in figure.get_size_inches())
    figure.draw(renderer)
    renderer.finalize()  # type: ignore[no-untyped-call]
    drawn = renderer.buffer.getvalue().encode()
    root = etree.fromstring(drawn, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    _drop_what_paints_nothing(root)
    _rename_ids(root)
    _tidy(root)
    for name in list(root.attrib):
        del root.attrib[name]
    root.set("width", f"{_short(width)}pt")
    root.set("height", f"{_short(height)}pt")
    root.set("viewBox", f"0 0 {_short(width)} {_short(height)}")
    root.set("font-family", _FAMILY)
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _drop_what_paints_nothing(root: Any) -> None:
    for element in [*root.iter(f"{_SVG}style"), *root.iter(f"{_SVG}metadata")]:
        element.getparent().remove(element)
    for path in list(root.iter(f"{_SVG}path")):
        if path.get("style") == "fill: none" and not path.get("id"):
            path.getparent().remove(path)


def _rename_ids(root: Any) -> None:
    """Number the ids that something refers to, in order of appearance; drop the others."""
    used: dict[str, str] = {}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == _HREF and value.startswith("#"):
                used.setdefault(value[1:], f"i{len(used) + 1}")
            elif "url(#" in value:
                for found in _REFERENCE.findall(value):
                    used.setdefault(found, f"i{len(used) + 1}")
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                if value in used:
                    element.set(name, used[value])
                else:
                    del element.attrib[name]
            elif name == _HREF and value.startswith("#"):
                element.set(name, f"#{used[value[1:]]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(lambda m: f"url(#{used[m[1]]})", value))


def _tidy(root: Any) -> None:
    """Two decimals, no font family on every text, no groups and definitions that hold nothing."""
    for element in list(root.iter()):
        for name in _TIDIED:
            value = element.get(name)
            if value is not None:
                element.set(name, _LONG_NUMBER.sub(_rounded, " ".join(value.split())))
        if element.tag == f"{_SVG}text":
            element.set("style", _FONT_FAMILY.sub("", element.get("style", "")))
            if _NO_ROTATION.fullmatch(element.get("transform", "")):
                del element.attrib["transform"]
        elif element.tag == f"{_SVG}g" and not element.attrib:
            element.tag = "bare"
    etree.strip_tags(root, "bare")
    for element in list(root.iter(f"{_SVG}defs")):
        if len(element) == 0:
            element.getparent().remove(element)


def _rounded(match: re.Match[str]) -> str:
    return _short(float(match[0]))


def _short(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
