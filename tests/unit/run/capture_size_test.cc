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

std::string ReasonAfter(CaptureLog log, std::uint64_t payload) {
  NameFlood(Sending(payload), log);
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
            "send 10 bytes (why)");
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5041), 1000), "why");
  EXPECT_EQ(ReasonAfter(Incomplete(100, 5040), 10), "why");
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
