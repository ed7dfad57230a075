"""What `jupyter nbconvert --to donor_html`, `--to donor_pdf` and `--to donor_docx` find; render_* make the files."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default


class _DonorExporter(Exporter):
    """An executed notebook as a file for donors. What renders it is imported only when it is asked to."""

    extension: str
    renderer: str

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(  # type: ignore[override]  # as of nbconvert's own, which give text or bytes
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """The executed notebook, rendered.

        Raises:
            RenderError: the notebook holds an error, or cannot be converted.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return resolve_name(self.renderer)(notebook), resources


class DonorHtmlExporter(_DonorExporter):
    """One self-contained HTML file for donors, code hidden."""

    export_from_notebook = "Report for donors (HTML)"
    output_mimetype = "text/html"
    extension = ".html"
    renderer = "helpers.render.render_html:render_html"


class DonorPdfExporter(_DonorExporter):
    """An accessible PDF (PDF/UA-1) for donors, set by Typst."""

    export_from_notebook = "Report for donors (PDF)"
    output_mimetype = "application/pdf"
    extension = ".pdf"
    renderer = "helpers.render.render_pdf:render_pdf"


class DonorDocxExporter(_DonorExporter):
    """A Word document for donors who edit and paste."""

    export_from_notebook = "Report for donors (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    extension = ".docx"
    renderer = "helpers.render.render_docx:render_docx"
