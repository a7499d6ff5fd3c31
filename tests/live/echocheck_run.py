# SPDX-License-Identifier: MIT
"""Runs the command once, as a given user, and keeps what it said, wrote and left behind."""

import contextlib
import ctypes
import dataclasses
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # CTest's SKIP_RETURN_CODE for these cases
NOBODY = 65534
HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PR_SET_CHILD_SUBREAPER = 36
# For a run that hangs, and for processes that the kernel is still taking down; no run waits for it.
HANG_SECONDS = 120
LEFTOVER_SECONDS = 5


class CaseFailed(Exception):
    """What was expected of a run, and what was found."""


@dataclasses.dataclass
class Run:
    words: list
    exit_code: int
    stdout: bytes
    stderr: bytes
    out: pathlib.Path

    @property
    def said(self):
        return (self.stdout + self.stderr).decode(errors="replace")

    @property
    def report(self):
        path = self.out / "report.json"
        if not path.exists():
            raise CaseFailed(f"there is no report in {self.out}")
        return json.loads(path.read_bytes().decode("utf-8", errors="strict"))

    def describe(self):
        return (
            f"$ {' '.join(self.words)}\nexit {self.exit_code}\n"
            f"--- stdout ---\n{self.stdout.decode(errors='replace')}"
            f"--- stderr ---\n{self.stderr.decode(errors='replace')}"
        )


def adopt_orphans():
    """From now on, whatever a run leaves behind becomes a child of ours, however it daemonized."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def words_as(user, words):
    """The command line that runs `words` as `user`: ours, or an ordinary one."""
    if user == "ordinary" and os.geteuid() == 0:
        return [str(HERE / "as_ordinary_user"), str(PROJECT), *words]
    return list(words)


@contextlib.contextmanager
def folder_for(user):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="echocheck-live-"))
    try:
        if user == "ordinary" and os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(user, words, out):
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    environment.update(HOME=str(out.parent), LC_ALL="C.UTF-8", TERM="xterm")
    return subprocess.Popen(
        words_as(user, words),
        cwd=out.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finish(process, words, out):
    try:
        stdout, stderr = process.communicate(timeout=HANG_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        hung = Run(words, process.returncode, stdout, stderr, out)
        raise CaseFailed(f"still running after {HANG_SECONDS} s\n{hung.describe()}") from None
    return Run(list(words), process.returncode, stdout, stderr, out)


def check_nobody_left():
    """Every descendant has ended. Those whose parents are gone are our children now."""
    deadline = time.monotonic() + LEFTOVER_SECONDS
    left = []
    while pids := children_of(os.getpid()):
        wait_for_end_of_any(pids, deadline)
        # All are asked, and without waiting: the init of a namespace ends only after the others in
        # it are reaped, and some of those may be our children, too.
        reaped = [pid for pid in pids if os.waitpid(pid, os.WNOHANG)[0] != 0]
        if not reaped and time.monotonic() > deadline:
            left += [f"  {pid} {command_of(pid)}" for pid in pids]
            deadline = time.monotonic() + LEFTOVER_SECONDS
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
    if left:
        raise CaseFailed("processes were left behind:\n" + "\n".join(left))


def wait_for_end_of_any(pids, deadline):
    ends = [os.pidfd_open(pid) for pid in pids]
    try:
        select.select(ends, [], [], max(0, deadline - time.monotonic()))
    finally:
        for end in ends:
            os.close(end)


def command_of(pid):
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")


def children_of(parent):
    tasks = pathlib.Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in tasks.read_text().split()]


def play_case(user, play):
    """Calls `play` with a folder that `user` may write to, and looks that nobody is left then. Gives the
    exit code: 0, 1 when the case failed, which is printed, SKIPPED when it is root's and we are not."""
    if user == "root" and os.geteuid() != 0:
        print("skipped: this case runs as root, and we are not")
        return SKIPPED
    adopt_orphans()
    try:
        with folder_for(user) as folder:
            play(folder)
            check_nobody_left()
    except CaseFailed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0
