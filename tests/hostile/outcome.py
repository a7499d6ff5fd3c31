# SPDX-License-Identifier: MIT
"""What has to hold after the runs of a hostile row: exit code, report, findings, what the attack tells of itself."""

import contextlib
import json
import os
import stat
import sys
import xml.etree.ElementTree

import hostile  # first: it adds the folder of report_checks
import report_checks
from echocheck_run import CaseFailed

FOLDER_BYTES = 200 << 20
REPLAY_SECONDS = 20
EXITS_WITH_REPORT = (0, 1)
REPORTS = ("report.json", "junit.xml", "report.html")


def open_folders(case):
    """For an attack that closed them to us, too. Never through a link."""
    for path in (case.work, case.out):
        if path and path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    if case.out and case.out.is_dir() and not case.out.is_symlink():
        for path in case.out.iterdir():
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)


def check_processor_time(case, begin, end):
    spent = end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime
    bound = case.row["cpu_seconds"]
    if bound is not None and spent > bound:
        raise CaseFailed(f"it took {spent:.1f} s of processor time")


def check(case):
    run = case.runs[-1]
    expected = hostile.of_arena(case.row["exit"], case.arena)
    if run.exit_code not in expected:
        raise CaseFailed(f"exit {run.exit_code}, expected {' or '.join(map(str, expected))}")
    report_checks.check_plain_output(run)
    if run.exit_code == 2 and not run.said.strip():
        raise CaseFailed("exit 2, and it does not say why")
    for text in hostile.of_arena(case.row["says"], case.arena):
        if text not in run.said:
            raise CaseFailed(f"it does not say {text!r}")
    if case.row["missing_reports"] and run.exit_code == 2:
        check_names_missing_reports(case, run)
    check_attack(case)
    if case.out is None:
        return
    check_sizes(case)
    if run.exit_code in EXITS_WITH_REPORT:
        check_report(case, run)
    check_replay(case)


def check_names_missing_reports(case, run):
    for name in REPORTS:
        if not (case.out / name).is_file() and name not in run.said:
            raise CaseFailed(f"there is no {name}, and it does not say so")


def attack_log(case):
    path = case.work / "attack.log"
    return path.read_text(errors="replace").splitlines() if path.exists() else []


def check_attack(case):
    """The attack was tried, nothing of it worked, and what has to be refused was."""
    lines = attack_log(case)
    if worked := [line for line in lines if line.startswith("worked: ")]:
        raise CaseFailed("\n".join(worked[:20]))
    waits = case.row["situation"] and case.row["situation"].startswith("squatter_") and case.arena == "host"
    if not waits and not any(line.startswith("tried: ") for line in lines):
        raise CaseFailed("the attack was never tried")
    for what in case.row["refused"]:
        if not any(line.startswith(f"refused: {what}") for line in lines):
            raise CaseFailed(f"the attack does not say that it was refused: {what}")


def check_sizes(case):
    total = 0
    for path in case.out.rglob("*"):
        status = path.lstat()
        total += status.st_blocks * 512
        bound = case.row["log_bytes"]
        if path.name == "target.log" and bound is not None and status.st_size > bound:
            raise CaseFailed(f"target.log has {status.st_size} bytes")
    if total > FOLDER_BYTES:
        raise CaseFailed(f"the run folder has {total >> 20} MiB")


def check_report(case, run):
    """A verdict has its reports: files, whole, in their place, that say the same."""
    for name in REPORTS:
        path = case.out / name
        if case.out.is_symlink() or not path.exists() or not stat.S_ISREG(path.lstat().st_mode):
            raise CaseFailed(f"exit {run.exit_code}, and {name} is no file in its place")
    report = json.loads((case.out / "report.json").read_bytes().decode("utf-8", errors="strict"))
    report_checks.check_schema(report, case.schema)
    xml.etree.ElementTree.parse(case.out / "junit.xml")
    if report["run"]["exit_code"] != run.exit_code:
        raise CaseFailed(f"exit {run.exit_code}, and the report says {report['run']['exit_code']}")
    got = {scenario["isolation"]["got"] for scenario in report["scenarios"]
           if "not_played" not in scenario and "error" not in scenario}
    if got - {case.arena}:
        raise CaseFailed(f"played in {got}, not in {case.arena}")
    check_findings(case, report)


def check_findings(case, report):
    found = [(finding["check"], finding["verdict"])
             for scenario in report["scenarios"] for finding in scenario["findings"]]
    failed = [check for check, verdict in found if verdict == "fail"]
    for prefix in case.row["fails"]:
        if not any(check.startswith(prefix) for check in failed):
            raise CaseFailed(f"{prefix}* does not fail; what fails: {failed}")
    for name in case.row["warns"]:
        if (name, "warn") not in found:
            raise CaseFailed(f"{name} does not warn")
    if case.row["fails_nothing"] and failed:
        raise CaseFailed(f"nothing may fail, and these do: {failed}")
    for name in case.row["never_passes"]:
        verdicts = {verdict for check, verdict in found if check == name}
        if not verdicts or "pass" in verdicts:
            raise CaseFailed(f"{name} may not pass, and is {verdicts or 'not told'}")


def check_replay(case):
    if case.row["replay"] is None:
        return
    case.while_running = case.deadline = None
    again = case.run_to_end([case.echocheck, "replay", str(case.out)], REPLAY_SECONDS)
    if again.exit_code not in case.row["replay"]:
        raise CaseFailed(f"the replay's exit code is {again.exit_code}\n{again.describe()[-3000:]}")


def describe(case):
    for run in case.runs:
        text = run.describe()
        print(text[:3000], "\n[...]\n" if len(text) > 6000 else "", text[max(3000, len(text) - 3000):], file=sys.stderr)
    with contextlib.suppress(OSError):
        print("--- attack.log ---", *attack_log(case)[-40:], sep="\n", file=sys.stderr)
        print("--- files ---", *sorted(os.listdir(case.work)), sep="\n", file=sys.stderr)
