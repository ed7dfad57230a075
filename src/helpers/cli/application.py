"""The `workbook` command: parse, call, print, exit code. No other work is done here."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from helpers.cli import (
    approval_commands,
    backup_commands,
    build_command,
    compare_command,
    correct_command,
    data_command,
    desk_commands,
    doctor_command,
    intake_commands,
    published_commands,
    release_command,
    signature_commands,
    status_commands,
    trace_command,
    what_if_command,
)
from helpers.cli.closed_pipes import outlive_readers
from helpers.cli.consoles import err, is_verbose, set_loudness
from helpers.cli.interrupts import INTERRUPTED, INTERRUPTED_TEXT
from helpers.errors import OutputError, ParamsError, WorkbookError
from helpers.execute.writable_home import home_to_write_in
from helpers.files.temporary_folder import NO_ROOM, full_temporary_folder
from helpers.source_code.installed_packages import workbook_version

ENDED = (
    {signal.SIGHUP: "the terminal was closed", signal.SIGTERM: "ended by SIGTERM"}
    if os.name == "posix"
    else {}
)
"""Requests to end, which leave what is published whole; the exit code is 128 and the signal's number."""
EPILOG = (
    "Exit codes: 0 done; 1 a report failed, the others were published; 2 a params file, a parameter or the command's "
    "use is wrong; 3 a return has mistakes; 4 the disclosure policy forbids it; 5 a folder cannot be written; "
    "6 a report could not be rendered; 130 interrupted; 129 the terminal was closed; 143 ended by SIGTERM."
)
_NO_MEMORY = (
    "failed to map segment from shared object",
    "Cannot allocate memory",
    "start new thread",
    "Failed to launch worker thread",
    "bad_alloc",
)
"""How Python, the loader of libraries and libraries written in C++ say that they got none."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"workbook {workbook_version()}")
        raise typer.Exit


@app.callback()
def workbook(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say only what was asked for and what went wrong.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name every cause and every report; show tracebacks.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which workbook this is."),
    ] = False,
) -> None:
    """Border Guard reporting workbook: from provincial returns to donor reports.

    Start with `workbook doctor`; then `workbook build 2023 --province lang-son`, and open reports/index.html.

    Every command has its own help with an example: `workbook build --help`.
    """
    if quiet and verbose:
        raise ParamsError("--quiet and --verbose ask for opposite things; give one of them")
    set_loudness(quiet=quiet, verbose=verbose)


build_command.register(app)
compare_command.register(app)
published_commands.register(app)
signature_commands.register(app)
approval_commands.register(app)
release_command.register(app)
correct_command.register(app)
data_command.register(app)
status_commands.register(app)
intake_commands.register(app)
trace_command.register(app)
what_if_command.register(app)
doctor_command.register(app)
backup_commands.register(app)
desk_commands.register(app)


def _say_unwritable(fault: OSError) -> NoReturn:
    """End a command that cannot write, or print; also what Python would write on its way out."""
    if folder := full_temporary_folder():
        what = f"the folder for temporary files, '{folder}', is full; free some space, or let TMPDIR name another"
    elif fault.filename:
        what = f"'{fault.filename}' cannot be written ({fault.strerror}); free some space, then try again"
    else:
        what = f"what the command says cannot be written ({fault.strerror}); look where it goes"
    err.print(f"[red]error:[/red] {escape(what)}")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(OutputError.exit_code)


def _is_of_memory(fault: BaseException | None) -> bool:
    """Whether a fault, or one that it followed from, is that the system gave no more memory, or no more threads."""
    while fault is not None:
        is_refused = isinstance(fault, OSError) and fault.errno in (errno.ENOMEM, errno.EAGAIN)
        if isinstance(fault, MemoryError) or is_refused or any(sign in str(fault) for sign in _NO_MEMORY):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _say_memory_ran_out() -> NoReturn:
    err.print(
        "[red]error:[/red] memory ran out; allow more (ulimit -v), or fewer reports at a time (--jobs 1)"
    )
    sys.exit(OutputError.exit_code)


class EndedError(BaseException):
    """A signal asked the command to end."""


@contextmanager
def heeding_requests_to_end() -> Iterator[None]:
    """Inside the block a request to end is an exception, so that temporary files go and locks are freed."""

    def end(number: int, _: object) -> NoReturn:
        _end_processes()
        raise EndedError(number)

    asked = [each for each in ENDED if signal.getsignal(each) == signal.SIG_DFL]  # nohup ignores one
    if threading.current_thread() is not threading.main_thread():
        asked = []
    for each in asked:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in asked:
            signal.signal(each, signal.SIG_DFL)


def _end_processes() -> None:
    """End what this command started, since a worker in the midst of a report would be waited for.

    multiprocessing's tracker of resources stays: it ends by itself, and is missed where it does not.
    """
    import psutil  # type: ignore[import-untyped]

    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if not any("multiprocessing.resource_tracker" in word for word in process.cmdline()):
                process.kill()


def _end_as_asked(fault: BaseException | None) -> None:
    """End the command where a fault is a request to end, or followed from one: Python 3.11 makes one of another."""
    while fault is not None:
        if isinstance(fault, EndedError):
            (number,) = fault.args
            err.print(f"{ENDED[number]}; published reports are whole")
            sys.exit(128 + number)
        if isinstance(fault, (KeyboardInterrupt, typer.Abort)):
            _end_processes()
            err.print(INTERRUPTED_TEXT)
            sys.exit(INTERRUPTED)
        fault = fault.__cause__ or fault.__context__


def run(*, heeds_interrupts: bool) -> NoReturn:
    """Run the command; every fault that the user can mend becomes one message and its exit code."""
    outlive_readers()
    try:
        if heeds_interrupts:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with heeding_requests_to_end(), home_to_write_in():
            code = app(standalone_mode=False, prog_name="workbook")
        if code == INTERRUPTED:  # click's way to say it
            raise KeyboardInterrupt
    except WorkbookError as fault:
        _end_as_asked(fault)
        err.print(f"[red]error:[/red] {escape(str(fault))}")
        if is_verbose():
            err.print_exception()
        sys.exit(fault.exit_code)
    except (KeyboardInterrupt, typer.Abort, EndedError) as asked:
        _end_as_asked(asked)
    except Exception as fault:
        _end_as_asked(fault)
        if _is_of_memory(fault):
            _say_memory_ran_out()
        # with a file's name, and room on the disk, it is a defect of ours
        if (
            isinstance(fault, OSError)
            and not is_verbose()
            and (fault.filename is None or fault.errno in NO_ROOM)
        ):
            _say_unwritable(fault)
        show = getattr(fault, "show", None)  # click's own usage errors
        if show is None:
            raise
        text = getattr(fault, "message", None)
        if isinstance(text, str):  # without what pydantic puts before it
            vars(fault)["message"] = text.removeprefix("Value error, ")
        show()
        sys.exit(2)
    finally:
        gc.freeze()  # what was imported is not looked through once more on the way out: 0.2 s
    sys.exit(code if isinstance(code, int) else 0)
