// SPDX-License-Identifier: MIT
// So many at a time, in the order in which they came.
#include "harness/client/admission_semaphore.h"

#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

namespace asio = boost::asio;

class AdmissionSemaphoreTest : public testing::Test {
 protected:
  // Takes a turn, lets all others try, and leaves.
  asio::awaitable<void> Visit(AdmissionSemaphore& turns, char name) {
    co_await turns.Take();
    came_ += name;
    most_ = std::max(most_, ++inside_);
    for (int i = 0; i < 3; ++i) co_await asio::post(io_, asio::use_awaitable);
    --inside_;
    turns.Leave();
  }

  void VisitAll(AdmissionSemaphore& turns, const std::string& names) {
    for (const char name : names) asio::co_spawn(io_, Visit(turns, name), asio::detached);
    io_.restart();
    io_.run();
  }

  asio::io_context io_;
  std::string came_;
  int inside_ = 0;
  int most_ = 0;
};

TEST_F(AdmissionSemaphoreTest, OneAtATimeInOrder) {
  AdmissionSemaphore turns(io_, 1);
  VisitAll(turns, "abcdef");
  EXPECT_EQ(came_, "abcdef");
  EXPECT_EQ(most_, 1);
  EXPECT_EQ(inside_, 0);
}

TEST_F(AdmissionSemaphoreTest, SeveralAtATime) {
  AdmissionSemaphore turns(io_, 3);
  VisitAll(turns, "abcdefgh");
  EXPECT_EQ(came_, "abcdefgh");
  EXPECT_EQ(most_, 3);
}

TEST_F(AdmissionSemaphoreTest, TurnsComeBack) {
  AdmissionSemaphore turns(io_, 2);
  VisitAll(turns, "abc");
  VisitAll(turns, "def");
  EXPECT_EQ(came_, "abcdef");
  EXPECT_EQ(most_, 2);
}

}  // namespace
}  // namespace echocheck
