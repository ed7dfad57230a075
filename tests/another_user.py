"""A user who is not root and owns nothing but what is handed over: the one who runs the tests, or else `nobody`."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import Any

from projects import ROOT

NOBODY = 65534
BASE, ENVIRONMENT = Path(sys.base_prefix), Path(sys.prefix)
OTHER_USER: dict[str, Any] = {} if os.geteuid() else {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
"""For subprocess: the process belongs to the other user from its start."""


def hand_over(folder: Path) -> None:
    """Make a folder and all that is in it the other user's."""
    if OTHER_USER:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def python_for_all(below: Path) -> tuple[str, dict[str, str]]:
    """An interpreter with packages and the workbook's code that the other user can read, and its environment.

    What lies in root's home is out of their reach. It is linked to `below`; the rest is used where it is.
    """
    version = f"python{sysconfig.get_python_version()}"
    reached = all(map(_open_to_all, (ENVIRONMENT, ROOT)))
    below.chmod(0o755)
    if not OTHER_USER or (reached and _open_to_all(BASE)):
        return sys.executable, {}
    own, base = below / "environment", BASE
    if not _open_to_all(BASE):
        base = below / "base"
        left_out = shutil.ignore_patterns("site-packages", "test")
        shutil.copytree(BASE, base, symlinks=True, copy_function=_link, ignore=left_out)
    (own / "bin").mkdir(parents=True)
    (own / "bin" / "python").symlink_to(base / "bin" / version)
    (own / "pyvenv.cfg").write_text(f"home = {base}/bin\n", encoding="utf-8")
    shutil.copytree(ENVIRONMENT / "share/jupyter/kernels", own / "share/jupyter/kernels")
    if reached:
        (own / "lib").symlink_to(ENVIRONMENT / "lib")
    else:
        for source, place in ((ENVIRONMENT / "lib", own / "lib"), (ROOT / "src", below / "src")):
            shutil.copytree(source, place, symlinks=True, copy_function=_link)
        [installed] = (own / "lib" / version / "site-packages").glob("_editable_impl_*.py")
        text = installed.read_text(encoding="utf-8").replace(str(ROOT), str(below))
        installed.unlink()  # a link to that of the tests' own environment
        installed.write_text(text, encoding="utf-8")
    return str(own / "bin" / "python"), {"LD_LIBRARY_PATH": str(base / "lib")}


def _open_to_all(folder: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (folder, *folder.parents))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another file system
        shutil.copy2(source, target)
