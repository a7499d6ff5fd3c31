// SPDX-License-Identifier: MIT
// What a worker writes is what the judge reads, or an error that says where.
#include "harness/case/evidence_file.h"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/case/evidence_json.h"
#include "harness/case/json_fields.h"
#include "tests/unit/case/full_evidence.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

ScenarioEvidence EvidenceOfMany(std::size_t connections) {
  ScenarioEvidence evidence = FullEvidence();
  const ConnectionRecord one = evidence.history.connections.at(0);
  evidence.history.connections.assign(connections, one);
  for (std::uint32_t i = 0; i < connections; ++i) evidence.history.connections[i].ordinal = i;
  return evidence;
}

std::string Problem(std::string_view text) {
  const auto evidence = ReadEvidence(text, "e.json");
  return evidence ? "none" : evidence.error().message.english();
}

void ExpectComesBack(const ScenarioEvidence& evidence) {
  const auto back = ReadEvidence(EvidenceText(evidence), "e.json");
  ASSERT_TRUE(back) << back.error().message.english();
  EXPECT_EQ(ToJson(*back), ToJson(evidence));
}

TEST(EvidenceFileTest, ComesBackAsItWas) {
  ExpectComesBack(FullEvidence());
  ExpectComesBack(EvidenceOfMany(300));
  ExpectComesBack(ScenarioEvidence{});
}

TEST(EvidenceFileTest, IsOneDocumentWithALineForEachConnection) {
  const ScenarioEvidence evidence = EvidenceOfMany(3);
  const std::string text = EvidenceText(evidence);
  EXPECT_EQ(Json::parse(text), ToJson(evidence));
  std::size_t connections = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(R"(  {"client":)")) ++connections;
  }
  EXPECT_EQ(connections, 3U);
}

TEST(EvidenceFileTest, AnyLayoutOfTheDocumentIsRead) {
  const ScenarioEvidence evidence = EvidenceOfMany(2);
  for (const int indent : {-1, 1, 4}) {
    const auto back = ReadEvidence(ToJson(evidence).dump(indent), "e.json");
    ASSERT_TRUE(back) << back.error().message.english();
    EXPECT_EQ(ToJson(*back), ToJson(evidence));
  }
}

TEST(EvidenceFileTest, ManyComeInSeveralPieces) {
  const ScenarioEvidence evidence = EvidenceOfMany(300);
  std::size_t pieces = 0;
  std::string text;
  const Status written = WriteEvidence(evidence, [&](BytesView piece) -> Status {
    text += piece;
    ++pieces;
    return {};
  });
  ASSERT_TRUE(written);
  EXPECT_GT(pieces, 2U);
  EXPECT_EQ(text, EvidenceText(evidence));
}

TEST(EvidenceFileTest, ASinkThatRefusesIsAskedOnce) {
  int asked = 0;
  const Status written = WriteEvidence(EvidenceOfMany(300), [&](BytesView) -> Status {
    ++asked;
    return EnvironmentError("the file is full");
  });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "the file is full");
  EXPECT_EQ(asked, 1);
}

TEST(EvidenceFileTest, AnythingThatIsCutShortIsRefused) {
  const std::string whole = EvidenceText(FullEvidence());
  for (std::size_t length = 0; length < whole.size() - 1; length += 7) {
    ASSERT_THAT(Problem(std::string_view(whole).substr(0, length)), StartsWith("e.json:"))
        << length;
  }
}

TEST(EvidenceFileTest, WhatIsWrongWithAConnectionIsNamedWithItsPlace) {
  std::string text = EvidenceText(EvidenceOfMany(3));
  const std::string_view word = R"("ordinal":2)";
  text.replace(text.find(word), word.size(), R"("ordinal":-2)");
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<long>(text.find("-2")), '\n');
  EXPECT_THAT(Problem(text), StartsWith("e.json:" + std::to_string(line) + ":"));
  EXPECT_THAT(Problem(text), HasSubstr("/history/connections/2/ordinal: expected an integer"));
}

TEST(EvidenceFileTest, OnlyTheConnectionsOfTheHistoryAreThose) {
  std::string text = ToJson(EvidenceOfMany(1)).dump();
  const std::string_view word = R"("history":)";
  text.replace(text.find(word), word.size(), R"("geography":)");
  EXPECT_THAT(Problem(text), HasSubstr("missing key \"history\""));
  EXPECT_THAT(Problem(R"({"geography": {"connections": [{}]}})"),
              HasSubstr("missing key \"format\""));
  EXPECT_THAT(Problem(R"({"history": {"confections": [{}]}})"),
              HasSubstr("missing key \"format\""));
  text = ToJson(EvidenceOfMany(1)).dump();
  const std::string_view list = R"("connections":[)";
  text.replace(text.find(list), list.size(), R"("confections":[)");
  EXPECT_THAT(Problem(text), HasSubstr("missing key \"connections\""));
}

}  // namespace
}  // namespace echocheck
