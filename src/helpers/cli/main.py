"""The start of the `workbook` command: an interrupt ends it in one line even before the rest is imported."""

from __future__ import annotations

import signal
import threading
from typing import NoReturn

from helpers.cli.interrupts import end_at_once


def main() -> NoReturn:
    """Run the command. Until it heeds interrupts itself (application.py), it has nothing to undo."""
    heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # nohup ignores them
    heeds = heeds and threading.current_thread() is threading.main_thread()
    if heeds:
        signal.signal(signal.SIGINT, end_at_once)
    from helpers.cli.application import run

    run(heeds_interrupts=heeds)
