#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges one server of the zoo by the full profile, and holds the outcome against tests/zoo.json.

A faulty server must show its cause, at each check that the list names for it. Other causes that come
along with it are printed, for people to look at. A correct server must fail nothing; warnings and
what could not be judged are printed. Of both, the causes that the list has under "never" must not be
named: they are those of a neighbour.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

import zoo

STACK_BYTES = 512 << 10
JOBS = 4  # many servers are judged side by side
PATIENCE_SECONDS = 880


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--servers", required=True, help="the folder in which they were built")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--keep", help="run folder to keep")
    parser.add_argument("--say", action="store_true", help="print what was found, judge nothing")
    parser.add_argument("name")
    return parser.parse_args()


def small_stacks():
    """Of threads, which the C library keeps for reuse as long as they are not too large together."""
    resource.setrlimit(resource.RLIMIT_STACK, (STACK_BYTES, resource.RLIM_INFINITY))


def play(options, server, out):
    words = [options.echocheck, "--target", zoo.command(server, options.servers, options.python)]
    # A run of its own seed each time would be another run: the matrix is to be the same every time.
    words += ["--profile", "full", "--seed", "862", "--jobs", str(JOBS)]
    words += ["--no-reports", "--json", str(out / "report.json")]
    words += [str(zoo.ROOT / "scenarios")]
    out.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False,
                          preexec_fn=small_stacks)
    with open(out / "report.json", encoding="utf-8") as file:
        return done, json.load(file)


def findings(report):
    """(scenario, check, verdict, level, cause or None) of all that did not hold."""
    for scenario in report["scenarios"]:
        for finding in scenario["findings"]:
            cause = finding.get("cause", {}).get("id")
            if finding["verdict"] in ("fail", "warn") or cause:
                yield scenario["name"], finding["check"], finding["verdict"], cause


def summary(report):
    """cause -> check -> number of scenarios."""
    found = {}
    for _, check, _, cause in findings(report):
        checks = found.setdefault(cause or "", {})
        checks[check] = checks.get(check, 0) + 1
    return found


def wrong_in_faulty(server, found):
    cause = server["cause"] or ""
    if cause not in found:
        yield f"its cause {cause!r} was not found"
    for check in server["fails"]:
        if check not in found.get(cause, {}):
            yield f"{check} does not fail with cause {cause!r}"


def wrong_in_correct(report):
    for scenario, check, verdict, cause in findings(report):
        if verdict == "fail":
            yield f"{scenario}: {check} fails ({cause or 'no cause'})"


def wrongly_counted(server, report):
    """The list's "counts": scenario -> check -> the `count` that its cause must have."""
    for scenario in report["scenarios"]:
        wanted = server.get("counts", {}).get(scenario["name"], {})
        for finding in scenario["findings"]:
            count = finding.get("cause", {}).get("arguments", {}).get("count")
            if finding["check"] in wanted and count != wanted[finding["check"]]:
                yield f"{scenario['name']}: {finding['check']} counts {count}"


def wrongly_named(server, found):
    for cause in server.get("never", []):
        if cause in found:
            yield f"{cause} is named at {', '.join(sorted(found[cause]))}"


def main():
    options = parse_arguments()
    server = next(entry for entry in zoo.load() if entry["name"] == options.name)
    with tempfile.TemporaryDirectory(prefix="zoo-") as folder:
        out = pathlib.Path(options.keep or pathlib.Path(folder, "run"))
        done, report = play(options, server, out)
    found = summary(report)
    # The zoo's servers are told a port alone, and listen on 127.0.0.1: over IPv6 nobody is there.
    found.pop("listens-on-another-address", None)
    if options.say:
        print(json.dumps({"name": server["name"], "found": found, "exit": done.returncode}))
        return 0
    wrong = list(wrong_in_correct(report) if server.get("correct") else wrong_in_faulty(server, found))
    wrong += wrongly_named(server, found)
    wrong += wrongly_counted(server, report)
    for scenario in report["scenarios"]:
        if scenario["verdict"] == "error":
            wrong.append(f"{scenario['name']}: echocheck failed: {scenario['error']['message']}")
        if scenario["verdict"] == "inconclusive":
            print(f"not judged: {scenario['name']}")
    if done.returncode > 2:
        wrong.append(f"exit {done.returncode}")
    known = {server.get("cause") or "", *(also or "" for also in server.get("also", []))}
    for other in sorted(set(found) - known):
        print(f"also: {other or 'no cause'} at {', '.join(sorted(found[other]))}")
    for line in wrong:
        print(f"FAILED: {server['name']}: {line}", file=sys.stderr)
    if wrong:
        print(done.stdout[-6000:], done.stderr, file=sys.stderr)
        for one in findings(report):
            print(" ".join(str(part) for part in one), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
