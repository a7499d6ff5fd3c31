# SPDX-License-Identifier: MIT
"""SIGINT, SIGTERM, SIGHUP or SIGQUIT in the midst of a run: nothing is left, the report is whole and says that the run
was not finished, and the exit code claims nothing."""

import argparse
import signal
import sys
import time
import xml.etree.ElementTree

import report_checks
from echocheck_run import CaseFailed, finish, play_case, start

# For the first report so far, which comes after about a second.
BEGIN_SECONDS = 60


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--signal", default="SIGTERM")
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def wait_for_a_report(process, out):
    deadline = time.monotonic() + BEGIN_SECONDS
    while not (out / "report.json").exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise CaseFailed("there was no report while it ran")
        time.sleep(0.01)


def main():
    options = parse_arguments()

    def play(folder):
        out = folder / "run"
        words = [options.echocheck, *(word.replace("{out}", str(out)) for word in options.arguments)]
        process = start(options.user, words, out)
        wait_for_a_report(process, out)
        process.send_signal(getattr(signal, options.signal))
        run = finish(process, words, out)
        if run.exit_code != 2:
            raise CaseFailed(f"expected exit 2\n{run.describe()}")
        if "not finished" not in run.said:
            raise CaseFailed(f"it does not say that it was not finished\n{run.describe()}")
        report_checks.check_schema(run.report, options.schema)
        if run.report["run"]["finished"] or not run.report["scenarios"]:
            raise CaseFailed("the report is not that of a run that was begun and not finished")
        junit = xml.etree.ElementTree.parse(out / "junit.xml")
        if junit.find(".//testcase[@name='run']/error") is None:
            raise CaseFailed("junit.xml does not say that the run was not finished")

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
