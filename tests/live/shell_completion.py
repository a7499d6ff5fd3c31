# SPDX-License-Identifier: MIT
"""Asks bash, zsh and fish what they offer for a command line, with the completions that were built.

Each of the shells really completes: zsh and fish by their own machinery, bash by the function that the
file registers.
"""

import os
import pathlib
import pty
import select
import subprocess
import tempfile


class Failed(Exception):
    """What was expected, and what was found."""


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, **options)
    if done.returncode != 0 or done.stderr:
        raise Failed(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Bash:
    file = "bash-completion/completions/echocheck"
    check = ["bash", "-n"]
    script = """
        source "$1"; shift
        function=$(complete -p echocheck); function=${function#*-F }; function=${function%% *}
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        $function echocheck "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
    """

    def __init__(self, share, environment, cwd):
        self.path, self.environment, self.cwd = share / self.file, environment, cwd

    def offers(self, words):
        # As bash splits them: COMP_WORDBREAKS has the equals sign.
        split = [part for word in words for part in (word.replace("=", "\0=\0").split("\0"))]
        if split[-1] == "" and split[-2:-1] == ["="]:
            split.pop()
        said = run(["bash", "--norc", "-c", self.script, "bash", self.path, *split], env=self.environment,
                   cwd=self.cwd)
        return set(said.split("\n")) - {""}

    def close(self):
        pass


class Fish:
    file = "fish/vendor_completions.d/echocheck.fish"
    check = ["fish", "-n"]

    def __init__(self, share, environment, cwd):
        self.path, self.environment, self.cwd = share / self.file, environment, cwd

    def offers(self, words):
        script = "source $argv[1]; complete -C$argv[2]"
        said = run(["fish", "--no-config", "-c", script, str(self.path), " ".join(words)],
                   env=self.environment, cwd=self.cwd)
        return {line.split("\t")[0] for line in said.splitlines()}

    def close(self):
        pass


class Zsh:
    """One interactive zsh on a terminal. What it would add to its list goes to a pipe, too."""

    file = "zsh/site-functions/_echocheck"
    check = ["zsh", "-n"]
    setup = """
        fpath=($ECHOCHECK_FUNCTIONS $fpath)
        autoload -Uz compinit && compinit -u -D
        exec {offered}> $ECHOCHECK_PIPE
        compadd() {
          # Some calls only ask which words fit.
          if [[ " ${@[1,(i)(-|--)]}" == *" -"[a-zA-Z0-9]#[OAD]" "* ]]; then
            builtin compadd "$@"
            return
          fi
          local -a fitting
          builtin compadd -A fitting "$@"
          (( $#fitting )) && print -u $offered -rl -- "${fitting[@]}"
          builtin compadd "$@"
        }
        list-and-tell() {
          zle list-choices
          print -u $offered END
          BUFFER=
        }
        zle -N list-and-tell
        bindkey '^T' list-and-tell
        print -u $offered END
    """

    def __init__(self, share, environment, cwd):
        self.folder = tempfile.TemporaryDirectory(prefix="echocheck-zsh-")
        folder = pathlib.Path(self.folder.name)
        pipe = folder / "offered"
        os.mkfifo(pipe)
        (folder / "setup").write_text("setopt extendedglob\n" + self.setup)
        environment = dict(environment, ECHOCHECK_FUNCTIONS=str((share / self.file).parent), TERM="dumb",
                           ECHOCHECK_PIPE=str(pipe), ZDOTDIR=str(folder))
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(cwd)
            os.execvpe("zsh", ["zsh", "-f", "-i"], environment)
        self.pipe = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.rest = b""
        self.screen = b""
        self.type(f"source {folder}/setup\r")
        self.read()

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read(self):
        """All lines up to END; the screen is read, too, so that zsh is never held up."""
        while b"END\n" not in self.rest:
            ready, _, _ = select.select([self.pipe, self.terminal], [], [], 60)
            if not ready:
                raise Failed(f"zsh says nothing more; its screen:\n{self.screen.decode(errors='replace')}")
            if self.terminal in ready:
                self.screen += os.read(self.terminal, 65536)
            if self.pipe in ready:
                self.rest += os.read(self.pipe, 65536)
        lines, _, self.rest = self.rest.partition(b"END\n")
        return set(lines.decode().split("\n")) - {""}

    def offers(self, words):
        self.type(" ".join(words) + "\x14")
        return self.read()

    def close(self):
        os.close(self.terminal)  # which hangs up on zsh
        os.waitpid(self.process, 0)
        os.close(self.pipe)
        self.folder.cleanup()


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}
