// SPDX-License-Identifier: MIT
#include "harness/base/ip_address.h"

#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

TEST(IpAddressTest, ReadsBothFamiliesAndNothingElse) {
  EXPECT_EQ(ToString("127.0.0.1"_ip), "127.0.0.1");
  EXPECT_EQ(ToString("::1"_ip), "::1");
  EXPECT_EQ("0:0:0:0:0:0:0:1"_ip, "::1"_ip);
  for (const std::string_view text :
       {std::string_view("localhost"), std::string_view(""), std::string_view("127.0.0.1 "),
        std::string_view("[::1]"), std::string_view("127.0.0.1\0.example", 18)}) {
    EXPECT_FALSE(ParseIpAddress(text)) << text;
  }
}

TEST(IpAddressTest, NamesTheSameAddressesAsConstants) {
  EXPECT_EQ(kIpv4Loopback, "127.0.0.1"_ip);
  EXPECT_EQ(kIpv6Loopback, "::1"_ip);
  EXPECT_EQ(kEveryAddress, "::"_ip);
}

TEST(IpAddressTest, NoAddressIsNoneOfThem) {
  EXPECT_EQ(ToString(IpAddress()), "");
  EXPECT_NE(IpAddress(), kEveryAddress);
  EXPECT_NE(IpAddress(), "0.0.0.0"_ip);
  EXPECT_FALSE(IsUnspecified(IpAddress()));
  EXPECT_FALSE(IsLoopback(IpAddress()));
  EXPECT_FALSE(IsIpv6(IpAddress()));
}

TEST(IpAddressTest, KnowsTheAddressesThatMeanEveryOne) {
  EXPECT_TRUE(IsUnspecified("0.0.0.0"_ip));
  EXPECT_TRUE(IsUnspecified("::"_ip));
  EXPECT_FALSE(IsUnspecified("127.0.0.1"_ip));
  EXPECT_FALSE(IsUnspecified("::1"_ip));
  EXPECT_FALSE(IsUnspecified("fe80::"_ip));
}

TEST(IpAddressTest, KnowsLoopback) {
  EXPECT_TRUE(IsLoopback("127.0.0.1"_ip));
  EXPECT_TRUE(IsLoopback("127.255.255.254"_ip));
  EXPECT_TRUE(IsLoopback("::1"_ip));
  EXPECT_FALSE(IsLoopback("128.0.0.1"_ip));
  EXPECT_FALSE(IsLoopback("::2"_ip));
  EXPECT_FALSE(IsLoopback("::ffff:127.0.0.1"_ip));
}

TEST(IpAddressTest, TakesAnIpv4AddressOutOfItsMapping) {
  EXPECT_EQ(WithoutMapping("::ffff:127.0.0.1"_ip), "127.0.0.1"_ip);
  EXPECT_EQ(WithoutMapping("::fffe:7f00:1"_ip), "::fffe:7f00:1"_ip);
  EXPECT_EQ(WithoutMapping("127.0.0.1"_ip), "127.0.0.1"_ip);
  EXPECT_EQ(WithoutMapping("::1"_ip), "::1"_ip);
}

}  // namespace
}  // namespace echocheck
