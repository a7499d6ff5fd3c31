// SPDX-License-Identifier: MIT
// Any text as a flag pattern, and any segments for it. The compiled matcher and the plain one of
// pattern_model.h must agree, in both modes.
#include <algorithm>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/pattern/flag_matcher.h"
#include "harness/pattern/flag_pattern.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/input_bytes.h"
#include "tests/fuzz/pattern_model.h"
#include "tests/fuzz/places.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostSegments = 24;
constexpr std::size_t kLargestForModel = 400;  // PatternNode::size

// The numbers of both sides, so that most ACKs acknowledge something.
std::vector<FlowSegment> SegmentsFrom(InputBytes input) {
  std::vector<FlowSegment> segments;
  std::array<std::uint32_t, 2> next{};
  while (!input.empty() && segments.size() < kMostSegments) {
    const std::uint8_t kind = input.Byte();
    FlowSegment segment;
    segment.frame = segments.size() + 1;
    segment.from = (kind & 1) == 0 ? Side::kClient : Side::kServer;
    const auto mine = static_cast<std::size_t>(segment.from);
    segment.role = static_cast<SegmentRole>((kind >> 1) % EnumNames(SegmentRole{}).size());
    segment.flags = input.Byte();
    segment.length = (kind & 0x80) != 0 ? 5 : 0;
    segment.seq = next.at(mine);
    segment.ack = next.at(1 - mine) - ((kind & 0x40) != 0 ? 1 : 0);
    next.at(mine) += segment.length;
    if ((segment.flags & (tcp_flag::kSyn | tcp_flag::kFin)) != 0) ++next.at(mine);
    segments.push_back(segment);
  }
  return segments;
}

ModelEvents EventsOf(const std::vector<FlowSegment>& segments, PatternMode mode) {
  ModelEvents events;
  NormalView view;
  for (const FlowSegment& segment : segments) {
    for (const PatternEvent& event :
         mode == PatternMode::kExact ? ExactEvents(segment) : view.Take(segment)) {
      events.list.push_back(event);
    }
  }
  events.owed_at_end = view.AckOwed();
  return events;
}

void HoldResult(const PatternResult& result, const std::string& text, std::size_t segments) {
  RequireEqual(result.expectation.pattern, text, "the result has the pattern's text");
  if (result.matched) {
    Require(!result.frame && result.came.empty() && result.allowed.empty(), "a match has no fault");
    return;
  }
  Require(!result.came.empty() && !result.allowed.empty(), "a mismatch says what came");
  Require(!result.frame || (*result.frame >= 1 && *result.frame <= segments),
          "the frame is one of the flow");
  Require(IsUtf8(result.matched_prefix) && IsUtf8(result.allowed), "what it says is text");
}

void HoldMatch(const FlagPattern& pattern, const PatternNode& tree, PatternMode mode,
               const std::vector<FlowSegment>& segments) {
  FlagMatcher matcher(pattern, mode);
  for (const FlowSegment& segment : segments) matcher.Feed(segment);
  const PatternResult result = matcher.Finish();
  HoldResult(result, pattern.text(), segments.size());
  if (tree.size > kLargestForModel) return;
  Require(result.matched == ModelMatches(tree, mode, EventsOf(segments, mode)),
          mode == PatternMode::kExact ? "the model says the same in exact mode"
                                      : "the model says the same in normal mode");
}

void HoldRefusal(std::string_view message, std::string_view text) {
  Require(message.starts_with("column "), "an error begins with its column");
  message.remove_prefix(7);
  const std::size_t column = TakeNumber(message);
  Require(column >= 1 && column <= text.size() + 1, "the column is in the text");
  Require(message.starts_with(": ") && IsUtf8(message), "what is wrong follows the column");
}

}  // namespace
}  // namespace echocheck

// The pattern, a newline, then two bytes a segment.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(all.find('\n'), size);
  const std::string_view text = all.substr(0, end);
  const auto pattern = FlagPattern::Parse(text);
  const auto tree = ParsePattern(text);
  Require(pattern.has_value() == tree.has_value(), "what has a tree can be compiled");
  if (!pattern) {
    HoldRefusal(pattern.error().message.english(), text);
    return 0;
  }
  const std::size_t begin = std::min(end + 1, size);
  const auto segments = SegmentsFrom(InputBytes(data + begin, size - begin));
  HoldMatch(*pattern, *tree, PatternMode::kExact, segments);
  HoldMatch(*pattern, *tree, PatternMode::kNormal, segments);
  return 0;
}
