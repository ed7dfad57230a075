"""Notebooks of the conformance corpus: the process, its surroundings, and its sudden ends."""

# ruff: noqa: E501 - a cell is easier to read in one line

NOTEBOOKS: dict[str, list[str]] = {
    "exit at once": [
        "print('before')",
        "import os\nprint('last', flush=True)\nimport time; time.sleep(0.5)\nos._exit(3)",
    ],
    "segfault": [
        "print('before')",
        "import ctypes, time\ntime.sleep(0.3)\nctypes.string_at(0)",
    ],
    "killed": [
        "import os, signal, time\ntime.sleep(0.3)\nos.kill(os.getpid(), signal.SIGKILL)",
    ],
    "aborted": [
        "import os, time\ntime.sleep(0.3)\nos.abort()",
    ],
    "subprocess": [
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(5)'], capture_output=True, text=True).stdout",
        "subprocess.run(['sh', '-c', 'echo to the same stdout; sleep 0.3']).returncode",
        "subprocess.run(['cat'], capture_output=True).stdout, subprocess.run(['sh', '-c', 'kill -9 $$']).returncode",
        "import os\npid = os.fork()\nif pid == 0:\n    os._exit(7)\nos.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])",
        "os.path.exists(f'/proc/{pid}')",
        "import multiprocessing as mp\nwith mp.get_context('fork').Pool(2) as pool:\n    print(pool.map(abs, [-1, -2]))",
        "mp.get_start_method(), mp.current_process().name, mp.parent_process()",
    ],
    "file descriptors": [
        "import os, time\nos.write(1, b'raw out\\n')\ntime.sleep(0.3)",
        "os.write(2, b'raw err\\n')\ntime.sleep(0.3)",
        "os.read(0, 5), os.isatty(0), os.get_inheritable(0)",
        "sorted(os.readlink(f'/proc/self/fd/{d}').split(':')[0].rpartition('/')[2] for d in (0,))",
    ],
    "threads": [
        "import threading\nt = threading.Thread(target=lambda: print('from a thread'))\nt.start(); t.join()",
        "sorted(t.name.split('_')[0] for t in threading.enumerate()), threading.current_thread().name",
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as p:\n    print(list(p.map(abs, [-3])))",
        "threading.main_thread() is threading.current_thread(), threading.active_count()",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='T')\nt.start(); t.join()",
    ],
    "signals": [
        "import signal\n[(s.name, str(signal.getsignal(s)).split(' at ')[0]) for s in sorted(signal.valid_signals())\n"
        " if hasattr(s, 'name')]",
        "signal.pthread_sigmask(signal.SIG_BLOCK, []), signal.alarm(0), signal.getitimer(signal.ITIMER_REAL)",
        "import os\nsignal.signal(signal.SIGUSR1, lambda *a: print('caught'))\nos.kill(os.getpid(), signal.SIGUSR1)",
        "import time\nsignal.signal(signal.SIGALRM, lambda *a: print('rung'))\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\n"
        "time.sleep(0.2)",
        "open('/proc/self/status').read().split('SigIgn')[1].split()[1:2], signal.set_wakeup_fd(-1) != -2",
    ],
    "surroundings": [
        "import os\n{k: v for k, v in sorted(os.environ.items()) if k not in ('JPY_PARENT_PID', 'JPY_SESSION_NAME',\n"
        "    'OPENBLAS_NUM_THREADS', 'JE_ARROW_MALLOC_CONF', 'JUPYTER_PATH', 'PYTEST_CURRENT_TEST')}",
        "os.path.basename(os.getcwd()), os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid(), oct(os.umask(0o022)), os.nice(0)",
        "int(os.environ['JPY_PARENT_PID']) == os.getppid(), os.listdir('.') is not None",
        "import resource\n[resource.getrlimit(getattr(resource, n)) for n in dir(resource) if n.startswith('RLIMIT')]",
        "import tempfile, time, getpass\ntempfile.gettempdir(), time.tzname, getpass.getuser()",
    ],
    "logging and warnings": [
        "import logging\nlogging.warning('by the root'); logging.info('not shown')\nlogging.getLogger().handlers",
        "log = logging.getLogger('own'); log.error('wrong'); log.debug('no')\nlogging.getLogger().level, logging.lastResort",
        "import sys\nlogging.basicConfig(level=logging.INFO, stream=sys.stdout, force=True, format='%(message)s')\nlog.info('yes')",
        "[logging.getLogger(n).level for n in ('matplotlib', 'asyncio', 'tornado', 'papermill')]",
        "import pandas as pd\nimport numpy as np\nnp.mean([])",
        "import matplotlib.pyplot as plt\nfor n in range(21):\n    plt.figure()\nplt.close('all')",
        "pd.to_datetime(['13/01/2023', '2023 May'], errors='coerce')",
        "import warnings\nwarnings.warn('mind this')",
        "for n in range(2):\n    warnings.warn('once a line')",
        "warnings.warn('old', DeprecationWarning)",
        "def f():\n    warnings.warn('from f', FutureWarning, stacklevel=2)\n\nf()",
        "#!raises\nwarnings.simplefilter('error')\nwarnings.warn('now an error')",
    ],
    "unraisable": [
        "class A:\n    def __del__(self):\n        1 / 0\n\na = A()\ndel a",
        "import gc\ngc.collect() >= 0",
        "import cProfile\np = cProfile.Profile()\np.enable(); sum(range(9)); p.disable()",
        "%prun -q 1",
    ],
    "last words": [
        "import atexit, threading, time\nfrom pathlib import Path",
        "_ = atexit.register(lambda: Path('atexit.words').write_text('atexit ran'))",
        "unclosed = open('unclosed.words', 'w')\n_ = unclosed.write('flushed')",
        "class A:\n    def __del__(self, open=open):\n        with open('deleted.words', 'w') as file:\n"
        "            file.write('del ran')\n\na = A()",
        "def late(time=time, Path=Path):\n    time.sleep(0.3)\n    Path('thread.words').write_text('thread ran')\n\n"
        "threading.Thread(target=late).start()",
    ],
    "hangs": [
        "print('waits', flush=True)",
        "import time\nprint('still', flush=True)\ntime.sleep(60)",
    ],
    "import path": [
        "import sys, pathlib\npathlib.Path('beside.py').write_text('VALUE = 6')",
        "import beside\nbeside.VALUE, pathlib.Path(beside.__file__).name",
        "import importlib.util\nimportlib.util.find_spec('fork_server'), importlib.util.find_spec('launcher')",
    ],
    "debugger": [
        "#!raises\nimport pdb\npdb.set_trace()",
        "import bdb\n1",
    ],
}
