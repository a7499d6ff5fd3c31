// SPDX-License-Identifier: MIT
#include "harness/worker/connect_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

class WhyNotPlayedTest : public testing::Test {
 protected:
  WhyNotPlayedTest() {
    scenario_.server = {"127.0.0.1"_ip, 50000};
    scenario_.clients.emplace_back();
    connect_.server = {"127.0.0.1"_ip, 7000};
  }

  std::string Why() const { return WhyNotPlayed(scenario_, connect_).value_or("played").english(); }

  Scenario scenario_;
  ConnectOptions connect_;
};

TEST_F(WhyNotPlayedTest, ConversationIsPlayed) {
  scenario_.clients[0].steps.push_back({SendStep{}, {}});
  EXPECT_EQ(Why(), "played");
}

TEST_F(WhyNotPlayedTest, NotWhatActsOnTheProcess) {
  scenario_.clients[0].steps.push_back({SampleStep{}, {}});
  EXPECT_THAT(Why(), HasSubstr("acts on the server's process"));
}

TEST_F(WhyNotPlayedTest, NotWhatLimitsTheProcess) {
  scenario_.limits.open_files = 64;
  EXPECT_THAT(Why(), HasSubstr("limits the server's process"));
}

TEST_F(WhyNotPlayedTest, NotWhatNeedsANetworkOfItsOwn) {
  scenario_.network.mtu = 1500;
  EXPECT_THAT(Why(), HasSubstr("a network of its own"));
  scenario_.network.mtu.reset();
  scenario_.network.buffers = BufferSize::kSmall;
  EXPECT_THAT(Why(), HasSubstr("a network of its own"));
}

TEST_F(WhyNotPlayedTest, NotWhatIsAboutOtherAddresses) {
  scenario_.clients[0].address = "127.0.0.1"_ip;
  EXPECT_THAT(Why(), HasSubstr("addresses of their own"));
  scenario_.clients[0].address.reset();
  scenario_.server.address = "::1"_ip;
  EXPECT_THAT(Why(), HasSubstr("it is about IPv6"));
  connect_.server.address = "::1"_ip;
  EXPECT_EQ(Why(), "played");
  scenario_.server.address = "::"_ip;
  EXPECT_THAT(Why(), HasSubstr("it is about IPv6"));
}

TEST_F(WhyNotPlayedTest, NotAServiceThatIsNotOffered) {
  connect_.offers_udp = true;
  connect_.offers_tcp = false;
  EXPECT_THAT(Why(), HasSubstr("no TCP socket listens on 127.0.0.1:7000"));
  scenario_.transport = Transport::kUdp;
  EXPECT_EQ(Why(), "played");
  connect_.offers_udp = false;
  EXPECT_THAT(Why(), HasSubstr("no UDP socket has the address 127.0.0.1:7000"));
  connect_.server.address = "192.0.2.1"_ip;
  EXPECT_THAT(Why(), HasSubstr("cannot see whether 192.0.2.1:7000 offers UDP"));
}

TEST(RouteToTest, LoopbackLeadsToItself) {
  const auto route = RouteTo({"127.0.0.2"_ip, 7});
  ASSERT_TRUE(route);
  EXPECT_EQ(route->local_address, "127.0.0.1"_ip);
  EXPECT_EQ(route->interface, "lo");
}

}  // namespace
}  // namespace echocheck
