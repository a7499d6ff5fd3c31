# SPDX-License-Identifier: MIT
"""What `echocheck watch` prints, as it is read by tests: from a pipe, or from a terminal in tmux."""

import os
import re
import select
import subprocess
import tempfile
import time

from echocheck_run import CaseFailed

DEADLINE_SECONDS = 60
# A row of the ladder: frame, milliseconds, arrow.
ROW = re.compile(r"^ +\d+ +\d+\.\d+( s)? .*(--- .*->|<-.* ---)", re.MULTILINE)


def segments_shown(text):
    return len(ROW.findall(text))


def read_until(stream, text, seen=b""):
    """Reads until `text` is there, and says all that was read."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while text.encode() not in seen:
        ready, _, _ = select.select([stream], [], [], max(0, deadline - time.monotonic()))
        data = os.read(stream.fileno(), 65536) if ready else b""
        if not data:
            raise CaseFailed(f"it never said \"{text}\"\n{seen.decode(errors='replace')}")
        seen += data
    return seen


class Terminal:
    """A command in a terminal of tmux's own server: keys go in, the screen is looked at."""

    def __init__(self, words, width, height, environment=None, folder=None):
        self.folder = tempfile.TemporaryDirectory(prefix="echocheck-tmux-")
        self.socket = os.path.join(self.folder.name, "socket")
        self.output = os.path.join(self.folder.name, "output")
        os.mkfifo(self.output)
        # For reading and writing: opening it waits for nobody, and it has no end.
        self.news = os.open(self.output, os.O_RDWR | os.O_NONBLOCK)
        settings = [f"{name}={value}" for name, value in (environment or {}).items()]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), "sh")
        self.tmux("set", "-g", "remain-on-exit", "on")
        self.tmux("pipe-pane", "-O", f"exec cat > '{self.output}'")
        self.tmux("set", "-g", "status", "off")
        self.tmux("resize-window", "-x", str(width), "-y", str(height))
        self.tmux("respawn-pane", "-k", *(["-c", str(folder)] if folder else []), "env", *settings, *words)

    def tmux(self, *words):
        return subprocess.run(
            ["tmux", "-S", self.socket, *words],
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"},
            timeout=DEADLINE_SECONDS,
        ).stdout.decode()

    def type(self, *keys):
        self.tmux("send-keys", *keys)

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def everything(self):
        """With what has scrolled out of sight; long lines are not joined."""
        return self.tmux("capture-pane", "-p", "-S", "-")

    def await_text(self, pattern):
        """Waits until the screen, or what scrolled off it, matches; then says all of it."""
        return self.wait_for(lambda text: re.search(pattern, text), f"the screen never showed /{pattern}/")

    def await_end(self):
        self.wait_for(lambda _: self.ask("pane_dead") == "1", "it never ended")

    def ask(self, name):
        return self.tmux("display-message", "-p", f"#{{{name}}}").strip()

    def wait_for(self, is_so, otherwise):
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not is_so(text := self.everything()):
            if time.monotonic() > deadline:
                raise CaseFailed(f"{otherwise}:\n{text}")
            # Until the terminal is sent more; tmux says nothing of what it does by itself.
            if select.select([self.news], [], [], 0.1)[0]:
                os.read(self.news, 65536)
        return text

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, check=False)
        os.close(self.news)
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
