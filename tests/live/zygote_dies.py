# SPDX-License-Identifier: MIT
"""The process that forks the workers is killed in the midst of a run: what could not be played is our
error and nobody's fault, and the report is whole."""

import argparse
import os
import pathlib
import signal
import sys

import report_checks
from echocheck_run import CaseFailed, finish, play_case, start
from interrupt import wait_for_a_report

NAME = "echocheck-zygot"  # the kernel keeps 15 characters


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def zygote_of(process):
    for child in pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == NAME:
            return int(child)
    raise CaseFailed(f"no child is called {NAME}")


def main():
    options = parse_arguments()

    def play(folder):
        out = folder / "run"
        words = [options.echocheck, *(word.replace("{out}", str(out)) for word in options.arguments)]
        process = start("current", words, out)
        wait_for_a_report(process, out)
        os.kill(zygote_of(process), signal.SIGKILL)
        run = finish(process, words, out)
        if run.exit_code != 2:
            raise CaseFailed(f"expected exit 2\n{run.describe()}")
        report_checks.check_schema(run.report, options.schema)
        verdicts = [scenario["verdict"] for scenario in run.report["scenarios"]]
        if not {"error"} <= set(verdicts) <= {"pass", "error"}:
            raise CaseFailed(f"expected passes and then errors, got {set(verdicts)}")
        attempts = [attempt["verdict"] for scenario in run.report["scenarios"]
                    for attempt in scenario.get("attempts", [scenario])]
        if "pass" not in attempts:
            raise CaseFailed("nothing had been played when the zygote was ended")
        told = [scenario["error"]["message"] for scenario in run.report["scenarios"]
                if scenario["verdict"] == "error"]
        if not any("zygote" in message for message in told):
            raise CaseFailed(f"no error says that the zygote has ended: {set(told)}")

    return play_case("current", play)


if __name__ == "__main__":
    sys.exit(main())
