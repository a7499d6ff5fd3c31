# SPDX-License-Identifier: MIT
"""Holds the Containerfile against a linter, and its packages against the libraries of the program.

    containerfile_test.py --echocheck BIN --linter BIN syntax|libraries
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
CONTAINERFILE = PROJECT / "Containerfile"


class Failed(Exception):
    """What was expected, and what was found."""


def run(words, expect=0):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != expect:
        raise Failed(f"{words}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}")
    return done.stdout


def instructions():
    """[["RUN", "apt-get ..."], ...], without comments, each on one line."""
    lines = [line for line in CONTAINERFILE.read_text().splitlines() if not line.startswith("#")]
    return [line.split(None, 1) for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines() if line]


def check_syntax(case):
    if said := run([case.linter, "lint", CONTAINERFILE]):
        raise Failed(said)
    # A linter that finds nothing in anything would be no test.
    with tempfile.TemporaryDirectory(prefix="echocheck-container-") as name:
        wrong = pathlib.Path(name) / "Containerfile"
        wrong.write_text(CONTAINERFILE.read_text().replace("COPY --from=", "COPY --fron="))
        run([case.linter, "lint", wrong], expect=1)
    for what, text in instructions():
        if what == "RUN":
            run(["sh", "-n", "-c", text])
    stages = [text for what, text in instructions() if what == "FROM"]
    if [stage.split()[0] for stage in stages] != ["debian:bookworm-slim"] * 2:
        raise Failed(f"the stages are {stages}")
    of_final_image = instructions()[[what for what, _ in instructions()].index("FROM", 1):]
    if ["USER", "echocheck"] not in of_final_image or ["ENTRYPOINT", '["echocheck"]'] not in of_final_image:
        raise Failed(f"the final image is {of_final_image}")


def check_libraries(case):
    """Each library that the program names is of a package that the final image installs, or of Debian's base."""
    if "VERSION_CODENAME=bookworm" not in pathlib.Path("/etc/os-release").read_text():
        print("the packages of the image are those of Debian 12, and this is another release")
        return
    installs = [text for what, text in instructions() if what == "RUN" and "apt-get install" in text][-1]
    listed = set(installs.split("--no-install-recommends")[1].split("&&")[0].split())
    needed = re.findall(r"NEEDED\s+(\S+)", run(["objdump", "-p", case.echocheck]))
    paths = dict(re.findall(r"^\s*(\S+) => (\S+)", run(["ldd", case.echocheck]), re.MULTILINE))
    for library in needed:
        path = pathlib.Path(paths[library]).resolve()
        found = run(["dpkg-query", "-S", f"*/{path.name}"])
        packages = {line.split(":")[0] for line in found.splitlines()}  # for several architectures
        if not packages & (listed | {"libc6", "libgcc-s1", "libstdc++6"}):
            raise Failed(f"{library} is of {packages}, which the image does not install: {sorted(listed)}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--linter", required=True)
    parser.add_argument("what", choices=["syntax", "libraries"])
    case = parser.parse_args()
    try:
        {"syntax": check_syntax, "libraries": check_libraries}[case.what](case)
    except (Failed, OSError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
