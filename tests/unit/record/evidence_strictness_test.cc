// SPDX-License-Identifier: MIT
// Evidence that somebody else wrote, or cut, or changed: an error with its place, never a throw.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/record/evidence_json.h"
#include "tests/unit/record/full_evidence.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Pointer = nlohmann::ordered_json::json_pointer;

std::string ProblemWith(std::string_view text) {
  const auto evidence = EvidenceFromJson(text);
  if (evidence) return "accepted";
  EXPECT_EQ(evidence.error().kind, ErrorKind::kInternal);
  return evidence.error().message;
}

std::string ProblemWhen(const std::string& pointer, nlohmann::ordered_json value) {
  auto json = EvidenceToJson(FullEvidence());
  json[Pointer(pointer)] = std::move(value);
  return ProblemWith(json.dump());
}

TEST(EvidenceStrictness, EveryMissingKeyThatMustBeThereIsNamed) {
  const auto full = EvidenceToJson(FullEvidence());
  for (const std::string parent :
       {"", "/target", "/target/stop", "/target/sockets_left/0", "/capture", "/durations",
        "/history", "/history/connections/0", "/history/connections/0/steps/0",
        "/history/connections/0/stream", "/history/connections/0/stream/difference", "/error"}) {
    for (const auto& member : full.at(Pointer(parent)).items()) {
      auto json = full;
      json.at(Pointer(parent)).erase(member.key());
      const std::string problem = ProblemWith(json.dump());
      if (problem == "accepted") continue;  // an optional one
      EXPECT_EQ(problem, "evidence: " + parent + "/" + member.key() + " is missing");
    }
  }
  EXPECT_EQ(ProblemWith(R"({"format": 1})"), "evidence: /isolation is missing");
}

TEST(EvidenceStrictness, UnknownKeysAreNamedWithAnEscapedPointer) {
  EXPECT_EQ(ProblemWhen("/target/stop/extra", 1),
            "evidence: /target/stop/extra is not a key that is known here");
  EXPECT_EQ(ProblemWhen("/capture/a~1b", 1),
            "evidence: /capture/a~1b is not a key that is known here");
}

TEST(EvidenceStrictness, WrongTypesAndRangesAreNamed) {
  const std::string not_a_time =
      " is not an integer from -9223372036854775808 to 9223372036854775807";
  EXPECT_EQ(ProblemWhen("/capture/frames", -1),
            "evidence: /capture/frames is not an integer from 0 to 18446744073709551615");
  EXPECT_EQ(ProblemWhen("/target/asked/port", 65536),
            "evidence: /target/asked/port is not an integer from 0 to 65535");
  EXPECT_EQ(ProblemWhen("/durations/play_ns", 1.5), "evidence: /durations/play_ns" + not_a_time);
  EXPECT_EQ(ProblemWhen("/durations/play_ns", 1ULL << 63),
            "evidence: /durations/play_ns" + not_a_time);
  EXPECT_EQ(ProblemWhen("/capture/fence_after", 1),
            "evidence: /capture/fence_after is not true or false");
  EXPECT_EQ(ProblemWhen("/capture/reason", nullptr), "evidence: /capture/reason is not a string");
  EXPECT_EQ(ProblemWhen("/history/connections", 7), "evidence: /history/connections is not a list");
  EXPECT_EQ(ProblemWhen("/history/connections/1", 7),
            "evidence: /history/connections/1 is not an object");
  EXPECT_EQ(ProblemWhen("/isolation", "public"), "evidence: /isolation is none of: private, host");
  EXPECT_EQ(ProblemWhen("/isolation", 0), "evidence: /isolation is none of: private, host");
}

TEST(EvidenceStrictness, OctetsMustBeInOneOfTheirForms) {
  const auto problem = HasSubstr("/target/output_tail is neither");
  EXPECT_THAT(ProblemWhen("/target/output_tail", "text"), problem);
  EXPECT_THAT(ProblemWhen("/target/output_tail", {{"base64", "A"}}), problem);
  EXPECT_THAT(ProblemWhen("/target/output_tail", {{"hex", "41"}}), problem);
  EXPECT_THAT(ProblemWhen("/target/command/2", {{"text", 1}}),
              HasSubstr("/target/command/2 is neither"));
  EXPECT_THAT(ProblemWhen("/target/command", "./server"),
              HasSubstr("/target/command is not a list"));
}

TEST(EvidenceStrictness, AnExitStatusIsACodeOrASignal) {
  EXPECT_THAT(ProblemWhen("/target/ended_early", {{"code", 1}, {"signal", 2}}),
              HasSubstr("/target/ended_early has both"));
  EXPECT_EQ(ProblemWhen("/target/ended_early", nlohmann::ordered_json::object()), "accepted")
      << "not known";
}

TEST(EvidenceStrictness, AnotherFormatIsRefusedBeforeAnythingElse) {
  EXPECT_EQ(ProblemWith(R"({"format": 2, "news": true})"),
            "evidence: the document is of format 2, and only format 1 is known");
}

TEST(EvidenceStrictness, WhatIsNotJsonIsRefused) {
  const std::string whole = EvidenceToJson(FullEvidence()).dump();
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("null"), std::string("{\"format\": 1e999}"),
        std::string(100'000, '['), std::string("\"\xff\""), whole + whole}) {
    EXPECT_THAT(ProblemWith(text), StartsWith("evidence")) << text.substr(0, 40);
  }
  for (std::size_t length = 0; length < whole.size(); ++length) {
    ASSERT_THAT(ProblemWith(whole.substr(0, length)), StartsWith("evidence")) << length;
  }
}

}  // namespace
}  // namespace echocheck
