// SPDX-License-Identifier: MIT
#include "harness/report/html/packed_flows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using PackedJson = nlohmann::json;
using ::testing::HasSubstr;

class PackedFlows : public ::testing::Test {
 protected:
  PackedJson Pack(const FlowRecord& flow, const FlowContext& context = {}) {
    std::string text;
    JsonText out(text);
    packer_.Append(flow, context, out);
    return PackedJson::parse(text);
  }
  PackedJson Tables() const {
    std::string text;
    JsonText out(text);
    packer_.AppendTables(out);
    return PackedJson::parse(text);
  }
  // The numbers of segment `index`.
  static std::vector<std::int64_t> Numbers(const PackedJson& flow, std::size_t index) {
    const auto all = flow["segments"].get<std::vector<std::int64_t>>();
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(9 * index);
    return {begin, begin + 9};
  }

  FlowPacker packer_{Language::kEnglish};
};

FlowRecord Bulk(int rounds) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < rounds; ++i) script.ClientSends("12345678").ServerSends("12345678");
  return script.ClientCloses().ServerClosesToo().Build();
}

TEST_F(PackedFlows, ASegmentIsNineNumbers) {
  const FlowRecord flow = BasicSession().Build();
  const PackedJson packed = Pack(flow);
  ASSERT_EQ(packed["segments"].size(), 9 * flow.head.size());
  const auto data = Numbers(packed, 3);
  EXPECT_EQ(data[0], 4);       // frame
  EXPECT_EQ(data[1], 12'345);  // ns since the one before
  EXPECT_EQ(data[3], 1);       // seq
  EXPECT_EQ(data[4], 1);       // ack
  EXPECT_EQ(data[5], 5);       // length
  EXPECT_EQ(data[6], 65536);   // window
  const PackedJson tables = Tables();
  EXPECT_EQ(tables["shapes"][data[2]],
            PackedJson({"client", "PSH+ACK", "data", "program", "ESTABLISHED", "ESTABLISHED"}));
  EXPECT_EQ(tables["sentences"][data[7]], "the client's program sends 5 bytes");
  EXPECT_EQ(tables["previews"][data[8]], "aG9nZQo=");
}

TEST_F(PackedFlows, WhatRepeatsItselfStandsOnce) {
  Pack(BasicSession().Build());
  const std::size_t sentences = Tables()["sentences"].size();
  const std::size_t previews = Tables()["previews"].size();
  Pack(BasicSession().Build());
  EXPECT_EQ(Tables()["sentences"].size(), sentences);
  EXPECT_EQ(previews, 2U);  // none, and "hoge\n"
}

TEST_F(PackedFlows, FoldsAsTheConsoleDoes) {
  const PackedJson packed = Pack(Bulk(30));
  ASSERT_EQ(packed["folds"].size(), 1U);
  const auto fold = packed["folds"][0].get<std::vector<std::uint64_t>>();
  EXPECT_EQ(fold[0], 6U);
  EXPECT_EQ(fold[1], 66U - 12U);
  EXPECT_EQ(fold[2] + fold[3], 8U * (66U - 12U));
  EXPECT_TRUE(Pack(Bulk(5))["folds"].empty());
}

TEST_F(PackedFlows, AMarkedFrameIsNotFolded) {
  FlowContext context;
  context.marked = {30};
  EXPECT_EQ(Pack(Bulk(30), context)["folds"].size(), 2U);
}

TEST_F(PackedFlows, SaysWhatIsBetweenHeadAndTail) {
  FlowScript script;
  script.Handshake();
  for (int i = 0; i < 30; ++i) script.ClientSends("12345678");
  const PackedJson packed = Pack(script.BuildKeeping(5, 4));
  EXPECT_EQ(packed["count"], 33);
  EXPECT_EQ(packed["kept_first"], 5);
  // Times and bytes since the sample before.
  ASSERT_EQ(packed["samples"].size(), 2U * 8U);
  const auto samples = packed["samples"].get<std::vector<std::int64_t>>();
  EXPECT_EQ(samples[0] + samples[8],
            packed["last_ns"].get<std::int64_t>() - packed["first_ns"].get<std::int64_t>());
  EXPECT_EQ(samples[1] + samples[9], 240);
  EXPECT_EQ(samples[12], 5'000);
  EXPECT_EQ(samples[13], 700);
  EXPECT_EQ(samples[15], 600);
  EXPECT_EQ(packed["segments"].size(), 9U * 9U);
  // Times still count from the one before, over the gap.
  EXPECT_EQ(Numbers(packed, 5)[1], 12'345 * (29 - 4));
}

TEST_F(PackedFlows, WithoutSegmentsTheCountStays) {
  FlowContext context;
  context.with_segments = false;
  context.tshark = "tshark -r a/capture.pcap";
  const PackedJson packed = Pack(Bulk(30), context);
  EXPECT_FALSE(packed.contains("segments"));
  EXPECT_EQ(packed["count"], 66);
  EXPECT_EQ(packed["tshark"], "tshark -r a/capture.pcap");
}

TEST_F(PackedFlows, SaysHowItBeganAndEnded) {
  const PackedJson open = Pack(FlowScript().Handshake().ClientCloses().Build());
  EXPECT_THAT(open["ending"].get<std::string>(), HasSubstr("never closed"));
  EXPECT_FALSE(open.contains("closed")) << "only a list of many has room for nothing else";
  FlowContext listed;
  listed.number = 3;
  EXPECT_EQ(Pack(FlowScript().IsRefused().Build(), listed)["opened"], "SYN refused");
  EXPECT_EQ(Pack(FlowScript().IsRefused().Build(), listed)["closed"], "RST by server");
}

}  // namespace
}  // namespace echocheck
