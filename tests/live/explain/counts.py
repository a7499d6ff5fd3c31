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


def run(words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


def of_tshark(path):
    fields = [
        "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport",
        "frame.len", "tcp.flags.reset", "tcp.flags.syn", "tcp.completeness", *MARKS.values(),
    ]
    words = ["tshark", "-2", "-n", "-r", str(path), "-Y", "tcp", "-T", "fields", "-E", "occurrence=f"]
    for field in fields:
        words += ["-e", field]
    done = run(words)
    streams = collections.defaultdict(dict)
    for line in done.stdout.splitlines():
        row = dict(zip(fields, line.split("\t")))
        if not row["tcp.stream"]:
            continue
        stream = streams[int(row["tcp.stream"])]
        source, destination = (
            "[{}]:{}".format(row["ipv6." + end], row[f"tcp.{end}port"]) if row["ipv6." + end]
            else "{}:{}".format(row["ip." + end], row[f"tcp.{end}port"])
            for end in ("src", "dst")
        )
        for end in (source, destination):
            stream.setdefault(end, dict.fromkeys(COLUMNS, 0))
        counts = stream[source]
        counts["packets"] += 1
        counts["bytes"] += int(row["frame.len"])
        for name, field in MARKS.items():
            counts[name] += bool(row[field])
        counts["resets"] += row["tcp.flags.reset"] in ("1", "True")
        # Of a connection that was open before the capture, tshark leaves the first segment out.
        if "completeness" in stream or row["tcp.flags.syn"] in ("1", "True"):
            stream["completeness"] = int(row["tcp.completeness"])
    return dict(streams)


def of_echocheck(text):
    """Of what `echocheck explain --all` prints."""
    streams = {}
    stream = endpoint = None
    for line in text.splitlines():
        row = re.match(r"^ *(\d+)? +(\[[0-9a-f:.]+\]:\d+|[\d.]+:\d+)( .*)?$", line)
        if row:
            if row[1]:
                stream = streams.setdefault(int(row[1]), {})
            endpoint = row[2]
            line = row[3] or ""
        if endpoint and re.match(r"^( +(\d+|-)){8}$", line):
            values = [0 if word == "-" else int(word) for word in line.split()]
            stream[endpoint] = dict(zip(COLUMNS, values))
            endpoint = None
        elif stream is not None and (words := re.search(r"\((\d+)\)$", line)):
            stream["completeness"] = int(words[1])
            stream = None
    return streams
