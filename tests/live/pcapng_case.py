# SPDX-License-Identifier: MIT
"""Runs echocheck --pcapng and reads each capture.pcapng with tshark: the frames of capture.pcap, and
of each a comment that fits what the report has of it.

    pcapng_case.py --echocheck BIN [options] -- ARGUMENTS...

{out} in ARGUMENTS stands for the run folder.
"""

import argparse
import collections
import json
import subprocess
import sys

import report_checks
from echocheck_run import CaseFailed, finish, play_case, start

# What the ladder says of a segment's role, in either language.
SENTENCES = {
    "syn": ("handshake 1 of 3: the client's program connects", "接続確立 1/3"),
    "syn-ack": ("handshake 2 of 3: the server's kernel accepts", "接続確立 2/3"),
    "handshake-ack": ("handshake 3 of 3: the client's kernel confirms", "接続確立 3/3"),
    "data": ("'s program sends", "を送信"),
    "reset": ("RST", "RST"),
}


def parse_arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--echocheck", required=True)
    parser.add_argument("--user", choices=["current", "ordinary", "root"], default="current")
    parser.add_argument("--exit", type=int, default=0)
    parser.add_argument("--names", action="append", default=[], metavar="TEXT",
                        help="a comment of a frame that a finding names has this")
    parser.add_argument("--no-comments", action="store_true", help="no frame has one")
    parser.add_argument("--headers-only", action="store_true", help="so the captures are to be")
    parser.add_argument("--in-the-way", metavar="PATH",
                        help="a folder is there in the run folder, where the capture is to be")
    parser.add_argument("arguments", nargs="+", metavar="ARGUMENT")
    return parser.parse_args()


def output_of(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CaseFailed(f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def comments_of(capture):
    listing = output_of("tshark", "-n", "-r", capture, "-T", "fields", "-e", "frame.number", "-e",
                        "frame.comment")
    rows = [line.split("\t") for line in listing.splitlines()]
    return {int(number): comment for number, comment in rows}


def frames_of(capture):
    """Stamp, lengths and bytes of each frame, as tshark reads them."""
    listing = output_of("tshark", "-n", "-r", capture, "-T", "json", "-x", "-J", "frame")
    read = []
    for packet in json.loads(listing):
        layers = packet["_source"]["layers"]
        frame = layers["frame"]
        names = ("frame.time_epoch", "frame.len", "frame.cap_len")
        read.append((layers["frame_raw"][0], *(frame[name] for name in names)))
    return read


def named_frames(scenario):
    """Of each frame the findings that name it."""
    named = collections.defaultdict(list)
    for finding in scenario["findings"]:
        for frame in finding["evidence"].get("frames", []):
            named[frame].append(finding)
    return named


def check_comments(scenario, comments, case):
    for flow in scenario["flows"]:
        for segment in flow["segments"]["first"] + flow["segments"]["last"]:
            comment = comments[segment["frame"]]
            wanted = SENTENCES.get(segment["role"], ("'s ", "が"))
            if not any(sentence in comment for sentence in wanted):
                raise CaseFailed(f"frame {segment['frame']}, {segment['role']}: {comment!r}")
    for frame, findings in named_frames(scenario).items():
        for finding in findings:
            said = f"{finding['verdict']} {finding['check']}: {finding['summary']}"
            if said not in comments[frame]:
                raise CaseFailed(f"frame {frame} does not say {said!r}: {comments[frame]!r}")
            if "cause" in finding and comments[frame].count(finding["cause"]["sentence"]) != 1:
                raise CaseFailed(f"frame {frame} does not name the cause once: {comments[frame]!r}")
    for frame, comment in comments.items():
        if frame not in named_frames(scenario) and "\\n" in comment:
            raise CaseFailed(f"frame {frame}, of no finding: {comment!r}")
        if bool(comment) == case.no_comments:  # also in the middle of a long connection
            raise CaseFailed(f"frame {frame} of {scenario['name']}: {comment!r}")


def check_scenario(scenario, language, out, case):
    folder = out / scenario["folder"]
    if "capture.pcapng" not in scenario["files"]:
        raise CaseFailed(f"the report has only {scenario['files']}")
    if scenario["capture"]["headers_only"] != case.headers_only:
        raise CaseFailed(f"headers only: {scenario['capture']['headers_only']}")
    commented = folder / "capture.pcapng"
    plain = folder / "capture.pcap"
    if frames_of(commented) != frames_of(plain):
        raise CaseFailed(f"{commented} has other frames than {plain}")
    comments = comments_of(commented)
    if len(comments) != scenario["capture"]["frames"]:
        raise CaseFailed(f"{commented} has {len(comments)} frames")
    check_comments(scenario, comments, case)
    about = output_of("capinfos", commented)
    title = scenario["title_ja" if language == "ja" else "title"]
    for text in ("echocheck ", f"{scenario['name']}: {title}", scenario["verdict"],
                 "nanoseconds (9)", "Name = lo"):
        if text not in about:
            raise CaseFailed(f"capinfos does not say {text!r}:\n{about}")
    return [comments[frame] for frame in named_frames(scenario)]


def put_in_the_way(out, path):
    folder = out / path
    folder.mkdir(parents=True)
    while folder != out.parent:
        folder.chmod(0o777)
        folder = folder.parent


def check_not_written(run, case):
    if run.exit_code != 2 or f"{case.in_the_way}: Is a directory" not in run.said:
        raise CaseFailed("it does not say that it could not write the capture")
    if "the target conforms" not in run.said or not (run.out / "report.html").exists():
        raise CaseFailed("because of that, what was judged is not told")
    if "capture.pcapng" in run.report["scenarios"][0]["files"]:
        raise CaseFailed("the report has a file that could not be written")
    folder = (run.out / case.in_the_way).parent
    if left := [each for each in folder.iterdir() if ".tmp-" in each.name]:
        raise CaseFailed(f"half a file was left: {left}")


def check_run(run, case):
    if run.exit_code != case.exit:
        raise CaseFailed(f"expected exit {case.exit}")
    report_checks.check_plain_output(run)
    named = []
    for scenario in run.report["scenarios"]:
        named += check_scenario(scenario, run.report["run"]["language"], run.out, case)
    for text in case.names:
        if not any(text in comment for comment in named):
            raise CaseFailed(f"no finding is said to be {text!r}: {named}")


def main():
    case = parse_arguments()

    def play(folder):
        out = folder / "run"
        if case.in_the_way:
            put_in_the_way(out, case.in_the_way)
        words = [case.echocheck, *[word.replace("{out}", str(out)) for word in case.arguments]]
        run = finish(start(case.user, words, out), words, out)
        try:
            (check_not_written if case.in_the_way else check_run)(run, case)
        except CaseFailed as failure:
            raise CaseFailed(f"{failure}\n{run.describe()}") from None

    return play_case(case.user, play)


if __name__ == "__main__":
    sys.exit(main())
