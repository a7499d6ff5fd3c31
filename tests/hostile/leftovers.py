# SPDX-License-Identifier: MIT
"""What a run may leave behind: processes, mounts, shared memory, abstract sockets, files.

The runner is PID 1 of a PID namespace (in_own_namespaces), so every other process in /proc was started by the
case, and holds the only namespaces that the case can have left. Mounts, network and IPC are the case's own, too."""

import os
import pathlib
import stat
import time

from echocheck_run import CaseFailed, command_of

# For processes that the kernel is still taking down.
END_SECONDS = 5


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdecimal() and int(name) != os.getpid()]


def reap():
    """Orphans of the namespace are our children."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass


def check_processes():
    deadline = time.monotonic() + END_SECONDS
    reap()
    while left := processes():
        if time.monotonic() > deadline:
            lines = [describe(pid) for pid in left]
            for pid in left:
                os.kill(pid, 9)
            raise CaseFailed("processes were left behind:\n" + "\n".join(lines[:20]))
        time.sleep(0.01)
        reap()


def describe(pid):
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2][:3]
        return f"  {pid}{state}{command_of(pid)}"
    except OSError:
        return f"  {pid}"


def abstract_sockets():
    lines = pathlib.Path("/proc/net/unix").read_text(errors="replace").splitlines()
    return sorted(line.split(None, 7)[7] for line in lines[1:] if "@" in line)


def shared_memory():
    found = [f"/dev/shm/{name}" for name in os.listdir("/dev/shm")]
    for kind in ("shm", "sem", "msg"):
        lines = pathlib.Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
        found += [f"System V {kind}: {line.split()[0]}" for line in lines[1:]]
    return found


def mounts():
    return sorted(line.split(None, 3)[3] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines())


def files(top):
    return {str(path.relative_to(top)) for path in top.rglob("*")}


class Snapshot:
    """Of all but processes: at the beginning there is none but ours."""

    def __init__(self, top):
        self.top = top
        self.files = files(top)
        self.mounts = mounts()
        self.sockets = abstract_sockets()
        self.memory = shared_memory()

    def check(self, allowed):
        """`allowed`: names below `top` that may be there now, and all below them."""
        check_processes()
        for what, before, now in (("mounts", self.mounts, mounts()),
                                  ("abstract sockets", self.sockets, abstract_sockets()),
                                  ("shared memory", self.memory, shared_memory())):
            if new := [entry for entry in now if entry not in before]:
                raise CaseFailed(f"{what} were left behind: {new}")
        new = sorted(name for name in files(self.top) - self.files
                     if not any(name == each or name.startswith(each + "/") for each in allowed))
        if new:
            raise CaseFailed(f"files were left behind: {new[:20]}")


def content(folder):
    """Of a folder that must not change: name -> type, rights and content. A target may link to a file."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(status.st_mode) else b""
        found[str(path.relative_to(folder))] = (status.st_mode, status.st_uid, status.st_ino, data)
    return found
