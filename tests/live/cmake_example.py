# SPDX-License-Identifier: MIT
"""Builds docs/examples/cmake against an installed echocheck, and runs its tests with ctest.

    cmake_example.py --prefix FOLDER    what is installed there
    cmake_example.py --build FOLDER     what that build folder installs, into a folder of its own

The installed tree is moved first where it is our own: it has to be relocatable. The example's own
server passes; the faulty one fails, by the scenario that is there for its fault; scenarios that come
later are found without configuring again; what is skipped is not passed, and what could not be
judged is neither.
"""

import argparse
import contextlib
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = PROJECT / "docs" / "examples" / "cmake"

UNPLAYED_ON_TCP = """{"format": 1, "title": "A datagram", "tags": ["basic"],
  "server": {"transport": "udp"}, "clients": [{"name": "c", "port": 50001, "steps": [
    "connect", {"send": "hoge"}, {"expect": "echo"}, "close"]}]}"""


class Failed(Exception):
    """What was expected, and what was found."""


def run(*words, expect=0):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if expect is not None and done.returncode != expect:
        raise Failed(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


@contextlib.contextmanager
def installed(case):
    if case.prefix:
        yield case.prefix.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="echocheck-install-") as folder:
        first = pathlib.Path(folder, "first")
        run("cmake", "--install", case.build, "--prefix", first)
        moved = pathlib.Path(folder, "moved here")
        first.rename(moved)
        yield moved


def configure(prefix, source, build, *options):
    run("cmake", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug", *options)
    run("cmake", "--build", build)


def play(build, *options):
    """How each test came out: passed, failed or skipped; by ctest's own JUnit report."""
    junit = build / "junit.xml"
    junit.unlink(missing_ok=True)
    said = run("ctest", "--test-dir", build, "-j", "4", "--output-junit", junit, *options, expect=None)
    if not junit.exists():
        raise Failed(f"ctest wrote no report\n{said}")
    outcomes = {}
    for case in xml.etree.ElementTree.parse(junit).getroot().iter("testcase"):
        words = {"run": "passed", "fail": "failed", "notrun": "skipped", "disabled": "skipped"}
        outcomes[case.get("name")] = (words[case.get("status")], case.findtext("system-out") or "")
    return outcomes


def expect(outcomes, expected, said=""):
    found = {name: outcome for name, (outcome, _) in outcomes.items()}
    for name, outcome in expected.items():
        if found.get(name) != outcome:
            raise Failed(f"{name}: expected {outcome}, found {found}\n{outcomes.get(name, ('', ''))[1]}")
    if said and said not in "".join(text for _, text in outcomes.values()):
        raise Failed(f"no test says {said!r}")


def check_the_example(prefix, folder):
    build = folder / "build"
    configure(prefix, EXAMPLE, build, "-DWITH_FAULTY_SERVER=ON")
    outcomes = play(build, "-L", "basic", "-LE", "faulty")
    expect(outcomes, {"echo_server.basic": "passed", "echo_server.bytes/two_texts": "passed"})
    if others := [name for name, (outcome, _) in outcomes.items() if outcome != "passed"]:
        raise Failed(f"not passed: {others}")
    outcomes = play(build, "-L", "faulty")
    expect(
        outcomes,
        {"faulty_server.bytes/embedded_nul": "failed", "faulty_server.bytes/two_texts": "passed"},
        said="cut-at-nul",
    )
    report = build / "echocheck" / "faulty_server" / "bytes" / "embedded_nul" / "report.json"
    if not report.exists():
        raise Failed(f"no run folder is where it should be: {report}")


def check_outcomes(prefix, folder):
    """A project with scenarios of its own, which come and go."""
    source = folder / "own source"
    shutil.copytree(EXAMPLE, source)
    tests = source / "my scenarios"
    tests.mkdir()
    shutil.copy(PROJECT / "scenarios" / "basic.json", tests / "first.json")
    lists = source / "CMakeLists.txt"
    lists.write_text(
        lists.read_text()
        + 'echocheck_add_tests(TARGET echo_server ARGS {host} {port} SCENARIOS "my scenarios" PREFIX "own." LABELS own TIMEOUT 60)\n'
        + "echocheck_add_tests(COMMAND \"'${CMAKE_CURRENT_BINARY_DIR}/echo_server' {host} {port}\"\n"
        + '                    SCENARIOS scenarios/basic.json PREFIX "command." LABELS command)\n'
        + "echocheck_add_tests(COMMAND /nothing/there PREFIX absent. SCENARIOS scenarios/basic.json LABELS absent)\n"
    )
    build = folder / "own build"
    configure(prefix, source, build)
    expect(play(build, "-L", "own"), {"own.first": "passed"})
    expect(play(build, "-L", "command"), {"command.basic": "passed"})
    expect(play(build, "-L", "absent"), {"absent.basic": "failed"}, said="/nothing/there")
    (tests / "later").mkdir()
    shutil.copy(tests / "first.json", tests / "later" / "first.json")
    (tests / "datagram.json").write_text(UNPLAYED_ON_TCP)
    expect(
        play(build, "-L", "own"),
        {"own.first": "passed", "own.first-2": "passed", "own.datagram": "skipped"},
    )
    (tests / "bad.json").write_text("{}")
    expect(play(build, "-L", "own"), {"own.scenarios": "failed"}, said="bad.json")
    shutil.rmtree(tests)
    tests.mkdir()
    expect(play(build, "-L", "own"), {"own.scenarios": "failed"}, said="no scenario")


def check_inconclusive(prefix, folder):
    """Where not enough could be seen the test fails: it is neither passed nor skipped."""
    source = folder / "sees nothing"
    shutil.copytree(EXAMPLE, source)
    lists = source / "CMakeLists.txt"
    lists.write_text(
        lists.read_text()
        + "echocheck_add_tests(TARGET echo_server ARGS {host} {port} SCENARIOS scenarios/basic.json\n"
        + "                    PREFIX full. LABELS full OPTIONS --json /dev/full)\n"
    )
    build = folder / "sees nothing build"
    configure(prefix, source, build)
    expect(play(build, "-L", "full"), {"full.basic": "failed"}, said="/dev/full")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--prefix", type=pathlib.Path)
    place.add_argument("--build", type=pathlib.Path)
    case = parser.parse_args()
    try:
        with installed(case) as prefix, tempfile.TemporaryDirectory(prefix="echocheck-example-") as folder:
            check_the_example(prefix, pathlib.Path(folder))
            check_outcomes(prefix, pathlib.Path(folder))
            check_inconclusive(prefix, pathlib.Path(folder))
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
