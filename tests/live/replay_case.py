# SPDX-License-Identifier: MIT
"""Runs echocheck, judges what it left again, and holds the two reports against each other.

    replay_case.py --echocheck BIN --schema report.schema.json [options] -- ARGUMENTS...

{out} in ARGUMENTS stands for the run folder. It is moved elsewhere before it is judged again, and so
are the scenario files of the run: a replay needs neither. With --damage the moved folder is damaged
first, and the replay has to say so, and what it can say of the rest.
"""

import argparse
import json
import pathlib
import shutil
import sys

import report_checks
from echocheck_run import CaseFailed, finish, play_case, start


def cut(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])


def drop_last_frame(path):
    """Whole frames are left: only their number tells that one is missing."""
    data = path.read_bytes()
    at = 24  # behind the file's header
    while at < len(data):
        last = at
        at += 16 + int.from_bytes(data[at + 8 : at + 12], sys.byteorder)
    path.write_bytes(data[:last])


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"{}")


# What is done to which file of the first scenario.
DAMAGES = {
    "no-capture": ("capture.pcap", pathlib.Path.unlink),
    "cut-capture": ("capture.pcap", cut),
    "short-capture": ("capture.pcap", drop_last_frame),
    "no-evidence": ("evidence.json", pathlib.Path.unlink),
    "cut-evidence": ("evidence.json", cut),
    "long-evidence": ("evidence.json", lengthen),
    "no-scenario": ("scenario.json", pathlib.Path.unlink),
    "cut-scenario": ("scenario.json", cut),
}


def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--exit", type=int, default=0, help="of the run, and of the replay")
    parser.add_argument("--attempts", type=int, help="one scenario has been played so often")
    parser.add_argument("--known", type=int, default=0, help="so many failures were known")
    parser.add_argument("--headers-only", action="store_true", help="so the captures are to be")
    parser.add_argument("--damage", choices=list(DAMAGES))
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def play(case, words, out):
    words = [case.echocheck, *words]
    run = finish(start(case.user, words, out), words, out)
    report_checks.check_plain_output(run)
    return run


def without_times(report):
    """What two reports of one run may differ in: the command line, and how long judging took."""
    report["run"].pop("command")
    for scenario in report["scenarios"]:
        scenario["durations"].pop("judge_ns")
    return report


def differences(before, after, path=""):
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), f"{path}/{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after)):
            yield from differences(one, other, f"{path}/{index}")
    elif before != after:
        yield f"{path}: {str(before)[:200]} -> {str(after)[:200]}"


def with_own_scenarios(case, folder):
    """Scenario files become copies, which can be taken away."""
    scenarios = folder / "scenarios"
    words = []
    for word in case.arguments:
        path = pathlib.Path(word)
        if path.suffix == ".json" and path.is_file():
            copy = scenarios / path.parent.name / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
            word = str(copy)
        words.append(word)
    return words, scenarios


def check_case(case, folder):
    out = folder / "run"
    words, scenarios = with_own_scenarios(case, folder)
    own = folder / "own"
    own.mkdir()
    own.chmod(0o777)
    words = [word.replace("{out}", str(out)).replace("{folder}", str(own)) for word in words]
    run = play(case, words, out)
    if run.exit_code != case.exit:
        raise CaseFailed(f"expected exit {case.exit} of the run\n{run.describe()}")
    report = run.report
    if case.attempts is not None:
        most = max(len(scenario.get("attempts", [])) for scenario in report["scenarios"])
        if most != case.attempts:
            raise CaseFailed(f"expected {case.attempts} attempts, found {most}")
    known = sum("known_failure" in scenario for scenario in report["scenarios"])
    if known != case.known:
        raise CaseFailed(f"expected {case.known} known failures, found {known}\n{run.describe()}")
    if case.headers_only and not all(each["capture"]["headers_only"] for each in report["scenarios"]):
        raise CaseFailed("a capture is whole, and only headers were to be kept")
    moved = folder / "elsewhere"
    out.rename(moved)
    shutil.rmtree(scenarios, ignore_errors=True)
    if case.damage:
        check_damaged(case, moved, report)
    else:
        check_same(case, moved, report)


def check_same(case, moved, report):
    again = moved.with_name("again.json")
    replay = play(case, ["replay", str(moved), "--json", str(again)], moved)
    try:
        if replay.exit_code != case.exit:
            raise CaseFailed(f"expected exit {case.exit} of the replay")
        second = json.loads(again.read_text())
        report_checks.check_schema(second, case.schema)
        if found := list(differences(without_times(report), without_times(second))):
            raise CaseFailed("the findings are others:\n" + "\n".join(found))
        same = "結果は保存されたレポートと同じです" if report["run"]["language"] == "ja" \
            else "the findings are those of the saved report"
        if same not in replay.said:
            raise CaseFailed("it does not say that nothing is different")
    except CaseFailed as failure:
        raise CaseFailed(f"{failure}\n{replay.describe()}") from None


def check_damaged(case, moved, report):
    scenario = report["scenarios"][0]
    name, damage = DAMAGES[case.damage]
    damage(moved / scenario["folder"] / name)
    again = moved.with_name("again.json")
    replay = play(case, ["replay", str(moved), "--json", str(again)], moved)
    try:
        if replay.exit_code != 2:
            raise CaseFailed("expected exit 2")
        if name not in replay.said.replace("\n", "").replace(" ", ""):
            raise CaseFailed(f"it does not name {name}")
        second = json.loads(again.read_text())
        if second["scenarios"][0]["verdict"] != "error":
            raise CaseFailed(f"{scenario['name']} was judged all the same")
        others = list(differences(report["scenarios"][1:], second["scenarios"][1:]))
        if others := [each for each in others if "/durations/judge_ns" not in each]:
            raise CaseFailed("others are concerned, too:\n" + "\n".join(others))
    except CaseFailed as failure:
        raise CaseFailed(f"{failure}\n{replay.describe()}") from None


def main():
    case = parse_arguments()

    def play(folder):
        folder.chmod(0o777)
        check_case(case, folder)

    return play_case(case.user, play)


if __name__ == "__main__":
    sys.exit(main())
