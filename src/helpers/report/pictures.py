"""Photographs and logos in a report: `report.picture`.

A photograph is a figure, numbered with the charts; a logo is small and has no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Language
from helpers.paths import find_project
from helpers.report import escape, paper
from helpers.report.current import opened, show_now
from helpers.report.front_matter import EXHIBIT, Bundle, as_data
from helpers.report.own import exhibit_identifier
from helpers.report.picture_files import Checked, read_picture
from helpers.report.sentences import Text, Texts

NOBODY = "none"
"""In the place of a consent note, where nobody can be recognised."""
FEWEST_WORDS_OF_CONSENT = 3
_WORDS: dict[Language, dict[str, str]] = {
    "en": {"credit": "Credit:", "logo": "Logo:", "consent": "Consent:"},
    "vi": {"credit": "Ảnh:", "logo": "Logo:", "consent": "Sự đồng ý:"},
}
_WIDEST_AND_HIGHEST_MM = {"logo": (60.0, 18.0), "half": (80.0, 70.0), "whole": (170.0, 95.0)}
_PIXELS_PER_MM = 96 / 25.4
"""Of a picture with few pixels, which is not stretched further."""


@dataclass(frozen=True)
class Picture:
    """A photograph or logo with its texts. `consent` is empty where nobody can be recognised."""

    id: str
    file: Checked
    alt: str
    caption: str
    credit: str
    consent: str
    language: Language
    logo: bool = False
    half: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"fig-[a-z0-9-]+", self.id):
            raise ValueError("the id of a picture is such as 'fig-training'")
        wanted = (self.alt, self.credit) if self.logo else (self.alt, self.credit, self.caption)
        if not all(text.strip() for text in wanted):
            raise ValueError(
                f"{self.id}: a picture needs a text that says what it shows, a credit and a caption"
            )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        return {
            EXHIBIT: as_data("picture", self),
            "text/html": self.to_html(),
            "text/markdown": self.to_markdown(),
            paper.TYPST: self.to_typst(),
            "text/plain": self.to_text(),
        }

    @property
    def width_mm(self) -> float:
        """How wide it is printed; on a page at most so wide."""
        widest, highest = _WIDEST_AND_HIGHEST_MM["logo" if self.logo else "half" if self.half else "whole"]
        width = min(widest, highest * self.file.width / self.file.height)
        is_drawing = self.file.media == "svg+xml"
        return round(width if is_drawing else min(width, self.file.width / _PIXELS_PER_MM), 1)

    def to_html(self) -> str:
        """A `<figure>` with the picture, in which no script can run and nothing is loaded."""
        image = (
            f'<img src="{self.file.address}" alt="{escape.markup(self.alt)}" width="{self.file.width:g}" '
            f'height="{self.file.height:g}" style="width: {self.width_mm}mm">'
        )
        said = " ".join(f"<strong>{label}</strong> {escape.markup(text)}" for label, text in self._legend())
        if self.logo:
            return f'<figure class="logo">\n{image}\n<figcaption class="exhibit-source">{said}</figcaption>\n</figure>'
        return (
            f'<figure class="exhibit exhibit-figure{" half" if self.half else ""}" id="{self.id}">\n<figcaption>'
            f'<strong class="exhibit-title">{escape.markup(self.caption)}</strong></figcaption>\n{image}\n'
            f'<p class="exhibit-source">{said}</p>\n</figure>'
        )

    def to_markdown(self) -> str:
        """A div of pandoc Markdown: the picture, captioned where it is no logo, then credit and consent."""
        alt = escape.markdown_attribute(self.alt)
        name, caption = ("", "") if self.logo else (f"#{self.id} ", f"**{escape.markdown(self.caption)}**")
        said = " ".join(f"**{label}** {escape.markdown(text)}" for label, text in self._legend())
        return (
            "::::: {.exhibit .exhibit-figure}\n\n"
            f"![{caption}]({self.file.address}){{{name}fig-alt={alt} alt={alt} width={self.width_mm}mm}}\n\n"
            f":::: {{.exhibit-source}}\n{said}\n::::\n\n:::::"
        )

    def to_typst(self) -> str:
        """A call of `exhibit` or `logo` of report.typ; the picture is called `drawing`."""
        image = f'image(drawing, format: "svg", width: {self.width_mm}mm, alt: {paper.words(self.alt)})'
        said = [paper.joined([paper.strong(label), paper.words(text, " ")]) for label, text in self._legend()]
        legend = paper.joined(said, paper.string(" "))
        if self.logo:
            return f"#logo({image},\n{legend})"
        half = " half: true," if self.half else ""
        return (
            f'#exhibit("figure", {paper.string(self.id)},{half}\n'
            f'title: {paper.words(self.caption)}, subtitle: "",\nlegend: {legend},\n{image})'
        )

    def to_text(self) -> str:
        """Caption, what can be seen, credit and consent."""
        return "\n".join(filter(None, (self.caption, self.alt, *map(" ".join, self._legend()))))

    def _legend(self) -> list[tuple[str, str]]:
        words = _WORDS[self.language]
        said = ((words["logo" if self.logo else "credit"], self.credit), (words["consent"], self.consent))
        return [(label, text) for label, text in said if text]


class HandedOverPicture(Picture):
    """A picture that a cell has shown already, so that its value at the end of the cell is not shown again."""

    def _ipython_display_(self) -> None: ...


def picture(
    file: str,
    name: str,
    *,
    alt: Text = "",
    caption: Text = "",
    credit: Text = "",
    people: Text = "",
    logo: bool = False,
    half: bool = False,
) -> Picture:
    """A photograph, or a logo, of params/pictures, on page, paper and in Word.

    Its file is made anew: place, time, camera and comments that it holds are not published. It is turned upright, and
    made smaller where a page needs less.

    Args:
        file: the name of a JPEG, PNG or SVG file in params/pictures, such as "training.jpg".
        name: such as "training"; `@fig-training` in a Markdown cell refers to it.
        alt: what can be seen, for those who cannot see it.
        caption: what the picture tells, as a headline; a logo has none.
        credit: who took or owns the picture.
        people: "none" where nobody can be recognised; else the consent note, which is shown: who agreed to what.
            A drawing (SVG) needs none.
        logo: small, without a number and a caption.
        half: at most half as wide as the page; two such exhibits in a row stand side by side.

    A text is one for each language, `{"en": ..., "vi": ...}`, or a `str` in the report's own.

    Raises:
        ParamsError: the file is not there, is broken or too large, or a text is missing; says what to write.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> shown = report.picture(
        ...     "training.jpg",
        ...     "training",
        ...     alt={"en": "Officers at desks.", "vi": "Cán bộ ngồi học."},
        ...     caption={"en": "Officers learn the law", "vi": "Cán bộ học luật"},
        ...     credit={"en": "Border Guard Command", "vi": "Bộ Tư lệnh Bộ đội Biên phòng"},
        ...     people={"en": "All who are seen agreed.", "vi": "Người trong ảnh đã đồng ý."},
        ... )
        >>> shown.id
        'fig-training'
    """
    call = f"report.picture({file!r})"
    identifier = exhibit_identifier("picture", name)
    release = opened()
    texts = Texts(call, release.language)
    if logo and caption:
        raise ParamsError(f"{call}: a logo has no caption; leave out caption=, or logo=True")
    if not logo and not caption:
        raise ParamsError(
            f'{call}: caption is missing; write caption={{"en": "...", "vi": "..."}}, or logo=True'
        )
    made = Picture(
        identifier,
        read_picture(find_project().root, file, call),
        alt=texts.wanted("alt", alt),
        caption=texts.optional("caption", caption),
        credit=texts.wanted("credit", credit),
        consent=_consent(texts, file, people),
        language=release.language,
        logo=logo,
        half=half,
    )
    if not show_now(made):
        return made
    return HandedOverPicture(**{each.name: getattr(made, each.name) for each in fields(made)})


def _consent(texts: Texts, file: str, people: Text) -> str:
    """The note to show; empty where nobody can be recognised."""
    if people == NOBODY or (not people and file.lower().endswith(".svg")):
        return ""
    if not people:
        raise ParamsError(
            f'{texts.call}: people is missing; write people="{NOBODY}" if nobody can be recognised, else who agreed '
            'to be shown: people={"en": "...", "vi": "..."}'
        )
    note = texts.wanted("people", people)
    if len(note.split()) < FEWEST_WORDS_OF_CONSENT:
        raise ParamsError(
            f'{texts.call}: people is "{NOBODY}", or a sentence that says who agreed to be shown; it is {note!r}'
        )
    return note
