# SPDX-License-Identifier: MIT
"""--version names what echocheck was built from; FindCommit.cmake finds the commit.

    version_test.py --echocheck BIN --cmake CMAKE text|commit
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from shell_completion import Failed, run

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
FIND_COMMIT = PROJECT / "cmake" / "FindCommit.cmake"
GIT = ["git", "-c", "user.name=test", "-c", "user.email=test", "-c", "init.defaultBranch=main"]


def check_text(case):
    first, *lines = run([case.echocheck, "--version"]).splitlines()
    version = re.search(r"project\(echocheck VERSION (\S+)", (PROJECT / "CMakeLists.txt").read_text())[1]
    if not re.fullmatch(rf"echocheck {re.escape(version)} \(commit ([0-9a-f]+(-dirty)?|unknown)\)", first):
        raise Failed(f"the first line is {first!r}")
    number = r"\d+(\.\d+)+"
    expected = [r"Compiler (GCC|Clang) .+, \w+", rf"Boost {number}", rf"libpcap {number}.*",
                rf"nlohmann/json {number}", rf"CLI11 {number}", rf"fmt {number}", rf"zlib {number}.*",
                rf"pugixml {number}", rf"libnl {number}", rf"nettle {number}",
                rf"libseccomp {number}"]
    if len(lines) != len(expected) or not all(map(re.fullmatch, expected, lines)):
        raise Failed(f"expected lines as {expected}, found {lines}")


def found_in(case, source):
    """The commit and the date that are found for a folder of sources."""
    output = source.parent / "found.cc"
    run([case.cmake, "-D", f"SOURCE_DIR={source}", "-D", f"OUTPUT={output}", "-P", FIND_COMMIT],
        env=dict(os.environ, SOURCE_DATE_EPOCH="0"))
    return tuple(re.findall(r'= "(.*)";', output.read_text()))


def expect(found, expected, where):
    if found != expected:
        raise Failed(f"{where}: found {found}, expected {expected}")


def check_commit(case):
    with tempfile.TemporaryDirectory(prefix="echocheck-commit-") as name:
        source = pathlib.Path(name) / "source"
        (source / "cmake").mkdir(parents=True)
        stamp = source / "cmake" / "commit.txt"
        stamp.write_bytes((PROJECT / "cmake" / "commit.txt").read_bytes())
        (source / ".gitattributes").write_bytes((PROJECT / ".gitattributes").read_bytes())
        expect(found_in(case, source), ("unknown", "1970-01-01"), "no git")

        git = [*GIT, "-C", str(source)]
        run([*git, "init", "-q"])
        run([*git, "add", "."])
        run([*git, "commit", "-q", "-m", "one"], env=dict(os.environ, GIT_COMMITTER_DATE="2001-02-03T12:00:00Z"))
        run([*git, "tag", "-m", "a tag", "v1"])
        commit = run([*git, "rev-parse", "--short", "HEAD"]).strip()
        expect(found_in(case, source), (commit, "2001-02-03"), "a tagged commit")
        found = source.parent / "found.cc"
        os.utime(found, (1, 1))
        found_in(case, source)
        expect(found.stat().st_mtime, 1, "the time of the file when nothing has changed")

        archive = source.parent / "archive"
        archive.mkdir()
        tar = subprocess.run([*git, "archive", "HEAD"], check=True, capture_output=True)
        subprocess.run(["tar", "-x", "-C", archive], input=tar.stdout, check=True)
        expect(found_in(case, archive), (commit, "2001-02-03"), "an archive")

        stamp.write_text("changed\n")
        expect(found_in(case, source), (commit + "-dirty", "2001-02-03"), "a changed file")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("what", choices=["text", "commit"])
    case = parser.parse_args()
    try:
        {"text": check_text, "commit": check_commit}[case.what](case)
    except (Failed, subprocess.CalledProcessError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
