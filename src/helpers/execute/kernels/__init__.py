"""Warm kernels: ordinary ipykernels that start as forks of one process that has imported everything.

    warm.py            start and stop the fork server around a build or a command
    kernelspec.py      the kernel specification that points Jupyter clients at it
    provisioner.py     what jupyter_client calls to start such a kernel; falls back to an ordinary one
    forked_process.py  the client's handle on a kernel that is not its child
    wire.py            what client and server say to each other
    launcher.py        the script that the server process runs
    preload.py         imports and throwaway drawings, before the first fork
    fork_server.py     the server: accepts requests, forks, watches, cleans up
    child.py           what makes a fork look freshly started
    kernel_app.py      makes the ipykernel of a process ready, and shuts calls of a sealed one
    sealed_start.py    starts an ordinary kernel that cannot open what it must not (a fork does so itself)
    failures.py        a kernel died, hung, or used too much memory

No module here knows of reports. Linux only (pidfd, parent-death signal); elsewhere kernels start the ordinary
way.
"""
