# SPDX-License-Identifier: MIT
"""Runs echocheck as a user would and holds what it says, writes and leaves against expectations.

    run_case.py --echocheck BIN --schema report.schema.json [expectations] -- ARGUMENTS...

{out} in ARGUMENTS stands for the run folder of this run, {folder} for an empty one beside it. Every case is on its own, in a folder of
its own, so that any number of them may run at once. What always has to hold: the output is plain
text, no process is left, the report (if there is to be one) follows its schema.
"""

import argparse
import pathlib
import shlex
import sys

import report_checks
import standing_server
from echocheck_run import CaseFailed, check_nobody_left, finish, play_case, start

def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--exit", type=int, default=0)
    parser.add_argument("--within", default="", metavar="COMMAND", help="runs echocheck, which is added to it")
    parser.add_argument("--passes", action="append", default=[], metavar="CHECK")
    parser.add_argument("--fails", action="append", default=[], metavar="CHECK")
    parser.add_argument("--warns", action="append", default=[], metavar="CHECK")
    parser.add_argument("--exactly", action="store_true", help="no other check fails or warns")
    parser.add_argument("--cause", action="append", default=[])
    parser.add_argument("--says", action="append", default=[], metavar="TEXT")
    parser.add_argument("--never-says", action="append", default=[], metavar="TEXT")
    parser.add_argument("--japanese", action="store_true", help="nothing that it says is an English sentence")
    parser.add_argument("--no-report", action="store_true", help="nothing was judged")
    parser.add_argument("--isolation-was", default="private")
    parser.add_argument("--capture-was", default="complete")
    parser.add_argument("--scenarios", type=int, metavar="N", help="so many are in the report")
    parser.add_argument("--flaky", type=int, metavar="N", help="so many of them are")
    parser.add_argument("--known", type=int, metavar="N", help="so many known failures")
    parser.add_argument("--not-played", type=int, metavar="N")
    parser.add_argument("--at-most-lines", type=int, metavar="N", help="of output")
    parser.add_argument("--tshark", action="store_true", help="compare the captures with tshark's")
    parser.add_argument("--serve", metavar="COMMAND", help="a server that runs already: on port 50000")
    parser.add_argument("--times", type=int, default=1, help="run it again, at once after the last")
    parser.add_argument("--at-once", type=int, default=1, help="run that many side by side")
    parser.add_argument("arguments", nargs="*", metavar="ARGUMENT")
    return parser.parse_args()


def check_run(run, case):
    if run.exit_code != case.exit:
        raise CaseFailed(f"expected exit {case.exit}")
    for text in case.says:
        if text not in run.said:
            raise CaseFailed(f"it does not say {text!r}")
    for text in case.never_says:
        if text in run.said:
            raise CaseFailed(f"it says {text!r}")
    report_checks.check_plain_output(run)
    if case.japanese:
        report_checks.check_japanese_output(run)
    if case.at_most_lines is not None and run.said.count("\n") > case.at_most_lines:
        raise CaseFailed(f"more than {case.at_most_lines} lines of output")
    if case.no_report:
        if (run.out / "report.json").exists():
            raise CaseFailed("nothing was to be judged, and there is a report")
        return
    report = run.report
    report_checks.check_schema(report, case.schema)
    report_checks.check_evidence(report, case.isolation_was, case.capture_was)
    expected = {"pass": case.passes, "fail": case.fails, "warn": case.warns}
    report_checks.check_findings(report, expected, case.exactly)
    report_checks.check_causes(report, case.cause)
    report_checks.check_scenarios(report, case.scenarios, case.flaky, case.known, case.not_played)
    if case.tshark:
        report_checks.check_captures(run)


def run_side_by_side(case, folder, count):
    outs = [folder / f"run-{number}" for number in range(count)]
    started = []
    for out in outs:
        own = out.with_name(out.name + "-folder")
        own.mkdir()
        own.chmod(0o777)
        places = {"{out}": str(out), "{folder}": str(own)}
        words = [*shlex.split(case.within), case.echocheck]
        for word in case.arguments:
            for name, place in places.items():
                word = word.replace(name, place)
            words.append(word)
        started.append((start(case.user, words, out), words, out))
    for run in [finish(*each) for each in started]:
        try:
            check_run(run, case)
        except CaseFailed as failure:
            raise CaseFailed(f"{failure}\n{run.describe()}") from None


def main():
    case = parse_arguments()

    def play(folder):
        with standing_server.running(case.serve):
            play_times(folder)

    def play_times(folder):
        for time in range(case.times):
            again = pathlib.Path(folder, f"time-{time}")
            again.mkdir()
            again.chmod(0o777)
            run_side_by_side(case, again, case.at_once)
            if not case.serve:
                check_nobody_left()

    return play_case(case.user, play)


if __name__ == "__main__":
    sys.exit(main())
