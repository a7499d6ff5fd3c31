# SPDX-License-Identifier: MIT
"""Processes that keep a machine busy: they take all processors, most of the memory, and the disk."""

import contextlib
import ctypes
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
    """In bytes: what the machine has left, or the limit of our control group, whichever is less."""
    for line in pathlib.Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return min([int(line.split()[1]) * 1024, *left_in_groups()])
    raise RuntimeError("/proc/meminfo has no MemAvailable")


def left_in_groups():
    """In bytes, for each control group with a limit that we are in (version 1 or 2). Caches count as left."""
    root = pathlib.Path("/sys/fs/cgroup")
    for line in pathlib.Path("/proc/self/cgroup").read_text(encoding="ascii").splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers == "":
            folder, limit, usage = root / path.strip("/"), "memory.max", "memory.current"
        elif controllers == "memory":
            folder, limit, usage = root / "memory" / path.strip("/"), "memory.limit_in_bytes", "memory.usage_in_bytes"
        else:
            continue
        try:
            most, used = (int((folder / name).read_text(encoding="ascii")) for name in (limit, usage))
            pairs = [row.split() for row in (folder / "memory.stat").read_text(encoding="ascii").splitlines()]
        except (OSError, ValueError):
            continue  # no such group here, or no limit ("max")
        caches = sum(int(value) for name, value in pairs if name in ("inactive_file", "active_file"))
        yield most - used + caches


LIBRARY = ctypes.CDLL(None)


def end_with_parent():
    """What is left of us must not keep the machine busy, and is the first to go when memory runs out."""
    LIBRARY.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


@contextlib.contextmanager
def busy_machine(hogs, memory, disk, folder):
    """So many processes that spin; one that holds all but 2 GiB; one that writes to `folder`."""
    programs = [(SPIN,)] * hogs
    if memory:
        programs.append((FILL, str(max(0, available_memory() - (2 << 30)))))
    if disk:
        programs.append((WRITE, os.path.join(folder, "written")))
    # Each in a session of its own: the kernel may share processors out by session (sched_autogroup), and a hundred
    # programs of one session would weigh no more than the one server.
    running = [subprocess.Popen([sys.executable, "-S", "-c", *program], preexec_fn=end_with_parent,
                                start_new_session=True)
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
