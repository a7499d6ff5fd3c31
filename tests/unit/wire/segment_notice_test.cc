// SPDX-License-Identifier: MIT
// Segments are told of as they come, each with its connection.
#include <string>
#include <vector>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

class SegmentNoticeTest : public FlowTest {
 protected:
  SegmentNoticeTest() {
    options_.on_segment = [this](const SegmentNotice& notice) {
      told_ += told_.empty() ? "" : " ";
      told_ += std::to_string(notice.connection) + ":" + std::string(ToString(notice.segment.role));
      last_ = notice.segment;
      ends_ = ToString(notice.client) + " " + ToString(notice.server);
    };
  }

  std::string told_;
  FlowSegment last_;
  std::string ends_;
};
INSTANTIATE_TEST_SUITE_P(Numbers, SegmentNoticeTest, testing::Values(1000U, 0xfffffffdU));

TEST_P(SegmentNoticeTest, ComesWithItsSegmentAndNotAtTheEnd) {
  client.Syn();
  EXPECT_EQ(told_, "0:syn");
  server.SynAck();
  EXPECT_EQ(told_, "0:syn 0:syn-ack");
  client.Ack();
  client.Data("hoge\n");
  EXPECT_EQ(told_, "0:syn 0:syn-ack 0:handshake-ack 0:data");
  EXPECT_EQ(last_.preview, "hoge\n");
  EXPECT_EQ(last_.frame, 4U);
  EXPECT_EQ(last_.server_state, TcpState::kEstablished);
}

TEST_P(SegmentNoticeTest, NamesBothEnds) {
  Open();
  server.Data("x");
  EXPECT_EQ(ends_, ToString(Flow().client) + " " + ToString(Flow().server));
  EXPECT_EQ(Flow().client.address, "127.0.0.1"_ip);
}

TEST_P(SegmentNoticeTest, NeedsNoSegmentToBeKept) {
  options_.head = options_.tail = 0;
  Open();
  client.Data(std::string(1000, 'x'));
  EXPECT_EQ(last_.preview.size(), FlowSegment::kPreview);
  EXPECT_EQ(last_.length, 1000U);
  EXPECT_TRUE(Flow().head.empty());
}

TEST_P(SegmentNoticeTest, LeavesWhatIsKeptAsItIs) {
  Open();
  client.Data("hoge\n");
  Close();
  EXPECT_EQ(Roles(), "C:syn S:syn-ack C:handshake-ack C:data C:fin S:fin C:fin-ack");
  EXPECT_EQ(Flow().head[3].preview, "hoge\n");
}

TEST_P(SegmentNoticeTest, CountsConnectionsAlsoOnTheSamePorts) {
  std::vector<std::uint64_t> done;
  options_.on_flow_done = [&](FlowRecord&& flow) { done.push_back(flow.segment_count); };
  Open();
  client.Rst();
  told_.clear();
  client.Restart(77);
  server.Restart(99);
  client.Syn();
  server.RstAck();
  EXPECT_EQ(told_, "1:syn 1:reset");
  EXPECT_EQ(done, std::vector<std::uint64_t>({4}));
}

}  // namespace
}  // namespace echocheck
