# SPDX-License-Identifier: MIT
"""The man page and the completions of shells have every option that --help shows.

    manual_test.py --echocheck BIN --share SHARE --install SCRIPT page|installed|bash|zsh|fish

SCRIPT is the cmake_install.cmake of the folder that makes them.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from shell_completion import SHELLS, Failed, run

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent


def help_of(case, command):
    return run([case.echocheck, command, "--help"])


def commands(case):
    """Their names, from the overview."""
    return [found.split()[0] for found in
            re.findall(r"^  echocheck \[?(\w+)", run([case.echocheck, "help"]).split("\n\n")[1], re.MULTILINE)]


def options_in(text):
    """The options of a --help: {"--color": ["auto", "always", "never"], "--quiet": []}."""
    found = {}
    for names, rest in re.findall(r"^  ((?:-\w, *)?--[a-z0-9-]+)(.*)$", text, re.MULTILINE):
        values = re.search(r":\{([^}]*)\}", rest)
        for name in names.split(","):
            found[name.strip()] = values.group(1).split(",") if values else []
    return found


def check_page(case):
    page = case.share / "man" / "man1" / "echocheck.1"
    run(["mandoc", "-T", "lint", "-W", "warning", page])
    text = re.sub(r".\x08", "", run(["mandoc", "-T", "ascii", "-O", "width=78", page]))
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "FILES", "ENVIRONMENT",
                    "EXAMPLES", "SEE ALSO"):
        if not re.search(f"^{section}$", text, re.MULTILINE):
            raise Failed(f"the page has no section {section}")
    sections = dict(re.findall(r"^   echocheck (\w+)\n((?:(?:       .*)?\n)+)", text, re.MULTILINE))
    for command in commands(case):
        shown = set(re.findall(r"^       (-.*)$", sections.get(command, ""), re.MULTILINE))
        shown = {name for line in shown for name in re.findall(r"(?:^|, )(--?[a-z0-9-]+)", line)}
        expected = set(options_in(help_of(case, command)))
        if shown != expected:
            raise Failed(f"echocheck {command}: only one of page and --help has {shown ^ expected}")


def check_installed(case):
    """Each file is where man and the shells look for it."""
    with tempfile.TemporaryDirectory(prefix="echocheck-manual-") as name:
        run(["cmake", f"-DCMAKE_INSTALL_PREFIX={name}", "-P", case.install])
        files = {str(path.relative_to(name)) for path in pathlib.Path(name).rglob("*") if path.is_file()}
        expected = {"share/man/man1/echocheck.1"} | {f"share/{shell.file}" for shell in SHELLS.values()}
        if files != expected:
            raise Failed(f"installed are {sorted(files)}")


def expect_all(said, expected, words):
    if missing := set(expected) - said:
        raise Failed(f"{words}: {sorted(missing)} are not offered, but {sorted(said)}")


def check_options(case, shell):
    for command in commands(case):
        options = options_in(help_of(case, command))
        long = {name for name in options if name.startswith("--")}
        words = ["echocheck", command, "--"]
        offered = {name.rstrip("=") for name in shell.offers(words) if name.startswith("--")} - {"--"}
        if offered != long:
            raise Failed(f"{words}: only one of shell and --help has {offered ^ long}")
        for name, values in options.items():
            if values:
                expect_all(shell.offers(["echocheck", command, name, ""]), values, [command, name])
        if command == "run":
            expect_all({name.rstrip("=") for name in shell.offers(["echocheck", "--"])},
                       long | {"--version"}, ["--"])


def check_values(shell):
    for words, expected in (
        (["run", "--only", "close/half_c"], ["close/half_close"]),
        (["replay", "run-folder", "--scenario", "bas"], ["basic"]),
        (["./server", "basic", "close/half_c"], ["close/half_close"]),
        (["watch", "--interface", "l"], ["lo"]),
        (["list", "s"], ["scenarios"]),
        (["run", "--port", "a"], ["any"]),
        (["run", "--tag", "basic", "--ta"], ["--tag"]),  # it may be repeated
        (["help", "re"], ["render", "replay"]),
        (["re"], ["render", "replay"]),
        (["echochec"], ["echocheck"]),  # a program in PATH
        (["run", "echochec"], ["echocheck"]),
        (["explain", "session"], ["session.pcap"]),
        (["explain", "session.pcap", "--annotate", "session"], ["session.pcap"]),
        (["run", "--html", "session"], ["session.pcap"]),
    ):
        expect_all({word.rstrip("=") for word in shell.offers(["echocheck", *words])}, expected, words)
    for words, folder in ((["replay", "run-"], "run-folder"), (["run", "--out", "run-"], "run-folder")):
        offered = {name.rstrip("/") for name in shell.offers(["echocheck", *words])}
        expect_all(offered, [folder], words)
        if "run-file" in offered:
            raise Failed(f"{words}: a file is offered for a folder")
    if offered := shell.offers(["echocheck", "run", "--seed", "ses"]):
        raise Failed(f"--seed takes a number, and is offered {offered}")
    offered = {word.removeprefix("--color=") for word in shell.offers(["echocheck", "run", "--color=al"])}
    if offered != {"always"}:
        raise Failed(f"--color=al: {offered} is offered")


def check_shell(case):
    kind = SHELLS[case.what]
    run([*kind.check, case.share / kind.file])
    with tempfile.TemporaryDirectory(prefix="echocheck-completion-") as name:
        folder = pathlib.Path(name)
        (folder / "session.pcap").touch()
        (folder / "run-file").touch()
        (folder / "run-folder").mkdir()
        environment = dict(os.environ, HOME=name, PATH=f"{case.echocheck.parent}:{os.environ['PATH']}")
        shell = kind(case.share, environment, folder)
        try:
            check_options(case, shell)
            check_values(shell)
        finally:
            shell.close()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True, type=pathlib.Path)
    parser.add_argument("--share", required=True, type=pathlib.Path)
    parser.add_argument("--install", required=True, type=pathlib.Path)
    parser.add_argument("what", choices=["page", "installed", *SHELLS])
    case = parser.parse_args()
    needed = {"page": "mandoc", "installed": "cmake"}.get(case.what, case.what)
    if not shutil.which(needed):
        print(f"FAILED: {needed} is missing; scripts/setup.sh lists it", file=sys.stderr)
        return 1
    try:
        {"page": check_page, "installed": check_installed}.get(case.what, check_shell)(case)
    except (Failed, subprocess.TimeoutExpired) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
