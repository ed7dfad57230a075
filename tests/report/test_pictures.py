"""`report.picture`: what of a file is published, what is refused, and what a picture must say."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image, ImageCms

from helpers import report
from helpers.errors import NotebookError, ParamsError
from helpers.render.compose import compose
from helpers.render.shown_outputs import take_exhibits
from helpers.report import current, picture_files
from helpers.report.frames import OpenedRelease
from helpers.report.front_matter import EXHIBIT
from helpers.report.picture_files import PictureFile, made_anew
from helpers.report.pictures import Picture
from helpers.report.svg_allowed import plain_drawing
from picture_samples import HIDDEN, PLACE_AND_TIME, bomb, drawing, mark, photograph

TEXTS = {
    "alt": {"en": "Officers at desks.", "vi": "Cán bộ ngồi học."},
    "caption": {"en": "Officers learn the law", "vi": "Cán bộ học luật"},
    "credit": {"en": "Border Guard Command", "vi": "Bộ Tư lệnh Bộ đội Biên phòng"},
    "people": {"en": "All who are seen agreed in writing.", "vi": "Người trong ảnh đồng ý bằng văn bản."},
}


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: dict[str, OpenedRelease]) -> Path:
    """The folder of a project's pictures; the report on Lang Son is open in English."""
    (tmp_path / "pyproject.toml").touch()
    folder = tmp_path / "params" / "pictures"
    folder.mkdir(parents=True)
    monkeypatch.setattr("helpers.report.pictures.find_project", lambda: type("P", (), {"root": tmp_path}))
    (folder / "photo.jpg").write_bytes(photograph())
    (folder / "mark.png").write_bytes(mark())
    (folder / "mark.svg").write_bytes(drawing())
    current.set_opened(opened["en"])
    return folder


def content_of(file: PictureFile) -> bytes:
    return base64.b64decode(file.data)


def opened_picture(file: PictureFile) -> Image.Image:
    return Image.open(io.BytesIO(content_of(file)))


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


SAMPLES: dict[str, tuple[Callable[[], bytes], Any]] = {
    "jpeg": (photograph, "jpeg"),
    "png with transparency": (mark, "png"),
    "png": (lambda: mark("RGB"), "png"),
    "palette": (lambda: mark("P"), "png"),
    "grey": (lambda: mark("LA"), "png"),
    "svg": (drawing, "svg+xml"),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_of_a_file_stays_but_what_is_seen(sample: str) -> None:
    make, media = SAMPLES[sample]
    before = make()
    assert HIDDEN.encode() in before
    after = content_of(made_anew(before, media))
    assert HIDDEN.encode() not in after
    assert PLACE_AND_TIME.encode() not in after
    if media != "svg+xml":
        picture = Image.open(io.BytesIO(after))
        picture.load()
        assert not {*picture.info} - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not picture.getexif()


@pytest.mark.parametrize("sample", SAMPLES)
def test_same_file_gives_the_same_bytes(sample: str) -> None:
    make, media = SAMPLES[sample]
    assert made_anew(make(), media) == made_anew(make(), media)


def test_photograph_is_turned_upright() -> None:
    made = made_anew(photograph(900, 600, turned=6), "jpeg")
    assert (made.width, made.height) == (600, 900)
    red, green, _ = opened_picture(made).getpixel((590, 10))  # the corner that was at the left and top
    assert red < 20
    assert green < 20


def test_colours_of_a_wide_profile_become_those_of_screens() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    cmyk = saved(Image.new("CMYK", (60, 60), (0, 255, 255, 0)), "JPEG", icc_profile=lab)
    assert opened_picture(made_anew(cmyk, "jpeg")).mode == "RGB"  # a profile that does not fit is not heeded
    grey = saved(Image.new("I;16", (60, 60), 0x8000))
    assert opened_picture(made_anew(grey, "png")).getpixel((9, 9)) == (128, 128, 128)


def test_large_picture_is_made_smaller() -> None:
    made = made_anew(photograph(4000, 1000, turned=1), "jpeg")
    assert (made.width, made.height) == (1600, 400)
    noise = Image.effect_noise((1500, 1500), 200).convert("RGB")
    small = made_anew(saved(noise), "png")
    assert small.media == "jpeg"
    assert len(content_of(small)) <= picture_files.MOST_BYTES


REFUSED: dict[str, tuple[Callable[[], bytes], Any, str]] = {
    "bomb": (bomb, "png", "a picture of more than 50 million pixels; save it smaller"),
    "large file": (lambda: bytes(20_000_001), "jpeg", "a file of more than 20 MB; save the picture smaller"),
    "tiny": (lambda: mark(size=(23, 90)), "png", "less than 24 pixels on its shorter side"),
    "cut off": (lambda: photograph()[:5000], "jpeg", "no JPEG or PNG picture that can be read"),
    "gif": (lambda: saved(Image.new("RGB", (60, 60)), "GIF"), "jpeg", "no JPEG or PNG picture that can be read"),
    "page": (lambda: b"<html><script>1</script></html>", "png", "no JPEG or PNG picture that can be read"),
    "much noise": (
        lambda: saved(Image.merge("RGBA", [Image.effect_noise((900, 900), 250)] * 4)), "png",
        "needs more than 350 kB; save it smaller, or as JPEG",
    ),
    "script": (lambda: drawing("<script>alert(1)</script>"), "svg+xml", "holds <script>"),
    "handler": (lambda: drawing("", 'viewBox="0 0 9 9" onload="a()"'), "svg+xml", "holds onload of <svg>"),
    "link": (lambda: drawing('<a xlink:href="https://a.example"><rect/></a>'), "svg+xml", "holds <a>"),
    "page inside": (lambda: drawing("<foreignObject/>"), "svg+xml", "holds <foreignObject>"),
    "raster": (lambda: drawing('<image xlink:href="data:image/png;base64,AA"/>'), "svg+xml", "as a file of its own"),
    "copies": (lambda: drawing('<use xlink:href="#a"/>'), "svg+xml", "holds <use>"),
    "letters": (lambda: drawing("<text>12 victims</text>"), "svg+xml", "turn its letters into paths"),
    "style sheet": (lambda: drawing("<style>@import url(//a.example)</style>"), "svg+xml", "presentation attributes"),
    "foreign address": (lambda: drawing('<rect fill="url(https://a.example#b)"/>'), "svg+xml", "fill of <rect>"),
    "no size": (lambda: drawing("", 'width="100%" height="100%"'), "svg+xml", "without a size"),
    "large drawing": (lambda: drawing("<g/>" * 80_000), "svg+xml", "a drawing of more than 300 kB"),
    "entities": (
        lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        "svg+xml", "no SVG that can be read",
    ),
    "no svg": (lambda: b"\x89PNG", "svg+xml", "no SVG that can be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_broken_or_dangerous_is_refused(name: str, pictures: Path) -> None:
    make, media, said = REFUSED[name]
    file = f"given.{media.partition('+')[0]}"
    (pictures / file).write_bytes(make())
    with pytest.raises(ParamsError, match="^report.picture") as fault:
        report.picture(file, "given", **TEXTS)
    assert said in str(fault.value)
    assert str(fault.value).count("\n") == 0


def test_drawing_is_written_as_shapes_alone() -> None:
    made, width, height = plain_drawing(drawing())
    assert (width, height) == (120, 60)
    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60">'
        '<g><rect width="110" height="50" fill="#2255aa" style="stroke:#000"/></g></svg>'
    )
    assert plain_drawing(drawing("", 'width="40mm" height="20mm"'))[1:] == (40, 20)


@pytest.mark.parametrize(
    "name",
    ["../secret.jpg", "/etc/passwd", "sub/photo.jpg", "..", "", "..\\photo.jpg", "a/../photo.jpg", None, 7],
)
def test_name_that_leads_out_of_the_folder_is_refused(name: Any, pictures: Path) -> None:
    (pictures.parent / "secret.jpg").write_bytes(photograph())
    with pytest.raises(ParamsError, match="a picture is a file in params/pictures/; give its name alone"):
        report.picture(name, "given", **TEXTS)


def test_link_out_of_the_folder_is_refused(pictures: Path) -> None:
    outside = pictures.parent / "secret.jpg"
    outside.write_bytes(photograph())
    (pictures / "given.jpg").symlink_to(outside)
    with pytest.raises(
        ParamsError, match="'given.jpg' in params/pictures/ is a link; put the file itself there"
    ):
        report.picture("given.jpg", "given", **TEXTS)
    pictures.rename(pictures.parent / "elsewhere")
    pictures.symlink_to(pictures.parent / "elsewhere")
    with pytest.raises(ParamsError, match="is a link"):
        report.picture("photo.jpg", "given", **TEXTS)


def test_file_that_is_missing_or_of_another_kind_is_named(pictures: Path) -> None:
    with pytest.raises(ParamsError, match=r"no 'foto.jpg' in params/pictures/.*photo.jpg"):
        report.picture("foto.jpg", "given", **TEXTS)
    with pytest.raises(
        ParamsError, match=r"'scan.tiff' is no JPEG, PNG or SVG file; save the picture as one of these"
    ):
        report.picture("scan.tiff", "given", **TEXTS)
    (pictures / "folder.png").mkdir()
    with pytest.raises(ParamsError, match=r"'folder.png' cannot be read"):
        report.picture("folder.png", "given", **TEXTS)


@pytest.mark.parametrize("missing", ["alt", "caption", "credit", "people"])
def test_text_that_is_missing_is_asked_for(missing: str, pictures: Path) -> None:
    given = {name: text for name, text in TEXTS.items() if name != missing}
    with pytest.raises(ParamsError, match=f"^report.picture\\('photo.jpg'\\): {missing} is missing; write"):
        report.picture("photo.jpg", "given", **given)
    with pytest.raises(ParamsError, match=f"{missing} has no text in Vietnamese"):
        report.picture("photo.jpg", "given", **{**TEXTS, missing: {"en": "One two three."}})


@pytest.mark.parametrize("said", ["yes", "nobody", "None", {"en": "agreed", "vi": "đồng ý"}])
def test_consent_is_a_sentence(said: Any, pictures: Path) -> None:
    with pytest.raises(ParamsError, match='people is "none", or a sentence that says who agreed to be shown'):
        report.picture("photo.jpg", "given", **{**TEXTS, "people": said})


def test_credit_and_consent_stand_below_in_every_format(
    pictures: Path, opened: dict[str, OpenedRelease]
) -> None:
    bundle = report.picture("photo.jpg", "given", **TEXTS)._repr_mimebundle_()
    for kind in ("text/html", "text/markdown", "text/x-typst", "text/plain"):
        for text in (
            "Officers at desks.",
            "Officers learn the law",
            "Border Guard Command",
            "agreed in writing",
        ):
            assert text in bundle[kind].replace("\\", ""), (kind, text)
    current.set_opened(opened["vi"])
    page = report.picture("photo.jpg", "given", **TEXTS).to_html()
    assert "<strong>Ảnh:</strong> Bộ Tư lệnh" in page
    assert "<strong>Sự đồng ý:</strong> Người trong ảnh" in page
    assert "Consent" not in report.picture("photo.jpg", "given", **{**TEXTS, "people": "none"}).to_text()


def test_logo_is_small_and_has_no_number(pictures: Path) -> None:
    made = report.picture("mark.svg", "given", alt="The mark.", credit="IOM", logo=True)
    assert "exhibit-figure" not in made.to_html()
    assert "#exhibit" not in made.to_typst()
    assert made.width_mm == 36.0  # 18 mm high
    with pytest.raises(ParamsError, match="a logo has no caption"):
        report.picture("mark.svg", "given", alt="The mark.", credit="IOM", caption="IOM", logo=True)
    with pytest.raises(ParamsError, match="people is missing"):
        report.picture("mark.png", "given", alt="The mark.", credit="IOM", logo=True)


def test_picture_is_no_wider_or_higher_than_a_page_takes(pictures: Path) -> None:
    texts = {**TEXTS, "people": "none"}
    tall = report.picture("photo.jpg", "given", **texts)
    assert tall.width_mm == round(95 * 600 / 900, 1)
    assert report.picture("photo.jpg", "given", half=True, **texts).width_mm == round(70 * 600 / 900, 1)
    assert report.picture("mark.png", "given", **texts).width_mm == round(300 * 25.4 / 96, 1)  # not stretched


def _notebook(data: dict[str, Any]) -> Any:
    output = new_output("display_data", data={EXHIBIT: data, "text/html": "<script>1</script>"})
    return new_notebook(cells=[new_code_cell("x", outputs=[output])])


def test_data_that_a_cell_forged_are_made_anew(pictures: Path) -> None:
    made = report.picture("photo.jpg", "given", **TEXTS)
    forged = replace(made.file, data=base64.b64encode(photograph()).decode(), width=1.0)
    notebook = _notebook({"schema": 1, **asdict(made), "kind": "picture", "file": asdict(forged)})
    take_exhibits(notebook)
    (output,) = notebook.cells[0].outputs
    file = PictureFile(**output.data[EXHIBIT]["file"])
    assert (file.width, file.height) == (600, 900)
    assert HIDDEN.encode() not in content_of(file)
    assert file.address in output.data["text/html"]
    assert "script" not in output.data["text/html"]


def file_of(media: str, content: bytes) -> dict[str, Any]:
    return {"media": media, "data": base64.b64encode(content).decode(), "width": 1, "height": 1}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": file_of("svg+xml", drawing("<script/>"))}, "holds <script>"),
        ({"file": file_of("png", bomb())}, "pixels"),
        ({"file": file_of('png"onerror="', b"")}, "file.media"),
        ({"file": {**file_of("png", b""), "data": "?"}}, "file"),
        ({"credit": " "}, "picture"),
        ({"id": 'fig-"><script>'}, "picture"),
    ],
)  # fmt: skip
def test_forged_data_that_fit_no_picture_are_refused(
    change: dict[str, Any], said: str, pictures: Path
) -> None:
    made = report.picture("photo.jpg", "given", **TEXTS)
    with pytest.raises(NotebookError, match=said):
        take_exhibits(_notebook({"schema": 1, **asdict(made), "kind": "picture", **change}))


def test_picture_is_a_slot_on_paper_and_in_word(pictures: Path) -> None:
    made: Picture = report.picture("photo.jpg", "given", **TEXTS)
    cell = new_code_cell("x", outputs=[new_output("display_data", data=made._repr_mimebundle_())])
    for target in ("pdf", "docx"):
        composed = compose(new_notebook(cells=[cell]), target)  # type: ignore[arg-type]
        assert made.file.data in composed.slots[0]
        assert made.file.data not in composed.markdown
        assert composed.identifiers == {"fig-given"}
