// SPDX-License-Identifier: MIT
// A small language for flow tests: two peers whose verbs are captured segments.
//   Open(); client.Data("hoge\n"); server.Data("hoge\n"); EXPECT_EQ(Flow().from_client...)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "harness/wire/flow_analyzer.h"

namespace echocheck {

// One segment as it goes into a frame.
struct SegmentSpec {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint8_t flags = 0;
  std::uint16_t window = 512;
  std::uint16_t identification = 1;  // of the IPv4 packet
  std::optional<std::uint8_t> window_scale;
  std::string payload;
};

// An IPv4 packet 127.0.0.1 > 127.0.0.1 without checksums.
std::vector<std::uint8_t> MakePacket(const SegmentSpec& spec);

// One end, with the numbers that its kernel would use. All offsets are relative: SYN 0, first
// byte 1.
class Peer {
 public:
  Peer(class FlowTest& test, std::uint16_t port, std::uint32_t isn)
      : test_(test), port_(port), isn_(isn) {}

  // For the next segment alone.
  Peer& At(std::int64_t offset);      // sent from here, the next number stays as it was
  Peer& Acking(std::int64_t offset);  // instead of all that the other end has sent
  Peer& Window(std::uint16_t window);
  Peer& Uncaptured();                      // it goes over the wire, the capture lacks it
  Peer& CutTo(std::size_t payload_bytes);  // the capture has only so many bytes of it
  Peer& With(std::uint8_t more_flags);

  void Syn();
  void SynAck();
  void Ack();
  void Data(const std::string& bytes);
  void Fin();
  void DataFin(const std::string& bytes);
  void Rst();                                              // without ACK
  void RstAck();                                           // with
  void Odd(std::uint8_t flags, const std::string& bytes);  // with these flags alone

  void Restart(std::uint32_t isn);  // as a new socket on the same port
  std::optional<std::uint8_t> window_scale;

 private:
  friend class FlowTest;
  struct Tweak {
    std::optional<std::int64_t> at;
    std::optional<std::int64_t> ack;
    std::optional<std::uint16_t> window;
    std::optional<std::size_t> cut;
    bool captured = true;
    std::uint8_t flags = 0;
  };
  void Send(std::uint8_t flags, const std::string& payload);

  class FlowTest& test_;
  std::uint16_t port_;
  std::uint32_t isn_;
  std::int64_t next_ = 0;
  Tweak tweak_;
};

// The parameter is the client's initial sequence number; the server's is another one near a wrap.
class FlowTest : public testing::TestWithParam<std::uint32_t> {
 protected:
  FlowTest();

  void Open();   // the three-way handshake
  void Close();  // the client first, the server's ACK on its FIN

  // All flows, and the one that there is. Analyzes to the end; nothing can be sent afterwards.
  const std::vector<FlowRecord>& Flows();
  const FlowRecord& Flow();

  // "C:syn S:syn-ack ...", of the segments that were kept.
  std::string Roles();
  // "SYN-SENT/SYN-RECEIVED ...": client and server after each.
  std::string States();
  std::string FinalStates();

  static std::uint64_t HashOf(const std::string& bytes);

  FlowOptions options_;  // before the first segment
  Peer client;
  Peer server;
  std::uint64_t frame_ = 0;  // of the last segment
  Nanoseconds pause_{0};     // frame n has the stamp n us, and this
  const WireTotals& Totals() { return Analyzer().totals(); }

 private:
  friend class Peer;
  void Capture(const SegmentSpec& spec, std::optional<std::size_t> cut);
  FlowAnalyzer& Analyzer();
  Peer& OtherOf(const Peer& peer) { return &peer == &client ? server : client; }

  std::unique_ptr<FlowAnalyzer> analyzer_;
  std::optional<std::vector<FlowRecord>> flows_;
};

}  // namespace echocheck
