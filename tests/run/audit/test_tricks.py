"""Ways to tell a withheld number without writing it into a table: each is planted in a real packet and found."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pikepdf
import pytest

from helpers.privacy.release import Release
from helpers.run.audit.packet_audit import audit_packet

Plant = Callable[[str, str, str], None]


def said(packet: Path, release: Release) -> str:
    return "\n".join(map(str, audit_packet(packet, release)))


TEXTS = {
    "in words": ("<p>Three victims were rescued.</p>", "<p>"),
    "in words of the other language": ("<p>Ba nạn nhân được giải cứu: 3</p>", "<p>"),
    "rose by": ("<p>Victims rescued rose by 3.</p>", "<p>"),
    "total in a caption": (
        "<figure><figcaption>Victims here and next door: 977</figcaption></figure>",
        "<figcaption>",
    ),
    "after an element": ("<div><hr> and 3 victims more</div>", "<div>"),
    "a number alone in its element": ("<div><p>Victims rescued:</p><p>3</p></div>", "<p>"),
    "unseen characters": ("<p>\u200b3\u200b victims</p>", "<p>"),
    "another script's digit": ("<p>Victims: \uff13</p>", "<p>"),
    "raised digit": ("<p>Victims rescued\u00b3</p>", "<p>"),
    "tip": ('<abbr title="3 victims">[c]</abbr>', "title of <abbr>"),
    "any attribute": ('<i victims="3 victims"></i>', "victims of <i>"),
    "address": ('<a href="https://example.org/?victims=3">more</a>', "href of <a>"),
    "hidden": ("<p hidden>3 victims</p>", "<p>"),
    "template": ("<template><p>3 victims</p></template>", "<p>"),
    "picture": ('<img alt="" src="data:image/png;base64,AAAA">', "<img>"),
    "style sheet": ('<style>p::after { content: "3" }</style>', "<style>"),
    "drawn text": ("<svg><title>3 victims</title></svg>", "<title>"),
}


@pytest.mark.parametrize("trick", TEXTS)
def test_text_of_the_page(packet: Path, release: Release, plant: Plant, trick: str) -> None:
    planted, kind = TEXTS[trick]
    plant("index.html", "</main>", planted + "</main>")
    found = said(packet, release)
    assert "index.html" in found
    assert kind in found


def test_bar_as_long_as_that_of_a_shown_number(packet: Path, release: Release) -> None:
    """A withheld 10 drawn as a bar beside a shown 10."""
    path = packet / "index.html"
    page = path.read_text(encoding="utf-8")
    at = page.index("<svg", page.index('id="fig-victims-by-pathway"'))
    bar = re.compile(r'<path d="M [^"]* z" style="fill: #0b69a3"/>').search(page, at)
    assert bar
    path.write_text(page[: bar.end()] + bar[0] + page[bar.end() :], encoding="utf-8")
    assert "index.html, fig-victims-by-pathway: a bar is drawn" in said(packet, release)


def test_rows_sorted_by_a_withheld_number(packet: Path, release: Release, plant: Plant) -> None:
    """The mark's place among sorted numbers tells between which two it lies."""
    shown = release.places("victims_assisted", "region", period=2023)
    hidden = next(slug for slug in shown if shown[slug].status == "c")
    kept = [slug for slug in reversed(shown) if shown[slug].shown and shown[slug].value]
    assert len(kept) == 2
    names = {region.slug: region.name("en") for region in release.provinces.regions}
    rows = [(slug, f"{shown[slug].value:g}") for slug in kept]
    rows.insert(1, (hidden, "[c]"))

    def page(order: list[tuple[str, str]]) -> str:
        body = "".join(f"<tr><th>{names[slug]}</th><td>{text}</td></tr>" for slug, text in order)
        label = release.indicator("victims_assisted").short_label["en"]
        return (
            f'<figure id="tbl-planted"><table><tr><th>Region</th><th>{label}</th></tr>{body}</table></figure>'
        )

    known = list(shown)
    plant("index.html", "</main>", page(sorted(rows, key=lambda row: known.index(row[0]))) + "</main>")
    assert "sorted" not in said(packet, release)
    plant("index.html", "</main>", page(rows).replace("tbl-planted", "tbl-sorted") + "</main>")
    assert "tbl-sorted: rows are sorted by victims_assisted, some of which is withheld" in said(
        packet, release
    )


def test_mark_where_another_output_shows_the_number(packet: Path, release: Release, plant: Plant) -> None:
    """Two outputs that disagree on what is withheld tell that one of them was made from something else."""
    row = re.compile(r"(?m)^victims_assisted,.*,shown\r?$").search(
        (packet / "data" / "victims.csv").read_bytes().decode()
    )
    assert row
    cells = row[0].strip().split(",")
    plant("data/victims.csv", row[0].strip(), ",".join([*cells[:-2], "", "[c]"]))
    assert "a mark stands for victims_assisted" in said(packet, release)


def test_older_packet_beside_a_newer_release(packet: Path, release: Release) -> None:
    """What the newer one withholds, the older one must not go on showing."""
    frame = release.frame.copy()
    at = frame.index[
        (frame["indicator"] == "victims_assisted")
        & (frame["place"] == "lang-son")
        & (frame["period"] == "2023")
    ]
    frame.loc[at, ["value", "status"]] = [None, "c"]
    found = said(packet, replace(release, frame=frame))
    for name in ("index.html", "data/victims.csv", "packet.json", "tables.xlsx"):
        assert re.search(rf"{re.escape(name)}.*victims_assisted, lang-son, 2023, which is withheld", found), (
            name
        )


def test_vietnamese_page_shows_what_the_english_one_withholds(packet: Path, release: Release) -> None:
    label = release.indicator("victims_rescued").label["vi"]
    table = f"<table><tr><th></th><th>2023</th></tr><tr><th>{label}</th><td>6</td></tr></table>"
    page = f'<html><head><meta charset="utf-8"></head><body><figure id="tbl-victims">{table}</figure></body></html>'
    alone = packet.with_name("vietnamese")
    alone.mkdir()
    (alone / "index.html").write_text(page, encoding="utf-8")
    assert "victims_rescued, lang-son, 2023, which is withheld" in said(alone, release.in_language("vi"))


@pytest.mark.parametrize("name", ["data/3 victims.csv", "data/victims-3.csv", "notes.txt", "data/victims"])
def test_name_of_a_file(packet: Path, release: Release, name: str) -> None:
    shutil.copy(packet / "data" / "victims.csv", packet / name)
    assert name in said(packet, release)


def test_file_that_packet_json_does_not_list(packet: Path, release: Release) -> None:
    shutil.copy(packet / "data" / "outreach.csv", packet / "data" / "more.csv")
    assert "data/more.csv: is not among the files that packet.json lists" in said(packet, release)


def test_packet_that_is_not_for_the_public(packet: Path, release: Release, plant: Plant) -> None:
    plant("packet.json", '"audience": "public"', '"audience": "partner"')
    assert "packet.json: is not for the public" in said(packet, release)


@pytest.mark.parametrize("kind", ["source", "metadata", "output", "attachment"])
def test_part_of_the_notebook(packet: Path, release: Release, kind: str) -> None:
    path = packet / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if "victims_table" in c.source)
    if kind == "source":
        cell.source += "\n# 3 victims were rescued"
    elif kind == "metadata":
        notebook.metadata["victims rescued"] = "3 victims"
    elif kind == "output":
        cell.outputs[0]["data"]["image/png"] = "AAAA"
    else:
        notebook.cells[0]["attachments"] = {"a.png": {"image/png": "AAAA"}}
    nbformat.write(notebook, path)
    assert re.search(
        rf"notebook\.ipynb.*{'an output of type' if kind == 'output' else kind}", said(packet, release)
    )


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = "3 victims were rescued"


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"3 victims"


def _picture(pdf: pikepdf.Pdf) -> None:
    image = pikepdf.Stream(pdf, b"\0")
    image.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
    pdf.pages[0].Resources["/XObject"] = pikepdf.Dictionary({"/Im0": pdf.make_indirect(image)})


@pytest.mark.parametrize(
    ("spoil", "found"), [(_title, "metadata"), (_attachment, "a file inside"), (_picture, "a picture")]
)
def test_part_of_the_paper(
    packet: Path, release: Release, spoil: Callable[[pikepdf.Pdf], None], found: str
) -> None:
    with pikepdf.open(packet / "report.pdf", allow_overwriting_input=True) as pdf:
        spoil(pdf)
        pdf.save(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    assert re.search(rf"report\.pdf.*{found}", said(packet, release))


_COLUMN = re.compile(
    rb"(q [^q]* cm/c0 cs [\d. ]+ scn [1-9][\d.]+ [\d.]+ m )([\d.]+)( [\d.]+ l [^h]*h\nf\nQ\n)"
)


@pytest.mark.parametrize(
    "spoilt",
    [rb"\g<1>99.9\g<3>", rb"\g<0>\g<0>", rb"\g<0>q 1 0 0 1 60 700 cm 0 0 m 30 0 l S Q\n"],
    ids=["longer", "twice", "one more"],
)
def test_bar_that_only_the_paper_draws(packet: Path, release: Release, spoilt: bytes) -> None:
    with pikepdf.open(packet / "report.pdf", allow_overwriting_input=True) as pdf:
        pages = ((page, page.Contents.read_bytes()) for page in pdf.pages)
        page, content = next((page, content) for page, content in pages if _COLUMN.search(content))
        page.Contents.write(_COLUMN.sub(spoilt, content, count=1))
        pdf.save(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    assert re.search(
        r"report\.pdf, drawing \d+: draws what no drawing of the page does", said(packet, release)
    )


def test_paper_whose_pages_are_written_anew_passes(packet: Path, release: Release) -> None:
    """So that what the tests above find is what they planted."""
    with pikepdf.open(packet / "report.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True)
    assert "report.pdf," not in said(packet, release).replace("ro-crate-metadata.json, report.pdf", "")


def test_number_and_hash_of_cases(packet: Path, release: Release) -> None:
    """A file of one case could be guessed until its hash fits."""
    content = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    entry = next(each for each in content["inputs"] if each["path"].endswith("trafficking_cases.csv"))
    assert entry["sha256"] == "[c]"
    entry["sha256"] = "0" * 64
    (packet / "packet.json").write_text(json.dumps(content), encoding="utf-8")
    assert "each row is a person or a case" in said(packet, release)
