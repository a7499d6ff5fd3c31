// SPDX-License-Identifier: MIT
// What goes through a worker's pipe arrives whole, however it is cut, or not at all.
#include "harness/case/evidence_lines.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/case/evidence_json.h"
#include "tests/unit/case/full_evidence.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string LinesOf(const ScenarioEvidence& evidence) {
  std::string text;
  const Status written = WriteEvidenceLines(evidence, [&](BytesView piece) -> Status {
    text += piece;
    return {};
  });
  EXPECT_TRUE(written);
  return text;
}

Result<ScenarioEvidence> FromLines(BytesView text, std::size_t at_a_time = 1U << 20) {
  EvidenceLines lines;
  for (; !text.empty(); text.remove_prefix(std::min(at_a_time, text.size()))) {
    lines.Add(text.substr(0, at_a_time));
  }
  return std::move(lines).Take();
}

std::string LinesProblem(BytesView text) {
  const auto evidence = FromLines(text);
  return evidence ? "none" : evidence.error().message;
}

ScenarioEvidence EvidenceOfMany(std::size_t connections) {
  ScenarioEvidence evidence = FullEvidence();
  const ConnectionRecord one = evidence.history.connections.at(0);
  evidence.history.connections.assign(connections, one);
  for (std::uint32_t i = 0; i < connections; ++i) evidence.history.connections[i].ordinal = i;
  return evidence;
}

TEST(EvidenceLinesTest, ComeBackAsTheyWereHoweverTheyAreCut) {
  const ScenarioEvidence evidence = FullEvidence();
  const std::string text = LinesOf(evidence);
  for (const std::size_t at_a_time : {std::size_t{1}, std::size_t{7}, text.size()}) {
    const auto back = FromLines(text, at_a_time);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(EvidenceToJson(*back), EvidenceToJson(evidence)) << at_a_time;
  }
}

TEST(EvidenceLinesTest, NobodyConnectedIsALineToo) {
  const auto back = FromLines(LinesOf(ScenarioEvidence{}));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(EvidenceToJson(*back), EvidenceToJson(ScenarioEvidence{}));
}

TEST(EvidenceLinesTest, ManyComeInSeveralPieces) {
  const ScenarioEvidence evidence = EvidenceOfMany(300);
  std::size_t pieces = 0;
  std::string text;
  const Status written = WriteEvidenceLines(evidence, [&](BytesView piece) -> Status {
    EXPECT_EQ(piece.back(), '\n');
    text += piece;
    ++pieces;
    return {};
  });
  ASSERT_TRUE(written);
  EXPECT_GT(pieces, 2U);
  const auto back = FromLines(text, 65536);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(EvidenceToJson(*back), EvidenceToJson(evidence));
}

TEST(EvidenceLinesTest, ASinkThatRefusesIsAskedOnce) {
  int asked = 0;
  const Status written = WriteEvidenceLines(EvidenceOfMany(300), [&](BytesView) -> Status {
    ++asked;
    return EnvironmentError("the pipe is closed");
  });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "the pipe is closed");
  EXPECT_EQ(asked, 1);
}

TEST(EvidenceLinesTest, AnyThatAreCutShortAreRefused) {
  const std::string whole = LinesOf(FullEvidence());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    ASSERT_THAT(LinesProblem(BytesView(whole).substr(0, length)), StartsWith("evidence")) << length;
  }
}

TEST(EvidenceLinesTest, ALineTooManyOrTooFewIsRefused) {
  const std::string two = LinesOf(EvidenceOfMany(2));
  const std::size_t last = two.rfind('\n', two.size() - 2) + 1;
  EXPECT_EQ(LinesProblem(BytesView(two).substr(0, last)), "evidence: 1 of 2 connections came");
  EXPECT_EQ(LinesProblem(two + two.substr(last)), "evidence: 3 of 2 connections came");
}

TEST(EvidenceLinesTest, WhatIsWrongIsNamed) {
  EXPECT_THAT(LinesProblem("no\n"), StartsWith("evidence:1:1: \"no\" is not JSON"));
  EXPECT_THAT(LinesProblem("{}\n"), HasSubstr("evidence:1:1: missing key \"connections\""));
  std::string text = LinesOf(FullEvidence());
  const std::string_view word = R"("ordinal":)";
  text.replace(text.find(word), word.size(), R"("ordinary":)");
  EXPECT_THAT(LinesProblem(text), HasSubstr("missing key \"ordinal\""));
}

}  // namespace
}  // namespace echocheck
