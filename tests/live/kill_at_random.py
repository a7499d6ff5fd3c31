# SPDX-License-Identifier: MIT
"""`kill -9` of echocheck at random moments: nothing of it or of its target survives, and a report is
whole or not there."""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

import report_checks
from echocheck_run import check_nobody_left, play_case, start


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def run_until(limit, options, folder, number):
    """Runs it for `limit` seconds, or to its end; returns how long it ran."""
    out = folder / f"run-{number}"
    words = [word.replace("{out}", str(out)) for word in options.arguments]
    begin = time.monotonic()
    process = start(options.user, [options.echocheck, *words], out)
    try:
        process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    took = time.monotonic() - begin
    process.stdout.close()
    process.stderr.close()
    check_nobody_left()
    report = out / "report.json"
    if report.exists():
        report_checks.check_schema(json.loads(report.read_bytes()), options.schema)
    if (out / "junit.xml").exists():
        xml.etree.ElementTree.parse(out / "junit.xml")
    return took


def main():
    options = parse_arguments()
    moments = random.Random(options.seed)
    print(f"seed {options.seed}")

    def play(folder):
        whole = run_until(60, options, folder, "whole")
        for number in range(options.rounds):
            run_until(moments.uniform(0, whole), options, folder, number)

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
