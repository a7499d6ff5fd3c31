// SPDX-License-Identifier: MIT
// Programs whose calls are held: what they do before, and what they do when they may go on.
#include "harness/target/held_calls.h"

#include <csignal>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/backoff.h"
#include "harness/target/target_process.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using testing::SizeIs;

class HeldCallsTest : public testing::Test {
 protected:
  // A shell that waits for its line, and writes one then: to descriptor 3, which is its output.
  void Launch(bool holdable = true) {
    LaunchOptions options;
    options.executable = "/bin/sh";
    options.words = {"sh", "-c", "exec 3>&1; kill -STOP $$; echo hoge >&3"};
    options.limits = OriginalLimits::Now();
    options.holdable = holdable;
    auto launched = TargetProcess::Launch(io_, options, log_);
    ASSERT_TRUE(launched) << launched.error().message.english();
    process_ = std::move(*launched);
  }

  bool IsStopped() const {
    siginfo_t state{};
    const auto id = static_cast<id_t>(process_->pid());
    return waitid(P_PID, id, &state, WSTOPPED | WNOHANG | WNOWAIT) == 0 && state.si_pid != 0;
  }

  asio::awaitable<void> Pause(Backoff& polling) {
    asio::steady_timer timer(io_, polling.NextPause());
    co_await timer.async_wait(asio::use_awaitable);
  }

  // Plays `script` to its end, and the program too.
  template <class Script>
  void Play(Script script) {
    asio::co_spawn(
        io_,
        [&]() -> asio::awaitable<void> {
          for (Backoff polling; !IsStopped();) co_await Pause(polling);
          co_await script(*process_->held_calls());
          process_->Signal(SIGCONT);
          co_await process_->WaitForEndOfOutput(std::chrono::seconds(60));
          co_await process_->WaitForExit(std::chrono::seconds(60));
          process_.reset();
        },
        [](std::exception_ptr thrown) { EXPECT_EQ(thrown, nullptr); });
    io_.run();
  }

  asio::awaitable<void> AwaitHeld(HeldCalls& calls) {
    process_->Signal(SIGCONT);
    for (Backoff polling; !calls.any();) co_await Pause(polling);
  }

  asio::io_context io_;
  OutputLog log_{UniqueFd()};
  std::unique_ptr<TargetProcess> process_;
};

TEST_F(HeldCallsTest, NothingIsHeldUnlessItIsAskedFor) {
  Launch();
  Play([](HeldCalls& calls) -> asio::awaitable<void> {
    EXPECT_FALSE(calls.any());
    co_return;
  });
  EXPECT_EQ(log_.tail(), "hoge\n");
}

TEST_F(HeldCallsTest, WhatIsHeldGoesOnWhenItIsReleased) {
  Launch();
  Play([this](HeldCalls& calls) -> asio::awaitable<void> {
    calls.Hold([](pid_t /*process*/, std::uint64_t descriptor) { return descriptor == 1; });
    co_await AwaitHeld(calls);
    EXPECT_EQ(log_.tail(), "");
    EXPECT_THAT(calls.Release(), SizeIs(1)) << "it has one thread";
    EXPECT_FALSE(calls.any());
  });
  EXPECT_EQ(log_.tail(), "hoge\n");
}

TEST_F(HeldCallsTest, OtherDescriptorsAreNotHeld) {
  Launch();
  Play([](HeldCalls& calls) -> asio::awaitable<void> {
    calls.Hold([](pid_t /*process*/, std::uint64_t /*descriptor*/) { return false; });
    co_return;
  });
  EXPECT_EQ(log_.tail(), "hoge\n");
}

// Its call waits in the kernel, and SIGKILL ends it there.
TEST_F(HeldCallsTest, OneThatWaitsCanBeKilled) {
  Launch();
  Play([this](HeldCalls& calls) -> asio::awaitable<void> {
    calls.Hold([](pid_t /*process*/, std::uint64_t /*descriptor*/) { return true; });
    co_await AwaitHeld(calls);
    process_->Signal(SIGKILL);
    for (Backoff polling; calls.any();) co_await Pause(polling);
  });
  EXPECT_EQ(log_.tail(), "");
}

TEST_F(HeldCallsTest, WithoutTheFilterNothingCanBeHeld) {
  Launch(false);
  EXPECT_EQ(process_->held_calls(), nullptr);
}

}  // namespace
}  // namespace echocheck
