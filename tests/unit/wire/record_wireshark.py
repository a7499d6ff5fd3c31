# SPDX-License-Identifier: MIT
"""Writes wireshark_marks.txt: what tshark says of made-up connections to which everything happens that its analysis has
a name for (tests/live/explain/mischief.py). Usage: record_wireshark.py SEED... > wireshark_marks.txt

A connection is a line "connection COMPLETENESS", then a line for each segment: microseconds, C or S, flags in hex,
sequence number, bytes, acknowledgement, window, and the marks in letters (- for none)."""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "live" / "explain"))
import mischief  # noqa: E402

MARKS = {
    "R": "tcp.analysis.retransmission",
    "O": "tcp.analysis.out_of_order",
    "D": "tcp.analysis.duplicate_ack",
    "Z": "tcp.analysis.zero_window",
    "P": "tcp.analysis.zero_window_probe",
    "K": "tcp.analysis.keep_alive",
    "A": "tcp.analysis.keep_alive_ack",
}
FIELDS = ["tcp.stream", "tcp.srcport", "frame.time_relative", "tcp.flags", "tcp.seq_raw", "tcp.len", "tcp.ack_raw",
          "tcp.window_size_value", "tcp.completeness", *MARKS.values()]


def rows_of(frames):
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        mischief.write_pcap(file.name, frames)
        words = ["tshark", "-2", "-n", "-r", file.name, "-T", "fields", "-E", "occurrence=f"]
        for field in FIELDS:
            words += ["-e", field]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    return [dict(zip(FIELDS, line.split("\t"))) for line in done.stdout.splitlines()]


def main(seeds):
    for seed in seeds:
        frames = mischief.connections(int(seed), 1, 24)
        rows = rows_of(frames)
        if not rows:  # the generator gave it up
            continue
        # Of a connection that was open before the capture, tshark's number leaves the first segment out.
        known = int(rows[0]["tcp.flags"], 16) & mischief.SYN
        print("connection", int(rows[0]["tcp.completeness"]) if known else "-")
        for row in rows:
            marks = "".join(letter for letter, field in MARKS.items() if row[field])
            side = "S" if row["tcp.srcport"] == "50000" else "C"
            if row["tcp.stream"] != rows[0]["tcp.stream"]:
                break  # the same ports again: another connection
            print(round(float(row["frame.time_relative"]) * 1e6), side, f"{int(row['tcp.flags'], 16):02x}",
                  row["tcp.seq_raw"], row["tcp.len"], row["tcp.ack_raw"] or "0", row["tcp.window_size_value"],
                  marks or "-")


if __name__ == "__main__":
    main(sys.argv[1:])
