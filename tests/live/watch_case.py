# SPDX-License-Identifier: MIT
"""`echocheck watch` with piped input: what it says, in which order, its exit code, its capture file."""

import argparse
import os
import re
import signal
import subprocess
import sys

from echocheck_run import HANG_SECONDS, CaseFailed, Run, play_case, words_as
from watch_screen import read_until, segments_shown


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema")  # as other cases have it
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--input", default="", help="what is typed, with \\n for a newline")
    parser.add_argument("--input-times", type=int, default=1, help="how often it is typed")
    parser.add_argument("--exit", type=int, default=0)
    parser.add_argument("--says", action="append", default=[], help="in this order")
    parser.add_argument("--says-not", action="append", default=[])
    parser.add_argument("--writes", action="store_true", help="and the file has the segments shown")
    parser.add_argument("--interrupt-after", help="SIGINT, when it has said this; its input stays open")
    parser.add_argument("words", nargs="+", metavar="WORD")
    return parser.parse_args()


def watch(options, folder):
    capture = folder / "watch.pcap"
    words = [options.echocheck, "watch", *options.words]
    if options.writes:
        words += ["--write", str(capture)]
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        words_as(options.user, words),
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    typed = options.input.replace("\\n", "\n").encode() * options.input_times
    before = b""
    held = os.dup(process.stdin.fileno()) if options.interrupt_after else None
    if options.interrupt_after:
        # communicate() closes the input, whose end would close the connection.
        process.stdin.write(typed)
        process.stdin.flush()
        before = read_until(process.stdout, options.interrupt_after)
        process.send_signal(signal.SIGINT)
        typed = None
    try:
        stdout, stderr = process.communicate(typed, timeout=HANG_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        raise CaseFailed(f"still running after {HANG_SECONDS} s\n{stdout.decode()}") from None
    finally:
        if held is not None:
            os.close(held)
    return Run(words, process.returncode, before + stdout, stderr, folder), capture


def in_one_line(text):
    """Where a line is broken depends on how long the paths in it are."""
    return " ".join(text.split())


def check(options, run, capture):
    if run.exit_code != options.exit:
        raise CaseFailed(f"expected exit {options.exit}\n{run.describe()}")
    said = in_one_line(run.said)
    at = 0
    for text in options.says:
        at = said.find(in_one_line(text), at)
        if at < 0:
            raise CaseFailed(f"it does not say \"{text}\" (or not there)\n{run.describe()}")
    for text in options.says_not:
        if in_one_line(text) in said:
            raise CaseFailed(f"it says \"{text}\"\n{run.describe()}")
    if "\x1b" in run.said:
        raise CaseFailed(f"there is an escape character in it\n{run.describe()}")
    if options.writes:
        check_file(run, capture)


def check_file(run, capture):
    """Wireshark finds as many TCP frames as were shown and as the summary counts."""
    frames = subprocess.run(
        ["tshark", "-r", str(capture), "-T", "fields", "-e", "tcp.stream"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\n")[:-1]
    counted = re.search(r"capture: .*, (\d+) frames", run.said.replace("\n", " "))
    shown = segments_shown(run.said)
    if not counted or not len(frames) == int(counted[1]) == shown or "" in frames:
        raise CaseFailed(f"tshark reads {len(frames)} frames, {shown} were shown\n{run.describe()}")


def main():
    options = parse_arguments()

    def play(folder):
        run, capture = watch(options, folder)
        check(options, run, capture)

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
