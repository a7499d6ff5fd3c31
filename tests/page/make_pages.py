#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the pages that the tests look at, each by a run of the real command."""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = HERE.parents[1] / "scenarios"

parser = argparse.ArgumentParser()
parser.add_argument("--echocheck", required=True)
parser.add_argument("--servers", required=True, help="the folder of the reference server")
parser.add_argument("--zoo", required=True, help="the folder of the zoo's servers")
parser.add_argument("--capture-sample", required=True, help="writes the page of a capture")
parser.add_argument("--out", required=True, type=pathlib.Path)
parser.add_argument("--only", help="one of them")
arguments = parser.parse_args()

# Text that would do something if it were anything but text.
ATTACK = "</script><img src=x onerror=hacked()>\u202egnp"
FILE_ATTACK = "<img src=x onerror=hacked()>\"'&"


def run(name, target, *words):
    """A run whose page is runs/NAME/report.html; its exit code is for the tests to judge."""
    if arguments.only not in (None, name):
        return
    out = arguments.out / name
    shutil.rmtree(out, ignore_errors=True)
    command = [arguments.echocheck, "--target", target, "--out", out, "--quiet", *words]
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=240).returncode
    if code not in (0, 1) or not (out / "report.html").exists():
        sys.exit(f"{name}: exit code {code}, and no page: {command}")


def catalogue(*names):
    return [str(SCENARIOS / f"{name}.json") for name in names]


def scenario(title, steps):
    return {"format": 1, "title": title, "description": f"Written for the page's tests. {title}",
            "tags": ["made"], "level": "MUST", "source": "RFC 862, TCP",
            "clients": [{"name": "talker", "port": 50001, "steps": steps}]}


def hostile_scenarios():
    folder = arguments.out / "hostile_scenarios"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    steps = ["connect", {"send": ATTACK + "\n"}, {"expect": "echo"}, "close"]
    (folder / f"{FILE_ATTACK}.json").write_text(json.dumps(scenario(ATTACK, steps)))
    return str(folder)


def stalling_scenario():
    """Many segments, and a time in which nothing comes between them."""
    folder = arguments.out / "stalling_scenario"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bulk = [{"send": {"random": {"bytes": 1 << 20}}}, {"expect": "echo"}]
    steps = ["connect", *bulk, {"pause": {"ms": 1500}}, *bulk, "close"]
    client = scenario("A mebibyte, and another one later", steps)
    client["clients"][0]["socket"] = {"receive_buffer": 4096}
    (folder / "stalls.json").write_text(json.dumps(client))
    return str(folder)


def many_scenarios():
    """60 of them, together more than 20,000 segments: 175 messages back and forth in each."""
    folder = arguments.out / "many_scenarios"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    steps = ["connect"]
    for i in range(175):
        steps += [{"send": f"message number {i}\n"}, {"expect": "echo"}]
    for i in range(60):
        text = json.dumps(scenario(f"A hundred and seventy-five messages, {i}", steps + ["close"]))
        (folder / f"many_{i:02}.json").write_text(text)
    return str(folder)


def hostile_target():
    folder = arguments.out / "hostile_target" / FILE_ATTACK.replace("/", "_")
    folder.mkdir(parents=True, exist_ok=True)
    server = folder / "server.py"
    shutil.copy(HERE / "servers" / "hostile_output.py", server)
    quoted = str(server).replace("'", "'\\''")
    return f"'{sys.executable}' '{quoted}' {{port}}"


reference = f"'{arguments.servers}/reference_server' --quiet"
run("reference", reference, *catalogue("basic", "close/half_close", "concurrency/five_at_once",
                                       "stream/one_mebibyte", "stream/window_closes"))
run("cuts_at_nul", f"'{arguments.zoo}/cuts_at_nul' {{port}}",
    *catalogue("basic", "bytes/all_values", "bytes/embedded_nul", "bytes/blanks", "close/half_close",
               "concurrency/two_at_once"))
run("changes_case", f"'{arguments.zoo}/changes_case' {{port}}", *catalogue("basic", "bytes/mixed_case"))
run("unread", f"'{arguments.zoo}/closes_with_unread_data' {{port}}",
    *catalogue("basic", "close/leaves_with_unread_data", "stream/writes_before_it_reads"))
run("japanese", f"'{arguments.zoo}/cuts_at_nul' {{port}}", "--lang", "ja",
    *catalogue("basic", "bytes/embedded_nul"))
run("hostile", hostile_target(), hostile_scenarios())
run("bulk", reference, stalling_scenario(), *catalogue("stream/slow_reader"))
run("many", reference, many_scenarios())
if arguments.only in (None, "capture"):
    page = subprocess.run([arguments.capture_sample], check=True, stdout=subprocess.PIPE).stdout
    (arguments.out / "capture").mkdir(exist_ok=True)
    (arguments.out / "capture" / "report.html").write_bytes(page)
