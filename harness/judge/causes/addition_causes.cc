// SPDX-License-Identifier: MIT
// More came than was sent.
#include <algorithm>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/cross_talk.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

constexpr CheckSet kAdditionChecks = {CheckId::kEchoUnsolicited, CheckId::kEchoBytes,
                                      CheckId::kEchoComplete};

std::string Offset(const EchoDivergence& divergence) { return std::to_string(divergence.offset()); }

bool All(BytesView bytes, bool (*is)(char)) { return std::all_of(bytes.begin(), bytes.end(), is); }
bool IsNul(char byte) { return byte == '\0'; }

// A socket takes urgent data out of the stream that it gives its reader (RFC 9293, 3.8.5).
std::optional<CauseArguments> AnswersUrgent(const CauseContext& context) {
  if (context.connection == nullptr || context.connection->flow == nullptr) return std::nullopt;
  const auto& frame = context.connection->flow->from_server.urgent_frame;
  if (!frame) return std::nullopt;
  return CauseArguments{{"frame", std::to_string(*frame)}};
}

std::optional<CauseArguments> OtherClientsBytes(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const auto arguments = [](const ConnectionRecord& receiver, const CrossTalk& foreign) {
    return CauseArguments{{"client", receiver.client},
                          {"port", std::to_string(receiver.local.port)},
                          {"sender", foreign.sender->client},
                          {"sender_port", std::to_string(foreign.sender->local.port)},
                          {"offset", std::to_string(foreign.offset)}};
  };
  const ConnectionRecord& record = context.connection->record;
  if (const auto foreign = FindCrossTalk(context.input, record)) {
    // From one who had left before: it was left in a buffer.
    if (!foreign->at_the_same_time) return std::nullopt;
    return arguments(record, *foreign);
  }
  if (context.check != CheckId::kEchoComplete) return std::nullopt;
  // What this client lacks went to another.
  for (const ConnectionRecord& other : context.input.evidence.history.connections) {
    const auto foreign = FindCrossTalk(context.input, other);
    if (foreign && foreign->sender == &record) return arguments(other, *foreign);
  }
  return std::nullopt;
}

std::optional<CauseArguments> FloodsAfterEof(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  const StreamRecord& stream = record.stream;
  // No answer to what was sent is so much longer, and nothing was left to be said.
  constexpr std::uint64_t kFlood = 4096;
  if (!record.ended_at || !stream.unsolicited_at || stream.unsolicited < kFlood) {
    return std::nullopt;
  }
  if (*stream.unsolicited_at < *record.ended_at) return std::nullopt;
  return CauseArguments{{"count", std::to_string(stream.unsolicited)}};
}

std::optional<CauseArguments> EchoedTwice(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  const FlowRecord* flow = context.connection->flow;
  const std::uint64_t lead = std::max(context.connection->record.stream.unsolicited,
                                      flow != nullptr ? flow->unsolicited_bytes : 0);
  const BytesView before = divergence.replied();
  if (before.empty()) return std::nullopt;
  const bool more = divergence.differs() || lead > 0;
  if (!more || All(before, IsLineEnd)) return std::nullopt;
  // The bytes alone look right when the client says the same again: then the lead tells.
  const bool ahead = divergence.received().empty() && lead >= before.size();
  // NULs alone are in the rest of any buffer.
  const std::size_t telling = before.find_first_not_of('\0');
  if (telling == BytesView::npos) return std::nullopt;
  const std::size_t enough = std::max(telling + 1, std::min<std::size_t>(before.size(), 4));
  if (!ahead && !StartsAlike(before, divergence.received(), enough)) return std::nullopt;
  return CauseArguments{{"offset", Offset(divergence)}, {"octets", Shown(before)}};
}

std::optional<CauseArguments> ExtraNul(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!divergence.differs()) return std::nullopt;
  const std::string added = divergence.Added();
  // More of them are the rest of a buffer.
  constexpr std::size_t kMost = 2;
  if (added.empty() || added.size() > kMost || !All(added, IsNul)) return std::nullopt;
  return CauseArguments{{"offset", Offset(divergence)}};
}

bool WasSentBefore(const CauseContext& context, const EchoDivergence& divergence, BytesView added) {
  const Bytes& sent = context.connection->record.stream.sent_head;
  const BytesView before = BytesView(sent).substr(0, static_cast<std::size_t>(divergence.offset()));
  constexpr std::size_t kTelling = 2;
  if (added.size() < kTelling || All(added, IsLineEnd)) return false;
  // Behind it NULs or yet older bytes may follow.
  const std::size_t least = std::min<std::size_t>(added.size(), 16);
  return before.find(added.substr(0, least)) != BytesView::npos;
}

bool IsText(BytesView bytes) {
  return IsUtf8(bytes) && All(bytes, [](char byte) {
           const auto value = static_cast<unsigned char>(byte);
           return (value >= 0x20 && value != 0x7f) || (value >= 0x07 && value <= 0x0d) ||
                  value == 0x1b;  // bell, tabs, line ends, colours
         });
}

std::optional<CauseArguments> StaleBytes(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!divergence.differs()) return std::nullopt;
  const std::string added = divergence.Added();
  if (added.empty() || All(added, IsLineEnd)) return std::nullopt;
  const auto foreign = FindCrossTalk(context.input, context.connection->record);
  const bool stale = foreign.has_value() || WasSentBefore(context, divergence, added);
  // What is neither text nor known: nobody had it in mind to send that.
  if (!stale && IsText(added)) return std::nullopt;
  return CauseArguments{{"offset", Offset(divergence)},
                        {"count", std::to_string(added.size())},
                        {"octets", Shown(added)}};
}

std::optional<CauseArguments> TextAdded(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!divergence.differs()) return std::nullopt;
  const std::string added = divergence.Added();
  if (added.empty() || !IsText(added) || All(added, IsLineEnd)) return std::nullopt;
  return CauseArguments{{"offset", Offset(divergence)}, {"text", Shown(added)}};
}

// Ranked behind those of content: a newline or a character that was changed looks like something
// added.
constexpr CauseRule kTextCauses[] = {
    {"stale-bytes",
     {CheckId::kEchoUnsolicited, CheckId::kEchoBytes, CheckId::kEchoComplete,
      CheckId::kEchoIsolation},
     "offset count octets",
     StaleBytes},
    {"text-added", kAdditionChecks, "offset text", TextAdded},
};

}  // namespace

std::span<const CauseRule> AdditionCauses() {
  static constexpr CauseRule kCauses[] = {
      {"answers-urgent",
       {CheckId::kEchoWire, CheckId::kEchoComplete, CheckId::kEchoBytes, CheckId::kEchoUnsolicited},
       "frame",
       AnswersUrgent},
      {"other-clients-bytes",
       {CheckId::kEchoIsolation, CheckId::kEchoComplete},
       "client port sender sender_port offset",
       OtherClientsBytes},
      {"floods-after-eof", kAdditionChecks, "count", FloodsAfterEof},
      {"echoed-twice", kAdditionChecks, "offset octets", EchoedTwice},
      {"extra-nul", kAdditionChecks, "offset", ExtraNul},
  };
  return kCauses;
}
std::span<const CauseRule> AddedTextCauses() { return kTextCauses; }

}  // namespace echocheck
