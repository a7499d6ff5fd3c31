// SPDX-License-Identifier: MIT
// The target took what was sent for an order.
#include <algorithm>
#include <array>
#include <cctype>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

constexpr auto kWords =
    std::to_array<std::string_view>({"quit", "exit", "bye", "close", "end", "stop", "shutdown",
                                     "logout", "halt", "q", ".", "goodbye", "kill"});
constexpr auto kRequests =
    std::to_array<std::string_view>({"get ", "head ", "post ", "helo", "ehlo", "quit", "exit"});
// End of text, end of transmission, substitute: Ctrl-C, Ctrl-D, Ctrl-Z.
constexpr std::string_view kControls = "\x03\x04\x1a";

std::string LowerTrimmed(BytesView bytes) {
  std::string word;
  for (const char byte : bytes) {
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
  }
  const std::size_t end = word.find_last_not_of(" \t\r\n");
  word.resize(end == std::string::npos ? 0 : end + 1);
  return word;
}

// What of the message looks like an order; empty: nothing does. `done` bytes of it had come back:
// a control character among them was none.
BytesView MagicIn(BytesView bytes, std::size_t done) {
  const std::string word = LowerTrimmed(bytes);
  if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return bytes;
  const bool request = std::any_of(kRequests.begin(), kRequests.end(),
                                   [&](std::string_view start) { return word.starts_with(start); });
  if (request) return bytes;
  const std::size_t control = bytes.find_first_of(kControls, done);
  const bool stops_here = control != BytesView::npos && (done == 0 || control == done);
  return stops_here ? bytes.substr(control, 1) : BytesView();
}

bool ServerEnded(const CauseContext& context) {
  const ConnectionRecord& record = context.connection->record;
  const StreamRecord& stream = record.stream;
  const auto first = [&](const std::optional<Nanoseconds>& at) {
    return at && (!record.ended_at || *at < *record.ended_at);
  };
  return first(stream.eof_at) || first(stream.reset_at);
}

// The server had read the message when it closed: its FIN acknowledges bytes of it. One that
// closes over unread bytes sends RST, and one that had closed before acknowledges less.
bool ReadBeforeItsFin(const FlowRecord& flow, const Message& message) {
  for (const auto* segments : {&flow.head, &flow.tail}) {
    for (const FlowSegment& segment : *segments) {
      if (segment.from != Side::kServer || (segment.flags & tcp_flag::kFin) == 0) continue;
      return segment.ack > message.begin + 1;  // the SYN has number 0, the first byte 1
    }
  }
  return false;
}

std::optional<CauseArguments> Obeys(const Connection& connection) {
  const EchoDivergence divergence(connection);
  const Message* message = divergence.message();
  if (message == nullptr) return std::nullopt;
  const std::uint64_t done = divergence.offset() - std::min(divergence.offset(), message->begin);
  // The whole of the first message came back: it may end after any.
  if (message->begin == 0 && done > 0 && done >= message->size) return std::nullopt;
  const bool ended = !divergence.differs();
  // An answer of its own, in the place of the echo.
  if (!ended && (done > 0 || divergence.offset() == 0)) return std::nullopt;
  if (ended && connection.flow != nullptr && !ReadBeforeItsFin(*connection.flow, *message)) {
    return std::nullopt;
  }
  const BytesView magic = MagicIn(message->bytes, static_cast<std::size_t>(done));
  if (magic.empty()) return std::nullopt;
  // Of a server that never sent anything back, more is wrong than that.
  if (magic.size() == 1 && divergence.offset() == 0) return std::nullopt;
  return CauseArguments{{"word", Shown(magic)}};
}

std::optional<CauseArguments> ObeysMagicWord(const CauseContext& context) {
  // Who obeys an order ends in good order; a crash has another reason.
  const auto status = EndedByItself(context.input);
  if (status && status->code != 0) return std::nullopt;
  if (context.connection == nullptr) {
    // The whole target ended: any of its clients may have said it.
    if (!status) return std::nullopt;
    for (const ConnectionRecord& record : context.input.evidence.history.connections) {
      const Connection connection = ConnectionOf(context.input, record);
      if (!ServerEnded({context.input, context.finding, context.check, &connection})) continue;
      if (auto arguments = Obeys(connection)) return arguments;
    }
    return std::nullopt;
  }
  if (context.check != CheckId::kEchoBytes && !ServerEnded(context)) return std::nullopt;
  return Obeys(*context.connection);
}

}  // namespace

std::span<const CauseRule> MagicWordCauses() {
  static constexpr CauseRule kCauses[] = {
      {"obeys-magic-word",
       {CheckId::kEchoComplete, CheckId::kEchoBytes, CheckId::kCloseOrder, CheckId::kCloseNoReset,
        CheckId::kCloseFin, CheckId::kTargetSurvives},
       "word",
       ObeysMagicWord},
  };
  return kCauses;
}

}  // namespace echocheck
