// SPDX-License-Identifier: MIT
// Flows by hand, one verb a segment:
//
//   FlowScript flow;
//   flow.Handshake().ClientSends("hoge\n").ServerSends("hoge\n").ClientCloses().ServerCloses();
#pragma once

#include <string>
#include <utility>

#include "harness/model/flow.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {

class FlowScript {
 public:
  explicit FlowScript(std::uint16_t client_port = 50001, std::uint64_t first_frame = 1)
      : next_frame_(first_frame) {
    flow_.client = {"127.0.0.1"_ip, client_port};
    flow_.server = {"127.0.0.1"_ip, 50000};
    flow_.first = Nanoseconds(21'000'000);
    now_ = flow_.first;
  }

  FlowScript& Handshake() {
    flow_.handshake_seen = true;
    In(TcpState::kSynSent, TcpState::kSynReceived);
    Send(Side::kClient, tcp_flag::kSyn, SegmentRole::kSyn, Actor::kProgram);
    In(TcpState::kEstablished, TcpState::kSynReceived);
    Send(Side::kServer, tcp_flag::kSyn | tcp_flag::kAck, SegmentRole::kSynAck, Actor::kKernel);
    In(TcpState::kEstablished, TcpState::kEstablished);
    return Acknowledge(Side::kClient, SegmentRole::kHandshakeAck);
  }
  FlowScript& ClientSends(const Bytes& bytes) { return SendData(Side::kClient, bytes); }
  FlowScript& ServerSends(const Bytes& bytes) { return SendData(Side::kServer, bytes); }
  FlowScript& ServerAcknowledges() { return Acknowledge(Side::kServer, SegmentRole::kAck); }
  FlowScript& ClientAcknowledges() { return Acknowledge(Side::kClient, SegmentRole::kAck); }
  FlowScript& ClientCloses() {
    In(TcpState::kFinWait1, TcpState::kCloseWait);
    flow_.first_fin = Side::kClient;
    return Send(Side::kClient, kFinAck, SegmentRole::kFin, Actor::kProgram);
  }
  FlowScript& ServerAcknowledgesFin() {
    In(TcpState::kFinWait2, TcpState::kCloseWait);
    return Acknowledge(Side::kServer, SegmentRole::kFinAck);
  }
  FlowScript& ServerClosesToo() {
    In(TcpState::kTimeWait, TcpState::kLastAck);
    Send(Side::kServer, kFinAck, SegmentRole::kFin, Actor::kProgram);
    In(TcpState::kTimeWait, TcpState::kClosed);
    return Acknowledge(Side::kClient, SegmentRole::kFinAck);
  }
  FlowScript& ServerResets(Actor actor) {
    In(TcpState::kClosed, TcpState::kClosed);
    flow_.first_rst = Side::kServer;
    return Send(Side::kServer, tcp_flag::kRst | tcp_flag::kAck, SegmentRole::kReset, actor);
  }
  // A SYN to a port on which nothing listens.
  FlowScript& IsRefused() {
    flow_.handshake_seen = true;
    In(TcpState::kSynSent, TcpState::kClosed);
    Send(Side::kClient, tcp_flag::kSyn, SegmentRole::kSyn, Actor::kProgram);
    return ServerResets(Actor::kKernel);
  }
  // One segment as it is, for roles that need no story.
  FlowScript& Segment(Side from, std::uint8_t flags, SegmentRole role, Actor actor) {
    return Send(from, flags, role, actor);
  }
  FlowScript& WithWindow(std::uint32_t window) {
    flow_.head.back().window = window;
    return *this;
  }
  FlowScript& StartSequenceAt(std::uint32_t sequence) {
    sequence_[0] = sequence_[1] = sequence;
    return *this;
  }

  // As a capture of millions of segments is kept: only both ends.
  FlowRecord BuildKeeping(std::size_t head, std::size_t tail) {
    FlowRecord flow = Build();
    flow.tail.assign(flow.head.end() - static_cast<std::ptrdiff_t>(tail), flow.head.end());
    flow.head.resize(head);
    flow.samples = SamplesOf(flow);
    return flow;
  }
  FlowRecord Build() {
    FlowRecord flow = flow_;
    flow.segment_count = flow.head.size();
    flow.last = now_;
    flow.client_state = client_state_;
    flow.server_state = server_state_;
    return flow;
  }

 private:
  // Two: at its middle and at its end.
  static std::vector<FlowSample> SamplesOf(const FlowRecord& flow) {
    FlowSample middle;
    middle.time = middle.wait_end = (flow.first + flow.last) / 2;
    middle.sent = flow.from_client.stream_bytes / 2;
    middle.acknowledged = middle.sent - middle.sent / 4;
    middle.echoed = middle.sent / 8;
    middle.longest_wait = middle.client_zero_window = Nanoseconds(5'000);
    FlowSample end = middle;
    end.time = flow.last;
    end.wait_end = flow.last - Nanoseconds(700);
    end.sent = end.acknowledged = flow.from_client.stream_bytes;
    end.echoed = flow.from_server.stream_bytes;
    end.server_zero_window = Nanoseconds(600);
    return {middle, end};
  }

  static constexpr std::uint8_t kFinAck = tcp_flag::kFin | tcp_flag::kAck;

  void In(TcpState client, TcpState server) {
    client_state_ = client;
    server_state_ = server;
  }
  FlowScript& Acknowledge(Side from, SegmentRole role) {
    return Send(from, tcp_flag::kAck, role, Actor::kKernel);
  }
  FlowScript& SendData(Side from, const Bytes& bytes) {
    return Send(from, tcp_flag::kPsh | tcp_flag::kAck, SegmentRole::kData, Actor::kProgram, bytes);
  }
  FlowScript& Send(Side from, std::uint8_t flags, SegmentRole role, Actor actor,
                   const Bytes& bytes = {}) {
    const auto me = static_cast<std::size_t>(from);
    FlowSegment segment;
    segment.frame = next_frame_++;
    segment.time = now_;
    segment.from = from;
    segment.flags = flags;
    segment.seq = sequence_[me];
    segment.ack = (flags & tcp_flag::kAck) != 0 ? sequence_[1 - me] : 0;
    segment.length = static_cast<std::uint32_t>(bytes.size());
    segment.window = 65536;
    segment.role = role;
    segment.actor = actor;
    segment.client_state = client_state_;
    segment.server_state = server_state_;
    segment.preview = bytes.substr(0, FlowSegment::kPreview);
    flow_.head.push_back(segment);
    now_ += Nanoseconds(12'345);

    const bool counts = (flags & (tcp_flag::kSyn | tcp_flag::kFin)) != 0;
    sequence_[me] += segment.length + (counts ? 1 : 0);
    Count(from == Side::kClient ? flow_.from_client : flow_.from_server, segment, bytes);
    return *this;
  }
  static void Count(FlowDirection& direction, const FlowSegment& segment, const Bytes& bytes) {
    ++direction.segments;
    if (!bytes.empty()) {
      ++direction.data_segments;
      direction.stream_bytes += bytes.size();
      direction.last_data_frame = segment.frame;
    }
    if ((segment.flags & tcp_flag::kSyn) != 0) direction.syn_frame = segment.frame;
    if ((segment.flags & tcp_flag::kFin) != 0) direction.fin_frame = segment.frame;
    if ((segment.flags & tcp_flag::kRst) != 0) direction.rst_frame = segment.frame;
  }

  FlowRecord flow_;
  std::uint64_t next_frame_;
  Nanoseconds now_{0};
  std::uint32_t sequence_[2] = {0, 0};
  TcpState client_state_ = TcpState::kClosed;
  TcpState server_state_ = TcpState::kClosed;
};

// The session that echocheck grew from.
inline FlowScript BasicSession() {
  FlowScript flow;
  flow.Handshake().ClientSends("hoge\n").ServerSends("hoge\n").ClientSends("hoge\n");
  flow.ServerSends("hoge\n").ClientCloses().ServerClosesToo();
  return flow;
}

}  // namespace echocheck
