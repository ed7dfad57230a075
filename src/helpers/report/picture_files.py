"""A photograph or logo of params/pictures made anew, so that nothing of its file is published but what can be seen.

Pixels are decoded and encoded again: EXIF with its places and times, XMP, comments, colour profiles, thumbnails and
whatever hangs behind a picture are not copied. Drawings are held to svg_allowed.py.
"""

from __future__ import annotations

import base64
import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from helpers.errors import ParamsError, RenderError, did_you_mean
from helpers.files.safe_reading import read_file
from helpers.report.svg_allowed import plain_drawing

if TYPE_CHECKING:
    from PIL.Image import Image

Media = Literal["jpeg", "png", "svg+xml"]
FOLDER = "params/pictures"
LARGEST = 20_000_000
"""Bytes of a file."""
LARGEST_DRAWING = 300_000
MOST_PIXELS = 50_000_000
"""Of a file: what today's telephones take. More is a mistake, or a bomb: a small file that fills the memory."""
MOST_BYTES = 350_000
"""Of what is published, at the first of these longest sides at which it fits. 1,600 pixels are sharp on a page."""
LONGEST_SIDES = (1600, 1200, 800)
LEAST_SIDE = 24
QUALITY = 82

_MEDIA: dict[str, Media] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".svg": "svg+xml"}
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
)
"""What Pillow raises of a broken file."""


@dataclass(frozen=True)
class PictureFile:
    """A picture as it is published: base64 of the file, and its size in pixels, or in units of the drawing."""

    media: Media
    data: str
    width: float
    height: float

    @property
    def address(self) -> str:
        """The picture as an address, for pages and Markdown."""
        return f"data:image/{self.media};base64,{self.data}"


def read_picture(project_folder: Path, name: object, call: str) -> PictureFile:
    """The picture of this name in the project's params/pictures.

    Raises:
        ParamsError: there is none, its name leads elsewhere, or it cannot be published; `call` begins the message.
    """
    folder = project_folder / FOLDER
    if not isinstance(name, str) or not name or Path(name).name != name or "\\" in name or name == "..":
        raise ParamsError(f"{call}: a picture is a file in {FOLDER}/; give its name alone, not {name!r}")
    if (media := _MEDIA.get(Path(name).suffix.lower())) is None:
        raise ParamsError(f"{call}: '{name}' is no JPEG, PNG or SVG file; save the picture as one of these")
    if folder.is_symlink() or (folder / name).is_symlink():
        raise ParamsError(f"{call}: '{name}' in {FOLDER}/ is a link; put the file itself there")
    try:
        content = read_file(folder / name, LARGEST + 1, follow=False)
    except FileNotFoundError:
        there = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        near = did_you_mean(name, there)
        raise ParamsError(
            f"{call}: there is no '{name}' in {FOLDER}/{near or '; put the file there'}"
        ) from None
    except OSError as fault:
        raise ParamsError(
            f"{call}: '{name}' cannot be read ({fault.strerror}); put a plain file there"
        ) from None
    try:
        return made_anew(content, media)
    except RenderError as fault:
        raise ParamsError(f"{call}: '{name}' is {fault}") from None


def made_anew(content: bytes, media: Media) -> PictureFile:
    """The picture with nothing of its file but what can be seen, turned upright, and no larger than a page needs.

    Raises:
        RenderError: it is broken, too large or too small, or a drawing that holds what a report does not take.
    """
    if len(content) > LARGEST:
        raise RenderError(f"a file of more than {LARGEST // 1_000_000} MB; save the picture smaller")
    if media == "svg+xml":
        if len(content) > LARGEST_DRAWING:
            raise RenderError(
                f"a drawing of more than {LARGEST_DRAWING // 1000} kB; simplify it, or save it as PNG"
            )
        drawing, width, height = plain_drawing(content)
        return PictureFile(media, base64.b64encode(drawing.encode()).decode("ascii"), width, height)
    plain, written_as = _decoded(content)
    for small, kind in _smaller_and_smaller(plain, written_as):
        made = _encoded(small, kind)
        if len(made) <= MOST_BYTES:
            return PictureFile(kind, base64.b64encode(made).decode("ascii"), *small.size)
    raise RenderError(f"a picture that needs more than {MOST_BYTES // 1000} kB; save it smaller, or as JPEG")


def _checked(given: PictureFile) -> PictureFile:
    return made_anew(base64.b64decode(given.data, validate=True), given.media)


Checked = Annotated[PictureFile, AfterValidator(_checked)]
"""One read back from a notebook, where a cell may have put another: made anew once more."""


def _decoded(content: bytes) -> tuple[Image, Media]:
    """The pixels in the colours of screens, and as what they were written."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of damaged EXIF, which goes, and of many pixels, which are counted here
            with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as given:
                if given.width * given.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                written_as: Media = "png" if given.format == "PNG" else "jpeg"
                given.draft(None, (LONGEST_SIDES[0],) * 2)
                given.load()
                plain = _in_screen_colours(given)
                plain.thumbnail((LONGEST_SIDES[0],) * 2)
                plain = ImageOps.exif_transpose(plain)
    except Image.DecompressionBombError:
        raise RenderError(
            f"a picture of more than {MOST_PIXELS // 1_000_000} million pixels; save it smaller"
        ) from None
    except _UNREADABLE:
        raise RenderError("no JPEG or PNG picture that can be read; open it and save it again") from None
    if min(plain.size) < LEAST_SIDE:
        raise RenderError(
            f"a picture of less than {LEAST_SIDE} pixels on its shorter side; take a larger one"
        )
    plain.info.clear()
    return plain, written_as


def _in_screen_colours(given: Image) -> Image:
    """The picture as RGB, or RGBA where something shows through; in sRGB where its profile can be read."""
    from PIL import ImageCms

    if given.mode.startswith("I"):  # 16 bits of grey
        given = given.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if given.has_transparency_data else "RGB"
    plain = given if given.mode == "CMYK" else given.convert(mode)
    if profile := given.info.get("icc_profile"):
        with suppress(ImageCms.PyCMSError, *_UNREADABLE):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            plain = made or plain
            plain.info = dict(given.info)
    plain = plain.convert(mode)
    opaque = mode == "RGBA" and plain.getchannel("A").getextrema() == (255, 255)
    return plain.convert("RGB") if opaque else plain


def _smaller_and_smaller(plain: Image, written_as: Media) -> Iterator[tuple[Image, Media]]:
    kinds: list[Media] = ["png"] if plain.mode == "RGBA" else list(dict.fromkeys([written_as, "jpeg"]))
    for longest in LONGEST_SIDES:
        small = plain.copy()
        small.thumbnail((longest, longest))
        for kind in kinds:
            yield small, kind


def _encoded(plain: Image, media: Media) -> bytes:
    made = io.BytesIO()
    if media == "png":
        plain.save(made, "PNG", optimize=True)
    else:
        plain.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
