#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Judges servers that others wrote by the full profile, and prints what came of it as Markdown.

    field_results.py --echocheck BIN [--out FOLDER] [--xinetd PATH] [--inetd PATH]

Not part of the test suite: it wants programs that exclude each other as packages. docs/field-results.md
tells what the results mean.
"""

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def targets(options):
    yield "socat, EXEC:cat", "socat TCP-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr,backlog=128 EXEC:cat"
    yield "socat, PIPE", "socat TCP-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr,backlog=128 PIPE"
    yield "socat UDP, PIPE", "socat UDP-RECVFROM:{port},bind=127.0.0.1,fork,reuseaddr PIPE"
    yield "ncat -l -k -e /bin/cat", "ncat -l -k -e /bin/cat 127.0.0.1 {port}"
    yield "busybox nc -ll -e cat", "busybox nc -ll -p {port} -e cat"
    yield "inetd (inetutils), internal", f"'{options.inetd}' -d '{HERE}/inetd.conf'"
    # It ends when another one's pid stands in its pidfile: each launch gets its own.
    pidfile = f'"$(mktemp -u {options.out}/xinetd.XXXXXX)"'
    words = f"exec {options.xinetd} -dontfork -filelog /dev/null -pidfile {pidfile} -f {HERE}/xinetd.conf"
    yield "xinetd, internal", f"sh -c '{words}'"
    yield "Python asyncio", f"/usr/bin/python3 '{HERE}/asyncio_echo.py' {{port}}"
    socketserver = ROOT / "tests/live/servers/socketserver_echo.py"
    yield "Python socketserver", f"/usr/bin/python3 '{socketserver}' {{host}} {{port}}"


def play(options, name, target):
    out = pathlib.Path(options.out, name.replace(" ", "_").replace("/", "_").replace(",", ""))
    words = [options.echocheck, "--target", target, "--profile", "full", "--seed", "862"]
    words += ["--out", str(out), str(ROOT / "scenarios")]
    if "UDP" in name:
        words += ["--only", "udp"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    (out / "console.txt").write_text(done.stdout, encoding="utf-8")
    with open(out / "report.json", encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--out", default="field")
    parser.add_argument("--xinetd", default="/usr/sbin/xinetd")
    parser.add_argument("--inetd", default="/usr/sbin/inetutils-inetd")
    parser.add_argument("names", nargs="*", help="only those that begin so")
    options = parser.parse_args()
    print("| server | verdict | scenarios | causes |\n| --- | --- | --- | --- |")
    for name, target in targets(options):
        if options.names and not any(name.startswith(one) for one in options.names):
            continue
        report = play(options, name, target)
        counts = {}
        for scenario in report["scenarios"]:
            counts[scenario["verdict"]] = counts.get(scenario["verdict"], 0) + 1
        causes = ", ".join(f"{one['id']} ({len(one['scenarios'])})" for one in report["run"]["causes"])
        numbers = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
        print(f"| {name} | {report['run']['verdict']} | {numbers} | {causes or '-'} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
