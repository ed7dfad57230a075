import subprocess, sys

code = (
    "import ctypes, os, sys; folder, name = os.path.split(sys.argv[1]); "
    "tree = ctypes.CDLL(None).syscall(428, -100, folder.encode(), 1); "  # open_tree, a copy of the mount
    "print(os.read(os.open(name, os.O_RDONLY, dir_fd=tree), 99))"
)
command = ["unshare", "-rm", sys.executable, "-c", code, SECRET]
result = subprocess.run(command, check=True, capture_output=True).stdout
