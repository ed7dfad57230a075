import io
from functools import lru_cache

import pikepdf
from nbformat.v4 import new_code_cell, new_notebook, new_output
from sample_report import SVG, report

from helpers.render import render_pdf as module
from helpers.render.document_metadata import read_document
from helpers.render.exporters import DonorPdfExporter
from helpers.render.render_pdf import render_pdf, typst_source


@lru_cache
def pdf_bytes(language: str) -> bytes:
    return render_pdf(report(language))


@lru_cache
def pdf(language: str = "en") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf_bytes(language)))


def tags(document: pikepdf.Pdf) -> list[tuple[str, str | None]]:
    """Kind and alternative text of every element of the structure tree."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), str(node.Alt) if "/Alt" in node else None))
            children = node.get("/K", [])
            waiting.extend(children if isinstance(children, pikepdf.Array) else [children])
    return found


def ink_on_pages(source: str) -> list[int]:
    made = module.compiler().compile(source.encode(), format="pdf")
    with pikepdf.open(io.BytesIO(made)) as document:
        return [len(page.Contents.read_bytes()) for page in document.pages]


def test_tagged_titled_and_in_its_language(language):
    document = pdf(language)
    assert bool(document.Root.MarkInfo.Marked)
    assert str(document.Root.Lang).startswith(language)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["dc:title"].endswith("Lạng Sơn, 2023")
        assert metadata["pdfuaid:part"] == "1"


def test_dated_by_publication_not_by_the_clock():
    assert str(pdf().docinfo["/CreationDate"]).startswith("D:20240331")


def test_bookmarks_name_the_sections(language):
    with pdf(language).open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    expected = {"en": ["Key results", "What was done?"], "vi": ["Kết quả chính", "Đã làm gì?"]}
    assert [title for title in titles if title in expected[language]] == expected[language]


def test_every_font_is_embedded_and_ours(language):
    names = set()
    document = pdf(language)
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys())
            names.add(str(thing.FontName).split("+")[-1])
    assert names
    assert all(name.startswith("SourceSansPro") for name in names), names


def test_every_picture_has_its_text():
    alts = [alt for kind, alt in tags(pdf()) if kind == "/Figure"]
    assert sorted(alt for alt in alts if alt and alt.startswith("Bar chart")) == [
        "Bar chart 1 where sessions rose",
        "Bar chart 2 where sessions rose",
    ]
    assert all(alts)


def test_tables_have_header_cells():
    kinds = [kind for kind, _ in tags(pdf())]
    assert kinds.count("/Table") == 2
    assert kinds.count("/TH") == 6 + kinds.count("/TR") - 2 - kinds.count("/TFoot")  # of columns, and of rows


def test_head_of_a_long_table_is_repeated_on_its_next_page():
    source = typst_source(report("en"), read_document(report("en")))
    repeated, once = ink_on_pages(source), ink_on_pages(source.replace("repeat: true", "repeat: false"))
    assert repeated != once
    assert sum(repeated) > sum(once)


def test_the_same_notebook_gives_the_same_bytes(language):
    assert render_pdf(report(language)) == pdf_bytes(language)


def test_other_documents_in_between_change_nothing():
    first = render_pdf(report("en"))
    render_pdf(report("vi"))
    assert render_pdf(report("en")) == first


def test_new_compiler_gives_the_same_bytes():
    first = render_pdf(report("en"))
    module.compiler.cache_clear()
    assert render_pdf(report("en")) == first


def test_pictures_stay_vectors_and_travel_round_pandoc():
    source = typst_source(report("en"), read_document(report("en")))
    escaped = SVG.replace('"', '\\"')
    assert f'#let svg-0 = bytes("{escaped}")' in source
    assert "base64" not in source


def test_only_the_language_of_the_report_is_set(language):
    source = typst_source(report(language), read_document(report(language)))
    assert ("What was done?" in source) == (language == "en")
    assert ("Đã làm gì" in source) == (language == "vi")
    assert "secret_code" not in source
    assert "Heading of the notebook" not in source


def test_data_frame_without_markdown_becomes_a_table():
    frame = "<div><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>"
    notebook = new_notebook(
        cells=[new_code_cell("df", outputs=[new_output("execute_result", {"text/html": frame})])]
    )
    assert "data-table(" in typst_source(notebook, read_document(notebook))


def test_exporter_gives_a_pdf():
    content, resources = DonorPdfExporter().from_notebook_node(report("en"))
    assert content[:5] == b"%PDF-"
    assert resources["output_extension"] == ".pdf"


def structure(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """Every element of a kind, in reading order."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == kind:
                found.append(node)
            children = node.get("/K", [])
            waiting.extend(reversed(list(children)) if isinstance(children, pikepdf.Array) else [children])
    return found


def test_for_assistive_technology_and_for_archives_at_once(language):
    document = pdf(language)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert "/Suspects" not in document.Root.MarkInfo
    assert not document.check_pdf_syntax()


def test_title_is_a_heading_with_an_open_bookmark_and_sections_stand_below_it(language):
    document = pdf(language)
    (title,) = structure(document, "/H1")
    with document.open_outline() as outline:
        (root,) = outline.root
        assert root.title == str(title.T)
        assert not root.is_closed
        assert [item.title for item in root.children][0] == {"en": "Key results", "vi": "Kết quả chính"}[
            language
        ]
    assert len(structure(document, "/H2")) >= 2


def test_first_cell_of_each_row_heads_it():
    document = pdf()
    rows = [row for body in structure(document, "/TBody") for row in body.K]
    assert len(rows) >= 6
    for row in rows:
        first, *others = row.K
        assert first.S == "/TH"
        assert [about.Scope for about in first.A if about.O == "/Table"] == ["/Row"]
        assert {str(cell.S) for cell in others} <= {"/TD"}
        assert not any("/Headers" in about for cell in row.K for about in cell.get("/A", []))
    heads = [cell for head in structure(document, "/THead") for row in head.K for cell in row.K]
    assert {str(about.Scope) for cell in heads for about in cell.A if about.O == "/Table"} == {"/Column"}
