# SPDX-License-Identifier: MIT
"""Builds the unit tests of layers with every condition changeable (conditions.py), runs them once for each mutant, and
prints how many mutants no test noticed. scripts/mutants runs it and says how it is used."""

import argparse
import concurrent.futures
import dataclasses
import hashlib
import os
import pathlib
import pickle
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LAYERS = ["pattern", "wire", "judge"]
MEMORY = 2 << 30  # bytes: a mutant that collects without end must not take the machine along


def say(text):
    print(f"== {text}", file=sys.stderr, flush=True)


class Mistake(Exception):
    """What makes the whole result worthless."""


@dataclasses.dataclass
class Mutant:
    number: int  # of its condition
    condition: object
    kind: str

    @property
    def key(self):
        return self.condition.key(self.kind)

    @property
    def choice(self):
        return f"{self.number}:{self.condition.kinds[self.kind]}"

    def changes(self, values):
        """Returns whether the mutant differs for a test in which the condition had `values` (see mutants.h)."""
        return values & {"i": 3, "t": 2, "f": 1}[self.condition.kinds[self.kind]] != 0


# Finding and wrapping ---------------------------------------------------------------------------------------------


def files_of(root, layer):
    folder = pathlib.Path("harness", layer)
    return sorted(str(p.relative_to(root)) for p in (root / folder).rglob("*") if p.suffix in (".cc", ".h"))


def find_conditions(root, build, layer):
    """Returns the conditions of a layer; what was found in the same files before is read from the build folder."""
    paths = files_of(root, layer)
    digest = hashlib.sha256()
    for path in [str(HERE / "conditions.py")] + paths:
        digest.update(path.encode() + b"\0" + (root / path).read_bytes())
    kept = build / "conditions" / f"{layer}.{digest.hexdigest()[:16]}"
    if kept.is_file():
        return pickle.loads(kept.read_bytes())
    import conditions
    found = conditions.find(root, paths)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(found))
    return found


def write_changed(path, data):
    """Leaves a file alone whose content is the same, so that nothing is built in vain."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_sources(root, folder, numbered):
    """Writes the changed copy of each file that has conditions into `folder`, and nothing else."""
    import conditions
    by_file = {}
    for number, condition in numbered:
        by_file.setdefault(condition.file, []).append((number, condition))
    for file, its in by_file.items():
        write_changed(folder / file, conditions.wrap((root / file).read_bytes(), file, its))
    for old in folder.rglob("*"):
        if old.is_file() and str(old.relative_to(folder)) not in by_file:
            old.unlink()


# Running ----------------------------------------------------------------------------------------------------------


class Tests:
    """The unit tests of one layer: a GoogleTest program."""

    def __init__(self, program, conditions_count):
        self.program = str(program)
        self.count = conditions_count
        self.values = {}  # test -> {number of a condition: values}
        self.seconds = {}  # test -> of processor time

    def names(self):
        names, suite = [], ""
        listed = subprocess.run([self.program, "--gtest_list_tests"], capture_output=True, text=True, check=True)
        for line in listed.stdout.splitlines():
            word = line.split("#")[0].rstrip()
            if line.startswith("  "):
                names.append(suite + word.strip())
            elif word.endswith("."):
                suite = word
        return names

    def record(self, pool):
        """Runs each test by itself, without a mutant, and notes which conditions it reaches."""
        for name, values, seconds in pool.map(self.record_one, self.names()):
            self.values[name] = values
            self.seconds[name] = seconds

    def record_one(self, name):
        with tempfile.NamedTemporaryFile("r") as file:
            code, seconds = self.run([name], {"ECHOCHECK_MUTANTS_SEEN": f"{self.count + 1}:{file.name}"}, 60)
            if code != 0:
                raise Mistake(f"{name} fails without any mutant (exit code {code}): {self.program}")
            values = dict(map(int, line.split()) for line in file)
        return name, values, seconds

    def kills(self, mutant):
        """Returns whether a test that the mutant matters to fails, crashes or does not come to its end."""
        tests = [t for t, values in self.values.items() if mutant.changes(values.get(mutant.number, 0))]
        if not tests:
            return False
        # In whole seconds; the loop of a mutant that never ends is told from a slow test with a large margin.
        limit = 1 + int(5 * sum(self.seconds[t] for t in tests))
        return self.run(tests, {"ECHOCHECK_MUTANT": mutant.choice}, limit)[0] != 0

    def run(self, tests, environment, limit):
        """Returns the exit code, and the seconds of processor time."""
        with tempfile.NamedTemporaryFile("w", suffix=".flags") as flags:
            flags.write(f"--gtest_filter={':'.join(tests)}\n--gtest_fail_fast\n--gtest_brief=1\n"
                        "--gtest_catch_exceptions=0\n")
            flags.flush()
            process = subprocess.Popen([self.program, f"--gtest_flagfile={flags.name}"],
                                       env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (limit, limit))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)  # Popen need not wait again
            return process.returncode, usage.ru_utime + usage.ru_stime


# The survivors that are accepted -------------------------------------------------------------------------------------


def read_accepted(text):
    """Returns key -> reason. An entry is a line with the key of a mutant, then the reason in indented lines."""
    accepted, key = {}, None
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            if key is None:
                raise Mistake(f"accepted.txt:{at}: a reason without a mutant")
            accepted[key] = f"{accepted[key]} {line.strip()}".strip()
        else:
            key = line.strip()
            if key in accepted:
                raise Mistake(f"accepted.txt:{at}: {key} is there twice")
            accepted[key] = ""
    # Mutants that stand in successive lines have the reason in common.
    reason = ""
    for key in reversed(accepted):
        reason = accepted[key] = accepted[key] or reason
    if accepted and not reason:
        raise Mistake("accepted.txt: the last mutant has no reason")
    return accepted


def sample_of(mutants, count, seed):
    """Returns `count` of the mutants: the same ones as long as there are the same mutants, and with each that comes or
    goes at most one other."""
    rank = lambda mutant: hashlib.sha256(f"{seed} {mutant.key}".encode()).digest()
    chosen = set(m.key for m in sorted(mutants, key=rank)[:count])
    return [m for m in mutants if m.key in chosen]


# The whole ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Layer:
    name: str
    numbered: list  # (number, condition)
    mutants: list
    survivors: list = dataclasses.field(default_factory=list)


def run_layer(layer, program, count, pool):
    tests = Tests(program, count)
    tests.record(pool)
    for mutant, killed in zip(layer.mutants, pool.map(tests.kills, layer.mutants)):
        if not killed:
            layer.survivors.append(mutant)


def table(layers, accepted):
    rows = [["layer", "conditions", "mutants", "killed", "listed", "survived", "killed or listed"]]
    totals = [0] * 5
    for layer in layers:
        listed = sum(m.key in accepted for m in layer.survivors)
        row = [len(layer.numbered), len(layer.mutants), len(layer.mutants) - len(layer.survivors), listed,
               len(layer.survivors) - listed]
        totals = [a + b for a, b in zip(totals, row)]
        rows.append([layer.name, *row])
    rows.append(["all", *totals])
    for row in rows[1:]:
        row.append(f"{100 * (row[3] + row[4]) / row[2]:.1f} %" if row[2] else "-")
    lines = []
    for row in rows:
        lines.append(f"{row[0]:<8}" + "".join(f"{value:>12}" for value in row[1:-1]) + f"{row[-1]:>18}")
    return "\n".join(lines)


def shown(mutant):
    return f"{mutant.condition.file}:{mutant.condition.line}: {mutant.key.split(' ', 1)[1]}"


def main(arguments, root=HERE.parent.parent, layers=None):
    layers = layers or LAYERS
    parser = argparse.ArgumentParser(prog="scripts/mutants")
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=f"of {', '.join(layers)}; without any, all")
    parser.add_argument("--sample", type=int, metavar="N", help="only N mutants, the same ones each time")
    parser.add_argument("--seed", default="0", help="chooses another sample")
    parser.add_argument("--only", default="", metavar="TEXT", help="only mutants whose name has this text")
    parser.add_argument("--again", action="store_true", help="only mutants that survived when they ran last")
    parser.add_argument("--show", action="store_true", help="print the accepted survivors, too, with the reason")
    options = parser.parse_args(arguments)
    for name in options.layers:
        if name not in layers:
            parser.error(f"no layer \"{name}\": there are {', '.join(layers)}")

    build = root / "build" / "mutants"
    say("finding the conditions")
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(find_conditions, *zip(*[(root, build, name) for name in layers])))
    every, number = [], 1
    for name, its in zip(layers, found):
        numbered = list(enumerate(its, number))
        number += len(its)
        every.append(Layer(name, numbered, [Mutant(n, c, kind) for n, c in numbered for kind in c.kinds]))
    count = number - 1
    # All of them are wrapped, whatever is asked for: otherwise the next call would build everything again.
    write_sources(root, build / "sources", [pair for layer in every for pair in layer.numbered])

    accepted = read_accepted((HERE / "accepted.txt").read_text())
    known = {m.key for layer in every for m in layer.mutants}
    wrong = [f"accepted.txt: there is no mutant {key}" for key in accepted if key not in known]

    chosen = [layer for layer in every if not options.layers or layer.name in options.layers]
    for layer in chosen:
        layer.mutants = [m for m in layer.mutants if options.only in m.key]
    kept = build / "survivors"  # of all calls so far
    survived_before = set(kept.read_text().splitlines()) if kept.is_file() else set()
    if options.again:
        for layer in chosen:
            layer.mutants = [m for m in layer.mutants if m.key in survived_before]
    if options.sample is not None:
        sample = {m.key for m in sample_of([m for layer in chosen for m in layer.mutants], options.sample, options.seed)}
        for layer in chosen:
            layer.mutants = [m for m in layer.mutants if m.key in sample]

    say("building (build/mutants)")
    if not (build / "build.ninja").is_file():
        subprocess.run(["cmake", "--preset", "mutants"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "mutants", "--target", *[f"{layer.name}_test" for layer in chosen]],
                   cwd=root, check=True, stdout=sys.stderr)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for layer in chosen:
            say(f"running the unit tests of {layer.name} with {len(layer.mutants)} mutants")
            run_layer(layer, build / "bin" / f"{layer.name}_test", count, pool)

    ran = {m.key for layer in chosen for m in layer.mutants}
    survivors = [m for layer in chosen for m in layer.survivors]
    alive = {m.key for m in survivors}
    kept.write_text("".join(f"{key}\n" for key in sorted((survived_before & known) - ran | alive)))
    wrong += [f"accepted.txt: a test kills {key} by now; take the entry out"
              for key in accepted if key in ran and key not in alive]
    unlisted = [m for m in survivors if m.key not in accepted]
    print(table(chosen, accepted))
    if options.show:
        for mutant in survivors:
            if mutant.key in accepted:
                print(f"accepted: {shown(mutant)}\n    {accepted[mutant.key]}")
    for mutant in unlisted:
        print(f"survived: {shown(mutant)}")
    for line in wrong:
        print(line)
    return 1 if unlisted or wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Mistake as mistake:
        sys.exit(f"scripts/mutants: {mistake}")
    except subprocess.CalledProcessError as failure:
        say(f"failed: {' '.join(map(str, failure.cmd))}")
        sys.exit(2)
