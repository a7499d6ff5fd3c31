# SPDX-License-Identifier: MIT
"""`echocheck explain --annotate`: the frames and the comments are as tshark and editcap read them.

    annotate_test.py --echocheck BIN CASE

A case is a function below. Each works in a folder of its own.
"""

import gzip
import subprocess

import captures
import counts
import explain_test
import links
import mischief
from explain_test import CaseFailed, tool


def comments_by_tshark(path):
    """Of each frame: its comment, its number of a TCP stream (empty: none)."""
    fields = ("-T", "fields", "-e", "frame.number", "-e", "frame.comment", "-e", "tcp.stream")
    listing = counts.run(["tshark", "-n", "-r", str(path), *fields])
    if listing.returncode != 0:
        raise CaseFailed(f"tshark cannot read {path}: {listing.stderr}")
    rows = [line.split("\t") for line in listing.stdout.splitlines()]
    if [int(number) for number, _, _ in rows] != list(range(1, len(rows) + 1)):
        raise CaseFailed(f"{path}: a comment breaks the lines of tshark: {rows}")
    return [(comment, stream) for _, comment, stream in rows]


def frames_by_editcap(path):
    """Stamps, lengths and bytes, all in one."""
    plain = path.with_name(path.name + ".plain")
    tool("editcap", "-F", "nsecpcap", path, plain)
    return plain.read_bytes()[24:]  # behind the header: that has a snapshot length


def case_comments(explainer):
    """The same frames as pcapng, each with the sentence that the ladder has of it."""
    source = explainer.path("source.pcap")
    mischief.write_pcap(source, links.among_others(mischief.connections(11, 20, 40)), nanoseconds=True)
    data = source.read_bytes()
    newer = explainer.path("source.pcapng")
    tool("editcap", "-F", "pcapng", source, newer)
    packed = explainer.path("source.gz")
    packed.write_bytes(gzip.compress(data))
    out = explainer.path("out.pcapng")
    seen = []
    for words, stdin in (((source,), None), (("-",), data), ((newer,), None), ((packed,), None)):
        said = explainer.explain(*words, "--annotate", out, stdin=stdin)
        if said != explainer.explain(*words, stdin=stdin):
            raise CaseFailed(f"{words}: --annotate changes what is printed")
        if frames_by_editcap(out) != data[24:]:
            raise CaseFailed(f"{words}: the frames of {out} are others")
        seen.append(comments_by_tshark(out))
        out.unlink()
    if seen != seen[:1] * len(seen):
        raise CaseFailed("the comments depend on how the capture was read")
    for number, (comment, stream) in enumerate(seen[0], 1):
        # A frame with less than a TCP header has a stream for tshark.
        if bool(comment) != bool(stream) and not (stream == "" or "'s " in comment):
            raise CaseFailed(f"frame {number} of stream {stream!r} has the comment {comment!r}")
    check_sentences(explainer, source, seen[0])
    explainer.explain(source, "--annotate", out, "--lang", "ja")
    if not any("接続確立 1/3" in comment for comment, _ in comments_by_tshark(out)):
        raise CaseFailed("--lang ja: the comments are not in Japanese")
    # Every connection has its comments, whichever is drawn.
    explainer.explain(source, "--stream", "3", "--annotate", out)
    if comments_by_tshark(out) != seen[0]:
        raise CaseFailed("--stream 3: the comments are others")


def check_sentences(explainer, source, rows):
    streams = {int(stream) for comment, stream in rows if comment}
    for stream in sorted(streams):
        ladder = " ".join(explainer.explain(source, "--stream", stream, "--verbose").split())
        for comment, its_stream in rows:
            sentence = comment.split("\\n")[0]
            if its_stream == str(stream) and sentence[:30] not in ladder:
                raise CaseFailed(f"stream {stream}: the ladder does not say {sentence!r}:\n{ladder}")
    if not any("handshake 1 of 3: the client's program connects" in row[0] for row in rows):
        raise CaseFailed(f"no handshake among {rows}")


def case_interfaces(explainer):
    """Frames of other link types stay what they are: each type has an interface of its own."""
    def frames(path):
        fields = ("frame.time_epoch", "frame.len", "frame.cap_len", "frame.protocols", "tcp.stream")
        words = [word for field in fields for word in ("-e", field)]
        return counts.run(["tshark", "-n", "-r", str(path), "-T", "fields", *words]).stdout

    made = captures.captures()
    for name in ("other_link_types", "interfaces_between_frames", "an_unknown_link_type", "cut"):
        source = explainer.path(f"{name}.pcapng")
        source.write_bytes(made[f"pcapng_{name}"])
        out = explainer.path(f"{name}.out.pcapng")
        explainer.explain(source, "--annotate", out)
        if frames(source) != frames(out):
            raise CaseFailed(f"{name}:\n{frames(source)}\nbecame\n{frames(out)}")
        if not any("handshake 1 of 3" in comment for comment, _ in comments_by_tshark(out)):
            raise CaseFailed(f"{name}: no comment on the SYN")


def case_mistakes(explainer):
    """Where it cannot be written: told before anything is read, and nothing is lost or left."""
    source = explainer.path("source.pcap")
    mischief.write_pcap(source, mischief.connections(4, 40, 60))
    data = source.read_bytes()
    explainer.path("link.pcap").symlink_to(source)
    explainer.path("hard.pcap").hardlink_to(source)
    before = sorted(explainer.folder.iterdir())
    for words, says in (
        ((source, "--annotate", source), "is the capture that is read"),
        ((source, "--annotate", explainer.path("link.pcap")), "is the capture that is read"),
        ((explainer.path("hard.pcap"), "--annotate", source), "is the capture that is read"),
        ((source, "--annotate", explainer.path("no/such.pcapng")), "no such file or folder"),
        ((source, "--annotate", explainer.folder), "is a folder"),
        ((source, "--annotate", source / "x"), "is not a folder"),
        ((source, "--annotate", "-"), "standard output has the explanation already"),
        ((source, "--annotate="), "OUT.pcapng"),
        ((source, "--annotate", explainer.path("x"), "--html", explainer.path("x")), "the same file"),
    ):
        said = explainer.explain(*words, exit_code=3, says=(says,))
        if said:
            raise CaseFailed(f"{words}: it was explained all the same:\n{said}")
    with source.open("rb") as stdin:  # the same file, by another name
        done = subprocess.run([explainer.echocheck, "explain", "-", "--annotate", source], stdin=stdin,
                              capture_output=True, check=False)
    if done.returncode != 3:
        raise CaseFailed(f"standard input was overwritten: {done}")
    explainer.explain(source, "--annotate", "/dev/full", exit_code=2,
                      says=("connections are not shown", "writing /dev/full: No space left on device"))
    if source.read_bytes() != data or sorted(explainer.folder.iterdir()) != before:
        raise CaseFailed(f"something was left or lost: {sorted(explainer.folder.iterdir())}")
    check_full_disk(explainer, source)
    cut = explainer.path("cut.pcap")
    cut.write_bytes(data[: len(data) // 2])
    out = explainer.path("cut.pcapng")
    explainer.explain(cut, "--annotate", out, exit_code=2, says=("cut or damaged after frame",))
    read = frames_by_editcap(out)
    if not read or read != frames_by_editcap(source)[: len(read)]:
        raise CaseFailed("of a capture that is cut the frames before that are not written")


def check_full_disk(explainer, source):
    """A file system with less room than the capture takes: nothing of it stays there."""
    disk = explainer.path("disk")
    disk.mkdir()
    script = ('mount -t tmpfs -o size=64k none "$1" && { "$2" explain "$3" --annotate "$1/out.pcapng"; '
              'code=$?; ls -A "$1"; exit $code; }')
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk,
             explainer.echocheck, source]
    done = subprocess.run(words, capture_output=True, check=False, text=True)
    left = "out.pcapng" in done.stdout
    if done.returncode != 2 or "No space left on device" not in done.stderr or left:
        raise CaseFailed(f"on a full disk: {done}")


if __name__ == "__main__":
    explain_test.main(globals())
