// SPDX-License-Identifier: MIT
// Connections to which everything happens that Wireshark's TCP analysis has a name for, and what
// tshark says of each of their segments (wireshark_marks.txt, recorded by record_wireshark.py). A
// person must find the same in both programs.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "harness/wire/sequence_analysis.h"
#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

struct Marked {
  Side from = Side::kClient;
  TcpSegment segment;
  Nanoseconds time{0};
  std::string marks;
};

struct Conversation {
  std::string completeness;  // "-": tshark does not say
  std::vector<Marked> segments;
};

std::vector<Conversation> Recorded() {
  std::vector<Conversation> all;
  std::ifstream file(ECHOCHECK_SOURCE_DIR "/tests/unit/wire/wireshark_marks.txt");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "connection") {
      words >> all.emplace_back().completeness;
      continue;
    }
    Marked each;
    std::string side;
    unsigned flags = 0;
    words >> side >> std::hex >> flags >> std::dec >> each.segment.seq >>
        each.segment.payload_length >> each.segment.ack >> each.segment.window >> each.marks;
    EXPECT_FALSE(words.fail()) << line;
    each.time = std::chrono::microseconds(std::stoll(first));
    each.from = side == "C" ? Side::kClient : Side::kServer;
    each.segment.flags = static_cast<std::uint8_t>(flags);
    all.back().segments.push_back(each);
  }
  return all;
}

std::string Letters(std::uint16_t marks) {
  std::string letters;
  for (const auto& [flag, letter] : {std::pair{analysis_flag::kRetransmission, 'R'},
                                     {analysis_flag::kOutOfOrder, 'O'},
                                     {analysis_flag::kDuplicateAck, 'D'},
                                     {analysis_flag::kZeroWindow, 'Z'},
                                     {analysis_flag::kZeroWindowProbe, 'P'},
                                     {analysis_flag::kKeepAlive, 'K'},
                                     {analysis_flag::kKeepAliveAck, 'A'}}) {
    if ((marks & flag) != 0) letters += letter;
  }
  return letters.empty() ? "-" : letters;
}

TEST(WiresharkMarksTest, AreOursForEverySegment) {
  const std::vector<Conversation> all = Recorded();
  ASSERT_GT(all.size(), 10U);
  std::string seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    SequenceAnalysis analysis;
    std::size_t number = 0;
    for (const Marked& each : all[i].segments) {
      ++number;
      EXPECT_EQ(Letters(analysis.Add(each.segment, each.from, each.time)), each.marks)
          << "segment " << number << " of connection " << i;
      seen += each.marks;
    }
  }
  for (const char letter : {'R', 'O', 'D', 'Z', 'P', 'K', 'A'}) {
    EXPECT_NE(seen.find(letter), std::string::npos) << letter;
  }
}

FlowRecord FlowOf(const Conversation& conversation) {
  FlowAnalyzer analyzer{FlowOptions{}};
  std::uint64_t frame = 0;
  for (const Marked& each : conversation.segments) {
    const bool from_client = each.from == Side::kClient;
    SegmentSpec spec;
    spec.source_port = from_client ? 50001 : 50000;
    spec.destination_port = from_client ? 50000 : 50001;
    spec.seq = each.segment.seq;
    spec.ack = each.segment.ack;
    spec.flags = each.segment.flags;
    spec.window = each.segment.window;
    spec.payload = std::string(each.segment.payload_length, 'x');
    const auto packet = MakePacket(spec);
    analyzer.Add(LinkType::kIpv4,
                 {++frame, each.time, static_cast<std::uint32_t>(packet.size()), packet});
  }
  return analyzer.Finish().at(0);
}

TEST(WiresharkMarksTest, AreCountedForEachSide) {
  for (const Conversation& conversation : Recorded()) {
    const FlowRecord flow = FlowOf(conversation);
    for (const Side side : {Side::kClient, Side::kServer}) {
      const auto marked = [&](char letter) {
        return static_cast<std::uint64_t>(std::count_if(
            conversation.segments.begin(), conversation.segments.end(), [&](const Marked& each) {
              return each.from == side && each.marks.find(letter) != std::string::npos;
            }));
      };
      const FlowDirection& ours = side == Side::kClient ? flow.from_client : flow.from_server;
      EXPECT_EQ(ours.retransmissions, marked('R'));
      EXPECT_EQ(ours.out_of_order, marked('O'));
      EXPECT_EQ(ours.duplicate_acks, marked('D'));
      EXPECT_EQ(ours.zero_windows, marked('Z'));
      EXPECT_EQ(ours.keep_alives, marked('K'));
      EXPECT_EQ(ours.resets, static_cast<std::uint64_t>(std::count_if(
                                 conversation.segments.begin(), conversation.segments.end(),
                                 [&](const Marked& each) {
                                   return each.from == side && each.segment.Has(tcp_flag::kRst);
                                 })));
    }
  }
}

TEST(WiresharkMarksTest, AgreeOnWhatAConnectionHasShown) {
  std::size_t told = 0;
  for (const Conversation& conversation : Recorded()) {
    if (conversation.completeness == "-") continue;
    EXPECT_EQ(std::to_string(FlowOf(conversation).completeness), conversation.completeness);
    ++told;
  }
  EXPECT_GT(told, 10U);
}

}  // namespace
}  // namespace echocheck
