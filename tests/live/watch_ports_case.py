# SPDX-License-Identifier: MIT
"""`echocheck watch --port` beside other people's clients, on a loopback of its own (in_container)."""

import argparse
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

from echocheck_run import HANG_SECONDS, CaseFailed, adopt_orphans, check_nobody_left
from watch_screen import read_until, segments_shown

PORT = 50000


def start(words):
    return subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def say(words, text):
    done = subprocess.run(words, input=text, capture_output=True, timeout=HANG_SECONDS, check=True)
    if done.stdout != text:
        raise CaseFailed(f"{words[0]} got {done.stdout}, and had sent {text}")


def end(process, seen):
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=HANG_SECONDS)
    text = (seen + rest).decode()
    if process.returncode != 0:
        raise CaseFailed(f"exit {process.returncode}\n{text}")
    return text


def expect(text, *patterns):
    for pattern in patterns:
        if not re.search(pattern, text):
            raise CaseFailed(f"it does not say /{pattern}/\n{text}")


def tshark_frames(capture):
    words = ["tshark", "-r", str(capture), "-T", "fields", "-e", "frame.number"]
    return len(subprocess.run(words, capture_output=True, check=True).stdout.split())


def watch_two_clients(echocheck, folder):
    capture = folder / "two.pcap"
    watching = start([echocheck, "watch", "--port", str(PORT), "--write", str(capture)])
    seen = read_until(watching.stdout, "in another terminal: nc -p 50001 127.0.0.1 50000")
    # Each segment appears at once: the next client waits until the last one's close was shown.
    say(["socat", "-", f"TCP:127.0.0.1:{PORT},bind=127.0.0.1:50001,reuseaddr"], b"hoge\n")
    seen = read_until(watching.stdout, "both closed", seen)
    say(["ncat", "-p", "50002", "127.0.0.1", str(PORT)], b"fuga\n")
    seen = read_until(watching.stdout, "B  client 127.0.0.1:50002", seen)
    while seen.count(b"both closed") < 2:
        seen = read_until(watching.stdout, "\n", seen + watching.stdout.read1(65536))
    text = end(watching, seen)
    expect(
        text,
        r"A  client 127\.0\.0\.1:50001 +server 127\.0\.0\.1:50000",
        r"A .*--- PSH\+ACK \"hoge\\n\" -+>",
        r"B .*<-+ PSH\+ACK \"fuga\\n\" ---",
        r"\n2 connections, \d+ segments",
        r"\nA   127\.0\.0\.1:50001 -> 127\.0\.0\.1:50000\n +\d+ segments, 5 bytes to the server, 5 back",
        r"closed by the client first, then by the server",
        r"no retransmissions",
    )
    counted = re.search(r"capture: \S+, (\d+) frames", text)
    if not counted or not int(counted[1]) == segments_shown(text) == tshark_frames(capture):
        raise CaseFailed(f"tshark reads {tshark_frames(capture)} frames\n{text}")


def watch_a_refused_client(echocheck):
    watching = start([echocheck, "watch"])  # all TCP
    seen = read_until(watching.stdout, "watching all TCP on lo")
    subprocess.run(["ncat", "127.0.0.1", "9"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    seen = read_until(watching.stdout, "refuses: nothing listens there", seen)
    expect(end(watching, seen), r"refused: nothing listens there, so the kernel answered with RST")


def watch_bulk(echocheck, folder):
    """What nobody can follow is counted, and what the file lacks is told."""
    capture = folder / "bulk.pcap"
    watching = start([echocheck, "watch", "--port", str(PORT), "--write", str(capture)])
    seen = read_until(watching.stdout, "watching TCP port 50000 on lo")
    say(["socat", "-b65536", "-", f"TCP:127.0.0.1:{PORT}"], bytes(1 << 20))
    seen = read_until(watching.stdout, "acknowledges: both closed", seen)
    text = end(watching, seen)
    expect(text, r"\n1 connection, \d+ segments", r"1048576 bytes to the server, 1048576 back")


def watch_nothing(echocheck):
    watching = start([echocheck, "watch", "--port", "50000", "--port", "50001", "--lang", "ja"])
    seen = read_until(watching.stdout, "50000, 50001")
    expect(end(watching, seen), r"\n接続は観察されませんでした\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    adopt_orphans()
    server = start([options.server, f"127.0.0.1:{PORT}"])
    try:
        read_until(server.stdout, str(PORT))
        with tempfile.TemporaryDirectory(prefix="echocheck-live-") as folder:
            folder = pathlib.Path(folder)
            watch_two_clients(options.echocheck, folder)
            watch_a_refused_client(options.echocheck)
            watch_bulk(options.echocheck, folder)
            watch_nothing(options.echocheck)
    except CaseFailed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    finally:
        server.kill()
        server.communicate()
    check_nobody_left()
    return 0


if __name__ == "__main__":
    sys.exit(main())
