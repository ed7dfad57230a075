"""What `jupyter nbconvert --to donor-html`, `--to donor-pdf` and `--to donor-docx` find; render_* make the files."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default


class _DonorExporter(Exporter):  # type: ignore[misc]
    """An executed notebook as a file for donors."""

    extension = ""

    @default("file_extension")  # type: ignore[untyped-decorator]
    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """The executed notebook, rendered.

        Raises:
            RenderError: the notebook holds an error, or cannot be converted.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return self.rendered(notebook), resources

    def rendered(self, notebook: Any) -> str | bytes:
        """The notebook's file."""
        raise NotImplementedError


class DonorHtmlExporter(_DonorExporter):
    """One self-contained HTML file for donors, code hidden."""

    export_from_notebook = "Report for donors (HTML)"
    output_mimetype = "text/html"
    extension = ".html"

    def rendered(self, notebook: Any) -> str:
        """The page."""
        from helpers.run.render_html import render_html

        return render_html(notebook)


class DonorPdfExporter(_DonorExporter):
    """An accessible PDF (PDF/UA-1) for donors, set by Typst."""

    export_from_notebook = "Report for donors (PDF)"
    output_mimetype = "application/pdf"
    extension = ".pdf"

    def rendered(self, notebook: Any) -> bytes:
        """The document."""
        from helpers.run.render_pdf import render_pdf

        return render_pdf(notebook)


class DonorDocxExporter(_DonorExporter):
    """A Word document for donors who edit and paste."""

    export_from_notebook = "Report for donors (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = ".docx"

    def rendered(self, notebook: Any) -> bytes:
        """The document."""
        from helpers.run.render_docx import render_docx

        return render_docx(notebook)
