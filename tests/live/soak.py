# SPDX-License-Identifier: MIT
"""Many runs of one scenario, several at a time, beside processes that take all of the processor: each
must pass, and show the same sequence of flags."""

import argparse
import collections
import concurrent.futures
import contextlib
import subprocess
import sys

from echocheck_run import CaseFailed, adopt_orphans, check_nobody_left, finish, folder_for, start


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--hogs", type=int, default=6)
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def run_once(options, number):
    """The verdict, the checks that did not pass, and the flags of the normal-mode sequence."""
    with folder_for("current") as folder:
        out = folder / "run"
        words = [options.echocheck, *(word.replace("{out}", str(out)) for word in options.arguments)]
        run = finish(start("current", words, out), words, out)
        if run.exit_code != 0:
            return f"exit {run.exit_code} in run {number}\n{run.describe()}"
        return flag_sequence(run.report)


def flag_sequence(report):
    """As in a flag pattern's normal mode: acknowledgements that say nothing else may come anywhere."""
    steps = []
    for scenario in report["scenarios"]:
        for flow in scenario["flows"]:
            for segment in flow["segments"]["first"]:
                if segment["role"] not in ("ack", "window-update"):
                    steps.append(f"{segment['from'][0].upper()}:{segment['flags']}")
    return " ".join(steps)


@contextlib.contextmanager
def hogs(count):
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for hog in busy:
            hog.kill()
            hog.wait()


def main():
    options = parse_arguments()
    adopt_orphans()
    with hogs(options.hogs), concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
        results = pool.map(lambda number: run_once(options, number), range(options.runs))
        outcomes = collections.Counter(results)
    for outcome, count in outcomes.most_common():
        print(f"{count:6} x {outcome}")
    try:
        check_nobody_left()
    except CaseFailed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0 if len(outcomes) == 1 and not next(iter(outcomes)).startswith("exit") else 1


if __name__ == "__main__":
    sys.exit(main())
