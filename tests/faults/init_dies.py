# SPDX-License-Identifier: MIT
"""The inits of arenas are killed from outside, again and again, in the midst of a run: the target dies with each of
them, and is never blamed for it. Runs in a PID namespace of its own, so every init that it sees is of this run."""

import argparse
import contextlib
import os
import pathlib
import signal
import sys

import report_checks
from echocheck_run import CaseFailed, check_nobody_left, finish, play_case, start

NAME = "echocheck-init"
MOST_KILLED = 40


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def inits():
    for name in os.listdir("/proc"):
        if not name.isdecimal():
            continue
        with contextlib.suppress(OSError):
            if pathlib.Path(f"/proc/{name}/comm").read_text().strip() == NAME:
                yield int(name)


def kill_inits(process):
    """Every one that is seen once is killed once, until the run has ended or there were enough."""
    killed = set()
    while process.poll() is None and len(killed) < MOST_KILLED:
        for pid in inits():
            if pid not in killed:
                killed.add(pid)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    return len(killed)


def main():
    options = parse_arguments()

    def play(folder):
        out = folder / "run"
        words = [options.echocheck, *(word.replace("{out}", str(out)) for word in options.arguments)]
        process = start(options.user, words, out)
        killed = kill_inits(process)
        run = finish(process, words, out)
        if killed < MOST_KILLED:
            raise CaseFailed(f"only {killed} inits were seen\n{run.describe()}")
        report_checks.check_schema(run.report, options.schema)
        attempts = [attempt["verdict"] for scenario in run.report["scenarios"]
                    for attempt in scenario.get("attempts", [scenario])]
        if not set(attempts) <= {"pass", "error"} or "error" not in attempts:
            raise CaseFailed(f"expected passes and errors of ours, got {attempts}\n{run.describe()}")
        verdicts = {scenario["verdict"] for scenario in run.report["scenarios"]}
        if run.exit_code != (2 if "error" in verdicts else 0):
            raise CaseFailed(f"exit {run.exit_code} for {verdicts}\n{run.describe()}")
        check_nobody_left()

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
