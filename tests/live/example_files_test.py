# SPDX-License-Identifier: MIT
"""docs/examples: the workflow can be read, the Makefile works, and both name only what there is.

    example_files_test.py --echocheck BIN workflow|makefile
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import yaml

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = PROJECT / "docs" / "examples"


class Failed(Exception):
    """What was expected, and what was found."""


def run(words, expect, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, **options)
    if done.returncode != expect:
        raise Failed(f"{words}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def commands_in(script):
    """The words of each call of echocheck in a shell's script."""
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(line)
        if words and words[0].split("/")[-1] == "echocheck":
            yield words[1:]


def check_command(echocheck, words):
    """The command is there, and so are its options."""
    helped = run([echocheck, words[0], "--help"], 0)
    if words[0] != "run" and f"echocheck {words[0]}" not in helped:
        raise Failed(f"echocheck has no command {words[0]}:\n{helped}")
    known = set(re.findall(r"--[a-z0-9-]+", helped))
    for word in words[1:]:
        if word.startswith("--") and word.split("=")[0] not in known:
            raise Failed(f"echocheck {words[0]} has no {word}")


def check_workflow(case):
    workflow = yaml.safe_load((EXAMPLES / "github-actions" / "echocheck.yml").read_text())
    # What YAML makes of the key "on".
    if set(workflow) != {"name", True, "jobs"}:
        raise Failed(f"the workflow's keys are {sorted(map(str, workflow))}")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    if bad := [step for step in steps if ("run" in step) == ("uses" in step)]:
        raise Failed(f"neither run nor uses, or both: {bad}")
    commands = [words for step in steps for words in commands_in(step.get("run", ""))]
    if [words[0] for words in commands] != ["run"]:
        raise Failed(f"expected one run of echocheck, found {commands}")
    check_command(case.echocheck, commands[0])
    for option in ("--junit", "--markdown", "--out"):
        if option not in commands[0]:
            raise Failed(f"no {option} in {commands[0]}")
    if not any("GITHUB_STEP_SUMMARY" in step.get("run", "") for step in steps):
        raise Failed("nothing goes to the run's page")
    if not any(step.get("uses", "").startswith("actions/upload-artifact@") for step in steps):
        raise Failed("nothing is kept")


def check_makefile(case):
    with tempfile.TemporaryDirectory(prefix="echocheck-make-") as name:
        folder = pathlib.Path(name)
        shutil.copy(EXAMPLES / "make" / "Makefile", folder)
        for source in ("echo_server.c", "faulty_server.c"):
            shutil.copy(EXAMPLES / "cmake" / source, folder)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}

        def make(*words, expect):
            words = ["make", f"ECHOCHECK={case.echocheck}", *words]
            return run(words, expect, cwd=folder, env=environment)

        said = make("check", "PROFILE=basic", f"OPTIONS={PROJECT}/scenarios", expect=0)
        if "pass" not in said:
            raise Failed(said)
        report = json.loads((folder / "reports" / "latest" / "report.json").read_text())
        if report["run"]["verdict"] != "pass" or report["run"]["profile"] != "basic":
            raise Failed(f"the report says {report['run']}")
        said = make("check", "SERVER=faulty_server", f"OPTIONS={PROJECT}/scenarios/bytes", expect=2)
        if "cut-at-nul" not in said:
            raise Failed(said)
        for target in ("check", "watch"):
            commands = list(commands_in(make("-n", target, expect=0)))
            if len(commands) != 1:
                raise Failed(f"make {target} calls echocheck so: {commands}")
            check_command(case.echocheck, commands[0])
        make("clean", expect=0)
        if (folder / "echo_server").exists():
            raise Failed("make clean left the server")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("what", choices=["workflow", "makefile"])
    case = parser.parse_args()
    try:
        {"workflow": check_workflow, "makefile": check_makefile}[case.what](case)
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
