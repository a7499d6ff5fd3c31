# SPDX-License-Identifier: MIT
"""As whom a target runs, and in which environment: what the target itself says of both.

    target_user_test.py --echocheck BIN --server tells_who_it_is --reference BIN --user ordinary|root CASE
"""

import argparse
import os
import pathlib
import pwd
import shutil
import subprocess
import sys

from echocheck_run import (HANG_SECONDS, NOBODY, PROJECT, CaseFailed, Run, check_nobody_left, play_case,
                           words_as)

SCENARIOS = PROJECT / "scenarios"
BASIC = str(SCENARIOS / "basic.json")
NO_RIGHTS = ["CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000",
             "NoNewPrivs:\t1"]
DAEMON = pwd.getpwnam("daemon")
# The host arena takes a loopback that nobody else uses.
OWN_LOOPBACK = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
ARENAS = (("private", []), ("host", OWN_LOOPBACK))


class Place:
    """A folder that every user may enter, with the servers in it."""

    def __init__(self, case, folder):
        self.case, self.folder, self.runs = case, folder, 0
        folder.chmod(0o755)
        for server in (case.server, case.reference):
            shutil.copy(server, folder)

    def play(self, *words, expect=0, environment=None, before=(), typed=None, where="."):
        """Runs echocheck without what tells of sudo, and with `environment`; `before`: the words before it. With
        `expect` None any exit code will do."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SUDO_")}
        words = [*words_as(self.case.user, [*before, self.case.echocheck]), *words]
        done = subprocess.run(words, input=typed, capture_output=True, timeout=HANG_SECONDS, check=False,
                              cwd=self.folder / where, env={**kept, "LC_ALL": "C.UTF-8", **(environment or {})})
        run = Run(words, done.returncode, done.stdout, done.stderr, self.folder)
        if expect is not None and run.exit_code != expect:
            raise CaseFailed(f"expected exit {expect}\n{run.describe()}")
        check_nobody_left()
        return run

    def told(self, *words, names=(), **options):
        """What the target says, line by line."""
        self.runs += 1
        out = self.folder / f"run-{self.runs}"
        command = " ".join(["./tells_who_it_is {port}", *names])
        run = self.play("--out", str(out), "--target", command, *words, BASIC, **options)
        return run, (out / "basic" / "target.log").read_text().splitlines()


def expect_lines(lines, expected):
    if missing := [line for line in expected if line not in lines]:
        raise CaseFailed("the target does not say " + repr(missing) + ", but\n" + "\n".join(lines))


def expect_said(run, *texts):
    said = " ".join(run.said.split())
    for text in texts:
        if text not in said:
            raise CaseFailed(f"it does not say {text!r}\n{run.describe()}")


def environment(place):
    """The caller's variables, without those that name secrets."""
    callers = {"GITHUB_TOKEN": "secret", "db_password": "secret", "PLAIN": "seen", "PORT": "1",
               "SSH_AUTH_SOCK": "/tmp/agent"}
    names = ["GITHUB_TOKEN", "db_password", "PLAIN", "PORT", "SSH_AUTH_SOCK"]
    _, lines = place.told(names=names, environment=callers)
    expect_lines(lines, ["GITHUB_TOKEN is not set", "db_password is not set", "PLAIN seen", "PORT 50000",
                         "SSH_AUTH_SOCK /tmp/agent", *NO_RIGHTS])
    run, lines = place.told("--env", "GITHUB_TOKEN", "--env", "PLAIN=set", "--env", "db_password=", names=names,
                            environment=callers)
    expect_lines(lines, ["GITHUB_TOKEN secret", "PLAIN set", "db_password "])
    # A secret that is passed on by its name is in no file of ours but the target's own output.
    report = (place.folder / "run-2" / "report.json").read_text()
    if "secret" in report.replace("GITHUB_TOKEN secret", ""):
        raise CaseFailed("the secret is in the report")
    for name, text in (("GITHUB_TOKE", 'no variable "GITHUB_TOKE", did you mean "GITHUB_TOKEN"?'),
                       ("=x", 'expected NAME=VALUE, or NAME of a variable of yours, not "=x"'),
                       ("", 'of a variable of yours, not ""'), ("A B", 'no variable "A B"')):
        run = place.play("--no-reports", "--env", name, "./reference_server", BASIC, expect=3, environment=callers)
        expect_said(run, text)
    run = place.play("watch", "--env", "GITHUB_TOKEN", "--target", "./tells_who_it_is {port} GITHUB_TOKEN db_password",
                     environment=callers, typed=b"hoge\n")
    expect_said(run, "GITHUB_TOKEN secret", "db_password is not set", "all came back unchanged")


def account_lines(account, group=None):
    group = account.pw_gid if group is None else group
    groups = " ".join(map(str, sorted(set(os.getgrouplist(account.pw_name, group)))))
    return [f"uid {account.pw_uid} {account.pw_uid} {account.pw_uid}", f"gid {group} {group} {group}",
            f"Groups:\t{groups} ", f"HOME {account.pw_dir}", f"USER {account.pw_name}",
            f"LOGNAME {account.pw_name}", "SUDO_UID is not set", "SUDO_COMMAND is not set",
            "/dev/stderr opens", *NO_RIGHTS]


NAMES = ["HOME", "USER", "LOGNAME", "SUDO_UID", "SUDO_COMMAND"]


def sudo_of(account, group=None):
    return {"SUDO_UID": str(account.pw_uid), "SUDO_GID": str(account.pw_gid if group is None else group),
            "SUDO_USER": account.pw_name, "SUDO_COMMAND": "echocheck", "HOME": "/root", "USER": "root"}


def sudo(place):
    """Run by sudo, the target runs as the one who ran sudo, in either arena."""
    for isolation, before in ARENAS:
        run, lines = place.told("--isolation", isolation, names=NAMES, environment=sudo_of(DAEMON), before=before)
        expect_lines(lines, account_lines(DAEMON))
        expect_said(run, "the server runs as daemon, who ran sudo", "--user root")
    _, lines = place.told(names=NAMES, environment=sudo_of(DAEMON, NOBODY))
    expect_lines(lines, account_lines(DAEMON, NOBODY))
    # Root stays root: by its own sudo, when told to, and without any sudo.
    root = ["uid 0 0 0", "gid 0 0 0", "HOME /root", *NO_RIGHTS]
    for words, variables in (((), sudo_of(pwd.getpwuid(0))), (("--user", "root"), sudo_of(DAEMON)),
                             ((), {"HOME": "/root"})):
        _, lines = place.told(*words, names=["HOME"], environment=variables)
        expect_lines(lines, root)
    run = place.play("--no-reports", "./reference_server", BASIC, environment={"SUDO_UID": "me"}, expect=3)
    expect_said(run, 'SUDO_UID is "me"')


def user(place):
    """--user, by name and number; it counts more than sudo."""
    for words in (("--user", "daemon"), ("--user", str(DAEMON.pw_uid))):
        _, lines = place.told(*words, names=NAMES, environment=sudo_of(pwd.getpwuid(NOBODY)))
        expect_lines(lines, account_lines(DAEMON))
    _, lines = place.told("--user", "daemon", "--env", "HOME=/tmp", names=["HOME"])
    expect_lines(lines, ["HOME /tmp"])
    _, lines = place.told("--user", "3999999999", names=["HOME"])
    expect_lines(lines, ["uid 3999999999 3999999999 3999999999", "gid 3999999999 3999999999 3999999999",
                         "HOME /"])
    for words, texts in ((["--user", "daemonn"], ['no user "daemonn", did you mean "daemon"?']),
                         (["--user", ""], ["--user: expected the name of a user"]),
                         (["--user", "daemon", "--connect", "127.0.0.1:1"], ["--user is about launching"])):
        server = () if "--connect" in words else ("./reference_server",)
        expect_said(place.play("--no-reports", *words, *server, BASIC, expect=3), *texts)
    run = place.play("watch", "--user", "daemon", "--port", "50000", expect=3)
    expect_said(run, "--user needs --target")


def user_of_ordinary(place):
    """An ordinary user may name itself alone; what sudo says is nothing to it."""
    own = str(NOBODY if os.geteuid() == 0 else os.geteuid())
    for words in ((), ("--user", own)):
        _, lines = place.told(*words, environment={"SUDO_UID": "1", "SUDO_GID": "1"})
        expect_lines(lines, [f"uid {own} {own} {own}"])
    run = place.play("--no-reports", "--user", "root", "./reference_server", BASIC, expect=3)
    expect_said(run, "only root may run the server as another user (root)")


def whole(place):
    """What is done to a target, and seen of it, in either arena: signals, its sockets, its descriptors."""
    for isolation, before in ARENAS:
        run = place.play("--no-reports", "--user", "daemon", "--isolation", isolation, "./reference_server",
                         BASIC, str(SCENARIOS / "process"), before=before)
        expect_said(run, "pass: the target conforms")


def watched(place):
    run = place.play("watch", "--target", "./tells_who_it_is {port} HOME", environment=sudo_of(DAEMON), typed=b"hoge\n")
    expect_said(run, f"uid {DAEMON.pw_uid} {DAEMON.pw_uid} {DAEMON.pw_uid}", f"HOME {DAEMON.pw_dir}",
                "all came back unchanged")


def closed(place):
    """What the user may not execute or enter is named before anything is played."""
    shut = place.folder / "shut"
    shut.mkdir(mode=0o700)
    shutil.copy(place.case.reference, shut)
    private = place.folder / "private_server"
    shutil.copy(place.case.reference, private)
    private.chmod(0o700)
    options = ("--no-reports", "--user", "daemon")
    run = place.play(*options, "./private_server", BASIC, expect=3)
    expect_said(run, f"{private}: the user daemon cannot execute it: Permission denied")
    run = place.play(*options, "shut/reference_server", BASIC, expect=3)
    expect_said(run, f"{shut}/reference_server: the user daemon cannot execute it: {shut}: Permission denied")
    for where, words in (("shut", ()), (".", ("--cwd", "shut"))):
        run = place.play(*options, *words, f"{place.folder}/reference_server", BASIC, where=where, expect=3)
        expect_said(run, f"{shut}: the user daemon cannot enter the server's working directory: Permission denied")
    run = place.play("watch", "--user", "daemon", "--target", "./private_server", expect=3)
    expect_said(run, "the user daemon cannot execute it")


def rights(place):
    """A container without a right: an error of the environment, and never root in silence."""

    def without(right):
        return ["setpriv", f"--bounding-set=-{right}", f"--inh-caps=-{right}"]

    told = ["--no-reports", "./reference_server", BASIC]
    by_sudo = {"environment": sudo_of(DAEMON), "expect": 2}
    for right in ("setuid", "setgid"):
        run = place.play(*told, before=without(right), **by_sudo)
        expect_said(run, "cannot run as the user daemon", "CAP_SETUID or CAP_SETGID", "--user root")
    for right in ("kill", "chown", "sys_ptrace"):
        place.play("--isolation", "private", *told, before=without(right), **by_sudo | {"expect": 0})
        run = place.play("--isolation", "host", *told, before=OWN_LOOPBACK + without(right), **by_sudo)
        expect_said(run, f"it lacks CAP_{right.upper()}", "--user root")
    run = place.play("--isolation", "private", *told, before=without("setfcap"), **by_sudo)
    expect_said(run, "CAP_SETFCAP", "--user root")
    place.play("--user", "root", *told, before=without("setuid"), environment=sudo_of(DAEMON))


CASES = {case.__name__: case
         for case in (environment, sudo, user, user_of_ordinary, whole, watched, closed, rights)}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--reference", required=True)
    parser.add_argument("--user", choices=["ordinary", "root"], required=True)
    parser.add_argument("case", choices=CASES)
    case = parser.parse_args()
    return play_case(case.user, lambda folder: CASES[case.case](Place(case, pathlib.Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
