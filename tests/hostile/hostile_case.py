#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays one row of hostile.json, and holds what came of it against what is right.

The runner is PID 1 of namespaces of its own (in_own_namespaces), so that no attack reaches the machine, and
everything that a run leaves behind is seen."""

import argparse
import os
import pathlib
import resource
import shlex
import subprocess
import sys
import tempfile
import time

import hostile  # first: it adds the folder of echocheck_run
import leftovers
import outcome
import situations
from echocheck_run import NOBODY, SKIPPED, CaseFailed, Run, words_as

INSIDE = "HOSTILE_INSIDE"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--reference", required=True, help="the reference server")
    parser.add_argument("--attacks", required=True, help="the folder in which they were built")
    parser.add_argument("--schema", required=True)
    parser.add_argument("--arena", choices=["private", "host"], default="private")
    parser.add_argument("--user", choices=["ordinary", "root"], default="ordinary")
    parser.add_argument("--say", action="store_true", help="print what the run said, and the attack's log")
    parser.add_argument("name")
    return parser.parse_args()


class Case:
    """A row, as one user plays it in one arena. Situations change it before it is played."""

    def __init__(self, options, row, top):
        self.row, self.top = row, top
        self.echocheck, self.reference, self.schema = options.echocheck, options.reference, options.schema
        self.arena, self.user = options.arena, options.user
        self.program = pathlib.Path(options.attacks, row["program"])
        self.work, self.outside = top / "work", top / "outside"
        self.out = self.work / "run"
        self.options = list(row["options"])
        self.may_leave = ["work/run", "work/attack.log", *row["may_leave"]]
        self.places = {"outside": str(self.outside)}
        self.environment = {}
        self.terminal = None
        self.while_running = None
        self.deadline = None
        self.runs = []

    def uid(self):
        return NOBODY if self.user == "ordinary" and os.geteuid() == 0 else os.geteuid()

    def make_folders(self):
        for name in ("work", "outside", "outside/folder", "home", "tmp"):
            (self.top / name).mkdir()
        (self.outside / "file").write_text("of the user's\n")
        for path in (self.top, *self.top.rglob("*")):
            os.chown(path, self.uid(), -1)

    @staticmethod
    def scenario(name):
        return hostile.ROOT / "scenarios" / f"{name}.json"

    def words(self):
        arguments = self.row["arguments"]
        for name, place in self.places.items():
            arguments = arguments.replace("{" + name + "}", place)
        target = f"{shlex.quote(str(self.program))} {{port}} {arguments}".strip()
        out = [] if self.out is None else ["--out", os.path.relpath(self.out, self.work)]
        scenarios = [str(self.scenario(name)) for name in self.row["scenarios"]]
        return [self.echocheck, "--target", target, "--isolation", self.arena, *out, *self.options, *scenarios]

    def start(self, words):
        environment = dict(os.environ, HOME=str(self.top / "home"), TMPDIR=str(self.top / "tmp"), LC_ALL="C.UTF-8",
                           TERM="xterm", **self.environment)
        environment.pop(INSIDE, None)
        own_terminal = ["setsid", "--ctty"] if self.terminal is not None else []
        return subprocess.Popen(
            [*own_terminal, *words_as(self.user, without_rights(words))], cwd=self.work, env=environment,
            stdin=subprocess.DEVNULL if self.terminal is None else self.terminal, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, start_new_session=self.terminal is None)

    def run_to_end(self, words, within):
        begin = time.monotonic()
        process = self.start(words)
        if self.while_running:
            self.while_running(process)
        deadline = self.deadline or begin + within
        try:
            stdout, stderr = process.communicate(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            leftovers.reap()
            raise CaseFailed(f"it still ran after {time.monotonic() - begin:.1f} s") from None
        return Run(list(words), process.returncode, stdout, stderr, self.out)

    def play(self):
        with situations.named(self.row["situation"])(self):
            snapshot = leftovers.Snapshot(self.top)
            outside = leftovers.content(self.outside)
            for _ in range(self.row["runs"]):
                begin = resource.getrusage(resource.RUSAGE_CHILDREN)
                self.runs.append(self.run_to_end(self.words(), self.row["within"]))
                end = resource.getrusage(resource.RUSAGE_CHILDREN)
                outcome.check_processor_time(self, begin, end)
            outcome.open_folders(self)
            leftovers.check_processes()
            if leftovers.content(self.outside) != outside:
                raise CaseFailed("something outside of the run folder was changed")
            snapshot.check(self.may_leave)
            outcome.check(self)


def without_rights(words):
    """Root of a user namespace of ours is an ordinary user, who has no rights."""
    if os.geteuid() == 0:
        return words
    return ["setpriv", "--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", *words]


def play_inside(options, row):
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for kind, place, settings in (("tmpfs", "/dev/shm", "mode=1777"), ("devpts", "/dev/pts", "ptmxmode=666")):
        subprocess.run(["mount", "-t", kind, "-o", settings, kind, place], check=True)
    with tempfile.TemporaryDirectory(prefix="echocheck-hostile-", ignore_cleanup_errors=True) as folder:
        case = Case(options, row, pathlib.Path(folder))
        case.make_folders()
        try:
            case.play()
        except CaseFailed as failure:
            print(f"FAILED: {failure}", file=sys.stderr)
            outcome.describe(case)
            return 1
        if options.say:
            outcome.describe(case)
    return 0


def main():
    options = parse_arguments()
    row = next(row for row in hostile.load() if row["name"] == options.name)
    by_root = row["situation"] in ("closed_program", "setuid_program")
    if os.geteuid() != 0 and (options.user == "root" or by_root) and INSIDE not in os.environ:
        print("skipped: this case needs root, and we are not")
        return SKIPPED
    if INSIDE not in os.environ:
        own = pathlib.Path(__file__).resolve().parent / "in_own_namespaces"
        os.environ[INSIDE] = "1"
        os.execv(own, [str(own), sys.executable, *sys.argv])
    return play_inside(options, row)


if __name__ == "__main__":
    sys.exit(main())
