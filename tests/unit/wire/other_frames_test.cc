// SPDX-License-Identifier: MIT
// How the frames that carry no TCP are counted by their names.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/wire/flow_analyzer.h"
#include "tests/unit/wire/captured_frames.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr LinkType kWifi{105};  // IEEE 802.11
constexpr LinkType kUsb{220};

class OtherFramesTest : public testing::Test {
 protected:
  void Add(const std::string& hex, LinkType link = LinkType::kEthernet) {
    const FrameBytes bytes = FromHex(hex);
    analyzer().Add(link, {1, Nanoseconds(0), 0, bytes});
  }
  const std::vector<std::pair<std::string, std::uint64_t>>& Named() {
    analyzer().Finish();
    return analyzer().totals().others;
  }

  FlowOptions options_;  // before the first frame

 private:
  FlowAnalyzer& analyzer() {
    if (!analyzer_) analyzer_ = std::make_unique<FlowAnalyzer>(options_);
    return *analyzer_;
  }
  std::unique_ptr<FlowAnalyzer> analyzer_;
};

TEST_F(OtherFramesTest, TheMostFrequentComesFirst) {
  Add(kEther + "0806 0001");
  for (int i = 0; i < 3; ++i) Add(kEther + "88cc 0001");
  EXPECT_THAT(Named(), ElementsAre(Pair("LLDP", 3), Pair("ARP", 1)));
}

TEST_F(OtherFramesTest, AProtocolIsCountedOnceHoweverItComes) {
  Add(kEther + "0806 0001");
  Add(kEther + "8100 0001 0806 0001");
  Add(InIp("2f", "0000 8863"));
  Add(kEther + "8863 0001");
  Add(InIp("2f", "4000 0800 0000 0000"));  // GRE, by its IP protocol
  Add(InIp("2f", "0000 0001"));            // the same
  EXPECT_THAT(Named(), ElementsAre(Pair("ARP", 2), Pair("PPPoE Discovery", 2), Pair("GRE", 2)));
}

TEST_F(OtherFramesTest, LinkTypesHaveTheirNumberWhereNobodyNamesThem) {
  Add("00", kWifi);
  EXPECT_THAT(Named(), ElementsAre(Pair("link type 105", 1)));
}

TEST_F(OtherFramesTest, LinkTypesHaveTheNamesThatTheyAreGiven) {
  options_.link_name = [](LinkType link) {
    return std::string(link == kWifi || link == kUsb ? "a radio or a cable" : "?");
  };
  Add("00", kWifi);
  Add("00", kUsb);
  Add(kEther + "0806 0001");
  EXPECT_THAT(Named(), ElementsAre(Pair("a radio or a cable", 2), Pair("ARP", 1)));
}

TEST_F(OtherFramesTest, BoundsTheNames) {
  for (int type = 0; type < 100; ++type) Add(kEther + fmt::format("{:04x}", 0x1000 + type));
  Add(kEther + "1000");
  EXPECT_EQ(Named().size(), 64U);
  EXPECT_THAT(Named().front(), Pair("Ethernet type 0x1000", 2)) << "one of those that have a name";
}

}  // namespace
}  // namespace echocheck
