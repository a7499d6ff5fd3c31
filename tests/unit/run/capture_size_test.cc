// SPDX-License-Identifier: MIT
#include "harness/run/capture_size.h"

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

CaptureLog Incomplete(std::uint64_t frames, std::uint64_t drops) {
  CaptureLog log;
  log.state = CaptureState::kIncomplete;
  log.reason = "why";
  log.frames = frames;
  log.kernel_drops = drops;
  return log;
}

std::string ReasonAfter(CaptureLog log, std::uint64_t payload, const History& history = {}) {
  NameFlood(Sending(payload), history, log);
  return log.reason;
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
  History history;
  history.connections.emplace_back().probe = HoldProbe{};
  history.connections[0].probe->sent = 100'000;
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5041), 10, history), "why");
  EXPECT_THAT(ReasonAfter(Incomplete(100, 500'000), 10, history), HasSubstr("sent 100010 bytes"));
}

TEST(CaptureSizeTest, WhatWasGivenUpIsAFlood) {
  CaptureLog log = Incomplete(100, 0);
  log.given_up = true;
  EXPECT_THAT(ReasonAfter(log, 10), HasSubstr("flooded"));
  log.state = CaptureState::kComplete;
  EXPECT_THAT(ReasonAfter(log, 10), Not(HasSubstr("flooded")));
}

}  // namespace
}  // namespace echocheck
