"""The script that is an ordinary kernel, sealed: `python sealed_start.py python -m ipykernel_launcher ARGUMENT...`."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[3])
    from helpers.execute.seal import seal_by_environment
    from helpers.execute.system_calls import shut_calls

    sealed = seal_by_environment(os.environ)
    os.environ["MPLCONFIGDIR"] = os.environ["TMPDIR"]  # the one at home is shut
    del sys.path[0]
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    with (
        warnings.catch_warnings()
    ):  # it binds a port for what subprocesses print, which a sealed kernel cannot
        warnings.filterwarnings("ignore", "Couldn't bind IOPub Pipe")
        app.initialize(sys.argv[sys.argv.index("ipykernel_launcher") + 1 :])
    if sealed:
        shut_calls()  # its own sockets are served by now
    app.start()
