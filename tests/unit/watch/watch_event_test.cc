// SPDX-License-Identifier: MIT
#include "harness/watch/watch_event.h"

#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

namespace asio = boost::asio;

class WatchEventTest : public testing::Test {
 protected:
  asio::awaitable<void> WaitFor(Nanoseconds limit, std::string name) {
    const bool happened = co_await watch_event_.WaitFor(limit);
    told_ += name + (happened ? "+" : "-");
  }
  asio::awaitable<void> Wait(std::string name) {
    co_await watch_event_.Wait();
    told_ += name + "+";
  }
  void Spawn(asio::awaitable<void> waiter) {
    asio::co_spawn(io_, std::move(waiter), asio::detached);
  }

  asio::io_context io_;
  WatchEvent watch_event_{io_};
  std::string told_;
};

TEST_F(WatchEventTest, WakesAllWhoWait) {
  Spawn(Wait("a"));
  Spawn(WaitFor(std::chrono::hours(1), "b"));
  asio::post(io_, [this] { watch_event_.Set(); });
  io_.run_for(std::chrono::seconds(60));
  EXPECT_EQ(told_.size(), 4U);
  EXPECT_NE(told_.find("a+"), std::string::npos);
  EXPECT_NE(told_.find("b+"), std::string::npos);
}

TEST_F(WatchEventTest, IsRemembered) {
  watch_event_.Set();
  Spawn(Wait("a"));
  Spawn(WaitFor(Nanoseconds(0), "b"));
  io_.run();
  EXPECT_EQ(told_, "a+b+");
}

TEST_F(WatchEventTest, EndsAWaitThatIsOver) {
  Spawn(WaitFor(Milliseconds(1), "short"));
  io_.run();
  EXPECT_EQ(told_, "short-");
  EXPECT_FALSE(watch_event_.happened());
}

TEST_F(WatchEventTest, AWaitThatIsOverEndsNoOther) {
  Spawn(WaitFor(Milliseconds(1), "short"));
  Spawn(WaitFor(Milliseconds(30), "long"));
  io_.run();
  EXPECT_EQ(told_, "short-long-");
}

}  // namespace
}  // namespace echocheck
