import re
import subprocess
import sys

command = [
    sys.executable,
    "-m",
    "helpers",
    "trace",
    "2023",
    "lang-son",
    "victims_reintegrated",
    "--audience",
    "partner",
    "--records",
]
said = subprocess.run(command, capture_output=True, text=True)
number = re.search(wanted, said.stdout)[0]
