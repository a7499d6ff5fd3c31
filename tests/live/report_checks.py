# SPDX-License-Identifier: MIT
"""What a case expects of report.json and of the captures beside it."""

import json
import pathlib
import re
import subprocess

import jsonschema

from echocheck_run import CaseFailed

# As tcp.flags has them, from the lowest bit on.
FLAG_NAMES = ("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR")


def check_schema(report, schema_path):
    schema = json.loads(pathlib.Path(schema_path).read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for error in validator.iter_errors(report):
        raise CaseFailed(f"report.json at /{'/'.join(map(str, error.path))}: {error.message}")


def check_evidence(report, isolation, capture):
    """How the scenarios ran: a wrong kind of arena must not pass unnoticed."""
    for scenario in report["scenarios"]:
        if "not_played" in scenario:
            continue
        got = scenario["isolation"]["got"]
        if got != isolation:
            raise CaseFailed(f"isolation is {got}, not {isolation}: {scenario['isolation']['note']}")
        state = scenario["capture"]["state"]
        if state != capture:
            raise CaseFailed(f"capture is {state}, not {capture}: {scenario['capture']['reason']}")


def check_findings(report, expected, exactly):
    """`expected` maps a verdict to the checks that must have it, `exactly`: and no other check."""
    found = {"pass": set(), "fail": set(), "warn": set()}
    for scenario in report["scenarios"]:
        for finding in scenario["findings"]:
            found.setdefault(finding["verdict"], set()).add(finding["check"])
    for verdict, checks in expected.items():
        if missing := set(checks) - found[verdict]:
            raise CaseFailed(f"not {verdict}: {', '.join(sorted(missing))}\nfound: {found}")
    if exactly:
        for verdict in ("fail", "warn"):
            if others := found[verdict] - set(expected[verdict]):
                raise CaseFailed(f"also {verdict}: {', '.join(sorted(others))}")


def check_causes(report, causes):
    found = {
        finding["cause"]["id"]
        for scenario in report["scenarios"]
        for finding in scenario["findings"]
        if "cause" in finding
    }
    if missing := set(causes) - found:
        raise CaseFailed(f"no such cause: {', '.join(sorted(missing))}; found: {sorted(found)}")


def check_scenarios(report, count, flaky, known, not_played):
    """How many there are, and of them (None: no matter) how many are flaky, known, not played."""
    scenarios = report["scenarios"]
    found = {
        "scenarios": len(scenarios),
        "flaky": sum(scenario["flaky"] for scenario in scenarios),
        "known": sum("known_failure" in scenario for scenario in scenarios),
        "not played": sum("not_played" in scenario for scenario in scenarios),
    }
    wanted = {"scenarios": count, "flaky": flaky, "known": known, "not played": not_played}
    for what, number in wanted.items():
        if number is not None and found[what] != number:
            raise CaseFailed(f"expected {number} {what}, found {found}")
    for scenario in scenarios:
        verdicts = {attempt["verdict"] for attempt in scenario.get("attempts", [])}
        if scenario["flaky"] and len(verdicts) < 2:
            raise CaseFailed(f"{scenario['name']} is flaky, and always {verdicts}")


def check_captures(run):
    """tshark reads each capture and sees in it, frame for frame, the flags that the report has."""
    for scenario in run.report["scenarios"]:
        capture = run.out / scenario["folder"] / "capture.pcap"
        ours, whole = flags_by_report(scenario)
        theirs = flags_by_tshark(capture)
        if not whole:  # the report of a long flow leaves out its middle
            theirs = {frame: flags for frame, flags in theirs.items() if frame in ours}
        if theirs != ours or not ours:
            raise CaseFailed(f"{capture.name}: tshark sees {theirs}, the report has {ours}")


def flags_by_tshark(capture):
    fields = ["-T", "fields", "-e", "frame.number", "-e", "tcp.flags"]
    listing = subprocess.run(
        ["tshark", "-n", "-r", str(capture), *fields], capture_output=True, text=True, check=False
    )
    if listing.returncode != 0:
        raise CaseFailed(f"tshark cannot read {capture}: {listing.stderr}")
    frames = {}
    for line in listing.stdout.splitlines():
        number, flags = line.split("\t")
        bits = int(flags, 16)
        names = {name for bit, name in enumerate(FLAG_NAMES) if bits >> bit & 1}
        frames[int(number)] = "+".join(sorted(names))
    return frames


def flags_by_report(scenario):
    frames = {}
    whole = scenario["flows_left_out"] == 0
    for flow in scenario["flows"]:
        segments = flow["segments"]
        whole = whole and segments["left_out"] == 0
        for segment in segments["first"] + segments["last"]:
            names = set(segment["flags"].split("+")) - {"none"}
            frames[segment["frame"]] = "+".join(sorted(names))
    return frames, whole


# Examples of what is typed.
TYPED = ("  echocheck ", "  tcpdump ", "  ssh ")
# Three words in a row, unless they are typed so.
ENGLISH = re.compile(r"(?<![\w/.-])(?!echocheck |tcpdump |sudo )[A-Za-z]?[a-z]+(?: [a-z]+){2,}(?![\w/.])")


def check_japanese_output(run):
    """Identifiers, commands and addresses stay as they are: they do not make English sentences."""
    for line in run.said.splitlines():
        found = ENGLISH.search(line)
        if found and not line.startswith(TYPED) and "echocheck " + found.group() not in line:
            raise CaseFailed(f"English in the Japanese output: {line!r}")


def check_plain_output(run):
    """In a pipe: text, no colour, and no byte of the target's that could steer a terminal."""
    for name, data in (("stdout", run.stdout), ("stderr", run.stderr)):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CaseFailed(f"{name} is not UTF-8: {error}") from None
        strange = {char for char in text if char not in "\n\t" and not char.isprintable()}
        if strange:
            raise CaseFailed(f"{name} has control characters: {sorted(map(ascii, strange))}")
