import os, signal

signal.pidfd_send_signal(os.pidfd_open(OUTSIDE), 0)
