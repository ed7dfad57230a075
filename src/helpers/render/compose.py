"""An executed notebook as pandoc Markdown, cell by cell, code hidden, with large pieces set aside in slots.

Each Markdown cell, and each output, is a part that is read by itself: nothing in it reaches into another.
Pandoc need not read what it must not change: finished HTML and SVG travel round it. What a cell shows is decided by
its `#|` options (cell_options.py), which mean what they mean in Quarto: echo, include, output, label, fig-cap, fig-alt,
tbl-cap, column.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from helpers.errors import ParamsError, RenderError
from helpers.execute.cell_faults import fault_without_values, line_of, places_of
from helpers.execute.cell_languages import belongs_to, fault_of, fault_of_marks
from helpers.inputs.params.number_marks import without_marks
from helpers.inputs.params.settings import Language
from helpers.inputs.params.yaml_files import read_mapping
from helpers.render.cell_options import heads_nothing, hides_outputs, is_of_body, read_options
from helpers.render.document_metadata import with_rules
from helpers.render.markdown_limits import check_limits
from helpers.render.missing_letters import check_letters
from helpers.render.picture_data import first_drawing, with_pictures
from helpers.render.report_parts import ANNEX, ReportPart, cells_of, has_annex, pointer
from helpers.report import escape
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import EXHIBIT, Prose
from helpers.report.paper import TYPST
from helpers.report.sourced_text import markdown_links

Target = Literal["html", "pdf", "docx"]
AS_WRITTEN = "as-written"
"""In the place of a part's class, for assets/cells.lua: the HTML in it stays as it is."""
END_FOR_DONORS = "<!--end for donors-->"
"""What follows this in an output's HTML is for the person at the notebook."""

_PREFERENCE: dict[Target, tuple[str, ...]] = {
    "html": ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"),
    "pdf": (TYPST, "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain"),
    "docx": ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain"),
}
_EXHIBIT_ID = re.compile(r'<figure class="exhibit exhibit-(?:figure|table)(?: half)?" id="([\w-]+)"')
_IDENTIFIER = re.compile(r"\{#((?:fig|tbl)-[\w-]+)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OF_FRONT_MATTER = re.compile(r"[a-z][a-z0-9-]*")
_CALLED = re.compile(r'^#exhibit\("\w+", "((?:fig|tbl)-[\w-]+)"', re.MULTILINE)
_LABEL = re.compile(r"(?:fig|tbl)-[\w-]+")
_TILES = re.compile(r"^#(key-results)\(")
_HALF_ON_PAGE = re.compile(r'<figure class="exhibit [\w-]+ half"')
_HALF_ON_PAPER = re.compile(r'^#exhibit\("\w+", "[\w-]+", half: true,', re.MULTILINE)
_COLUMN = re.compile(r"(?:body-outset|page|screen)(?:-(?:inset|left|right))?")
_DESTINATION = re.compile(r'#label\("(from-[\w-]+)"\)')
_OBJECT = re.compile(r"^<[^>]+ at 0x[0-9a-f]+>$|^<(Figure|Axes)[^>]*>$")


@dataclass
class Part:
    """Markdown that is a document of its own: of which cell, and the class of the div that stands round it."""

    place: str
    text: str
    column: str = ""


@dataclass
class Composition:
    """Markdown, and what stands in its slots: HTML for screens, SVG for paper.

    `finished`: for paper, pieces of Typst that stand in slots of their own.
    """

    target: Target
    parts: list[Part] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)
    finished: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Of a page, the addresses of pictures, which hold them."""
    numbers: list[str] = field(default_factory=list)
    """Of a page, the openings of links of numbers in computed prose; its Markdown leads to them by their place."""
    alone: dict[int, int] = field(default_factory=dict)
    """Of exhibits half as wide as the page without another beside it: the part, and the piece that stands in it."""

    @property
    def markdown(self) -> str:
        """All parts, as assets/cells.lua reads them."""
        return as_cells((part.place, part.column, part.text) for part in self.parts)

    def place_of_slot(self, number: int) -> str:
        """The cell that calls this drawing."""
        called = re.compile(rf"\bsvg-{number}\b")
        return next((part.place for part in self.parts if called.search(part.text)), "the report")


def as_cells(parts: Iterable[tuple[str, str, str]]) -> str:
    """Texts of which each is a document, as assets/cells.lua reads them: place, class of the div round it, text."""
    return "".join(f"\x1e{place}\x1f{column}\n{text}\n" for place, column, text in parts)


def compose(
    notebook: Any, target: Target, language: Language | None = None, part: ReportPart = "whole"
) -> Composition:
    """A part of the notebook as Markdown for one target; given a `language`, without the cells of the other.

    Raises:
        RenderError: a cell ended in an error, its tag is no language of the reports, its options are no YAML, a picture
            has no alternative text, or a letter no typeface.
    """
    made = Composition(target)
    cells = list(zip(places_of(notebook["cells"]), notebook["cells"], strict=True))
    for place, cell in cells:
        _check_cell(place, cell)
    of_part = [each for each in cells_of(cells, part) if belongs_to(each[1], language)]
    of_part = [each for at, each in enumerate(of_part) if not heads_nothing(at, of_part)]
    for index, (place, cell) in enumerate(of_part):
        shown = len(made.parts), len(made.slots), len(made.finished)
        if cell["cell_type"] == "markdown":
            source = cell["source"] if index else _without_front_matter(cell["source"])
            made.parts.append(Part(place, with_rules(_with_slots(made, without_marks(source), place))))
        elif cell["cell_type"] == "code":
            _add_code_cell(made, cell, place)
        texts = [part.text for part in made.parts[shown[0] :]]
        check_limits(place, texts)
        check_letters(place, texts)
        check_letters(place, [*made.slots[shown[1] :], *made.finished[shown[2] :]])
    for piece in made.alone.values() if target == "pdf" else ():
        made.finished[piece] = f"#half-alone[\n{made.finished[piece]}\n]"
    if part == "report" and has_annex(notebook):
        made.parts.append(Part(ANNEX, pointer(language or "en", on_paper=target != "html")))
    return made


def _without_front_matter(source: str) -> str:
    """The first cell without what Quarto reads at its head: keys and values between lines of hyphens, and no prose."""
    found = _FRONT_MATTER.match(source)
    try:
        keys = read_mapping(found[1], "front matter") if found else {}
    except ParamsError:
        return source
    return source[found.end() :] if found and all(map(_OF_FRONT_MATTER.fullmatch, map(str, keys))) else source


def _check_cell(place: str, cell: Any) -> None:
    if fault := fault_of(cell):
        raise RenderError(f"{place}: {fault}")
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            name, text = str(output.get("ename", "an error")), str(output.get("evalue", ""))
            line = line_of(name, text, output.get("traceback", []))
            told = fault_without_values(
                name, text, cell["source"], cell["source"], output.get("traceback", [])
            )
            said = (f"line {line}, " if line else "") + told
            raise RenderError(f"{place}: ended in {said}; mend the notebook, run it again, then render it")


def _add_code_cell(made: Composition, cell: Any, place: str) -> None:
    options, code = read_options(cell["source"], place)
    tags = cell.get("metadata", {}).get("tags", [])
    outputs = cell.get("outputs", [])
    if options.get("include") is False or {"remove-cell", "remove_cell"} & set(tags):
        return
    if options.get("echo") is True:
        made.parts.append(Part(place, f"``````python\n{code}\n``````"))
    if hides_outputs(options, tags):
        return
    start = len(made.parts)
    for output in outputs:
        if is_of_body(output):  # the frame of the page shows the notice
            _add_output(made, output["data"], options, place)
    column = str(options.get("column", ""))
    if made.target == "html" and _COLUMN.fullmatch(column):
        for part in made.parts[start:]:
            part.column = f"column-{column}"


def _add_output(made: Composition, data: Any, options: dict[str, Any], place: str) -> None:
    for kind in _PREFERENCE[made.target]:
        if kind in data:
            text = data[kind] if isinstance(data[kind], str) else "".join(data[kind])
            if kind == TYPST:
                text = _with_drawing(made, text, data, place)
            if kind == "text/markdown" and made.target == "html" and EXHIBIT in data:
                text = _with_number_links(made, text, data)
            if kind == "text/html" and EXHIBIT in data:
                _add_exhibit(made, text, options, place)
            else:
                _ADD[kind](made, text, options, place)
            return
    if data:
        kinds = ", ".join(data)
        raise RenderError(
            f"{place}: shows {kinds}, which no report can show; show a picture, a table or a text"
        )


def _with_number_links(made: Composition, text: str, data: Any) -> str:
    """Computed prose of which each number that comes from released cells is a link."""
    prose = from_data(data[EXHIBIT])
    if isinstance(prose, Prose) and prose.text == text:
        return markdown_links(prose.text, made.numbers)
    return text


def _add_html(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    text = _with_slots(made, _captioned(text, options), place)
    made.parts.append(Part(place, f"``````{{=html}}\n{text}\n``````"))


def _add_exhibit(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    """The page's own HTML of an exhibit, which pandoc need not read."""
    text = text.partition(END_FOR_DONORS)[0]
    text = _labelled(text, _EXHIBIT_ID.findall(text), options)
    text = _claim(made, text, _EXHIBIT_ID.findall(text))
    identifiers = _EXHIBIT_ID.findall(text)
    made.slots.append(text)
    name = f" {identifiers[0]}" if identifiers else ""
    made.parts.append(Part(place, f"```{{=html}}\n<!--slot-{len(made.slots) - 1}{name}-->\n```"))
    if _HALF_ON_PAGE.match(text):
        _stand_side_by_side(made, made.slots, '<div class="side-by-side">\n', "\n", "\n</div>")


def _add_markdown(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    if fault := fault_of_marks(text):
        raise RenderError(f"{place}: {fault}")
    text = _labelled(text, _IDENTIFIER.findall(text), options)
    text = _claim(made, text, _IDENTIFIER.findall(text))
    made.parts.append(Part(place, with_rules(_with_slots(made, text, place))))


def _add_typst(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    text = _labelled(text, _CALLED.findall(text), options)
    text = _claim(made, text, _CALLED.findall(text))
    named = [*_CALLED.findall(text), *_DESTINATION.findall(text), *_TILES.findall(text)]
    made.finished.append(text)
    made.parts.append(Part(place, f"```{{=typst}}\n//slot-{len(made.finished) - 1} {' '.join(named)}\n```"))
    if _HALF_ON_PAPER.search(text):
        _stand_side_by_side(made, made.finished, "#side-by-side[\n", "\n][", "\n]")


def _stand_side_by_side(made: Composition, pieces: list[str], start: str, between: str, end: str) -> None:
    """Put the last piece beside the one before it, where that waits for one; else it waits itself."""
    last = len(made.parts) - 1
    if made.alone.pop(last - 1, None) is not None:
        pieces[-2] = f"{start}{pieces[-2]}{between}"
        pieces[-1] += end
    else:
        made.alone[last] = len(pieces) - 1


def _with_drawing(made: Composition, text: str, data: Any, place: str) -> str:
    """The piece after the name of its picture, which stands in the Markdown beside it."""
    drawing = first_drawing("".join(data.get("text/markdown", "")), place)
    return f"#let drawing = {_slot(made, drawing)}\n{text}" if drawing else text


def _add_plain(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    if not _OBJECT.match(text.strip()):
        made.parts.append(Part(place, f"``````\n{text}\n``````"))


def _add_svg(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    _add_picture(made, "svg+xml", base64.b64encode(text.encode()).decode("ascii"), options, place)


def _add_png(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    _add_picture(made, "png", "".join(text.split()), options, place)


def _add_jpeg(made: Composition, text: str, options: dict[str, Any], place: str) -> None:
    _add_picture(made, "jpeg", "".join(text.split()), options, place)


def _add_picture(made: Composition, kind: str, data: str, options: dict[str, Any], place: str) -> None:
    """A picture that is no exhibit, captioned by its cell's options."""
    caption = str(options.get("fig-cap", ""))
    alt = str(options.get("fig-alt") or caption)
    if not alt.strip():
        raise RenderError(
            f"{place}: a picture without a text for those who cannot see it; "
            "show an Exhibit, or add the line `#| fig-alt: ...` to the cell"
        )
    label = str(options.get("label", ""))
    identifier = f"#{label} " if label.startswith("fig-") else ""
    attribute = escape.markdown_attribute(alt)
    attributes = f"{{{identifier}fig-alt={attribute} alt={attribute}}}"
    _add_markdown(made, f"![{caption}](data:image/{kind};base64,{data}){attributes}", options, place)


_ADD: dict[str, Callable[[Composition, str, dict[str, Any], str], None]] = {
    "text/html": _add_html,
    TYPST: _add_typst,
    "text/markdown": _add_markdown,
    "text/plain": _add_plain,
    "image/svg+xml": _add_svg,
    "image/png": _add_png,
    "image/jpeg": _add_jpeg,
}


def _labelled(text: str, identifiers: Sequence[str], options: dict[str, Any]) -> str:
    """The text with its exhibit named as the cell's `label` says."""
    label = str(options.get("label", ""))
    return text.replace(identifiers[0], label) if identifiers and _LABEL.fullmatch(label) else text


def _captioned(text: str, options: dict[str, Any]) -> str:
    """A table that is no exhibit, such as a data frame, with the cell's `tbl-cap` and `label`."""
    caption = escape.markup(str(options.get("tbl-cap", "")))
    if not caption or "<table" not in text or _EXHIBIT_ID.search(text):
        return text
    label = str(options.get("label", ""))
    name = f' id="{label}"' if _LABEL.fullmatch(label) else ""
    return re.sub(r"<table[^>]*>", f"<table{name}><caption>{caption}</caption>", text, count=1)


def _claim(made: Composition, text: str, identifiers: Sequence[str]) -> str:
    """The text with ids that nothing before it has: an exhibit shown twice gets -2, and references mean the first."""
    for identifier in identifiers:
        own, copy = identifier, 1
        while own in made.identifiers:
            copy += 1
            own = f"{identifier}-{copy}"
        made.identifiers.add(own)
        if own != identifier:
            text = text.replace(identifier, own)
    return text


def _with_slots(made: Composition, text: str, place: str) -> str:
    """The Markdown with the names of slots in the place of its pictures, which pandoc need not read."""

    def shown(address: str, drawing: str) -> str:
        if made.target != "html":
            return _slot(made, drawing)
        check_letters(place, [drawing])
        made.pictures.append(address)
        return f"svg-{len(made.pictures) - 1}"

    return with_pictures(text, place, shown)


def _slot(made: Composition, drawing: str) -> str:
    made.slots.append(drawing)
    return f"svg-{len(made.slots) - 1}"
