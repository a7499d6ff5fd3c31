// SPDX-License-Identifier: MIT
#include "harness/base/endpoint.h"

#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

TEST(EndpointTest, WritesIpv6InBrackets) {
  EXPECT_EQ(ToString(Endpoint{"127.0.0.1"_ip, 50000}), "127.0.0.1:50000");
  EXPECT_EQ(ToString(Endpoint{"::1"_ip, 7}), "[::1]:7");
}

TEST(EndpointTest, SaysWhatIsNoPort) {
  EXPECT_EQ(*ParsePort("7"), 7);
  for (const char* text : {"", "x", "0", "-1", "5 ", " 5", "5x"}) {
    EXPECT_FALSE(ParsePort(text)) << text;
  }
  EXPECT_EQ(ParsePort("65536").error().message.english(),
            "\"65536\" is not a port, expected 1 to 65535");
}

}  // namespace
}  // namespace echocheck
