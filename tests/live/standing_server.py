# SPDX-License-Identifier: MIT
"""A server that a test starts itself, and that runs before echocheck comes."""

import contextlib
import pathlib
import subprocess
import time

PORT = 50000
LISTENS_WITHIN_SECONDS = 60


def listens(port):
    """Asked of the kernel's table: a connection would be the server's first client."""
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path("/proc/net", table).read_text().splitlines()[1:]:
            _, local, _, state = line.split()[:4]
            if state == "0A" and local.endswith(f":{port:04X}"):
                return True
    return False


@contextlib.contextmanager
def running(command):
    """Runs `command` by a shell until it listens on PORT, and ends it afterwards; None: does nothing.
    One that has ended meanwhile fails the case: it was not ours to end."""
    if command is None:
        yield
        return
    with subprocess.Popen(["sh", "-c", f"exec {command}"], stdout=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + LISTENS_WITHIN_SECONDS
            while not listens(PORT):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"it does not listen: {command}")
                time.sleep(0.01)
            yield
            if process.poll() is not None:
                raise RuntimeError(f"it ended with {process.returncode}: {command}")
        finally:
            process.kill()
