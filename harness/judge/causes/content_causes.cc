// SPDX-License-Identifier: MIT
// Something else came than was sent.
#include <algorithm>
#include <cctype>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

constexpr CheckSet kContentChecks = {CheckId::kEchoBytes, CheckId::kEchoUnsolicited,
                                     CheckId::kEchoComplete};

bool IsHigh(char byte) { return static_cast<unsigned char>(byte) >= 0x80; }
bool IsSpace(char byte) { return std::isspace(static_cast<unsigned char>(byte)) != 0; }
int Lower(char byte) { return std::tolower(static_cast<unsigned char>(byte)); }

// A few bytes on either side of the place, for a sentence.
CauseArguments Changed(const EchoDivergence& divergence, std::size_t size) {
  return {{"offset", std::to_string(divergence.offset())},
          {"sent", Shown(divergence.sent().substr(0, size))},
          {"received", Shown(divergence.received().substr(0, size))}};
}
constexpr std::size_t kShownBytes = 8;

std::optional<CauseArguments> CaseChanged(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  const BytesView sent = divergence.sent();
  const BytesView came = divergence.received();
  if (!divergence.differs() || sent.empty() || came.empty()) return std::nullopt;
  if (Lower(sent[0]) != Lower(came[0])) return std::nullopt;
  // As far as can be seen the letters are the same ones.
  const std::size_t size = std::min({sent.size(), came.size(), std::size_t{4}});
  for (std::size_t i = 0; i < size; ++i) {
    if (Lower(sent[i]) != Lower(came[i])) return std::nullopt;
  }
  return Changed(divergence, kShownBytes);
}

std::string Without(BytesView bytes, bool (*left_out)(char)) {
  std::string rest;
  std::copy_if(bytes.begin(), bytes.end(), std::back_inserter(rest),
               [&](char byte) { return !left_out(byte); });
  return rest;
}

// The same but for line ends, or for the white space around a message.
bool SameBut(const EchoDivergence& divergence, bool (*left_out)(char)) {
  const std::string sent = Without(divergence.sent(), left_out);
  const std::string came = Without(divergence.received(), left_out);
  const std::size_t size = std::min(sent.size(), came.size());
  // More came than there was to come back: that is an addition.
  if (came.size() > sent.size()) return false;
  return sent.compare(0, size, came, 0, size) == 0;
}

std::optional<CauseArguments> NewlineChanged(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  const BytesView sent = divergence.sent();
  const BytesView came = divergence.received();
  const Message* message = divergence.message();
  if (divergence.truncated() && message != nullptr) {
    // All of a message came but its end. What is still to come of others is not looked at.
    const std::uint64_t rest = message->end() - std::min(message->end(), divergence.offset());
    const BytesView lacking = sent.substr(0, static_cast<std::size_t>(rest));
    const bool only_end = divergence.offset() > message->begin && !lacking.empty() &&
                          lacking.size() == rest &&
                          std::all_of(lacking.begin(), lacking.end(), IsSpace);
    return only_end ? std::optional(Changed(divergence, kShownBytes)) : std::nullopt;
  }
  if (!divergence.differs()) return std::nullopt;
  const bool at_line_end =
      (!sent.empty() && IsLineEnd(sent[0])) || (!came.empty() && IsLineEnd(came[0]));
  const bool at_space = !sent.empty() && IsSpace(sent[0]);
  if (!at_line_end && !at_space) return std::nullopt;
  if (!SameBut(divergence, at_line_end ? IsLineEnd : IsSpace) && !SameBut(divergence, IsSpace)) {
    return std::nullopt;
  }
  return Changed(divergence, kShownBytes);
}

// `byte`, a character of Latin-1, in UTF-8.
std::string InUtf8(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return {static_cast<char>(0xc0 | (value >> 6)), static_cast<char>(0x80 | (value & 0x3f))};
}

std::size_t HighIn(BytesView bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), IsHigh));
}

// Most of what is no ASCII was left out, and nothing else.
bool DroppedHigh(BytesView sent, BytesView came) {
  constexpr std::size_t kLookedAt = 64;
  sent = sent.substr(0, kLookedAt);
  came = came.substr(0, kLookedAt);
  return HighIn(came) * 2 < HighIn(sent) &&
         StartsAlike(Without(sent, IsHigh), Without(came, IsHigh), 1);
}

// One byte that is no ASCII, and the first ones that came for it.
bool Replaces(char sent, BytesView came) {
  if (!IsHigh(sent) || came.empty()) return false;
  const bool stripped = came[0] == static_cast<char>(static_cast<unsigned char>(sent) & 0x7f);
  return came[0] == '?' || stripped || came.starts_with(InUtf8(sent));
}

// Around the first difference: U+FFFD or "?" for a byte that is no ASCII, one encoding for
// another, or none at all.
bool LooksReencoded(const EchoDivergence& divergence) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  const BytesView sent = divergence.sent();
  const BytesView came = divergence.received();
  const BytesView before = divergence.sent_before();
  const bool high_before = !before.empty() && IsHigh(before.back());
  const bool high = !sent.empty() && IsHigh(sent[0]);
  if (came.empty() || (!high && !high_before)) return false;
  // The bytes of U+FFFD may begin like those that they stand for.
  if ((Bytes(before) + Bytes(came.substr(0, 3))).find(kReplacement) != Bytes::npos) return true;
  if (high && Replaces(sent[0], came)) return true;
  if (high_before && came.starts_with(InUtf8(before.back()).substr(1))) return true;
  // A character in UTF-8 came as one byte of Latin-1.
  if (IsHigh(came[0]) && sent.starts_with(InUtf8(came[0]))) return true;
  return high && DroppedHigh(sent, came);
}

std::optional<CauseArguments> TextReencoded(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  if (!divergence.differs() || !LooksReencoded(divergence)) return std::nullopt;
  return Changed(divergence, 4);
}

std::size_t LongestCommonPart(BytesView a, BytesView b) {
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < a.size(); ++begin) {
    while (begin + longest < a.size() && b.find(a.substr(begin, longest + 1)) != BytesView::npos) {
      ++longest;
    }
  }
  return longest;
}

// Another client got the same, for something else.
bool CameElsewhere(const CauseContext& context, BytesView answer) {
  const ConnectionRecord& record = context.connection->record;
  for (const ConnectionRecord& other : context.input.evidence.history.connections) {
    if (&other == &record || !BytesView(other.stream.received_head).starts_with(answer)) continue;
    if (!BytesView(other.stream.sent_head).starts_with(answer)) return true;
  }
  return false;
}

std::optional<CauseArguments> FixedAnswer(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  const Message* message = divergence.message();
  if (!divergence.differs() || message == nullptr) return std::nullopt;
  const StreamRecord& stream = context.connection->record.stream;
  const BytesView received = stream.received_head;
  constexpr std::size_t kLongest = 256;
  const BytesView answer = received.substr(
      static_cast<std::size_t>(std::min<std::uint64_t>(message->begin, received.size())));
  // What was said behind it counts, too: its echo may have come in the place of this one's.
  const BytesView sent = BytesView(stream.sent_head)
                             .substr(static_cast<std::size_t>(std::min<std::uint64_t>(
                                         message->begin, stream.sent_head.size())),
                                     kLongest * 8);
  if (answer.empty() || answer.size() > kLongest) return std::nullopt;
  if (LongestCommonPart(answer, sent) >= std::max<std::size_t>(3, answer.size() / 2)) {
    return std::nullopt;
  }
  // As many bytes as were sent may be the same ones in another shape.
  const bool other_size = answer.size() != message->size;
  if (!other_size && !CameElsewhere(context, answer)) return std::nullopt;
  return CauseArguments{{"sent", Shown(message->bytes)}, {"answer", Shown(answer)}};
}

// Ranked behind added text: that, too, is not what was sent.
constexpr CauseRule kAnswerCauses[] = {
    {"fixed-answer", kContentChecks, "sent answer", FixedAnswer},
};

}  // namespace

std::span<const CauseRule> ContentCauses() {
  static constexpr CauseRule kCauses[] = {
      {"case-changed", kContentChecks, "offset sent received", CaseChanged},
      {"newline-changed", kContentChecks, "offset sent received", NewlineChanged},
      {"text-reencoded", kContentChecks, "offset sent received", TextReencoded},
  };
  return kCauses;
}
std::span<const CauseRule> AnswerCauses() { return kAnswerCauses; }

}  // namespace echocheck
