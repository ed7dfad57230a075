"""Photographs and logos as telephones and graphics programs save them, with what nobody may publish hidden in them."""

from __future__ import annotations

import io
import zlib

import numpy as np
from PIL import Image, PngImagePlugin

HIDDEN = "HiddenInThePicture"
PLACE_AND_TIME = "2023:05:05 21.8471N"


def photograph(width: int = 900, height: int = 600, turned: int = 6) -> bytes:
    """A JPEG with a place, a time, a camera, a comment and XMP, and with something behind its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9003] = turned, HIDDEN, PLACE_AND_TIME
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 51.0, 14.0), 29: PLACE_AND_TIME})
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{HIDDEN}</x:xmpmeta>".encode()
    made = io.BytesIO()
    _slope(width, height).save(made, "JPEG", exif=exif, comment=HIDDEN.encode(), xmp=xmp)
    return made.getvalue() + b"PK\x03\x04" + HIDDEN.encode()


def mark(mode: str = "RGBA", size: tuple[int, int] = (300, 150)) -> bytes:
    """A PNG with texts in it; of mode RGBA its edge shows what is behind."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", HIDDEN)
    texts.add_itxt("XML:com.adobe.xmp", HIDDEN)
    exif = Image.Exif()
    exif[0x010F] = HIDDEN
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((20, 90, 160, 255), (10, 10, size[0] - 10, size[1] - 10))
    made = io.BytesIO()
    picture.convert(mode).save(made, "PNG", pnginfo=texts, exif=exif)
    return made.getvalue()


def drawing(inside: str = "", attributes: str = 'viewBox="0 0 120 60"') -> bytes:
    """An SVG as a graphics program saves it."""
    return f"""<?xml version="1.0"?><!-- {HIDDEN} -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" data-name="{HIDDEN}"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:version="{HIDDEN}" {attributes}>
<title>{HIDDEN}</title><metadata id="m"><about xmlns="http://example.org/">{HIDDEN}</about></metadata>
<g inkscape:label="{HIDDEN}"><rect width="110" height="50" fill="#2255aa" style="stroke:#000"/></g>{inside}</svg>
""".encode()


def bomb() -> bytes:
    """A PNG of some kilobytes that says to have 3,600 million pixels."""
    made = bytearray(mark("RGB"))
    made[16:24] = (60_000).to_bytes(4, "big") * 2
    header = made[12:29]
    made[29:33] = zlib.crc32(bytes(header)).to_bytes(4, "big")
    return bytes(made)


def _slope(width: int, height: int) -> Image.Image:
    down, across = np.mgrid[0:height, 0:width]
    shades = np.stack([across * 255 // width, down * 255 // height, (across + down) % 256], -1)
    return Image.fromarray(shades.astype("uint8"))
