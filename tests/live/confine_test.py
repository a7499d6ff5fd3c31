# SPDX-License-Identifier: MIT
"""What a confined server (--confine) can do, and what it cannot: what the server itself says.

    confine_test.py --echocheck BIN --server tries_to_break_out --reference BIN --user ordinary|root CASE
"""

import argparse
import ctypes
import os
import pathlib
import pwd
import shutil
import struct
import subprocess
import sys
import tempfile

from echocheck_run import NOBODY, PROJECT, CaseFailed, play_case
from target_user_test import DAEMON, OWN_LOOPBACK, Place, expect_lines, expect_said, sudo_of

SCENARIOS = PROJECT / "scenarios"
BASIC = str(SCENARIOS / "basic.json")
CALLS = ("ptrace", "unshare", "mount", "bpf", "perf_event_open", "keyctl", "finit_module", "alg", "packet")
# One that every user may execute.
PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable
PASSES = "pass: the target conforms"


class ConfinePlace(Place):
    def arenas(self):
        """Each with the words before a command. An ordinary user cannot make a loopback of its own."""
        return (("private", []), ("host", self.own_loopback()))

    def own_loopback(self):
        return OWN_LOOPBACK if self.case.user == "root" else []

    def tried(self, *words, tries=(), **options):
        """What the server says of its tries, line by line."""
        self.runs += 1
        out = self.folder / f"run-{self.runs}"
        command = " ".join(["./tries_to_break_out {port}", *tries])
        run = self.play("--out", str(out), "--confine", "--target", command, *words, BASIC, **options)
        if not run.said or '"confined": true' not in (out / "report.json").read_text():
            raise CaseFailed(f"the report does not say that the server was confined\n{run.describe()}")
        return run, (out / "basic" / "target.log").read_text().splitlines()

    def open_to_all(self, name):
        """A folder that every user may write to, so that confinement alone forbids it."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
        return folder


def files(place):
    """It writes to its working directory and to a folder for temporary files of its own."""
    work, other = place.open_to_all("work"), place.open_to_all("other")
    server = place.folder / "tries_to_break_out"
    for isolation, before in place.arenas():
        refused = "EROFS" if isolation == "private" else "EACCES"
        tries = [f"w:{work}/made-{isolation}", "w:relative", f"w:{other}/made", "w:/var/tmp/echocheck-made",
                 "w:/dev/shm/echocheck-made", "w:/etc/passwd", "w:TMPDIR/made", "d:TMPDIR/closed", "w:/dev/null",
                 "r:/etc/passwd", "e:TMPDIR"]
        command = " ".join([str(server), "{port}", *tries])
        out = place.folder / f"run-{isolation}"
        run = place.play("--out", str(out), "--confine", "--cwd", str(work), "--isolation", isolation, "--target",
                         command, BASIC, before=before)
        expect_said(run, "the server is confined", PASSES)
        lines = (out / "basic" / "target.log").read_text().splitlines()
        expect_lines(lines, [f"w:{work}/made-{isolation} done", "w:relative done", "w:TMPDIR/made done",
                             "w:/dev/null done", "r:/etc/passwd done"])
        if not (work / f"made-{isolation}").exists() or not (work / "relative").exists():
            raise CaseFailed("what it wrote to its working directory is not there")
        (work / "relative").unlink()
        if isolation == "private":
            expect_lines(lines, [f"w:{other}/made EROFS", "w:/var/tmp/echocheck-made done",
                                 "w:/dev/shm/echocheck-made done", "e:TMPDIR /tmp", "d:/tmp/closed done"])
        else:
            expect_lines(lines, [f"w:{other}/made EACCES", "w:/var/tmp/echocheck-made EACCES",
                                 "w:/dev/shm/echocheck-made EACCES"])
        if f"w:/etc/passwd {refused}" not in lines and "w:/etc/passwd EACCES" not in lines:
            raise CaseFailed("it may write to /etc/passwd\n" + "\n".join(lines))
        left = [path for path in ("/var/tmp/echocheck-made", "/dev/shm/echocheck-made", other / "made")
                if os.path.exists(path)]
        temporary = next(line.split()[1] for line in lines if line.startswith("e:TMPDIR "))
        left += [temporary] if isolation == "host" and os.path.exists(temporary) else []
        if left:
            raise CaseFailed(f"it left {left}")


def calls(place):
    """System calls that no echo server needs are refused, unless they are allowed."""
    for isolation, before in place.arenas():
        _, lines = place.tried("--isolation", isolation, tries=[f"call:{name}" for name in CALLS], before=before)
        expect_lines(lines, [f"call:{name} EPERM" for name in CALLS])
    _, lines = place.tried("--allow", "ptrace", "--allow=bpf", tries=["call:ptrace", "call:bpf", "call:mount"])
    expect_lines(lines, ["call:ptrace ESRCH", "call:mount EPERM"])


def environment(place):
    callers = {"SECRET_URL": "secret", "LD_LIBRARY_PATH": "/x", "LC_TIME": "C", "TZ": "UTC", "TMPDIR": "/var/tmp",
               "LOGNAME": "me", "MODE": "mine"}
    tries = [f"e:{name}" for name in ("SECRET_URL", "LD_LIBRARY_PATH", "LC_TIME", "TZ", "TMPDIR", "LOGNAME", "PORT",
                                      "HOST", "MODE", "EXTRA")]
    _, lines = place.tried("--env", "MODE", "--env", "EXTRA=1", tries=tries, environment=callers)
    expect_lines(lines, ["e:SECRET_URL is not set", "e:LD_LIBRARY_PATH is not set", "e:LC_TIME C", "e:TZ UTC",
                         "e:TMPDIR /tmp", "e:LOGNAME is not set", "e:PORT 50000", "e:HOST 127.0.0.1", "e:MODE mine",
                         "e:EXTRA 1"])


def user(place):
    """Root's server is nobody's; by sudo it is that of the user who ran sudo; never root."""
    run, lines = place.tried(tries=["e:HOME", "e:USER"])
    expect_said(run, "the server runs as nobody")
    expect_lines(lines, [f"uid {NOBODY}", f"e:HOME {pwd.getpwuid(NOBODY).pw_dir}", "e:USER nobody"])
    _, lines = place.tried(environment=sudo_of(DAEMON))
    expect_lines(lines, [f"uid {DAEMON.pw_uid}"])
    _, lines = place.tried(environment=sudo_of(pwd.getpwuid(0)))
    expect_lines(lines, [f"uid {NOBODY}"])
    _, lines = place.tried("--user", "daemon", "--isolation", "host", before=OWN_LOOPBACK)
    expect_lines(lines, [f"uid {DAEMON.pw_uid}"])
    for name in ("root", "0"):
        run = place.play("--no-reports", "--confine", "--user", name, "./reference_server", BASIC, expect=3)
        expect_said(run, "with --confine the server does not run as root")


def user_of_ordinary(place):
    own = str(NOBODY if os.geteuid() == 0 else os.geteuid())
    _, lines = place.tried(environment={"SUDO_UID": "1", "SUDO_GID": "1"})
    expect_lines(lines, [f"uid {own}"])


def servers(place):
    """Servers below /tmp, in several languages, in either arena."""
    shutil.copy(PROJECT / "tests" / "live" / "servers" / "socketserver_echo.py", place.folder)
    script = place.folder / "socketserver_echo.py"
    elsewhere = place.open_to_all("elsewhere")
    # On the host's network a port of a thousand clients may be another program's.
    process = ["descriptors_and_threads", "no_zombies", "out_of_descriptors", "restarts_after_sigterm", "stops_on_sigint"]
    played = [BASIC, *(str(SCENARIOS / "process" / f"{name}.json") for name in process)]
    for isolation, before in place.arenas():
        words = ("--no-reports", "--confine", "--isolation", isolation)
        expect_said(place.play(*words, "./reference_server", *played, before=before), PASSES)
        expect_said(place.play(*words, "--target", f"{PYTHON} {script} {{host}} {{port}}", BASIC, before=before,
                               where="elsewhere"), PASSES)
        expect_said(place.play(*words, "--cwd", elsewhere.name, "--target",
                               f"{PYTHON} ../socketserver_echo.py {{host}} {{port}}", BASIC, before=before), PASSES)
    # Whose networks are set up, and whose calls are held.
    special = [str(SCENARIOS / "close" / f"{name}.json")
               for name in ("half_close_small_buffers", "leaves_when_all_is_sent")]
    expect_said(place.play("--no-reports", "--confine", "--isolation", "private", "./reference_server", *special), PASSES)
    # From a folder that is hidden itself: the target has an empty one in its place.
    with tempfile.NamedTemporaryFile(prefix="echocheck-confine-", dir="/tmp", delete=False) as file:
        file.write((place.folder / "reference_server").read_bytes())
    try:
        os.chmod(file.name, 0o755)
        expect_said(place.play("--no-reports", "--confine", "--cwd", "/tmp", file.name, BASIC), PASSES)
    finally:
        os.unlink(file.name)


def watched(place):
    run = place.play("watch", "--confine", "--target", "./tries_to_break_out {port} call:ptrace w:/etc/new w:TMPDIR/made",
                     typed=b"hoge\n")
    expect_said(run, "call:ptrace EPERM", "w:/etc/new E", "w:TMPDIR/made done", "all came back unchanged")


def usage(place):
    told = ("--no-reports", "./reference_server", BASIC)
    for words, text in ((("--confine", "--allow", "ptrac"), 'no system call "ptrac", did you mean "ptrace"?'),
                        (("--allow", "ptrace"), "there is no --confine"),
                        (("--confine", "--allow", ""), 'no system call ""')):
        expect_said(place.play(*words, *told, expect=3), text)
    for words in (("--confine",), ("--allow", "ptrace")):
        run = place.play("--no-reports", *words, "--connect", "127.0.0.1:1", BASIC, expect=3)
        expect_said(run, f"{words[0]} is about launching")
        expect_said(place.play("watch", *words, "--port", "50000", expect=3), f"{words[0]} needs --target")


SANITIZED = r"""
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener;
static void stop(int number) { (void)number; shutdown(listener, SHUT_RDWR); }

int main(int argc, char** argv) {
  struct sockaddr_in address;
  struct sigaction on_stop;
  char buffer[4096];
  int on = 1, client;
  ssize_t count;
  memset(&on_stop, 0, sizeof on_stop);
  on_stop.sa_handler = stop;
  sigaction(SIGTERM, &on_stop, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(atoi(argv[argc - 1]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) || listen(listener, 16)) return 1;
  while ((client = accept(listener, 0, 0)) >= 0) {
    while ((count = read(client, buffer, sizeof buffer)) > 0) write(client, buffer, count);
    close(client);
  }
  return 0;
}
"""


def sanitizers(place):
    """They work; what a leak sanitizer needs is named, and enough."""
    source = place.folder / "sanitized.c"
    source.write_text(SANITIZED)
    compiler = os.environ.get("CC", "cc")
    for name in ("address", "undefined", "thread"):
        subprocess.run([compiler, f"-fsanitize={name}", "-w", "-o", place.folder / name, source], check=True)
    told = ("--no-reports", "--confine", "--port", "50000")
    for name in ("undefined", "thread"):
        expect_said(place.play(*told, "--target", f"./{name} {{port}}", BASIC), PASSES)
    target = ("--target", "./address {port}", BASIC)
    for words in (("--allow", "ptrace"), ("--env", "ASAN_OPTIONS=detect_leaks=0")):
        run = place.play(*told, *words, *target)
        expect_said(run, PASSES)
        if "LeakSanitizer" in run.said:
            raise CaseFailed(f"there is a hint, and nothing to hint at\n{run.describe()}")
    run = place.play(*told, *target, expect=None)
    expect_said(run, "LeakSanitizer needs ptrace", "--allow ptrace", "--env ASAN_OPTIONS=detect_leaks=0")


# landlock_create_ruleset has one number on all architectures, unshare has not.
LANDLOCK = 444
UNSHARE = {"x86_64": 272, "aarch64": 97}


def without(*numbers):
    """The words that run a command for which these system calls do not exist."""
    return [sys.executable, __file__, "without", *map(str, numbers)]


def run_without(numbers, words):
    load, jump, answer = 0x20, 0x15, 0x06
    program = [struct.pack("HBBI", load, 0, 0, 0)]
    for number in numbers:
        program += [struct.pack("HBBI", jump, 0, 1, int(number)), struct.pack("HBBI", answer, 0, 0, 0x00050000 | 38)]
    program.append(struct.pack("HBBI", answer, 0, 0, 0x7FFF0000))
    code = ctypes.create_string_buffer(b"".join(program))
    libc = ctypes.CDLL(None, use_errno=True)
    filter_of = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    no_new_privs, seccomp, filter_mode = 38, 22, 2
    if libc.prctl(no_new_privs, 1, 0, 0, 0) or libc.prctl(seccomp, filter_mode, filter_of):
        sys.exit("no filter: " + os.strerror(ctypes.get_errno()))
    os.execvp(words[0], words)


def not_offered(place):
    """Without Landlock and private arenas a run says so at once; with one of them it goes."""
    told = ("--no-reports", "--confine", "./reference_server", BASIC)
    blind = without(LANDLOCK)
    run = place.play("--isolation", "host", *told, before=place.own_loopback() + blind, expect=2)
    expect_said(run, "--confine is not possible here", "no private arena (--isolation host)", "no Landlock (")
    expect_said(place.play(*told, before=blind), PASSES)
    run = place.play("doctor", before=blind)
    expect_said(run, "found mounts for --confine", "MISSING Landlock for --confine")
    unshare = UNSHARE.get(os.uname().machine)
    if unshare is None:
        return
    run = place.play(*told, before=without(LANDLOCK, unshare), expect=2)
    expect_said(run, "--confine is not possible here", "no private arena (")
    run = place.play("watch", "--confine", "--target", "./reference_server", before=without(LANDLOCK, unshare),
                     expect=2)
    expect_said(run, "--confine is not possible here")


CASES = {case.__name__: case for case in (files, calls, environment, user, user_of_ordinary, servers, watched, usage,
                                          sanitizers, not_offered)}


def main():
    if sys.argv[1:2] == ["without"]:
        numbers = [word for word in sys.argv[2:] if word.isdigit()]
        run_without(numbers, sys.argv[2 + len(numbers):])
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--reference", required=True)
    parser.add_argument("--user", choices=["ordinary", "root"], required=True)
    parser.add_argument("case", choices=CASES)
    case = parser.parse_args()
    return play_case(case.user, lambda folder: CASES[case.case](ConfinePlace(case, pathlib.Path(folder))))


if __name__ == "__main__":
    sys.exit(main())
