// SPDX-License-Identifier: MIT
#include "harness/client/asio_address.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(AsioAddressTest, TurnsBothFamiliesIntoAsiosAndBack) {
  for (const char* text : {"127.0.0.1", "255.254.253.252", "::1", "2001:db8::ff", "0.0.0.0"}) {
    const IpAddress address = *ParseIpAddress(text);
    EXPECT_EQ(ToAsio(address).to_string(), text);
    EXPECT_EQ(FromAsio(ToAsio(address)), address);
  }
}

TEST(AsioAddressTest, NoAddressIsAnyAddress) { EXPECT_EQ(ToAsio({}).to_string(), "0.0.0.0"); }

}  // namespace
}  // namespace echocheck
