"""What `jupyter nbconvert --to donor-html`, `--to donor-pdf` and `--to donor-docx` find; render_* make the files."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default


class DonorHtmlExporter(Exporter):  # type: ignore[misc]
    """One self-contained HTML file for donors, code hidden."""

    export_from_notebook = "Report for donors (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The executed notebook as HTML.

        Raises:
            RenderError: the notebook holds an error, or cannot be converted.
        """
        from helpers.run.render_html import render_html

        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return render_html(notebook), resources


class DonorPdfExporter(Exporter):  # type: ignore[misc]
    """An accessible PDF (PDF/UA-1) for donors, set by Typst."""

    export_from_notebook = "Report for donors (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The executed notebook as PDF.

        Raises:
            RenderError: the notebook holds an error, or cannot be converted.
        """
        from helpers.run.render_pdf import render_pdf

        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return render_pdf(notebook), resources


class DonorDocxExporter(Exporter):  # type: ignore[misc]
    """A Word document for donors who edit and paste."""

    export_from_notebook = "Report for donors (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return ".docx"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The executed notebook as a Word document.

        Raises:
            RenderError: the notebook holds an error, or cannot be converted.
        """
        from helpers.run.render_docx import render_docx

        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return render_docx(notebook), resources
