// SPDX-License-Identifier: MIT
// One connection on the loopback whose server end is in CLOSE-WAIT, and targets that sleep, work or
// go round in circles meanwhile.
#include "harness/worker/flow_end.h"

#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include "harness/base/spin_detector.h"
#include "harness/client/asio_address.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

class FakeArena : public Arena {
 public:
  bool asleep = false;
  Nanoseconds taken_a_look{0};  // of the processor
  mutable int looks = 0;
  std::vector<pid_t> unreadable;

  Isolation isolation() const override { return Isolation::kHost; }
  std::vector<pid_t> TargetProcesses() const override { return {getpid()}; }
  bool TargetIsAsleep() const override { return asleep; }
  bool TargetIsStopped() const override { return false; }
  bool IsSocket(pid_t /*process*/, std::uint64_t /*descriptor*/) const override { return true; }
  std::vector<ThreadTimes> Times() const override { return {}; }
  ProcessUsage TargetUsage() const override {
    ProcessUsage usage;
    usage.cpu = taken_a_look * ++looks;
    return usage;
  }
  std::vector<SocketHolders> HoldersOfEach(
      const std::vector<std::uint32_t>& inodes) const override {
    return std::vector<SocketHolders>(inodes.size(), {{getpid()}, unreadable});
  }
  SocketOwner OwnerOf(std::uint32_t /*inode*/, uid_t /*user*/) const override {
    return SocketOwner::kTarget;
  }
  Reason WhyOwnersUnseen() const override { return ""; }
  void KillAll() override {}
  void NoteLaunched(pid_t /*process*/) override {}
  void ReapOrphans() override {}
  Status Intact() const override { return {}; }
  void TearDown() override {}
};

Endpoint EndpointOf(const tcp::endpoint& end) { return {FromAsio(end.address()), end.port()}; }

class CountingTarget : public TargetControl {
 public:
  int circles = 0;
  asio::awaitable<SocketResult> Do(const Step& /*step*/, std::uint32_t /*connections*/) override {
    co_return SocketResult{};
  }
  bool Asleep() override { return false; }
  Nanoseconds ProcessorTime() override { return {}; }
  void NoteServing() override {}
  void NoteCircles() override { ++circles; }
};

class AwaitFlowsEndedTest : public testing::Test {
 protected:
  static constexpr Milliseconds kLimit{100};
  Milliseconds limit_ = kLimit;

  AwaitFlowsEndedTest() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
    client_.connect(acceptor_.local_endpoint());
    server_ = acceptor_.accept();
    ConnectionRecord record;
    record.local = EndpointOf(client_.local_endpoint());
    record.remote = EndpointOf(client_.remote_endpoint());
    record.connected = true;
    history_.connections.push_back(record);
    client_.shutdown(tcp::socket::shutdown_send);
  }

  // How long it waited; what was left is in left_.
  Nanoseconds Wait() {
    auto sockets = SocketTable::Open();
    EXPECT_TRUE(sockets);
    const auto begin = Clock::now();
    asio::co_spawn(io_,
                   AwaitFlowsEnded({io_, arena_, *time_, *sockets, target_, known_},
                                   history_.connections[0].remote, history_, getpid(), limit_),
                   [this](std::exception_ptr thrown, Result<std::vector<SocketRecord>> left) {
                     EXPECT_EQ(thrown, nullptr);
                     left_ = std::move(left);
                   });
    io_.run();
    return Clock::now() - begin;
  }

  void ExpectCloseWait() {
    ASSERT_TRUE(left_ && *left_);
    ASSERT_EQ((*left_)->size(), 1U);
    EXPECT_EQ((**left_)[0].state, "CLOSE-WAIT");
    EXPECT_EQ((**left_)[0].holders, 1U);
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  tcp::socket client_{io_};
  tcp::socket server_{io_};
  History history_;
  FakeArena arena_;
  CountedTime all_counts_;
  CountedTime* time_ = &all_counts_;
  CountingTarget target_;
  bool known_ = false;
  std::optional<Result<std::vector<SocketRecord>>> left_;
};

TEST_F(AwaitFlowsEndedTest, NothingIsLeftOfWhatHasEnded) {
  server_.close();
  client_.close();
  Wait();
  ASSERT_TRUE(left_ && *left_);
  EXPECT_TRUE((*left_)->empty());
}

TEST_F(AwaitFlowsEndedTest, SaysThatThereMayBeOtherHolders) {
  arena_.asleep = true;
  Wait();
  ExpectCloseWait();
  EXPECT_FALSE((**left_)[0].holders_unseen);
  arena_.unreadable = {1};
  io_.restart();
  Wait();
  ExpectCloseWait();
  EXPECT_TRUE((**left_)[0].holders_unseen);
}

// However many are left, each is looked up: what is said of them counts them.
TEST_F(AwaitFlowsEndedTest, LooksUpTheHoldersOfAllThatAreLeft) {
  std::vector<tcp::socket> sockets;
  for (int i = 0; i < 40; ++i) {
    tcp::socket& client = sockets.emplace_back(io_);
    client.connect(acceptor_.local_endpoint());
    ConnectionRecord record;
    record.local = EndpointOf(client.local_endpoint());
    record.remote = EndpointOf(client.remote_endpoint());
    history_.connections.push_back(record);
    client.shutdown(tcp::socket::shutdown_send);
    sockets.push_back(acceptor_.accept());
  }
  arena_.asleep = true;
  Wait();
  ASSERT_TRUE(left_ && *left_);
  EXPECT_EQ((*left_)->size(), 41U);
  for (const SocketRecord& socket : **left_) EXPECT_EQ(socket.holders, 1U);
}

TEST_F(AwaitFlowsEndedTest, ATargetThatSleepsHasItsTime) {
  arena_.asleep = true;
  EXPECT_GE(Wait(), kLimit);
  ExpectCloseWait();
}

TEST_F(AwaitFlowsEndedTest, OneThatIsAwakeHasMore) {
  EXPECT_GE(Wait(), 3 * kLimit);
  ExpectCloseWait();
}

// Somebody waits for a processor at the first looks.
class CrowdedMachine : public CountedTime {
 public:
  void Look() override { SetSomebodyWaits(looks_++ < kCrowded); }
  bool all_seen() const { return looks_ > kCrowded; }

 private:
  static constexpr int kCrowded = 60;  // more than fit into all limits together
  int looks_ = 0;
};

TEST_F(AwaitFlowsEndedTest, OneThatWaitsForAProcessorHasMore) {
  CrowdedMachine machine;
  time_ = &machine;
  EXPECT_GE(Wait(), 3 * kLimit);
  EXPECT_TRUE(machine.all_seen());
  ExpectCloseWait();
}

TEST_F(AwaitFlowsEndedTest, NotWhenItHasHadItsTurn) {
  arena_.taken_a_look = SpinDetector::kEnough;
  EXPECT_GE(Wait(), kLimit);
  EXPECT_GE(arena_.looks, 1);
  EXPECT_LE(arena_.looks, 3);
  EXPECT_GE(target_.circles, 1);
  ExpectCloseWait();
}

TEST_F(AwaitFlowsEndedTest, OneThatIsKnownToGoInCirclesHasItsTurnAndNoMore) {
  arena_.taken_a_look = SpinDetector::kEnough;
  known_ = true;
  limit_ = std::chrono::hours(1);
  Wait();
  EXPECT_GE(target_.circles, 1);
  ExpectCloseWait();
}

TEST_F(AwaitFlowsEndedTest, OneThatIsKnownToGoInCirclesAndSleepsHasItsTime) {
  arena_.taken_a_look = SpinDetector::kEnough;
  arena_.asleep = true;
  known_ = true;
  EXPECT_GE(Wait(), kLimit);
  EXPECT_EQ(target_.circles, 0);
}

}  // namespace
}  // namespace echocheck
