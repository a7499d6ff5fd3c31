# SPDX-License-Identifier: MIT
"""docs/reliability.md names each fault point of the source, no other, and tests that exist.

    page_test.py PROJECT BUILD_FOLDER"""

import pathlib
import re
import subprocess
import sys

POINT = re.compile(r'FaultPoint\("([a-z_.]+)"\)')
STEP = re.compile(r"`((?:arena|sock_diag|capture|target|store|worker)\.[a-z_]+)`")
TEST = re.compile(r"`((?:unit|live|faults|hostile)\.[A-Za-z_.]+)`")


def mistakes(project, build):
    page = (project / "docs" / "reliability.md").read_text(encoding="utf-8")
    sources = [path for path in (project / "harness").rglob("*") if path.suffix in (".cc", ".h")]
    points = {point for path in sources for point in POINT.findall(path.read_text(encoding="utf-8"))}
    steps = set(STEP.findall(page))
    yield from (f"it has no row for the fault point {point}" for point in sorted(points - steps))
    yield from (f"the source has no fault point {step}" for step in sorted(steps - points))
    listed = subprocess.run(["ctest", "-N", "--test-dir", str(build)], capture_output=True, text=True, check=True)
    tests = set(re.findall(r"Test +#\d+: (\S+)", listed.stdout))
    yield from (f"there is no test {test}" for test in sorted(set(TEST.findall(page)) - tests))
    for line in page.splitlines():
        if line.startswith("| ") and not line.startswith(("| fault |", "| --- ")) and not TEST.search(line):
            yield f"this row has no test: {line[:60]}"


def main():
    found = list(mistakes(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
    for mistake in found:
        print(f"docs/reliability.md: {mistake}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
