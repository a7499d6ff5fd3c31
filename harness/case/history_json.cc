// SPDX-License-Identifier: MIT
#include "harness/case/history_json.h"

#include <utility>

#include "harness/case/reason_json.h"

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, StreamDifference>& difference) {
  fields("offset", difference.offset);
  fields("window_begin", difference.window_begin);
  fields.ByteField("expected", difference.expected);
  fields.ByteField("actual", difference.actual);
}

// Kind and argument, in the words of the scenario format.
template <class Archive>
void DescribeName(Archive& fields, Of<Archive, StepRecord>& step) {
  std::string name = StepName(step.kind, step.argument);
  fields("name", name);
  if constexpr (Archive::kReads) {
    auto parsed = ParseStepName(name);
    if (!parsed) return fields.Fail("name", "there is no such step");
    step.kind = parsed->first;
    step.argument = std::move(parsed->second);
  }
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, StepRecord>& step) {
  fields("index", step.index);
  DescribeName(fields, step);
  fields("outcome", step.outcome);
  fields("begin_ns", step.begin);
  fields("end_ns", step.end);
  DescribeReason(fields, "error", "error_said", step.error);
  fields("target_asleep", step.target_asleep);
  fields("address_taken", step.address_taken);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, StallProbe>& probe) {
  fields("missing", probe.missing);
  fields("released_by", probe.released_by);
  fields("released", probe.released);
  fields("sent", probe.sent);
  fields("received", probe.received);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, DatagramRecord>& datagram) {
  fields("size", datagram.size);
  fields("sent_at_ns", datagram.sent_at);
  fields("returned", datagram.returned);
  fields("returned_at_ns", datagram.returned_at);
  DescribeReason(fields, "error", "error_said", datagram.error);
  fields("hash", datagram.hash);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, StrangeDatagram>& datagram) {
  fields("size", datagram.size);
  fields("at_ns", datagram.at);
  fields.ByteField("head", datagram.head);
  fields("from", datagram.from);
  fields("hash", datagram.hash);
  fields("like", datagram.like);
  fields("difference", datagram.difference);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, StreamRecord>& stream) {
  fields("sent", stream.sent);
  fields("received", stream.received);
  fields("sent_hash", stream.sent_hash);
  fields("received_hash", stream.received_hash);
  fields("difference", stream.difference);
  fields("unsolicited", stream.unsolicited);
  fields("unsolicited_offset", stream.unsolicited_offset);
  fields("unsolicited_at_ns", stream.unsolicited_at);
  fields.ByteField("sent_head", stream.sent_head);
  fields.ByteField("received_head", stream.received_head);
  fields.ByteField("received_tail", stream.received_tail);
  fields("first_byte_at_ns", stream.first_byte_at);
  fields("last_byte_at_ns", stream.last_byte_at);
  fields("eof_at_ns", stream.eof_at);
  fields("reset_at_ns", stream.reset_at);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, ConnectionRecord>& connection) {
  fields("client", connection.client);
  fields("script", connection.script);
  fields("ordinal", connection.ordinal);
  fields("local", connection.local);
  fields("remote", connection.remote);
  fields("connected", connection.connected);
  fields("ending", connection.ending);
  fields("ended_at_ns", connection.ended_at);
  fields("cut_short", connection.cut_short);
  fields("left_unread", connection.left_unread);
  fields("steps", connection.steps);
  fields("stream", connection.stream);
  fields("probe", connection.probe);
  fields("datagrams", connection.datagrams);
  fields("strange_datagrams", connection.strange_datagrams);
  fields("strange_count", connection.strange_count);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, History>& history) {
  fields("connections", history.connections);
}

template void Describe(FieldWriter&, const StreamDifference&);
template void Describe(FieldReader&, StreamDifference&);
template void Describe(FieldWriter&, const ConnectionRecord&);
template void Describe(FieldReader&, ConnectionRecord&);
template void Describe(FieldWriter&, const History&);
template void Describe(FieldReader&, History&);

}  // namespace echocheck
