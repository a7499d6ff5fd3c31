# SPDX-License-Identifier: MIT
"""Runs every command of a README, in a folder that has what the README speaks of.

    readme_test.py --bin FOLDER README

The folder has ./myserver, ./cuts_at_nul, server.py, submissions/ and scenarios/. What a block shows
after `$ command` has to be in the command's output, numbers aside; `...` stands for any lines. The two
commands that set up a machine are left out: .ci/run runs those, on a machine with nothing on it.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
SET_UP = {"scripts/run", "scripts/test"}
SERVER = """
import socketserver
import sys

class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(4096):
            self.request.sendall(data)

socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer.daemon_threads = True
with socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Echo) as server:
    server.serve_forever()
"""
COMMANDS = ("echocheck", "scripts/", "for ")


class Failed(Exception):
    pass


def blocks_of(text):
    """The indented blocks of a page, as lists of lines."""
    block = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("    "):
            block.append(line[4:])
        elif block:
            yield block
            block = []


def cases_of(text):
    """Pairs of a command and the lines that it is shown to print (none: anything)."""
    for block in blocks_of(text):
        if block[0].startswith("$ "):
            yield block[0][2:], block[1:]
        elif block[0].startswith("for "):
            yield "\n".join(block), []
        elif block[0].startswith(COMMANDS):
            for line in block:
                yield line.split("  #")[0].strip(), []


def without_numbers(line):
    """Times are of any number of digits, and have a unit that goes by their size."""
    return re.sub(r"[\d.]+( ms| s)?", "N", line.strip())


def check_output(shown, output):
    """The shown lines stand in the output in their order; between two `...` anything may."""
    left = iter([without_numbers(line) for line in output.splitlines()])
    for line in shown:
        if line.strip() != "..." and without_numbers(line) not in left:
            raise Failed(f"it does not print, or not there: {line!r}")


def prepare(folder, programs):
    shutil.copy(programs / "reference_server", folder / "myserver")
    shutil.copy(programs / "zoo" / "cuts_at_nul", folder / "cuts_at_nul")
    (folder / "server.py").write_text(SERVER, encoding="utf-8")
    shutil.copytree(PROJECT / "scenarios", folder / "scenarios", ignore=shutil.ignore_patterns("load"))
    for name in ("alice", "bob"):
        (folder / "submissions" / name).mkdir(parents=True)
        shutil.copy(programs / "reference_server", folder / "submissions" / name / "server")


def run(command, folder, programs):
    words = ["sh", "-c", command]
    if "--connect" in command:  # on a loopback that nobody else uses, with the server that runs there
        serve = "./myserver --quiet 127.0.0.1:50000 & until grep -q ':C350 .* 0A ' /proc/net/tcp; do :; done"
        script = f"{serve}; {command}; code=$?; kill $!; exit $code"
        words = [str(HERE / "in_container"), "capturing", "sh", "-c", script]
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(words, cwd=folder, env=environment, input="hoge\n", capture_output=True,
                          text=True, timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def exit_of(command):
    """The faulty server fails, and so does a replay of what was saved of it, the last run before it."""
    return 1 if command.startswith(("echocheck ./cuts_at_nul", "echocheck replay")) else 0


def check(command, shown, folder, programs):
    code, output = run(command, folder, programs)
    try:
        if code != exit_of(command):
            raise Failed(f"exit {code}, expected {exit_of(command)}")
        check_output(shown, output)
    except Failed as failure:
        raise Failed(f"$ {command}\n{output}\n{failure}") from None


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("readme", type=pathlib.Path)
    arguments = parser.parse_args()
    cases = list(cases_of(arguments.readme.read_text(encoding="utf-8")))
    left_out = [command for command, _ in cases if command in SET_UP]
    if set(left_out) != SET_UP:
        raise Failed(f"{arguments.readme} has to begin with {SET_UP}, found {left_out}")
    ci = (PROJECT / ".ci/run").read_text(encoding="utf-8")
    for command in left_out:
        if command not in ci:
            raise Failed(f".ci/run does not run {command}")
    with tempfile.TemporaryDirectory(prefix="echocheck-readme-") as name:
        folder = pathlib.Path(name)
        prepare(folder, arguments.bin)
        for command, shown in cases:
            if command not in SET_UP:
                check(command, shown, folder, arguments.bin)
    print(f"{len(cases) - len(left_out)} commands")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"FAILED: {failure}")
