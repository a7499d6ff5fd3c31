# SPDX-License-Identifier: MIT
"""`echocheck watch --target` in a terminal: keys are typed, the screen is looked at, and the terminal
is afterwards as it was."""

import argparse
import pathlib
import re
import shlex
import sys
import tempfile

from echocheck_run import CaseFailed
from watch_screen import Terminal, segments_shown


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--crashing-server", required=True)
    parser.add_argument("--size", required=True, help="COLUMNSxLINES")
    return parser.parse_args()


class Learner:
    """One who watches a server, and what the terminal was before and is after."""

    def __init__(self, options, server, folder, environment=None, more=()):
        self.folder = pathlib.Path(folder)
        width, height = map(int, options.size.split("x"))
        watch = shlex.join([options.echocheck, "watch", "--target", f"'{server}'", *more])
        script = f"trap : INT; stty -g > before; {watch}; code=$?; stty -g > after; echo $code > code"
        self.terminal = Terminal(["sh", "-c", script], width, height, environment, folder)
        self.width = width

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.terminal.close()

    def ends(self, exit_code, *patterns):
        self.terminal.await_end()
        code = int((self.folder / "code").read_text())
        text = self.terminal.everything()
        if code != exit_code:
            raise CaseFailed(f"expected exit {exit_code}, not {code}\n{text}")
        for pattern in patterns:
            if not re.search(pattern, text):
                raise CaseFailed(f"it does not say /{pattern}/\n{text}")
        for line in text.splitlines():
            if len(line) > self.width:
                raise CaseFailed(f"wider than {self.width} columns: {line}")
        before, after = ((self.folder / name).read_text() for name in ("before", "after"))
        if before != after:
            raise CaseFailed(f"the terminal was left as {after}, and had been {before}")
        return text


def holds_a_session(options, folder):
    with Learner(options, options.server, folder) as learner:
        terminal = learner.terminal
        terminal.await_text(r"handshake 3 of 3")
        terminal.type("hoge", "Enter")
        terminal.await_text(r'back +"hoge\\n"  5 bytes')
        terminal.type("fuga", "Enter")
        terminal.await_text(r'back +"fuga\\n"  5 bytes')
        terminal.type("C-d")
        text = learner.ends(
            0,
            r"\nhoge\n",  # as it was typed
            r'--- PSH\+ACK "hoge\\n" -+>',
            r"you closed your side; now the server has to close its own",
            r"the client's kernel acknowledges: both closed",
            r"closed by the client first, then by the server",
            r"10 bytes sent, all came back unchanged",
        )
        # The typed line, its segment, the answer's segment, the answer: in this order.
        order = ["\nhoge\n", '--- PSH+ACK "hoge\\n" -', 'PSH+ACK "hoge\\n" ---', 'back    "hoge\\n"']
        places = [text.index(part) for part in order]
        if places != sorted(places):
            raise CaseFailed(f"not in order\n{text}")
        counted = re.search(r"1 connection, (\d+) segments", text)
        if int(counted[1]) != segments_shown(text):
            raise CaseFailed(f"{segments_shown(text)} segments were shown\n{text}")


def is_ended_at_once(options, folder):
    with Learner(options, options.server, folder) as learner:
        learner.terminal.await_text(r"handshake 3 of 3")
        learner.terminal.type("hoge", "Enter")
        learner.terminal.await_text(r'back +"hoge\\n"')
        learner.terminal.type("half a line", "C-c")
        learner.ends(0, r"you ended the watch", r"still open: client ESTABLISHED, server ESTABLISHED")


def sees_why_the_server_died(options, folder):
    with Learner(options, options.crashing_server, folder) as learner:
        learner.terminal.await_text(r"handshake 3 of 3")
        learner.terminal.type("hoge", "Enter")
        learner.terminal.await_text(r"the server died: signal 11 \(SIGSEGV\)")
        learner.terminal.type("C-d")
        learner.ends(0, r"closed by the server first, then by the client", r"nothing came back")


def sees_colours_only_when_wanted(options, folder):
    for environment, colours in (({}, True), ({"NO_COLOR": "1"}, False)):
        with Learner(options, options.server, folder, environment) as learner:
            learner.terminal.await_text(r"handshake 3 of 3")
            screen = learner.terminal.tmux("capture-pane", "-p", "-e")
            if ("\x1b[" in screen) != colours:
                raise CaseFailed(f"{environment}: colours are not as they should be\n{screen}")
            learner.terminal.type("C-d")
            learner.ends(0, "nothing was sent")


def main():
    options = parse_arguments()
    try:
        for case in (
            holds_a_session,
            is_ended_at_once,
            sees_why_the_server_died,
            sees_colours_only_when_wanted,
        ):
            with tempfile.TemporaryDirectory(prefix="echocheck-live-") as folder:
                case(options, folder)
    except CaseFailed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
