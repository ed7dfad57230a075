"""The script that is an ordinary kernel, sealed: `python sealed_start.py python -m ipykernel_launcher ARGUMENT...`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[3])
    from helpers.execute.kernels.kernel_app import made_ready
    from helpers.execute.seal import seal_by_environment

    sealed = seal_by_environment(os.environ)
    os.environ["MPLCONFIGDIR"] = os.environ["TMPDIR"]  # the one at home is shut
    del sys.path[0]
    made_ready(sys.argv[sys.argv.index("ipykernel_launcher") + 1 :], sealed=sealed).start()
