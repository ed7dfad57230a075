"""Warm kernels keep to themselves, end with whoever asked for them, and fail in a way that names the cause."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import both_ways
import papermill
import pytest
from both_ways import notebook
from papermill.engines import papermill_engines

from helpers.execute.kernels import wire
from helpers.execute.kernels.failures import (
    KernelDiedError,
    KernelFailureError,
    KernelMemoryError,
    KernelTimeoutError,
)
from helpers.execute.kernels.warm import WarmKernels, can_fork, run_warm, warm_kernels
from helpers.execute.seal import Doors, interpreter, sealing

pytestmark = pytest.mark.skipif(not can_fork(), reason="kernels start the ordinary way here")

LATE_HEARTBEAT = """
import time
from ipykernel.heartbeat import Heartbeat
beat = Heartbeat.run
def late(self):
    time.sleep(0.5)
    beat(self)
Heartbeat.run = late
"""
WAYS: dict[str, dict[str, object]] = {
    "workbook": {},
    "python3": {"kernel": "python3"},
}
every_way = pytest.mark.parametrize("way", WAYS)


def execute(*cells: str, kernel: str = "workbook", **options: object) -> list[str]:
    """What each cell printed or returned."""
    book = notebook(cells)
    papermill_engines.execute_notebook_with_engine("workbook", book, kernel, progress_bar=False, **options)
    return [
        "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in c.outputs)
        for c in book.cells
    ]


def is_warm(parent: str, kernels: WarmKernels) -> bool:
    assert kernels.server is not None
    return int(parent) == kernels.server.pid


def gone(pid: int, patience: float = 5.0) -> bool:
    """Whether the process ends in time (a zombie has ended)."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_kernel_is_a_fork_of_the_server(kernels: WarmKernels, here: Path) -> None:
    (parent,) = execute("import os; os.getppid()")
    assert is_warm(parent, kernels)


def test_nothing_leaks_from_one_run_into_the_next(kernels: WarmKernels, here: Path) -> None:
    spoil = """
import os, sys, random, numpy as np, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt, seaborn as sns
import json, locale, logging, warnings, signal, types
os.environ["LEAK"] = "1"; os.chdir("/"); sys.path.append("/leak"); sys.modules["leak"] = types.ModuleType("leak")
json.leak = 1; pd.set_option("display.max_rows", 3); mpl.rcParams["font.size"] = 33; sns.set_theme()
plt.figure(); random.seed(1); np.random.seed(1); np.set_printoptions(precision=1)
logging.getLogger().addHandler(logging.NullHandler()); warnings.simplefilter("ignore"); leak = 1
signal.signal(signal.SIGUSR1, lambda *a: None); sys.setrecursionlimit(500)
"""
    ask = """
import os, sys, json, logging, random, signal, warnings
import numpy as np, pandas as pd, matplotlib as mpl, matplotlib.pyplot as plt
("LEAK" in os.environ, os.getcwd(), "/leak" in sys.path, "leak" in sys.modules,
 hasattr(json, "leak"), "leak" in globals(),
 pd.get_option("display.max_rows"), mpl.rcParams["font.size"], plt.get_fignums(), np.get_printoptions()["precision"],
 logging.getLogger().handlers, warnings.filters[0], signal.getsignal(signal.SIGUSR1), sys.getrecursionlimit())
"""
    (before,) = execute(ask)
    execute(spoil)
    (after,) = execute(ask)
    assert after == before


def test_random_numbers_differ_from_kernel_to_kernel(kernels: WarmKernels, here: Path) -> None:
    draw = "import random, uuid, numpy as np; (random.random(), np.random.rand(), uuid.uuid4())"
    assert len({execute(draw)[0] for _ in range(3)}) == 3


def test_stock_papermill_runs_on_it(kernels: WarmKernels, here: Path) -> None:
    both_ways.nbformat.write(notebook(["import os; os.getppid()"]), here / "in.ipynb")
    done = papermill.execute_notebook("in.ipynb", "out.ipynb", kernel_name="workbook", progress_bar=False)
    both_ways.ensure_event_loop().close()
    assert is_warm(done.cells[0].outputs[0].data["text/plain"], kernels)


def test_stock_papermill_writes_what_the_engine_returns(kernels: WarmKernels, here: Path) -> None:
    book = notebook(["print('kept')"])
    done = papermill.execute_notebook(
        copy.deepcopy(book), "out.ipynb", kernel_name="workbook", engine_name="workbook", progress_bar=False
    )
    assert both_ways.nbformat.read("out.ipynb", 4) == done


def test_exception_in_a_cell_is_papermills_own(kernels: WarmKernels, here: Path) -> None:
    with pytest.raises(papermill.PapermillExecutionError, match="ZeroDivisionError"):
        papermill.execute_notebook(
            notebook(["1 / 0"]),
            "out.ipynb",
            kernel_name="workbook",
            engine_name="workbook",
            progress_bar=False,
        )
    assert "ZeroDivisionError" in Path("out.ipynb").read_text()


@every_way
@pytest.mark.parametrize(
    ("ending", "cause"),
    [
        ("os._exit(3)", "exit code 3"),
        ("os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
    ],
)
def test_dead_kernel_is_reported_with_cause_and_last_output(
    kernels: WarmKernels, here: Path, way: str, ending: str, cause: str
) -> None:
    cell = f"import os, time\nprint('secret words', flush=True)\ntime.sleep(0.3)\n{ending}"
    with pytest.raises(KernelDiedError, match=cause) as caught:
        execute("1", cell, output_path="out.ipynb", **WAYS[way])
    assert caught.value.cell == 1
    assert caught.value.last_output == "secret words\n"
    assert "secret" not in str(caught.value)
    assert "secret words" in Path("out.ipynb").read_text()


def test_time_for_a_notebook_is_limited(kernels: WarmKernels, here: Path) -> None:
    started = time.monotonic()
    with pytest.raises(KernelTimeoutError, match="whole notebook"):
        execute("import time; time.sleep(1)", "time.sleep(60)", notebook_timeout=4)
    assert time.monotonic() - started < 30


def test_time_for_a_cell_is_limited_also_where_interrupts_are_ignored(
    kernels: WarmKernels, here: Path
) -> None:
    stubborn = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nend = time.time() + 60\n"
    stubborn += (
        "while time.time() < end:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass"
    )
    (pid,) = execute("import os; os.getpid()")
    note = "import os; print(os.getpid(), file=open('pid', 'w'))"
    with pytest.raises(KernelTimeoutError, match="cell 2"):
        execute(note, stubborn, execution_timeout=1)
    assert gone(int(Path("pid").read_text()))
    assert gone(int(pid))


@every_way
def test_memory_is_limited(kernels: WarmKernels, here: Path, way: str) -> None:
    eat = "import time\nhoard = []\nwhile True:\n    hoard.append(bytearray(b'x' * 20_000_000)); time.sleep(0.05)"
    with pytest.raises(KernelMemoryError, match="400 MB"):
        execute(eat, memory_limit=400 << 20, **WAYS[way])


def test_subprocesses_end_with_the_kernel(kernels: WarmKernels, here: Path) -> None:
    cell = "import os, subprocess\nprint(subprocess.Popen(['sleep', '60']).pid, file=open('pid', 'w'))\nos._exit(1)"
    with pytest.raises(KernelDiedError):
        execute(cell)
    assert gone(int(Path("pid").read_text()))


def test_kernels_end_with_their_client(kernels: WarmKernels, here: Path) -> None:
    with wire.new_socket() as client:
        client.connect(kernels.socket)
        argv = ["python", "-m", "ipykernel_launcher", "-f", str(here / "connection.json")]
        env = dict(
            os.environ, **{"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
        )
        with Path(os.devnull).open("r+") as null:
            wire.send_request(client, wire.Request(argv, env, str(here)), (null.fileno(),) * 3)
        messages = [wire.receive_message(client), wire.receive_message(client)]
    assert [message.state for message in messages if message] == ["forked", "started"]
    assert messages[0] is not None
    assert gone(messages[0].value)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"PYTHONHASHSEED": "7"}, "PYTHONHASHSEED"),
        ({"LC_ALL": "vi_VN.UTF-8"}, "LC_ALL"),
        ({}, "matplotlibrc"),
    ],
)
def test_request_that_a_fork_cannot_meet_gets_an_ordinary_kernel(
    kernels: WarmKernels, here: Path, monkeypatch: pytest.MonkeyPatch, spoil: dict[str, str], reason: str
) -> None:
    for name, value in spoil.items():
        monkeypatch.setenv(name, value)
    if reason == "matplotlibrc":
        (here / "matplotlibrc").write_text("font.size: 21\n")
    parent, size = execute("import os; os.getppid()", "import matplotlib; matplotlib.rcParams['font.size']")
    assert not is_warm(parent, kernels)
    assert size == ("21.0" if reason == "matplotlibrc" else "10.0")


def test_rubbish_does_not_stop_the_server(kernels: WarmKernels, here: Path) -> None:
    for packet in (b"", b"{}", b"\xff" * 1000):
        with wire.new_socket() as client:
            client.connect(kernels.socket)
            client.send(packet)
    (parent,) = execute("import os; os.getppid()")
    assert is_warm(parent, kernels)


@pytest.mark.slow
def test_preloaded_module_that_was_edited_is_not_served_stale(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = here / "edited_later.py"
    module.write_text("VALUE = 1\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), *sys.path]))
    with warm_kernels(["edited_later"], replace_python3=False):
        assert execute("import edited_later; edited_later.VALUE") == ["1"]
        module.write_text("VALUE = 2  # and more\n")
        assert execute("import edited_later; edited_later.VALUE") == ["2"]


@pytest.mark.slow
def test_file_that_was_read_beforehand_and_changed_is_not_served_stale(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "kept.txt").write_text("1")
    source = (
        "from pathlib import Path\nFILE = Path(__file__).with_name('kept.txt')\nVALUE = FILE.read_text()\n"
    )
    (here / "rehearsed.py").write_text(source + "def rehearse():\n    return [FILE]\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), *sys.path]))
    with warm_kernels(["rehearsed:rehearse"], replace_python3=False):
        assert execute("import rehearsed; rehearsed.VALUE") == ["'1'"]
        (here / "kept.txt").write_text("22")
        assert execute("import rehearsed; rehearsed.VALUE") == ["'22'"]


def test_notebook_is_run_again_when_the_server_dies(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    kill = "import os, signal, pathlib\nfirst = not pathlib.Path('tried').exists()\npathlib.Path('tried').touch()\n"
    kill += (
        "if first:\n    os.kill(os.getppid(), signal.SIGKILL)\n    import time; time.sleep(30)\nprint('done')"
    )
    with warm_kernels(["no_such_module_to_preload"], replace_python3=False) as running:
        assert execute("1", kill) == ["1", "done\n"]
        assert not running.alive
        assert execute("2") == ["2"]
    assert "cannot preload no_such_module_to_preload" in capfd.readouterr().err


@pytest.mark.slow
def test_preloading_that_starts_a_thread_means_ordinary_kernels(
    here: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (here / "threaded.py").write_text(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,)).start()\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(here), *sys.path]))
    with warm_kernels(["threaded"], replace_python3=False):
        assert execute("3") == ["3"]
    assert "importing threaded started a thread" in capfd.readouterr().err


def test_python3_can_be_replaced_and_comes_back(here: Path) -> None:
    with warm_kernels() as running:
        assert is_warm(execute("import os; os.getppid()", kernel="python3")[0], running)
    assert str(os.getpid()) == execute("import os; os.getppid()", kernel="python3")[0]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ('test -f "${JUPYTER_PATH%%:*}/kernels/workbook/kernel.json" && exit 7', 7),
        ("kill -INT $PPID; sleep 0.1; exit 4", 4),
        ("trap 'exit 3' TERM; sleep 0.3; kill -TERM $PPID; sleep 5 & wait", 3),
        ("kill -9 $$", -9),
    ],
)
def test_command_that_is_run_warm_is_told_to_end_and_its_code_comes_back(command: str, code: int) -> None:
    assert run_warm(["sh", "-c", command]) == code


def test_without_a_server_kernels_are_ordinary(here: Path) -> None:
    with warm_kernels(enabled=False) as running:
        assert not running.alive
        assert execute("import os; os.getppid()") == [str(os.getpid())]


@pytest.mark.slow
def test_server_and_kernels_end_when_the_starter_is_killed(here: Path) -> None:
    script = here / "starter.py"
    script.write_text(
        "import time\nfrom helpers.execute.kernels.warm import warm_kernels\n"
        "with warm_kernels() as running:\n    print(running.server.pid, flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        server = int(starter.stdout.readline())
        starter.send_signal(signal.SIGKILL)
    assert gone(server, 60)


def test_failures_survive_pickling() -> None:
    failure = pickle.loads(pickle.dumps(KernelDiedError("what", 3, "words")))
    assert isinstance(failure, KernelFailureError)
    assert (str(failure), failure.cell, failure.last_output, failure.exit_code) == ("what", 3, "words", 1)


def test_kernel_and_what_it_starts_get_no_kernel_from_the_server(kernels: WarmKernels, here: Path) -> None:
    ask = f"""
from helpers.execute.kernels import wire
line = wire.new_socket()
line.connect({kernels.socket!r})
wire.send_request(line, wire.Request(["python"], {{}}, "/"), [0, 1, 2])
print(wire.receive_message(line).reason)
"""
    orphan = f"""
import os, time, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12 and later, that the kernel has threads
if not os.fork():
    try:
        os.setsid()
        if not os.fork():
            time.sleep(0.3)
            print = lambda text: open("said", "w").write(text)
{textwrap.indent(ask, "            ")}
    finally:
        os._exit(0)
os.wait()
while not os.path.exists("said"): time.sleep(0.05)
time.sleep(0.1)
print(open("said").read())
"""
    told = "a kernel of this server starts no other\n"
    assert execute(ask, orphan, execution_timeout=30) == [told, told]


@pytest.mark.skipif(sealing() == "no", reason="this system has no Landlock")
def test_no_thread_of_a_sealed_kernel_binds_a_socket_once_it_may_not(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "late_heartbeat.py").write_text(LATE_HEARTBEAT, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(here))
    book = notebook(["import time; time.sleep(1)"])
    doors = Doors((*interpreter(), str(here)), ())
    with warm_kernels(("late_heartbeat",)):
        papermill_engines.execute_notebook_with_engine(
            "workbook", book, "workbook", progress_bar=False, doors=doors
        )
    assert book.cells[0].outputs == []
