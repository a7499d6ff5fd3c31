# SPDX-License-Identifier: MIT
"""Every report for machines that one run writes: read by its readers, equal to what `render` makes of
the run folder, and to what is in that folder; the run's own exit code stays what it was.

    machine_reports.py --echocheck BIN --user USER --exit N -- ARGUMENTS of a run

{folder} in ARGUMENTS stands for an empty folder of this run.
"""

import argparse
import pathlib
import subprocess
import sys

from echocheck_run import CaseFailed, adopt_orphans, check_nobody_left, finish, folder_for, start

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "machine_reports"))
import check_reports  # noqa: E402
import readers  # noqa: E402

# As check_reports.py expects them to be named.
FILES = {
    "--json": "said.report.json",
    "--junit": "said.junit.xml",
    "--tap": "said.tap",
    "--gradescope": "said.gradescope.json",
    "--check50": "said.check50.json",
    "--markdown": "said.md",
}


def run(case, folder, words):
    words = [case.echocheck, *words]
    return finish(start(case.user, words, folder / "run"), words, folder / "run")


def annotations_of(said):
    """What is printed after the commands have been held back, and nothing of the target's is."""
    first, _, rest = said.stdout.decode().partition("\n")
    held, token = first.rsplit("::", 1)
    if held != "::stop-commands" or len(token) < 32:
        raise CaseFailed(f"commands are not held back: {first!r}")
    before, released, after = rest.partition(f"\n::{token}::\n")
    if not released or token in before:
        raise CaseFailed("commands are never released again")
    return after


def check_render(case, folder):
    """Made later, each is byte for byte the same."""
    again = folder / "again"
    again.mkdir()
    again.chmod(0o777)
    options = [word for option, name in FILES.items() for word in (option, str(again / name))]
    rendered = run(case, folder, ["render", str(folder / "run"), *options])
    if rendered.exit_code != 0 or rendered.said:
        raise CaseFailed(f"render says something\n{rendered.describe()}")
    for option, name in FILES.items():
        if (again / name).read_bytes() != (folder / name).read_bytes():
            raise CaseFailed(f"render {option} makes another file than the run did")
        printed = run(case, folder, ["render", str(folder / "run/report.json"), option, "-"])
        if printed.stdout != (folder / name).read_bytes():
            raise CaseFailed(f"render {option} - prints something else than it writes")
    printed = run(case, folder, ["render", str(folder / "run"), "--github-annotations"])
    if printed.stdout != (folder / "said.annotations.txt").read_bytes():
        raise CaseFailed("render --github-annotations prints something else than the run did")


def check_case(case, folder):
    options = [word for option, name in FILES.items() for word in (option, str(folder / name))]
    own = folder / "own"
    own.mkdir()
    own.chmod(0o777)
    arguments = [word.replace("{folder}", str(own)) for word in case.arguments]
    said = run(case, folder, [*arguments, "--out", str(folder / "run"), "--github-annotations",
                              *options])
    if said.exit_code != case.exit:
        raise CaseFailed(f"expected exit {case.exit}\n{said.describe()}")
    check_nobody_left()
    subprocess.run(["chmod", "-R", "a+rwX", str(folder)], check=True)
    (folder / "said.annotations.txt").write_text(annotations_of(said))
    for option, name in (("--json", "report.json"), ("--junit", "junit.xml")):
        if (folder / "run" / name).read_bytes() != (folder / FILES[option]).read_bytes():
            raise CaseFailed(f"{option} is another one than the run folder's {name}")
    check_reports.check(folder / FILES["--json"], str(folder / "said"))
    check_render(case, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--exit", type=int, default=0)
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    case = parser.parse_args()
    adopt_orphans()
    try:
        with folder_for(case.user) as folder:
            check_case(case, folder)
    except (CaseFailed, readers.Misread) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
