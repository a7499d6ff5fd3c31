// SPDX-License-Identifier: MIT
#include "harness/case/target_json.h"

#include "harness/case/history_json.h"  // endpoints
#include "harness/case/reason_json.h"

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, ExitStatus>& status) {
  fields("code", status.code);
  fields("signal", status.signal);
  if constexpr (Archive::kReads) {
    if (status.code && status.signal) fields.Fail("\"code\" and \"signal\" in one");
  }
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, SocketRecord>& socket) {
  fields("state", socket.state);
  fields("local", socket.local);
  fields("remote", socket.remote);
  fields("receive_queue", socket.receive_queue);
  fields("send_queue", socket.send_queue);
  fields("holders", socket.holders);
  fields("held_by_launched", socket.held_by_launched);
  DescribeIfSet(fields, "holders_unseen", socket.holders_unseen);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, ProcessSample>& sample) {
  fields("name", sample.name);
  fields("at_ns", sample.at);
  fields("settled", sample.settled);
  fields("processes", sample.processes);
  fields("threads", sample.threads);
  fields("descriptors", sample.descriptors);
  fields("zombies", sample.zombies);
  fields("resident_bytes", sample.resident_bytes);
  fields("cpu_ns", sample.cpu);
  DescribeReason(fields, "unseen", "unseen_said", sample.unseen);
  DescribeReason(fields, "descriptors_unseen", "descriptors_unseen_said",
                 sample.descriptors_unseen);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, IdleRecord>& idle) {
  fields("at_ns", idle.at);
  fields("wall_ns", idle.wall);
  fields("cpu_ns", idle.cpu);
  fields("looks", idle.looks);
  fields("awake", idle.awake);
  fields("connections", idle.connections);
  DescribeReason(fields, "unseen", "unseen_said", idle.unseen);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, SignalRecord>& signal) {
  fields("signal", signal.signal);
  fields("at_ns", signal.at);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, HoldRecord>& hold) {
  fields("at_ns", hold.at);
  fields("released_at_ns", hold.released_at);
  fields("by_signal", hold.by_signal);
  fields("calls", hold.calls);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, Relaunch>& relaunch) {
  fields("startup", relaunch.startup);
  fields("listening", relaunch.listening);
  fields("listened_after_ns", relaunch.listened_after);
  fields("exit_status", relaunch.exit_status);
  DescribeReason(fields, "sockets_unseen", "sockets_unseen_said", relaunch.sockets_unseen);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, StopRecord>& stop) {
  fields("asked", stop.asked);
  fields("ended_by_term", stop.ended_by_term);
  fields("listener_gone", stop.listener_gone);
  fields("duration_ns", stop.duration);
  fields("killed", stop.killed);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, CommandedStop>& stop) {
  fields("signal", stop.signal);
  fields("at_ns", stop.at);
  fields("stop", stop.stop);
  fields("connections", stop.connections);
  fields("exit_status", stop.exit_status);
  fields("relaunch", stop.relaunch);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, TargetOutcome>& target) {
  fields.ByteField("command", target.command);
  fields("address_form", target.address_form);
  DescribeReason(fields, "address_note", "address_note_said", target.address_note);
  fields("startup", target.startup);
  fields("asked", target.asked);
  fields("listening", target.listening);
  DescribeReason(fields, "sockets_unseen", "sockets_unseen_said", target.sockets_unseen);
  fields("used", target.used);
  fields("listened_after_ns", target.listened_after);
  fields("launcher_left", target.launcher_left);
  fields("ended_early", target.ended_early);
  fields("ended_at_ns", target.ended_at);
  fields("exit_status", target.exit_status);
  fields("signals", target.signals);
  DescribeIfSet(fields, "holds", target.holds);
  fields("stops", target.stops);
  fields("samples", target.samples);
  fields("idle", target.idle);
  fields("went_in_circles_at_ns", target.went_in_circles_at);
  fields("most_processes", target.most_processes);
  fields("sockets_left", target.sockets_left);
  fields("stop", target.stop);
  fields.ByteField("output_tail", target.output_tail);
  fields("output_bytes", target.output_bytes);
  DescribeIfSet(fields, "output_before_listening", target.output_before_listening);
  fields.Former("output_log_cut");
}

template void Describe(FieldWriter&, const TargetOutcome&);
template void Describe(FieldReader&, TargetOutcome&);

}  // namespace echocheck
