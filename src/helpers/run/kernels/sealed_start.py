"""The script that starts an ordinary kernel sealed: `python sealed_start.py COMMAND ARGUMENT...`.

A seal outlives exec, so the command that replaces this process is sealed, too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[3])
    from helpers.run.seal import seal_by_environment

    seal_by_environment(os.environ)
    os.environ["PYTHONWARNINGS"] = "ignore:Couldn't bind IOPub Pipe"  # which wants a port
    os.environ["MPLCONFIGDIR"] = os.environ["TMPDIR"]  # the one at home is shut
    os.execvp(sys.argv[1], sys.argv[1:])
