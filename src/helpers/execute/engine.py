"""The Papermill engine `workbook`: runs a notebook as Papermill does, without its waits.

Same cells, outputs, metadata and exceptions of cells as Papermill's own engine. Different: the notebook is
written once, by Papermill at the end (or here, when the kernel fails); the kernel counts as ready when it
answers, not a fifth of a second later; its end is noticed at once; time and memory can be limited; a kernel
lost with its fork server is replaced; a failure of the kernel is reported with its cause and the last output.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from helpers.execute.kernels.failures import ServerLostError
from helpers.execute.kernels.notebook_client import WorkbookClient
from helpers.execute.writable_home import home_to_write_in


class SavedOnce(NotebookExecutionManager):  # type: ignore[misc]
    """Keeps times and states of cells as Papermill does, but writes only when told to."""

    def save(self, **kwargs: Any) -> None:
        """Nothing; Papermill writes the notebook when the engine is done."""

    def autosave_cell(self) -> None:
        """Nothing."""

    def save_now(self) -> None:
        """Write the notebook with what it has got so far."""
        super().save()


class WorkbookEngine(Engine):  # type: ignore[misc]
    """To be named to Papermill as engine `workbook`.

    Further arguments of `papermill.execute_notebook`, besides Papermill's `execution_timeout` for each cell:
    `notebook_timeout` (seconds for all cells and the kernel's start), `memory_limit` (bytes, resident, of the kernel
    and its subprocesses), and `doors`: what a sealed kernel can still open (seal.py). Raises KernelFailureError
    (kernels/failures.py) when the kernel ended the run.
    """

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 0,
        **kwargs: Any,
    ) -> Any:
        """Run `nb` and return it; on a kernel's failure it is written to `output_path` as far as it got."""
        book = SavedOnce(nb, output_path, log_output, progress_bar, autosave_cell_every=0)
        book.notebook_start()
        try:
            with home_to_write_in():
                cls.execute_managed_notebook(book, kernel_name, log_output=log_output, **kwargs)
        except BaseException:
            book.notebook_complete()
            book.save_now()
            raise
        book.notebook_complete()
        return book.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        input_path: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Run all cells; once more, on an ordinary kernel, if the fork server died meanwhile."""
        options = dict(kwargs, kernel_name=kernel_name, startup_timeout=start_timeout)
        options["timeout"] = execution_timeout
        try:
            WorkbookClient(nb_man, log=logger, **options).execute()
        except ServerLostError as lost:
            logger.warning("%s; running the notebook again", lost)
            nb_man.notebook_start()
            WorkbookClient(nb_man, log=logger, **options).execute()
