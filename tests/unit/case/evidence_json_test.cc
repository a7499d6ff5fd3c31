// SPDX-License-Identifier: MIT
// What is written comes back, field for field and byte for byte.
#include "harness/case/evidence_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/case/capture_json.h"
#include "harness/case/evidence_file.h"
#include "harness/case/history_json.h"
#include "harness/case/json_fields.h"
#include "harness/case/target_json.h"
#include "tests/unit/case/full_evidence.h"

namespace echocheck {
namespace {

ScenarioEvidence ThereAndBack(const ScenarioEvidence& evidence) {
  const auto back = ReadEvidence(ToJson(evidence).dump(), "e.json");
  EXPECT_TRUE(back) << back.error().message.english();
  return back ? *back : ScenarioEvidence{};
}

template <class... Field>
std::size_t Count(const Field&... /*field*/) {
  return sizeof...(Field);
}

TEST(EvidenceJson, FullEvidenceComesBackAsItWas) {
  const ScenarioEvidence evidence = FullEvidence();
  EXPECT_EQ(ToJson(ThereAndBack(evidence)), ToJson(evidence));
}

TEST(EvidenceJson, EmptyEvidenceComesBackAsItWas) {
  const ScenarioEvidence back = ThereAndBack(ScenarioEvidence{});
  EXPECT_EQ(ToJson(back), ToJson(ScenarioEvidence{}));
  EXPECT_FALSE(back.error);
  EXPECT_FALSE(back.target.exit_status);
  EXPECT_EQ(back.target.used, Endpoint{});
}

// With everything set, a struct has as many keys as fields. A new field stops this from compiling,
// and a field that is not described stops it from passing.
TEST(EvidenceJson, EveryFieldHasItsKey) {
  const ScenarioEvidence full = FullEvidence();
  {
    const auto& [a, b, c, d, e, f, g, h, i] = full;
    const std::size_t format_key = 1;
    EXPECT_EQ(ToJson(full).size(), Count(a, b, c, d, e, f, g, h, i) + format_key);
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = full.history.connections[0];
    EXPECT_EQ(ToJson(full.history.connections[0]).size(),
              Count(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p));
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i] = full.history.connections[0].steps[0];
    EXPECT_EQ(ToJson(full.history).at("/connections/0/steps/0"_json_pointer).size(),
              Count(a, b, c, d, e, f, g, h, i) - 1)
        << "kind and argument are one field";
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o] = full.history.connections[0].stream;
    EXPECT_EQ(ToJson(full.history).at("/connections/0/stream"_json_pointer).size(),
              Count(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o));
  }
  {
    const auto& [a, b, c, d] = *full.history.connections[0].stream.difference;
    EXPECT_EQ(ToJson(*full.history.connections[0].stream.difference).size(), Count(a, b, c, d));
  }
  {
    const auto& [a, b, c, d, e] = *full.history.connections[0].probe;
    EXPECT_EQ(ToJson(full.history).at("/connections/0/probe"_json_pointer).size(),
              Count(a, b, c, d, e));
  }
  {
    const auto& [a, b, c, d, e, f] = full.history.connections[0].datagrams[0];
    EXPECT_EQ(ToJson(full.history).at("/connections/0/datagrams/0"_json_pointer).size(),
              Count(a, b, c, d, e, f));
  }
  {
    const auto& [a, b, c, d, e, f, g] = full.history.connections[0].strange_datagrams[0];
    EXPECT_EQ(ToJson(full.history).at("/connections/0/strange_datagrams/0"_json_pointer).size(),
              Count(a, b, c, d, e, f, g));
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y] =
        full.target;
    EXPECT_EQ(ToJson(full.target).size(),
              Count(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y));
  }
  {
    const auto& [a, b, c, d] = full.target.holds[0];
    EXPECT_EQ(ToJson(full.target).at("/holds/0"_json_pointer).size(), Count(a, b, c, d));
  }
  {
    const auto& [a, b, c, d, e] = full.target.stop;
    EXPECT_EQ(ToJson(full.target).at("/stop"_json_pointer).size(), Count(a, b, c, d, e));
  }
  {
    const auto& [a, b, c, d, e, f, g, h] = full.target.sockets_left[0];
    EXPECT_EQ(ToJson(full.target).at("/sockets_left/0"_json_pointer).size(),
              Count(a, b, c, d, e, f, g, h));
  }
  {
    const auto& [a, b] = full.target.signals[0];
    EXPECT_EQ(ToJson(full.target).at("/signals/0"_json_pointer).size(), Count(a, b));
  }
  {
    const auto& [a, b, c, d, e, f] = full.target.stops[0];
    EXPECT_EQ(ToJson(full.target).at("/stops/0"_json_pointer).size(), Count(a, b, c, d, e, f));
  }
  {
    const auto& [a, b, c, d, e] = *full.target.stops[0].relaunch;
    EXPECT_EQ(ToJson(full.target).at("/stops/0/relaunch"_json_pointer).size(),
              Count(a, b, c, d, e));
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i, j, k] = full.target.samples[0];
    EXPECT_EQ(ToJson(full.target).at("/samples/0"_json_pointer).size(),
              Count(a, b, c, d, e, f, g, h, i, j, k));
  }
  {
    const auto& [a, b, c, d, e, f, g] = full.target.idle[0];
    EXPECT_EQ(ToJson(full.target).at("/idle/0"_json_pointer).size(), Count(a, b, c, d, e, f, g));
  }
  {
    const auto& [a, b, c, d, e, f, g, h, i, j, k] = full.capture;
    EXPECT_EQ(ToJson(full.capture).size(), Count(a, b, c, d, e, f, g, h, i, j, k));
  }
  {
    const auto& [a, b, c, d, e, f, g, h] = full.durations;
    EXPECT_EQ(ToJson(full.durations).size(), Count(a, b, c, d, e, f, g, h));
  }
}

// Reports of versions that did not know it have no key for what could not be seen.
TEST(EvidenceJson, WhatWasSeenHasNoKeyForWhatWasNot) {
  TargetOutcome target = FullTarget();
  target.sockets_left[0].holders_unseen = false;
  target.samples[0].unseen = target.samples[0].descriptors_unseen = std::nullopt;
  target.idle[0].unseen = target.sockets_unseen = target.stops[0].relaunch->sockets_unseen =
      std::nullopt;
  EXPECT_EQ(ToJson(target).dump().find("unseen"), std::string::npos);
  ScenarioEvidence evidence;
  evidence.target = target;
  const TargetOutcome back = ThereAndBack(evidence).target;
  EXPECT_FALSE(back.sockets_left[0].holders_unseen);
  EXPECT_FALSE(back.sockets_unseen);
}

TEST(EvidenceJson, BytesAndWideNumbersSurvive) {
  const ScenarioEvidence back = ThereAndBack(FullEvidence());
  const StreamRecord& stream = back.history.connections[0].stream;
  EXPECT_EQ(stream.sent_head, AllBytes());
  EXPECT_EQ(stream.sent_hash, 0xffffffffffffffffULL);
  EXPECT_EQ(stream.received_hash, (1ULL << 53) + 1);
  EXPECT_EQ(stream.difference->actual, Bytes("\x00\xff", 2));
  EXPECT_EQ(back.target.command, FullTarget().command);
  EXPECT_EQ(back.target.output_tail, FullTarget().output_tail);
  EXPECT_EQ(back.target.ended_early, FullTarget().ended_early);
  EXPECT_EQ(back.started_at, FullEvidence().started_at);
  EXPECT_EQ(back.error->kind, ErrorKind::kEnvironment);
}

TEST(EvidenceJson, TimesBeforeTheOriginStayNegative) {
  ScenarioEvidence evidence;
  evidence.target.listened_after = Nanoseconds(-5);
  EXPECT_EQ(ThereAndBack(evidence).target.listened_after, Nanoseconds(-5));
}

TEST(EvidenceJson, BrokenTextOfOursIsMendedRatherThanThrown) {
  ScenarioEvidence evidence;
  evidence.error = InternalError("cannot read caf\xe9");
  EXPECT_EQ(ThereAndBack(evidence).error->message.english(), "cannot read caf\xef\xbf\xbd");
}

TEST(EvidenceJson, WordsAreThoseOfTheModel) {
  const auto json = ToJson(FullEvidence());
  EXPECT_EQ(json.at("isolation"), "host");
  EXPECT_EQ(json.at("/target/startup"_json_pointer), "listens-elsewhere");
  EXPECT_EQ(json.at("/history/connections/0/steps/0/outcome"_json_pointer), "failed");
  EXPECT_EQ(json.at("/error/kind"_json_pointer), "environment");
}

}  // namespace
}  // namespace echocheck
