"""What opens a report and runs between its exhibits: key results, main points, a notice, computed prose.

Each displays itself as a mime bundle, as an exhibit does. The numbers and sentences are made elsewhere.
A bundle holds the value as data, too (`as_data`); a build makes the published HTML from these data (exhibit_data.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from helpers.report import escape, paper
from helpers.report.sourced_text import markup, numbers_in, recovered, through

Bundle = dict[str, Any]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][\w.-]*$")]
EXHIBIT = "application/vnd.border-guard.exhibit+json"
"""The media type under which everything that a report may show carries its data."""
SCHEMA = 1


def as_data(kind: str, value: Any) -> dict[str, Any]:
    """A displayed dataclass as JSON data; exhibit_data.py reads it back."""
    numbers = numbers_in(value)
    return {"schema": SCHEMA, **asdict(value), "kind": kind, **({"numbers": numbers} if numbers else {})}


@dataclass(frozen=True)
class KeyResult:
    """One tile: the value as text, what it counts, and its change, base or rank.

    `origin` is the entry of the annex (annex.py) on its indicator, which the tile leads to.
    """

    value: str
    label: str
    detail: str = ""
    origin: Identifier | Literal[""] = ""


@dataclass(frozen=True)
class KeyResults:
    """A grid of tiles, three in a row, six at most for comfort. `origins` are the annex's entries on its numbers."""

    items: tuple[KeyResult, ...]
    origins: tuple[Identifier, ...] = ()

    def __init__(self, items: Iterable[KeyResult], origins: Iterable[Identifier] = ()) -> None:
        object.__setattr__(self, "items", tuple(items))
        object.__setattr__(self, "origins", tuple(origins))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        tiles_on_paper = paper.array([_typst_tile(item) for item in self.items], ",\n")
        tiles = "\n".join(_tile(item) for item in self.items)
        given = f' data-origins="{" ".join(self.origins)}"' if self.origins else ""
        return {
            EXHIBIT: as_data("key-results", self),
            "text/html": f'<ul class="key-results" role="list" id="key-tiles"{given}>\n{tiles}\n</ul>',
            "text/markdown": ":::: {.key-results}\n\n" + "\n".join(map(_line, self.items)) + "\n\n::::",
            paper.TYPST: f"#key-results({tiles_on_paper})",
            "text/plain": "\n".join(" ".join(filter(None, (i.value, i.label, i.detail))) for i in self.items),
        }


@dataclass(frozen=True)
class MainPoints:
    """A list of sentences, each of which can be quoted alone. Plain text."""

    points: tuple[str, ...]

    def __init__(self, points: Iterable[str]) -> None:
        told = tuple(recovered(point) for point in points if point.strip())
        object.__setattr__(self, "points", told)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        items = "\n".join(f"<li>{markup(point)}</li>" for point in self.points)
        lines = "\n".join(f"- {escape.markdown(point)}" for point in self.points)
        return {
            EXHIBIT: as_data("main-points", self),
            "text/html": f'<ul class="main-points">\n{items}\n</ul>',
            "text/markdown": f":::: {{.main-points}}\n\n{lines}\n\n::::",
            "text/plain": "\n".join(f"- {point}" for point in self.points),
        }


@dataclass(frozen=True)
class Notice:
    """A banner, such as 'Demonstration data.' The renderers lift it to the top of the report."""

    title: str
    text: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[Bundle, dict[str, Any]]:
        bundle = {
            EXHIBIT: as_data("notice", self),
            "text/html": f'<p class="notice" role="note"><strong>{escape.markup(self.title)}</strong> '
            f"{escape.markup(self.text)}</p>",
            "text/markdown": f":::: {{.notice}}\n**{escape.markdown(self.title)}** "
            f"{escape.markdown(self.text)}\n::::",
            "text/plain": f"{self.title} {self.text}",
        }
        return bundle, {"report": {"role": "notice", "title": self.title, "text": self.text}}


@dataclass(frozen=True)
class Prose:
    """Sentences or paragraphs in pandoc's Markdown, computed from the Release.

    Put names and other foreign text through `escape.markdown` first, or use `Prose.plain`.
    """

    text: str

    @classmethod
    def plain(cls, text: str) -> Prose:
        """Prose from plain text, in which no character has a meaning to Markdown."""
        return cls(through(lambda texts: escape.markdown(texts[0]), [text]))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        return {EXHIBIT: as_data("prose", self), "text/markdown": self.text, "text/plain": self.text}


@dataclass(frozen=True)
class Withholding(Prose):
    """Why figures are withheld: `text` after what the notebook showed so far, `withheld` if it shows a guarded figure.

    `guarded` are the entries of the annex (annex.py) on indicators that are guarded. What a build publishes is chosen
    once all cells have run, by what its exhibits show: `marked` heads the list of the numbers that are marked in them,
    `unmarked` says that there are none.
    """

    withheld: str = ""
    guarded: tuple[Identifier, ...] = ()
    marked: str = ""
    unmarked: str = ""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        return {**super()._repr_mimebundle_(), EXHIBIT: as_data("withholding", self)}

    def of_all(self, shown: Collection[str], marks: Sequence[str] = (), *, computed: bool = False) -> Prose:
        """What to publish beside exhibits whose numbers come from these entries of the annex.

        Args:
            shown: the entries.
            marks: which numbers of the exhibits are marked, a plain text each.
            computed: some exhibit tells that withheld numbers are left out of what it computes; then it is not said
                that there are none.
        """
        if set(self.guarded).isdisjoint(shown):
            return Prose(self.text)
        lines = "\n".join(f"- {escape.markdown(each)}" for each in marks)
        told = f"{self.marked}\n\n{lines}" if marks else "" if computed else self.unmarked
        return Prose(f"{self.withheld}\n\n{told}" if told else self.withheld)


@dataclass(frozen=True)
class Several:
    """Exhibits and prose shown one after another, each as if its own cell had made it."""

    items: tuple[Any, ...]

    def __init__(self, items: Iterable[Any]) -> None:
        object.__setattr__(self, "items", tuple(items))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for item in self.items:
            display(item)


def _tile(item: KeyResult) -> str:
    detail = f'<br>\n<span class="key-detail">{markup(item.detail)}</span>' if item.detail else ""
    label = escape.markup(item.label)
    if item.origin:
        label = f'<a class="origin-link" href="#{item.origin}">{label}</a>'
    return (
        f'<li><strong class="key-value">{markup(item.value)}</strong> '
        f'<span class="key-label">{label}</span>{detail}</li>'
    )


def _typst_tile(item: KeyResult) -> str:
    return paper.array([paper.words(text) for text in (item.value, item.label, item.detail)])


def _line(item: KeyResult) -> str:
    line = f"- **{escape.markdown(item.value)}** {escape.markdown(item.label)}"
    return f"{line}\\\n  {escape.markdown(item.detail)}" if item.detail else line
