// SPDX-License-Identifier: MIT
#include "harness/base/endpoint.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(EndpointTest, WritesIpv6InBrackets) {
  EXPECT_EQ(ToString(Endpoint{"127.0.0.1", 50000}), "127.0.0.1:50000");
  EXPECT_EQ(ToString(Endpoint{"::1", 7}), "[::1]:7");
}

TEST(EndpointTest, SaysWhatIsNoPort) {
  EXPECT_EQ(*ParsePort("7"), 7);
  for (const char* text : {"", "x", "0", "-1", "5 ", " 5", "5x"}) {
    EXPECT_FALSE(ParsePort(text)) << text;
  }
  EXPECT_EQ(ParsePort("65536").error().message, "\"65536\" is not a port, expected 1 to 65535");
}

TEST(EndpointTest, KnowsLoopback) {
  EXPECT_TRUE(IsLoopback("127.0.0.1"));
  EXPECT_TRUE(IsLoopback("127.255.255.254"));
  EXPECT_TRUE(IsLoopback("::1"));
  EXPECT_FALSE(IsLoopback("128.0.0.1"));
  EXPECT_FALSE(IsLoopback("::2"));
  EXPECT_FALSE(IsLoopback(std::string_view("127.0.0.1\0.example", 18)));
}

}  // namespace
}  // namespace echocheck
