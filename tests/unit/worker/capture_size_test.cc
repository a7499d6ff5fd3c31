// SPDX-License-Identifier: MIT
#include "harness/worker/capture_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using testing::HasSubstr;
using testing::Not;

Scenario Sending(std::uint64_t bytes) {
  Scenario scenario;
  ClientScript client;
  SendStep send;
  send.payload = {Bytes("x"), bytes};
  Step step;
  step.action = send;
  client.steps.push_back(step);
  scenario.clients.push_back(client);
  return scenario;
}

ScenarioEvidence Incomplete(std::uint64_t frames, std::uint64_t drops) {
  ScenarioEvidence evidence;
  evidence.capture.state = CaptureState::kIncomplete;
  evidence.capture.reason = "why";
  evidence.capture.frames = frames;
  evidence.capture.kernel_drops = drops;
  return evidence;
}

std::string ReasonAfter(ScenarioEvidence evidence, std::uint64_t payload) {
  NameFlood(Sending(payload), evidence);
  return evidence.capture.reason;
}

TEST(CaptureSizeTest, SmallSessionsAreKeptWholeWithoutARing) {
  const LiveCaptureOptions options = CaptureSizeFor(Sending(10));
  EXPECT_FALSE(options.ring_bytes);
  EXPECT_FALSE(options.snapshot_length);
  EXPECT_EQ(options.bounds.whole, (16U << 20) + 160);
  EXPECT_EQ(options.bounds.all, (64U << 20) + 4480);
}

TEST(CaptureSizeTest, NoScenarioMayFillTheMemory) {
  EXPECT_EQ(CaptureSizeFor(Sending(64U << 20)).bounds.all, 256U << 20);
}

TEST(CaptureSizeTest, FramesThatTheClientsCannotExplainAreAFlood) {
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5041), 10),
            "the server flooded its loopback: there were at least 5141 frames, and the clients "
            "sent 10 bytes (why)");
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5041), 1000), "why");
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5040), 10), "why");
}

// A client whose echo does not come sends a lot more, to see what the server waits for.
TEST(CaptureSizeTest, WhatTheClientsTriedOutIsTheirs) {
  ScenarioEvidence evidence = Incomplete(100, 5041);
  evidence.history.connections.emplace_back().probe = StallProbe{};
  evidence.history.connections[0].probe->sent = 100'000;
  EXPECT_EQ(ReasonAfter(evidence, 10), "why");
  evidence.capture.frames = 500'000;
  EXPECT_THAT(ReasonAfter(evidence, 10), HasSubstr("sent 100010 bytes"));
}

TEST(CaptureSizeTest, WhatWasGivenUpIsAFlood) {
  ScenarioEvidence evidence = Incomplete(100, 0);
  evidence.capture.given_up = true;
  EXPECT_THAT(ReasonAfter(evidence, 10), HasSubstr("flooded"));
  evidence.capture.state = CaptureState::kComplete;
  EXPECT_THAT(ReasonAfter(evidence, 10), Not(HasSubstr("flooded")));
}

TEST(CaptureSizeTest, OnTheHostsNetworkOthersMayHaveSentIt) {
  ScenarioEvidence evidence = Incomplete(1'000'000, 0);
  EXPECT_THAT(ReasonAfter(evidence, 10), HasSubstr("flooded"));
  evidence.isolation = Isolation::kHost;
  EXPECT_EQ(ReasonAfter(evidence, 10), "why");
}

}  // namespace
}  // namespace echocheck
