"""One figure or table with everything that a reader needs beside it, displayed as a mime bundle.

text/html serves JupyterLab and HTML; text/markdown, pandoc's Markdown, serves Quarto and Word; text/x-typst serves the
PDF. Each is complete, but for the drawing, which the last takes from the Markdown: so no renderer picks apart what was
made for another. Drawing and wording happen elsewhere.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, StringConstraints

from helpers.inputs.params.settings import Language
from helpers.report import escape, paper
from helpers.report.data_table import SYMBOLS, Row, TextColumn, TextTable, table
from helpers.report.front_matter import EXHIBIT, Bundle, Identifier, as_data
from helpers.report.sourced_text import joined, markup
from helpers.report.svg_allowed import check_svg, without_prologue

Kind = Literal["figure", "table"]
Address = Annotated[str, StringConstraints(pattern=r"^(#[\w.-]+|\w[\w./-]*)$")]
"""A place in the report, or a file of its packet."""
MOST_COLUMNS_ON_PAPER = 7

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "source": "Source:",
        "note": "Note:",
        "data": "Show the data of this figure",
        "more": "Scrolls sideways",
    },
    "vi": {
        "source": "Nguồn:",
        "note": "Ghi chú:",
        "data": "Xem số liệu của hình này",
        "more": "Cuộn ngang để xem tiếp",
    },
}
_IDENTIFIER = {"figure": re.compile(r"fig-[a-z0-9-]+"), "table": re.compile(r"tbl-[a-z0-9-]+")}
_SVG_ID = re.compile(r'\bid="([^"]+)"')
_SVG_REFERENCE = re.compile(r'(url\(#|(?:xlink:)?href="#)([^)"]+)')


@dataclass(frozen=True)
class Origin:
    """Where an indicator's numbers come from: `id` of its entry in the annex (annex.py), and the names it goes by."""

    id: Identifier
    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Values:
    """The numbers of an exhibit as they were computed: for CSV and spreadsheets. Marks and labels are texts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[float | str, ...], ...]


@dataclass(frozen=True)
class Exhibit:
    """A figure (`svg`, for telephones `narrow`, and its data as `table`) or a table.

    `title` is the finding as a headline; `subtitle` says measure, place and period; `alt` is 'kind of chart
    of data where reason'. Texts are plain: escaping is done here. `id` is such as 'fig-sessions'. `origins` lead from
    the headers of the table to the annex that says where each indicator's numbers come from; `links` are more texts
    of headers and the addresses that they lead to. Two exhibits in a row with `half` stand side by side. `values`
    are given where the numbers are an analyst's own; those of the Release are exported from there.
    """

    kind: Kind
    id: str
    title: str
    subtitle: str
    alt: str
    source: str
    note: str
    language: Language
    svg: Annotated[str, AfterValidator(check_svg)] | None = None
    table: TextTable | None = None
    origins: tuple[Origin, ...] = ()
    links: tuple[tuple[str, Address], ...] = ()
    values: Values | None = None
    narrow: Annotated[str, AfterValidator(check_svg)] | None = None
    half: bool = False

    def __post_init__(self) -> None:
        if not _IDENTIFIER[self.kind].fullmatch(self.id):
            raise ValueError(
                f"the id of a {self.kind} is such as '{'fig' if self.kind == 'figure' else 'tbl'}-outreach'"
            )
        if self.kind == "figure" and not (self.svg and self.alt.strip()):
            raise ValueError(f"{self.id}: a figure needs an SVG and a text that says what it shows (alt)")
        if self.kind == "table" and self.table is None:
            raise ValueError(f"{self.id}: a table exhibit needs its table")
        if self.kind == "table" and self.table and len(self.table.columns) > MOST_COLUMNS_ON_PAPER:
            raise ValueError(
                f"{self.id}: paper holds at most {MOST_COLUMNS_ON_PAPER} columns; turn the table round"
            )

    @property
    def numbers(self) -> str:
        """What its numbers are: the subtitle, or the title where there is none."""
        return self.subtitle or self.title

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        """What Jupyter shows and what the renderers choose from."""
        return {
            EXHIBIT: as_data(self.kind, self),
            "text/html": self.to_html(),
            "text/markdown": self.to_markdown(),
            paper.TYPST: self.to_typst(),
            "text/plain": self.to_text(),
        }

    def to_html(self) -> str:
        """A `<figure>` with caption, inline SVG or table, source and note."""
        words = _WORDS[self.language]
        caption = f"{self.id}-caption"
        given = f' data-origins="{" ".join(each.id for each in self.origins)}"' if self.origins else ""
        parts = [
            f'<figure class="exhibit exhibit-{self.kind}{" half" if self.half else ""}" id="{self.id}"{given}>',
            f'<figcaption id="{caption}"><strong class="exhibit-title">{markup(self.title)}</strong>'
            + (
                f'<br>\n<span class="exhibit-subtitle">{markup(self.subtitle)}</span>'
                if self.subtitle
                else ""
            )
            + "</figcaption>",
        ]
        if self.svg:
            drawings = inline_svg(self.svg, self.id, "wide" if self.narrow else "")
            if self.narrow:
                drawings += inline_svg(self.narrow, f"{self.id}-narrow", "narrow")
            parts.append(
                f'<div class="exhibit-chart" role="img" aria-label="{escape.markup(self.alt)}">{drawings}</div>'
            )
        if self.table:
            # Seen, and reached by keyboard, only where the table scrolls: the style sheet sees to it.
            more = (
                f'<a class="more" href="#{self.id}" aria-label="{words["more"]}: {escape.markup(self.title)}">'
                f"{words['more']}</a>"
            )
            frame = f'<div class="table-frame">{more}\n{self._table_html(self.table, caption)}\n</div>'
            if self.kind == "figure":
                frame = (
                    f'<details class="exhibit-data"><summary>{words["data"]}</summary>\n{frame}\n</details>'
                )
            parts.append(frame)
        legend = " ".join(f"<strong>{label}</strong> {markup(text)}" for label, text in self._legend())
        if legend:
            parts.append(f'<p class="exhibit-source">{legend}</p>')
        parts.append("</figure>")
        return "\n".join(parts)

    def to_markdown(self) -> str:
        """A div of pandoc Markdown: captioned image or pipe table, then source and note."""
        caption = f"**{escape.markdown(self.title)}**"
        if self.subtitle:
            caption += f" [{escape.markdown(self.subtitle)}]{{.exhibit-subtitle}}"
        if self.kind == "figure":
            address = base64.b64encode((self.svg or "").encode()).decode("ascii")
            alt = escape.markdown_attribute(self.alt)
            width = " width=55%" if self.half else ""
            body = f"![{caption}](data:image/svg+xml;base64,{address}){{#{self.id} fig-alt={alt}{width}}}"
        else:
            body = self.table.to_markdown(caption=caption, identifier=self.id) if self.table else ""
        parts = [f"::::: {{.exhibit .exhibit-{self.kind}}}", body]
        legend = " ".join(f"**{label}** {escape.markdown(text)}" for label, text in self._legend())
        if legend:
            parts.append(f":::: {{.exhibit-source}}\n{legend}\n::::")
        parts.append(":::::")
        return "\n\n".join(parts)

    def to_typst(self) -> str:
        """A call of `exhibit` of report.typ; the picture is called `drawing`."""
        if self.kind == "figure":
            body = f'image(drawing, format: "svg", width: 100%, alt: {paper.words(self.alt)})'
        else:
            body = self.table.to_typst() if self.table else paper.NOTHING
        said = [paper.joined([paper.strong(label), paper.words(text, " ")]) for label, text in self._legend()]
        return (
            f"#exhibit({paper.string(self.kind)}, {paper.string(self.id)},{' half: true,' if self.half else ''}\n"
            f"title: {paper.words(self.title)}, subtitle: {paper.words(self.subtitle)},\n"
            f"legend: {paper.joined(said, paper.string(' '))},\n{body})"
        )

    def to_text(self) -> str:
        """Title, subtitle, then the data or the alt text, source and note."""
        lines = [self.title, self.subtitle, self.table.to_text() if self.table else self.alt]
        lines.extend(f"{label} {text}" for label, text in self._legend())
        return "\n".join(line for line in lines if line)

    def _table_html(self, shown: TextTable, caption: str) -> str:
        """The table; each of its numbers leads through the header of its row or column to where it comes from."""
        links = {name: f"#{each.id}" for each in self.origins for name in (each.name, *each.others)}
        links |= dict(self.links)
        one = f"#{self.origins[0].id}" if len(self.origins) == 1 else ""
        return shown.to_html(labelled_by=caption, links=links, otherwise=one)

    def _legend(self) -> list[tuple[str, str]]:
        words = _WORDS[self.language]
        note = joined(" ", (text for text in (self.note, *self._symbols()) if text.strip()))
        return [(words[key], text) for key, text in (("source", self.source), ("note", note)) if text.strip()]

    def _symbols(self) -> list[str]:
        """What each symbol means that stands in place of a number here."""
        used = {cell.strip() for row in (self.table.rows if self.table else ()) for cell in row.cells[1:]}
        return [
            f"{symbol} {meaning[self.language]}." for symbol, meaning in SYMBOLS.items() if symbol in used
        ]


def words_table(
    name: str,
    title: str,
    columns: Sequence[TextColumn | str],
    rows: Sequence[Row | Sequence[str]],
    language: Language,
    *,
    subtitle: str = "",
    source: str = "",
    note: str = "",
    links: Iterable[tuple[str, Address]] = (),
) -> Exhibit:
    """A table of finished texts; a column that is given by its head alone stands at the left."""
    held = [TextColumn(each, "left") if isinstance(each, str) else each for each in columns]
    return Exhibit(
        "table",
        f"tbl-{name}",
        title,
        subtitle,
        "",
        source,
        note,
        language,
        table=table(held, rows, language=language),
        links=tuple(links),
    )


def inline_svg(svg: str, scope: str, layout: str = "") -> str:
    """The SVG for an HTML page: its ids unique to `scope`, nothing before the root element; what holds it names it.

    A page without the reports' style sheet shows the one that is not `narrow`.
    """
    body = without_prologue(svg)
    known = set(_SVG_ID.findall(body))
    if known:
        body = _SVG_ID.sub(lambda m: f'id="{scope}-{m[1]}"', body)
        body = _SVG_REFERENCE.sub(lambda m: f"{m[1]}{scope}-{m[2]}" if m[2] in known else m[0], body)
    # A style sheet inside an inline SVG would reach the whole page.
    body = body.replace('<style type="text/css">*{', f'<style type="text/css">#{scope} svg *{{')
    given = f' class="{layout}"' if layout else ""
    given += ' display="none"' if layout == "narrow" else ""
    return body.replace("<svg", f'<svg{given} aria-hidden="true" focusable="false"', 1)
