# SPDX-License-Identifier: MIT
"""tests/hostile/hostile.json: the attacks, and what is right. README.md says what each key means."""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "live"), str(ROOT / "tests" / "zoo")]  # echocheck_run, report_checks; generated_page
TABLE = ROOT / "tests" / "hostile" / "hostile.json"

DEFAULTS = {
    "arguments": "",
    "situation": None,
    "arenas": ["private", "host"],
    "users": ["ordinary", "root"],
    "scenarios": ["basic"],
    "options": [],
    "runs": 1,
    "within": 60,
    "fails": [],
    "warns": [],
    "never_passes": [],
    "fails_nothing": False,
    "refused": [],
    "says": [],
    "replay": None,
    "may_leave": [],
    "missing_reports": False,
    "log_bytes": None,
    "cpu_seconds": None,
}
REQUIRED = {"name", "program", "does", "right", "exit"}


def load():
    with open(TABLE, encoding="utf-8") as file:
        rows = json.load(file)["rows"]
    for row in rows:
        if wrong := REQUIRED - set(row) or set(row) - REQUIRED - set(DEFAULTS):
            raise SystemExit(f"{TABLE}: {row.get('name')}: {', '.join(sorted(wrong))}")
    return [{**DEFAULTS, **row} for row in rows]


def of_arena(value, arena):
    """A value of a row, which may be told for each arena apart."""
    return value.get(arena, []) if isinstance(value, dict) else value
