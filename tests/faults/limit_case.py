# SPDX-License-Identifier: MIT
"""Plays a run under one resource limit after another, from far too little to enough.

    limit_case.py --echocheck BIN --schema SCHEMA [--user USER] --limit nofile|as|nproc|fsize
                  --values FIRST:LAST:STEP -- ARGUMENTS...

What holds each time: the exit code is 2, and the reason is said, or 0; no scenario and no check fails; no process
and no temporary file is left. With the least it is 2. `--limit` is an option of prlimit(1), MiB for "as"."""

import argparse
import sys

from echocheck_run import CaseFailed, check_nobody_left, finish, play_case, start
from fault_case import check_run

MEBIBYTE = 1 << 20
LOADER_FAILED = "error while loading shared libraries"  # echocheck had not begun


def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--schema", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--limit", required=True)
    parser.add_argument("--values", required=True)
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def main():
    options = parse_arguments()
    first, last, step = map(int, options.values.split(":"))

    def play(folder):
        codes = []
        for value in range(first, last + 1, step):
            home = folder / f"run-{value}"
            home.mkdir()
            home.chmod(0o777)
            out = home / "out"
            limit = value * MEBIBYTE if options.limit == "as" else value
            words = ["prlimit", f"--{options.limit}={limit}", options.echocheck]
            words += [word.replace("{out}", str(out)) for word in options.arguments]
            run = finish(start(options.user, words, out), words, out)
            if LOADER_FAILED in run.said:
                continue
            codes.append(run.exit_code)
            try:
                check_run(run, {0, 2}, options.schema)
                check_nobody_left()
            except CaseFailed as failure:
                raise CaseFailed(f"{options.limit} {value}: {failure}\n{run.describe()}") from None
        print(f"exit codes: {codes}")
        if not codes or codes[0] != 2:
            raise CaseFailed(f"the least was enough: {codes}")

    return play_case(options.user, play)


if __name__ == "__main__":
    sys.exit(main())
