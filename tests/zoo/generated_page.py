# SPDX-License-Identifier: MIT
"""A page of docs/ that a table of the tests is made into. A script writes it; with --check it only says whether the page
is in step with the table."""

import sys


def row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write_or_check(page, text, table):
    """The exit code. `page` is a path, `table` what the page is made from, for the message."""
    if "--check" not in sys.argv[1:]:
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{page.name} is not in step with {table}: run scripts/approve_golden", file=sys.stderr)
    return 1
