// SPDX-License-Identifier: MIT
// Evidence that somebody else wrote, or cut, or changed: an error with its place, never a throw.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/case/evidence_file.h"
#include "harness/case/evidence_json.h"
#include "harness/case/json_fields.h"
#include "tests/unit/case/full_evidence.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using Pointer = nlohmann::ordered_json::json_pointer;

std::string WholeProblemWith(std::string_view text) {
  const auto evidence = ReadEvidence(text, "dir/e.json");
  if (evidence) return "accepted";
  EXPECT_EQ(evidence.error().kind, ErrorKind::kInternal);
  return evidence.error().message.english();
}

// Without its place.
std::string ProblemWith(std::string_view text) {
  std::string problem = WholeProblemWith(text);
  if (problem == "accepted") return problem;
  EXPECT_THAT(problem, MatchesRegex("dir/e\\.json:[0-9]+:[0-9]+: .*"));
  return problem.substr(problem.find(": ") + 2);
}

std::string ProblemWhen(const std::string& pointer, nlohmann::ordered_json value) {
  auto json = ToJson(FullEvidence());
  json[Pointer(pointer)] = std::move(value);
  return ProblemWith(json.dump());
}

TEST(EvidenceStrictness, EveryMissingKeyThatMustBeThereIsNamed) {
  const auto full = ToJson(FullEvidence());
  for (const std::string parent :
       {"", "/target", "/target/stop", "/target/sockets_left/0", "/capture", "/durations",
        "/history", "/history/connections/0", "/history/connections/0/steps/0",
        "/history/connections/0/stream", "/history/connections/0/stream/difference", "/error"}) {
    for (const auto& member : full.at(Pointer(parent)).items()) {
      auto json = full;
      json.at(Pointer(parent)).erase(member.key());
      const std::string problem = ProblemWith(json.dump());
      if (problem == "accepted") continue;  // an optional one
      EXPECT_EQ(problem,
                parent + (parent.empty() ? "" : ": ") + "missing key \"" + member.key() + "\"");
    }
  }
}

TEST(EvidenceStrictness, AMistakeIsToldWithItsPlace) {
  EXPECT_EQ(WholeProblemWith("\n {\"format\": 1}"), "dir/e.json:2:2: missing key \"isolation\"");
  EXPECT_EQ(WholeProblemWith("{\"format\": 1,\n \"isolation\": 7}"),
            "dir/e.json:2:15: /isolation: expected one of: private, host");
  EXPECT_EQ(WholeProblemWith("\xef\xbb\xbf{\"format\": true}"),
            "dir/e.json:1:12: /format: expected an integer from -2147483648 to 2147483647");
  EXPECT_EQ(WholeProblemWith("{\"format\": 1,\n}"), "dir/e.json:1:13: trailing comma before \"}\"");
  EXPECT_EQ(WholeProblemWith(""), "dir/e.json:1:1: expected a value, found the end of the file");
  const std::string text = ToJson(FullEvidence()).dump(1);
  const std::string key = "\"frames\":";
  const std::string changed = std::string(text).replace(text.find(key), key.size(), "\"frame\":");
  EXPECT_THAT(WholeProblemWith(changed), MatchesRegex("dir/e\\.json:[0-9]+:[0-9]+: .*: missing key "
                                                      "\"frames\""));
}

TEST(EvidenceStrictness, AnUnknownKeyIsToldWhereItIs) {
  std::string text = ToJson(FullEvidence()).dump();
  text.replace(text.rfind('}'), 1, ",\n  \"a/b\": 1}");
  EXPECT_EQ(WholeProblemWith(text), "dir/e.json:2:3: unknown key \"a/b\"");
}

TEST(EvidenceStrictness, AKeyOfEarlierVersionsIsPassedOver) {
  EXPECT_EQ(ProblemWhen("/target/output_log_cut", true), "accepted");
}

TEST(EvidenceStrictness, AddressesAreLiteralsOrEmpty) {
  const std::string problem = "/target/asked/host: expected an IPv4 or IPv6 address, or \"\"";
  EXPECT_EQ(ProblemWhen("/target/asked/host", "localhost"), problem);
  EXPECT_EQ(ProblemWhen("/target/asked/host", "127.0.0.1 "), problem);
  EXPECT_EQ(ProblemWhen("/target/asked/host", ""), "accepted");
}

TEST(EvidenceStrictness, UnknownKeysAreNamed) {
  EXPECT_EQ(ProblemWhen("/target/stop/extra", 1), "/target/stop: unknown key \"extra\"");
  EXPECT_EQ(ProblemWhen("/capture/a~1b", 1), "/capture: unknown key \"a/b\"");
}

TEST(EvidenceStrictness, WrongTypesAndRangesAreNamed) {
  const std::string not_a_time =
      ": expected an integer from -4611686018427387903 to 4611686018427387903";
  EXPECT_EQ(ProblemWhen("/capture/frames", -1),
            "/capture/frames: expected an integer from 0 to 18446744073709551615");
  EXPECT_EQ(ProblemWhen("/target/asked/port", 65536),
            "/target/asked/port: expected an integer from 0 to 65535");
  EXPECT_EQ(ProblemWhen("/durations/play_ns", 1.5), "/durations/play_ns" + not_a_time);
  EXPECT_EQ(ProblemWhen("/durations/play_ns", 1ULL << 63), "/durations/play_ns" + not_a_time);
  // The difference of two such times could not be represented.
  EXPECT_EQ(ProblemWhen("/durations/play_ns", 1LL << 62), "/durations/play_ns" + not_a_time);
  EXPECT_EQ(ProblemWhen("/durations/play_ns", -(1LL << 62)), "/durations/play_ns" + not_a_time);
  EXPECT_EQ(ProblemWhen("/capture/fence_after", 1), "/capture/fence_after: expected true or false");
  EXPECT_EQ(ProblemWhen("/capture/reason", nullptr), "/capture/reason: expected a string");
  EXPECT_EQ(ProblemWhen("/history/connections", 7), "/history/connections: expected a list");
  EXPECT_EQ(ProblemWhen("/history/connections/1", 7), "/history/connections/1: expected an object");
  EXPECT_EQ(ProblemWhen("/isolation", "public"), "/isolation: expected one of: private, host");
  EXPECT_EQ(ProblemWhen("/isolation", 0), "/isolation: expected one of: private, host");
}

TEST(EvidenceStrictness, BytesMustBeInOneOfTheirForms) {
  const auto problem = HasSubstr("/target/output_tail: expected {");
  EXPECT_THAT(ProblemWhen("/target/output_tail", "text"), problem);
  EXPECT_THAT(ProblemWhen("/target/output_tail", {{"base64", "A"}}), problem);
  EXPECT_THAT(ProblemWhen("/target/output_tail", {{"hex", "41"}}), problem);
  EXPECT_THAT(ProblemWhen("/target/command/2", {{"text", 1}}),
              HasSubstr("/target/command/2: expected {"));
  EXPECT_THAT(ProblemWhen("/target/command", "./server"),
              HasSubstr("/target/command: expected a list"));
}

TEST(EvidenceStrictness, AnExitStatusIsACodeOrASignal) {
  EXPECT_THAT(ProblemWhen("/target/ended_early", {{"code", 1}, {"signal", 2}}),
              HasSubstr("/target/ended_early: \"code\" and \"signal\" in one"));
  EXPECT_EQ(ProblemWhen("/target/ended_early", nlohmann::ordered_json::object()), "accepted")
      << "not known";
}

TEST(EvidenceStrictness, AnotherFormatIsRefusedBeforeAnythingElse) {
  EXPECT_EQ(ProblemWith(R"({"format": 2, "news": true})"),
            "/format: unknown format 2, this version reads format 1");
}

TEST(EvidenceStrictness, WhatIsNotJsonIsRefused) {
  const std::string whole = ToJson(FullEvidence()).dump();
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("null"), std::string("{\"format\": 1e999}"),
        std::string(100'000, '['), std::string("\"\xff\""), whole + whole}) {
    EXPECT_NE(ProblemWith(text), "accepted") << text.substr(0, 40);
  }
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string problem = ProblemWith(whole.substr(0, length));
    ASSERT_NE(problem, "accepted") << length;
  }
}

}  // namespace
}  // namespace echocheck
