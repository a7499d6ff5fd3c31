// SPDX-License-Identifier: MIT
// One connection as rules of causes want to see it: the messages that the client sent, and the
// place where what came back parts from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/judge/facts/connections.h"
#include "harness/judge/facts/echo_stream.h"

namespace echocheck {

// What one `send` step sent.
struct Message {
  std::uint64_t begin = 0;  // in the sent stream
  std::uint64_t size = 0;
  BytesView bytes;  // as far as they were kept
  Nanoseconds sent_at{0};

  std::uint64_t end() const { return begin + size; }
};

// In their order; those of which no byte went out are left out. Borrows from `connection`.
std::vector<Message> MessagesOf(const Connection& connection);

// The place from which on the two streams differ. Borrows from the connection.
class EchoDivergence {
 public:
  explicit EchoDivergence(const Connection& connection);
  EchoDivergence(const EchoDivergence&) = delete;  // holds a pointer into itself
  EchoDivergence& operator=(const EchoDivergence&) = delete;

  StreamRelation relation() const { return echo_.alignment.relation; }
  bool truncated() const { return relation() == StreamRelation::kTruncated; }
  bool differs() const;  // something came that is not what was sent
  std::uint64_t offset() const { return offset_; }
  std::uint64_t came_back() const { return echo_.came_back; }
  std::uint64_t missing() const;

  // Both streams from the offset on, as far as they were kept.
  BytesView sent() const { return sent_; }
  BytesView received() const { return received_; }
  // The one or two sent bytes in front of the offset; fewer where they were not kept.
  BytesView sent_before() const { return sent_before_; }
  // The message in which the offset lies; at the end of all, the last one. nullptr: nothing was
  // sent.
  const Message* message() const { return message_; }
  // The part of the echo that came last before the offset: from the begin of the message that it
  // belongs to.
  BytesView replied() const;

  // How many sent bytes were left out before what came; nullopt: what came is nothing of them.
  std::optional<std::uint64_t> Gap() const;
  // The bytes that came in addition, before the echo goes on; empty: it does not look like that.
  std::string Added() const;

 private:
  // Sets sent_before_, sent_ and received_ from parts of both streams that begin at the same place,
  // in which the offset is at `at`.
  void LookAt(BytesView sent, BytesView received, std::uint64_t at);

  const StreamRecord& stream_;
  std::vector<Message> messages_;
  EchoStream echo_;
  std::uint64_t offset_ = 0;
  BytesView sent_before_;
  BytesView sent_;
  BytesView received_;
  const Message* message_ = nullptr;
};

// The server could not write as fast as it had to, by the scenario's doing or as the wire shows.
bool UnderPressure(const Connection& connection, const Scenario& scenario);

bool IsLineEnd(char byte);
// Bytes as one argument of a message, short.
std::string Shown(BytesView bytes);
// The shorter one is the beginning of the longer, and has `at_least` bytes.
bool StartsAlike(BytesView a, BytesView b, std::size_t at_least);

}  // namespace echocheck
