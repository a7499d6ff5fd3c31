// SPDX-License-Identifier: MIT
#include "harness/target/target_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/target_observer.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

TEST(CommandForTest, TellsTheAddressInEachForm) {
  TargetSpec spec;
  spec.words = {"./server"};
  const Endpoint address{"127.0.0.1"_ip, 50000};
  EXPECT_THAT(CommandFor(spec, AddressForm::kHostPort, address),
              ElementsAre("./server", "127.0.0.1:50000"));
  EXPECT_THAT(CommandFor(spec, AddressForm::kPort, address), ElementsAre("./server", "50000"));
  EXPECT_THAT(CommandFor(spec, AddressForm::kDashP, address),
              ElementsAre("./server", "-p", "50000"));
  EXPECT_THAT(CommandFor(spec, AddressForm::kNone, address), ElementsAre("./server"));
  spec.custom_address = {"--listen", "{host}:{port}"};
  EXPECT_THAT(CommandFor(spec, AddressForm::kCustom, address),
              ElementsAre("./server", "--listen", "127.0.0.1:50000"));
  spec.words = {"./server", "-p{port}"};
  EXPECT_THAT(CommandFor(spec, AddressForm::kPlaceholders, address),
              ElementsAre("./server", "-p50000"));
}

TEST(ServesTest, KnowsWhoReachesWhom) {
  const Endpoint v4{"127.0.0.1"_ip, 50000};
  const Endpoint v6{"::1"_ip, 50000};
  EXPECT_TRUE(Serves({{"127.0.0.1"_ip, 50000}, false}, v4));
  EXPECT_TRUE(Serves({{"0.0.0.0"_ip, 50000}, false}, v4));
  EXPECT_TRUE(Serves({{"::"_ip, 50000}, false}, v4));  // dual stack, as Go and Java listen
  EXPECT_FALSE(Serves({{"::"_ip, 50000}, true}, v4));
  EXPECT_TRUE(Serves({{"::"_ip, 50000}, true}, v6));
  EXPECT_FALSE(Serves({{"0.0.0.0"_ip, 50000}, false}, v6));
  EXPECT_FALSE(Serves({{"127.0.0.1"_ip, 8080}, false}, v4));
  EXPECT_FALSE(Serves({{"127.0.0.2"_ip, 50000}, false}, v4));
}

}  // namespace
}  // namespace echocheck
