# SPDX-License-Identifier: MIT
"""`echocheck explain` on captures by others: its counts have to be tshark's.

    explain_test.py --echocheck BIN CASE

A case is a function below. Each works in a folder of its own.
"""

import argparse
import gzip
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import captures
import counts
import files
import links
import mischief

HERE = pathlib.Path(__file__).resolve().parent
IN_A_NETWORK_OF_ITS_OWN = ["unshare", "--user", "--map-user=1000", "--keep-caps", "--net"]


class CaseFailed(Exception):
    pass


class Explainer:
    def __init__(self, echocheck, folder):
        self.echocheck = echocheck
        self.folder = folder

    def path(self, name):
        return self.folder / name

    def explain(self, *words, exit_code=0, says=(), stdin=None):
        done = subprocess.run(
            [self.echocheck, "explain", *map(str, words)], input=stdin or b"", capture_output=True,
            check=False,
        )
        text = done.stdout.decode()
        said = text + done.stderr.decode()
        unwrapped = " ".join(said.split())
        missing = [each for each in says if each not in unwrapped]
        if done.returncode != exit_code or missing:
            raise CaseFailed(f"explain {words}: exit {done.returncode}, expected {exit_code}; "
                             f"does not say {missing}:\n{said[-3000:]}")
        return text

    def same_as_tshark(self, capture, stdin=None, exit_code=0, says=(), marks=()):
        """All counts of all connections; of `marks` there has to be at least one each."""
        words = ["--all", "-" if stdin else capture]
        ours = counts.of_echocheck(self.explain(*words, exit_code=exit_code, says=says, stdin=stdin))
        theirs = counts.of_tshark(capture)
        if not theirs:
            raise CaseFailed(f"{capture}: tshark sees no connection in it")
        for stream in sorted(set(ours) | set(theirs)):
            if "completeness" not in theirs.get(stream, {}):
                ours.get(stream, {}).pop("completeness", None)
            if ours.get(stream) != theirs.get(stream):
                raise CaseFailed(f"{capture.name}, stream {stream}:\n  tshark {theirs.get(stream)}\n"
                                 f"  ours   {ours.get(stream)}")
        ends = [end for stream in theirs.values() for end in stream.values() if isinstance(end, dict)]
        for mark in marks:
            if not sum(end[mark] for end in ends):
                raise CaseFailed(f"{capture.name} has no {mark}, so it shows nothing of them")
        return theirs


EVERY_MARK = (*counts.MARKS, "resets")


def tool(*words):
    done = counts.run([str(word) for word in words])
    if done.returncode != 0:
        raise CaseFailed(f"{words}: exit {done.returncode}: {done.stderr}")


def case_mischief(explainer):
    """Everything that the analysis has a name for, in both byte orders and both resolutions."""
    for seed in range(12):
        path = explainer.path(f"{seed}.pcap")
        frames = mischief.connections(seed, 40, 60)
        byte_order = "<" if seed % 4 < 2 else ">"
        mischief.write_pcap(path, frames, byte_order, nanoseconds=seed % 2 == 1)
        explainer.same_as_tshark(path, marks=EVERY_MARK)


def case_links(explainer):
    """The same frames under every link header that we read, among frames of others."""
    frames = mischief.connections(7, 10, 40)
    for link in links.LINKS:
        path = explainer.path(f"{link.name}.pcap")
        mischief.write_pcap(path, links.under(link, frames), link_type=link.number)
        explainer.same_as_tshark(path)
    path = explainer.path("others.pcap")
    mischief.write_pcap(path, links.among_others(frames))
    explainer.same_as_tshark(
        path, says=("3 frames of other protocols", "1 IP fragment", "2 malformed frames"))


def case_captures(explainer):
    """Small captures, each with one thing in it; a hundred or so. One differs only if docs/wire.md says so."""
    made = captures.captures()
    if len(made) < 40:
        raise CaseFailed(f"{len(made)} captures are too few")
    wrong = []
    for name, data in made.items():
        path = explainer.path(f"{name}.pcap")
        path.write_bytes(data)
        try:
            explainer.same_as_tshark(path)
        except CaseFailed as failure:
            wrong.append(str(failure))
    if wrong:
        raise CaseFailed("\n".join(wrong))


def case_differences(explainer):
    """The table in docs/wire.md has the captures of which the counts differ, and their frames of TCP."""
    text = (HERE.parents[2] / "docs" / "wire.md").read_text(encoding="utf-8")
    named = {row[0]: (int(row[1]), int(row[2]))
             for row in re.findall(r"^\| `(\w+)` \|.*\| (\d+) \| (\d+) \|$", text, re.MULTILINE)}
    found = {}
    for name, make in captures.DIFFERENCES.items():
        path = explainer.path(f"{name}.pcap")
        path.write_bytes(files.pcap(make()))
        ours = counts.of_echocheck(explainer.explain("--all", path))
        theirs = counts.of_tshark(path)
        found[name] = tuple(sum(end["packets"] for stream in each.values() for end in stream.values()
                                if isinstance(end, dict)) for each in (theirs, ours))
        if ours == theirs:
            raise CaseFailed(f"{name}: no difference any more")
    if found != named:
        raise CaseFailed(f"docs/wire.md names {named}, found were {found}")


def case_editcap(explainer):
    """pcapng, nanoseconds, cut frames, gzip, standard input."""
    source = explainer.path("source.pcap")
    mischief.write_pcap(source, mischief.connections(9, 40, 60))
    made = {
        "new.pcapng": ("-F", "pcapng"),
        "fine.pcap": ("-F", "nsecpcap"),
        "cut.pcap": ("-F", "pcap", "-s", "60"),
        "cut.pcapng": ("-F", "pcapng", "-s", "54"),
    }
    for name, options in made.items():
        path = explainer.path(name)
        tool("editcap", *options, source, path)
        says = ("cut when",) if name.startswith("cut") else ()
        explainer.same_as_tshark(path, marks=EVERY_MARK, says=says)
        packed = explainer.path("packed." + name)  # and no .gz in its name
        packed.write_bytes(gzip.compress(path.read_bytes()))
        explainer.same_as_tshark(packed)
        explainer.same_as_tshark(path, stdin=path.read_bytes())
        explainer.same_as_tshark(path, stdin=packed.read_bytes())


def case_real(explainer):
    """Real connections with losses, full windows, resets; by tcpdump, tshark and editcap."""
    tool(*IN_A_NETWORK_OF_ITS_OWN, sys.executable, HERE / "traffic.py", explainer.folder)
    marks = ("retransmissions", "zero_windows", "keep_alives", "resets")
    for name in ("tcpdump.pcap", "tshark.pcapng"):
        explainer.same_as_tshark(explainer.path(name), marks=marks)
    explainer.same_as_tshark(explainer.path("any.pcap"))
    # No TCP header is longer: of one whose options are cut tshark shows no analysis.
    for name, options in {"fine.pcap": ("-F", "nsecpcap"), "cut.pcap": ("-s", "96")}.items():
        tool("editcap", *options, explainer.path("tshark.pcapng"), explainer.path(name))
        explainer.same_as_tshark(explainer.path(name), marks=marks)


def case_damage(explainer):
    """What could be read, then an error with the place."""
    whole = explainer.path("whole.pcap")
    mischief.write_pcap(whole, mischief.connections(3, 12, 30))
    newer = explainer.path("whole.pcapng")
    tool("editcap", "-F", "pcapng", whole, newer)
    for path in (whole, newer):
        data = path.read_bytes()
        for part in (0.3, 0.77):
            cut = explainer.path(f"cut-{part}-{path.name}")
            cut.write_bytes(data[: int(len(data) * part) | 1])
            says = ("cut or damaged after frame", "before byte")
            explainer.same_as_tshark(cut, exit_code=2, says=says)
    data = bytearray(whole.read_bytes())
    first = struct.unpack_from("<I", data, 24 + 8)[0]
    data[24 + 16 + first + 8 : 24 + 16 + first + 12] = b"\xff" * 4  # the second frame's length
    damaged = explainer.path("damaged.pcap")
    damaged.write_bytes(data)
    explainer.explain(damaged, exit_code=2, says=("1 TCP segment", "damaged after frame 1, "))
    packed = gzip.compress(whole.read_bytes())
    halved = explainer.path("halved.pcap.gz")
    halved.write_bytes(packed[: len(packed) // 2])
    explainer.explain(halved, exit_code=2, says=("TCP segments", "ends too early", "unpacks to"))
    beginning = explainer.path("beginning.pcap")
    beginning.write_bytes(whole.read_bytes()[:20])
    explainer.explain(beginning, exit_code=2, says=("beginning.pcap",))
    radio = explainer.path("radio.pcap")
    mischief.write_pcap(radio, [], link_type=105)
    explainer.explain(radio, exit_code=2, says=("link type that we cannot read: IEEE802_11",))


def case_mistakes(explainer):
    """Mistakes of the user's: exit 3, and a word on each."""
    text = explainer.path("notes.pcap")
    text.write_text("no capture at all\n")
    empty = explainer.path("empty.pcap")
    empty.write_bytes(b"")
    good = explainer.path("good.pcap")
    mischief.write_pcap(good, mischief.connections(5, 3, 10))
    for words, says in (
        ((explainer.path("nothere.pcap"),), "No such file"),
        ((explainer.folder,), "a folder"),
        ((text,), "begins neither like pcap nor like pcapng"),
        ((empty,), "empty"),
        ((), "file"),
        ((good, "--prot", "7"), "did you mean \"--port\"?"),
        ((good, "--port", "70000"), "--port"),
        ((good, "--port", "7"), "no such connection: of the 2 "),
        ((good, "--stream", "99"), "none has the number 99"),
    ):
        explainer.explain(*words, exit_code=3, says=(says,))


def case_choice(explainer):
    """Many connections are a page, not a flood; one of them is a ladder; all are to be had."""
    many = explainer.path("many.pcap")
    tool(sys.executable, HERE.parents[2] / "bench" / "explain_capture", many, "--connections", "2000")
    page = explainer.explain(many, says=("2000 connections", "--all shows all"))
    if (lines := page.count("\n")) > 80 or max(map(len, page.splitlines())) > 80:
        raise CaseFailed(f"a page of {lines} lines:\n{page}")
    if len(explainer.same_as_tshark(many)) != 2000:
        raise CaseFailed("--all does not show all")
    for words in (("--stream", "1234"), ("--port", "11234")):
        explainer.explain(many, *words, says=("127.0.0.1:11234", "handshake 1 of 3", "closes first"))


def page_data(page):
    text = page.read_text(encoding="utf-8")
    begin = text.index(">", text.index('<script type="application/json"')) + 1
    return json.loads(text[begin:text.index("</script>", begin)])


def case_html(explainer):
    """The same as a page: bounded, and it says what is not on it."""
    many = explainer.path("many.pcap")
    tool(sys.executable, HERE.parents[2] / "bench" / "explain_capture", many, "--connections", "2000")
    page = explainer.path("page.html")
    explainer.explain(many, "--html", page, says=("2000 connections",))
    data = page_data(page)
    flows = data["flows"][0]
    if data["kind"] != "capture" or len(flows) + data["capture"]["left_out"] != 2000:
        raise CaseFailed(f"{len(flows)} connections and {data['capture']['left_out']} left out of 2000")
    if flows[0]["number"] != 0 or not flows[0].get("segments") or flows[-1].get("segments"):
        raise CaseFailed("the first connections have ladders, from number 0 on, and the last have none")
    explainer.explain(many, "--stream", "1234", "--html", page, "--lang", "ja")
    [flow] = page_data(page)["flows"][0]
    if flow["number"] != 1234 or not flow.get("segments"):
        raise CaseFailed(f"the page of one connection: {flow}")
    explainer.explain(many, "--html", explainer.path("no/such/folder.html"), exit_code=2,
                      says=("2000 connections", "folder.html"))


def main(cases):
    """Runs the one of `cases`, by name, that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("case", choices=[name[5:] for name in cases if name.startswith("case_")])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="echocheck-explain-") as folder:
        try:
            cases["case_" + options.case](Explainer(options.echocheck, pathlib.Path(folder)))
        except CaseFailed as failure:
            sys.exit(f"FAILED: {failure}")


if __name__ == "__main__":
    main(globals())
