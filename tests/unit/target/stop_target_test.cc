// SPDX-License-Identifier: MIT
// A program that ends when it is told to, and what it leaves in the kernel.
#include "harness/target/stop_target.h"

#include <algorithm>
#include <csignal>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// Its socket still listens in so many looks after the process has gone.
class SlowlyClosing : public TargetObserver {
 public:
  explicit SlowlyClosing(int looks) : left_(looks) {}

  Result<std::vector<ListeningSocket>> Listening() override {
    if (left_ == 0) return std::vector<ListeningSocket>();
    --left_;
    return std::vector<ListeningSocket>{{{"127.0.0.1"_ip, 50000}, false, true}};
  }
  Result<std::vector<ListeningSocket>> ListeningUdp() override {
    return std::vector<ListeningSocket>();
  }
  std::vector<pid_t> Processes() override { return {}; }
  bool Asleep() override { return true; }
  int left() const { return left_; }

 private:
  int left_;
};

class StopTargetTest : public testing::Test {
 protected:
  template <class End>
  void EndCat(End end) {
    LaunchOptions options;
    options.executable = "/bin/cat";
    options.words = {"cat"};
    options.limits = OriginalLimits::Now();
    auto process = TargetProcess::Launch(io_, options, log_);
    ASSERT_TRUE(process) << process.error().message.english();
    asio::co_spawn(
        io_,
        [&]() -> asio::awaitable<void> {
          co_await end(**process);
          process->reset();
        },
        [](std::exception_ptr thrown) { EXPECT_EQ(thrown, nullptr); });
    io_.run();
  }

  asio::io_context io_;
  OutputLog log_{UniqueFd()};
};

// The kernel closes the sockets of io_uring some milliseconds after the process.
TEST_F(StopTargetTest, ASocketThatClosesAMomentLaterIsGone) {
  SlowlyClosing observer(3);
  std::optional<StopRecord> stop;
  EndCat([&](TargetProcess& process) -> asio::awaitable<void> {
    auto stopped = co_await StopTarget(process, SIGTERM, Milliseconds(60'000), observer);
    if (stopped) stop = *stopped;
  });
  ASSERT_TRUE(stop);
  EXPECT_TRUE(stop->ended_by_term);
  EXPECT_TRUE(stop->listener_gone);
}

TEST_F(StopTargetTest, OneThatStaysIsNot) {
  SlowlyClosing observer(1'000'000);
  std::optional<StopRecord> stop;
  EndCat([&](TargetProcess& process) -> asio::awaitable<void> {
    auto stopped = co_await StopTarget(process, SIGTERM, Milliseconds(60'000), observer);
    if (stopped) stop = *stopped;
  });
  ASSERT_TRUE(stop);
  EXPECT_FALSE(stop->listener_gone);
}

// What is launched next finds its port free.
TEST_F(StopTargetTest, KillingWaitsForTheSocketToo) {
  SlowlyClosing observer(3);
  EndCat([&](TargetProcess& process) -> asio::awaitable<void> {
    co_await KillTarget(process, observer);
  });
  EXPECT_EQ(observer.left(), 0);
}

}  // namespace
}  // namespace echocheck
