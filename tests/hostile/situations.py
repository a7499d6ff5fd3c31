# SPDX-License-Identifier: MIT
"""What some rows need around the run: a terminal, a small disk, a squatter on the lock, a secret.

Each is a context manager around the runs of a case. Before it may change the case (hostile_case.Case), after it
may look at what came of it: `case.runs`."""

import contextlib
import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import socket
import struct
import subprocess
import termios
import time
import tty
import xml.etree.ElementTree

from echocheck_run import CaseFailed

INTERRUPT_SECONDS = 5


@contextlib.contextmanager
def good_run(case):
    """{good}: the run folder of the reference server, with the files of its scenario in s/."""
    good = case.outside / "good"
    command = [case.echocheck, case.reference, "--no-ladder", "--isolation", case.arena, "--out", str(good),
               str(case.scenario("close/half_close"))]
    case.run_to_end(command, 20)
    shutil.copytree(good / "close" / "half_close", good / "s")
    case.places["good"] = str(good)
    yield


@contextlib.contextmanager
def terminal(case):
    """echocheck has a terminal: standard input, and the one that controls its session."""
    main, side = pty.openpty()
    os.fchown(side, case.uid(), -1)
    tty.setraw(side)
    case.terminal = side
    yield
    typed = struct.unpack("i", fcntl.ioctl(side, termios.FIONREAD, b"\0" * 4))[0]
    os.set_blocking(main, False)
    with contextlib.suppress(BlockingIOError):
        raise CaseFailed(f"printed on the terminal: {os.read(main, 4096)}")
    os.close(main)
    os.close(side)
    if typed:
        raise CaseFailed(f"{typed} bytes were typed into the terminal")


def copy_of_program(case, name, mode):
    folder = case.top / "programs"
    folder.mkdir()
    folder.chmod(0o755)
    path = folder / name
    shutil.copyfile(case.program, path)
    path.chmod(mode)
    return path


@contextlib.contextmanager
def closed_program(case):
    """Root's, and nobody may read it."""
    case.program = copy_of_program(case, "closed", 0o111)
    yield


@contextlib.contextmanager
def own_copy(case):
    """The user's, who may remove it."""
    case.program = copy_of_program(case, "own", 0o755)
    os.chown(case.program.parent, case.uid(), -1)
    yield


@contextlib.contextmanager
def setuid_program(case):
    case.places["setuid"] = str(copy_of_program(case, "setuid", 0o4755))
    yield


MARK = "pwned"
COMMAND = re.compile(r"^\s*::[a-z-]+[^:]*::\W*" + MARK)
OLD_COMMAND = re.compile(r"##\[[a-z-]+\]\W*" + MARK)


def check_lines(name, text):
    """No line is one that the target made for a runner of workflows, which skips blanks before a command."""
    for line in text.splitlines():
        if COMMAND.search(line):
            raise CaseFailed(f"{name} has a command of the target's: {line!r}")


@contextlib.contextmanager
def all_formats(case):
    folder = case.work / "formats"
    folder.mkdir()
    os.chown(folder, case.uid(), -1)
    names = {"json": "r.json", "html": "r.html", "junit": "r.xml", "tap": "r.tap", "gradescope": "g.json",
             "check50": "c.json", "markdown": "r.md"}
    for option, name in names.items():
        case.options += [f"--{option}", str(folder / name)]
    case.options += ["--github-annotations", "--verbose", "--pcapng"]
    case.environment["GITHUB_ACTIONS"] = "true"
    case.may_leave.append("work/formats")
    yield
    check_lines("the console", case.runs[-1].said)
    if found := OLD_COMMAND.search(case.runs[-1].said):  # GitHub's runner obeys it wherever it stands
        raise CaseFailed(f"the console has a command of the target's: {found[0]!r}")
    for name in ("r.json", "g.json", "c.json"):
        json.loads((folder / name).read_bytes().decode("utf-8", errors="strict"))
    xml.etree.ElementTree.parse(folder / "r.xml")
    texts = {name: (folder / name).read_bytes().decode("utf-8", errors="strict") for name in names.values()}
    for name in ("r.tap", "r.md", "r.xml", "r.html"):
        if "\033" in texts[name]:
            raise CaseFailed(f"{name} has an escape character")
    check_lines("r.tap", texts["r.tap"])
    for line in texts["r.tap"].splitlines():
        if re.match(rf"\s*((not )?ok \d+ - {MARK}|Bail out! {MARK})", line) and not line.startswith("  "):
            raise CaseFailed(f"r.tap has a line of the target's: {line!r}")
    markdown = subprocess.run(["cmark-gfm", "--unsafe", str(folder / "r.md")], capture_output=True, check=True)
    for name, text in (("r.html", texts["r.html"]), ("r.md", markdown.stdout.decode())):
        if f"<script>{MARK}" in text or "<img src=x" in text:
            raise CaseFailed(f"{name} has an element of the target's")


@contextlib.contextmanager
def hostile_name(case):
    name = f"x\n\n::error::{MARK}\n\033]0;{MARK}\a\033[2J<script>{MARK}()<img src=x>"
    case.program = copy_of_program(case, name, 0o755)
    with all_formats(case):
        yield


@contextlib.contextmanager
def small_disk(case):
    """{disk}: a file system of 4 MiB, with the run folder on it."""
    disk = case.top / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size=4m,mode=777,uid={case.uid()}", "tmpfs", str(disk)], check=True)
    case.places["disk"] = str(disk)
    case.out = disk / "run"
    case.may_leave += ["disk/run", "disk/filler"]
    try:
        yield
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@contextlib.contextmanager
def below_reports(case):
    case.out = None
    case.may_leave.append("work/reports")
    yield


def squat(case, listens):
    """Holds the lock of the host arena. When the run waits for it, SIGINT comes after a while."""
    lock = socket.socket(socket.AF_UNIX)
    lock.bind("\0echocheck-host-arena")
    if listens:
        lock.listen()

    def interrupt(process):
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            case.deadline = time.monotonic() + INTERRUPT_SECONDS

    case.while_running = interrupt
    return lock


@contextlib.contextmanager
def squatter_listens(case):
    with squat(case, True):
        yield


@contextlib.contextmanager
def squatter_binds(case):
    with squat(case, False):
        yield


@contextlib.contextmanager
def interrupted(case):
    """SIGTERM comes when the attack has begun."""
    def interrupt(process):
        log = case.work / "attack.log"
        while process.poll() is None and "tried: " not in (log.read_text() if log.exists() else ""):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        case.deadline = time.monotonic() + INTERRUPT_SECONDS

    case.while_running = interrupt
    yield


@contextlib.contextmanager
def secrets(case):
    """{terces}: the secret backwards, so that the command line does not hold it."""
    secret = "very-secret-4711"
    for name in ("FAKE_TOKEN", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD"):
        case.environment[name] = secret
    case.places["terces"] = secret[::-1]
    yield
    for path in case.out.rglob("*"):
        if path.is_file() and secret.encode() in path.read_bytes():
            raise CaseFailed(f"the secret is in {path}")


@contextlib.contextmanager
def host_server(case):
    """{host_port}: of a server on the loopback outside of the arena."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as local:
        local.bind("\0hostile-host")
        local.listen()
        case.places["host_port"] = str(server.getsockname()[1])
        yield


def named(name):
    """The context manager of that name, or one that does nothing."""
    return globals()[name] if name else lambda case: contextlib.nullcontext()
