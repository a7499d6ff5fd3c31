# SPDX-License-Identifier: MIT
"""Plays a run once for each step of ours that it reaches, and makes that step fail each time.

    fault_case.py --faulty faulty_echocheck [--user USER] [--errno NAME] [--steps PREFIX,...]
                  [--absorbed STEP,...] [--told STEP,...] -- ARGUMENTS...

What holds each time: the exit code is 2, and the reason is said; no scenario and no check fails; the report
follows its schema; no process and no temporary file is left. A run survives the failure of a step that --absorbed
or --told names: then the exit code may be 0. STEP may have a dot at its end and stand for all steps that begin so,
or a time: STEP:2.
Of one that --told names, it then says what it did without. {out} stands for the run folder."""

import argparse
import errno
import json
import pathlib
import re
import sys

import report_checks
from echocheck_run import CaseFailed, check_nobody_left, finish, play_case, start

NOT_OURS = re.compile(r"terminate called|Segmentation|Sanitizer|internal error|unchecked result")
DONE_WITHOUT = re.compile(r"no private arena: \S|no capture: \S")


def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--faulty", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--errno", default="ENOMEM")
    parser.add_argument("--steps", default="", help="prefixes of the steps to fail; empty: all")
    parser.add_argument("--absorbed", default="")
    parser.add_argument("--told", default="")
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


class Case:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.count = 0
        self.error_number = getattr(errno, options.errno)

    def run(self, fault):
        """`fault`: empty, or step, time and errno."""
        self.count += 1
        home = self.folder / f"run-{self.count}"
        home.mkdir()
        home.chmod(0o777)
        out = home / "out"
        noted = home / "noted"
        words = [self.options.faulty, str(noted), *fault, *(["--"] if fault else [])]
        words += [word.replace("{out}", str(out)) for word in self.options.arguments]
        run = finish(start(self.options.user, words, out), words, out)
        if not noted.exists():
            raise CaseFailed(f"it did not come to its end\n{run.describe()}")
        return run, noted.read_text()

    def steps(self):
        run, noted = self.run([])
        if run.exit_code != 0:
            raise CaseFailed(f"without a fault\n{run.describe()}")
        steps = [line.split() for line in noted.splitlines()]
        prefixes = tuple(self.options.steps.split(","))
        chosen = [(step, time) for step, time in steps if step.startswith(prefixes)]
        if not chosen:
            raise CaseFailed(f"none of its steps is one of {prefixes}: {steps}")
        return chosen

    def check(self, step, time):
        run, noted = self.run([step, time, str(self.error_number)])
        try:
            failed = noted.strip() == "failed"
            absorbed = not failed or self.named(step, time, self.options.absorbed)
            told = not absorbed and self.named(step, time, self.options.told)
            check_run(run, {0, 2} if absorbed or told else {2}, self.options.schema)
            if told and run.exit_code == 0 and not DONE_WITHOUT.search(run.said):
                raise CaseFailed("it does not say what it did without")
            check_nobody_left()
        except CaseFailed as failure:
            raise CaseFailed(f"{step}, time {time}: {failure}\n{run.describe()}") from None

    @staticmethod
    def named(step, time, names):
        return any(name in (step, f"{step}:{time}") or (name.endswith(".") and step.startswith(name))
                   for name in names.split(","))


def check_run(run, expected, schema):
    if run.exit_code not in expected:
        raise CaseFailed(f"expected exit {expected}")
    if found := NOT_OURS.search(run.said):
        raise CaseFailed(f"it says {found[0]!r}")
    if "FAIL" in run.said:
        raise CaseFailed("a verdict says FAIL")
    if left := [path for path in run.out.parent.rglob("*") if ".tmp-" in path.name]:
        raise CaseFailed(f"left: {left}")
    told = run.stderr.decode()
    if (run.out / "report.json").exists():
        report_checks.check_schema(run.report, schema)
        check_verdicts(run.report)
        told += json.dumps([scenario.get("error") for scenario in run.report["scenarios"] if "error" in scenario])
        told += "".join(scenario.get("capture", {}).get("reason", "") for scenario in run.report["scenarios"])
    if run.exit_code == 2 and not told:
        raise CaseFailed("nothing says what went wrong")


def check_verdicts(report):
    verdicts = {scenario["verdict"] for scenario in report["scenarios"]}
    findings = {finding["verdict"] for scenario in report["scenarios"] for finding in scenario["findings"]}
    if "fail" in verdicts | findings or "warn" in verdicts | findings:
        raise CaseFailed(f"the target is blamed: {verdicts}, {findings}")


def main():
    options = parse_arguments()

    def play(folder):
        case = Case(options, folder)
        wrong = []
        for step, time in case.steps():
            try:
                case.check(step, time)
            except CaseFailed as failure:
                wrong.append(str(failure))
        print(f"{case.count - 1} faults")
        if wrong:
            raise CaseFailed("\n".join(wrong))

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
