#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges servers of the zoo on a busy machine, many times, and holds each outcome against what the same
server got when the machine was idle.

Wrong is: a scenario that passed, and fails or warns under load; a server that did not conform, and does;
a cause that is neither the server's own nor one that the idle machine saw, nor one that tests/zoo.json
allows. A scenario that is inconclusive is counted, and must say that the machine was too busy.
"""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import load

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "zoo"))
import zoo  # noqa: E402
import zoo_case  # noqa: E402

# One of each kind: dies, spins, loses, holds back, adds, resets, stays, leaks, listens elsewhere, serves one.
FAULTY = ("killed_by_sigpipe", "busy_loop_at_eof", "clipped_to_buffer", "held_until_newline", "greets_with_banner",
          "reset_with_linger", "never_closes", "descriptor_leak", "wrong_port", "one_client_at_a_time")
BUSY = "this machine was too busy"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--servers", required=True, help="the folder in which the zoo was built")
    parser.add_argument("--runs", type=int, default=100, help="in all (default: 100)")
    parser.add_argument("--hogs", type=int, required=True, help="processes that spin")
    parser.add_argument("--side-by-side", type=int, default=20, metavar="N",
                        help="so many runs at a time; they are a part of the load (default: 20)")
    parser.add_argument("--no-memory", action="store_true", help="leave the memory free")
    parser.add_argument("--no-disk", action="store_true", help="leave the disk alone")
    parser.add_argument("--profile", default="course")
    parser.add_argument("--keep", help="a folder for the reports of runs that went wrong")
    parser.add_argument("names", nargs="*", help="of servers; default: the correct ones and ten faulty ones")
    return parser.parse_args()


def chosen(names):
    servers = [server for server in zoo.load()
               if (server["name"] in names if names else server.get("correct") or server["name"] in FAULTY)]
    missing = set(names) - {server["name"] for server in servers}
    if missing:
        sys.exit(f"no server of the zoo: {', '.join(sorted(missing))}")
    return servers


class Played:
    """What one run said: verdicts and causes by scenario, and what it could not see."""

    def __init__(self, report, seconds):
        self.report = report
        self.seconds = seconds
        self.verdicts = {scenario["name"]: scenario["verdict"] for scenario in report["scenarios"]}
        self.causes = {cause for _, _, _, cause in zoo_case.findings(report) if cause}
        self.flaky = {scenario["name"] for scenario in report["scenarios"] if scenario["flaky"]}

    def unseen(self):
        return {name for name, verdict in self.verdicts.items() if verdict == "inconclusive"}

    def reasons(self, scenario):
        for each in self.report["scenarios"]:
            if each["name"] == scenario:
                return [finding["summary"] for finding in each["findings"] if finding["verdict"] == "inconclusive"]
        return []


def play(options, server, folder, number):
    report = pathlib.Path(folder, f"{number}.json")
    words = [options.echocheck, "--target", zoo.command(server, options.servers, sys.executable), "--profile",
             options.profile, "--seed", "862", "--no-reports", "--json", str(report)]
    begin = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=zoo_case.small_stacks,
                          start_new_session=True)  # as from as many terminals
    if not report.exists():
        raise RuntimeError(f"{server['name']}: exit {done.returncode}, no report\n{done.stdout}{done.stderr}")
    played = Played(json.loads(report.read_text(encoding="utf-8")), time.monotonic() - begin)
    report.unlink()
    return played


def mistakes(server, idle, busy):
    """Each in a line."""
    for name, verdict in busy.verdicts.items():
        before = idle.verdicts[name]
        if verdict == "error":
            yield f"{name}: error (ours)"
        elif verdict == "inconclusive":
            if not any(BUSY in reason for reason in busy.reasons(name)) and before != verdict:
                yield f"{name}: inconclusive, and not because of the load: {busy.reasons(name)}"
        elif before == "pass" and verdict != "pass":
            yield f"{name}: {verdict} under load, pass without"
    if idle.report["run"]["verdict"] == "fail" and busy.report["run"]["verdict"] not in ("fail", "inconclusive"):
        yield f"the run: {busy.report['verdict']} under load, fail without"
    allowed = idle.causes | {server.get("cause")} | set(server.get("also") or ())
    for cause in sorted(busy.causes - allowed):
        yield f"cause {cause}, which it has not"
    own = server.get("cause")
    if own and own in idle.causes and own not in busy.causes and not busy.unseen():
        yield f"its own cause {own} was not named"
    for name in sorted(busy.flaky - idle.flaky):
        yield f"{name}: marked flaky"


class Table:
    """A row for each server: what its runs under load came to."""

    def __init__(self, idle, keep):
        self.idle = idle
        self.keep = keep
        self.rows = {name: {"runs": 0, "wrong": 0, "unseen": 0, "seconds": 0.0} for name in idle}

    def take(self, number, server, busy):
        name = server["name"]
        row = self.rows[name]
        row["runs"] += 1
        row["seconds"] += busy.seconds
        row["unseen"] += len(busy.unseen() - self.idle[name].unseen())
        wrong = list(mistakes(server, self.idle[name], busy))
        row["wrong"] += bool(wrong)
        for line in wrong:
            print(f"WRONG run {number}, {name}: {line}", flush=True)
        if wrong and self.keep:
            pathlib.Path(self.keep).mkdir(parents=True, exist_ok=True)
            pathlib.Path(self.keep, f"{number}-{name}.json").write_text(json.dumps(busy.report), encoding="utf-8")

    def total(self, key):
        return sum(row[key] for row in self.rows.values())

    def show(self):
        print(f"{'server':24} {'runs':>5} {'wrong':>6} {'inconclusive':>13} {'idle s':>7} {'busy s':>7}")
        for name, row in self.rows.items():
            mean = row["seconds"] / row["runs"] if row["runs"] else 0.0
            print(f"{name:24} {row['runs']:5} {row['wrong']:6} {row['unseen']:13} {self.idle[name].seconds:7.1f} "
                  f"{mean:7.1f}")
        print(f"{'all':24} {self.total('runs'):5} {self.total('wrong'):6} {self.total('unseen'):13}", flush=True)


def main():
    options = parse_arguments()
    servers = chosen(options.names)
    with tempfile.TemporaryDirectory(prefix="soak-", dir="/var/tmp") as folder:
        table = Table({server["name"]: play(options, server, folder, "idle") for server in servers}, options.keep)
        plan = [(number, servers[number % len(servers)]) for number in range(options.runs)]
        with load.busy_machine(options.hogs, not options.no_memory, not options.no_disk, folder), \
                concurrent.futures.ThreadPoolExecutor(options.side_by_side) as pool:
            plays = {pool.submit(play, options, server, folder, number): (number, server) for number, server in plan}
            try:
                for done in concurrent.futures.as_completed(plays):
                    table.take(*plays.pop(done), done.result())
                    if table.total("runs") % 100 == 0:
                        table.show()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    table.show()
    return 1 if table.total("wrong") else 0


if __name__ == "__main__":
    sys.exit(main())
