"""`workbook compare` of a year's packets with themselves, and with packets of which every one is another.

    python benchmarks/compare.py [reports] [other folder of packets ...]

Packets are those of 2023 below reports/, which a build in both languages makes. They are compared with a copy (same);
with copies in which the charts of each page (look) or a number and a sentence of each report (number) are others; and
with each other folder that is named, such as a copy of reports/ from an earlier build. Whole processes, their start
included: seconds of the processor, which other work disturbs little, and of the clock, and the ratio to hashing all
files of both sides once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from altered_packets import alter

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"(?m)^(sessions,.*,viet-nam,\d{4},total,all,)(\d+),shown$")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="?", default=ROOT / "reports")
    parser.add_argument("others", type=Path, nargs="*")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before = shutil.copytree(chosen.reports / "2023", Path(folder) / "before" / "2023").parent
        print(f"{len(list(before.glob('*/*/*')))} packets a side, {os.cpu_count()} processors")
        hashed = hashing(before) * 2
        print(f"hashing both sides once: {hashed:.2f} s")
        for name, change in {"same": None, "look": other_look, "number": other_number}.items():
            after = shutil.copytree(before, Path(folder) / name)
            for packet in after.glob("*/*/*") if change else ():
                change(packet)
            tell(name, before, after, hashed)
            shutil.rmtree(after)
        for other in chosen.others:
            tell(other.name, before, other, hashed)


def other_look(packet: Path) -> None:
    """Give the charts of a page another look."""
    alter(packet, "index.html", lambda text: text.replace("<path ", "<path  "))


def other_number(packet: Path) -> None:
    """Change a number of a packet, and a sentence of its page."""
    for path in packet.glob("data/outreach.csv"):
        if NUMBER.search(path.read_text(encoding="utf-8")):
            alter(packet, "data/outreach.csv", lambda text: NUMBER.sub(r"\g<1>1\2,shown", text))
    alter(packet, "index.html", lambda text: text.replace("</main>", "<p>Another number: 1.</p></main>"))


def tell(name: str, before: Path, after: Path, hashed: float) -> None:
    """Compare two sides, and print what it took."""
    began, used = time.perf_counter(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "compare", str(before), str(after)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    clock, now = time.perf_counter() - began, os.times()
    spent = now.children_user + now.children_system - used.children_user - used.children_system
    print(f"{name}: {spent:.1f} s of the processor, {clock:.1f} s, {spent / hashed:.0f} x hashing; ", end="")
    print(done.stdout.splitlines()[0])


def hashing(side: Path) -> float:
    """Seconds of the processor that the hashes of all files of a side take."""
    began = time.process_time()
    for path in side.rglob("*"):
        if path.is_file():
            sha256(path.read_bytes()).hexdigest()
    return time.process_time() - began


if __name__ == "__main__":
    main()
