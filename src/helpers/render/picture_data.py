"""The pictures that stand in a notebook's own text as data: what they hold, and whether every format can show them."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Callable

from lxml import etree

from helpers.errors import RenderError

MOST_HEIGHT = 20
"""Of a picture, in its widths."""

_ADDRESS = re.compile(
    r"""(\(\s*<?|["'=]|^ {0,3}\[[^\]\n]+\]:\s*<?)data:image/(svg\+xml|png|jpeg);base64,([A-Za-z0-9+/=]*)""",
    re.MULTILINE,
)
"""Of a picture, after what stands before an address in Markdown or in HTML."""
_OWN_NAME = re.compile(r"""(?:\(\s*<?|["'=]|\]:\s*<?)(svg-\d+)""")
"""A slot's name where an address stands, which no text of a cell has of itself."""
_NUMBER = re.compile(r"[\d.]+(?:px)?")
_NO_SIZE = re.compile(r"\s*(?:-|\+?[0.]+(?![0-9.]))")


def with_pictures(text: str, place: str, shown: Callable[[str, str], str]) -> str:
    """The Markdown, in which `shown` says what stands in the place of a picture, given its address and it as SVG.

    Raises:
        RenderError: a picture is not whole, not of the text's own, or of a size or shape that no page can show.
    """
    if own := _OWN_NAME.search(text):
        raise RenderError(
            f"{place}: the picture '{own[1]}' is not in the notebook's own text; "
            "show it from a cell of code, as SVG, PNG or JPEG"
        )

    def address(found: re.Match[str]) -> str:
        drawing = as_drawing(found[2], found[3], place)
        return found[1] + shown(found[0].removeprefix(found[1]), drawing)

    return _ADDRESS.sub(address, text)


def first_drawing(text: str, place: str) -> str:
    """The first picture of a text as SVG, or nothing."""
    found = _ADDRESS.search(text)
    return as_drawing(found[2], found[3], place) if found else ""


def as_drawing(kind: str, data: str, place: str) -> str:
    """A picture as SVG: that is what Typst draws for all formats but the page.

    Raises:
        RenderError: as `with_pictures`.
    """
    try:
        content = base64.b64decode(data, validate=True)
        if kind == "svg+xml":
            drawing = etree.fromstring(content)
            no_size = any(_NO_SIZE.match(drawing.get(side, "")) for side in ("width", "height"))
            if no_size or etree.QName(drawing).localname != "svg":
                raise ValueError
            if any(map(_is_elsewhere, drawing.iter("{*}*"))):
                raise RenderError(
                    f"{place}: a picture that fetches another from elsewhere; put that into the drawing"
                )
            _check_shape(place, *_size_of(drawing))
            return content.decode("utf-8")
        width, height = _size_of_points(content, kind, place)
    except (ValueError, OSError, SyntaxError):
        raise RenderError(f"{place}: a picture of which the data are no {kind}; run the cell again") from None
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" xlink:href="data:image/{kind};base64,{data}"/></svg>'
    )


def _is_elsewhere(element: etree._Element) -> bool:
    """Whether a part of a drawing stands in another file; a link may lead there."""
    if etree.QName(element).localname == "a":
        return False
    addresses = (text for name, text in element.items() if etree.QName(name).localname == "href")
    return any(not text.startswith(("#", "data:")) for text in addresses)


def _size_of(drawing: etree._Element) -> tuple[float, float]:
    """Width and height of a drawing, or no size where they are in units that its reader chooses."""
    sides = [drawing.get("width", ""), drawing.get("height", "")]
    if not all(map(_NUMBER.fullmatch, sides)):
        sides = drawing.get("viewBox", "").replace(",", " ").split()[2:]
    return (
        (float(sides[0].removesuffix("px")), float(sides[1].removesuffix("px")))
        if len(sides) == 2
        else (1, 1)
    )


def _size_of_points(content: bytes, kind: str, place: str) -> tuple[int, int]:
    """Width and height of a picture that can be read to its end."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                width, height = picture.size
                _check_shape(place, width, height)
                picture.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise RenderError(f"{place}: a picture of more than 89 million points; make it smaller") from None
    Image.open(io.BytesIO(content), formats=[kind]).verify()  # its end, without which pillow reads it, too
    return width, height


def _check_shape(place: str, width: float, height: float) -> None:
    """A picture is set as wide as the text, and what is many times as high is longer than any page."""
    if height > MOST_HEIGHT * width:
        raise RenderError(
            f"{place}: a picture that is more than {MOST_HEIGHT} times as high as wide; cut it, or show a table"
        )
