#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/hostile.md from tests/hostile/hostile.json; with --check, only says whether it is in step."""

import sys

import hostile  # first: it adds the folder of generated_page
from generated_page import row, write_or_check

PAGE = hostile.ROOT / "docs" / "hostile.md"

HEAD = """# Hostile servers

A server under test is a program of somebody else, and it may attack: the verdict, echocheck, the machine. Each row is one
attack, a small program of `tests/hostile/attacks/`, and what is right. The test suite plays each row (`ctest -L hostile`)
in each arena and as each user that the row names. This page is made from `tests/hostile/hostile.json` by
`tests/hostile/hostile_page.py`.

After each row the test also looks at what was left behind. No process, no mount, no abstract socket, no shared memory and
no file outside of the run folder may be left. No file outside may have changed. The console has no control character of
the server's. A verdict (exit code 0 or 1) has whole reports that say the same. The run folder has at most 200 MiB.

The arena *private* is the one that echocheck makes for each scenario. The arena *host* is the host's network
(`--isolation host`), where nothing separates the server from other processes of the same user.
"""


def link(entry):
    return f"[{entry['name']}](../tests/hostile/attacks/{entry['program']}.c)"


def page():
    rows = hostile.load()
    lines = [HEAD, f"## {len(rows)} attacks", "", row("attack", "what it does", "what is right", "arenas", "users"),
             row(*["---"] * 5)]
    lines += [row(link(entry), entry["does"], entry["right"], ", ".join(entry["arenas"]), ", ".join(entry["users"]))
              for entry in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, page(), "tests/hostile/hostile.json"))
