// SPDX-License-Identifier: MIT
#include "harness/judge/facts/echo_divergence.h"

#include <algorithm>
#include <variant>

namespace echocheck {
namespace {

// As many bytes as make a coincidence unlikely.
constexpr std::size_t kNeedle = 16;
constexpr std::size_t kSure = 8;
constexpr std::size_t kLeast = 4;
// As much of a payload as reads well inside a sentence.
constexpr std::size_t kShownWidth = 40;

BytesView Part(BytesView bytes, std::uint64_t begin, std::uint64_t size) {
  if (begin >= bytes.size()) return {};
  return bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(size));
}

BytesView From(BytesView bytes, std::uint64_t begin) { return Part(bytes, begin, BytesView::npos); }

}  // namespace

std::vector<Message> MessagesOf(const Connection& connection) {
  const StreamRecord& stream = connection.record.stream;
  std::vector<Message> messages;
  std::uint64_t begin = 0;
  for (const StepRecord& step : connection.record.steps) {
    if (begin >= stream.sent || step.index >= connection.script.steps.size()) break;
    const auto* send = std::get_if<SendStep>(&connection.script.steps[step.index].action);
    if (send == nullptr) continue;
    const std::uint64_t size = std::min(send->payload.size(), stream.sent - begin);
    if (size == 0) continue;
    messages.push_back({begin, size, Part(stream.sent_head, begin, size), step.begin});
    begin += size;
  }
  return messages;
}

EchoDivergence::EchoDivergence(const Connection& connection)
    : stream_(connection.record.stream),
      messages_(MessagesOf(connection)),
      echo_(CompareStreams(stream_, connection.flow ? connection.flow->unsolicited_bytes : 0)),
      offset_(relation() == StreamRelation::kSame ? stream_.received : echo_.alignment.offset) {
  if (offset_ <= stream_.received_head.size()) {
    LookAt(stream_.sent_head, stream_.received_head, offset_);
  } else if (echo_.difference) {
    LookAt(echo_.difference->expected, echo_.difference->actual,
           offset_ - echo_.difference->window_begin);
  }
  for (const Message& message : messages_) {
    if (message.begin > offset_ && message_ != nullptr) break;
    message_ = &message;
  }
}

void EchoDivergence::LookAt(BytesView sent, BytesView received, std::uint64_t at) {
  const std::uint64_t back = std::min<std::uint64_t>(at, 2);
  sent_before_ = Part(sent, at - back, back);
  sent_ = From(sent, at);
  received_ = From(received, at);
}

bool EchoDivergence::differs() const {
  return relation() == StreamRelation::kExtra || relation() == StreamRelation::kChanged;
}

std::uint64_t EchoDivergence::missing() const {
  return stream_.sent - std::min(stream_.sent, echo_.came_back);
}

BytesView EchoDivergence::replied() const {
  // What ends exactly where a message does is the reply to that one.
  std::uint64_t begin = 0;
  for (const Message& message : messages_) {
    if (message.begin < offset_) begin = message.begin;
  }
  return Part(stream_.received_head, begin, offset_ - begin);
}

std::optional<std::uint64_t> EchoDivergence::Gap() const {
  if (received_.empty()) return std::nullopt;
  const BytesView needle = received_.substr(0, kNeedle);
  const std::size_t found = sent_.find(needle, 1);
  if (found == BytesView::npos) return std::nullopt;
  // A few bytes are found anywhere: they tell only as the end of all.
  if (needle.size() < kLeast && found + needle.size() != sent_.size()) return std::nullopt;
  return found;
}

std::string EchoDivergence::Added() const {
  if (received_.empty()) return {};
  std::size_t size = received_.size();
  const std::size_t least = std::min(sent_.size(), kLeast);
  for (std::size_t i = 1; least > 0 && i + least <= received_.size(); ++i) {
    const std::size_t enough = std::min({received_.size() - i, sent_.size(), kSure});
    if (received_.substr(i, enough) != sent_.substr(0, enough)) continue;
    size = i;
    break;
  }
  if (size == received_.size() && relation() != StreamRelation::kExtra) return {};
  std::string added(received_.substr(0, size));
  // "hello: hoge" for "hoge": the bytes in common are the beginning of what was added, not of the
  // echo. They are so only if all of them are, from the begin of the message on.
  const std::uint64_t begin = message_ != nullptr ? message_->begin : 0;
  const BytesView head = stream_.received_head;
  if (offset_ > head.size()) return added;
  const BytesView common = Part(head, begin, offset_ - begin);
  if (!BytesView(added).ends_with(common)) return added;
  return Bytes(common) + added.substr(0, added.size() - common.size());
}

bool UnderPressure(const Connection& connection, const Scenario& scenario) {
  if (scenario.network.buffers == BufferSize::kSmall) return true;
  if (connection.script.socket.receive_buffer) return true;
  if (connection.flow != nullptr && connection.flow->from_client.zero_windows > 0) return true;
  return std::any_of(connection.script.steps.begin(), connection.script.steps.end(),
                     [](const Step& step) {
                       const auto* send = std::get_if<SendStep>(&step.action);
                       return std::holds_alternative<ReadingStep>(step.action) ||
                              (send != nullptr && send->may_block);
                     });
}

bool IsLineEnd(char byte) { return byte == '\r' || byte == '\n'; }

std::string Shown(BytesView bytes) { return '"' + EscapeBytes(bytes, kShownWidth) + '"'; }

bool StartsAlike(BytesView a, BytesView b, std::size_t at_least) {
  const std::size_t size = std::min(a.size(), b.size());
  return size >= at_least && a.substr(0, size) == b.substr(0, size);
}

}  // namespace echocheck
