// SPDX-License-Identifier: MIT
// Which of the machine's sockets are the target's, where that cannot be read of each.
#include "harness/worker/arena_target_observer.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;

class SurroundingsArena : public Arena {
 public:
  SocketOwner owner = SocketOwner::kUnknown;
  Isolation arena_isolation = Isolation::kHost;

  Isolation isolation() const override { return arena_isolation; }
  std::vector<pid_t> TargetProcesses() const override { return {}; }
  bool TargetIsAsleep() const override { return true; }
  bool TargetIsStopped() const override { return false; }
  bool IsSocket(pid_t /*process*/, std::uint64_t /*descriptor*/) const override { return true; }
  std::vector<ThreadTimes> Times() const override { return {}; }
  ProcessUsage TargetUsage() const override { return {}; }
  std::vector<SocketHolders> HoldersOfEach(
      const std::vector<std::uint32_t>& inodes) const override {
    return std::vector<SocketHolders>(inodes.size());
  }
  SocketOwner OwnerOf(std::uint32_t /*inode*/, uid_t user) const override {
    return user == geteuid() ? owner : SocketOwner::kOther;
  }
  Reason WhyOwnersUnseen() const override { return ""; }
  void KillAll() override {}
  void NoteLaunched(pid_t /*process*/) override {}
  void ReapOrphans() override {}
  Status Intact() const override { return {}; }
  void TearDown() override {}
};

class ArenaTargetObserverTest : public testing::Test {
 protected:
  // "" or "certain" or "perhaps": what is said of who listens on that port.
  std::string Said(std::uint16_t port, Transport transport = Transport::kTcp) {
    const auto sockets =
        transport == Transport::kTcp ? observer_.Listening() : observer_.ListeningUdp();
    if (!sockets) return sockets.error().message.english();
    for (const ListeningSocket& socket : *sockets) {
      if (socket.local.port == port) return socket.owner_seen ? "certain" : "perhaps";
    }
    return "";
  }

  tcp::acceptor Listen() { return {io_, {asio::ip::make_address("127.0.0.1"), 0}}; }

  asio::io_context io_;
  SurroundingsArena arena_;
  SocketTable table_ = std::move(*SocketTable::Open());
  CountedTime time_;
  ArenaTargetObserver observer_{arena_, table_, time_};
};

TEST_F(ArenaTargetObserverTest, WhatWasThereBeforeTheLaunchIsNotTheTargets) {
  const tcp::acceptor before = Listen();
  ASSERT_TRUE(observer_.AboutToLaunch(Transport::kTcp));
  const tcp::acceptor after = Listen();
  EXPECT_EQ(Said(before.local_endpoint().port()), "");
  EXPECT_EQ(Said(after.local_endpoint().port()), "perhaps");
}

TEST_F(ArenaTargetObserverTest, TheSameOfUdp) {
  const udp::socket before(io_, {asio::ip::make_address("127.0.0.1"), 0});
  ASSERT_TRUE(observer_.AboutToLaunch(Transport::kUdp));
  const udp::socket after(io_, {asio::ip::make_address("127.0.0.1"), 0});
  EXPECT_EQ(Said(before.local_endpoint().port(), Transport::kUdp), "");
  EXPECT_EQ(Said(after.local_endpoint().port(), Transport::kUdp), "perhaps");
}

TEST_F(ArenaTargetObserverTest, WhatIsSeenIsCertain) {
  const tcp::acceptor server = Listen();
  ASSERT_TRUE(observer_.AboutToLaunch(Transport::kTcp));
  arena_.owner = SocketOwner::kTarget;
  EXPECT_EQ(Said(server.local_endpoint().port()), "certain");
  arena_.owner = SocketOwner::kOther;
  EXPECT_EQ(Said(server.local_endpoint().port()), "");
}

}  // namespace
}  // namespace echocheck
