#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/zoo.md from tests/zoo.json; with --check, only says whether it is in step."""

import sys

import zoo
from generated_page import row, write_or_check

PAGE = zoo.ROOT / "docs" / "zoo.md"

HEAD = """# The zoo

Servers that echocheck has to tell apart: faulty ones, small and natural, each with one fault and the cause that must be
named for it, and correct ones of many styles that nothing may be said against. Each is judged by the full profile in the
test suite (`ctest -L zoo`). This page is made from `tests/zoo.json` by `tests/zoo/zoo_page.py`.
"""


def link(server):
    return f"[{server['name']}](../{server['source']})"


def page():
    servers = zoo.load()
    faulty = [server for server in servers if not server.get("correct")]
    correct = [server for server in servers if server.get("correct")]
    lines = [HEAD, f"## {len(faulty)} faulty servers", ""]
    lines += [row("server", "language, style", "fault", "cause", "at"), row(*["---"] * 5)]
    for server in sorted(faulty, key=lambda one: (one["cause"] or "~", one["name"])):
        cause = server["cause"]
        lines.append(row(link(server), f"{server['language']}, {server['style']}", server["fault"],
                         f"[{cause}](causes.md#{cause})" if cause else "none fits",
                         ", ".join(server["fails"])))
    lines += ["", f"## {len(correct)} correct servers", "",
              row("server", "language", "style"), row(*["---"] * 3)]
    for server in sorted(correct, key=lambda one: one["name"]):
        lines.append(row(link(server), server["language"], f"{server['style']}. {server['what']}"))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(PAGE, page(), "tests/zoo.json"))
