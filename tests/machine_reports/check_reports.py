#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds one run's reports for machines against their schemas, their readers, and its report.json:

    check_reports.py REPORT_JSON PREFIX     # PREFIX.junit.xml, PREFIX.tap, PREFIX.md, ...

Exit 0: each is read, and none says anything else of a verdict than docs/machine-reports.md does."""

import json
import pathlib
import sys

import readers

# What each format makes of an outcome, in the words of readers.py.
SAID = {
    "pass": {"junit": "pass", "tap": "pass", "check50": "pass", "gradescope": "pass"},
    "warn": {"junit": "pass", "tap": "pass", "check50": "pass", "gradescope": "pass"},
    "fail": {"junit": "fail", "tap": "fail", "check50": "fail", "gradescope": "fail"},
    "inconclusive": {"junit": "error", "tap": "fail", "check50": "none", "gradescope": "fail"},
    "error": {"junit": "error", "tap": "fail", "check50": "none", "gradescope": "fail"},
    "skipped": {"junit": "skip", "tap": "skip", "check50": "none", "gradescope": None},
    "unearned": {"junit": "pass", "tap": "pass", "check50": "none", "gradescope": "fail"},
    "known": {"junit": "todo", "tap": "todo", "check50": "none", "gradescope": "fail"},
}


def outcome_of(scenario):
    if "known_failure" in scenario:
        return "known"
    if scenario["verdict"] in ("pass", "warn") and scenario["points_earned"] < scenario["points"]:
        return "unearned"  # nobody saw how its connections close
    return scenario["verdict"]


def expected(report, form):
    said = []
    for scenario in report["scenarios"]:
        word = SAID[outcome_of(scenario)][form]
        if form == "gradescope" and word is None and "not_played" in scenario:
            word = "fail"  # worth its points, and without them
        if word is not None:
            said.append(word)
    return said


def compare(report, form, outcomes):
    wanted = expected(report, form)
    got = list(outcomes.values())
    # JUnit has its suites by topic: then the order is another one.
    if form == "junit":
        wanted, got = sorted(wanted), sorted(got)
    if got != wanted and sorted(got) != sorted([*wanted, SAID["inconclusive"][form]]):
        raise readers.Misread(f"{form} says {got}, report.json {wanted}")


def check(report_path, prefix):
    report = json.loads(report_path.read_bytes().decode("utf-8"))

    def file(suffix):
        return pathlib.Path(f"{prefix}.{suffix}")

    compare(report, "junit", readers.read_junit(file("junit.xml"))[0])
    outcomes, plan = readers.read_tap(file("tap"))
    if plan != len(outcomes):
        raise readers.Misread(f"TAP has {plan} tests, and {len(outcomes)} names")
    compare(report, "tap", outcomes)
    conforms = report["run"]["exit_code"] == 0
    if readers.prove(file("tap")) != conforms:
        raise readers.Misread("prove has another verdict")
    outcomes, points = readers.read_gradescope(file("gradescope.json"))
    compare(report, "gradescope", outcomes)
    if points != sum(scenario["points_earned"] for scenario in report["scenarios"]):
        raise readers.Misread(f"Gradescope's points are {points}")
    compare(report, "check50", readers.read_check50(file("check50.json"))[0])
    page = readers.read_markdown(file("md"))
    names = [scenario["name"] for scenario in report["scenarios"]]
    topics = {name.split("/")[0] if "/" in name else "" for name in names}
    rows = len(topics) + (len(topics) > 1)
    if page.tags.get("tr", 0) != (rows + 1 if rows else 0):
        raise readers.Misread(f"the summary's table has {page.tags.get('tr')} rows, not {rows + 1}")
    kinds = readers.read_annotations(file("annotations.txt"))
    if conforms != (kinds.count("error") == 0) or not kinds:
        raise readers.Misread(f"annotations: {kinds}")
    if max(map(kinds.count, kinds)) > 10:
        raise readers.Misread("GitHub shows ten annotations of a kind")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        check(pathlib.Path(sys.argv[1]), sys.argv[2])
    except readers.Misread as problem:
        sys.exit(f"FAILED: {problem}")
