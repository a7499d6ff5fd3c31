// SPDX-License-Identifier: MIT
#include "harness/report/wording.h"

namespace echocheck {

const Wording& EnglishWording() {
  static constexpr Wording kEnglish = {
      .actors = {{{"the client's kernel", "the client's program"},
                  {"the server's kernel", "the server's program"}}},
      .one_byte = "1 byte",
      .bytes = "{count} bytes",

      .syn = "handshake 1 of 3: {who} connects",
      .syn_ack = "handshake 2 of 3: {who} accepts",
      .handshake_ack = "handshake 3 of 3: {who} confirms",
      .data = "{who} sends {bytes}",
      .data_fin = "{who} sends {bytes} and closes: FIN",
      .fin_first = "{who} closes first: FIN",
      .fin_second = "{who} closes, too: FIN",
      .fin_at_once = "{who} closes at the same time: FIN",
      .ack = "{who} acknowledges {bytes} so far",
      .fin_ack = "{who} acknowledges the FIN",
      .last_ack = "{who} acknowledges: both closed",
      .refused = "{who} refuses: nothing listens there",
      .reset = "{who} aborts: RST instead of FIN",
      .retransmission = "{who} repeats what nobody acknowledged",
      .fast_retransmission = "{who} resends: duplicate ACKs asked for it",
      .needless_retransmission = "{who} resends what was acknowledged",
      .same_frame = "the same frame again: it was captured twice",
      .half_open = "{who} still has an old connection",
      .half_open_reset = "{who} resets the old connection",
      .keep_alive = "{who} asks: still there? (keep-alive)",
      .keep_alive_ack = "{who} answers: still there",
      .window_update = "{who} has room for {window}",
      .zero_window_probe = "{who} asks: is there room again?",
      .duplicate_ack = "{who} repeats itself: it misses bytes",
      .out_of_order = "{who} sends {bytes}, beyond a hole",
      .zero_window = ", no room left",

      .sides = {"client", "server"},
      .frame = "frame",
      .milliseconds = "ms",
      .folded = "... {count} segments: {to_server} to the server, {to_client} back",
      .not_kept = "... {count} segments, only in the capture file",
      .no_handshake = "open before the capture began: no handshake was seen",
      .left_in = {"the end: the client never closed its side",
                  "the end: the server never closed its side"},
      .ends_in = "the end: client {client}, server {server}",
      .more_flows = "and {count} more connections, {segments} segments, in report.json",

      .expected = "expected",
      .actual = "actual",
      .frames = "frames",
      .and_more = "and {count} more",
      .ports = "clients",
      .source = "source",
      .cause = "cause",
      .hint = "hint",
      .difference = "the first byte that differs is number {offset}, counted from 0",
      .difference_bytes = "bytes {first} to {last}",
      .output = "the target's last output, of {count} in all",
      .no_output = "the target wrote no output",

      .address_found = "found: {note}",
      .host_arena = "on the host's network: {note}",
      .confined = "the server is confined",
      .no_capture = "no capture: {reason}",
      .capture_cut = "capture incomplete: {reason}",
      .apart = "behaviour {behaviour}, close {close}, {duration}",
      .durations =
          "arena {arena}, capture {capture}, start {start}, play {play}, close {close}, "
          "stop {stop}, judge {judge}",
      .files = "files: {folder} ({files})",
      .our_error = "nothing was judged: echocheck itself could not go on",
      .pattern_matched = "flags as expected: {pattern}",

      .attempts = "played {count} times: {verdicts}",
      .known = "known, and does not count: {reason}",
      .not_played = "{reason}",

      .progress = "[{done}/{total}] {failed} failed  {name}",

      .topic_top = "(top)",
      .topic_all = "all",
      .points = "points",
      .time = "time",
      .one_cause = "1 cause:",
      .causes = "{count} causes, the most basic first:",
      .no_cause = "without a known cause:",
      .remarks = "remarks:",
      .remark_word = "info",
      .flaky_word = "flaky",
      .known_word = "known",
      .flaky = "{name}: {verdicts}{checks}",
      .known_scenario = "{name}: {reason}",
      .no_longer_failing = "no longer fails, remove it: {entry}",
      .other_failure = "echocheck's own failure",
      .named_scenarios = "{scenarios}: {names}",
      .flaky_allowed = "flaky scenarios are allowed: each counts as its best attempt",

      .one_scenario = "1 scenario",
      .scenarios = "{count} scenarios",
      .verdict = {"the target conforms", "the target does not conform",
                  "the target conforms, and could do better",
                  "not enough was seen to say whether the target conforms",
                  "nothing was judged, all was skipped", "echocheck failed, nothing is claimed"},
      .no_scenarios = "no scenario was run",
      .unfinished = "the run was not finished",
      .isolation_lacks =
          "not isolated: {count} of {played} scenarios ran on the host's network: {reason}",
      .capture_lacks = "packets not captured in {count} of {played} scenarios: {reason}",
      .close_unseen =
          "how connections close was not seen in {count} of {played} scenarios: they earn no "
          "points",
      .strict = "strict: a SHOULD counts as a MUST",
      .page = "page: {path}",
      .next_command = "next: {command}",

      .same_findings = "judged again: the findings are those of the saved report",
      .changes = "judged again: not as in the saved report, which echocheck {version} wrote:",
      .saved = "saved",
      .now = "now",
      .not_judged = "not judged",

      .commented_scenario = "scenario {name}: {title}. Verdict: {verdict}.",
      .commented_file = "{file}, with comments by echocheck explain",
      .private_loopback = "loopback of the scenario's private network",
      .host_loopback = "loopback of this machine",
      .host_interface = "interface of this machine",
      .unknown_interface = "the interface of {file}",
  };
  return kEnglish;
}

}  // namespace echocheck
