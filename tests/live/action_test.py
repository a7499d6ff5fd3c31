# SPDX-License-Identifier: MIT
"""action.yml: its shell steps really run, in a folder of their own, as GitHub's runner would run them.

    action_test.py --echocheck BIN --server BIN --broken BIN inputs|tarball|release|build|example
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = PROJECT / "docs" / "examples" / "github-actions" / "course.yml"
ACTION = yaml.safe_load((PROJECT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]


class Failed(Exception):
    """What was expected, and what was found."""


def expect(found, expected, what):
    if found != expected:
        raise Failed(f"{what}: found {found!r}, expected {expected!r}")


class Runner:
    """A runner's folders and variables, and programs that stand in for what reaches outside."""

    def __init__(self, case, folder):
        self.case, self.folder = case, folder
        self.work, self.temp, self.bin = folder / "work", folder / "temp", folder / "bin"
        self.action, self.output, self.summary = folder / "action", folder / "output", folder / "summary.md"
        for each in (self.work, self.temp, self.bin, self.action / "scripts"):
            each.mkdir(parents=True)
        # What the step before wrote stays in it.
        self.summary.write_text("before\n")
        self.github = {"action_path": str(self.action), "action_ref": "v1.2.3",
                       "action_repository": "owner/echocheck", "server_url": "https://github.invalid"}
        self.stand_in("sudo", "exit 9")

    def stand_in(self, name, script):
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    def make_tarball(self):
        """As scripts/package makes it, with the program that was built."""
        root = self.folder / "tree" / "echocheck-1.2.3-linux"
        (root / "bin").mkdir(parents=True)
        shutil.copy(self.case.echocheck, root / "bin" / "echocheck")
        shutil.copytree(PROJECT / "scenarios", root / "share" / "echocheck" / "scenarios")
        tarball = self.folder / "echocheck.tar.gz"
        subprocess.run(["tar", "-czf", tarball, "-C", root.parent, root.name], check=True)
        return tarball

    def value(self, text, inputs):
        """What GitHub makes of ${{ inputs.x }} and ${{ github.x }}."""
        def replace(found):
            where, name = found[1].split(".")
            return {"inputs": inputs, "github": self.github}[where][name]
        return re.sub(r"\$\{\{ ([a-z_.-]+) \}\}", replace, text)

    def play(self, **inputs):
        """Runs the steps until one fails: its exit code, and what all of them printed."""
        given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | inputs
        said = ""
        self.output.write_text("")
        for step in STEPS:
            if "run" not in step:
                continue
            environment = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
            environment |= {key: self.value(text, given) for key, text in step.get("env", {}).items()}
            environment |= {"PATH": f"{self.bin}:{os.environ['PATH']}", "RUNNER_TEMP": str(self.temp),
                            "GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(self.summary)}
            # As the runner calls bash.
            done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                                  cwd=self.work, env=environment, text=True, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said += done.stdout
            if done.returncode != 0:
                return done.returncode, said
        return 0, said

    def outputs(self):
        return dict(line.split("=", 1) for line in self.output.read_text().splitlines())


def check_inputs(_case, _runner):
    """No script has an expression in it, which a pull request could fill with commands."""
    used = set()
    for step in STEPS:
        if ("run" in step) == ("uses" in step):
            raise Failed(f"neither run nor uses, or both: {step}")
        if "run" in step:
            expect(step.get("shell"), "bash", step["name"])
            if "${{" in step["run"]:
                raise Failed(f"an expression in a script: {step['name']}")
        used |= set(re.findall(r"inputs\.([a-z-]+)", json.dumps(step)))
    expect(used, set(ACTION["inputs"]), "the inputs that are used")
    kept = [step for step in STEPS if step.get("uses", "").startswith("actions/upload-artifact@")]
    expect([step.get("if") for step in kept], ["${{ always() }}"], "the step that keeps the report")


def check_tarball(case, runner):
    tarball = str(runner.make_tarball())
    code, said = runner.play(tarball=tarball, target=f"{case.server} --quiet {{host}}:{{port}}", scenarios="basic",
                             args="--seed 7 --env 'TEXT=two words'", language="ja", name="one")
    expect(code, 0, said)
    expect(runner.outputs(), {"exit-code": "0", "report": "reports/one"}, "the outputs")
    report = json.loads((runner.work / "reports" / "one" / "report.json").read_text())
    expect([report["run"][key] for key in ("seed", "language", "verdict")], [7, "ja", "pass"], "the report's run")
    if "'TEXT=two words'" not in report["run"]["command"]:
        raise Failed(f"the words of args are not kept together: {report['run']['command']}")
    summary = runner.summary.read_text()
    if not summary.startswith("before\n") or "echocheck: pass" not in summary:
        raise Failed(f"the summary is {summary!r}")

    # The exit code is echocheck's, and what was found is shown all the same.
    runner.summary.write_text("")
    code, said = runner.play(tarball=tarball, target=str(case.broken), scenarios="basic bytes/two_texts", name="two")
    expect(code, 1, said)
    expect(runner.outputs(), {"exit-code": "1", "report": "reports/two"}, "the outputs")
    if "::error" not in said:
        raise Failed(f"no annotation in {said}")
    if "two_texts" not in runner.summary.read_text():
        raise Failed("nothing of a failure in the summary")

    # Nothing was played: no summary of the time before.
    runner.summary.write_text("")
    code, said = runner.play(tarball=tarball, target="./nothere", name="three")
    expect(code, 3, said)
    expect(runner.summary.read_text(), "", "the summary of no run")


def check_release(case, runner):
    tarball = runner.make_tarball()
    runner.stand_in("curl", f'printf "%s\\n" "$@" > "{runner.folder}/asked"\n'
                            f'while [ "$1" != --output ]; do shift; done; cp "{tarball}" "$2"')
    target = f"{case.server} --quiet {{host}}:{{port}}"
    for version, expected in (("", "1.2.3"), ("4.5.6", "4.5.6")):
        code, said = runner.play(version=version, target=target, scenarios="basic", name=f"of-{expected}")
        expect(code, 0, said)
        url = (runner.folder / "asked").read_text().splitlines()[-1]
        expect(url, "https://github.invalid/owner/echocheck/releases/download/"
                    f"v{expected}/echocheck-{expected}-linux-{os.uname().machine}.tar.gz", "the address")
    runner.github["action_ref"] = "main"
    code, said = runner.play(target=target, name="of-main")
    expect(code, 3, said)
    if "name a release" not in said:
        raise Failed(said)


def check_build(case, runner):
    script = runner.action / "scripts" / "run"
    script.write_text('#!/bin/bash\nprintf "%s\\n" "$*" > built\n')
    script.chmod(0o755)
    # cmake --install BUILD --prefix PREFIX
    runner.stand_in("cmake", f'[ "$1 $2 $3" = "--install {runner.action}/build/release --prefix" ] || exit 9\n'
                             f'mkdir -p "$4/bin" "$4/share/echocheck"\n'
                             f'cp "{case.echocheck}" "$4/bin/"\n'
                             f'cp -r "{PROJECT}/scenarios" "$4/share/echocheck/"')
    code, said = runner.play(build="true", target=f"{case.server} --quiet {{host}}:{{port}}", profile="basic")
    expect(code, 0, said)
    expect((runner.work / "built").read_text(), "--version\n", "what scripts/run is asked for")
    report = json.loads((runner.work / "reports" / "echocheck" / "report.json").read_text())
    expect(report["run"]["profile"], "basic", "the profile")


def check_example(_case, _runner):
    """It builds in one job, and the others take what that job has made, by inputs that there are."""
    jobs = yaml.safe_load(EXAMPLE.read_text())["jobs"]
    expect(set(jobs), {"echocheck", "check"}, "the jobs")
    expect(jobs["check"]["needs"], "echocheck", "what the others wait for")

    def step_of(job, uses):
        return next(step for step in jobs[job]["steps"] if step.get("uses", "").startswith(uses))

    made = step_of("echocheck", "actions/upload-artifact@")["with"]
    taken = step_of("check", "actions/download-artifact@")["with"]
    expect(taken["name"], made["name"], "the artifact")
    action = step_of("check", "./.echocheck")["with"]
    if unknown := set(action) - set(ACTION["inputs"]):
        raise Failed(f"the action has no inputs {unknown}")
    checkout = [step["with"]["path"] for step in jobs["check"]["steps"] if step.get("with", {}).get("repository")]
    expect(checkout, [".echocheck"], "where the action is")
    scripts = "\n".join(step.get("run", "") for step in jobs["check"]["steps"])
    if "scripts/" in scripts or action.get("build") == "true":
        raise Failed("each job builds echocheck")
    if "${{ matrix." not in action["name"]:
        raise Failed("the jobs' artifacts have one name")
    with tempfile.TemporaryDirectory(prefix="echocheck-example-") as name:
        folder = pathlib.Path(name)
        (folder / taken["path"]).mkdir()
        (folder / taken["path"] / "echocheck-1.2.3-linux-x86_64.tar.gz").touch()
        rename = next(step["run"] for step in jobs["check"]["steps"] if step["name"] == "Rename the archive")
        subprocess.run(["bash", "-e", "-c", rename], cwd=folder, check=True)
        if not (folder / action["tarball"]).exists():
            raise Failed(f"the archive is not at {action['tarball']}")


CHECKS = {"inputs": check_inputs, "tarball": check_tarball, "release": check_release, "build": check_build,
          "example": check_example}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("--echocheck", "--server", "--broken"):
        parser.add_argument(name, required=True, type=pathlib.Path)
    parser.add_argument("what", choices=CHECKS)
    case = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="echocheck-action-") as name:
            CHECKS[case.what](case, Runner(case, pathlib.Path(name)))
    except (Failed, subprocess.CalledProcessError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
