#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds texts that a source names and the catalogues do not have, and texts that no source names.

    named_texts.py HARNESS

A source names a text by a literal: "<area>.<name>". Texts whose names are put together are left to the tests of
those who do so (MADE_OF_IDS, MADE_OF_PARTS).
"""

import json
import re
import sys
from pathlib import Path

# Areas with texts "<area>.<id>.<what>".
MADE_OF_IDS = {"causes", "checks_about"}

# Names with an enumerator at the end, and those that the page's script has: tests/unit/report/texts_test.cc holds them.
# Those of options, and of the system's errors: tests/unit/cli/help_texts_test.cc, tests/unit/words/because_test.cc.
MADE_OF_PARTS = {"console", "doctor", "explain", "help", "ladder", "page", "system", "watch"}

# A comment is skipped, a literal is kept.
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"', re.DOTALL)
# A file is no text.
FILE = re.compile(r"\.(cc|css|h|html|js|json|pcapng|txt)$")


def literals(source):
    return [match.group(1) for match in TOKEN.finditer(source) if match.group(1) is not None]


def names_in(entries, prefix):
    for name, value in entries.items():
        if isinstance(value, str) or "other" in value:
            yield f"{prefix}.{name}"
        else:
            yield from names_in(value, f"{prefix}.{name}")


def catalogue(harness):
    texts = set()
    for path in sorted((harness / "words/texts/en").glob("*.json")):
        texts.update(names_in(json.loads(path.read_text(encoding="utf-8")), path.stem))
    return texts


def named(harness, areas):
    by_name = {}
    text = re.compile(rf"({'|'.join(sorted(areas))})\.[a-z0-9_.-]+")
    for path in sorted(harness.rglob("*")):
        if path.suffix not in (".cc", ".h"):
            continue
        for literal in literals(path.read_text(encoding="utf-8")):
            if text.fullmatch(literal) and not FILE.search(literal):
                by_name.setdefault(literal, path.relative_to(harness.parent))
    return by_name


def main():
    harness = Path(sys.argv[1])
    areas = {path.stem for path in (harness / "words/texts/en").glob("*.json")} - MADE_OF_IDS - MADE_OF_PARTS
    texts = {name for name in catalogue(harness) if name.split(".")[0] in areas}
    sources = named(harness, areas)
    problems = [f"{path}: the catalogues have no \"{name}\"" for name, path in sources.items() if name not in texts]
    problems += [f"no source names \"{name}\"" for name in sorted(texts - set(sources))]
    for problem in problems:
        print(problem)
    print(f"{len(texts)} texts, {len(sources)} named")
    return 1 if problems or not texts else 0


if __name__ == "__main__":
    sys.exit(main())
