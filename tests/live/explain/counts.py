# SPDX-License-Identifier: MIT
"""What tshark and echocheck say of a capture's connections, in one form:

    {stream: {endpoint: {"packets": ..., "bytes": ..., ...}, "completeness": ...}}
"""

import collections
import re
import subprocess

MARKS = {
    "retransmissions": "tcp.analysis.retransmission",
    "duplicate_acks": "tcp.analysis.duplicate_ack",
    "out_of_order": "tcp.analysis.out_of_order",
    "zero_windows": "tcp.analysis.zero_window",
    "keep_alives": "tcp.analysis.keep_alive",
}
COLUMNS = ("packets", "bytes", *MARKS, "resets")
# Below a connection's rows, each with its name.
RARE_MARKS = {
    "Fast Retransmission": "tcp.analysis.fast_retransmission",
    "Spurious Retransmission": "tcp.analysis.spurious_retransmission",
    "ZeroWindowProbe": "tcp.analysis.zero_window_probe",
    "Previous segment not captured": "tcp.analysis.lost_segment",
    "ACKed unseen segment": "tcp.analysis.ack_lost_segment",
    "Port numbers reused": "tcp.analysis.reused_ports",
}
ALL_MARKS = {**MARKS, **RARE_MARKS}


def run(words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


def of_tshark(path):
    """In two passes: the completeness of a connection is known at its end."""
    streams = in_passes(path, ["-2"])
    ends = [end for stream in streams.values() for end in stream.values() if isinstance(end, dict)]
    reused = "Port numbers reused"
    if any(end[reused] for end in ends):
        # The second pass judges a SYN+ACK by the number that a later one brought.
        once = in_passes(path, [])
        for number, stream in streams.items():
            for name, end in stream.items():
                if isinstance(end, dict):
                    end[reused] = once[number][name][reused]
    return streams


def in_passes(path, passes):
    fields = [
        "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport",
        "frame.len", "tcp.flags.reset", "tcp.flags.syn", "tcp.completeness", "frame.protocols",
        *ALL_MARKS.values(),
    ]
    # Of several IP headers the last one is TCP's.
    words = ["tshark", *passes, "-n", "-r", str(path), "-Y", "tcp", "-T", "fields", "-E", "occurrence=l"]
    for field in fields:
        words += ["-e", field]
    done = run(words)
    streams = collections.defaultdict(dict)
    for line in done.stdout.splitlines():
        row = dict(zip(fields, line.split("\t")))
        if not row["tcp.stream"]:
            continue
        stream = streams[int(row["tcp.stream"])]
        layers = row["frame.protocols"].split(":")
        is_ipv6 = [each for each in layers[: layers.index("tcp")] if each in ("ip", "ipv6")][-1] == "ipv6"
        source, destination = (
            "[{}]:{}".format(row["ipv6." + end], row[f"tcp.{end}port"]) if is_ipv6
            else "{}:{}".format(row["ip." + end], row[f"tcp.{end}port"])
            for end in ("src", "dst")
        )
        for end in (source, destination):
            stream.setdefault(end, dict.fromkeys((*COLUMNS, *RARE_MARKS), 0))
        counts = stream[source]
        counts["packets"] += 1
        counts["bytes"] += int(row["frame.len"])
        for name, field in ALL_MARKS.items():
            counts[name] += bool(row[field])
        counts["resets"] += row["tcp.flags.reset"] in ("1", "True")
        # Of a connection that was open before the capture, tshark leaves the first segment out.
        if "completeness" in stream or row["tcp.flags.syn"] in ("1", "True"):
            stream["completeness"] = int(row["tcp.completeness"])
    return dict(streams)


def of_echocheck(text):
    """Of what `echocheck explain --all` prints."""
    streams = {}
    stream, ends, words = {}, [], ""

    def finish():
        if completeness := re.search(r"\((\d+)\)(?: (?:client|server):|$)", words):
            stream["completeness"] = int(completeness[1])
        for side, end in zip(("client", "server"), ends):
            said = re.search(rf"\b{side}: ((?:\d+ [A-Za-z ]+(?:, |$| (?=server:)))+)", words)
            for count, name in re.findall(r"(\d+) ([A-Za-z ]+?)(?=, \d| server:|$)", said[1] if said else ""):
                stream[end][name.strip()] = int(count)

    for line in text.splitlines():
        row = re.match(r"^ *(\d+)? +(\[[0-9a-f:.]+\]:\d+|[\d.]+:\d+)( .*)?$", line)
        if row:
            if row[1]:
                finish()
                stream, ends, words = streams.setdefault(int(row[1]), {}), [], ""
            ends.append(row[2])
            line = row[3] or ""
        if ends and len(ends) <= 2 and re.match(r"^( +(\d+|-)){8}$", line):
            values = [0 if word == "-" else int(word) for word in line.split()]
            stream[ends[-1]] = {**dict(zip(COLUMNS, values)), **dict.fromkeys(RARE_MARKS, 0)}
        elif len(ends) == 2 and line.startswith("      "):
            words = f"{words} {line.strip()}"
        elif not row:
            finish()
            stream, ends, words = {}, [], ""
    finish()
    return streams
