// SPDX-License-Identifier: MIT
// Sentences for segments that mean more than their role says.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/enum_names.h"
#include "harness/report/explain.h"
#include "harness/report/flow_json.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;

FlowSegment Repeated(std::optional<SegmentNote> note) {
  FlowSegment segment;
  segment.flags = tcp_flag::kAck;
  segment.role = SegmentRole::kRetransmission;
  segment.window = 512;
  segment.note = note;
  return segment;
}

TEST(SegmentNotes, EachHasASentenceOfItsOwnInBothLanguages) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    std::set<std::string> sentences = {Explain(Repeated(std::nullopt), nullptr, language)};
    const auto names = EnumNames(SegmentNote());
    for (std::size_t i = 0; i < names.size(); ++i) {
      sentences.insert(Explain(Repeated(static_cast<SegmentNote>(i)), nullptr, language));
    }
    EXPECT_EQ(sentences.size(), names.size() + 1);
  }
}

TEST(SegmentNotes, JapaneseHasNoneOfTheEnglishSentences) {
  for (std::size_t i = 0; i < EnumNames(SegmentNote()).size(); ++i) {
    const FlowSegment segment = Repeated(static_cast<SegmentNote>(i));
    EXPECT_NE(Explain(segment, nullptr, Language::kEnglish),
              Explain(segment, nullptr, Language::kJapanese));
  }
}

// RFC 5681, section 3.2: no timeout, but three duplicate ACKs.
TEST(SegmentNotes, AFastRetransmissionIsNotExplainedByATimeout) {
  const std::string text =
      Explain(Repeated(SegmentNote::kFastRetransmission), nullptr, Language::kEnglish);
  EXPECT_EQ(text, "the client's kernel resends: duplicate ACKs asked for it");
}

TEST(SegmentNotes, AreKeptInAReport) {
  FlowRecord flow = BasicSession().Build();
  flow.head.at(1).note = SegmentNote::kSameFrame;
  JsonDocument document;
  document.OpenList("flows");
  AddFlow(flow, document);
  const std::string text = std::move(document).Take();
  EXPECT_THAT(text, HasSubstr("\"same-frame\""));
}

}  // namespace
}  // namespace echocheck
