# SPDX-License-Identifier: MIT
"""Processes that keep a machine busy: they take all processors, most of the memory, and the disk."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys

SPIN = "while True: pass"

# Goes through the memory again and again, so that none of it may stay written out.
FILL = """
import sys
block = bytearray(int(sys.argv[1]))
while True:
    for at in range(0, len(block), 4096):
        block[at] = (block[at] + 1) % 256
"""

WRITE = """
import os, sys
data = os.urandom(1 << 20) * 16
while True:
    with open(sys.argv[1], "wb") as file:
        for _ in range(8):
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
"""


def available_memory():
    for line in pathlib.Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/meminfo has no MemAvailable")


def end_with_parent():
    """What is left of us must not keep the machine busy."""
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


@contextlib.contextmanager
def busy_machine(hogs, memory, disk, folder):
    """So many processes that spin; one that holds all but a GiB; one that writes to `folder`."""
    programs = [(SPIN,)] * hogs
    if memory:
        programs.append((FILL, str(max(0, available_memory() - (1 << 30)))))
    if disk:
        programs.append((WRITE, os.path.join(folder, "written")))
    running = [subprocess.Popen([sys.executable, "-S", "-c", *program], preexec_fn=end_with_parent)
               for program in programs]
    try:
        yield
        ended = [process.args for process in running if process.poll() is not None]
        if ended:
            raise RuntimeError(f"{len(ended)} of the {len(running)} processes of the load ended early: {ended[0][3:]}")
    finally:
        for process in running:
            process.kill()
            process.wait()
