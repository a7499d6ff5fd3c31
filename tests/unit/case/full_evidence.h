// SPDX-License-Identifier: MIT
// Evidence in which every field has a value of its own: what is not written, or written under
// another's key, does not come back.
#pragma once

#include "harness/model/run_record.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {

inline Bytes AllBytes() {
  Bytes bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

inline ConnectionRecord FullConnection() {
  ConnectionRecord connection;
  connection.client = "client";
  connection.script = 1;
  connection.ordinal = 2;
  connection.local = {"127.0.0.1"_ip, 50001};
  connection.remote = {"::1"_ip, 50000};
  connection.connected = true;
  connection.ending = ClientEnding::kShutdown;
  connection.ended_at = Nanoseconds(3);
  connection.cut_short = true;
  connection.steps = {{4, StepKind::kMeet, "all-in", StepOutcome::kFailed, Nanoseconds(5),
                       Nanoseconds(6), "7", true, Endpoint{"127.0.0.2"_ip, 8}}};
  connection.left_unread = true;
  connection.probe = StallProbe{19, Release::kFiller, 20, 21, 22};
  connection.datagrams = {{23, Nanoseconds(24), 25, Nanoseconds(26), "27", 32}};
  connection.strange_datagrams = {{28, Nanoseconds(29), Bytes("\x00\xff", 2), "30", 33, 34,
                                   StreamDifference{35, 36, "expected\n", "actual\n"}}};
  connection.strange_count = 31;
  StreamRecord& stream = connection.stream;
  stream.sent = 8;
  stream.received = 9;
  stream.sent_hash = 0xffffffffffffffffULL;  // beyond what a double can hold
  stream.received_hash = (1ULL << 53) + 1;
  stream.difference = StreamDifference{10, 11, "expected\n", Bytes("\x00\xff", 2)};
  stream.unsolicited = 12;
  stream.unsolicited_offset = 13;
  stream.unsolicited_at = Nanoseconds(14);
  stream.sent_head = AllBytes();
  stream.received_head = "\x1b[31mred";
  stream.received_tail = "\xe3\x82\xa8\xe3\x82\xb3\xe3\x83\xbc";  // UTF-8
  stream.first_byte_at = Nanoseconds(15);
  stream.last_byte_at = Nanoseconds(16);
  stream.eof_at = Nanoseconds(17);
  stream.reset_at = Nanoseconds(18);
  return connection;
}

inline TargetOutcome FullTarget() {
  TargetOutcome target;
  target.command = {"./server", "caf\xe9", ""};  // Latin-1: a word need not be UTF-8
  target.address_form = AddressForm::kDashP;
  target.address_note = "it listens on 8080 whatever its arguments";
  target.startup = Startup::kListensElsewhere;
  target.asked = {"127.0.0.1"_ip, 1};
  target.listening = {{"0.0.0.0"_ip, 2}, {"::"_ip, 3}};
  target.used = {"127.0.0.1"_ip, 4};
  target.listened_after = Nanoseconds(5);
  target.launcher_left = true;
  target.ended_early = ExitStatus{.code = std::nullopt, .signal = 11};
  target.ended_at = Nanoseconds(6);
  target.exit_status = ExitStatus{.code = 7, .signal = std::nullopt};
  target.stop = {true, true, true, Nanoseconds(12), 13};
  target.sockets_left = {
      {"CLOSE-WAIT", {"127.0.0.1"_ip, 8}, {"127.0.0.1"_ip, 9}, 10, 11, 15, true, true}};
  target.signals = {{TargetSignal::kStop, Nanoseconds(16)}};
  target.stops = {
      {TargetSignal::kKill, Nanoseconds(17), target.stop, 18, target.exit_status,
       Relaunch{
           Startup::kExited, {{"::1"_ip, 19}}, Nanoseconds(20), target.exit_status, "process 35"}}};
  target.samples = {{"before", Nanoseconds(21), true, 22, 23, 24, 25, 26, Nanoseconds(27),
                     "process 36", "process 37"}};
  target.holds = {{Nanoseconds(40), Nanoseconds(41), true, {"read 42"}}};
  target.idle = {{Nanoseconds(28), Nanoseconds(29), Nanoseconds(30), 31, 32, 33, "process 38"}};
  target.sockets_unseen = "process 39";
  target.went_in_circles_at = Nanoseconds(39);
  target.most_processes = 34;
  target.output_tail = Bytes("half \xe3\x82", 7);
  target.output_bytes = 14;
  target.output_before_listening = 3;
  return target;
}

inline ScenarioEvidence FullEvidence() {
  ScenarioEvidence evidence;
  evidence.isolation = Isolation::kHost;
  evidence.isolation_note = "user namespaces are switched off";
  evidence.started_at = Nanoseconds(1'700'000'000'123'456'789);
  evidence.history.connections = {FullConnection(), ConnectionRecord{}};
  evidence.target = FullTarget();
  evidence.capture = {
      CaptureState::kIncomplete, "2 frames dropped", "lo", 1, 2, 3, 4, true, true, true, true};
  evidence.durations = {Nanoseconds(1), Nanoseconds(2), Nanoseconds(3), Nanoseconds(4),
                        Nanoseconds(5), Nanoseconds(6), Nanoseconds(7), Nanoseconds(8)};
  evidence.held_up = {Nanoseconds(9), Nanoseconds(10), true};
  evidence.error = EnvironmentError("the disk is full\nfree some space");
  return evidence;
}

}  // namespace echocheck
