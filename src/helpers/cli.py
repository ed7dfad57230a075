"""The `workbook` command: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from helpers import cli_build, cli_intake
from helpers.errors import WorkbookError

if TYPE_CHECKING:
    pass

INTERRUPTED = 130
EPILOG = (
    "Exit codes: 0 done; 1 a report failed, the others were published; 2 a params file, a parameter or the command's "
    "use is wrong; 3 a return has mistakes; 4 the disclosure policy forbids it; 5 a folder cannot be written; "
    "6 a report could not be rendered; 130 interrupted."
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    help="Border Guard reporting workbook: from provincial returns to donor reports.",
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Year = Annotated[int, typer.Argument(help="The report year, such as 2023.")]


@app.callback()
def workbook() -> None:
    """Border Guard reporting workbook: from provincial returns to donor reports."""


cli_build.register(app)
cli_intake.register(app)


def main() -> NoReturn:
    """Run the command; every fault that the user can mend becomes one message and its exit code."""
    try:
        code = app(standalone_mode=False, prog_name="workbook")
    except WorkbookError as fault:
        err.print(f"[red]error:[/red] {escape(str(fault))}")
        sys.exit(fault.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        err.print("interrupted; published reports are whole")
        sys.exit(INTERRUPTED)
    except Exception as fault:
        show = getattr(fault, "show", None)  # click's own usage errors
        if show is None:
            raise
        show()
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
